"""Reading organizations: what other rooms may import."""

import functools
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from faktura.model.json import adapter
from faktura.organizations import store
from faktura.organizations.errors import OrganizationClosed, OrganizationNotFound
from faktura.organizations.profile import Branding, Profile
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit


@dataclass(frozen=True, slots=True)
class OrganizationRecord:
    """An organization as it stands now."""

    id: UUID
    account: UUID
    mode: str
    name: str
    profile: Profile
    branding: Branding
    version: int
    external_id: str | None = None
    closed_at: datetime | None = None
    reopen_until: datetime | None = None
    erased_at: datetime | None = None
    features_off: frozenset[str] = frozenset()

    @property
    def public_id(self) -> str:
        """``org_…``."""
        return show_id("org", self.id)


@functools.lru_cache(maxsize=4096)
def _read_profile(text: bytes) -> Profile:
    profile: Profile = adapter(Profile).validate_json(text)
    return profile


def profile_of(plain: dict[str, Any]) -> Profile:
    """The profile in its stored form; reading the same profile again costs only its hashing."""
    return _read_profile(orjson.dumps(plain))


async def account_of(unit: Unit) -> UUID | None:
    """The account of the unit's organization; None when the unit's tenant is an account itself."""
    return await store.read_account_of(unit)


async def has_organization(unit: Unit, organization: UUID) -> bool:
    """Whether the organization belongs to the account of the unit's tenant."""
    return await store.has_organization(unit, organization)


async def read_account_name(unit: Unit) -> str:
    """The name of the account of the unit's tenant; empty when there is none."""
    return await store.read_account_name(unit)


async def find_by_external_id(unit: Unit, external_id: str) -> UUID | None:
    """The organization with an external id in the account of the unit's tenant."""
    return await store.find_organization_by_external_id(unit, external_id)


async def list_account_organizations(
    unit: Unit, after: UUID | None, limit: int, external_id: str | None = None
) -> list[Any]:
    """The account's organizations (organization, name, external_id, created_at, closed_at), newest first.

    The unit's tenant is the account's. `after` is the id of the last one seen.
    """
    return await store.list_account_organizations(unit, after, limit, external_id)


async def read_organization(unit: Unit, *, lock: bool = False) -> OrganizationRecord:
    """The organization of the unit's tenant; `lock` keeps others from changing it until the unit ends.

    Raises:
        OrganizationNotFound: the tenant has none (in this mode).
    """
    row = await store.read_organization(unit, lock=lock)
    if row is None:
        raise OrganizationNotFound("This key's organization does not exist in this mode.")
    branding = Branding()
    if row["colour"] is not None:
        branding = Branding(
            colour=row["colour"],
            footer=row["footer"],
            logo_sha256=row["logo_sha256"],
            logo_media_type=row["logo_media_type"],
            secondary_colour=row["secondary_colour"],
            font=row["font"],
            texts=row["texts"],
        )
    return OrganizationRecord(
        row["id"],
        row["account"],
        row["mode"],
        row["name"],
        profile_of(row["profile"]),
        branding,
        row["version"],
        row["external_id"],
        row["closed_at"],
        row["reopen_until"],
        row["erased_at"],
        frozenset(row["features_off"]),
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """What an organization may do at all: since when it is closed, and which features are switched off."""

    closed_at: datetime | None
    features_off: frozenset[str]

    def refuse_when_closed(self) -> None:
        """Nothing, when the organization is open.

        Raises:
            OrganizationClosed.
        """
        if self.closed_at is not None:
            raise OrganizationClosed(
                f"It was closed on {self.closed_at:%Y-%m-%d}. It can be read and exported, and nothing else."
            )


async def read_standing(unit: Unit) -> Standing:
    """The standing of the unit's tenant; that of an open organization where it has none."""
    row = await store.read_standing(unit)
    if row is None:
        return Standing(None, frozenset())
    return Standing(row["closed_at"], frozenset(row["features_off"]))
