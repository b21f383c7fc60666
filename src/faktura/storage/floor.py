"""What every station stands on: the database, the objects, the reactions to events, and the installation's facts."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from faktura.outgoing.http import Http
from faktura.settings import Settings
from faktura.storage.database import Database
from faktura.storage.objects import Objects

Show = Callable[[Any, str, UUID], Awaitable[Mapping[str, Any] | None]]


async def show_nothing(unit: Any, prefix: str, target: UUID) -> Mapping[str, Any] | None:
    """For floors without a door: nothing can be shown."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """Built once by a door at start, handed to whoever opens a unit.

    `reactions`: event type -> names of the jobs that react to it. `secret`: the installation's 32 secret bytes. `http`
    reaches addresses that tenants name, and is closed by whoever built the floor. `show(unit, prefix, id)` gives a
    thing as the API answers it: only a door can put that together, and webhooks tell it.
    """

    settings: Settings
    database: Database
    objects: Objects
    reactions: Mapping[str, tuple[str, ...]]
    secret: bytes
    http: Http = field(default_factory=Http)
    show: Show = show_nothing
