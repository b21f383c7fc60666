"""How to pay, as the page shows it: every value apart, so that it can be picked up with one click. Pure."""

import io
from dataclasses import dataclass, replace
from decimal import Decimal

import segno
from stdnum import iban

from faktura.formats.pdf.language import Language
from faktura.formats.pdf.payment import payment_block
from faktura.formats.pdf.payment_code import payment_code_payload
from faktura.model import CreditTransfer, Invoice, PaymentInstructions
from faktura.payments.read import PaymentSummary
from faktura.sockets import RenderOptions
from faktura.web.standing import is_collected
from faktura.web.words import Words


@dataclass(frozen=True, slots=True)
class Value:
    """One value to copy: `groups` are shown with small gaps that are not in the copied text."""

    label: str
    groups: tuple[str, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """The payment block.

    `values` are what a transfer needs; `facts` (label, text) what else is to be known (a mandate, another way to pay).
    `note` is the seller's own. `code` is the payment code as SVG, or empty.
    """

    title: str
    values: tuple[Value, ...]
    facts: tuple[tuple[str, str], ...]
    terms: str
    note: str
    code: str
    code_label: str
    scan: str
    select: str


def _account(transfer: CreditTransfer, language: Language) -> list[Value]:
    account = transfer.account or ""
    values = []
    if iban.is_valid(account, check_country=False):
        # ISO 13616: an IBAN is printed in groups of four; banking forms want it without blanks.
        compact = iban.compact(account)
        groups = tuple(compact[start : start + 4] for start in range(0, len(compact), 4))
        values.append(Value(language.label("payment.account_iban"), groups))
    elif account:
        values.append(Value(language.label("payment.account"), (account,)))
    if transfer.bic:
        values.append(Value(language.label("payment.bic"), (transfer.bic,)))
    return values


def _values(
    invoice: Invoice, transfers: list[PaymentInstructions], open_amount: Decimal, language: Language, words: Words
) -> list[Value]:
    payee = (invoice.payee.name if invoice.payee else None) or (invoice.seller.name if invoice.seller else None)
    values: list[Value] = []
    for instructions in transfers:
        for transfer in instructions.credit_transfers:
            name = transfer.account_name or payee
            if name:
                values.append(Value(language.label("payment.account_name"), (name,)))
            values += _account(transfer, language)
    if not values:
        return []
    currency = invoice.currency or ""
    values.append(Value(words.say("page.amount"), (language.amount(open_amount, currency),), currency))
    references = [each.remittance_information or invoice.number for each in transfers]
    values += [
        Value(language.label("payment.remittance"), (reference,))
        for reference in dict.fromkeys(references)
        if reference
    ]
    return values


def draw_code(payload: str) -> str:
    """A payment code as SVG that takes the size it is given, with the quiet zone of four modules around it."""
    # EPC069-12, 3.2: error correction M, version 13 at most.
    code = segno.make(payload, error="m", boost_error=False, micro=False, encoding="utf-8")
    drawing = io.BytesIO()
    code.save(
        drawing, kind="svg", border=4, dark="#000", light="#fff", xmldecl=False, svgns=False, nl=False, omitsize=True,
        svgclass=None, lineclass=None,
    )  # fmt: skip
    return drawing.getvalue().decode()


def describe_payment(
    invoice: Invoice, summary: PaymentSummary, language: Language, words: Words, note: str = ""
) -> Payment | None:
    """How to pay what is open; None when nothing is, on a credit note, and when the document says no way to pay."""
    if invoice.is_credit_note or summary.open_amount <= 0 or invoice.totals is None:
        return None
    transfers = [each for each in invoice.payment_instructions if each.credit_transfers]
    others = tuple(each for each in invoice.payment_instructions if not each.credit_transfers)
    values = _values(invoice, transfers, summary.open_amount, language, words)
    # The rest is told as the printed document tells it.
    rest = replace(invoice, payment_instructions=others, payee=None, due_date=None, payment_terms=None)
    block = payment_block(rest, RenderOptions(language=language.code), language)
    facts = tuple((row["label"], row["value"]) for row in block["rows"]) if block else ()
    terms = invoice.payment_terms or ""
    if not (values or facts or terms):
        return None
    # Money that came in is not asked for again: the code is for what is still open.
    payload = payment_code_payload(replace(invoice, totals=replace(invoice.totals, amount_due=summary.open_amount)))
    return Payment(
        title=language.label("payment.title") if is_collected(invoice) else words.say("page.how_to_pay"),
        values=tuple(values),
        facts=facts,
        terms=terms,
        note=note,
        code=draw_code(payload) if payload else "",
        code_label=words.say("page.code"),
        scan=language.label("payment.scan"),
        select=words.say("page.select"),
    )
