import itertools
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.invoices.numbers import (
    PATTERN_LENGTH_MAX,
    RESTARTS,
    NumberForm,
    check_pattern,
    form_on,
    period_of,
    period_shown,
    show_number,
)
from faktura.invoices.series import _PREFIXES
from faktura.model import DOCUMENT_TYPES
from faktura.registry import countries

DAY = date(2026, 7, 4)


def codes(pattern: str, restart: str = "never") -> list[str]:
    return [found.rule for found in check_pattern(pattern, restart)]


@pytest.mark.parametrize(
    ("pattern", "day", "sequence", "number"),
    [
        ("{n}", DAY, 1, "1"),
        ("{n}", DAY, 1234567890123, "1234567890123"),
        ("{n:5}", DAY, 1, "00001"),
        ("{n:5}", DAY, 99999, "99999"),
        ("{n:5}", DAY, 100000, "100000"),
        ("{n:12}", DAY, 7, "000000000007"),
        ("{yyyy}-{n:5}", DAY, 42, "2026-00042"),
        ("{yy}{mm}/{n:3}", DAY, 42, "2607/042"),
        ("INV {n} {yyyy}", DAY, 3, "INV 3 2026"),
        ("{n}/{yyyy}", DAY, 3, "3/2026"),
        ("{yyyy}{yyyy}{n}{mm}{mm}", DAY, 3, "2026202630707"),
        ("FV/{yyyy}/{n:5}", date(1999, 12, 31), 1, "FV/1999/00001"),
        ("{yy}-{n}", date(2000, 1, 1), 1, "00-1"),
        ("a.b_c-d/{n:1}", DAY, 10, "a.b_c-d/10"),
    ],
)
def test_a_pattern_makes_a_number(pattern: str, day: date, sequence: int, number: str) -> None:
    assert check_pattern(pattern, "never") == []
    assert show_number(form_on(pattern, day), sequence) == number


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("", "pattern_without_number"),
        ("{yyyy}", "pattern_without_number"),
        ("{n}{n}", "pattern_without_number"),
        ("{n}-{n:3}", "pattern_without_number"),
        ("{n:0}", "pattern_without_number"),
        ("{n:13}", "pattern_without_number"),
        ("{n:05}", "pattern_without_number"),
        ("{N}", "pattern_without_number"),
        ("{n}{x}", "pattern_invalid"),
        ("{n}{dd}", "pattern_invalid"),
        ("{{n}}", "pattern_invalid"),
        ("{n} ", "pattern_invalid"),
        (" {n}", "pattern_invalid"),
        ("{n}\n", "pattern_invalid"),
        ("{n}\t1", "pattern_invalid"),
        ("Nº{n}", "pattern_invalid"),
        ("{n}é", "pattern_invalid"),
        ("{n}'", "pattern_invalid"),
        ('{n}"', "pattern_invalid"),
        ("{n}\\", "pattern_invalid"),
        ("{n}<", "pattern_invalid"),
        ("{n}٣", "pattern_invalid"),
        ("x" * (PATTERN_LENGTH_MAX - 2) + "{n}", "pattern_invalid"),
    ],
)
def test_other_patterns_are_refused(pattern: str, code: str) -> None:
    assert code in codes(pattern)
    assert all(found.pointer == "/pattern" for found in check_pattern(pattern, "never"))


def test_the_longest_pattern_is_taken() -> None:
    assert codes("x" * (PATTERN_LENGTH_MAX - 3) + "{n}") == []


@pytest.mark.parametrize(
    ("tokens", "restart"),
    [
        (tokens, restart)
        for count in range(4)
        for tokens in itertools.combinations(("{yyyy}", "{yy}", "{mm}"), count)
        for restart in RESTARTS
    ],
)
def test_a_series_that_restarts_shows_the_period(tokens: tuple[str, ...], restart: str) -> None:
    has_year = "{yyyy}" in tokens or "{yy}" in tokens
    shows = {"never": True, "yearly": has_year, "monthly": has_year and "{mm}" in tokens}[restart]
    assert codes("-".join([*tokens, "{n}"]), restart) == ([] if shows else ["pattern_repeats"])


def test_an_unknown_restart_is_refused() -> None:
    assert codes("{n}", "weekly") == ["restart_unknown"]


@pytest.mark.parametrize(
    ("restart", "day", "period"),
    [
        ("never", date(2026, 12, 31), ""),
        ("yearly", date(2026, 12, 31), "2026"),
        ("yearly", date(2027, 1, 1), "2027"),
        ("monthly", date(2026, 1, 31), "2026-01"),
        ("monthly", date(2026, 12, 1), "2026-12"),
    ],
)
def test_the_period_of_a_day(restart: str, day: date, period: str) -> None:
    assert period_of(restart, day) == period


@pytest.mark.parametrize(
    ("pattern", "restart", "period"),
    [
        ("{yyyy}-{n}", "yearly", ""),
        ("{yy}-{n}", "yearly", ""),
        ("{n}/1/1", "yearly", "2026"),
        ("{n}", "monthly", "2026-07"),
        ("{n}", "never", ""),
    ],
)
def test_a_number_is_unique_for_ever_unless_a_law_restarts_it_without_the_year(
    pattern: str, restart: str, period: str
) -> None:
    assert period_shown(pattern, restart, DAY) == period


@pytest.mark.parametrize("code", sorted(countries()))
def test_the_numbers_that_a_country_starts_with_are_as_its_law_wants_them(code: str) -> None:
    rules = countries()[code].numbering
    for sequence in (1, 99_999, 123_456):
        number = show_number(form_on(rules.default_pattern, DAY), sequence)
        assert len(number) <= rules.length_max
        if rules.pattern:
            assert re.fullmatch(rules.pattern, number)
    # A country's own default may restart without the year; everything else about it holds for everybody.
    assert [wrong for wrong in codes(rules.default_pattern, rules.restart) if wrong != "pattern_repeats"] == []


def test_the_default_series_of_two_types_never_make_the_same_number() -> None:
    assert set(_PREFIXES) == set(DOCUMENT_TYPES)
    assert len(set(_PREFIXES.values())) == len(_PREFIXES)
    for country in countries().values():
        made = {
            show_number(form_on(prefix + country.numbering.default_pattern, DAY), sequence)
            for prefix in _PREFIXES.values()
            for sequence in range(1, 30)
        }
        assert len(made) == 29 * len(_PREFIXES)


LETTERS = "ABCXYZabcxyz0123456789-/._ "
FREE = st.text(LETTERS, max_size=8)
PATTERNS = st.builds(
    lambda parts, place, width: "".join([*parts[:place], "{n}" if not width else f"{{n:{width}}}", *parts[place:]]),
    st.lists(FREE | st.sampled_from(["{yyyy}", "{yy}", "{mm}"]), max_size=4),
    st.integers(0, 4),
    st.integers(0, 12),
).filter(lambda pattern: not codes(pattern))
DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 31))


@given(PATTERNS, DAYS, st.integers(1, 10**9), st.integers(1, 10**9))
def test_two_running_numbers_never_make_the_same_number(pattern: str, day: date, first: int, second: int) -> None:
    form = form_on(pattern, day)
    assert (show_number(form, first) == show_number(form, second)) == (first == second)


@given(PATTERNS, DAYS, st.integers(1, 10**9))
def test_a_number_is_its_prefix_its_digits_and_its_suffix(pattern: str, day: date, sequence: int) -> None:
    form = form_on(pattern, day)
    number = show_number(form, sequence)
    assert number.startswith(form.prefix)
    assert number.endswith(form.suffix)
    digits = number[len(form.prefix) : len(number) - len(form.suffix)]
    assert int(digits) == sequence
    assert len(digits) == max(form.width, len(str(sequence)))
    assert "{" not in number


@given(PATTERNS, st.sampled_from(RESTARTS), DAYS, DAYS, st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_series_never_makes_a_number_twice(
    pattern: str, restart: str, one: date, other: date, first: int, second: int
) -> None:
    """Within its pattern's own hundred years: {yy} names the century of nobody."""
    if codes(pattern, restart) or abs((one - other).days) > 36_000:
        return
    ours, theirs = (period_of(restart, one), first), (period_of(restart, other), second)
    if show_number(form_on(pattern, one), first) == show_number(form_on(pattern, other), second):
        assert ours == theirs or pattern_is_ambiguous(pattern)


def pattern_is_ambiguous(pattern: str) -> bool:
    """Digits of the pattern touch the running number, such as {yyyy}{n}; the database refuses a number twice."""
    return re.search(r"(\}|[0-9])\{n|\{n(:\d+)?\}(\{|[0-9])", pattern) is not None


@given(st.text(max_size=60), st.text(max_size=10))
def test_checking_garbage_never_raises(pattern: str, restart: str) -> None:
    check_pattern(pattern, restart)


def test_the_form_of_a_pattern() -> None:
    assert form_on("{yyyy}-{n:5}/x", DAY) == NumberForm("2026-", 5, "/x")
