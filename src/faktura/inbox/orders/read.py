"""Reading purchase orders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from faktura.inbox.errors import PurchaseOrderNotFound
from faktura.inbox.orders import store
from faktura.model.invoice import CREDIT_NOTE_TYPE_CODES
from faktura.money import plain
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit

PREFIX = "por"
STATES = ("open", "closed")


@dataclass(frozen=True, slots=True)
class PurchaseOrder:
    """An order as it stands now. `invoiced` is what received documents say of it, without VAT."""

    id: UUID
    number: str
    supplier: UUID | None
    currency: str
    total_without_vat: Decimal
    tolerance_percent: Decimal
    state: str
    version: int
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None
    invoiced: Decimal = Decimal(0)

    @property
    def public_id(self) -> str:
        """``por_…``."""
        return show_id(PREFIX, self.id)

    def to_plain(self) -> dict[str, Any]:
        """The order as JSON-ready data."""
        return {
            "id": self.public_id,
            "object": "purchase_order",
            "number": self.number,
            "supplier": show_id("sup", self.supplier) if self.supplier else None,
            "currency": self.currency,
            "total_without_vat": plain(self.total_without_vat),
            "tolerance_percent": plain(self.tolerance_percent),
            "invoiced_without_vat": plain(self.invoiced),
            "state": self.state,
            "version": self.version,
            "created_at": self.created_at,
            "updated_at": self.updated_at,
            "closed_at": self.closed_at,
        }


async def _orders(unit: Unit, rows: Sequence[Any]) -> list[PurchaseOrder]:
    ids = [row["id"] for row in rows]
    sums = await store.sum_invoiced(unit, ids, sorted(CREDIT_NOTE_TYPE_CODES)) if ids else []
    invoiced = {row["purchase_order"]: row["invoiced"] for row in sums}
    return [PurchaseOrder(**dict(row), invoiced=invoiced.get(row["id"]) or Decimal(0)) for row in rows]


async def read_order(unit: Unit, order: UUID) -> PurchaseOrder:
    """One order of the unit's tenant.

    Raises:
        PurchaseOrderNotFound: there is none.
    """
    row = await store.read_order(unit, order)
    if row is None:
        raise PurchaseOrderNotFound("There is no such purchase order in this organization.")
    (found,) = await _orders(unit, [row])
    return found


async def find_order(unit: Unit, number: str) -> PurchaseOrder | None:
    """The order of a number; None when there is none."""
    row = await store.find_order(unit, number)
    return (await _orders(unit, [row]))[0] if row is not None else None


async def list_orders(
    unit: Unit, *, state: str | None = None, number: str | None = None, supplier: UUID | None = None,
    after: tuple[datetime, UUID] | None = None, limit: int = 100,
) -> list[PurchaseOrder]:  # fmt: skip
    """Orders, newest first."""
    rows = await store.list_orders(unit, state=state, number=number, supplier=supplier, after=after, limit=limit)
    return await _orders(unit, rows)
