"""What is written is read back: read(write(x)) == x."""

import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from faktura.formats.ubl import FORMAT, read, write
from faktura.formats.ubl.document import CREDIT_NOTE, INVOICE
from faktura.model import (
    Buyer,
    CreditTransfer,
    DirectDebit,
    Invoice,
    Line,
    Note,
    Payee,
    PaymentInstructions,
    Seller,
    Totals,
)
from faktura.model.terms import all_terms
from faktura.sockets import RenderOptions
from formats import samples

OPTIONS = RenderOptions()


def there_and_back(invoice: Invoice) -> Invoice:
    back, findings = read(write(invoice, OPTIONS).content)
    assert findings == []
    return back


@pytest.mark.parametrize("type_code", ["380", "381"])
def test_an_invoice_with_every_term_comes_back_whole(type_code):
    invoice = samples.every_term(type_code)
    assert there_and_back(invoice) == invoice


@pytest.mark.parametrize("invoice", [samples.INVOICE, samples.CREDIT_NOTE, Invoice(type_code="381")])
def test_what_a_business_sends_comes_back_whole(invoice):
    assert there_and_back(invoice) == invoice


@pytest.mark.parametrize("document", [INVOICE, CREDIT_NOTE], ids=lambda document: document.root)
def test_every_term_is_mapped_or_excused(document):
    mapped = document.pointers() | {"/payment_instructions/-/direct_debit/creditor_identifier"}
    for term, pointer, name in all_terms(Invoice):
        if pointer.endswith(samples.CARRIED_ELSEWHERE) and not pointer.startswith("/vat_breakdown"):
            continue
        carried = any(place == pointer or place.startswith(f"{pointer}/") for place in mapped)
        assert carried != (term in FORMAT.cannot_carry), (
            f"{term} {name} at {pointer}: map it in faktura.formats.ubl or give the reason in cannot_carry, not both"
        )


def test_the_same_invoice_gives_the_same_bytes():
    invoice = samples.every_term("380")
    assert write(invoice, OPTIONS) == write(dataclasses.replace(invoice), RenderOptions(language="de"))


def test_the_file_says_what_it_is():
    rendered = write(samples.INVOICE, OPTIONS)
    assert rendered.content.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<Invoice xmlns=")
    assert (rendered.media_type, rendered.file_extension) == (FORMAT.media_type, FORMAT.file_extension)


@pytest.mark.parametrize("text", ["a\r\nb", "a\tb", "<&>\"'", "\u00a0a", "😀", "ligne\nnouvelle"])
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
    assert f'<cbc:PayableAmount currencyID="EUR">{written}</cbc:PayableAmount>' in content
    assert there_and_back(invoice) == invoice


def test_accounts_of_one_instruction_stay_together_and_instructions_apart():
    transfers = (CreditTransfer(account="A", bic="X"), CreditTransfer(account="B"), CreditTransfer(account="C"))
    invoice = Invoice(
        payment_instructions=(
            PaymentInstructions(means_code="30", remittance_information="1", credit_transfers=transfers[:2]),
            PaymentInstructions(means_code="30", remittance_information="2", credit_transfers=transfers[2:]),
            PaymentInstructions(means_code="10", means_text="Cash"),
        )
    )
    assert there_and_back(invoice) == invoice


def test_the_text_of_a_means_is_written_once():
    """UBL-SR-46 lets it stand once only, and several accounts are several elements."""
    transfers = (CreditTransfer(account="A"), CreditTransfer(account="B"))
    instructions = PaymentInstructions(means_code="30", means_text="Transfer", credit_transfers=transfers)
    invoice = Invoice(payment_instructions=(instructions,))
    assert write(invoice, OPTIONS).content.count(b'name="Transfer"') == 1
    assert there_and_back(invoice) == invoice


def test_conditions_of_payment_end_with_a_line_feed():
    """BR-DE-18 of XRechnung; people's own words are left as they are."""
    terms = "Thank you.\n#SKONTO#TAGE=14#PROZENT=2.00#"
    invoice = Invoice(payment_terms=terms)
    assert f"{terms}\n</cbc:Note>".encode() in write(invoice, OPTIONS).content
    assert there_and_back(invoice) == invoice
    assert b"<cbc:Note>30 days #</cbc:Note>" in write(Invoice(payment_terms="30 days #"), OPTIONS).content


@pytest.mark.parametrize("instructions", [(), (PaymentInstructions(means_code="30"),)])
def test_a_credit_note_keeps_its_due_date(instructions):
    invoice = Invoice(type_code="381", due_date=date(2026, 12, 1), payment_instructions=instructions)
    assert there_and_back(invoice) == invoice


@pytest.mark.parametrize("payee", [None, Payee(name="Factor")])
def test_the_creditor_identifier_stands_at_who_is_paid(payee):
    invoice = Invoice(
        seller=Seller(name="S"),
        buyer=Buyer(name="B"),
        payee=payee,
        payment_instructions=(
            PaymentInstructions(
                means_code="59",
                direct_debit=DirectDebit(mandate_reference="M-1", creditor_identifier="DE98ZZZ09999999999"),
            ),
        ),
    )
    content = write(invoice, OPTIONS).content.decode()
    assert content.count('schemeID="SEPA"') == 1
    bearer = content.index("<cac:PayeeParty>" if payee else "<cac:AccountingSupplierParty>")
    assert bearer < content.index('schemeID="SEPA"') < content.index("</cac:Payee" if payee else "</cac:Accounting")
    assert there_and_back(invoice) == invoice


def test_a_gross_price_is_never_written_without_the_discount_that_the_schema_demands():
    invoice = Invoice(lines=(Line(unit_price=Decimal("8.50"), gross_price=Decimal(10)),))
    (line,) = there_and_back(invoice).lines
    assert (line.gross_price, line.price_discount) == (Decimal(10), Decimal("1.50"))


def test_nothing_empty_is_written():
    invoice = Invoice(
        seller=Seller(name=" \n"), buyer=Buyer(), payee=Payee(), totals=Totals(), lines=(Line(), Line(name="x"))
    )
    content = write(invoice, OPTIONS).content.decode()
    assert "/>" not in content
    assert "Party" not in content
    assert content.count("<cac:InvoiceLine>") == 1
