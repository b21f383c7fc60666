"""Suppliers over HTTP."""

from faktura.api import parameters
from faktura.api.answers import Answer
from faktura.api.body import read_plain_shape
from faktura.api.inbox_shapes import SupplierAnswer, SupplierList
from faktura.api.operation import Call, Operations
from faktura.api.paging import exact, make_cursor, one_of, read_page, text
from faktura.inbox.schemas import SupplierPatch
from faktura.inbox.suppliers.change import change_supplier
from faktura.inbox.suppliers.read import PREFIX, STATES, list_suppliers, read_supplier

OPERATIONS = Operations("suppliers")

_ONE = "/v1/suppliers/{supplier}"


@OPERATIONS.declare(
    "GET",
    "/v1/suppliers",
    "suppliers.list",
    "List suppliers, newest first.",
    answers={200: SupplierList},
    parameters=(*parameters.PAGING, parameters.words("state", *STATES), *parameters.texts("name", "vat_id")),
)
async def list_all(call: Call) -> Answer:
    """List suppliers."""
    page = read_page(call.query, filters={"state": one_of(*STATES), "name": text, "vat_id": text})
    asked = exact(page)
    found = await list_suppliers(
        call.unit,
        state=asked.get("state"),
        name=asked.get("name"),
        vat_id=asked.get("vat_id"),
        after=page.after,
        limit=page.limit + 1,
    )
    shown = found[: page.limit]
    more = len(found) > page.limit
    cursor = make_cursor(shown[-1].created_at, shown[-1].id) if more else None
    return Answer(body={"data": [each.to_plain() for each in shown], "has_more": more, "next_cursor": cursor})


@OPERATIONS.declare("GET", _ONE, "suppliers.get", "Get a supplier.", answers={200: SupplierAnswer})
async def get(call: Call) -> Answer:
    """Get a supplier."""
    return Answer(body=(await read_supplier(call.unit, call.path_id(PREFIX, "supplier"))).to_plain())


@OPERATIONS.declare(
    "PATCH",
    _ONE,
    "suppliers.change",
    "Change a supplier: block it, ask for two approvals, confirm accounts.",
    shape=dict,
    changes=SupplierPatch,
    merge_patch=True,
    answers={200: SupplierAnswer},
    refusals=(412,),
)
async def change(call: Call) -> Answer:
    """Change a supplier."""
    patch = read_plain_shape(SupplierPatch, call.body)
    changed = await change_supplier(
        call.unit, call.path_id(PREFIX, "supplier"), patch, expected_version=call.expected_version()
    )
    return Answer(body=changed.to_plain())
