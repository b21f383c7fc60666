"""Rules: conditions as data, actions within limits, and a log of why."""

from typing import Any

import pytest

from faktura.inbox import limits, move
from faktura.inbox.errors import InboxRuleChanged, InboxRuleInvalid, InboxRulesTooMany
from faktura.inbox.read import InboxItem
from faktura.inbox.rules.apply import dry_run
from faktura.inbox.rules.conditions import FIELDS, OPERATORS, check_conditions, hold
from faktura.inbox.rules.create import change_rule, create_rule
from faktura.inbox.rules.read import Firing, Rule, list_firings
from faktura.inbox.rules.schemas import DryRunRequest, RuleCondition, RulePatch, RuleRequest
from faktura.inbox.schemas import InboxSettingsRequest
from faktura.inbox.settings import change_settings
from faktura.inbox.states import State
from faktura.model.json import adapter

from .stage import OTHER_IBAN, Receiver, paid_to

ANY = {"field": "verdict", "operator": "is_not_empty"}
VALUES = {
    **dict.fromkeys(FIELDS),
    "supplier_name": "Supplier GmbH",
    "currency": "EUR",
    "amount_due": "100.00",
    "finding": ["inbox_duplicate"],
}


def condition(field: str, operator: str, value: Any = None) -> RuleCondition:
    return RuleCondition(field=field, operator=operator, value=value)


@pytest.mark.parametrize(
    ("field", "operator", "value", "holds"),
    [
        ("currency", "is", "EUR", True),
        ("currency", "is", "USD", False),
        ("currency", "is_not", "USD", True),
        ("currency", "is_not", "EUR", False),
        ("currency", "in", ("EUR", "USD"), True),
        ("currency", "in", ("USD",), False),
        ("currency", "not_in", ("USD",), True),
        ("currency", "not_in", ("EUR",), False),
        ("supplier_name", "starts_with", "Supplier", True),
        ("supplier_name", "starts_with", "GmbH", False),
        ("currency", "is_empty", None, False),
        ("number", "is_empty", None, True),
        ("currency", "is_not_empty", None, True),
        ("number", "is_not_empty", None, False),
        ("number", "is", "x", False),
        ("number", "is_not", "x", True),
        ("amount_due", "is", "100", True),
        ("amount_due", "lt", "100.01", True),
        ("amount_due", "lt", "100", False),
        ("amount_due", "lte", "100", True),
        ("amount_due", "gt", "99.99", True),
        ("amount_due", "gt", "100", False),
        ("amount_due", "gte", "100.0", True),
        ("amount_due", "gte", "1000", False),
        ("total_with_vat", "lt", "1", False),
        ("finding", "has", "inbox_duplicate", True),
        ("finding", "has", "inbox_order_unknown", False),
        ("finding", "has_not", "inbox_order_unknown", True),
        ("finding", "has_not", "inbox_duplicate", False),
    ],
)
def test_each_operator(field: str, operator: str, value: Any, holds: bool) -> None:
    (answered,) = hold([condition(field, operator, value)], VALUES)
    assert answered.holds is holds
    assert answered.found == VALUES[field]


def test_every_operator_was_tried() -> None:
    (mark,) = [each for each in test_each_operator.pytestmark if each.name == "parametrize"]
    tried = {(FIELDS[case[0]], case[1]) for case in mark.args[1]}
    assert tried == {(kind, operator) for kind, operators in OPERATORS.items() for operator in operators}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (condition("password", "is", "x"), "field_unknown"),
        (condition("currency", "matches", ".*"), "operator_unknown"),
        (condition("currency", "lt", "EUR"), "operator_unknown"),
        (condition("currency", "is"), "value_invalid"),
        (condition("currency", "is", ("EUR",)), "value_invalid"),
        (condition("currency", "in", "EUR"), "value_invalid"),
        (condition("currency", "in", ()), "value_invalid"),
        (condition("currency", "is_empty", "x"), "value_invalid"),
        (condition("amount_due", "lt", "1e9"), "value_invalid"),
        (condition("amount_due", "lt", "100"), "currency_missing"),
    ],
)
def test_wrong_conditions(wrong: RuleCondition, code: str) -> None:
    assert [each.rule for each in check_conditions([wrong])] == [code]


def test_an_amount_with_its_currency_is_right() -> None:
    assert check_conditions([condition("amount_due", "lt", "100"), condition("currency", "is", "EUR")]) == []


pytestmark = pytest.mark.anyio


async def rule(receiver: Receiver, *actions: dict[str, Any], conditions: Any = (ANY,), **more: Any) -> Rule:
    given = {"name": "Rule", "conditions": list(conditions), "actions": list(actions), **more}
    async with receiver.unit() as unit:
        return await create_rule(unit, adapter(RuleRequest).validate_python(given))


async def firings(receiver: Receiver, item: InboxItem) -> list[Firing]:
    async with receiver.unit() as unit:
        return await list_firings(unit, item=item.id)


async def known(receiver: Receiver) -> None:
    """Let the supplier be known: somebody approved a document of it."""
    item = await receiver.get(number="0")
    async with receiver.unit() as unit:
        await move.approve(unit, item.id)


async def test_a_rule_fires_and_says_why(receiver: Receiver) -> None:
    fits = {"field": "supplier_name", "operator": "starts_with", "value": "Supplier"}
    made = await rule(receiver, {"action": "assign", "to": "Anna"}, {"action": "notify"}, conditions=[ANY, fits])
    await rule(receiver, {"action": "archive"}, conditions=[{"field": "channel", "operator": "is", "value": "email"}])
    await rule(receiver, {"action": "archive"}, state="disabled")
    item = await receiver.get()
    assert (item.state, item.assigned_to) == (State.IN_REVIEW, "Anna")
    (fired,) = await firings(receiver, item)
    assert (fired.rule, fired.rule_version) == (made.id, 1)
    assert [each["found"] for each in fired.matched] == ["valid", "Supplier GmbH"]
    assert [(each["action"], each["done"]) for each in fired.outcomes] == [("assign", True), ("notify", True)]
    types = [row["type"] for row in await receiver.events(item.id)]
    assert types == ["inbox.received", "inbox.assigned", "inbox.rule_fired"]
    async with receiver.unit() as unit:
        actor = await unit.fetch_value(
            "select actor from inbox_moves where tenant = $1 and item = $2 and move = 'assign'", unit.tenant, item.id
        )
    assert actor == made.public_id


async def test_rules_are_tried_in_their_order_and_what_is_not_possible_is_told(receiver: Receiver) -> None:
    await rule(receiver, {"action": "assign", "to": "late"}, position=2)
    await rule(receiver, {"action": "reject", "reasons": ["UNR"]}, position=1)
    item = await receiver.get()
    assert item.state is State.REJECTED
    outcomes = {each["action"]: each for fired in await firings(receiver, item) for each in fired.outcomes}
    assert outcomes["reject"]["done"]
    assert outcomes["assign"] == {
        "action": "assign",
        "done": False,
        "why": "What is rejected can't be assigned. Reopen it first.",
    }


async def test_a_rule_approves_only_what_nobody_needs_to_look_at(receiver: Receiver) -> None:
    await rule(receiver, {"action": "approve"})
    new = await receiver.get(number="new")
    assert new.state is State.RECEIVED
    assert "not known yet" in (await firings(receiver, new))[0].outcomes[0]["why"]
    await known(receiver)
    assert (await receiver.get(number="1")).state is State.APPROVED
    for changes, why in (
        ({"number": "2", "payment_instructions": paid_to(OTHER_IBAN)}, "inbox_account_unknown"),
        ({"number": "1", "buyer_reference": "other"}, "inbox_duplicate"),
        ({"number": "3", "currency": "XYZ"}, "does not hold"),
    ):
        item = await receiver.get(**changes)
        assert item.state is State.RECEIVED, changes
        assert why in (await firings(receiver, item))[0].outcomes[0]["why"]
    async with receiver.unit() as unit:
        await change_settings(unit, InboxSettingsRequest(four_eyes=True))
    item = await receiver.get(number="4")
    assert "Two people" in (await firings(receiver, item))[0].outcomes[0]["why"]


async def test_a_dry_run_changes_nothing(receiver: Receiver) -> None:
    await known(receiver)
    item = await receiver.get(number="1")
    await receiver.receive(b"unreadable thing")
    given = {
        "conditions": [{"field": "document_type", "operator": "is", "value": "invoice"}],
        "actions": [{"action": "approve"}, {"action": "notify"}],
    }
    async with receiver.unit() as unit:
        looked_at, found = await dry_run(unit, adapter(DryRunRequest).validate_python(given))
    assert (looked_at, [each["number"] for each in found]) == (3, ["1", "0"])
    assert found[0]["item"] == item.public_id
    assert [each["done"] for each in found[0]["outcomes"]] == [True, True]
    assert (await receiver.item(item.id)).version == 1
    assert await firings(receiver, item) == []


async def test_a_rule_is_changed(receiver: Receiver) -> None:
    made = await rule(receiver, {"action": "archive"})
    async with receiver.unit() as unit:
        changed = await change_rule(unit, made.id, RulePatch(state="disabled", name="Other", position=0))
    assert (changed.state, changed.name, changed.position, changed.version) == ("disabled", "Other", 0, 2)
    assert changed.conditions == made.conditions
    async with receiver.unit() as unit:
        with pytest.raises(InboxRuleChanged):
            await change_rule(unit, made.id, RulePatch(), expected_version=1)
    assert (await receiver.get()).state is State.RECEIVED


@pytest.mark.parametrize(
    ("action", "code"),
    [
        ({"action": "assign"}, "to_missing"),
        ({"action": "reject"}, "reason_missing"),
        ({"action": "reject", "reasons": ["OTH"]}, "comment_missing"),
    ],
)
async def test_wrong_actions(receiver: Receiver, action: dict[str, Any], code: str) -> None:
    with pytest.raises(InboxRuleInvalid) as refused:
        await rule(receiver, action)
    assert [each.rule for each in refused.value.findings] == [code]


async def test_there_are_not_too_many_rules(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("faktura.inbox.rules.create.RULES_MAX", 1)
    await rule(receiver, {"action": "archive"})
    with pytest.raises(InboxRulesTooMany):
        await rule(receiver, {"action": "archive"})


def test_a_rule_has_limits() -> None:
    inside = {
        "name": "x",
        "conditions": [{"field": "currency", "operator": "in", "value": ["x"] * limits.VALUES_MAX}]
        * limits.CONDITIONS_MAX,
        "actions": [{"action": "archive"}] * limits.ACTIONS_MAX,
    }
    assert adapter(RuleRequest).validate_python(inside)
    for wrong in (
        {**inside, "conditions": [*inside["conditions"], ANY]},
        {**inside, "conditions": []},
        {**inside, "actions": [*inside["actions"], {"action": "archive"}]},  # type: ignore[misc]
        {**inside, "actions": [{"action": "delete"}]},
        {**inside, "conditions": [{**ANY, "value": ["x"] * (limits.VALUES_MAX + 1)}]},
    ):
        with pytest.raises(ValueError, match="validation error"):
            adapter(RuleRequest).validate_python(wrong)
    dry = adapter(DryRunRequest)
    assert dry.validate_python({"conditions": [ANY], "documents": limits.DRY_RUN_MAX})
    with pytest.raises(ValueError, match="validation error"):
        dry.validate_python({"conditions": [ANY], "documents": limits.DRY_RUN_MAX + 1})
