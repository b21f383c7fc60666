"""What is told of an event: the same body for webhooks and for those who read the stream."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from faktura.events import subject_of
from faktura.organizations.tenants import mode_of, owner_of
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit
from faktura.webhooks.stream import store

THIN, FULL = "thin", "full"


@dataclass(frozen=True, slots=True)
class Told:
    """An event as it stands in a stream, with what it says where that was read."""

    event: UUID
    origin: UUID
    type: str
    object: UUID
    occurred_at: datetime
    account: bool = False
    facts: Mapping[str, Any] | None = None
    actor: str = ""
    request_id: str = ""
    current: Mapping[str, Any] | None = None

    @property
    def public_id(self) -> str:
        """``evt_…``."""
        return show_id("evt", self.event)

    def to_plain(self, payload: str) -> dict[str, Any]:
        """The body of a webhook. `thin` holds ids only, `full` also what the event says and the thing itself."""
        owner = owner_of(self.origin)
        kind, prefix = subject_of(self.type)
        data: dict[str, Any] = {"id": show_id(prefix, self.object), "kind": kind}
        if payload == FULL:
            data |= {"facts": self.facts or {}, "object": self.current}
        return {
            "id": self.public_id,
            "object": "event",
            "type": self.type,
            "timestamp": self.occurred_at,
            "organization": None if self.account else show_id("org", owner),
            "account": show_id("acc", owner) if self.account else None,
            "mode": mode_of(self.origin).value,
            "data": data,
        }


def told(unit: Unit, row: Any, account: UUID | None) -> Told:
    """An event of a stream's or a delivery's row. `account` is the unit's own account, if it stands for one."""
    own = account is not None and row["origin"] == unit.tenant
    return Told(row["event"], row["origin"], row["type"], row["object"], row["occurred_at"], own)


async def with_facts(unit: Unit, events: Sequence[Told], *, current: bool) -> list[Told]:
    """The events with what they say; with `current`, also with the things as GET answers them now.

    The events of an account's organizations are read in the tenants of those.
    """
    found: dict[UUID, Told] = {}
    for origin in dict.fromkeys(each.origin for each in events):
        there = replace(unit, tenant=origin)
        if origin != unit.tenant:
            await unit.execute("select set_tenant($1)", origin)
        own = [each for each in events if each.origin == origin]
        facts = {row["id"]: row for row in await store.read_facts(there, [each.event for each in own])}
        shown: dict[tuple[str, UUID], Mapping[str, Any] | None] = {}
        for each in own:
            row = facts[each.event]
            thing = (subject_of(each.type)[1], each.object)
            if current and thing not in shown:
                shown[thing] = await unit.floor.show(there, *thing)
            found[each.event] = replace(
                each, facts=row["data"], actor=row["actor"], request_id=row["request_id"], current=shown.get(thing)
            )
        if origin != unit.tenant:
            await unit.execute("select set_tenant($1)", unit.tenant)
    return [found[each.event] for each in events]


def _plain(value: Any) -> str:
    # Amounts are decimal strings, as in every answer.
    return format(value, "f")


def to_bytes(body: Mapping[str, Any]) -> bytes:
    """The body as it is signed and sent."""
    return orjson.dumps(body, default=_plain, option=orjson.OPT_UTC_Z | orjson.OPT_NAIVE_UTC)
