"""Setting, moving and removing the clock of a test organization.

It moves what depends on the day: dates of issue and due dates of new documents, what is overdue, the expiry of links,
the end of retention. It moves nothing technical: keys, waits between attempts and the audit trail keep the real time.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from faktura.clocks import store
from faktura.clocks.errors import ClockExists, ClockInvalid, ClockNotFound, TestModeOnly
from faktura.clocks.schemas import AdvanceRequest, ClockRequest
from faktura.events import TEST_CLOCK_ADVANCED
from faktura.jobs import publish
from faktura.organizations.checks import finding
from faktura.organizations.tenants import Mode, mode_of
from faktura.storage.ids import new_id, show_id
from faktura.storage.unit import Unit

EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
STEP_MAX = timedelta(days=3660)
"""The longest way that a clock is moved at once: ten years."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock and the instant at which it stands."""

    id: UUID
    name: str
    frozen_at: datetime
    created_at: datetime

    def to_plain(self) -> dict[str, Any]:
        """The clock as JSON-ready data."""
        return {
            "id": show_id("clk", self.id),
            "object": "test_clock",
            "name": self.name,
            "frozen_at": self.frozen_at,
            "created_at": self.created_at,
        }


def _read_time(given: datetime) -> datetime:
    if given.tzinfo is None or not EARLIEST <= given <= LATEST:
        message = "Send a time with its zone between 2000 and 2100, such as 2027-01-31T12:00:00Z."
        raise ClockInvalid(message, [finding("time_invalid", "/frozen_at", message)])
    return given.astimezone(UTC)


async def read_clock(unit: Unit, clock: UUID | None = None) -> Clock:
    """The organization's clock.

    Raises:
        ClockNotFound: it has none, or not this one.
    """
    row = await store.read_clock(unit)
    if row is None or (clock is not None and row["id"] != clock):
        raise ClockNotFound("The organization has no such test clock.")
    return Clock(**row)


async def set_clock(unit: Unit, request: ClockRequest) -> Clock:
    """Let the organization live in a time of its own.

    Raises:
        TestModeOnly, ClockExists, ClockInvalid.
    """
    if mode_of(unit.tenant) is Mode.LIVE:
        raise TestModeOnly("Live documents are made in the real time. Use a key of test mode (fo_test_…).")
    frozen_at = _read_time(request.frozen_at)
    if not await store.insert_clock(unit, new_id(), request.name or "", frozen_at):
        raise ClockExists("The organization has a test clock already: move it on, or remove it.")
    return await read_clock(unit)


async def advance_clock(unit: Unit, clock: UUID, request: AdvanceRequest) -> Clock:
    """Move a clock on; what the new time makes due follows.

    Raises:
        ClockNotFound.
        ClockInvalid: not later, or more than ten years at once.
    """
    current = await read_clock(unit, clock)
    frozen_at = _read_time(request.frozen_at)
    if not current.frozen_at < frozen_at <= current.frozen_at + STEP_MAX:
        message = f"Send a time later than {current.frozen_at.isoformat()}, by ten years at most: time goes on."
        raise ClockInvalid(message, [finding("time_invalid", "/frozen_at", message)])
    await store.move_clock(unit, clock, frozen_at)
    data = {"from": current.frozen_at.isoformat(), "to": frozen_at.isoformat()}
    await publish(unit, TEST_CLOCK_ADVANCED, clock, data)
    return await read_clock(unit, clock)


async def remove_clock(unit: Unit, clock: UUID) -> None:
    """Let the organization live in the real time again; what was made meanwhile stays as it is.

    Raises:
        ClockNotFound.
    """
    await read_clock(unit, clock)
    await store.delete_clock(unit, clock)
