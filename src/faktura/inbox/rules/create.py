"""Making and changing rules."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from faktura.checks import Finding
from faktura.inbox.errors import InboxRuleChanged, InboxRuleInvalid, InboxRulesTooMany
from faktura.inbox.limits import RULES_MAX
from faktura.inbox.reasons import IN_WORDS
from faktura.inbox.rules import store
from faktura.inbox.rules.conditions import check_conditions
from faktura.inbox.rules.read import Rule, list_rules, read_rule
from faktura.inbox.rules.schemas import RuleAction, RuleCondition, RulePatch, RuleRequest
from faktura.model.json import to_plain
from faktura.organizations.checks import finding
from faktura.storage.ids import new_id
from faktura.storage.unit import Unit


def check_actions(actions: Sequence[RuleAction]) -> list[Finding]:
    """Everything that is wrong with actions, at once."""
    wrong = []
    for index, each in enumerate(actions):
        at = f"/actions/{index}"
        if each.action == "assign" and not each.to:
            wrong.append(finding("to_missing", f"{at}/to", "Say who is to look at it."))
        if each.action == "reject" and not each.reasons:
            wrong.append(finding("reason_missing", f"{at}/reasons", "Say why: at least one reason code."))
        if each.action == "reject" and not each.comment and set(IN_WORDS) & set(each.reasons):
            message = f"{' and '.join(IN_WORDS)} need a comment that says what is meant."
            wrong.append(finding("comment_missing", f"{at}/comment", message))
    return wrong


def check_rule(conditions: Sequence[RuleCondition], actions: Sequence[RuleAction]) -> None:
    """Nothing, when a rule is right.

    Raises:
        InboxRuleInvalid: with everything that is wrong.
    """
    if wrong := [*check_conditions(conditions), *check_actions(actions)]:
        raise InboxRuleInvalid("The rule can't be used like that.", wrong)


def _plain(parts: Sequence[Any]) -> list[Any]:
    return [to_plain(part) for part in parts]


async def create_rule(unit: Unit, request: RuleRequest) -> Rule:
    """Store a rule; it is tried on documents that come from now on.

    Raises:
        InboxRuleInvalid, InboxRulesTooMany.
    """
    check_rule(request.conditions, request.actions)
    if len(await list_rules(unit)) >= RULES_MAX:
        raise InboxRulesTooMany(f"There are {RULES_MAX} rules, which is the most. Change one that is disabled.")
    rule = new_id()
    await store.insert_rule(
        unit,
        rule,
        name=request.name,
        position=request.position,
        state=request.state,
        conditions=_plain(request.conditions),
        actions=_plain(request.actions),
    )
    return await read_rule(unit, rule)


async def change_rule(unit: Unit, rule: UUID, patch: RulePatch, *, expected_version: int | None = None) -> Rule:
    """Change what a patch names; what it leaves out stays.

    Raises:
        InboxRuleNotFound, InboxRuleInvalid.
        InboxRuleChanged: `expected_version` was given and is not the current one.
    """
    current = await read_rule(unit, rule, lock=True)
    if expected_version is not None and expected_version != current.version:
        raise InboxRuleChanged(f"Its version is {current.version} now, not {expected_version}. Read it again.")
    conditions = patch.conditions or current.conditions
    actions = patch.actions or current.actions
    check_rule(conditions, actions)
    await store.update_rule(
        unit,
        rule,
        name=patch.name or current.name,
        position=current.position if patch.position is None else patch.position,
        state=patch.state or current.state,
        conditions=_plain(conditions),
        actions=_plain(actions),
    )
    return await read_rule(unit, rule)
