"""SPF: which record lets our servers send, and whether receivers will follow it."""

from collections.abc import Mapping

import pytest

from faktura.brands.spf import LOOKUPS_MAX, has_mechanisms, read_spf, spf_records, with_mechanisms

pytestmark = pytest.mark.anyio

WANTED = "include:spf.house.example"


def zone(texts: Mapping[str, list[str]]):
    async def texts_of(name: str) -> tuple[str, ...]:
        return tuple(texts.get(name, ()))

    return texts_of


@pytest.mark.parametrize(
    ("record", "has"),
    [
        ("v=spf1 include:spf.house.example ~all", True),
        ("v=spf1 +include:SPF.house.example -all", True),
        ("v=spf1 mx include:spf.house.example", True),
        ("v=spf1 -include:spf.house.example ~all", False),
        ("v=spf1 include:spf.house.example.evil.example ~all", False),
        ("v=spf1 -all", False),
    ],
)
def test_a_record_has_our_mechanism_or_not(record: str, has: bool) -> None:
    assert has_mechanisms(record, WANTED) is has


@pytest.mark.parametrize(
    ("held", "proposed"),
    [
        ("", "v=spf1 include:spf.house.example ~all"),
        ("v=spf1 mx -all", "v=spf1 mx include:spf.house.example -all"),
        ("v=spf1 mx", "v=spf1 mx include:spf.house.example"),
        ("v=spf1 include:spf.house.example ?all", "v=spf1 include:spf.house.example ?all"),
    ],
)
def test_what_is_there_is_added_to(held: str, proposed: str) -> None:
    assert with_mechanisms(held, WANTED) == proposed


def test_other_texts_are_no_spf_records() -> None:
    assert spf_records(("v=spf10 x", "google-site-verification=1", "V=SPF1", "v=spf1 -all")) == (
        "V=SPF1",
        "v=spf1 -all",
    )


async def test_lookups_are_counted_through_includes_and_redirects() -> None:
    texts = zone(
        {
            "a.example": ["v=spf1 a mx include:b.example ip4:192.0.2.1 ~all"],
            "b.example": ["v=spf1 exists:%{i}.c.example ptr include:c.example -all"],
            "c.example": ["v=spf1 redirect=d.example"],
            "d.example": ["v=spf1 ip6:2001:db8::/32 -all"],
        }
    )
    # a, mx, include b; in b exists, ptr, include c; in c the redirect.
    assert (await read_spf("a.example", texts)).lookups == 7


async def test_words_that_only_begin_like_a_mechanism_cost_nothing() -> None:
    texts = zone({"a.example": ["v=spf1 all ip4:192.0.2.1 aaaa mxtoolbox exp=why.example"]})
    assert (await read_spf("a.example", texts)).lookups == 0


async def test_too_many_lookups_and_circles_end() -> None:
    many = {"a.example": ["v=spf1 " + " ".join(f"include:i{n}.example" for n in range(40)) + " ~all"]}
    many |= {f"i{n}.example": ["v=spf1 a mx ~all"] for n in range(40)}
    assert (await read_spf("a.example", zone(many))).lookups == LOOKUPS_MAX + 1
    circle = {"a.example": ["v=spf1 include:b.example ~all"], "b.example": ["v=spf1 include:a.example ~all"]}
    assert (await read_spf("a.example", zone(circle))).lookups > LOOKUPS_MAX


async def test_several_records_are_told_and_not_followed() -> None:
    texts = zone({"a.example": ["v=spf1 -all", "v=spf1 include:x.example -all"]})
    found = await read_spf("a.example", texts)
    assert len(found.records) == 2
    assert found.lookups == 0
