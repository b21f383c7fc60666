"""What the operations on rules of the inbox answer."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from faktura.inbox.rules.schemas import ActionName, RuleAction, RuleCondition
from faktura.model.terms import part


@part
class InboxRuleAnswer:
    """A rule."""

    id: Annotated[str, Field(pattern="^inr_")]
    object: Literal["inbox_rule"]
    name: str
    position: int
    state: Literal["active", "disabled"]
    conditions: list[RuleCondition]
    actions: list[RuleAction]
    version: int
    created_at: datetime
    updated_at: datetime


@part
class InboxRuleList:
    """All rules, in the order in which they are tried."""

    data: list[InboxRuleAnswer]
    has_more: bool
    next_cursor: str | None


@part
class RuleMatchAnswer:
    """A condition, and what was found."""

    field: str
    operator: str
    value: Any
    found: Any
    holds: bool


@part
class RuleOutcomeAnswer:
    """An action, whether it was (or would be) done, and why not."""

    action: ActionName
    done: bool
    why: str


@part
class RuleFiringAnswer:
    """One time that a rule fired, why, and what it did."""

    item: str
    rule: str
    rule_version: int
    matched: list[RuleMatchAnswer]
    outcomes: list[RuleOutcomeAnswer]
    fired_at: datetime


@part
class RuleFiringList:
    """A page of firings, newest first."""

    data: list[RuleFiringAnswer]
    has_more: bool
    next_cursor: str | None


@part
class DryRunMatchAnswer:
    """A document that a rule would have fired for."""

    item: str
    number: str | None
    matched: list[RuleMatchAnswer]
    outcomes: list[RuleOutcomeAnswer]


@part
class DryRunAnswer:
    """What a rule would do with documents that are there."""

    object: Literal["inbox_dry_run"]
    documents: int
    data: list[DryRunMatchAnswer]
