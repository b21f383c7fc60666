"""Changing, enabling, disabling and deleting endpoints, and giving them new secrets."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from faktura.customers.schemas import METADATA_KEYS_MAX
from faktura.events import (
    WEBHOOK_ENDPOINT_CHANGED,
    WEBHOOK_ENDPOINT_DELETED,
    WEBHOOK_ENDPOINT_ENABLED,
    WEBHOOK_ENDPOINT_SECRET_ROTATED,
)
from faktura.jobs import publish
from faktura.organizations.change import merge_patch
from faktura.organizations.checks import finding
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit
from faktura.webhooks import store
from faktura.webhooks.create import NewEndpoint, check_endpoint
from faktura.webhooks.disable import disable
from faktura.webhooks.errors import EndpointInvalid
from faktura.webhooks.fan_out import wake_lanes
from faktura.webhooks.patterns import like_of
from faktura.webhooks.read import Endpoint, read_endpoint
from faktura.webhooks.signature import show_secret
from faktura.webhooks.signing_secrets import new_secret, rotated
from faktura.webhooks.stream.advance import catch_up

BY_ITS_OWNER = "Its owner disabled it."


async def change_endpoint(unit: Unit, endpoint: UUID, patch: dict[str, Any]) -> Endpoint:
    """Apply a merge patch whose shape was checked (`EndpointPatch`).

    Enabling forgives what failed; what waits goes on, in order. What happened while it was disabled is not told by
    itself: replay it from `missed_after`.

    Raises:
        EndpointNotFound.
        EndpointInvalid: with everything that is wrong; nothing is changed then.
    """
    current = (await read_endpoint(unit, endpoint, lock=True)).row
    url = patch.get("url") or current["url"]
    events = tuple(patch.get("events") or current["events"])
    description = patch["description"] or "" if "description" in patch else current["description"]
    metadata = merge_patch(current["metadata"], patch["metadata"] or {}) if "metadata" in patch else current["metadata"]
    wrong = check_endpoint(url, events, unit.floor.settings)
    if len(metadata) > METADATA_KEYS_MAX:
        message = f"At most {METADATA_KEYS_MAX} keys are kept; this would make {len(metadata)}."
        wrong.append(finding("metadata_too_long", "/metadata", message))
    if wrong:
        raise EndpointInvalid("The endpoint was not changed.", wrong)
    # What happened before the change is fanned out as it was asked for then.
    await catch_up(unit)
    told = {"endpoint": show_id("whe", endpoint)}
    if set(patch) - {"state"}:
        await store.update_endpoint(
            unit,
            endpoint,
            url=url,
            description=description,
            events=events,
            likes=[like_of(each) for each in events],
            payload=patch.get("payload") or current["payload"],
            metadata=metadata,
        )
        await publish(unit, WEBHOOK_ENDPOINT_CHANGED, endpoint, {**told, "fields": sorted(set(patch) - {"state"})})
    state = patch.get("state") or current["state"]
    if state != current["state"]:
        if state == "disabled":
            await disable(unit, endpoint, BY_ITS_OWNER)
        else:
            await store.enable_endpoint(unit, endpoint)
            await wake_lanes(unit, [endpoint], unit.wall)
            await publish(unit, WEBHOOK_ENDPOINT_ENABLED, endpoint, told)
    return await read_endpoint(unit, endpoint)


async def rotate_secret(unit: Unit, endpoint: UUID, overlap_hours: int) -> NewEndpoint:
    """Give an endpoint a new secret; the one before it signs as well until the overlap is over.

    Raises:
        EndpointNotFound.
    """
    current = (await read_endpoint(unit, endpoint, lock=True)).row
    raw, stored = new_secret(unit.floor.secret)
    until = unit.wall + timedelta(hours=overlap_hours)
    await store.update_secrets(unit, endpoint, rotated(current["secrets"], stored, unit.wall, until))
    told = {"endpoint": show_id("whe", endpoint), "old_secret_until": until.isoformat()}
    await publish(unit, WEBHOOK_ENDPOINT_SECRET_ROTATED, endpoint, told)
    return NewEndpoint(await read_endpoint(unit, endpoint), show_secret(raw))


async def delete_endpoint(unit: Unit, endpoint: UUID) -> None:
    """Delete an endpoint: what waits for it is cancelled, what it got stays on record.

    Raises:
        EndpointNotFound.
    """
    await read_endpoint(unit, endpoint, lock=True)
    await store.delete_endpoint(unit, endpoint)
    await publish(unit, WEBHOOK_ENDPOINT_DELETED, endpoint, {"endpoint": show_id("whe", endpoint)})
