"""Payments over HTTP."""

from faktura.api import parameters
from faktura.api.answers import Answer
from faktura.api.document_parts import must_exist
from faktura.api.operation import Call, Operations
from faktura.api.paging import Page, day, make_cursor, one_of, public_id, read_page, text
from faktura.api.payment_shapes import PaymentAnswer, PaymentList
from faktura.payments.read import Payment, list_payments, read_payment, received_between
from faktura.payments.record import record_payment, reverse_payment
from faktura.payments.schemas import PaymentMethod, PaymentRequest, ReversalRequest

OPERATIONS = Operations("payments")

_KINDS = ("payment", "reversal", "credit")


@OPERATIONS.declare(
    "POST",
    "/v1/invoices/{invoice}/payments",
    "payments.record",
    "Record money received on a document.",
    scope="payments:write",
    shape=PaymentRequest,
    answers={201: PaymentAnswer},
    refusals=(409,),
)
async def record(call: Call) -> Answer:
    """Record a payment."""
    payment = await record_payment(call.unit, call.path_id("inv", "invoice"), call.body)
    body = payment.to_plain()
    return Answer(body=body, status=201, headers={"Location": f"/v1/payments/{body['id']}"})


def _page(found: list[Payment], page: Page) -> Answer:
    """A page of entries; `found` holds one more than fits when there are more."""
    shown = found[: page.limit]
    more = len(found) > page.limit
    cursor = make_cursor(shown[-1].created_at, shown[-1].id) if more else None
    return Answer(body={"data": [each.to_plain() for each in shown], "has_more": more, "next_cursor": cursor})


FILTERS = {
    "invoice": public_id("inv"),
    "external_id": text,
    "kind": one_of(*_KINDS),
    "method": one_of(*PaymentMethod, "credit_note"),
    "received_on": day,
}
COMPARABLE = frozenset({"received_on"})


@OPERATIONS.declare(
    "GET",
    "/v1/payments",
    "payments.list",
    "List payments, reversals and applied credits, newest first.",
    expands=("invoice", "source"),
    answers={200: PaymentList},
    parameters=(
        *parameters.PAGING,
        *parameters.ids("invoice"),
        *parameters.texts("external_id"),
        parameters.words("kind", *_KINDS),
        parameters.words("method", *PaymentMethod, "credit_note"),
        *parameters.dates("received_on"),
    ),
)
async def list_all(call: Call) -> Answer:
    """List payments."""
    page = read_page(call.query, filters=FILTERS, comparable=COMPARABLE)
    asked = {each.field: each.value for each in page.conditions if each.field != "received_on"}
    received_from, received_until = received_between(page.conditions)
    found = await list_payments(
        call.unit,
        invoice=asked.get("invoice"),
        kind=asked.get("kind"),
        method=asked.get("method"),
        external_id=asked.get("external_id"),
        received_from=received_from,
        received_until=received_until,
        after=page.after,
        limit=page.limit + 1,
    )
    return _page(found, page)


@OPERATIONS.declare(
    "GET",
    "/v1/invoices/{invoice}/payments",
    "payments.of_invoice",
    "The payments of a document, newest first.",
    scope="payments:read",
    expands=("source",),
    answers={200: PaymentList},
    parameters=parameters.PAGING,
)
async def of_invoice(call: Call) -> Answer:
    """List the payments of a document."""
    page = read_page(call.query, filters={})
    invoice = call.path_id("inv", "invoice")
    await must_exist(call.unit, invoice)
    found = await list_payments(call.unit, invoice=invoice, after=page.after, limit=page.limit + 1)
    return _page(found, page)


@OPERATIONS.declare(
    "GET",
    "/v1/payments/{payment}",
    "payments.get",
    "Get a payment.",
    answers={200: PaymentAnswer},
    expands=("invoice", "source"),
)
async def get(call: Call) -> Answer:
    """Get a payment."""
    return Answer(body=(await read_payment(call.unit, call.path_id("pay", "payment"))).to_plain())


@OPERATIONS.declare(
    "POST",
    "/v1/payments/{payment}/reverse",
    "payments.reverse",
    "Take a payment back: a bounced debit, a chargeback, a mistake.",
    shape=ReversalRequest,
    body_optional=True,
    answers={201: PaymentAnswer},
    refusals=(409,),
)
async def reverse(call: Call) -> Answer:
    """Reverse a payment."""
    reversal = await reverse_payment(call.unit, call.path_id("pay", "payment"), call.body)
    return Answer(body=reversal.to_plain(), status=201)
