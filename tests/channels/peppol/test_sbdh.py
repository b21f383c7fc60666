"""Envelopes: written, read, and everything that may be wrong with them."""

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest

from faktura.channels.peppol.identifiers import DocumentTypeId, ParticipantId
from faktura.channels.peppol.sbdh import ALWAYS_SEND, Malformed, Opened, Scope, read_envelope, write_envelope
from faktura.source import UnreadableDocument, parse

from .envelopes import DOCUMENT, header, spoiled

SBDH = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"


def codes(content: bytes) -> list[str]:
    result = read_envelope(content)
    assert isinstance(result, Malformed)
    return [problem.code for problem in result.problems]


def test_what_is_written_is_read_again():
    written = header(
        created_at=datetime(2026, 12, 1, 10, 30, 1, 250000, tzinfo=timezone(timedelta(hours=1))),
        mls_to=ParticipantId("0242:000123"),
        mls_type=ALWAYS_SEND,
        scopes=(Scope("OWN", "a < b", "c"), Scope("OWN", "again")),
    )
    assert read_envelope(write_envelope(written, DOCUMENT)) == Opened(written, DOCUMENT)


def test_the_document_comes_out_as_it_was():
    opened = read_envelope(
        write_envelope(header(), b'<?xml version="1.0"?>\n<!-- before -->' + DOCUMENT + b"\n<!-- x -->")
    )
    assert isinstance(opened, Opened)
    assert opened.document == DOCUMENT
    assert opened.media_type == "application/xml"


def test_namespaces_on_the_envelope_stay_with_the_document():
    cbc = ' xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"'
    content = spoiled((cbc, ""), (f'xmlns:sbd="{SBDH}"', f'xmlns:sbd="{SBDH}"{cbc}'))
    opened = read_envelope(content)
    assert isinstance(opened, Opened)
    assert opened.document == DOCUMENT.replace(b"<Invoice", b"<Invoice" + cbc.encode(), 1).replace(
        cbc.encode() + b">", b">", 1
    )
    assert parse(opened.document).tag == parse(DOCUMENT).tag


def test_other_prefixes_and_indentation_are_the_same_envelope():
    content = spoiled(("sbd:", ""), ("xmlns:sbd", "xmlns"), ("><Sender>", ">\n  <Sender>"))
    assert read_envelope(content.replace(b"<HeaderVersion>1.0<", b"<HeaderVersion>\n1.0 <")) == Opened(
        header(), DOCUMENT
    )


def test_content_that_is_not_xml_is_carried_in_base64():
    kind = DocumentTypeId("urn:peppol:doctype:pdf+xml##urn:x:Factur-X:1.0::D22B")
    written = header(document_type=kind)
    content = write_envelope(written, b"%PDF-1.7\x00\xff", media_type="application/pdf")
    assert read_envelope(content) == Opened(written, b"%PDF-1.7\x00\xff", "application/pdf")


@pytest.mark.parametrize(
    ("old", "new"), [('mimeType="application/pdf"', ""), ("JVBE", "JV!E"), ("BinaryContent", "OtherContent")]
)
def test_bad_binary_content(old, new):
    kind = DocumentTypeId("urn:peppol:doctype:pdf+xml##urn:x:Factur-X:1.0::D22B")
    content = write_envelope(header(document_type=kind), b"%PDF-1.7", media_type="application/pdf").decode()
    assert old in content
    assert codes(content.replace(old, new).encode()) == ["payload"]


def test_scopes_without_a_scheme_are_in_the_usual_one():
    for scheme in ("busdox-docid-qns", "cenbii-procid-ubl"):
        assert isinstance(read_envelope(spoiled((f"<sbd:Identifier>{scheme}</sbd:Identifier>", ""))), Opened)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("xml", [("</sbd:Scope>", "")]),
        ("root", [("StandardBusinessDocument ", "Other "), ("/sbd:StandardBusinessDocument>", "/sbd:Other>")]),
        ("root", [(f'"{SBDH}"', '"urn:other"')]),
        ("missing", [("StandardBusinessDocumentHeader>", "Header>")]),
        ("payload_count", [(DOCUMENT.decode(), "")]),
        ("payload_count", [(DOCUMENT.decode(), DOCUMENT.decode() * 2)]),
        ("header_version", [("HeaderVersion>1.0<", "HeaderVersion>1.1<")]),
        ("missing", [("<sbd:HeaderVersion>1.0</sbd:HeaderVersion>", "<sbd:HeaderVersion/>")]),
        ("authority", [('<sbd:Sender><sbd:Identifier Authority="iso', '<sbd:Sender><sbd:Identifier Authority="x')]),
        ("participant", [(">9915:TEST<", ">TEST<")]),
        ("participant", [(">0088:7300010000001<", "><")]),
        ("repeated", [("<sbd:Receiver>", "<sbd:Receiver/><sbd:Receiver>")]),
        ("missing", [("sbd:Receiver>", "sbd:Other>")]),
        ("missing", [("DocumentIdentification>", "Other>")]),
        ("standard", [(">urn:oasis:names:specification:ubl:schema:xsd:Invoice-2<", ">urn:other<")]),
        ("type_version", [("TypeVersion>2.1<", "TypeVersion>2.2<")]),
        ("type", [("<sbd:Type>Invoice<", "<sbd:Type>Order<")]),
        ("missing", [("InstanceIdentifier>b1c9d5a0-7d1f-4a6c-9a55-0c6a3f1d2e10<", "InstanceIdentifier> <")]),
        ("instance_identifier", [("b1c9d5a0-", "b1c9 d5a0-")]),
        ("creation_time", [("2026-12-01T09:30:00+00:00", "2026-12-01T09:30:00")]),
        ("creation_time", [("2026-12-01T09:30:00+00:00", "2026-12-01Z")]),
        ("creation_time", [("2026-12-01T09:30:00+00:00", "yesterday")]),
        ("missing", [("BusinessScope>", "Other>")]),
        ("missing", [("DOCUMENTID", "OTHER")]),
        ("document_type", [("busdox-docid-qns", "other")]),
        ("document_type", [("billing:3.0::2.1", "billing:3.0")]),
        ("missing", [("PROCESSID", "OTHER")]),
        ("process", [("cenbii-procid-ubl", "other")]),
        ("missing", [("COUNTRY_C1", "OTHER")]),
        ("country_c1", [(">AT<", ">Austria<")]),
        ("repeated", [(">COUNTRY_C1<", ">DOCUMENTID<")]),
        ("mls_to", [("<sbd:BusinessScope>", "<sbd:BusinessScope><sbd:Scope><sbd:Type>MLS_TO</sbd:Type>"
                     "<sbd:InstanceIdentifier>0088:1</sbd:InstanceIdentifier></sbd:Scope>")]),
        ("mls_type", [("<sbd:BusinessScope>", "<sbd:BusinessScope><sbd:Scope><sbd:Type>MLS_TYPE</sbd:Type>"
                       "<sbd:InstanceIdentifier>NEVER</sbd:InstanceIdentifier></sbd:Scope>")]),
    ],
)  # fmt: skip
def test_each_problem_is_named(code, changes):
    assert code in codes(spoiled(*changes))


def test_a_document_of_another_kind_than_the_header_says():
    content = spoiled(("<Invoice ", "<CreditNote "), ("</Invoice>", "</CreditNote>"))
    assert codes(content) == ["type"]
    assert codes(spoiled(('<Invoice xmlns="urn:oasis', '<Invoice xmlns="urn:other'))) == ["standard"]


def test_all_problems_are_told_at_once():
    content = spoiled(
        (">1.0<", ">2.0<"), (">9915:TEST<", ">TEST<"), (">AT<", ">A<"), ("+00:00<", "<"), ("PROCESSID", "OTHER"),
        ("TypeVersion>2.1<", "TypeVersion>2.0<"),
    )  # fmt: skip
    result = read_envelope(content)
    assert isinstance(result, Malformed)
    assert {problem.code for problem in result.problems} == {
        "header_version", "participant", "country_c1", "creation_time", "missing", "type_version",
    }  # fmt: skip
    assert result.instance_identifier == header().instance_identifier
    assert (result.sender, result.receiver) == ("TEST", "0088:7300010000001")
    assert all(problem.sentence.endswith(".") and problem.place for problem in result.problems)


def test_long_texts_are_read_up_to_the_limit():
    document = DOCUMENT.replace(b"1 &amp; 2", b"A" * 12_000_000)
    content = write_envelope(header(), document)
    started = time.perf_counter()
    assert read_envelope(content) == Opened(header(), document)
    assert time.perf_counter() - started < 5
    assert codes_with_limit(content, len(content) - 1) == ["xml"]


def codes_with_limit(content: bytes, bytes_max: int) -> list[str]:
    result = read_envelope(content, bytes_max)
    assert isinstance(result, Malformed)
    return [problem.code for problem in result.problems]


def test_bombs_are_refused():
    content = write_envelope(header(), DOCUMENT)
    prolog, _, rest = content.partition(b"\n")
    bomb = prolog + b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + rest.replace(b"1 &amp; 2", b"&b;")
    assert codes(bomb) == ["xml"]
    with pytest.raises(UnreadableDocument):
        write_envelope(header(), b"<!DOCTYPE Invoice>" + DOCUMENT)


@pytest.mark.parametrize(
    "changed",
    [
        {"country_c1": "Austria"},
        {"country_c1": ""},
        {"sender": ParticipantId("TEST")},
        {"instance_identifier": ""},
        {"created_at": datetime(2026, 12, 1)},  # noqa: DTZ001 - this is the mistake
        {"mls_to": ParticipantId("0088:1")},
        {"mls_type": "NEVER"},
        {"scopes": (Scope("COUNTRY_C1", "DE"),)},
    ],
)
def test_a_header_that_is_not_right_is_not_written(changed):
    with pytest.raises(ValueError, match=r"[a-z]"):
        write_envelope(header(**changed), DOCUMENT)


def test_a_document_of_another_type_is_not_written():
    with pytest.raises(ValueError, match="no Invoice"):
        write_envelope(header(), DOCUMENT.replace(b"Invoice-2", b"Invoice-3"))


def test_fractions_and_zones_of_the_creation_time():
    opened = read_envelope(spoiled(("09:30:00+00:00", "09:30:00.123456789Z")))
    assert isinstance(opened, Opened)
    assert opened.header.created_at == datetime(2026, 12, 1, 9, 30, 0, 123456, tzinfo=UTC)
