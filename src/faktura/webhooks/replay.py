"""Sending again: one delivery, or a range of events to one endpoint. Ids stay what they were."""

from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.organizations.checks import finding
from faktura.storage.ids import read_id
from faktura.storage.unit import Unit
from faktura.webhooks import store
from faktura.webhooks.errors import EndpointDisabled, ReplayInvalid, WebhookDeliveryNotFound
from faktura.webhooks.fan_out import wake_lanes
from faktura.webhooks.patterns import like_of, what_is_wrong
from faktura.webhooks.read import read_delivery, read_endpoint
from faktura.webhooks.schemas import ReplayRequest
from faktura.webhooks.stream.advance import catch_up
from faktura.webhooks.stream.places import last_place, place_before, place_of

REPLAY_MAX = 100_000
"""How many events one replay may hold."""


async def replay_delivery(unit: Unit, delivery: UUID) -> dict[str, Any]:
    """Send one delivery again, whatever became of it.

    Raises:
        WebhookDeliveryNotFound.
        EndpointDisabled: nothing is sent there.
    """
    row = await store.read_delivery(unit, delivery, lock=True)
    if row is None:
        raise WebhookDeliveryNotFound("There is no such delivery.")
    await _must_be_enabled(unit, row["endpoint"])
    await store.replay_delivery(unit, delivery)
    await wake_lanes(unit, [row["endpoint"]], unit.wall)
    return await read_delivery(unit, delivery)


async def replay_range(unit: Unit, endpoint: UUID, request: ReplayRequest) -> int:
    """Send the events of a range again, or for the first time, to one endpoint; answers how many there are.

    Raises:
        EndpointNotFound.
        EndpointDisabled: nothing is sent there.
        ReplayInvalid: with everything that is wrong with the range.
    """
    await _must_be_enabled(unit, endpoint)
    await catch_up(unit)
    after, last = await _places(unit, request)
    likes = [like_of(each) for each in request.events or ("*",)]
    count = await store.replay_range(unit, endpoint, after, last, likes)
    await wake_lanes(unit, [endpoint], unit.wall)
    return count


async def _must_be_enabled(unit: Unit, endpoint: UUID) -> None:
    if (await read_endpoint(unit, endpoint)).row["state"] != "enabled":
        raise EndpointDisabled('Enable it first: PATCH it with {"state": "enabled"}.')


async def _places(unit: Unit, request: ReplayRequest) -> tuple[int, int]:
    wrong = []
    if (request.since is None) == (request.after is None):
        wrong.append(finding("range_start_missing", "/since", "Send either since (a time) or after (an event)."))
    if request.until is not None and request.last is not None:
        wrong.append(finding("range_end_twice", "/until", "Send at most one of until (a time) and last (an event)."))
    for name in ("since", "until"):
        moment: datetime | None = getattr(request, name)
        if moment is not None and (moment.tzinfo is None or not 1900 < moment.year < 2999):
            message = "Send a time with its zone, such as 2031-01-31T12:00:00Z."
            wrong.append(finding("time_invalid", f"/{name}", message))
    found: dict[str, int] = {}
    for name in ("after", "last"):
        text: str | None = getattr(request, name)
        if text is not None:
            event = read_id("evt", text)
            position = await place_of(unit, event) if event is not None else None
            if position is None:
                wrong.append(finding("event_not_found", f"/{name}", "There is no such event in this stream."))
            else:
                found[name] = position
    for place, pattern in enumerate(request.events or ()):
        if why := what_is_wrong(pattern):
            wrong.append(finding("event_unknown", f"/events/{place}", why))
    if wrong:
        raise ReplayInvalid("Nothing was sent again.", wrong)
    after = found["after"] if request.since is None else await place_before(unit, request.since)
    last = found.get("last")
    if last is None:
        last = await place_before(unit, request.until) if request.until else await last_place(unit)
    if last - after > REPLAY_MAX:
        message = f"The range holds {last - after} events; at most {REPLAY_MAX} are taken. Send it in parts."
        raise ReplayInvalid("Nothing was sent again.", [finding("range_too_long", "/since", message)])
    return after, max(last, after)
