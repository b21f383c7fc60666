"""Values as the artefact's expressions see them."""

from collections.abc import Callable
from typing import Any

import pytest

from faktura.source import UBL, Group, Repeated, Unreadable, document, parse
from faktura.specifications.en16931.ubl.steps import both, either, given, is_only_vat, is_vat, kinds, minutes, sign

CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
ROOT = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"


def group(inside: str) -> Group:
    return document(
        parse(f'<Invoice xmlns="{ROOT}" xmlns:cac="{CAC}" xmlns:cbc="{CBC}">{inside}</Invoice>'.encode()), UBL
    ).root


def leaves(*texts: str) -> list[Any]:
    return group("".join(f"<cbc:ID>{text}</cbc:ID>" for text in texts)).get("cbc:ID", [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1", 1), ("-0.01", -1), ("0", 0), ("-0.00", 0), ("0e9", 0), (" +.5 ", 1), ("1E-3", 1), ("-INF", -1), ("NaN", 1)],
)
def test_signs(text: str, expected: int) -> None:
    assert sign(leaves(text)[0]) == expected


@pytest.mark.parametrize("text", ["", "x", "1,5", "1_000", "0x1", "٣", "1" * 41 + "x"])
def test_what_is_no_number_has_no_sign(text: str) -> None:
    with pytest.raises(Unreadable):
        sign(leaves(text)[0])


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2026-11-23", "2026-11-24"),
        ("2026-11-23+01:00", "2026-11-23Z"),
        ("2026-11-23", "2026-11-23-00:30"),
        ("9999-12-31", "10000-01-01"),
    ],
)
def test_days_follow_one_another(earlier: str, later: str) -> None:
    assert minutes(leaves(earlier)) < minutes(leaves(later))


@pytest.mark.parametrize("text", ["", "2026-02-29", "20261123", "2026-11-23T00:00:00", "x" * 50])
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(Unreadable):
        minutes(leaves(text))


def test_one_day_only() -> None:
    with pytest.raises(Repeated):
        minutes(leaves("2026-11-23", "2026-11-23"))


@pytest.mark.parametrize(("texts", "expected"), [((), False), (("",), False), ((" \n",), False), (("\xa0",), True)])
def test_given_is_more_than_white_space(texts: tuple[str, ...], expected: bool) -> None:
    assert given(leaves(*texts)) is expected


def test_given_is_once() -> None:
    with pytest.raises(Repeated):
        given(leaves("a", "b"))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [((), (False, False)), (("false",), (True, False)), ((" 1 ",), (False, True)), (("0", "true"), (True, True))],
)
def test_kinds_of_allowances_and_charges(texts: tuple[str, ...], expected: tuple[bool, bool]) -> None:
    assert kinds(group("".join(f"<cbc:ChargeIndicator>{each}</cbc:ChargeIndicator>" for each in texts))) == expected


def test_an_indicator_is_true_or_false() -> None:
    with pytest.raises(Unreadable):
        kinds(group("<cbc:ChargeIndicator>no</cbc:ChargeIndicator>"))


SCHEME = "<cac:TaxScheme><cbc:ID>{}</cbc:ID></cac:TaxScheme>"


@pytest.mark.parametrize(("text", "expected"), [("VAT", True), (" vat ", True), ("GST", False), ("", False)])
def test_the_scheme_is_vat(text: str, expected: bool) -> None:
    assert is_vat(group(SCHEME.format(text))) is expected


def test_one_of_several_schemes_is_vat() -> None:
    both = group(SCHEME.format("GST") + SCHEME.format("VAT"))
    assert is_vat(both)
    with pytest.raises(Repeated):
        is_only_vat(both)


def yes() -> bool:
    return True


def no() -> bool:
    return False


def unknown() -> bool:
    raise Unreadable("no", leaves("x")[0])


def test_what_cannot_be_told_does_no_harm_where_it_does_not_matter() -> None:
    assert either(unknown, yes)
    assert not both(unknown, no)
    assert both(yes, yes)
    assert not either(no, no)


@pytest.mark.parametrize("fact", [yes, unknown])
def test_what_cannot_be_told_stops_where_it_matters(fact: Callable[[], bool]) -> None:
    with pytest.raises(Unreadable):
        both(fact, unknown)
    with pytest.raises(Unreadable):
        either(no, unknown)
