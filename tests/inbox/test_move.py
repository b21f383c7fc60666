"""Moves: who may do what when, four eyes, and what is remembered."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from faktura.inbox import limits, move
from faktura.inbox.errors import (
    InboxItemChanged,
    InboxItemNotFound,
    InboxMoveImpossible,
    InboxMoveInvalid,
    SecondApproverNeeded,
    SupplierBlocked,
    SupplierChanged,
    SupplierInvalid,
)
from faktura.inbox.read import InboxItem, show_item
from faktura.inbox.schemas import (
    AssignRequest,
    InboxSettingsRequest,
    PaidRequest,
    QueryRequest,
    RejectRequest,
    SupplierPatch,
)
from faktura.inbox.settings import change_settings
from faktura.inbox.states import State
from faktura.inbox.suppliers.change import change_supplier
from faktura.inbox.suppliers.read import read_supplier
from faktura.model.json import adapter
from faktura.storage.unit import utc_now

from .stage import IBAN, OTHER_IBAN, SELLER, Receiver, codes, paid_to

pytestmark = pytest.mark.anyio


async def done(receiver: Receiver, verb: Any, item: InboxItem, *given: Any, actor: str = "anna") -> InboxItem:
    async with receiver.unit(actor) as unit:
        moved: InboxItem = await verb(unit, item.id, *given)
    return moved


async def patched(receiver: Receiver, supplier: UUID | None, **fields: Any) -> None:
    assert supplier is not None
    async with receiver.unit() as unit:
        await change_supplier(unit, supplier, SupplierPatch(**fields))


async def test_the_whole_way(receiver: Receiver) -> None:
    item = await receiver.get()
    item = await done(receiver, move.assign, item, AssignRequest(to="berta"))
    assert (item.state, item.assigned_to) == (State.IN_REVIEW, "berta")
    item = await done(receiver, move.query, item, QueryRequest(comment="Which hours?", reasons=("QTY",)))
    assert item.state is State.QUERY
    item = await done(receiver, move.approve, item, "fine")
    assert item.state is State.APPROVED
    item = await done(receiver, move.pay, item, PaidRequest(reference="SEPA 1"))
    assert (item.state, item.paid_amount) == (State.PAID, item.facts.amount_due)
    item = await done(receiver, move.archive, item)
    assert item.state is State.ARCHIVED
    item = await done(receiver, move.reopen, item)
    assert item.state is State.PAID
    types = [row["type"] for row in await receiver.events(item.id)]
    assert types == [
        f"inbox.{each}" for each in ("received", "assigned", "queried", "approved", "paid", "archived", "reopened")
    ]
    async with receiver.unit() as unit:
        shown = await show_item(unit, item.id)
    assert [each["move"] for each in shown["moves"]] == [
        "receive", "assign", "query", "approve", "pay", "archive", "reopen",
    ]  # fmt: skip
    assert shown["moves"][2]["reasons"] == ["QTY"]
    assert shown["moves"][2]["comment"] == "Which hours?"
    assert {each["actor"] for each in shown["moves"][1:]} == {"anna"}
    assert item.version == 7


async def test_what_is_not_possible_is_refused_in_a_sentence(receiver: Receiver) -> None:
    item = await receiver.get()
    with pytest.raises(InboxMoveImpossible, match="Approve it first"):
        await done(receiver, move.pay, item, PaidRequest())
    paid = await done(receiver, move.pay, await done(receiver, move.approve, item), PaidRequest())
    for verb, given in ((move.reject, (RejectRequest(reasons=("UNR",)),)), (move.reopen, ()), (move.approve, ())):
        with pytest.raises(InboxMoveImpossible):
            await done(receiver, verb, paid, *given)


async def test_a_version_that_is_not_the_current_one_is_refused(receiver: Receiver) -> None:
    item = await receiver.get()
    async with receiver.unit() as unit:
        await move.archive(unit, item.id, expected_version=1)
    async with receiver.unit() as unit:
        with pytest.raises(InboxItemChanged):
            await move.reopen(unit, item.id, expected_version=1)
        with pytest.raises(InboxItemNotFound):
            await move.archive(unit, UUID(int=1))


async def test_a_rejection_says_why(receiver: Receiver) -> None:
    item = await receiver.get()
    with pytest.raises(InboxMoveInvalid) as refused:
        await done(receiver, move.reject, item, RejectRequest(reasons=()))
    assert [each.rule for each in refused.value.findings] == ["reason_missing"]
    with pytest.raises(InboxMoveInvalid) as refused:
        await done(receiver, move.reject, item, RejectRequest(reasons=("OTH", "UNR")))
    assert [each.rule for each in refused.value.findings] == ["comment_missing"]
    rejected = await done(receiver, move.reject, item, RejectRequest(reasons=("OTH",), comment="Not ours"))
    assert rejected.state is State.REJECTED
    data = (await receiver.events(item.id))[-1]["data"]
    assert data["reasons"] == ["OTH"]
    assert data["number"] == item.facts.number


@pytest.mark.parametrize("of", ["organization", "supplier"])
async def test_four_eyes_are_those_of_two(receiver: Receiver, of: str) -> None:
    item = await receiver.get()
    if of == "organization":
        async with receiver.unit() as unit:
            await change_settings(unit, InboxSettingsRequest(four_eyes=True))
    else:
        await patched(receiver, item.supplier, four_eyes=True)
    item = await done(receiver, move.approve, item)
    assert (item.state, item.approvals_needed, item.approved_by) == (State.IN_REVIEW, 2, ("anna",))
    with pytest.raises(SecondApproverNeeded):
        await done(receiver, move.approve, item)
    with pytest.raises(InboxMoveImpossible):
        await done(receiver, move.pay, item, PaidRequest())
    item = await done(receiver, move.approve, item, actor="berta")
    assert item.state is State.APPROVED
    assert [row["type"] for row in await receiver.events(item.id)].count("inbox.approved") == 1


async def test_approvals_count_no_more_after_a_question_or_reopening(receiver: Receiver) -> None:
    async with receiver.unit() as unit:
        await change_settings(unit, InboxSettingsRequest(four_eyes=True))
    item = await receiver.get()
    item = await done(receiver, move.approve, item)
    item = await done(receiver, move.query, item, QueryRequest(comment="?"), actor="berta")
    item = await done(receiver, move.approve, item, actor="berta")
    assert item.state is State.IN_REVIEW
    item = await done(receiver, move.approve, item)
    assert item.state is State.APPROVED
    item = await done(receiver, move.reopen, item)
    assert (item.state, item.approved_by) == (State.IN_REVIEW, ())


async def test_nothing_of_a_blocked_supplier_is_approved_or_paid(receiver: Receiver) -> None:
    first = await done(receiver, move.approve, await receiver.get(number="1"))
    await patched(receiver, first.supplier, state="blocked")
    second = await receiver.get(number="2")
    assert "inbox_supplier_blocked" in codes(second)
    with pytest.raises(SupplierBlocked):
        await done(receiver, move.approve, second)
    with pytest.raises(SupplierBlocked):
        await done(receiver, move.pay, first, PaidRequest())
    rejected = await done(receiver, move.reject, second, RejectRequest(reasons=("UNR",)))
    assert rejected.state is State.REJECTED
    await patched(receiver, first.supplier, state="known")
    assert (await done(receiver, move.pay, first, PaidRequest())).state is State.PAID


async def test_approving_confirms_the_account_and_makes_the_supplier_known(receiver: Receiver) -> None:
    first = await done(receiver, move.approve, await receiver.get(number="1"))
    assert first.supplier is not None
    async with receiver.unit() as unit:
        supplier = await read_supplier(unit, first.supplier)
    assert supplier.state == "known"
    assert [(each["account"], each["confirmed_by"]) for each in supplier.accounts] == [(IBAN, "anna")]
    changed = await receiver.get(number="2", payment_instructions=paid_to(OTHER_IBAN))
    assert "inbox_account_unknown" in codes(changed)
    await done(receiver, move.approve, changed)
    later = await receiver.get(number="3", payment_instructions=paid_to(OTHER_IBAN))
    assert "inbox_account_unknown" not in codes(later)


async def test_a_known_supplier_that_never_named_an_account_is_asked_for_the_first_one(receiver: Receiver) -> None:
    await done(receiver, move.approve, await receiver.get(number="1", payment_instructions=()))
    assert "inbox_account_unknown" in codes(await receiver.get(number="2"))
    assert "inbox_account_unknown" in codes(await receiver.get(number="3"))


async def test_identifiers_are_learned_when_somebody_approves_and_not_before(receiver: Receiver) -> None:
    bare = replace(SELLER, electronic_address=None, legal_registration=None)
    first = await receiver.get(number="1", seller=bare)
    both = await receiver.get(number="2", seller=SELLER)
    by_endpoint = replace(SELLER, vat_id=None, legal_registration=None)
    assert SELLER.electronic_address is not None
    await done(receiver, move.approve, both)
    assert (await receiver.get(number="3", seller=by_endpoint)).supplier == first.supplier


async def test_a_supplier_is_changed(receiver: Receiver) -> None:
    item = await receiver.get(number="1")
    await receiver.get(number="2", payment_instructions=paid_to(OTHER_IBAN))
    assert item.supplier is not None
    await patched(receiver, item.supplier, name="New name", note="Ask Anna", confirmed_accounts=(OTHER_IBAN,))
    async with receiver.unit() as unit:
        found = await read_supplier(unit, item.supplier)
    assert (found.name, found.note, found.state, found.version) == ("New name", "Ask Anna", "new", 2)
    assert {each["account"]: each["confirmed_at"] is not None for each in found.accounts} == {
        IBAN: False,
        OTHER_IBAN: True,
    }
    with pytest.raises(SupplierInvalid):
        await patched(receiver, item.supplier, confirmed_accounts=("DE00",))
    async with receiver.unit() as unit:
        with pytest.raises(SupplierChanged):
            await change_supplier(unit, item.supplier, SupplierPatch(), expected_version=1)


async def test_what_is_said_of_a_payment_is_checked(receiver: Receiver) -> None:
    item = await done(receiver, move.approve, await receiver.get())
    tomorrow = utc_now().date() + timedelta(days=2)
    with pytest.raises(InboxMoveInvalid) as refused:
        await done(receiver, move.pay, item, PaidRequest(amount=Decimal("1.001"), paid_on=tomorrow))
    assert [each.rule for each in refused.value.findings] == ["amount_too_precise", "paid_on_in_future"]
    with pytest.raises(InboxMoveInvalid) as refused:
        await done(receiver, move.pay, item, PaidRequest(amount=Decimal(0)))
    assert [each.rule for each in refused.value.findings] == ["amount_not_positive"]
    paid = await done(receiver, move.pay, item, PaidRequest(amount=Decimal("1.50")))
    assert paid.paid_amount == Decimal("1.50")


async def test_what_could_not_be_read_is_approved_and_paid_by_people(receiver: Receiver) -> None:
    item = await receiver.item(await receiver.receive(b"%PDF-1.7 a picture", name="scan.pdf"))
    item = await done(receiver, move.approve, item)
    item = await done(receiver, move.pay, item, PaidRequest(amount=Decimal("10.005")))
    assert (item.state, item.paid_amount) == (State.PAID, Decimal("10.005"))


def test_texts_and_codes_of_moves_are_limited() -> None:
    rejects = adapter(RejectRequest)
    inside = {"reasons": ["UNR"] * limits.REASONS_MAX, "comment": "x" * limits.COMMENT_LENGTH_MAX}
    assert rejects.validate_python(inside)
    for wrong in (
        {**inside, "reasons": ["UNR"] * (limits.REASONS_MAX + 1)},
        {**inside, "comment": "x" * (limits.COMMENT_LENGTH_MAX + 1)},
        {**inside, "reasons": ["ABC"]},
    ):
        with pytest.raises(ValueError, match="validation error"):
            rejects.validate_python(wrong)


async def test_so_many_moves_are_shown(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    item = await receiver.get()
    for _ in range(3):
        await done(receiver, move.assign, item, AssignRequest())
    monkeypatch.setattr("faktura.inbox.read.MOVES_SHOWN_MAX", 2)
    async with receiver.unit() as unit:
        assert [each["move"] for each in (await show_item(unit, item.id))["moves"]] == ["assign", "assign"]
