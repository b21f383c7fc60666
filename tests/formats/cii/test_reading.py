"""What a foreign document says beyond the model is reported with its place, never dropped in silence."""

from datetime import date
from decimal import Decimal

import pytest

from faktura.checks import Severity
from faktura.formats.cii import UnreadableDocument, read
from faktura.formats.cii.syntax import CII, NAMESPACE
from faktura.formats.mapping.reading import FINDINGS_MAX
from faktura.model import (
    Contact,
    CreditTransfer,
    DirectDebit,
    Identifier,
    Line,
    PaymentInstructions,
    VatBreakdown,
)

# Other prefixes than the usual ones: a name is its namespace, not its prefix.
HEAD = (
    f'<?xml version="1.0"?>\n<c:CrossIndustryInvoice xmlns:c="{NAMESPACE}" xmlns="{CII.prefixes["ram"]}"'
    f' xmlns:u="{CII.prefixes["udt"]}" xmlns:q="{CII.prefixes["qdt"]}">\n'
)


def read_body(body: str):
    return read(f"{HEAD}{body}\n</c:CrossIndustryInvoice>".encode())


def document(body: str):
    return read_body(f"<c:ExchangedDocument>{body}</c:ExchangedDocument>")


def transaction(body: str):
    return read_body(f"<c:SupplyChainTradeTransaction>{body}</c:SupplyChainTradeTransaction>")


def agreement(body: str):
    return transaction(f"<ApplicableHeaderTradeAgreement>{body}</ApplicableHeaderTradeAgreement>")


def settlement(body: str):
    return transaction(f"<ApplicableHeaderTradeSettlement>{body}</ApplicableHeaderTradeSettlement>")


def line(body: str):
    return transaction(f"<IncludedSupplyChainTradeLineItem>{body}</IncludedSupplyChainTradeLineItem>")


def day(tag: str, text: str, form: str = "102") -> str:
    return f'<{tag}><u:DateTimeString format="{form}">{text}</u:DateTimeString></{tag}>'


def only(findings):
    (finding,) = findings
    return finding


def test_any_prefix_is_read():
    invoice, findings = document(f"<ID>7</ID><TypeCode>381</TypeCode>{day('IssueDateTime', '20261123')}")
    assert (invoice.number, invoice.type_code, invoice.issue_date) == ("7", "381", date(2026, 11, 23))
    assert findings == []


PLACE = "/rsm:CrossIndustryInvoice/rsm:ExchangedDocument"


@pytest.mark.parametrize(
    ("body", "rule", "place"),
    [
        ("<ID>7</ID>\n<Name>RECHNUNG</Name>", "cii_unknown_element", "/ram:Name (line 4)"),
        ('<x xmlns="urn:x">1</x>', "cii_unknown_element", "/{urn:x}x (line 3)"),
        ("<ID>7<b/></ID>", "cii_unknown_element", "/ram:ID/ram:b (line 3)"),
        ('<ID colour="red">7</ID>', "cii_unknown_attribute", "/ram:ID (line 3)"),
        ("<ID>7</ID><ID>8</ID>", "cii_repeated_element", "/ram:ID[2] (line 3)"),
        ("<ID> </ID>", "cii_empty_element", "/ram:ID (line 3)"),
        ("<IncludedNote/>", "cii_empty_element", "/ram:IncludedNote (line 3)"),
        ("lost <ID>7</ID>", "cii_unknown_text", " (line 3)"),
        ("<TypeCode>380</TypeCode><ID>7</ID>", "cii_element_order", "/ram:ID (line 3)"),
        (
            day("IssueDateTime", "23.11.2026"),
            "cii_value_unreadable",
            "/ram:IssueDateTime/udt:DateTimeString (line 3)",
        ),
        (
            day("IssueDateTime", "20261123", "610"),
            "cii_unexpected_value",
            "/ram:IssueDateTime/udt:DateTimeString (line 3)",
        ),
    ],
)
def test_what_has_no_place_is_reported_with_its_place(body, rule, place):
    finding = only(document(body)[1])
    assert (finding.rule, finding.location) == (rule, f"{PLACE}{place}")
    assert finding.message.endswith(".")


def test_a_number_that_cannot_be_read_is_fatal_and_names_its_term():
    body = "<SpecifiedLineTradeDelivery><BilledQuantity>1,50</BilledQuantity></SpecifiedLineTradeDelivery>"
    invoice, findings = line(body)
    assert invoice.lines[0].quantity is None
    finding = only(findings)
    assert (finding.rule, finding.severity) == ("cii_value_unreadable", Severity.FATAL)
    assert (finding.pointer, finding.term) == ("/lines/0/quantity", "BT-129")


@pytest.mark.parametrize("text", ["20261123", "2026-11-23", " 20261123\n"])
def test_a_day_is_read_with_and_without_hyphens(text):
    assert document(day("IssueDateTime", text))[0].issue_date == date(2026, 11, 23)


@pytest.mark.parametrize("text", ["20261301", "202611", "2026112", "20261123T0000", "0"])
def test_what_is_no_day_is_fatal(text):
    invoice, findings = document(day("IssueDateTime", text))
    assert invoice.issue_date is None
    assert (only(findings).term, only(findings).severity) == ("BT-2", Severity.FATAL)


@pytest.mark.parametrize(
    ("identifiers", "expected"),
    [
        ("<ID>7</ID>", Identifier(value="7")),
        ('<ID schemeID="0088">7</ID>', Identifier(value="7", scheme="0088")),
        ('<GlobalID schemeID="0088">7</GlobalID>', Identifier(value="7", scheme="0088")),
        ("<GlobalID>7</GlobalID>", Identifier(value="7")),
    ],
)
def test_both_kinds_of_identifier_are_read(identifiers, expected):
    invoice, findings = agreement(f"<BuyerTradeParty>{identifiers}</BuyerTradeParty>")
    assert invoice.buyer is not None
    assert (invoice.buyer.identifiers, findings) == ((expected,), [])


def test_a_department_stands_for_a_person():
    contact = "<BuyerTradeParty><DefinedTradeContact>{}</DefinedTradeContact></BuyerTradeParty>"
    department = "<DepartmentName>Purchase</DepartmentName>"
    invoice, findings = agreement(contact.format(department))
    assert invoice.buyer is not None
    assert (invoice.buyer.contact, findings) == (Contact(name="Purchase"), [])
    invoice, findings = agreement(contact.format(f"<PersonName>Eva</PersonName>{department}"))
    assert invoice.buyer is not None
    assert invoice.buyer.contact == Contact(name="Eva")
    assert only(findings).rule == "cii_repeated_element"


def test_tax_registrations_are_told_apart_by_their_scheme():
    row = '<SpecifiedTaxRegistration><ID schemeID="{}">{}</ID></SpecifiedTaxRegistration>'
    rows = row.format("FC", "37/181") + row.format("VA", "DE1") + row.format("XX", "?")
    invoice, findings = agreement(f"<SellerTradeParty>{rows}</SellerTradeParty>")
    assert invoice.seller is not None
    assert (invoice.seller.vat_id, invoice.seller.tax_registration_id) == ("DE1", "37/181")
    assert only(findings).location.split(" ")[0].endswith("SpecifiedTaxRegistration[3]")


def test_document_references_are_told_apart_by_their_type():
    row = "<AdditionalReferencedDocument><IssuerAssignedID>{}</IssuerAssignedID>{}</AdditionalReferencedDocument>"
    code = "<TypeCode>{}</TypeCode>"
    invoice, findings = agreement(
        row.format("file", code.format("916"))
        + row.format("more", "")
        + row.format("lot", code.format("50"))
        + row.format("obj", code.format("130") + "<ReferenceTypeCode>ABT</ReferenceTypeCode>")
        + row.format("price list", code.format("83"))
    )
    assert [each.reference for each in invoice.supporting_documents] == ["file", "more"]
    assert invoice.tender_or_lot_reference == "lot"
    assert invoice.invoiced_object == Identifier(value="obj", scheme="ABT")
    assert only(findings).location.split(" ")[0].endswith("ram:AdditionalReferencedDocument[5]")


@pytest.mark.parametrize(
    ("indicator", "allowances", "charges", "unknown"),
    [("false", 1, 0, 0), ("0", 1, 0, 0), ("true", 0, 1, 0), ("1", 0, 1, 0), ("maybe", 0, 0, 1)],
)
def test_the_indicator_tells_a_charge_from_an_allowance(indicator, allowances, charges, unknown):
    invoice, findings = settlement(
        f"<SpecifiedTradeAllowanceCharge><ChargeIndicator><u:Indicator>{indicator}</u:Indicator></ChargeIndicator>"
        "<ActualAmount>1</ActualAmount></SpecifiedTradeAllowanceCharge>"
    )
    assert (len(invoice.allowances), len(invoice.charges), len(findings)) == (allowances, charges, unknown)


def test_vat_totals_are_told_apart_by_their_currency():
    invoice, findings = settlement(
        "<TaxCurrencyCode>SEK</TaxCurrencyCode><InvoiceCurrencyCode>EUR</InvoiceCurrencyCode>"
        "<SpecifiedTradeSettlementHeaderMonetarySummation>"
        '<TaxTotalAmount currencyID="SEK">11</TaxTotalAmount><TaxTotalAmount currencyID="EUR">1</TaxTotalAmount>'
        '<DuePayableAmount currencyID="USD">5</DuePayableAmount>'
        "</SpecifiedTradeSettlementHeaderMonetarySummation>"
    )
    assert invoice.totals is not None
    assert (invoice.totals.total_vat, invoice.totals.total_vat_accounting) == (Decimal(1), Decimal(11))
    assert (only(findings).rule, only(findings).term) == ("cii_currency_differs", "BT-115")


def tax(inner: str) -> str:
    return f"<ApplicableTradeTax><TypeCode>VAT</TypeCode>{inner}</ApplicableTradeTax>"


def test_the_tax_point_is_read_from_any_row_of_the_breakdown():
    point = '<TaxPointDate><u:DateString format="102">20261101</u:DateString></TaxPointDate>'
    code = "<DueDateTypeCode>29</DueDateTypeCode>"
    invoice, findings = settlement(tax("<CategoryCode>S</CategoryCode>") + tax(point + code) + tax(point + code))
    assert (invoice.tax_point_date, invoice.tax_point_date_code, findings) == (date(2026, 11, 1), "35", [])
    assert invoice.vat_breakdown == (VatBreakdown(category="S"), VatBreakdown(), VatBreakdown())
    _, findings = settlement(tax(code) + tax("<DueDateTypeCode>5</DueDateTypeCode>"))
    assert only(findings).rule == "cii_repeated_element"


def test_another_tax_is_reported():
    assert only(settlement("<ApplicableTradeTax><TypeCode>AAA</TypeCode></ApplicableTradeTax>")[1]).rule == (
        "cii_unexpected_value"
    )


def price(gross: str, net: str):
    quantity = '<BasisQuantity unitCode="C62">{}</BasisQuantity>'
    invoice, findings = line(
        "<SpecifiedLineTradeAgreement>"
        f"<GrossPriceProductTradePrice><ChargeAmount>10</ChargeAmount>{gross and quantity.format(gross)}"
        "</GrossPriceProductTradePrice>"
        f"<NetPriceProductTradePrice><ChargeAmount>9</ChargeAmount>{net and quantity.format(net)}"
        "</NetPriceProductTradePrice></SpecifiedLineTradeAgreement>"
    )
    (found,) = invoice.lines
    return found, findings


@pytest.mark.parametrize(("gross", "net"), [("5", ""), ("", "5"), ("5", "5"), ("5", "5.0")])
def test_the_base_quantity_of_either_price_is_read(gross, net):
    expected = Line(
        gross_price=Decimal(10), unit_price=Decimal(9), price_base_quantity=Decimal(5), price_base_unit="C62"
    )
    assert price(gross, net) == (expected, [])


def test_of_two_base_quantities_the_one_of_the_net_price_counts():
    found, findings = price("5", "1")
    assert found.price_base_quantity == Decimal(1)
    assert (only(findings).rule, only(findings).term) == ("cii_values_differ", "BT-149")


def means(code: str, account: str = "", kind: str = "IBANID") -> str:
    creditor = f"<PayeePartyCreditorFinancialAccount><{kind}>{account}</{kind}></PayeePartyCreditorFinancialAccount>"
    return (
        f"<SpecifiedTradeSettlementPaymentMeans><TypeCode>{code}</TypeCode>{creditor if account else ''}"
        "</SpecifiedTradeSettlementPaymentMeans>"
    )


def test_the_accounts_of_one_instruction_are_gathered():
    invoice, findings = settlement(
        "<PaymentReference>RF18</PaymentReference>"
        + means("58", "DE89370400440532013000")
        + means("58", "12345678", "ProprietaryID")
        + means("10")
    )
    assert findings == []
    assert invoice.payment_instructions == (
        PaymentInstructions(
            means_code="58",
            remittance_information="RF18",
            credit_transfers=(CreditTransfer(account="DE89370400440532013000"), CreditTransfer(account="12345678")),
        ),
        PaymentInstructions(means_code="10", remittance_information="RF18"),
    )


def test_mandate_and_creditor_go_to_the_direct_debit():
    invoice, findings = settlement(
        "<CreditorReferenceID>DE98ZZZ</CreditorReferenceID>"
        + means("30")
        + means("59")
        + "<SpecifiedTradePaymentTerms><DirectDebitMandateID>M-1</DirectDebitMandateID></SpecifiedTradePaymentTerms>"
    )
    debit = DirectDebit(mandate_reference="M-1", creditor_identifier="DE98ZZZ")
    assert findings == []
    assert invoice.payment_instructions == (
        PaymentInstructions(means_code="30"),
        PaymentInstructions(means_code="59", direct_debit=debit),
    )


def test_a_payment_reference_too_many_is_reported():
    invoice, findings = settlement(
        "<PaymentReference>A</PaymentReference><PaymentReference>B</PaymentReference>" + means("30")
    )
    assert invoice.payment_instructions == (PaymentInstructions(means_code="30", remittance_information="A"),)
    assert only(findings).rule == "cii_value_without_place"


def test_payment_terms_are_read_from_several_elements():
    terms = "<SpecifiedTradePaymentTerms>{}</SpecifiedTradePaymentTerms>"
    first = terms.format("<Description>30 days</Description>")
    invoice, findings = settlement(first + terms.format(day("DueDateDateTime", "20261223")))
    assert (invoice.payment_terms, invoice.due_date, findings) == ("30 days", date(2026, 12, 23), [])
    _, findings = settlement(first + terms.format("<Description>60 days</Description>"))
    assert only(findings).rule == "cii_repeated_element"


def test_an_empty_delivery_that_the_schema_demands_is_no_finding():
    invoice, findings = transaction("<ApplicableHeaderTradeDelivery/>")
    assert (invoice.delivery, findings) == (None, [])


def test_findings_are_bounded():
    _, findings = document("<Colour/>" * (FINDINGS_MAX + 100))
    assert len(findings) == FINDINGS_MAX + 1
    assert findings[-1].rule == "cii_findings_cut"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>', "CrossIndustryInvoice of UN"),
        (b'<CrossIndustryInvoice xmlns="urn:x"/>', r"is a \{urn:x\}CrossIndustryInvoice"),
        (f"<!DOCTYPE x>{HEAD}</c:CrossIndustryInvoice>".encode(), "not well-formed|DOCTYPE"),
        (f"{HEAD}&unknown;</c:CrossIndustryInvoice>".encode(), "not well-formed"),
        (f"{HEAD}{'<a>' * 100}{'</a>' * 100}</c:CrossIndustryInvoice>".encode(), "deeper"),
        (b"%PDF-1.7", "not XML"),
    ],
)
def test_what_is_unsafe_or_another_document_is_refused_with_a_sentence(content, says):
    with pytest.raises(UnreadableDocument, match=says):
        read(content)
