"""DT-CIUS-PT: how texts, numbers and dates are written, and in which currency amounts are."""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from importlib import resources
from typing import Any, NamedTuple

from faktura.checks import Breaches, RuleText, Severity
from faktura.checks.places import Places, PlaceTest
from faktura.source import Document, spaced, value
from faktura.specifications.cius_pt.places import add_below_root, only_credit_notes, only_invoices

_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PERCENT = re.compile(r"[0-9]{1,3}\.[0-9]{2}")
_HUNDRED = Decimal(100)


class Format(NamedTuple):
    """A row of the table. `kind`: text, number, signed, date, percent, currency, or @ with an attribute's name."""

    rule: str
    kind: str
    parameter: str
    place: str
    term: str


def _table() -> Iterator[Format]:
    text = resources.files("faktura.specifications.cius_pt").joinpath("formats.txt").read_text("ascii")
    for line in text.splitlines():
        if not line.startswith("#"):
            yield Format(*line.split())


FORMATS = tuple(_table())
_DUE = "DT-CIUS-PT-008"


def texts() -> dict[str, RuleText]:
    """What is said of the rules, by formula."""
    found = {
        row.rule: RuleText(row.rule, Severity.FATAL, _sentence(row), (row.term,) if row.term != "-" else ())
        for row in FORMATS
    }
    due = Format(_DUE, "date", "-", "the due date", "BT-9")
    return {**found, _DUE: RuleText(_DUE, Severity.FATAL, _sentence(due), ("BT-9",))}


def _sentence(row: Format) -> str:
    where = row.place.replace("*/", "a line's ")
    if row.kind.startswith("@"):
        return f"The attribute {row.kind[1:]} of {where} has 1 to {row.parameter} signs in one line; change it."
    whole, _, fraction = row.parameter.partition(".")
    minus = " and perhaps a minus" if row.kind == "signed" else ""
    decimals = fraction if fraction in {"", "2"} else f"2 to {fraction}"
    return {
        "text": f"Give {where} 1 to {row.parameter} signs in one line.",
        "date": f"Write {where} as year-month-day, such as 2026-11-23.",
        "number": f"Write {where} with up to {whole} digits before the point and {decimals} behind it.",
        "signed": f"Write {where} with up to {whole} digits before the point and {decimals} behind it{minus}.",
        "percent": f"The percentage in {where} must lie between 0.00 and 100.00.",
        "currency": f"Give {where} in the document's currency (BT-5).",
    }[row.kind]


def is_text(text: str, most: int) -> bool:
    """Whether this is 1 to `most` signs, and no line ends."""
    return 0 < len(text) <= most and "\n" not in text and "\r" not in text


def _checker(row: Format) -> Callable[[str], object]:
    if row.kind == "text":
        most = int(row.parameter)
        return lambda text: is_text(text, most)
    if row.kind == "date":
        return _DATE.fullmatch
    if row.kind == "percent":
        return lambda text: not _PERCENT.fullmatch(text) or Decimal(text) <= _HUNDRED
    whole, _, fraction = row.parameter.partition(".")
    sign = "-?" if row.kind == "signed" else ""
    return re.compile(rf"{sign}[0-9]{{1,{whole}}}\.[0-9]{{2,{fraction}}}").fullmatch


def _test(row: Format) -> PlaceTest:
    if row.kind == "currency":
        return _currency(row.rule)
    if row.kind.startswith("@"):
        return _attribute(row)
    fits = _checker(row)

    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        for leaf in nodes:
            if not fits(value(leaf)):
                found(row.rule, leaf)

    return test


def _attribute(row: Format) -> PlaceTest:
    name, most = row.kind[1:], int(row.parameter)

    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        for leaf in nodes:
            text = leaf.get(name)
            if text is not None and not is_text(text, most):
                found(row.rule, leaf)

    return test


def _currency(rule: str) -> PlaceTest:
    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        wanted = [value(leaf) for leaf in document.root.get("cbc:DocumentCurrencyCode", ())]
        for leaf in nodes:
            if spaced(leaf.get("currencyID") or "") not in wanted:
                found(rule, leaf)

    return test


def _tax_currency(in_accounting: str, in_document: str) -> PlaceTest:
    """The currency of VAT amounts: that of VAT (BT-6) where there is one, else the document's."""

    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        own = document.root.get("cbc:TaxCurrencyCode", ())
        wanted = [value(leaf) for leaf in own or document.root.get("cbc:DocumentCurrencyCode", ())]
        for leaf in nodes:
            given = spaced(leaf.get("currencyID") or "")
            if any(code != given for code in wanted):
                found(in_accounting if own else in_document, leaf)

    return test


def add_to(places: Places) -> None:
    """Have formats tested."""
    for row in FORMATS:
        add_below_root(places, row.place, _test(row))
    due = _test(Format(_DUE, "date", "-", "", "BT-9"))
    places.add("/cbc:DueDate", only_invoices(due))
    places.add("/cac:PaymentMeans/cbc:PaymentDueDate", only_credit_notes(due))
    places.add("/cac:TaxTotal/cbc:TaxAmount", _tax_currency("DT-CIUS-PT-098.2", "DT-CIUS-PT-098.3"))
    places.add("/cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount", _tax_currency("DT-CIUS-PT-104.2", "DT-CIUS-PT-104.3"))
