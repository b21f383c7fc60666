"""A person as the pages show them, and what else is known of one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from faktura.members import person_store
from faktura.storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Person:
    """The person of a tenant of their own."""

    email: str
    name: str
    has_password: bool
    password_changed_at: datetime | None
    has_totp: bool
    passkeys: int
    identities: int
    recovery_codes: int

    @property
    def ways(self) -> int:
        """How many ways to sign in by themselves the person has."""
        return int(self.has_password) + self.passkeys + self.identities


@dataclass(frozen=True, slots=True)
class Activity:
    """One line of the person's own audit trail."""

    operation: str
    occurred_at: datetime
    address: str


async def read_person(unit: Unit) -> Person | None:
    """The person of the unit's tenant, or None."""
    row = await person_store.read_person(unit)
    if row is None:
        return None
    return Person(
        row["email"],
        row["name"],
        row["password_hash"] is not None,
        row["password_changed_at"],
        row["totp_confirmed_at"] is not None,
        row["passkeys"],
        row["identities"],
        row["recovery_codes"],
    )


async def list_activity(unit: Unit, limit: int = 20) -> list[Activity]:
    """What happened to the person's ways to sign in, newest first."""
    rows = await person_store.list_activity(unit, limit)
    return [Activity(row["operation"], row["occurred_at"], row["address"]) for row in rows]


def known_of(row: Any) -> tuple[str, ...]:
    """What everybody may know of a person, and what a password must not be made of."""
    return (row["email"], row["name"])


def has_own_way(row: Any) -> bool:
    """Whether somebody proved to be this person before: then they sign in, and no link makes a new password."""
    return row is not None and (row["password_hash"] is not None or row["passkeys"] > 0 or row["identities"] > 0)
