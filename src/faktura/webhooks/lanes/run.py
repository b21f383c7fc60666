"""Working on a lane: what is due for one endpoint, by one worker at a time (a lease that runs out after a crash).

For each object one event after the other, different objects side by side. No transaction and no connection of the
database is held while a request travels (decision 0025).
"""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog

from faktura.events import WEBHOOK_ENDPOINT_FAILING, WEBHOOK_ENDPOINT_RECOVERED
from faktura.jobs import enqueue, publish
from faktura.organizations.read import account_of
from faktura.organizations.tenants import owner_of
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id, show_id
from faktura.storage.unit import Unit, utc_now
from faktura.webhooks import store as endpoints
from faktura.webhooks.disable import disable
from faktura.webhooks.fan_out import LANE_JOB, wake_lanes
from faktura.webhooks.lanes import store
from faktura.webhooks.lanes.send import send
from faktura.webhooks.lanes.turn import UNWRITTEN_MAX, Turn
from faktura.webhooks.schedule import FAILING_MAX, Health, is_hopeless
from faktura.webhooks.signing_secrets import SecretUnreadable, in_force
from faktura.webhooks.stream.payload import FULL, to_bytes, told, with_facts

log = structlog.get_logger("faktura.webhooks")

LEASE = timedelta(seconds=20)
"""How long a lane stays taken after a kill; it is extended all the time while somebody works."""
OBJECTS_AT_ONCE = 100
OF_EACH_OBJECT = 50
_SETTLE_SECONDS = 0.2
_GATHER_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class _Parcel:
    """A delivery that is ready to travel."""

    row: Any
    event: str
    body: bytes


async def run_lane(floor: Floor, tenant: UUID, endpoint: UUID) -> None:
    """The job: a turn of one lane, if nobody else has it."""
    turn = await _begin(floor, tenant, endpoint)
    if turn is None:
        return
    try:
        await _work(turn)
    finally:
        for task in turn.tasks.values():
            task.cancel()
    await _end(turn)


async def _begin(floor: Floor, tenant: UUID, endpoint: UUID) -> Turn | None:
    turn = Turn(floor, tenant, endpoint, new_id(), Health(), told_failing=False)
    async with turn.unit() as unit:
        lane = await store.lock_lane(unit, endpoint)
        if lane is None:
            return None
        now = unit.wall
        pending = lane["wake_at"] if lane["wake_at"] is not None and lane["wake_at"] > now else None
        if lane["leased_until"] is not None and lane["leased_until"] > now:
            # Whoever is at it looks for what came meanwhile before leaving. If it was killed, one comes after it.
            after = lane["leased_until"] + timedelta(seconds=1)
            if pending is None or pending > after:
                await store.set_wake(unit, endpoint, after)
                await enqueue(unit, [LANE_JOB], endpoint, after=after - now)
            return None
        row = await endpoints.read_endpoint(unit, endpoint)
        await store.set_wake(unit, endpoint, pending)
        if row is None or row["state"] != "enabled":
            return None
        if lane["paused_until"] is not None and lane["paused_until"] > now:
            await wake_lanes(unit, [endpoint], lane["paused_until"])
            return None
        turn.leased_until = now + LEASE
        await store.take_lease(unit, endpoint, turn.lease, turn.leased_until)
        turn.health = Health(
            lane["failures"],
            lane["pauses"],
            lane["paused_until"],
            lane["failing_since"],
            lane["last_success_at"],
            lane["last_failure_at"],
            lane["last_failure"],
        )
        turn.told_failing = turn.health.failing
    return turn


async def _work(turn: Turn) -> None:
    while True:
        # While an endpoint fails, one request at a time asks whether it is back.
        more = False
        if not turn.over and len(turn.tasks) < (1 if turn.health.failing else OBJECTS_AT_ONCE // 2):
            more = await _claim(turn)
        if not turn.tasks:
            if more:
                continue
            return
        await asyncio.wait(turn.tasks.values(), timeout=_SETTLE_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        await asyncio.sleep(_GATHER_SECONDS)  # so that many outcomes are written together
        done = [target for target, task in turn.tasks.items() if task.done()]
        if turn.settled or turn.leased_for < LEASE / 2:
            await _settle(turn)
        for target in done:
            turn.tasks.pop(target).result()


async def _claim(turn: Turn) -> bool:
    """Begin with what is due; answers whether anything was."""
    probing = turn.health.failing
    async with turn.unit() as unit:
        row = await endpoints.read_endpoint(unit, turn.endpoint)
        if row is None or row["state"] != "enabled" or not await _keep_lease(turn, unit):
            turn.stopped = True
            return False
        turn.url = row["url"]
        try:
            turn.secrets = in_force(turn.floor.secret, row["secrets"], unit.wall)
        except SecretUnreadable as unreadable:
            turn.hopeless = str(unreadable)
            return False
        objects = await store.due_objects(
            unit, turn.endpoint, unit.wall, list(turn.tasks), 1 if probing else OBJECTS_AT_ONCE
        )
        if not objects:
            return False
        waiting = await store.waiting_of(unit, turn.endpoint, objects, 1 if probing else OF_EACH_OBJECT)
        ready = await _in_order(turn, unit, waiting)
        parcels = await _pack(unit, ready, row["payload"])
    for target, packed in parcels.items():
        turn.tasks[target] = asyncio.create_task(_send_in_order(turn, packed))
    return True


async def _keep_lease(turn: Turn, unit: Unit) -> bool:
    turn.leased_until = unit.wall + LEASE
    return await store.extend_lease(unit, turn.endpoint, turn.lease, turn.leased_until)


async def _in_order(turn: Turn, unit: Unit, waiting: Sequence[Any]) -> list[Any]:
    """Of each object what is due, up to the first that is not; what waits behind such a one waits as long."""
    by_object: dict[UUID, list[Any]] = defaultdict(list)
    for row in waiting:
        by_object[row["object"]].append(row)
    ready = []
    for target, rows in by_object.items():
        if rows[0]["due_at"] > unit.wall:
            await store.postpone(unit, turn.endpoint, target, rows[0]["due_at"])
        for row in rows:
            if row["due_at"] > unit.wall:
                break
            ready.append(row)
    return ready


async def _pack(unit: Unit, rows: Sequence[Any], payload: str) -> dict[UUID, list[_Parcel]]:
    account = owner_of(unit.tenant) if rows and await account_of(unit) is None else None
    events = [told(unit, row, account) for row in rows]
    if payload == FULL and events:
        events = await with_facts(unit, events, current=True)
    packed: dict[UUID, list[_Parcel]] = defaultdict(list)
    for row, event in zip(rows, events, strict=True):
        packed[row["object"]].append(_Parcel(row, event.public_id, to_bytes(event.to_plain(payload))))
    return packed


async def _send_in_order(turn: Turn, parcels: Sequence[_Parcel]) -> None:
    """One object's events, one after the other, until one is not taken."""
    for parcel in parcels:
        async with turn.room:
            while len(turn.settled) >= UNWRITTEN_MAX and not turn.over:  # noqa: ASYNC110 - it is short, and rare
                await asyncio.sleep(_GATHER_SECONDS)
            if turn.over:
                return
            started_at = utc_now()
            outcome = await send(turn.floor, turn.url, parcel.event, parcel.body, turn.secrets)
        if not turn.note(parcel.row, outcome, started_at):
            return


async def _settle(turn: Turn) -> None:
    """Write what was noted, and how the endpoint fares."""
    settled, health = list(turn.settled), turn.health
    async with turn.unit() as unit:
        turn.stopped = turn.stopped or not await _keep_lease(turn, unit)
        if settled:
            await store.settle(unit, turn.endpoint, settled)
            await store.write_health(unit, turn.endpoint, health)
            await _tell(turn, unit, health)
    del turn.settled[: len(settled)]
    turn.told_failing = health.failing


async def _tell(turn: Turn, unit: Unit, health: Health) -> None:
    shown = {"endpoint": show_id("whe", turn.endpoint), "reason": health.last_failure}
    if health.failing and not turn.told_failing:
        await publish(unit, WEBHOOK_ENDPOINT_FAILING, turn.endpoint, shown)
        log.warning("webhook_endpoint_failing", tenant=str(turn.tenant), endpoint=shown["endpoint"])
    if turn.told_failing and not health.failing:
        await publish(unit, WEBHOOK_ENDPOINT_RECOVERED, turn.endpoint, {"endpoint": shown["endpoint"]})
    if is_hopeless(health, unit.wall) and not turn.hopeless:
        turn.hopeless = f"It has been failing for {FAILING_MAX.days} days. {health.last_failure}"


async def _end(turn: Turn) -> None:
    """Leave the lane, and see to it that somebody comes again when something is due."""
    async with turn.unit() as unit:
        lane = await store.lock_lane(unit, turn.endpoint)
        if lane["lease"] != turn.lease:
            return
        await store.release_lease(unit, turn.endpoint)
        if turn.hopeless:
            await disable(unit, turn.endpoint, turn.hopeless)
            return
        due_at: datetime | None = await store.next_due(unit, turn.endpoint)
        row = await endpoints.read_endpoint(unit, turn.endpoint)
        if due_at is not None and row is not None and row["state"] == "enabled":
            await wake_lanes(unit, [turn.endpoint], max(due_at, unit.wall))
