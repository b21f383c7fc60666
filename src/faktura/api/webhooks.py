"""Webhook endpoints and their deliveries over HTTP."""

from datetime import datetime
from typing import Any

from faktura.api import parameters
from faktura.api.answers import Answer
from faktura.api.body import read_plain_shape
from faktura.api.operation import Call, Operations
from faktura.api.paging import make_cursor, one_of, public_id, read_page, text
from faktura.api.webhook_shapes import (
    EndpointAnswer,
    EndpointList,
    ReplayAnswer,
    WebhookDeliveryAnswer,
    WebhookDeliveryList,
    WebhookTestAnswer,
)
from faktura.organizations.tenants import mode_of, tenant_of
from faktura.storage.conditions import Condition
from faktura.storage.ids import read_id, show_id
from faktura.webhooks.change import change_endpoint, delete_endpoint, rotate_secret
from faktura.webhooks.create import NewEndpoint, create_endpoint
from faktura.webhooks.probe import prepare_probe
from faktura.webhooks.read import list_deliveries, list_endpoints, read_delivery, read_endpoint
from faktura.webhooks.replay import replay_delivery, replay_range
from faktura.webhooks.schemas import EndpointPatch, EndpointRequest, ReplayRequest, RotateRequest

OPERATIONS = Operations("webhooks")

_ENDPOINTS = "/v1/webhook-endpoints"
_ENDPOINT = _ENDPOINTS + "/{endpoint}"
_DELIVERIES = "/v1/webhook-deliveries"
_DELIVERY = _DELIVERIES + "/{webhook_delivery}"
_STATES = ("waiting", "delivered", "given_up", "cancelled")


def _with_secret(made: NewEndpoint) -> dict[str, Any]:
    return {**made.endpoint.to_plain(), "secret": made.secret}


@OPERATIONS.declare(
    "POST",
    _ENDPOINTS,
    "webhook_endpoints.create",
    "Create an endpoint; its secret is shown this once. An account's key makes one for all of its organizations.",
    needs="either",
    shape=EndpointRequest,
    answers={201: EndpointAnswer},
    refusals=(409,),
)
async def create(call: Call) -> Answer:
    """Create an endpoint."""
    body = _with_secret(await create_endpoint(call.unit, call.body))
    return Answer(body=body, status=201, headers={"Location": f"{_ENDPOINTS}/{body['id']}"})


@OPERATIONS.declare(
    "GET",
    _ENDPOINTS,
    "webhook_endpoints.list",
    "List endpoints, newest first.",
    needs="either",
    answers={200: EndpointList},
    parameters=parameters.PAGING,
)
async def list_all(call: Call) -> Answer:
    """List endpoints."""
    page = read_page(call.query, filters={})
    found = await list_endpoints(call.unit, page.after, page.limit + 1)
    shown = found[: page.limit]
    more = len(found) > page.limit
    cursor = make_cursor(shown[-1].row["created_at"], shown[-1].id) if more else None
    return Answer(body={"data": [each.to_plain() for each in shown], "has_more": more, "next_cursor": cursor})


@OPERATIONS.declare(
    "GET",
    _ENDPOINT,
    "webhook_endpoints.get",
    "Get an endpoint, with how it fares and how much waits for it.",
    needs="either",
    answers={200: EndpointAnswer},
)
async def get(call: Call) -> Answer:
    """Get an endpoint."""
    return Answer(body=(await read_endpoint(call.unit, call.path_id("whe", "endpoint"))).to_plain())


@OPERATIONS.declare(
    "PATCH",
    _ENDPOINT,
    "webhook_endpoints.change",
    "Change, disable or enable an endpoint (JSON Merge Patch).",
    needs="either",
    shape=dict,
    changes=EndpointPatch,
    merge_patch=True,
    answers={200: EndpointAnswer},
)
async def change(call: Call) -> Answer:
    """Change an endpoint."""
    given = {name: value for name, value in call.body.items() if value is not None}
    if isinstance(given.get("metadata"), dict):
        given["metadata"] = {name: value for name, value in given["metadata"].items() if value is not None}
    read_plain_shape(EndpointPatch, given)
    return Answer(body=(await change_endpoint(call.unit, call.path_id("whe", "endpoint"), call.body)).to_plain())


@OPERATIONS.declare(
    "DELETE",
    _ENDPOINT,
    "webhook_endpoints.delete",
    "Delete an endpoint: what waits for it is cancelled, what it got stays on record.",
    needs="either",
    answers={204: None},
)
async def delete(call: Call) -> Answer:
    """Delete an endpoint."""
    await delete_endpoint(call.unit, call.path_id("whe", "endpoint"))
    return Answer(status=204)


@OPERATIONS.declare(
    "POST",
    f"{_ENDPOINT}/rotate-secret",
    "webhook_endpoints.rotate_secret",
    "Make a new secret, shown this once; the one before it signs as well until the overlap is over.",
    needs="either",
    shape=RotateRequest,
    body_optional=True,
    answers={200: EndpointAnswer},
)
async def rotate(call: Call) -> Answer:
    """Rotate the secret."""
    made = await rotate_secret(call.unit, call.path_id("whe", "endpoint"), call.body.overlap_hours)
    return Answer(body=_with_secret(made))


@OPERATIONS.declare(
    "POST",
    f"{_ENDPOINT}/test",
    "webhook_endpoints.test",
    "Send a signed test now and answer what became of it.",
    needs="either",
    reads_only=True,
    answers={200: WebhookTestAnswer},
)
async def probe(call: Call) -> Answer:
    """Test an endpoint."""
    run = await prepare_probe(call.unit, call.path_id("whe", "endpoint"))

    async def later() -> Answer:
        return Answer(body=await run())

    return Answer(later=later)


@OPERATIONS.declare(
    "POST",
    f"{_ENDPOINT}/replay",
    "webhook_endpoints.replay",
    "Send the events of a range again, or those that it missed; ids stay what they were.",
    needs="either",
    shape=ReplayRequest,
    answers={202: ReplayAnswer},
    refusals=(409,),
)
async def replay(call: Call) -> Answer:
    """Replay a range."""
    endpoint = call.path_id("whe", "endpoint")
    count = await replay_range(call.unit, endpoint, call.body)
    return Answer(body={"object": "webhook_replay", "endpoint": show_id("whe", endpoint), "count": count}, status=202)


def _moment(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None or not 1900 < moment.year < 2999:
        raise ValueError("Send a time with its zone, such as 2031-01-31T12:00:00Z.")
    return moment


def _type(value: str) -> str:
    return text(value)


@OPERATIONS.declare(
    "GET",
    _DELIVERIES,
    "webhook_deliveries.list",
    "List webhook deliveries, newest first.",
    needs="either",
    answers={200: WebhookDeliveryList},
    parameters=(
        *parameters.PAGING,
        *parameters.ids("endpoint", "event", "object", "organization"),
        parameters.words("state", *_STATES),
        *parameters.texts("type"),
        *(
            parameters.query(f"created_at{comparison}", {"type": "string", "format": "date-time"})
            for comparison in ("[gte]", "[gt]", "[lte]", "[lt]")
        ),
    ),
)
async def deliveries_list(call: Call) -> Answer:
    """List webhook deliveries."""
    page = read_page(
        call.query,
        filters={
            "endpoint": public_id("whe"),
            "event": public_id("evt"),
            "organization": public_id("org"),
            "object": lambda value: read_id(value.partition("_")[0], value) or public_id("inv")(value),
            "state": one_of(*_STATES),
            "type": _type,
            "created_at": _moment,
        },
        comparable=frozenset({"created_at"}),
        several=frozenset({"endpoint", "event", "object", "state", "type"}),
    )
    # An organization is known by its tenant there.
    mode = mode_of(call.unit.tenant)
    conditions = [
        Condition(each.field, each.operator, tenant_of(each.value, mode)) if each.field == "organization" else each
        for each in page.conditions
    ]
    found = await list_deliveries(call.unit, conditions, page.after, page.limit + 1)
    shown = found[: page.limit]
    more = len(found) > page.limit
    cursor = make_cursor(shown[-1][0]["created_at"], shown[-1][0]["id"]) if more else None
    return Answer(body={"data": [each for _, each in shown], "has_more": more, "next_cursor": cursor})


@OPERATIONS.declare(
    "GET",
    _DELIVERY,
    "webhook_deliveries.get",
    "Get a webhook delivery with its attempts.",
    needs="either",
    answers={200: WebhookDeliveryAnswer},
)
async def deliveries_get(call: Call) -> Answer:
    """Get a webhook delivery."""
    return Answer(body=await read_delivery(call.unit, call.path_id("whd", "webhook_delivery")))


@OPERATIONS.declare(
    "POST",
    f"{_DELIVERY}/replay",
    "webhook_deliveries.replay",
    "Send an event again, whatever became of it; its id stays what it was.",
    needs="either",
    answers={202: WebhookDeliveryAnswer},
    refusals=(409,),
)
async def deliveries_replay(call: Call) -> Answer:
    """Replay a webhook delivery."""
    return Answer(body=await replay_delivery(call.unit, call.path_id("whd", "webhook_delivery")), status=202)
