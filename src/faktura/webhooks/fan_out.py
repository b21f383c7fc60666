"""Fanning out: a delivery for every endpoint that wants an event, in one statement for many events."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from faktura.jobs import enqueue
from faktura.storage.unit import Unit
from faktura.webhooks import store

LANE_JOB = "webhooks.deliver"


async def fan_out(unit: Unit, after: int, last: int) -> None:
    """Plan the deliveries of the events behind `after`, up to `last`, and wake the lanes that have some."""
    endpoints = await store.insert_deliveries(unit, after, last)
    if endpoints:
        await wake_lanes(unit, endpoints, unit.wall)


async def wake_lanes(unit: Unit, endpoints: Sequence[UUID], moment: datetime) -> None:
    """See to it that somebody looks at lanes at a moment, or when their pause is over.

    A lane that somebody works on is left alone: before that one leaves, it looks for what came meanwhile.
    """
    for endpoint, wake_at in await store.mark_woken(unit, sorted(endpoints), moment):
        await enqueue(unit, [LANE_JOB], endpoint, after=max(wake_at - unit.wall, timedelta(0)))
