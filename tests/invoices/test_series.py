import asyncio
from typing import Any

import pytest

from faktura.invoices.errors import SeriesFixed, SeriesInvalid, SeriesNotFound
from faktura.invoices.series import Series, change_series, create_series, list_series
from faktura.model import DOCUMENT_TYPES
from faktura.registry import countries
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id
from scenarios.business import Business, new_business

pytestmark = pytest.mark.anyio

# What the buyer issues is refused as long as the organization is always the seller.
KINDS = [kind for kind in DOCUMENT_TYPES if not kind.startswith("self_billed")]


@pytest.fixture
async def business(floor: Floor) -> Business:
    return await new_business(floor)


async def add(business: Business, **fields: Any) -> Series:
    wanted = {
        "document_type": "invoice",
        "name": "shop",
        "pattern": "S-{yyyy}-{n}",
        "restart": "yearly",
        "is_default": False,
        **fields,
    }
    async with business.unit() as unit:
        return await create_series(unit, country=countries()["DE"], **wanted)


async def change(business: Business, series: Series, pattern: str | None, restart: str | None = None) -> Series:
    async with business.unit() as unit:
        return await change_series(unit, series.id, pattern=pattern, restart=restart, country=countries()["DE"])


async def listed(business: Business) -> list[tuple[str, str, bool]]:
    async with business.unit() as unit:
        return [(each.document_type, each.name, each.is_default) for each in await list_series(unit)]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_type_gets_its_default_series_when_it_is_first_needed(business: Business, kind: str) -> None:
    assert await listed(business) == []
    issued = await business.issue(document_type=kind)
    assert await listed(business) == [(kind, "default", True)]
    assert issued.number.endswith("2026-00001")


async def test_types_number_apart(business: Business) -> None:
    numbers = [(await business.issue(document_type=kind)).number for kind in KINDS]
    assert len(set(numbers)) == len(numbers)


async def test_a_document_may_name_its_series(business: Business) -> None:
    series = await add(business)
    assert series.to_plain()["pattern"] == "S-{yyyy}-{n}"
    assert (await business.issue(series="shop")).number == "S-2026-1"
    assert (await business.issue()).number == "2026-00001"
    with pytest.raises(SeriesInvalid):
        await business.issue(series="shop", document_type="credit_note")


async def test_a_new_default_takes_the_place_of_the_old(business: Business) -> None:
    await business.issue()
    await add(business, is_default=True)
    assert (await business.issue()).number == "S-2026-1"
    assert (await business.issue(series="default")).number == "2026-00002"
    assert await listed(business) == [("invoice", "default", False), ("invoice", "shop", True)]


async def test_a_series_named_default_serves_when_none_is_the_default(business: Business) -> None:
    await add(business, name="default")
    assert (await business.issue()).number == "S-2026-1"
    assert await listed(business) == [("invoice", "default", False)]


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"pattern": "{yyyy}"}, ["pattern_without_number"]),
        ({"pattern": "{n}"}, ["pattern_repeats"]),
        ({"restart": "daily"}, ["restart_unknown"]),
        ({"document_type": "receipt"}, ["document_type_unknown"]),
        (
            {"document_type": "x", "pattern": "ß"},
            ["pattern_invalid", "pattern_without_number", "document_type_unknown"],
        ),
    ],
)
async def test_a_wrong_series_is_refused_with_everything(
    business: Business, fields: dict[str, Any], codes: list[str]
) -> None:
    with pytest.raises(SeriesInvalid) as refused:
        await add(business, **fields)
    assert sorted(set(codes)) == sorted({found.rule for found in refused.value.findings} & set(codes))
    assert await listed(business) == []


async def test_a_name_is_taken_once_in_its_type(business: Business) -> None:
    await add(business)
    with pytest.raises(SeriesFixed, match="There is a series shop"):
        await add(business)
    await add(business, document_type="credit_note")


async def test_of_series_added_at_once_one_is_the_default_and_nothing_breaks(business: Business) -> None:
    done = await asyncio.gather(
        *(add(business, name=f"s{place}", pattern=f"S{place}-{{yyyy}}-{{n}}", is_default=True) for place in range(6)),
        *(business.issue() for _ in range(2)),
        return_exceptions=True,
    )
    unexpected = [each for each in done if isinstance(each, BaseException) and not isinstance(each, SeriesFixed)]
    assert unexpected == []
    assert sum(is_default for _, _, is_default in await listed(business)) == 1
    await business.issue()


async def test_a_series_is_changed_only_before_its_first_document(business: Business) -> None:
    series = await add(business)
    changed = await change(business, series, "T-{yy}{mm}-{n}", "monthly")
    assert (changed.pattern, changed.restart) == ("T-{yy}{mm}-{n}", "monthly")
    assert (await change(business, series, None, "yearly")).pattern == "T-{yy}{mm}-{n}"
    with pytest.raises(SeriesInvalid):
        await change(business, series, "{n}")
    assert (await business.issue(series="shop")).number == "T-2606-1"
    with pytest.raises(SeriesFixed, match="1 documents carry numbers"):
        await change(business, series, "U-{yyyy}-{n}")


async def test_another_organizations_series_does_not_exist(floor: Floor, business: Business) -> None:
    series = await add(business)
    other = await new_business(floor)
    with pytest.raises(SeriesNotFound):
        await change(other, series, "X-{yyyy}-{n}")
    async with other.unit() as unit:
        with pytest.raises(SeriesNotFound):
            await change_series(unit, new_id(), pattern=None, restart=None, country=countries()["DE"])
    with pytest.raises(SeriesInvalid):
        await other.issue(series="shop")
