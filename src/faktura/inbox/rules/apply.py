"""Trying rules on a document: at its receipt in earnest, on past ones as a dry run."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from faktura.errors import Refusal
from faktura.events import INBOX_RULE_FIRED
from faktura.inbox import move
from faktura.inbox.read import InboxItem, event_data, list_items, read_item
from faktura.inbox.rules import store
from faktura.inbox.rules.conditions import Answered, hold, values_of
from faktura.inbox.rules.read import Rule, list_rules
from faktura.inbox.rules.schemas import DryRunRequest, RuleAction, RuleCondition
from faktura.inbox.schemas import AssignRequest, RejectRequest
from faktura.inbox.states import Move, State, may, refusal
from faktura.jobs import publish
from faktura.storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Outcome:
    """An action, whether it was (or would be) done, and why not."""

    action: str
    done: bool
    why: str = ""

    def to_plain(self) -> dict[str, Any]:
        """It as JSON-ready data."""
        return {"action": self.action, "done": self.done, "why": self.why}


def matches(conditions: Sequence[RuleCondition], item: InboxItem) -> tuple[bool, list[Answered]]:
    """Whether all conditions hold for a document, and what was found for each."""
    codes = [finding["code"] for finding in (*item.findings, *item.rule_findings)]
    answered = hold(conditions, values_of(item.summary_plain(), item.supplier_state, codes))
    return all(each.holds for each in answered), answered


def hindrance(action: RuleAction, item: InboxItem) -> str:
    """Why a rule can't do this with a document as it stands; empty when it can."""
    if action.action == "notify":
        return ""
    wanted = Move(action.action)
    if not may(item.state, wanted):
        return refusal(item.state, wanted)
    return _unsafe(item) if wanted is Move.APPROVE else ""


def _unsafe(item: InboxItem) -> str:
    """Why no rule may approve a document. A rule is nobody's eye, and no forger may write what makes it fire."""
    if item.approvals_needed > 1:
        return "Two people must approve it; a rule is none of them."
    if item.verdict != "valid":
        return "The document does not hold; a person must look at it."
    if item.supplier_state != "known":
        return "The supplier is not known yet; a person must look at it."
    warnings = [finding["code"] for finding in item.findings if finding["severity"] != "information"]
    return f"There are findings that a person must look at: {', '.join(warnings)}." if warnings else ""


async def apply_rules(unit: Unit, item: InboxItem) -> None:
    """Try all active rules on a document that was just received; what they did, and why, is remembered."""
    for rule in await list_rules(unit, "active"):
        fits, answered = matches(rule.conditions, item)
        if not fits:
            continue
        outcomes = []
        for action in rule.actions:
            outcomes.append(await _do(replace(unit, actor=rule.public_id), rule, action, item))
            item = await read_item(unit, item.id)
        await store.insert_firing(
            unit,
            item.id,
            rule.id,
            rule.version,
            [each.to_plain() for each in answered],
            [each.to_plain() for each in outcomes],
        )


async def _do(unit: Unit, rule: Rule, action: RuleAction, item: InboxItem) -> Outcome:
    if why := hindrance(action, item):
        return Outcome(action.action, False, why)
    comment = action.comment or f"By the rule {rule.name}."
    try:
        match action.action:
            case "approve":
                await move.approve(unit, item.id, comment)
            case "assign":
                await move.assign(unit, item.id, AssignRequest(to=action.to, comment=comment))
            case "archive":
                await move.archive(unit, item.id, comment)
            case "reject":
                await move.reject(unit, item.id, RejectRequest(reasons=action.reasons, comment=comment))
            case "notify":
                data = {**event_data(item), "rule": rule.public_id, "name": rule.name, "comment": action.comment}
                await publish(unit, INBOX_RULE_FIRED, item.id, data)
    except Refusal as refused:
        # A rule that can't do something never keeps a document from being received.
        return Outcome(action.action, False, refused.detail)
    return Outcome(action.action, True)


async def dry_run(unit: Unit, request: DryRunRequest) -> tuple[int, list[dict[str, Any]]]:
    """How many of the newest documents were looked at, and those that the rule would have fired for. Nothing changes.

    Documents are taken as if they came now: with what is known of their suppliers today.
    """
    items = await list_items(unit, (), None, None, request.documents)
    found = []
    for item in items:
        fits, answered = matches(request.conditions, item)
        if fits:
            fresh = replace(item, state=State.RECEIVED, approved_by=())
            would = [Outcome(each.action, not (why := hindrance(each, fresh)), why) for each in request.actions]
            found.append(
                {
                    "item": item.public_id,
                    "number": item.facts.number,
                    "matched": [each.to_plain() for each in answered],
                    "outcomes": [each.to_plain() for each in would],
                }
            )
    return len(items), found
