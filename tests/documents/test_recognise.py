"""What a document is, told by its content."""

import pytest

from faktura.documents import check
from faktura.documents.known import titles
from faktura.documents.recognise import JSON_BYTES_MAX, UnsupportedDocument, recognise
from faktura.source import UnreadableDocument

from . import samples

UBL_2 = "urn:oasis:names:specification:ubl:schema:xsd:"
NAMED = [
    ("fatturapa", '<p:FatturaElettronica xmlns:p="http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2"/>'),
    ("ksef-fa", '<Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/"/>'),
    ("zugferd1", '<r:CrossIndustryDocument xmlns:r="urn:ferd:CrossIndustryDocument:invoice:1p0"/>'),
    (
        "order-x",
        '<r:SCRDMCCBDACIOMessageStructure xmlns:r="urn:un:unece:uncefact:data:SCRDMCCBDACIOMessageStructure:100"/>',
    ),
    (
        "cdar",
        "<r:CrossDomainAcknowledgementAndResponse "
        'xmlns:r="urn:un:unece:uncefact:data:standard:CrossDomainAcknowledgementAndResponse:100"/>',
    ),
    ("ebinterface", '<Invoice xmlns="http://www.ebinterface.at/schema/6p1/"/>'),
    ("facturae", '<f:Facturae xmlns:f="http://www.facturae.gob.es/formato/Versiones/Facturaev3_2_2.xml"/>'),
    ("hu-osa", '<InvoiceData xmlns="http://schemas.nav.gov.hu/OSA/3.0/data"/>'),
    ("finvoice", '<Finvoice Version="3.0"/>'),
    ("svefaktura", '<Invoice xmlns="urn:sfti:documents:BasicInvoice:1:0"/>'),
    ("ubl-order", f'<Order xmlns="{UBL_2}Order-2"/>'),
    ("ubl-despatchadvice", f'<DespatchAdvice xmlns="{UBL_2}DespatchAdvice-2"/>'),
    ("ubl-applicationresponse", f'<ApplicationResponse xmlns="{UBL_2}ApplicationResponse-2"/>'),
    ("edifact", "UNA:+.? 'UNB+UNOC:3+1234567890123:14'"),
    ("edifact", "UNB+UNOC:3+1234567890123:14'"),
    ("x12", "ISA*00*          *00*"),
    ("zip", "PK\x03\x04"),
    ("html", "<html><body/></html>"),
    ("", '<Invoice xmlns="urn:nobody"/>'),
    ("", "<Rechnung/>"),
    ("json", '{"$schema": "https://example.com/other", "doc": {}}'),
    ("json", "[]"),
    ("json", '{"customer": {"name": "A"}, "lines": []}'),
]


@pytest.mark.parametrize("form", samples.FORMS)
def test_the_form_is_told_by_the_content(form: str) -> None:
    assert recognise(samples.FORMS[form]).format == form


@pytest.mark.parametrize(("form", "text"), NAMED)
def test_what_is_known_but_not_checked_is_named(form: str, text: str) -> None:
    report = check(text.encode("latin-1"))
    assert (report.format, report.valid) == (form, False)
    assert [finding.rule for finding in report.findings] == ["document_unsupported"]
    assert report.findings[0].message.endswith((".", "findings."))


def test_every_title_fits_into_a_sentence() -> None:
    assert len(dict(titles())) > 15
    assert all(title.startswith(("a ", "an ", "invoice ")) for _, title in titles())


@pytest.mark.parametrize("form", ["ubl-invoice", "ubl-creditnote", "cii"])
def test_a_document_is_taken_out_of_its_envelope(form: str) -> None:
    inside = samples.FORMS[form]
    wrapped, bare = check(samples.in_envelope(inside)), check(inside)
    assert wrapped.findings[0].rule == "document_in_envelope"
    assert wrapped.findings[1:] == bare.findings
    assert wrapped.format == form


def test_places_in_an_envelope_begin_at_the_document() -> None:
    report = check(samples.in_envelope(samples.WRONG_TOTAL))
    (broken,) = [finding for finding in report.findings if finding.rule == "BR-CO-16"]
    assert broken.location.startswith("/ubl:Invoice/cac:LegalMonetaryTotal")


@pytest.mark.parametrize("documents", [(), (samples.UBL, samples.CII), (b'?><Order xmlns="urn:nobody"/>',)])
def test_an_envelope_with_none_several_or_others_is_refused(documents: tuple[bytes, ...]) -> None:
    with pytest.raises(UnsupportedDocument, match="envelope"):
        recognise(samples.in_envelope(*documents))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_marks_and_utf_16(encoding: str) -> None:
    text = samples.UBL.decode().replace("encoding='UTF-8'", "encoding='UTF-16'" if "16" in encoding else "")
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    assert recognise(mark + text.encode(encoding)).format == "ubl-invoice"


def test_other_prefixes_mean_the_same() -> None:
    prefixes = (("cbc:", "a:"), ("xmlns:cbc", "xmlns:a"), ("cac:", "b:"), ("xmlns:cac", "xmlns:b"))
    other = samples.changed(samples.WRONG_TOTAL, *prefixes)
    assert check(other).findings == check(samples.WRONG_TOTAL).findings


def test_json_with_a_mark_and_blanks() -> None:
    assert recognise(b"\xef\xbb\xbf " + samples.JSON).format == "json"
    assert recognise(b" \n" + samples.JSON).format == "json"


def test_too_long_json_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="at most"):
        recognise(b"{" + b" " * JSON_BYTES_MAX)
