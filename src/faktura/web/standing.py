"""How a document stands today, in words: its state, the one amount that matters, and what to say about it. Pure."""

from dataclasses import dataclass
from decimal import Decimal

from faktura.formats.pdf.language import Language
from faktura.model import Invoice
from faktura.payments.read import PaymentState, PaymentSummary
from faktura.web.words import Words


@dataclass(frozen=True, slots=True)
class Standing:
    """What the head of the page says.

    `kind` names a state of the style sheet: ``open``, ``partly_paid``, ``overdue``, ``paid``, ``overpaid``,
    ``credited`` or ``nothing_due``; `state` is its word. `amount` has its currency; `label` says what it is.
    """

    kind: str
    state: str
    label: str
    amount: str
    sentences: tuple[str, ...]


def is_collected(invoice: Invoice) -> bool:
    """Whether the seller takes the money by direct debit (BG-19), so that the buyer has nothing to do."""
    instructions = invoice.payment_instructions
    return any(each.direct_debit for each in instructions) and not any(each.credit_transfers for each in instructions)


def describe_standing(invoice: Invoice, summary: PaymentSummary, language: Language, words: Words) -> Standing:
    """How a document stands by the ledger's summary."""
    currency = invoice.currency or ""

    def money(amount: Decimal) -> str:
        return language.money(amount, currency)

    def standing(kind: str, label: str, amount: Decimal, *sentences: str) -> Standing:
        return Standing(kind, words.say(f"state.{kind}"), label, money(amount), sentences)

    if invoice.is_credit_note:
        said = [words.say("sentence.credit_note")]
        if summary.credited_amount:
            said.append(words.say("sentence.set_off", amount=money(summary.credited_amount)))
        if summary.paid_amount:
            said.append(words.say("sentence.paid_out", amount=money(summary.paid_amount)))
        return standing("credited", language.label("totals.amount_credited"), summary.amount_due, *said)

    if summary.open_amount > 0:
        return _open(invoice, summary, language, words)

    # Settled. An amount due of nothing, or less, was settled from the start.
    if summary.amount_due <= 0 and not summary.paid_amount:
        return standing("nothing_due", language.label("totals.amount_due"), summary.amount_due)
    if summary.state is PaymentState.OVERPAID:
        said = [words.say("sentence.overpaid", amount=money(summary.overpaid_amount))]
        return standing("overpaid", words.say("amount.paid"), summary.paid_amount, *said)
    if not summary.paid_amount:
        said = [words.say("sentence.credited")]
        return standing("credited", words.say("amount.credited"), summary.credited_amount, *said)
    said = [words.say("sentence.paid")]
    if summary.credited_amount:
        said.append(_part("credited", summary.credited_amount, summary, money(summary.amount_due), language, words))
    return standing("paid", words.say("amount.paid"), summary.paid_amount, *said)


def _part(name: str, amount: Decimal, summary: PaymentSummary, total: str, language: Language, words: Words) -> str:
    shown = language.number(amount, -int(summary.amount_due.as_tuple().exponent))
    return words.say(f"sentence.{name}_of", **{name: shown, "total": total})


def _open(invoice: Invoice, summary: PaymentSummary, language: Language, words: Words) -> Standing:
    currency = invoice.currency or ""
    kind = {PaymentState.OVERDUE: "overdue", PaymentState.PARTLY_PAID: "partly_paid"}.get(summary.state, "open")
    begun = bool(summary.paid_amount or summary.credited_amount)
    said = []
    if summary.due_date is not None:
        day = language.day(summary.due_date)
        said.append(words.say("sentence.was_due" if kind == "overdue" else "sentence.pay_by", date=day))
    if is_collected(invoice):
        said = [words.say("sentence.collected")]
    total = language.money(summary.amount_due, currency)
    if summary.paid_amount:
        said.append(_part("received", summary.paid_amount, summary, total, language, words))
    if summary.credited_amount:
        said.append(_part("credited", summary.credited_amount, summary, total, language, words))
    label = words.say("amount.remaining") if begun else language.label("totals.amount_due")
    amount = language.money(summary.open_amount, currency)
    return Standing(kind, words.say(f"state.{kind}"), label, amount, tuple(said))
