"""The light tree of a document's elements."""

from faktura.source import CII, document, parse

INVOICE = """
<r:CrossIndustryInvoice
    xmlns:r="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
    xmlns:a="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100">
  <r:ExchangedDocument>
    <a:ID>1</a:ID>
    <a:Name>before<a:CountryID>DE</a:CountryID></a:Name>
  </r:ExchangedDocument>
</r:CrossIndustryInvoice>
"""


def test_what_stands_in_a_text_by_mistake_is_found_by_its_name_and_path() -> None:
    tree = document(parse(INVOICE.strip().encode()), CII)
    (country,) = tree.named["ram:CountryID"]
    assert tree.paths["/rsm:ExchangedDocument/ram:Name/ram:CountryID"] == [country]
    assert country.text == "DE"
    (exchanged,) = tree.root["rsm:ExchangedDocument"]
    assert list(exchanged) == ["ram:ID", "ram:Name"]
