import asyncio
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from faktura.drafts.errors import DraftChanged, DraftInvalid, DraftNotFound
from faktura.drafts.handover import take_draft
from faktura.drafts.read import Draft, list_drafts, prepare, read_draft
from faktura.drafts.write import change_draft, create_draft, delete_draft, merged
from faktura.organizations.external_ids import ExternalIdTaken
from faktura.storage.conditions import Condition
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id
from scenarios.business import Business, new_business, plain_request, request

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 6, 1, 22, 30, tzinfo=UTC)


@pytest.fixture
async def business(floor: Floor) -> Business:
    return await new_business(floor)


async def read(business: Business, draft: Draft) -> Draft:
    async with business.unit() as unit:
        return await read_draft(unit, draft.id)


async def change(business: Business, draft: Draft, expected_version: int | None = None, **changes: Any) -> Draft:
    async with business.unit() as unit:
        return (await change_draft(unit, draft.id, request(**changes), expected_version=expected_version))[0]


async def listed(business: Business, *conditions: Condition, text: str | None = None) -> list[Any]:
    async with business.unit() as unit:
        return await list_drafts(unit, conditions, text, None, 100)


async def test_a_draft_keeps_the_request_as_it_was_given(business: Business) -> None:
    draft = await business.draft(NOW, external_id="shop-1", metadata={"cart": "9"})
    assert draft.request == request(external_id="shop-1", metadata={"cart": "9"})
    plain = plain_request("AT", external_id="shop-1", metadata={"cart": "9"}, issue_date="2026-06-01")
    assert dict(draft.plain) == plain
    assert (draft.version, draft.external_id, draft.created_by) == (1, "shop-1", "test")
    assert draft.created_at == draft.updated_at == NOW
    assert await read(business, draft) == draft


async def test_a_draft_may_break_rules_and_may_not_contradict_itself(business: Business) -> None:
    await business.draft(lines=[], customer=None)
    async with business.unit() as unit:
        with pytest.raises(DraftInvalid) as refused:
            await create_draft(unit, request(number="7", language="xx", external_id="free"))
    assert {found.rule for found in refused.value.findings} == {"number_not_taken", "language_unknown"}
    await business.draft(external_id="free-2")
    assert len(await listed(business)) == 2


@pytest.mark.parametrize("reference", ["cus_01234567890123456789012345", "cus_", "inv_x", "Buyer"])
async def test_a_customer_that_does_not_exist_is_told(business: Business, reference: str) -> None:
    with pytest.raises(DraftInvalid) as refused:
        await business.draft(customer=reference)
    assert [(found.rule, found.pointer) for found in refused.value.findings] == [("customer_not_found", "/customer")]


async def test_the_day_of_a_draft_is_the_day_where_the_organization_is(floor: Floor) -> None:
    # Half past ten in the evening in UTC is tomorrow in Vienna, and still today in UTC.
    for zone, day in (("Europe/Vienna", date(2026, 6, 2)), ("UTC", date(2026, 6, 1))):
        business = await new_business(floor, timezone=zone)
        async with business.unit(NOW) as unit:
            assert (await prepare(unit, request(issue_date=None))).completed.invoice.issue_date == day


async def test_a_change_counts_versions_and_meets_the_expected_one(business: Business) -> None:
    draft = await business.draft()
    changed = await change(business, draft, expected_version=1, buyer_reference="A")
    assert (changed.version, changed.request.buyer_reference) == (2, "A")
    with pytest.raises(DraftChanged):
        await change(business, draft, expected_version=1, buyer_reference="B")
    assert (await change(business, draft, buyer_reference="C")).version == 3
    with pytest.raises(DraftInvalid):
        await change(business, draft, number="5")
    with pytest.raises(DraftInvalid, match="stays as it was given"):
        await change(business, draft, external_id="late")
    kept = await read(business, draft)
    assert (kept.version, kept.request.buyer_reference) == (3, "C")


async def test_of_two_changes_at_once_one_finds_the_draft_changed(business: Business) -> None:
    draft = await business.draft()
    done = await asyncio.gather(
        *(change(business, draft, expected_version=1, buyer_reference=name) for name in "ABCD"), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in done) == ["Draft", "DraftChanged", "DraftChanged", "DraftChanged"]


async def test_a_deleted_draft_is_gone_and_its_external_id_is_taken_for_ever(business: Business) -> None:
    draft = await business.draft(external_id="shop-1")
    async with business.unit() as unit:
        await delete_draft(unit, draft.id)
    for verb in (read_draft, delete_draft):
        async with business.unit() as unit:
            with pytest.raises(DraftNotFound):
                await verb(unit, draft.id)
    with pytest.raises(ExternalIdTaken):
        await business.draft(external_id="shop-1")


async def test_a_draft_that_is_taken_comes_back_when_the_unit_fails(business: Business) -> None:
    draft = await business.draft()

    async def fail_after_taking() -> None:
        async with business.unit() as unit:
            assert (await take_draft(unit, draft.id, None)).created_at == draft.created_at
            with pytest.raises(DraftNotFound):
                await read_draft(unit, draft.id)
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        await fail_after_taking()
    assert await read(business, draft) == draft
    async with business.unit() as unit:
        with pytest.raises(DraftChanged):
            await take_draft(unit, draft.id, 7)


async def test_a_patch_is_merged_into_what_was_given(business: Business) -> None:
    draft = await business.draft(buyer_reference="A", metadata={"a": "1", "b": "2"})
    plain = merged(draft, {"buyer_reference": None, "metadata": {"a": None}, "lines": [], "note": "x"})
    assert "buyer_reference" not in plain
    assert plain["metadata"] == {"b": "2"}
    assert plain["lines"] == []
    assert draft.plain["metadata"] == {"a": "1", "b": "2"}


async def test_lists_filter_and_turn_pages(business: Business) -> None:
    drafts = [
        await business.draft(NOW, issue_date=f"2026-0{month}-01", external_id=f"x{month}", currency=currency)
        for month, currency in ((1, "EUR"), (2, "CHF"), (3, "EUR"))
    ]
    newest = [draft.id for draft in reversed(drafts)]
    rows = await listed(business)
    assert [row["id"] for row in rows] == newest
    assert (rows[0]["total_with_vat"], rows[0]["buyer_name"]) == (Decimal("120.00"), "Buyer AG")
    assert [row["id"] for row in await listed(business, Condition("currency", "=", "CHF"))] == [drafts[1].id]
    assert [row["id"] for row in await listed(business, Condition("external_id", "=", "x3"))] == [drafts[2].id]
    since = await listed(
        business,
        Condition("issue_date", ">=", date(2026, 2, 1)),
        Condition("issue_date", "<", date(2026, 3, 1)),
    )
    assert [row["id"] for row in since] == [drafts[1].id]
    assert len(await listed(business, text="BUYER")) == 3
    assert await listed(business, text="nobody") == []
    async with business.unit() as unit:
        last = rows[1]
        rest = await list_drafts(unit, [], None, (last["created_at"], last["id"]), 100)
    assert [row["id"] for row in rest] == newest[2:]


async def test_another_organizations_draft_does_not_exist(floor: Floor, business: Business) -> None:
    draft = await business.draft()
    other = await new_business(floor)
    for verb in (read_draft, delete_draft):
        async with other.unit() as unit:
            with pytest.raises(DraftNotFound):
                await verb(unit, draft.id)
    async with other.unit() as unit:
        with pytest.raises(DraftNotFound):
            await take_draft(unit, new_id(), None)
    assert await listed(other) == []
    assert await read(business, draft) == draft
