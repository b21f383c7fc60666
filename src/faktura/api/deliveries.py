"""Deliveries over HTTP."""

from faktura.api import parameters
from faktura.api.answers import Answer
from faktura.api.delivery_shapes import DeliveryAnswer, DeliveryHistoryAnswer, DeliveryList
from faktura.api.operation import Call, Operations
from faktura.api.paging import exact, make_cursor, one_of, public_id, read_page
from faktura.deliveries.plan import cancel_delivery, retry_delivery
from faktura.deliveries.read import list_attempts, list_deliveries, read_delivery
from faktura.deliveries.states import DeliveryState

OPERATIONS = Operations("deliveries")

_ONE = "/v1/deliveries/{delivery}"


@OPERATIONS.declare(
    "GET",
    "/v1/deliveries",
    "deliveries.list",
    "List deliveries, newest first.",
    expands=("invoice",),
    answers={200: DeliveryList},
    parameters=(
        *parameters.PAGING,
        *parameters.ids("invoice"),
        parameters.words("status", *DeliveryState),
        parameters.words("state", *DeliveryState),
    ),
)
async def list_all(call: Call) -> Answer:
    """List deliveries."""
    state = one_of(*DeliveryState)
    page = read_page(call.query, filters={"invoice": public_id("inv"), "state": state, "status": state})
    asked = exact(page)
    found = await list_deliveries(
        call.unit,
        invoice=asked.get("invoice"),
        state=asked.get("state", asked.get("status")),
        after=page.after,
        limit=page.limit + 1,
    )
    shown = found[: page.limit]
    more = len(found) > page.limit
    cursor = make_cursor(shown[-1].created_at, shown[-1].id) if more else None
    return Answer(body={"data": [each.to_plain() for each in shown], "has_more": more, "next_cursor": cursor})


@OPERATIONS.declare(
    "GET",
    _ONE,
    "deliveries.get",
    "Get a delivery with its attempts.",
    answers={200: DeliveryHistoryAnswer},
    expands=("invoice",),
)
async def get(call: Call) -> Answer:
    """Get a delivery."""
    delivery = await read_delivery(call.unit, call.path_id("del", "delivery"))
    return Answer(body={**delivery.to_plain(), "history": await list_attempts(call.unit, delivery.id)})


@OPERATIONS.declare(
    "POST",
    f"{_ONE}/retry",
    "deliveries.retry",
    "Try again what was refused, given up or cancelled.",
    answers={202: DeliveryAnswer},
    refusals=(409,),
)
async def retry(call: Call) -> Answer:
    """Retry a delivery."""
    return Answer(body=(await retry_delivery(call.unit, call.path_id("del", "delivery"))).to_plain(), status=202)


@OPERATIONS.declare(
    "POST",
    f"{_ONE}/cancel",
    "deliveries.cancel",
    "Stop a delivery that still waits.",
    answers={200: DeliveryAnswer},
    refusals=(409,),
)
async def cancel(call: Call) -> Answer:
    """Cancel a delivery."""
    return Answer(body=(await cancel_delivery(call.unit, call.path_id("del", "delivery"))).to_plain())
