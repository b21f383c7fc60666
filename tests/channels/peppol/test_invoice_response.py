"""Invoice Response: round trips, and rules with a case that keeps them and one that breaks them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from faktura.channels.peppol.application_response import Unfit, broken
from faktura.channels.peppol.identifiers import ParticipantId
from faktura.channels.peppol.invoice_response import (
    ACTIONS,
    FATAL,
    REASONS,
    STATUS_ACTIONS,
    STATUS_CODES,
    STATUS_REASONS,
    WARNINGS,
    Clarification,
    Condition,
    Identification,
    InvoiceResponse,
    Party,
    ThirdParty,
    read_invoice_response,
    write_invoice_response,
)
from faktura.source import parse


def response(**changed: Any) -> InvoiceResponse:
    values: dict[str, Any] = {
        "id": "response-1",
        "issued_at": datetime(2026, 12, 1, 9, 30, tzinfo=UTC),
        "note": "Please & thank you",
        "sender": Party(
            endpoint=ParticipantId("0088:5798000012349"),
            name="Buyer",
            identification=Identification("DK88776655", "0184"),
            contact_name="Jens",
            contact_phone="23232323",
            contact_email="jens@example.com",
        ),
        "receiver": Party(endpoint=ParticipantId("0088:7330001000000"), name="Seller"),
        "code": "RE",
        "effective_date": date(2026, 12, 2),
        "clarifications": (
            Clarification(REASONS, "REF", "The order number is wrong.", (Condition("BT-13", "PO-1"),)),
            Clarification(ACTIONS, "NIN"),
        ),
        "invoice_number": "R-1",
        "invoice_type_code": "380",
        "invoice_issue_date": date(2026, 11, 30),
        "issuer": ThirdParty("Issuer", Identification("123")),
        "recipient": ThirdParty("Recipient"),
    }
    return InvoiceResponse(**(values | changed))


def rules_broken(*changes: tuple[str, str], **changed: Any) -> set[str]:
    content = write_invoice_response(response(**changed)).decode()
    for old, new in changes:
        assert old in content, old
        content = content.replace(old, new)
    result = read_invoice_response(content.encode())
    assert isinstance(result, Unfit)
    return {problem.rule for problem in result.problems}


PARTIAL = Clarification(REASONS, "PPD", "Half of it.")


@pytest.mark.parametrize(
    "written",
    [
        response(),
        response(code="AB", clarifications=(), note="", effective_date=None, invoice_issue_date=None),
        response(code="PD", clarifications=(PARTIAL,), issuer=None, recipient=None),
        response(profile="urn:peppol:bis:billing_with_response"),
        *(response(code=code) for code in ("IP", "UQ", "CA", "AP")),
        *(response(clarifications=(Clarification(REASONS, code, "x"),)) for code in STATUS_REASONS if code != "PPD"),
        *(response(clarifications=(Clarification(ACTIONS, code),)) for code in STATUS_ACTIONS),
    ],
)
def test_what_is_written_is_read_again(written):
    assert read_invoice_response(write_invoice_response(written)) == written


def test_the_codes():
    assert set(STATUS_CODES) == {"AB", "IP", "UQ", "CA", "RE", "AP", "PD"}
    assert len(STATUS_REASONS) == 14
    assert len(STATUS_ACTIONS) == 7


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("PEPPOL-T111-R003", [("trns:invoice_response:3", "trns:other:3")]),
        ("PEPPOL-T111-R008", [("bis:invoice_response:3", "bis:other:3")]),
        ("PEPPOL-T111-B00103", [(">response-1<", "> <")]),
        ("PEPPOL-T111-B00104", [("<cbc:IssueDate>2026-12-01</cbc:IssueDate>", "")]),
        ("PEPPOL-COMMON-R030", [("2026-12-01<", "2026-12-01Z<")]),
        ("PEPPOL-COMMON-R030", [("09:30:00", "noon")]),
        ("PEPPOL-COMMON-R030", [("2026-12-02", "2026-13-02")]),
        ("PEPPOL-COMMON-R030", [("2026-11-30", "30.11.2026")]),
        ("PEPPOL-T111-B00105", [("cac:SenderParty", "cac:Other")]),
        ("PEPPOL-T111-B00106", [("cac:ReceiverParty", "cac:Other")]),
        ("PEPPOL-T111-B00107", [("cac:DocumentResponse", "cac:Other")]),
        ("PEPPOL-T111-B00801", [(">5798000012349<", "><")]),
        ("PEPPOL-T111-B00901", [('schemeID="0088">5798', 'schemeID="">5798')]),
        ("PEPPOL-T111-B01401", [(">Buyer<", "><")]),
        ("PEPPOL-T111-B02001", [(">7330001000000<", "><")]),
        ("PEPPOL-T111-B02101", [(' schemeID="0088">7330', ">7330")]),
        ("PEPPOL-T111-B02601", [(">Seller<", "><")]),
        ("PEPPOL-T111-B02801", [("cac:Response>", "cac:Other>")]),
        ("PEPPOL-T111-B02802", [("cac:DocumentReference>", "cac:Other>")]),
        ("PEPPOL-T111-B03001", [(">RE<", ">XX<")]),
        ("PEPPOL-T111-R001", [("cac:Status>", "cac:Other>")]),
        ("PEPPOL-T111-R007", [(">REF<", ">NIN<")]),
        ("PEPPOL-T111-R006", [(">NIN<", ">REF<")]),
        ("PEPPOL-T111-B03301", [(">REF<", ">XXX<")]),
        ("PEPPOL-T111-B03302", [('listID="OPStatusAction"', "")]),
        ("PEPPOL-T111-B03303", [("OPStatusAction", "Other")]),
        ("PEPPOL-T111-R004", [(">REF<", ">PPD<"), (">The order number is wrong.<", "><")]),
        ("PEPPOL-T111-R005", [(">REF<", ">PPD<")]),
        ("PEPPOL-T111-B03601", [(">BT-13<", "><")]),
        ("PEPPOL-T111-B03901", [(">R-1<", "><")]),
        ("PEPPOL-T111-B03902", [(">380<", "><")]),
        ("PEPPOL-T111-B04301", [(">Issuer<", "><")]),
        ("PEPPOL-T111-B04901", [(">Recipient<", "><")]),
    ],
)
def test_each_rule_is_broken(rule, changes):
    assert rule in rules_broken(*changes)


def test_there_is_a_case_for_every_rule():
    marks = test_each_rule_is_broken.pytestmark
    assert {rule.id for rule in FATAL} == {case[0] for case in marks[0].args[1]}


def test_all_broken_rules_are_told_at_once():
    broken_rules = rules_broken((">R-1<", "><"), (">380<", "><"), (">RE<", ">XX<"))
    assert {"PEPPOL-T111-B03901", "PEPPOL-T111-B03902", "PEPPOL-T111-B03001"} <= broken_rules


def test_another_reason_should_be_told():
    other = Clarification(REASONS, "OTH")
    content = write_invoice_response(response(clarifications=(other,)))
    assert [found.rule for found in broken(parse(content), WARNINGS)] == ["PEPPOL-T111-R002"]
    content = write_invoice_response(response(clarifications=(Clarification(REASONS, "OTH", "Because."),)))
    assert not list(broken(parse(content), WARNINGS))


@pytest.mark.parametrize("content", [b"", b'<!DOCTYPE a [<!ENTITY a "a">]><a>&a;</a>', b"<a/>"])
def test_other_documents(content):
    assert isinstance(read_invoice_response(content), Unfit)


@pytest.mark.parametrize(
    "changed",
    [
        {"code": "XX"},
        {"clarifications": ()},
        {"clarifications": (PARTIAL,)},
        {"clarifications": (Clarification(ACTIONS, "REF"),)},
        {"invoice_number": ""},
    ],
)
def test_what_breaks_a_rule_is_not_written(changed):
    with pytest.raises(ValueError, match="PEPPOL-T111"):
        write_invoice_response(response(**changed))
