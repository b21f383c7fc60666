"""Reading customers: what other rooms may import."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.customers import store
from faktura.customers.errors import CustomerNotFound
from faktura.customers.record import CustomerRecord
from faktura.model.json import adapter, to_plain
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Customer:
    """A stored customer."""

    id: UUID
    record: CustomerRecord
    external_id: str | None
    metadata: dict[str, str]
    version: int
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None

    def to_plain(self) -> dict[str, Any]:
        """The customer as JSON-ready data."""
        return {
            "id": show_id("cus", self.id),
            "object": "customer",
            **to_plain(self.record),
            "external_id": self.external_id,
            "metadata": self.metadata,
            "version": self.version,
            "created_at": self.created_at,
            "updated_at": self.updated_at,
            "archived_at": self.archived_at,
        }


def _customer(row: Any) -> Customer:
    record: CustomerRecord = adapter(CustomerRecord).validate_python(row["record"])
    return Customer(
        row["id"],
        record,
        row["external_id"],
        row["metadata"],
        row["version"],
        row["created_at"],
        row["updated_at"],
        row["archived_at"],
    )


async def read_customer(unit: Unit, customer: UUID, *, lock: bool = False) -> Customer:
    """One customer of the unit's tenant; `lock` keeps others from changing it until the unit ends.

    Raises:
        CustomerNotFound: there is none.
    """
    row = await store.read_customer(unit, customer, lock=lock)
    if row is None:
        raise CustomerNotFound("There is no such customer in this organization.")
    return _customer(row)


async def list_customers(
    unit: Unit, *, text: str | None, email: str | None, external_id: str | None,
    after: tuple[datetime, UUID] | None, limit: int,
) -> list[Customer]:  # fmt: skip
    """Customers that are not archived, newest first."""
    rows = await store.list_customers(unit, text=text, email=email, external_id=external_id, after=after, limit=limit)
    return [_customer(row) for row in rows]


async def customers_of(unit: Unit, customers: Sequence[UUID]) -> list[Customer]:
    """Some customers of the unit's tenant, archived ones as well; those that do not exist are left out."""
    return [_customer(row) for row in await store.list_some(unit, customers)]
