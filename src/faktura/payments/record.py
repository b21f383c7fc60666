"""Recording money on a document, and taking a payment back. Entries are only ever added."""

from datetime import UTC, date, timedelta
from decimal import Decimal
from uuid import UUID

from faktura.checks import Finding
from faktura.events import PAYMENT_RECORDED, PAYMENT_REVERSED
from faktura.invoices.read import read_invoice
from faktura.jobs import publish
from faktura.money import minor_units, plain, round_amount
from faktura.organizations.checks import finding
from faktura.organizations.external_ids import claim_external_id
from faktura.payments import store
from faktura.payments.errors import PaymentAlreadyReversed, PaymentInvalid, PaymentNotReversible
from faktura.payments.ledger import EntryKind
from faktura.payments.read import Payment, read_payment
from faktura.payments.schemas import PaymentRequest, ReversalRequest
from faktura.storage.ids import new_id, show_id
from faktura.storage.unit import Unit

# Somewhere on earth it is tomorrow already.
_DAYS_AHEAD_MAX = 1


def _today(unit: Unit) -> date:
    return unit.now.astimezone(UTC).date()


def _check_day(day: date, today: date) -> list[Finding]:
    if day <= today + timedelta(days=_DAYS_AHEAD_MAX):
        return []
    message = f"{day} lies in the future: today is {today} (UTC). Record money on the day that it is received."
    return [finding("received_on_in_future", "/received_on", message)]


def check_payment(request: PaymentRequest, currency: str, today: date) -> list[Finding]:
    """Everything that is wrong with a payment on a document in `currency`."""
    wrong = []
    digits = minor_units(currency)
    if request.amount <= 0:
        message = "The amount must be more than zero; to take a payment back, reverse it."
        wrong.append(finding("amount_not_positive", "/amount", message))
    elif request.amount != round_amount(request.amount, digits):
        message = f"{plain(request.amount)} has too many decimals: amounts in {currency} have {digits}."
        wrong.append(finding("amount_too_precise", "/amount", message))
    if request.currency not in (None, currency):
        message = f"The document is in {currency}, so its payments are recorded in {currency}."
        wrong.append(finding("currency_mismatch", "/currency", message))
    return wrong + _check_day(request.received_on or today, today)


async def record_payment(unit: Unit, invoice: UUID, request: PaymentRequest) -> Payment:
    """Record money on an issued document. More than is open is taken as well: the document is overpaid then.

    Raises:
        InvoiceNotFound: there is no such issued document.
        PaymentInvalid: with everything that is wrong.
        ExternalIdTaken: the external id was used before.
    """
    issued = await read_invoice(unit, invoice)
    today, currency = _today(unit), issued.currency
    if wrong := check_payment(request, currency, today):
        raise PaymentInvalid("The payment was not recorded.", wrong)
    payment = new_id()
    await claim_external_id(unit, "payment", request.external_id, payment)
    await store.insert_payment(
        unit,
        payment,
        invoice,
        kind=EntryKind.PAYMENT,
        amount=round_amount(request.amount, minor_units(currency)),
        currency=currency,
        received_on=request.received_on or today,
        method=request.method.value,
        reference=request.reference or "",
        external_id=request.external_id,
        metadata=request.metadata,
    )
    recorded = await read_payment(unit, payment)
    await publish(unit, PAYMENT_RECORDED, invoice, _told(recorded.id, recorded.amount, currency))
    return recorded


async def reverse_payment(unit: Unit, payment: UUID, request: ReversalRequest) -> Payment:
    """Take a payment back whole: an entry of the negative amount that names it. Answers that entry.

    Raises:
        PaymentNotFound: there is no such payment.
        PaymentNotReversible: it is a reversal or a credit.
        PaymentInvalid: the day lies in the future, or before the payment was received.
        PaymentAlreadyReversed: also when somebody else does so at this moment.
    """
    reversed_payment = await read_payment(unit, payment)
    if reversed_payment.kind is not EntryKind.PAYMENT:
        raise PaymentNotReversible(
            f"A {reversed_payment.kind.value} can't be reversed, only a payment. Record a new payment, or issue a new "
            "document, to say what is true now."
        )
    today = _today(unit)
    received_on = request.received_on or max(today, reversed_payment.received_on)
    wrong = _check_day(received_on, today)
    if received_on < reversed_payment.received_on:
        message = f"The payment was received on {reversed_payment.received_on}; it can't be reversed before that day."
        wrong.append(finding("reversed_before_received", "/received_on", message))
    if wrong:
        raise PaymentInvalid("The payment was not reversed.", wrong)
    reversal = new_id()
    added = await store.insert_payment(
        unit,
        reversal,
        reversed_payment.invoice,
        kind=EntryKind.REVERSAL,
        amount=-reversed_payment.amount,
        currency=reversed_payment.currency,
        received_on=received_on,
        method=reversed_payment.method,
        reason=request.reason or "",
        reverses=payment,
    )
    if not added:
        raise PaymentAlreadyReversed(f"The payment {show_id('pay', payment)} was reversed before.")
    recorded = await read_payment(unit, reversal)
    told = _told(reversal, recorded.amount, recorded.currency)
    await publish(unit, PAYMENT_REVERSED, recorded.invoice, {**told, "reverses": show_id("pay", payment)})
    return recorded


def _told(payment: UUID, amount: Decimal, currency: str) -> dict[str, str]:
    return {"payment": show_id("pay", payment), "amount": plain(amount), "currency": currency}
