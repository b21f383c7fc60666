"""Purchase orders over HTTP."""

from faktura.api import parameters
from faktura.api.answers import Answer
from faktura.api.inbox_shapes import PurchaseOrderAnswer, PurchaseOrderList
from faktura.api.operation import Call, Operations
from faktura.api.paging import exact, make_cursor, one_of, public_id, read_page, text
from faktura.inbox.orders.create import close_order, create_order
from faktura.inbox.orders.read import PREFIX, STATES, list_orders, read_order
from faktura.inbox.schemas import PurchaseOrderRequest

OPERATIONS = Operations("purchase-orders")

_PATH = "/v1/purchase-orders"
_ONE = _PATH + "/{purchase_order}"


@OPERATIONS.declare(
    "POST",
    _PATH,
    "purchase_orders.create",
    "Store a purchase order, so that what is invoiced is held against it.",
    shape=PurchaseOrderRequest,
    answers={201: PurchaseOrderAnswer},
    refusals=(409,),
)
async def create(call: Call) -> Answer:
    """Create a purchase order."""
    body = (await create_order(call.unit, call.body)).to_plain()
    return Answer(body=body, status=201, headers={"Location": f"{_PATH}/{body['id']}"})


@OPERATIONS.declare(
    "GET",
    _PATH,
    "purchase_orders.list",
    "List purchase orders, newest first.",
    answers={200: PurchaseOrderList},
    parameters=(
        *parameters.PAGING,
        parameters.words("state", *STATES),
        *parameters.ids("supplier"),
        *parameters.texts("number"),
    ),
)
async def list_all(call: Call) -> Answer:
    """List purchase orders."""
    page = read_page(call.query, filters={"state": one_of(*STATES), "supplier": public_id("sup"), "number": text})
    asked = exact(page)
    found = await list_orders(
        call.unit,
        state=asked.get("state"),
        number=asked.get("number"),
        supplier=asked.get("supplier"),
        after=page.after,
        limit=page.limit + 1,
    )
    shown = found[: page.limit]
    more = len(found) > page.limit
    cursor = make_cursor(shown[-1].created_at, shown[-1].id) if more else None
    return Answer(body={"data": [each.to_plain() for each in shown], "has_more": more, "next_cursor": cursor})


@OPERATIONS.declare("GET", _ONE, "purchase_orders.get", "Get a purchase order.", answers={200: PurchaseOrderAnswer})
async def get(call: Call) -> Answer:
    """Get a purchase order."""
    return Answer(body=(await read_order(call.unit, call.path_id(PREFIX, "purchase_order"))).to_plain())


@OPERATIONS.declare(
    "POST",
    f"{_ONE}/close",
    "purchase_orders.close",
    "Close a purchase order; documents that name it later get a finding.",
    answers={200: PurchaseOrderAnswer},
    refusals=(409,),
)
async def close(call: Call) -> Answer:
    """Close a purchase order."""
    return Answer(body=(await close_order(call.unit, call.path_id(PREFIX, "purchase_order"))).to_plain())
