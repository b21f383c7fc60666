"""How to pay: terms, instructions (BG-16 to BG-19) and payee (BG-10)."""

from collections.abc import Iterator
from typing import Any

from stdnum import iban

from faktura.formats.pdf.language import Language
from faktura.formats.pdf.parties import group_account
from faktura.formats.pdf.payment_code import payment_code_payload
from faktura.model import Invoice, PaymentInstructions
from faktura.sockets import RenderOptions

# UNTDID 4461 -> our word for it; codes that are not here are shown by the text of the invoice (BT-82) only.
_MEANS = {
    "10": "cash",
    "20": "cheque",
    "30": "credit_transfer",
    "31": "credit_transfer",
    "42": "credit_transfer",
    "48": "payment_card",
    "49": "direct_debit",
    "54": "payment_card",
    "55": "payment_card",
    "57": "standing_agreement",
    "58": "sepa_credit_transfer",
    "59": "sepa_direct_debit",
    "68": "online",
    "97": "offset",
}
_KEPT_ROWS_MAX = 14
_KEPT_LENGTH_MAX = 1_500


def mask_card(number: str) -> str:
    """A card number with nothing but its last four digits (PCI DSS 4.0, 3.4.1 allows no more than 6 + 4)."""
    return f"•••• {number[-4:]}"


def _instructions(instructions: PaymentInstructions, language: Language) -> Iterator[tuple[str, str | None]]:
    word = _MEANS.get(instructions.means_code or "")
    means = language.label(f"payment.{word}") if word else None
    given = instructions.means_text
    if given and means and given.casefold() != means.casefold():
        means = f"{means} ({given})"
    yield "payment.means", means or given
    for transfer in instructions.credit_transfers:
        yield "payment.account_name", transfer.account_name
        account = transfer.account or ""
        is_iban = iban.is_valid(account, check_country=False)
        yield "payment.account_iban" if is_iban else "payment.account", group_account(account)
        yield "payment.bic", transfer.bic
    if card := instructions.card:
        yield "payment.card", mask_card(card.account_number) if card.account_number else None
        yield "payment.card_holder", card.holder_name
    if debit := instructions.direct_debit:
        yield "payment.mandate", debit.mandate_reference
        yield "payment.creditor", debit.creditor_identifier
        yield "payment.debited_account", group_account(debit.debited_account) if debit.debited_account else None
    yield "payment.remittance", instructions.remittance_information


def _rows(invoice: Invoice, language: Language) -> Iterator[tuple[str, str | None]]:
    if payee := invoice.payee:
        yield "payment.payee", payee.name
        yield "payment.payee_identifier", payee.identifier.value if payee.identifier else None
        yield "payment.payee_registration", payee.legal_registration.value if payee.legal_registration else None
    for instructions in invoice.payment_instructions:
        yield from _instructions(instructions, language)
    if invoice.due_date:
        yield "payment.due_date", language.day(invoice.due_date)


def payable_url(options: RenderOptions) -> str:
    """The address of the buyer's page where it is one of the web, else an empty text."""
    return options.pay_url if options.pay_url.startswith(("https://", "http://")) else ""


def payment_block(invoice: Invoice, options: RenderOptions, language: Language) -> dict[str, Any] | None:
    """The payment block as data, or None when there is nothing to say.

    ``code`` tells whether the payment code is drawn; ``kept`` that the block must not be torn between two pages.
    """
    rows = [{"label": language.label(name), "value": value} for name, value in _rows(invoice, language) if value]
    if invoice.is_credit_note:
        due = language.label("payment.due_date")
        rows = [row for row in rows if row["label"] != due]
    terms = invoice.payment_terms or ""
    has_code = options.payment_qr and not options.preview and bool(payment_code_payload(invoice))
    pay_url = payable_url(options)
    note = options.branding.payment_note.strip()
    if not (rows or terms or pay_url):
        return None
    length = len(terms) + len(note) + sum(len(row["value"]) for row in rows)
    return {
        "title": language.label("payment.title"),
        "terms": terms,
        "rows": rows,
        "note": note,
        "code": has_code,
        "scan": language.label("payment.scan"),
        "pay_url": pay_url,
        "pay_online": language.label("payment.pay_online"),
        "kept": len(rows) <= _KEPT_ROWS_MAX
        and length <= _KEPT_LENGTH_MAX
        and (terms + note).count("\n") <= _KEPT_ROWS_MAX,
    }
