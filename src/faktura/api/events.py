"""The stream of events over HTTP."""

from typing import Any
from uuid import UUID

from faktura.api import parameters
from faktura.api.answers import Answer
from faktura.api.operation import Call, Operations
from faktura.api.paging import LIMIT_MAX, exact, read_page
from faktura.api.webhook_shapes import EventAnswer, EventList
from faktura.storage.ids import read_id, show_id
from faktura.webhooks.patterns import what_is_wrong
from faktura.webhooks.stream.payload import FULL, THIN, Told
from faktura.webhooks.stream.read import latest_event, read_event, read_stream

OPERATIONS = Operations("events")

LATEST = "latest"

_PAYLOAD = parameters.words("payload", THIN, FULL)


def _event(text: str) -> UUID | None:
    event = read_id("evt", text)
    if event is None and text != LATEST:
        raise ValueError(f"Send the id of an event (evt_…), or {LATEST}.")
    return event


def _pattern(text: str) -> str:
    if why := what_is_wrong(text):
        raise ValueError(why)
    return text


def _subject(text: str) -> UUID:
    # What can't be read finds nothing, as what does not exist.
    return read_id(text.partition("_")[0], text) or UUID(int=0)


def _is_payload(text: str) -> bool:
    return text in (THIN, FULL)


def _show(event: Told, payload: str) -> dict[str, Any]:
    plain = event.to_plain(FULL)
    if payload == THIN:
        # Who reads the stream gets what an event says in any case, and the thing itself when it is asked for.
        del plain["data"]["object"]
    return {**plain, "actor": event.actor, "request_id": event.request_id}


@OPERATIONS.declare(
    "GET",
    "/v1/events",
    "events.list",
    "Read the stream of events from a place on, oldest first, without loss. An account's key reads all organizations.",
    needs="either",
    answers={200: EventList},
    parameters=(
        parameters.query("limit", {"type": "integer", "minimum": 1, "maximum": LIMIT_MAX, "default": 20}),
        parameters.query(
            "after",
            {"type": "string", "pattern": f"^(evt_[0-9a-z]{{26}}|{LATEST})$"},
            f"The last event that was seen; {LATEST} begins behind all that happened so far.",
        ),
        parameters.query("cursor", {"type": "string"}, "The same as after: the next_cursor of the page before."),
        parameters.query("type", {"type": "string"}, "A pattern: *, invoice.* or invoice.issued. May be repeated."),
        parameters.query("object", {"type": "string"}, "What the events are about: inv_…, cus_…, org_…"),
        _PAYLOAD,
    ),
)
async def list_all(call: Call) -> Answer:
    """List events."""
    # A cursor of this list is an event, not a place in time.
    query = [("after" if name == "cursor" else name, value) for name, value in call.query]
    page = read_page(
        query,
        filters={"after": _event, "type": _pattern, "object": _subject},
        options={"payload": _is_payload},
    )
    payload = page.options.get("payload", THIN)
    asked = exact(page)
    if "after" in asked and asked["after"] is None:
        latest = await latest_event(call.unit)
        return Answer(body={"data": [], "has_more": False, "next_cursor": show_id("evt", latest) if latest else None})
    found = await read_stream(
        call.unit,
        asked.get("after"),
        patterns=[each.value for each in page.conditions if each.field == "type"],
        target=asked.get("object"),
        payload=payload,
        limit=page.limit,
    )
    data = [_show(each, payload) for each in found.events]
    last = data[-1]["id"] if data else dict(query).get("after")
    return Answer(body={"data": data, "has_more": found.more, "next_cursor": last})


@OPERATIONS.declare(
    "GET",
    "/v1/events/{event}",
    "events.get",
    "Get an event.",
    needs="either",
    answers={200: EventAnswer},
    parameters=(_PAYLOAD,),
)
async def get(call: Call) -> Answer:
    """Get an event."""
    payload = read_page(call.query, filters={}, options={"payload": _is_payload}).options.get("payload", THIN)
    return Answer(body=_show(await read_event(call.unit, call.path_id("evt", "event"), payload=payload), payload))
