"""Reading suppliers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.inbox.errors import SupplierNotFound
from faktura.inbox.examine import normal
from faktura.inbox.suppliers import store
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit

PREFIX = "sup"
STATES = ("new", "known", "blocked")


@dataclass(frozen=True, slots=True)
class Supplier:
    """A supplier as it stands now. `four_eyes`: two must approve what it sends, whatever the organization says."""

    id: UUID
    name: str
    state: str
    four_eyes: bool
    note: str
    version: int
    created_at: datetime
    updated_at: datetime
    identifiers: tuple[dict[str, Any], ...] = ()
    accounts: tuple[dict[str, Any], ...] = ()

    @property
    def public_id(self) -> str:
        """``sup_…``."""
        return show_id(PREFIX, self.id)

    def to_plain(self) -> dict[str, Any]:
        """The supplier as JSON-ready data."""
        return {
            "id": self.public_id,
            "object": "supplier",
            "name": self.name,
            "state": self.state,
            "four_eyes": self.four_eyes,
            "note": self.note,
            "identifiers": list(self.identifiers),
            "accounts": list(self.accounts),
            "version": self.version,
            "created_at": self.created_at,
            "updated_at": self.updated_at,
        }


async def _suppliers(unit: Unit, rows: Sequence[Any]) -> list[Supplier]:
    ids = [row["id"] for row in rows]
    if not ids:
        return []
    identifiers: dict[UUID, list[dict[str, Any]]] = {each: [] for each in ids}
    accounts: dict[UUID, list[dict[str, Any]]] = {each: [] for each in ids}
    for row in await store.list_identifiers(unit, ids):
        identifiers[row["supplier"]].append({name: row[name] for name in ("kind", "scheme", "value")})
    for row in await store.list_accounts(unit, ids):
        names = ("account", "is_first", "seen_at", "confirmed_at", "confirmed_by")
        accounts[row["supplier"]].append({name: row[name] for name in names})
    return [
        Supplier(**dict(row), identifiers=tuple(identifiers[row["id"]]), accounts=tuple(accounts[row["id"]]))
        for row in rows
    ]


async def read_supplier(unit: Unit, supplier: UUID, *, lock: bool = False) -> Supplier:
    """One supplier of the unit's tenant.

    Raises:
        SupplierNotFound: there is none.
    """
    row = await store.read_supplier(unit, supplier, lock=lock)
    if row is None:
        raise SupplierNotFound("There is no such supplier in this organization.")
    (found,) = await _suppliers(unit, [row])
    return found


async def list_suppliers(
    unit: Unit, *, state: str | None = None, name: str | None = None, vat_id: str | None = None,
    after: tuple[datetime, UUID] | None = None, limit: int = 100,
) -> list[Supplier]:  # fmt: skip
    """Suppliers, newest first."""
    compared = normal(vat_id) if vat_id is not None else None
    rows = await store.list_suppliers(unit, state=state, name=name, vat_id=compared, after=after, limit=limit)
    return await _suppliers(unit, rows)
