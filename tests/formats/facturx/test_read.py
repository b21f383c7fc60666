import pytest

from faktura.checks import Severity
from faktura.formats import cii
from faktura.formats.facturx import FORMAT, Profile, UnreadableDocument, read, reduce

from .samples import INVOICE, OPTIONS, XML, XMP, Handmade

ZUGFERD_1 = (
    b'<rsm:CrossIndustryDocument xmlns:rsm="urn:ferd:CrossIndustryDocument:invoice:1p0">'
    b"<rsm:SpecifiedExchangedDocumentContext/></rsm:CrossIndustryDocument>"
)
ORDER_X = (
    b'<rsm:SCRDMCCBDACIOMessageStructure xmlns:rsm="urn:un:unece:uncefact:data:SCRDMCCBDACIOMessageStructure:100"'
    b' xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:128">'
    b"<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>"
    b"urn:order-x.eu:1p0:comfort</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter>"
    b"</rsm:ExchangedDocumentContext></rsm:SCRDMCCBDACIOMessageStructure>"
)


def holding(name: str, xml: bytes) -> bytes:
    return Handmade(files={name: xml}).content()


@pytest.mark.parametrize(
    ("name", "xml", "sentence"),
    [
        ("ZUGFeRD-invoice.xml", ZUGFERD_1, "“ZUGFeRD-invoice.xml” is ZUGFeRD 1.0"),
        ("a.xml", ZUGFERD_1, "ZUGFeRD 1.0"),
        ("factur-x.xml", XML.replace(b"urn:cen.eu:en16931:2017", b"urn:ferd:x:1p0:basic"), "ZUGFeRD 1.0"),
        ("order-x.xml", ORDER_X, r"Order-X \(urn:order-x.eu:1p0:comfort\): an order"),
        ("a.xml", ORDER_X, "Order-X"),
        ("factur-x.xml", b"<a/>", "CrossIndustryInvoice of UN/CEFACT"),
        ("factur-x.xml", b"<a>", "not well-formed"),
        ("factur-x.xml", b"", "not XML"),
        ("factur-x.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "DOCTYPE"),
    ],
)  # fmt: skip
def test_other_documents_are_named(name, xml, sentence):
    with pytest.raises(UnreadableDocument, match=sentence):
        read(holding(name, xml))


def test_another_profile_in_the_metadata_is_a_warning():
    xml = cii.write(reduce(INVOICE, Profile.BASIC), OPTIONS).content
    invoice, (finding,) = read(holding("factur-x.xml", xml))
    assert invoice == reduce(INVOICE, Profile.BASIC)
    assert finding.rule == "facturx_profile_differs"
    assert finding.severity is Severity.WARNING
    assert "“EN 16931”" in finding.message
    assert "“urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic”" in finding.message


def test_a_national_specification_is_in_the_profile_en_16931():
    peppol = b"urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
    assert read(holding("factur-x.xml", XML.replace(b"urn:cen.eu:en16931:2017", peppol)))[1] == []


def test_an_unknown_profile_is_a_warning():
    content = Handmade(metadata=XMP.replace(b"EN 16931", b"SUPER")).content()
    assert [finding.rule for finding in FORMAT.read(content)[1]] == ["facturx_profile_differs"]


def test_findings_of_the_pdf_come_before_those_of_the_xml():
    xml = XML.replace(b"</ram:TypeCode>", b"</ram:TypeCode><ram:Unknown/>", 1)
    content = Handmade(files={"factur-x.xml": xml}, in_af=False).content()
    assert [finding.rule for finding in read(content)[1]] == ["facturx_not_associated", "cii_unknown_element"]
