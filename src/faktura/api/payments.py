"""Payments over HTTP."""

from faktura.api import parameters
from faktura.api.answers import Answer
from faktura.api.operation import Call, Operations
from faktura.api.paging import day, make_cursor, one_of, public_id, read_page, text
from faktura.api.shapes import PlainList
from faktura.payments.read import list_payments, read_payment
from faktura.payments.record import record_payment, reverse_payment
from faktura.payments.schemas import PaymentMethod, PaymentRequest, ReversalRequest

OPERATIONS = Operations("payments")

_KINDS = ("payment", "reversal", "credit")


@OPERATIONS.declare(
    "POST",
    "/v1/invoices/{invoice}/payments",
    "payments.record",
    "Record money received on a document.",
    shape=PaymentRequest,
    answers={201: dict},
    refusals=(409,),
)
async def record(call: Call) -> Answer:
    """Record a payment."""
    payment = await record_payment(call.unit, call.path_id("inv", "invoice"), call.body)
    body = payment.to_plain()
    return Answer(body=body, status=201, headers={"Location": f"/v1/payments/{body['id']}"})


@OPERATIONS.declare(
    "GET",
    "/v1/payments",
    "payments.list",
    "List payments, reversals and applied credits, newest first.",
    answers={200: PlainList},
    parameters=(
        *parameters.PAGING,
        *parameters.texts("invoice", "external_id"),
        parameters.words("kind", *_KINDS),
        parameters.words("method", *PaymentMethod, "credit_note"),
        parameters.query("received_on[gte]", parameters.DATE),
        parameters.query("received_on[lte]", parameters.DATE),
    ),
)
async def list_all(call: Call) -> Answer:
    """List payments."""
    filters = {
        "invoice": public_id("inv"),
        "external_id": text,
        "kind": one_of(*_KINDS),
        "method": one_of(*PaymentMethod, "credit_note"),
        "received_on[gte]": day,
        "received_on[lte]": day,
    }
    page = read_page(call.query, filters=filters)
    asked = {f"{each.field}{each.operator}": each.value for each in page.conditions}
    found = await list_payments(
        call.unit,
        invoice=asked.get("invoice="),
        kind=asked.get("kind="),
        method=asked.get("method="),
        external_id=asked.get("external_id="),
        received_from=asked.get("received_on>="),
        received_until=asked.get("received_on<="),
        after=page.after,
        limit=page.limit + 1,
    )
    shown = found[: page.limit]
    more = len(found) > page.limit
    cursor = make_cursor(shown[-1].created_at, shown[-1].id) if more else None
    return Answer(body={"data": [each.to_plain() for each in shown], "has_more": more, "next_cursor": cursor})


@OPERATIONS.declare(
    "GET",
    "/v1/invoices/{invoice}/payments",
    "payments.of_invoice",
    "The payments of a document.",
    answers={200: PlainList},
)
async def of_invoice(call: Call) -> Answer:
    """List the payments of a document."""
    found = await list_payments(call.unit, invoice=call.path_id("inv", "invoice"), limit=1000)
    return Answer(body={"data": [each.to_plain() for each in found], "has_more": False, "next_cursor": None})


@OPERATIONS.declare("GET", "/v1/payments/{payment}", "payments.get", "Get a payment.", answers={200: dict})
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
    answers={201: dict},
    refusals=(409,),
)
async def reverse(call: Call) -> Answer:
    """Reverse a payment."""
    reversal = await reverse_payment(call.unit, call.path_id("pay", "payment"), call.body)
    return Answer(body=reversal.to_plain(), status=201)
