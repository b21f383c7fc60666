"""Customers over HTTP."""

from faktura.api import parameters
from faktura.api.answers import Answer
from faktura.api.body import read_plain_shape
from faktura.api.operation import Call, Operations
from faktura.api.paging import exact, make_cursor, read_page, text
from faktura.api.shapes import CustomerList
from faktura.api.summary_shapes import CustomerAnswer
from faktura.customers.create import archive_customer, change_customer, create_customer
from faktura.customers.read import list_customers, read_customer
from faktura.customers.schemas import CustomerRequest

OPERATIONS = Operations("customers")

FILTERS = {"email": text, "external_id": text, "q": text}


@OPERATIONS.declare(
    "POST",
    "/v1/customers",
    "customers.create",
    "Store a customer.",
    shape=CustomerRequest,
    answers={201: CustomerAnswer},
    refusals=(409,),
)
async def create(call: Call) -> Answer:
    """Create a customer."""
    customer = await create_customer(call.unit, call.body)
    body = customer.to_plain()
    return Answer(body=body, status=201, headers={"Location": f"/v1/customers/{body['id']}"})


@OPERATIONS.declare(
    "GET",
    "/v1/customers",
    "customers.list",
    "List customers, newest first.",
    answers={200: CustomerList},
    parameters=(*parameters.PAGING, *parameters.texts("q", "email", "external_id")),
)
async def list_all(call: Call) -> Answer:
    """List customers."""
    page = read_page(call.query, filters=FILTERS)
    asked = exact(page)
    found = await list_customers(
        call.unit,
        text=asked.get("q"),
        email=asked.get("email"),
        external_id=asked.get("external_id"),
        after=page.after,
        limit=page.limit + 1,
    )
    shown = found[: page.limit]
    more = len(found) > page.limit
    cursor = make_cursor(shown[-1].created_at, shown[-1].id) if more else None
    return Answer(body={"data": [each.to_plain() for each in shown], "has_more": more, "next_cursor": cursor})


@OPERATIONS.declare(
    "GET", "/v1/customers/{customer}", "customers.get", "Get a customer.", answers={200: CustomerAnswer}
)
async def get(call: Call) -> Answer:
    """Get a customer."""
    return Answer(body=(await read_customer(call.unit, call.path_id("cus", "customer"))).to_plain())


@OPERATIONS.declare(
    "PATCH",
    "/v1/customers/{customer}",
    "customers.change",
    "Change a customer (JSON Merge Patch). Issued documents keep the buyer that they froze.",
    shape=dict,
    changes=CustomerRequest,
    merge_patch=True,
    answers={200: CustomerAnswer},
    refusals=(412,),
)
async def change(call: Call) -> Answer:
    """Change a customer."""
    given = {name: value for name, value in call.body.items() if value is not None}
    if isinstance(given.get("metadata"), dict):
        # Here, too, null removes.
        given["metadata"] = {name: value for name, value in given["metadata"].items() if value is not None}
    read_plain_shape(CustomerRequest, given)
    customer = await change_customer(
        call.unit, call.path_id("cus", "customer"), call.body, expected_version=call.expected_version()
    )
    return Answer(body=customer.to_plain())


@OPERATIONS.declare(
    "DELETE",
    "/v1/customers/{customer}",
    "customers.archive",
    "Archive a customer: it leaves the lists, documents keep it.",
    answers={204: None},
    refusals=(412,),
)
async def archive(call: Call) -> Answer:
    """Archive a customer."""
    await archive_customer(call.unit, call.path_id("cus", "customer"), expected_version=call.expected_version())
    return Answer(status=204)
