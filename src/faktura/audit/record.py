"""Writing the audit trail, in the transaction of the write itself."""

from collections.abc import Sequence

from faktura.audit import store
from faktura.audit.seal import plan_seal
from faktura.storage.ids import new_id
from faktura.storage.unit import Unit


async def record_write(
    unit: Unit, operation: str, target: str, *, status: int, address: str, fields: Sequence[str] = ()
) -> None:
    """Write one row for the unit's tenant.

    `operation`: the operation's name (``invoices.create``); `target`: the public id of what it was about, or nothing;
    `fields`: the names of what was sent, never values; `address`: the client's.
    """
    await store.insert_entry(unit, new_id(), operation, target, status, address, list(fields))
    await plan_seal(unit)


async def record_writes(
    unit: Unit, operation: str, targets: Sequence[str], *, status: int, address: str, fields: Sequence[str] = ()
) -> None:
    """Write one row for each of many things that one operation wrote."""
    await store.insert_entries(
        unit, [(new_id(), target) for target in targets], operation, status, address, list(fields)
    )
    await plan_seal(unit)
