"""Reading rules, and when they fired."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.inbox.errors import InboxRuleNotFound
from faktura.inbox.rules import store
from faktura.inbox.rules.schemas import RuleAction, RuleCondition
from faktura.model.json import adapter
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit

PREFIX = "inr"
STATES = ("active", "disabled")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it stands now."""

    id: UUID
    name: str
    position: int
    state: str
    conditions: tuple[RuleCondition, ...]
    actions: tuple[RuleAction, ...]
    plain_conditions: list[Any]
    plain_actions: list[Any]
    version: int
    created_at: datetime
    updated_at: datetime

    @property
    def public_id(self) -> str:
        """``inr_…``."""
        return show_id(PREFIX, self.id)

    def to_plain(self) -> dict[str, Any]:
        """The rule as JSON-ready data."""
        return {
            "id": self.public_id,
            "object": "inbox_rule",
            "name": self.name,
            "position": self.position,
            "state": self.state,
            "conditions": self.plain_conditions,
            "actions": self.plain_actions,
            "version": self.version,
            "created_at": self.created_at,
            "updated_at": self.updated_at,
        }


def _rule(row: Any) -> Rule:
    conditions: tuple[RuleCondition, ...] = adapter(tuple[RuleCondition, ...]).validate_python(row["conditions"])
    actions: tuple[RuleAction, ...] = adapter(tuple[RuleAction, ...]).validate_python(row["actions"])
    return Rule(
        row["id"],
        row["name"],
        row["position"],
        row["state"],
        conditions,
        actions,
        row["conditions"],
        row["actions"],
        row["version"],
        row["created_at"],
        row["updated_at"],
    )


async def read_rule(unit: Unit, rule: UUID, *, lock: bool = False) -> Rule:
    """One rule of the unit's tenant.

    Raises:
        InboxRuleNotFound: there is none.
    """
    row = await store.read_rule(unit, rule, lock=lock)
    if row is None:
        raise InboxRuleNotFound("There is no such rule in this organization.")
    return _rule(row)


async def list_rules(unit: Unit, state: str | None = None) -> list[Rule]:
    """All rules, in the order in which they are tried."""
    return [_rule(row) for row in await store.list_rules(unit, state)]


@dataclass(frozen=True, slots=True)
class Firing:
    """One time that a rule fired, why, and what it did."""

    id: UUID
    item: UUID
    rule: UUID
    rule_version: int
    matched: list[Any]
    outcomes: list[Any]
    fired_at: datetime

    def to_plain(self) -> dict[str, Any]:
        """It as JSON-ready data."""
        return {
            "item": show_id("inb", self.item),
            "rule": show_id(PREFIX, self.rule),
            "rule_version": self.rule_version,
            "matched": self.matched,
            "outcomes": self.outcomes,
            "fired_at": self.fired_at,
        }


async def list_firings(
    unit: Unit, *, item: UUID | None = None, rule: UUID | None = None, after: tuple[datetime, UUID] | None = None,
    limit: int = 100,
) -> list[Firing]:  # fmt: skip
    """When rules fired, newest first."""
    rows = await store.list_firings(unit, item=item, rule=rule, after=after, limit=limit)
    return [Firing(**dict(row)) for row in rows]
