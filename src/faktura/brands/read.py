"""Reading brands, and what an organization looks like under one: what other rooms may import."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.brands import store
from faktura.brands.errors import BrandNotFound
from faktura.brands.record import BrandRecord
from faktura.model.json import adapter, to_plain
from faktura.organizations.profile import Branding
from faktura.organizations.read import OrganizationRecord
from faktura.storage.ids import read_id, show_id
from faktura.storage.unit import Unit

PREFIX = "brd"
# What a brand says in place of its organization's profile, where it says it.
_PROFILE = ("trading_name", "contact", "bank_accounts", "currency", "language", "payment_days", "payment_terms")


@dataclass(frozen=True, slots=True)
class Brand:
    """A brand as it stands now. `looks` is what it decides of its own looks."""

    id: UUID
    name: str
    external_id: str | None
    record: BrandRecord
    looks: Mapping[str, Any]
    version: int
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None

    @property
    def public_id(self) -> str:
        """``brd_…``."""
        return show_id(PREFIX, self.id)

    @property
    def frozen(self) -> dict[str, Any]:
        """What an issued document keeps of it."""
        return {"id": self.public_id, "name": self.name, "external_id": self.external_id}

    def series(self, document_type: str) -> str | None:
        """The name of the series that numbers its documents of a type, when it has one of its own."""
        return (self.record.series or {}).get(document_type)

    def to_plain(self) -> dict[str, Any]:
        """The brand as JSON-ready data."""
        return {
            "id": self.public_id,
            "object": "brand",
            "name": self.name,
            "external_id": self.external_id,
            **to_plain(self.record),
            "branding": dict(self.looks),
            "version": self.version,
            "created_at": self.created_at,
            "updated_at": self.updated_at,
            "archived_at": self.archived_at,
        }


def brand_of(row: Any) -> Brand:
    """A brand from its row."""
    said = dict(row["record"])
    looks = said.pop("branding", {})
    record: BrandRecord = adapter(BrandRecord).validate_python(said)
    return Brand(
        row["id"],
        row["name"],
        row["external_id"],
        record,
        looks,
        row["version"],
        row["created_at"],
        row["updated_at"],
        row["archived_at"],
    )


async def read_brand(unit: Unit, brand: UUID, *, lock: bool = False) -> Brand:
    """One brand of the unit's tenant.

    Raises:
        BrandNotFound: there is none.
    """
    row = await store.read_brand(unit, brand, lock=lock)
    if row is None:
        raise BrandNotFound("There is no such brand in this organization.")
    return brand_of(row)


async def find_brand(unit: Unit, reference: str) -> Brand | None:
    """The brand of an id (``brd_…``) or of an external id; None when there is none."""
    brand = read_id(PREFIX, reference)
    row = await store.read_brand(unit, brand) if brand is not None else None
    if row is None:
        row = await store.find_brand(unit, reference)
    return brand_of(row) if row is not None else None


async def list_brands(
    unit: Unit, *, external_id: str | None, archived: bool, after: tuple[datetime, UUID] | None, limit: int
) -> list[Brand]:
    """Brands, newest first; those that are archived only when asked for."""
    rows = await store.list_brands(unit, external_id=external_id, archived=archived, after=after, limit=limit)
    return [brand_of(row) for row in rows]


def branding_under(branding: Branding, brand: Brand) -> Branding:
    """The organization's looks with the brand's over them; a kind of text that the brand has is all the brand's."""
    looks = dict(brand.looks)
    texts = {**branding.texts, **looks.pop("texts", {})}
    if "footer" in looks and "footer" not in brand.looks.get("texts", {}):
        texts.pop("footer", None)
    return replace(branding, **looks, texts=texts, address=brand.record.address)


def under_brand(organization: OrganizationRecord, brand: Brand) -> OrganizationRecord:
    """The organization as its documents show it under a brand. The legal person stays what it is."""
    said = {name: value for name in _PROFILE if (value := getattr(brand.record, name)) is not None}
    return replace(
        organization,
        profile=replace(organization.profile, **said),
        branding=branding_under(organization.branding, brand),
    )
