"""PINT's books: every official rule is in the catalogue or excused, and what is in the catalogue is in the code."""

from collections.abc import Mapping
from importlib import resources
from pathlib import Path

import pytest

from checks.case_files import Case, assert_case, cases
from faktura.checks import Book, RuleText
from faktura.specifications import pint_ae, pint_aunz, pint_eu, pint_jp, pint_my, pint_sg
from faktura.specifications.pint.book import BOOK, EMIRATES_BOOK
from faktura.specifications.pint.taxes import Family
from faktura.specifications.pint_ae import ubl as emirates
from faktura.specifications.pint_aunz import ubl as oceania
from faktura.specifications.pint_jp import ubl as japan
from faktura.specifications.pint_my import ubl as malaysia
from faktura.specifications.pint_sg import ubl as singapore

ROOMS = ("pint", "pint_sg", "pint_jp", "pint_my", "pint_aunz", "pint_ae", "pint_eu")
CASES = [case for room in ROOMS for case in cases(Path(__file__).parents[1] / room / "cases")]

# Different assertions in the stylesheets of the editions that `edition.py` names, or of the one before.
OFFICIAL: tuple[tuple[str, Book, Mapping[str, str], tuple[Family, ...], int], ...] = (
    ("pint", BOOK, {}, (), 171),
    ("pint_sg", singapore.BOOK, singapore.NOT_CHECKED, singapore.FAMILIES, 70),
    ("pint_jp", japan.BOOK, japan.NOT_CHECKED, japan.FAMILIES, 43),
    ("pint_my", malaysia.BOOK, malaysia.NOT_CHECKED, malaysia.FAMILIES, 28),
    ("pint_aunz", oceania.BOOK, oceania.NOT_CHECKED, oceania.FAMILIES, 74),
    ("pint_ae", emirates.BOOK, emirates.NOT_CHECKED, emirates.FAMILIES, 132),
)


def code_of(room: str) -> str:
    """All code of a room, as one text."""
    folder = resources.files(f"faktura.specifications.{room}")
    return "\n".join(file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".py"))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule_fires_where_it_must(case: Case) -> None:
    assert_case(case)


@pytest.mark.parametrize(("room", "book", "excused", "families", "count"), OFFICIAL, ids=lambda value: str(value)[:20])
def test_every_official_rule_is_in_the_catalogue_or_excused(
    room: str, book: Book, excused: Mapping[str, str], families: tuple[Family, ...], count: int
) -> None:
    texts: Mapping[str, RuleText] = book.catalogue()
    assert not set(texts) & set(excused)
    assert len(texts) + len(excused) == count
    of_families = {rule for family in families for rule in family.ids.values()}
    code = code_of(room)
    assert [rule for rule in texts if rule not in of_families and f'"{rule}"' not in code] == []
    assert all(text.id == rule and text.message.endswith(".") for rule, text in texts.items())


def test_the_emirates_have_one_shared_rule_less() -> None:
    assert EMIRATES_BOOK.silent == {"ibr-sr-45"}


@pytest.mark.parametrize(
    ("room", "identifier"),
    [
        (pint_eu, "urn:peppol:pint:billing-1@eu-1"),
        (pint_sg, "urn:peppol:pint:billing-1@sg-1"),
        (pint_jp, "urn:peppol:pint:billing-1@jp-1"),
        (pint_aunz, "urn:peppol:pint:billing-1@aunz-1"),
        (pint_my, "urn:peppol:pint:billing-1@my-1"),
        (pint_ae, "urn:peppol:pint:billing-1@ae-1"),
    ],
    ids=lambda value: str(value)[-6:],
)
def test_each_jurisdiction_is_known_by_its_identifier(room: object, identifier: str) -> None:
    (specification,) = room.SPECIFICATIONS  # type: ignore[attr-defined]  # every room of a specification has them
    assert specification.identifier == identifier
    assert specification.books["ubl"]
