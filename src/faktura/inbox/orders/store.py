"""All SQL of purchase orders."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from faktura.storage.unit import Unit

_COLUMNS = (
    "id, number, supplier, currency, total_without_vat, tolerance_percent, state, version, created_at, updated_at, "
    "closed_at"
)


async def insert_order(
    unit: Unit, order: UUID, *, number: str, supplier: UUID | None, currency: str, total: Decimal, tolerance: Decimal
) -> bool:
    """Insert an open order; False when its number is taken."""
    tag = await unit.execute(
        "insert into purchase_orders (tenant, id, number, supplier, currency, total_without_vat, tolerance_percent, "
        "state, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, 'open', $8, $8) "
        "on conflict (tenant, number) do nothing",
        unit.tenant,
        order,
        number,
        supplier,
        currency,
        total,
        tolerance,
        unit.now,
    )
    return tag == "INSERT 0 1"


async def close_order(unit: Unit, order: UUID) -> bool:
    """Close an order; False when it was closed before."""
    tag = await unit.execute(
        "update purchase_orders set state = 'closed', closed_at = $3, updated_at = $3, version = version + 1 "
        "where tenant = $1 and id = $2 and state = 'open'",
        unit.tenant,
        order,
        unit.now,
    )
    return tag == "UPDATE 1"


async def read_order(unit: Unit, order: UUID) -> Any:
    """One order, or None."""
    return await unit.fetch_row(
        f"select {_COLUMNS} from purchase_orders where tenant = $1 and id = $2", unit.tenant, order
    )


async def find_order(unit: Unit, number: str) -> Any:
    """The order of a number, or None."""
    return await unit.fetch_row(
        f"select {_COLUMNS} from purchase_orders where tenant = $1 and number = $2", unit.tenant, number
    )


async def list_orders(
    unit: Unit, *, state: str | None, number: str | None, supplier: UUID | None,
    after: tuple[datetime, UUID] | None, limit: int,
) -> list[Any]:  # fmt: skip
    """Orders, newest first."""
    created_at, order = after or (None, None)
    return await unit.fetch(
        f"select {_COLUMNS} from purchase_orders where tenant = $1 and ($2::text is null or state = $2) "
        "and ($3::text is null or number = $3) and ($4::uuid is null or supplier = $4) "
        "and ($5::timestamptz is null or (created_at, id) < ($5, $6::uuid)) "
        "order by created_at desc, id desc limit $7",
        unit.tenant,
        state,
        number,
        supplier,
        created_at,
        order,
        limit,
    )


async def sum_invoiced(unit: Unit, orders: Sequence[UUID], credit_types: Sequence[str]) -> list[Any]:
    """By order: what its documents say without VAT, in its currency; credit notes count against. What was rejected,
    or is the copy of another one, does not count."""
    return await unit.fetch(
        "select i.purchase_order, sum(case when d.type_code = any($3::text[]) then -d.total_without_vat "
        "else d.total_without_vat end) as invoiced from inbox_items i "
        "join received_documents d on d.tenant = i.tenant and d.id = i.id "
        "join purchase_orders o on o.tenant = i.tenant and o.id = i.purchase_order "
        "where i.tenant = $1 and i.purchase_order = any($2::uuid[]) and i.duplicate_of is null "
        "and 'rejected' not in (i.state, i.state_before) and d.currency = o.currency group by i.purchase_order",
        unit.tenant,
        list(orders),
        list(credit_types),
    )
