"""Issuing: numbers without a gap whatever happens, one winner, nothing half done."""

import asyncio
import random
from datetime import UTC, date, datetime
from typing import Any

import orjson
import pytest

from faktura.archive.verify import verify_tenant
from faktura.drafts.errors import DraftChanged, DraftInvalid, DraftNotFound, DraftNotIssuable
from faktura.drafts.read import read_draft
from faktura.invoices.errors import NumberTaken, SeriesInvalid
from faktura.invoices.issue import issue_draft, issue_request
from faktura.invoices.numbers import form_on, show_number
from faktura.invoices.read import list_chain, list_chain_heads, read_invoice
from faktura.invoices.series import create_series, list_series
from faktura.organizations.external_ids import ExternalIdTaken
from faktura.organizations.read import read_organization
from faktura.registry import countries
from faktura.storage.floor import Floor
from faktura.storage.ids import show_id
from scenarios.business import Business, new_business, request

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
async def business(floor: Floor) -> Business:
    return await new_business(floor)


async def numbers(business: Business) -> list[str]:
    """All numbers of the business, in the order of their chains."""
    async with business.unit() as unit:
        return [row["number"] for head in await list_chain_heads(unit) for row in await list_chain(unit, head.id)]


async def chain_problems(business: Business) -> list[str]:
    report = await verify_tenant(business.floor, business.tenant)
    # What the archive's jobs have not come to yet is not what these tests are about.
    return [str(problem) for problem in report.problems if problem.kind != "not_archived"]


async def add_series(business: Business, pattern: str, restart: str = "never", **fields: Any) -> None:
    wanted = {"document_type": "invoice", "name": pattern, "is_default": False, **fields}
    async with business.unit() as unit:
        country = countries()[(await read_organization(unit)).profile.country]
        await create_series(unit, pattern=pattern, restart=restart, country=country, **wanted)


async def test_numbers_run_from_one_without_a_gap(business: Business) -> None:
    assert [(await business.issue()).number for _ in range(3)] == ["2026-00001", "2026-00002", "2026-00003"]
    assert await chain_problems(business) == []


async def test_a_document_that_breaks_rules_takes_no_number(business: Business) -> None:
    await business.issue()
    draft = await business.draft(lines=[])
    with pytest.raises(DraftNotIssuable) as refused:
        await business.issue_draft(draft)
    assert "BR-16" in [found.rule for found in refused.value.findings]
    assert "no number was taken" in refused.value.detail
    async with business.unit() as unit:
        assert await read_draft(unit, draft.id) == draft
    with pytest.raises(DraftNotIssuable):
        await business.issue(lines=[], external_id="free")
    assert (await business.issue(external_id="free")).number == "2026-00002"
    assert await chain_problems(business) == []


async def test_the_country_judges_the_number_that_is_made_and_not_a_mark(floor: Floor) -> None:
    croatia, italy = await new_business(floor, "HR"), await new_business(floor, "IT")
    issued = await croatia.issue()
    assert issued.number == "1/1/1"
    assert "HR-ZF-number" not in [found["rule"] for found in issued.findings]
    with pytest.raises(SeriesInvalid) as refused:
        await add_series(croatia, "HR-{n}")
    assert [found.rule for found in refused.value.findings] == ["number_form_wrong"]
    with pytest.raises(SeriesInvalid) as refused:
        await add_series(italy, "A-very-long-prefix-{n:5}")
    assert [found.rule for found in refused.value.findings] == ["number_too_long", "number_form_wrong"]
    assert (await italy.issue()).number == "1/2026"
    async with italy.unit() as unit:
        draft = await italy.draft()
        assert [found.rule for found in (await issue_draft(unit, draft.id)).prepared.completed.findings] == []


async def test_where_the_law_fixes_the_form_of_numbers_all_documents_share_one_series(floor: Floor) -> None:
    croatia = await new_business(floor, "HR")
    issued = await croatia.issue()
    credited = await croatia.issue(document_type="credit_note", due_date=None)
    assert (issued.number, credited.number) == ("1/1/1", "2/1/1")
    assert issued.sealed["series"] == credited.sealed["series"]


async def test_a_draft_keeps_its_id_and_leaves_the_drafts(business: Business) -> None:
    draft = await business.draft(NOW, external_id="shop-1")
    issued = await business.issue_draft(draft)
    assert issued.id == draft.id
    assert issued.created_at == NOW
    async with business.unit() as unit:
        with pytest.raises(DraftNotFound):
            await read_draft(unit, draft.id)
        assert (await read_invoice(unit, draft.id)).sealed["external_id"] == "shop-1"
    with pytest.raises(DraftNotFound):
        await business.issue_draft(draft)
    with pytest.raises(ExternalIdTaken):
        await business.issue(external_id="shop-1")


async def test_the_version_that_was_seen_is_the_one_that_is_issued(business: Business) -> None:
    draft = await business.draft()
    async with business.unit() as unit:
        with pytest.raises(DraftChanged):
            await issue_draft(unit, draft.id, expected_version=2)
    async with business.unit() as unit:
        assert (await issue_draft(unit, draft.id, expected_version=1)).issued.number == "2026-00001"


async def test_a_draft_issued_many_times_at_once_is_issued_once(business: Business) -> None:
    draft = await business.draft()
    done = await asyncio.gather(*(business.issue_draft(draft) for _ in range(6)), return_exceptions=True)
    kinds = sorted(type(each).__name__ for each in done)
    assert kinds == ["DraftNotFound"] * 5 + ["IssuedInvoice"]
    assert await numbers(business) == ["2026-00001"]
    assert await chain_problems(business) == []


class _Rollback(Exception):  # noqa: N818 - a power cut, not an error of ours
    pass


async def _issue_many(business: Business, seed: int, count: int) -> list[str]:
    """Issue `count` documents; some units break off after issuing, and try again."""
    weather = random.Random(seed)
    made: list[str] = []
    while len(made) < count:
        try:
            async with business.unit(NOW) as unit:
                issued = (await issue_request(unit, request("AT"))).issued
                if weather.random() < 0.35:
                    raise _Rollback
                if weather.random() < 0.3:
                    await asyncio.sleep(weather.random() / 200)
            made.append(issued.number)
        except _Rollback:
            continue
    return made


async def test_eight_at_once_with_rollbacks_leave_no_gap_and_an_unbroken_chain(business: Business) -> None:
    made = await asyncio.gather(*(_issue_many(business, seed, 6) for seed in range(8)))
    issued = sorted(number for each in made for number in each)
    assert issued == [f"2026-{place:05}" for place in range(1, 49)]
    assert await numbers(business) == issued
    async with business.unit() as unit:
        (head,) = await list_chain_heads(unit)
        rows = await list_chain(unit, head.id)
    assert (head.issued_count, head.next_numbers, head.last_hash) == (48, {"2026": 49}, rows[-1]["hash"])
    assert [row["position"] for row in rows] == list(range(1, 49))
    assert [row["previous_hash"] for row in rows] == [None, *(row["hash"] for row in rows[:-1])]
    assert await chain_problems(business) == []


async def test_organizations_number_independently_at_the_same_time(floor: Floor) -> None:
    businesses = [await new_business(floor) for _ in range(2)]
    await asyncio.gather(*(_issue_many(each, seed, 5) for seed in range(2) for each in businesses))
    for business in businesses:
        assert await numbers(business) == [f"2026-{place:05}" for place in range(1, 11)]
        assert await chain_problems(business) == []


async def test_a_series_that_waits_for_another_organization_is_not_slowed_down(floor: Floor) -> None:
    slow, quick = await new_business(floor), await new_business(floor)
    async with slow.unit() as unit:
        await issue_request(unit, request("AT"))
        # The slow one holds the lock of its series; the quick one issues and commits meanwhile.
        assert (await asyncio.wait_for(quick.issue(), 5)).number == "2026-00001"


async def test_the_first_documents_of_a_type_at_once_share_one_series(business: Business) -> None:
    done = await asyncio.gather(*(business.issue() for _ in range(8)))
    assert sorted(issued.number for issued in done) == [f"2026-{place:05}" for place in range(1, 9)]
    async with business.unit() as unit:
        assert [(series.name, series.is_default) for series in await list_series(unit)] == [("default", True)]


async def test_two_periods_of_one_series_share_one_chain(business: Business) -> None:
    days = [date(2026, 12, 31), date(2027, 1, 1), date(2026, 12, 30), date(2027, 1, 2)]
    issued = [await business.issue(issue_date=day) for day in days]
    assert [each.number for each in issued] == ["2026-00001", "2027-00001", "2026-00002", "2027-00002"]
    assert [each.sealed["position"] for each in issued] == [1, 2, 3, 4]
    assert [each.sealed["period"] for each in issued] == ["2026", "2027", "2026", "2027"]
    assert [each.previous_hash for each in issued[1:]] == [each.hash for each in issued[:-1]]
    assert await chain_problems(business) == []


async def test_periods_at_once_still_make_one_chain(business: Business) -> None:
    days = [date(2026, 12, 31), date(2027, 1, 1)] * 6
    await asyncio.gather(*(business.issue(issue_date=day) for day in days))
    assert sorted(await numbers(business)) == [f"{year}-{place:05}" for year in (2026, 2027) for place in range(1, 7)]
    assert await chain_problems(business) == []


async def test_croatia_counts_from_one_each_year_without_showing_it(floor: Floor) -> None:
    business = await new_business(floor, "HR")
    days = [date(2026, 12, 31), date(2027, 1, 1)]
    assert [(await business.issue(issue_date=day)).number for day in days] == ["1/1/1", "1/1/1"]
    assert await chain_problems(business) == []


@pytest.mark.parametrize("pattern", ["{n}", "{n:5}", "A-{yyyy}/{n:3}", "{yy}{mm} {n:12}_x", "{n:1}.{yyyy}"])
async def test_the_database_writes_numbers_as_python_does(business: Business, pattern: str) -> None:
    await add_series(business, pattern)
    day = date(2026, 7, 4)
    for sequence in (1, 9, 10, 99_999, 100_000, 9_999_999_999_999):
        async with business.unit() as unit:
            await unit.execute("update series_counters set next_no = $2 where tenant = $1", business.tenant, sequence)
        issued = await business.issue(issue_date=day, series=pattern)
        assert issued.sealed["sequence"] == sequence
        assert issued.number == show_number(form_on(pattern, day), sequence)


async def test_series_that_meet_are_refused_without_a_gap(business: Business) -> None:
    await business.issue()
    await add_series(business, "{yyyy}-{n:5}")
    with pytest.raises(NumberTaken, match="patterns that can't meet"):
        await business.issue(series="{yyyy}-{n:5}")
    assert (await business.issue()).number == "2026-00002"
    assert await chain_problems(business) == []


async def test_a_series_that_does_not_exist_is_told(business: Business) -> None:
    with pytest.raises(SeriesInvalid) as refused:
        await business.issue(series="nowhere")
    assert [found.pointer for found in refused.value.findings] == ["/series"]


@pytest.mark.parametrize("reference", ["inv_01234567890123456789012345", "inv_", "2026-00001"])
async def test_a_document_that_is_corrected_must_be_issued_here(business: Business, reference: str) -> None:
    with pytest.raises(DraftInvalid) as refused:
        await business.issue(corrects=reference)
    assert [found.rule for found in refused.value.findings] == ["corrected_not_found"]


async def test_another_organizations_document_can_not_be_corrected(floor: Floor, business: Business) -> None:
    theirs = await (await new_business(floor)).issue()
    with pytest.raises(DraftInvalid):
        await business.issue(corrects=show_id("inv", theirs.id))


async def test_a_corrected_document_knows_its_correction(business: Business) -> None:
    original = await business.issue()
    correction = await business.issue(corrects=show_id("inv", original.id), document_type="corrective_invoice")
    async with business.unit() as unit:
        assert (await read_invoice(unit, original.id)).corrected_by == (correction.id,)
        assert (await read_invoice(unit, correction.id)).corrects == original.id
    assert correction.corrects == original.id


async def test_issuing_is_whole_or_nothing(business: Business) -> None:
    """What the number, the event and the jobs hang on is one transaction."""

    async def break_off() -> None:
        async with business.unit() as unit:
            await issue_request(unit, request("AT", external_id="once"))
            about = "select count(*) from events where tenant = $1 and type = 'invoice.issued'"
            assert await unit.fetch_value(about, business.tenant) == 1
            raise _Rollback

    async def counted() -> dict[str, int]:
        async with business.unit() as unit:
            return {
                table: await unit.fetch_value(f"select count(*) from {table} where tenant = $1", business.tenant)
                for table in ("invoices", "events", "series", "series_counters", "external_ids", "search_words")
            }

    before = await counted()
    waiting = await business.queued()
    assert before["invoices"] == before["series"] == 0
    with pytest.raises(_Rollback):
        await break_off()
    assert await counted() == before
    assert await business.queued() == waiting
    await business.issue(external_id="once")
    assert await business.queued() == [
        *waiting,
        "invoices.write_files",
        "payments.apply_credit",
        "archive.keep_document",
    ]


async def test_issuing_tells_how_the_document_was_completed(business: Business) -> None:
    async with business.unit() as unit:
        issue = await issue_request(unit, request("AT"))
        stored = await read_invoice(unit, issue.issued.id)
    assert issue.request == request("AT")
    assert {step["pointer"] for step in stored.derivations} >= {"/due_date", "/lines/0/vat"}
    assert stored.findings == issue.issued.findings
    assert orjson.loads(stored.text) == stored.sealed
