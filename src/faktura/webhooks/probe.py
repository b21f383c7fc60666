"""Trying an endpoint: one signed request, now, whose outcome is answered at once. It is no event and in no stream."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from faktura.organizations.tenants import mode_of
from faktura.storage.ids import new_id, show_id
from faktura.storage.unit import Unit, utc_now
from faktura.webhooks.errors import EndpointInvalid
from faktura.webhooks.lanes.send import send
from faktura.webhooks.read import read_endpoint
from faktura.webhooks.signing_secrets import SecretUnreadable, in_force
from faktura.webhooks.stream.payload import to_bytes

TEST_TYPE = "webhook_endpoint.test"


async def prepare_probe(unit: Unit, endpoint: UUID) -> Callable[[], Awaitable[dict[str, Any]]]:
    """What sends a test to an endpoint, also to a disabled one, once the unit is closed.

    Raises:
        EndpointNotFound.
        EndpointInvalid: its secret can't be read any more.
    """
    floor, row = unit.floor, (await read_endpoint(unit, endpoint)).row
    try:
        secrets = in_force(floor.secret, row["secrets"], unit.wall)
    except SecretUnreadable as unreadable:
        raise EndpointInvalid(str(unreadable)) from None
    event = show_id("evt", new_id())
    body = {
        "id": event,
        "object": "event",
        "type": TEST_TYPE,
        "timestamp": unit.wall,
        "mode": mode_of(unit.tenant).value,
        "data": {"id": show_id("whe", endpoint), "kind": "webhook_endpoint"},
    }

    async def run() -> dict[str, Any]:
        began = utc_now()
        outcome = await send(floor, row["url"], event, to_bytes(body), secrets)
        return {
            "object": "webhook_test",
            "event": event,
            "delivered": outcome.delivered,
            "status": outcome.status,
            "reason": outcome.reason or None,
            "reply": outcome.reply,
            "address": outcome.address or None,
            "milliseconds": (utc_now() - began) // timedelta(milliseconds=1),
        }

    return run
