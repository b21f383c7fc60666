import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from faktura.formats import cii, pdf
from faktura.formats.facturx import FORMAT, Profile, ProfileTooSmall, extract, read, reduce, write
from faktura.sockets import RenderOptions
from formats.pdf.samples import sample, squash

from .samples import BINARY, INVOICE, OPTIONS, rounded, with_attachments

TESTS = Path(__file__).parents[2]


def opened(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content), strict=True)


@pytest.mark.parametrize("profile", Profile)
def test_the_facts_of_a_profile_stand_in_the_pdf(profile):
    reader = opened(write(INVOICE, OPTIONS, profile).content)
    root = reader.trailer["/Root"]
    (associated,) = (each.get_object() for each in root["/AF"])
    assert associated["/AFRelationship"] == f"/{profile.relationship}"
    assert associated["/F"] == associated["/UF"] == profile.file_name
    stream = associated["/EF"]["/F"].get_object()
    assert stream["/Subtype"] == "/text/xml"
    assert stream["/Params"]["/Size"] == len(stream.get_data())
    assert stream["/Params"]["/ModDate"] == "D:20261123000000Z"
    assert stream.get_data() == cii.write(reduce(INVOICE, profile), OPTIONS).content
    xmp = root["/Metadata"].get_data().decode()
    version = "3.0" if profile is Profile.XRECHNUNG else "1.0"
    for fact in (
        'xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"',
        f"<fx:ConformanceLevel>{profile.level}</fx:ConformanceLevel>",
        f"<fx:DocumentFileName>{profile.file_name}</fx:DocumentFileName>",
        "<fx:DocumentType>INVOICE</fx:DocumentType>",
        f"<fx:Version>{version}</fx:Version>",
        "<pdfaSchema:prefix>fx</pdfaSchema:prefix>",
        "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>",
    ):
        assert xmp.count(fact) == 1
    assert xmp.count("<pdfaExtension:schemas>") == 1
    for name in ("ConformanceLevel", "DocumentFileName", "DocumentType", "Version"):
        assert f"<pdfaProperty:name>{name}</pdfaProperty:name>" in xmp


def test_the_page_is_the_same_as_without_xml():
    page, hybrid = (opened(one) for one in (pdf.render(INVOICE, OPTIONS), write(INVOICE, OPTIONS).content))
    assert [one.extract_text() for one in hybrid.pages] == [one.extract_text() for one in page.pages]
    assert hybrid.metadata == page.metadata
    assert hybrid.trailer["/Root"]["/MarkInfo"] == page.trailer["/Root"]["/MarkInfo"]


def test_every_object_is_where_the_table_says():
    reader = opened(write(with_attachments("a.pdf"), OPTIONS).content)
    size = reader.trailer["/Size"]
    for number in range(1, size):
        assert reader.get_object(number) is not None
    assert set(reader.xref[0]) == set(range(1, size))


def test_identifiers_follow_what_is_inside():
    contents = [write(INVOICE, OPTIONS, profile).content for profile in (Profile.EN16931, Profile.EXTENDED)]
    identifiers = [opened(content).trailer["/ID"][1] for content in contents]
    assert identifiers[0] != identifiers[1]
    for content, identifier in zip(contents, identifiers, strict=True):
        assert f"<xmpMM:InstanceID>{identifier}</xmpMM:InstanceID>".encode() in content


def test_the_same_invoice_gives_the_same_bytes_in_any_process():
    script = (
        "import hashlib; from formats.facturx.samples import *; from faktura.formats.facturx import write;"
        "print(hashlib.sha256(write(with_attachments('a.pdf'), OPTIONS).content).hexdigest())"
    )
    runs = {
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=TESTS).stdout
        for _ in range(2)
    }
    assert len(runs) == 1


def test_the_invoice_says_the_profile():
    for profile in Profile:
        content = FORMAT.write(replace(INVOICE, specification=profile.identifier), OPTIONS).content
        assert extract(content).profile == profile.level
    assert extract(FORMAT.write(replace(INVOICE, specification=None), OPTIONS).content).profile == "EN 16931"


def test_the_version_of_an_older_xrechnung():
    older = "urn:cen.eu:en16931:2017#compliant#urn:xoev-de:kosit:standard:xrechnung_2.3"
    hybrid = extract(write(replace(INVOICE, specification=older), OPTIONS).content)
    assert (hybrid.profile, hybrid.version, hybrid.file_name) == ("XRECHNUNG", "2.3", "xrechnung.xml")


@pytest.mark.parametrize("profile", Profile)
def test_read_gives_back_what_the_profile_carries(profile):
    content = write(INVOICE, OPTIONS, profile).content
    assert read(content) == (reduce(INVOICE, profile), [])
    assert write(INVOICE, OPTIONS, profile).content == content


def test_only_the_specification_is_changed_by_the_format_itself():
    invoice = replace(
        INVOICE, specification="urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
    )
    back, findings = FORMAT.read(FORMAT.write(invoice, OPTIONS).content)
    assert findings == []
    assert replace(back, specification=invoice.specification) == invoice
    assert set(FORMAT.cannot_carry) == {"BT-24"}


@pytest.mark.parametrize("profile", Profile)
def test_attachments_are_inside_whatever_the_profile(profile):
    invoice = with_attachments("Stundenzettel März (1).pdf")
    hybrid = extract(write(invoice, OPTIONS, profile).content)
    (attached,) = hybrid.attachments
    assert attached.name == "Stundenzettel März (1).pdf"
    assert attached.content == BINARY
    assert attached.media_type == "application/pdf"
    assert attached.description == "Hours (all)"
    assert attached.relationship == "Supplement"
    assert attached.is_associated
    assert hybrid.notes == ()


def test_names_of_attachments_are_safe_and_differ():
    names = ("../a.pdf", "factur-x.xml", "x.txt", "X.TXT", "x.txt", "no dot", "no dot", " ", "a\nb.pdf")
    hybrid = extract(write(with_attachments(*names), OPTIONS).content)
    assert [each.name for each in hybrid.attachments] == [
        "_a.pdf",
        "attachment-factur-x.xml",
        "x.txt",
        "X-2.TXT",
        "x-3.txt",
        "no dot",
        "no dot-2",
        "attachment",
        "a_b.pdf",
    ]
    assert read(write(with_attachments(*names), OPTIONS).content)[0].number == INVOICE.number


def test_a_reference_without_content_is_no_attachment():
    (document,) = with_attachments("x").supporting_documents
    for content in (None, "", "not base64!"):
        invoice = replace(INVOICE, supporting_documents=(replace(document, content=content),))
        assert extract(write(invoice, OPTIONS, Profile.BASIC).content).attachments == ()


def test_a_profile_that_is_too_small_is_refused():
    with pytest.raises(ProfileTooSmall):
        write(rounded(), OPTIONS, Profile.BASIC)


def test_a_long_document_and_a_buyers_page():
    content = write(sample(301), RenderOptions(language="de", pay_url="https://example.com/p/1")).content
    reader = opened(content)
    assert len(reader.pages) > 9
    assert "Stuhl" in squash(reader.pages[3].extract_text())
    assert len(read(content)[0].lines) == 301


def test_the_format_says_what_it_is():
    rendered = FORMAT.write(INVOICE, OPTIONS)
    assert (rendered.media_type, rendered.file_extension) == (FORMAT.media_type, FORMAT.file_extension)
    assert FORMAT.media_type == "application/pdf"
    assert FORMAT.name == "facturx"
