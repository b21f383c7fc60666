"""Message Level Status: round trips, and each rule with a case that keeps it and one that breaks it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from faktura.channels.peppol.application_response import Unfit
from faktura.channels.peppol.document_types import MLS
from faktura.channels.peppol.identifiers import DocumentTypeId, NoIdentifier, ParticipantId
from faktura.channels.peppol.mls import (
    RESPONSE_CODES,
    RULES,
    STATUS_REASONS,
    MessageLevelStatus,
    StatusLine,
    is_wanted,
    may_be_answered,
    read_mls,
    receiver_of,
    write_mls,
)

from .network import INVOICE


def status(**changed: Any) -> MessageLevelStatus:
    values: dict[str, Any] = {
        "id": "mls-1",
        "issued_at": datetime(2026, 12, 1, 9, 30, 5, tzinfo=UTC),
        "sender": ParticipantId("0242:000123"),
        "receiver": ParticipantId("0242:000456-MLS"),
        "code": "RE",
        "description": "The invoice breaks a rule.",
        "instance_identifier": "b1c9d5a0-7d1f-4a6c-9a55-0c6a3f1d2e10",
        "lines": (
            StatusLine("/Invoice/cbc:ID[1]", "BR-02: the number is missing.", "BV"),
            StatusLine("NA", "A warning.", "BW"),
        ),
    }
    return MessageLevelStatus(**(values | changed))


def rules_broken(*changes: tuple[str, str]) -> set[str]:
    content = write_mls(status()).decode()
    for old, new in changes:
        assert old in content, old
        content = content.replace(old, new)
    result = read_mls(content.encode())
    assert isinstance(result, Unfit)
    return {problem.rule for problem in result.problems}


@pytest.mark.parametrize(
    "written",
    [
        status(),
        status(code="AP", description="", lines=()),
        status(code="AB", lines=(StatusLine("NA", "A < warning.", "BW"),)),
        status(lines=(StatusLine("NA", "It could not be delivered.", "FD"),)),
    ],
)
def test_what_is_written_is_read_again(written):
    assert read_mls(write_mls(written)) == written


def test_every_code_and_reason_is_told():
    assert set(RESPONSE_CODES) == {"AP", "AB", "RE"}
    assert set(STATUS_REASONS) == {"SV", "BV", "BW", "FD"}


CASES = {
    "01": [("urn:peppol:edec:mls:1.0", "urn:other")],
    "02": [(">urn:peppol:edec:mls<", ">urn:other<")],
    "03": [(">mls-1<", "> <")],
    "04": [("2026-12-01<", "2026-12-01Z<")],
    "05": [("<cbc:IssueTime>09:30:05+00:00</cbc:IssueTime>", "")],
    "06": [("09:30:05+00:00", "09:30:05")],
    "07": [('<cbc:EndpointID schemeID="0242">000123</cbc:EndpointID>', "")],
    "08": [(">000123<", "> <")],
    "09": [(">000123<", ">123<")],
    "10": [('<cbc:EndpointID schemeID="0242">000123<', "<cbc:EndpointID>000123<")],
    "11": [('"0242">000123<', '"0088">000123<')],
    "12": [('<cbc:EndpointID schemeID="0242">000456-MLS</cbc:EndpointID>', "")],
    "13": [(">000456-MLS<", "><")],
    "14": [(">000456-MLS<", ">000456-M<")],
    "15": [('<cbc:EndpointID schemeID="0242">000456', "<cbc:EndpointID>000456")],
    "16": [('"0242">000456', '"0088">000456')],
    "17": [("cac:DocumentResponse>", "cac:Other>")],
    "18": [("<cbc:ResponseCode>RE</cbc:ResponseCode>", "")],
    "19": [(">RE<", ">CA<")],
    "20": [("<cbc:Description>The invoice breaks a rule.</cbc:Description>", "")],
    "21": [(">The invoice breaks a rule.<", "> <")],
    "22": [("cac:DocumentReference>", "cac:Other>")],
    "23": [("cac:LineResponse>", "cac:Other>")],
    "24": [(">BV<", ">BW<")],
    "25": [(">RE<", ">AP<")],
    "26": [(">b1c9d5a0-7d1f-4a6c-9a55-0c6a3f1d2e10<", "><")],
    "27": [(">/Invoice/cbc:ID[1]<", "> <")],
    "28": [("<cbc:Description>A warning.</cbc:Description>", "")],
    "29": [(">A warning.<", "> <")],
    "30": [("cac:Status>", "cac:Other>")],
    "31": [(">BW<", ">XX<")],
}


@pytest.mark.parametrize("number", CASES)
def test_each_rule_is_kept_and_broken(number):
    assert f"SCH-MLS-{number}" in rules_broken(*CASES[number])


def test_there_is_a_case_for_every_rule():
    assert {rule.id for rule in RULES} == {f"SCH-MLS-{number}" for number in CASES}


def test_all_broken_rules_are_told_at_once():
    assert rules_broken(*CASES["01"], *CASES["09"], *CASES["31"]) >= {"SCH-MLS-01", "SCH-MLS-09", "SCH-MLS-31"}


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"no xml", "xml"),
        (b'<!DOCTYPE a [<!ENTITY a "a">]><a>&a;</a>', "xml"),
        (b"<a/>", "root"),
    ],
)
def test_other_documents(content, rule):
    result = read_mls(content)
    assert isinstance(result, Unfit)
    assert [problem.rule for problem in result.problems] == [rule]


@pytest.mark.parametrize(
    "changed",
    [
        {"code": "CA"},
        {"description": ""},
        {"lines": ()},
        {"sender": ParticipantId("0088:1")},
        {"issued_at": datetime(2026, 12, 1)},  # noqa: DTZ001 - this is the mistake
    ],
)
def test_what_breaks_a_rule_is_not_written(changed):
    with pytest.raises(ValueError, match=r"SCH-MLS|timezone"):
        write_mls(status(**changed))


def test_answers_are_not_answered():
    assert may_be_answered(INVOICE)
    assert not may_be_answered(MLS.id)
    mlr = "ApplicationResponse-2::ApplicationResponse##urn:fdc:peppol.eu:poacc:trns:mlr:3::2.1"
    assert not may_be_answered(DocumentTypeId(f"urn:oasis:names:specification:ubl:schema:xsd:{mlr}"))


def test_whom_it_goes_to():
    assert receiver_of(None, "POP000123") == ParticipantId("0242:000123")
    assert receiver_of(ParticipantId("0242:000456"), "POP000123") == ParticipantId("0242:000456")
    with pytest.raises(NoIdentifier):
        receiver_of(None, "somebody")


def test_when_it_is_wanted():
    assert is_wanted("RE", always=False)
    assert not is_wanted("AP", always=False)
    assert is_wanted("AP", always=True)
