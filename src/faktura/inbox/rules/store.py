"""All SQL of rules."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.storage.ids import new_id
from faktura.storage.unit import Unit

_COLUMNS = "id, name, position, state, conditions, actions, version, created_at, updated_at"


async def insert_rule(
    unit: Unit, rule: UUID, *, name: str, position: int, state: str, conditions: list[Any], actions: list[Any]
) -> None:
    """Insert a rule."""
    await unit.execute(
        "insert into inbox_rules (tenant, id, name, position, state, conditions, actions, created_at, updated_at) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
        unit.tenant,
        rule,
        name,
        position,
        state,
        conditions,
        actions,
        unit.now,
    )


async def update_rule(
    unit: Unit, rule: UUID, *, name: str, position: int, state: str, conditions: list[Any], actions: list[Any]
) -> None:
    """Write a changed rule; its version goes up."""
    await unit.execute(
        "update inbox_rules set name = $3, position = $4, state = $5, conditions = $6, actions = $7, "
        "version = version + 1, updated_at = $8 where tenant = $1 and id = $2",
        unit.tenant,
        rule,
        name,
        position,
        state,
        conditions,
        actions,
        unit.now,
    )


async def read_rule(unit: Unit, rule: UUID, *, lock: bool = False) -> Any:
    """One rule, or None."""
    tail = " for update" if lock else ""
    return await unit.fetch_row(
        f"select {_COLUMNS} from inbox_rules where tenant = $1 and id = $2{tail}", unit.tenant, rule
    )


async def list_rules(unit: Unit, state: str | None = None) -> list[Any]:
    """Rules in their order."""
    return await unit.fetch(
        f"select {_COLUMNS} from inbox_rules where tenant = $1 and ($2::text is null or state = $2) "
        "order by position, id",
        unit.tenant,
        state,
    )


async def insert_firing(
    unit: Unit, item: UUID, rule: UUID, version: int, matched: Sequence[Any], outcomes: Sequence[Any]
) -> None:
    """Remember that a rule fired, why, and what it did."""
    await unit.execute(
        "insert into inbox_firings (tenant, id, item, rule, rule_version, matched, outcomes, fired_at) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8)",
        unit.tenant,
        new_id(),
        item,
        rule,
        version,
        list(matched),
        list(outcomes),
        unit.now,
    )


async def list_firings(
    unit: Unit, *, item: UUID | None, rule: UUID | None, after: tuple[datetime, UUID] | None, limit: int
) -> list[Any]:
    """When rules fired, newest first."""
    fired_at, firing = after or (None, None)
    return await unit.fetch(
        "select id, item, rule, rule_version, matched, outcomes, fired_at from inbox_firings where tenant = $1 "
        "and ($2::uuid is null or item = $2) and ($3::uuid is null or rule = $3) "
        "and ($4::timestamptz is null or (fired_at, id) < ($4, $5::uuid)) order by fired_at desc, id desc limit $6",
        unit.tenant,
        item,
        rule,
        fired_at,
        firing,
        limit,
    )
