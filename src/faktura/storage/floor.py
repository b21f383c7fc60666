"""What every station stands on: the database, the objects, the reactions to events, and the installation's facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from faktura.outgoing.http import Http
from faktura.settings import Settings
from faktura.storage.database import Database
from faktura.storage.objects import Objects


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """Built once by a door at start, handed to whoever opens a unit.

    `reactions`: event type -> names of the jobs that react to it. `secret`: the installation's 32 secret bytes. `http`
    reaches addresses that tenants name, and is closed by whoever built the floor.
    """

    settings: Settings
    database: Database
    objects: Objects
    reactions: Mapping[str, tuple[str, ...]]
    secret: bytes
    http: Http = field(default_factory=Http)
