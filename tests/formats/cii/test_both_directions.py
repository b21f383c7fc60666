"""What is written is read back: read(write(x)) == x."""

import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from faktura.formats.cii import FORMAT, read, write
from faktura.formats.cii.document import INVOICE
from faktura.formats.cii.tax import OF_THE_DOCUMENT
from faktura.model import (
    Buyer,
    CreditTransfer,
    DirectDebit,
    Identifier,
    Invoice,
    Line,
    Note,
    Payee,
    PaymentInstructions,
    PrecedingInvoice,
    Seller,
    Totals,
    VatBreakdown,
)
from faktura.model.terms import all_terms
from faktura.registry import formats
from faktura.sockets import RenderOptions
from formats import samples

OPTIONS = RenderOptions()


def there_and_back(invoice: Invoice) -> Invoice:
    back, findings = read(write(invoice, OPTIONS).content)
    assert findings == []
    return back


def every_term() -> Invoice:
    """BT-8 is one of its three codes, and one creditor (BT-90) debits in both instructions."""
    invoice = samples.every_term("380")
    one, other = invoice.payment_instructions
    assert one.direct_debit is not None
    assert other.direct_debit is not None
    debit = dataclasses.replace(other.direct_debit, creditor_identifier=one.direct_debit.creditor_identifier)
    return dataclasses.replace(
        invoice,
        tax_point_date_code="432",
        payment_instructions=(one, dataclasses.replace(other, direct_debit=debit)),
    )


def test_an_invoice_with_every_term_comes_back_whole():
    invoice = every_term()
    assert there_and_back(invoice) == invoice


@pytest.mark.parametrize("invoice", [samples.INVOICE, samples.CREDIT_NOTE, Invoice(), Invoice(type_code="381")])
def test_what_a_business_sends_comes_back_whole(invoice):
    assert there_and_back(invoice) == invoice


def test_every_term_is_mapped_or_excused():
    mapped = INVOICE.pointers() | set(OF_THE_DOCUMENT)
    for term, pointer, name in all_terms(Invoice):
        if pointer.endswith(samples.CARRIED_ELSEWHERE) and not pointer.startswith("/vat_breakdown"):
            continue
        carried = any(place == pointer or place.startswith(f"{pointer}/") for place in mapped)
        assert carried != (term in FORMAT.cannot_carry), (
            f"{term} {name} at {pointer}: map it in faktura.formats.cii or give the reason in cannot_carry, not both"
        )


def test_the_registry_finds_it():
    assert formats()["cii"] is FORMAT


def test_the_same_invoice_gives_the_same_bytes():
    invoice = every_term()
    assert write(invoice, OPTIONS) == write(dataclasses.replace(invoice), RenderOptions(language="de"))


def test_the_file_says_what_it_is():
    rendered = write(samples.INVOICE, OPTIONS)
    assert rendered.content.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<rsm:CrossIndustryInvoice xmlns:rsm=")
    assert (rendered.media_type, rendered.file_extension) == (FORMAT.media_type, FORMAT.file_extension)


@pytest.mark.parametrize("text", ["a\r\nb", "a\tb", "<&>\"'", "\u00a0a", "😀", "ligne\nnouvelle", "#AAI#text"])
def test_texts_keep_every_sign(text):
    invoice = Invoice(
        notes=(Note(text=text),), lines=(Line(name=text, quantity=Decimal(1), unit=text),), payment_terms=text
    )
    assert there_and_back(invoice) == invoice


@pytest.mark.parametrize(
    ("value", "written"),
    [("1E+3", "1000"), ("0.0000000001", "0.0000000001"), ("-12.50", "-12.50"), ("999999999999999.99",) * 2],
)
def test_decimals_are_written_plain_and_exact(value, written):
    invoice = Invoice(currency="EUR", totals=Totals(amount_due=Decimal(value)))
    content = write(invoice, OPTIONS).content.decode()
    assert f"<ram:DuePayableAmount>{written}</ram:DuePayableAmount>" in content
    assert there_and_back(invoice) == invoice


def test_only_the_vat_totals_name_their_currency():
    invoice = Invoice(
        currency="EUR",
        vat_currency="SEK",
        totals=Totals(total_vat=Decimal(1), total_vat_accounting=Decimal(11), amount_due=Decimal(5)),
    )
    content = write(invoice, OPTIONS).content.decode()
    assert content.count("currencyID") == 2
    assert '<ram:TaxTotalAmount currencyID="EUR">1</ram:TaxTotalAmount>' in content
    assert '<ram:TaxTotalAmount currencyID="SEK">11</ram:TaxTotalAmount>' in content
    assert there_and_back(invoice) == invoice


@pytest.mark.parametrize(("code", "written"), [("3", "5"), ("35", "29"), ("432", "72"), ("99", "99")])
def test_the_tax_point_code_is_of_another_list_in_cii(code, written):
    rows = (VatBreakdown(category="S"), VatBreakdown(category="Z"))
    invoice = Invoice(tax_point_date_code=code, vat_breakdown=rows)
    content = write(invoice, OPTIONS).content.decode()
    assert content.count(f"<ram:DueDateTypeCode>{written}</ram:DueDateTypeCode>") == len(rows)
    assert there_and_back(invoice) == invoice


def test_the_tax_point_date_stands_once():
    rows = (VatBreakdown(category="S"), VatBreakdown(category="S"))
    invoice = Invoice(tax_point_date=date(2026, 11, 1), vat_breakdown=rows)
    content = write(invoice, OPTIONS).content.decode()
    assert content.count('<udt:DateString format="102">20261101</udt:DateString>') == 1
    assert there_and_back(invoice) == invoice


@pytest.mark.parametrize(
    ("account", "element"),
    [
        ("DE89370400440532013000", "IBANID"),
        ("de89 3704 0044 0532 0130 00", "IBANID"),
        ("12345678", "ProprietaryID"),
        ("GIRO", "ProprietaryID"),
    ],
)
def test_an_iban_is_told_from_other_accounts(account, element):
    transfer = CreditTransfer(account=account, account_name="N", bic="B")
    invoice = Invoice(payment_instructions=(PaymentInstructions(means_code="30", credit_transfers=(transfer,)),))
    assert f"<ram:{element}>{account}</ram:{element}>" in write(invoice, OPTIONS).content.decode()
    assert there_and_back(invoice) == invoice


def test_accounts_of_one_instruction_stay_together_and_instructions_apart():
    transfers = (CreditTransfer(account="A", bic="X"), CreditTransfer(account="B"), CreditTransfer(account="C"))
    invoice = Invoice(
        payment_instructions=(
            PaymentInstructions(means_code="30", remittance_information="1", credit_transfers=transfers[:2]),
            PaymentInstructions(means_code="42", remittance_information="2", credit_transfers=transfers[2:]),
        )
    )
    assert there_and_back(invoice) == invoice


@pytest.mark.parametrize("code", ["59", None])
def test_mandate_and_creditor_find_back_to_their_direct_debit(code):
    debit = DirectDebit(mandate_reference="M-1", creditor_identifier="DE98ZZZ09999999999")
    invoice = Invoice(payment_instructions=(PaymentInstructions(means_code=code, direct_debit=debit),))
    assert there_and_back(invoice) == invoice


def test_a_remittance_information_alone_comes_back():
    invoice = Invoice(payment_instructions=(PaymentInstructions(remittance_information="RF18"),))
    assert there_and_back(invoice) == invoice


def test_identifiers_without_scheme_come_first():
    schemed, plain = Identifier(value="4000001123452", scheme="0088"), Identifier(value="K-7")
    content = write(Invoice(seller=Seller(identifiers=(schemed, plain))), OPTIONS).content
    back, findings = read(content)
    assert findings == []
    assert back.seller == Seller(identifiers=(plain, schemed))


def test_every_preceding_invoice_is_written():
    preceding = tuple(PrecedingInvoice(number=str(number)) for number in range(3))
    invoice = Invoice(preceding_invoices=preceding)
    assert there_and_back(invoice) == invoice


def test_the_base_quantity_stands_at_both_prices():
    line = Line(
        unit_price=Decimal(9),
        gross_price=Decimal(10),
        price_discount=Decimal(1),
        price_base_quantity=Decimal(100),
        price_base_unit="C62",
    )
    without_gross = dataclasses.replace(line, gross_price=None, price_discount=None)
    for one, times in ((line, 2), (without_gross, 1)):
        invoice = Invoice(lines=(one,))
        assert write(invoice, OPTIONS).content.count(b'<ram:BasisQuantity unitCode="C62">100<') == times
        assert there_and_back(invoice) == invoice


def test_a_discount_is_never_written_without_the_gross_price_that_the_schema_demands():
    (line,) = there_and_back(Invoice(lines=(Line(unit_price=Decimal("8.50"), price_discount=Decimal("1.50")),))).lines
    assert (line.gross_price, line.price_discount) == (Decimal("10.00"), Decimal("1.50"))


def test_only_what_the_schema_demands_is_written_empty():
    invoice = Invoice(
        seller=Seller(name=" \n"), buyer=Buyer(), payee=Payee(), totals=Totals(), lines=(Line(), Line(name="x"))
    )
    content = write(invoice, OPTIONS).content.decode()
    assert [line.strip(" </>") for line in content.splitlines() if line.endswith("/>")] == [
        "rsm:ExchangedDocumentContext",
        "rsm:ExchangedDocument",
        "ram:ApplicableHeaderTradeAgreement",
        "ram:ApplicableHeaderTradeDelivery",
        "ram:ApplicableHeaderTradeSettlement",
    ]
    assert content.count("<ram:IncludedSupplyChainTradeLineItem>") == 1
