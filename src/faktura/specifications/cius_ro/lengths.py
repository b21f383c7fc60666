"""BR-RO-L: how long texts may be in RO e-Factura."""

from collections.abc import Iterator, Sequence
from importlib import resources
from typing import Any, NamedTuple

from faktura.checks import Breaches, RuleText, Severity
from faktura.checks.places import Places, PlaceTest
from faktura.source import Document, Group, spaced, value
from faktura.specifications.en16931.ubl.steps import LINES, kinds, several

_DOCUMENT, _LINE = "/", "*"
_NOTE, _NOTE_MAX = "BR-RO-L302", 300
_REASONS_MAX = 100


class Length(NamedTuple):
    """A row of the table; `context` is ``/`` for the document and ``*`` for a line."""

    rule: str
    signs: int
    context: str
    place: str
    term: str


def _table() -> Iterator[Length]:
    text = resources.files("faktura.specifications.cius_ro").joinpath("lengths.txt").read_text("ascii")
    for line in text.splitlines():
        if not line.startswith("#"):
            rule, signs, context, place, term = line.split()
            yield Length(rule, int(signs), context, place, term)


LENGTHS = tuple(_table())
_CONDITIONAL = {
    _NOTE: (_NOTE_MAX, "cbc:Note", "BT-22"),
    "BR-RO-L1017": (_REASONS_MAX, "cac:AllowanceCharge/cbc:AllowanceChargeReasonCode", "BT-98"),
    "BR-RO-L1018": (_REASONS_MAX, "cac:AllowanceCharge/cbc:AllowanceChargeReasonCode", "BT-105"),
    "BR-RO-L1022": (_REASONS_MAX, "cac:AllowanceCharge/cbc:AllowanceChargeReason", "BT-139"),
    "BR-RO-L1023": (_REASONS_MAX, "cac:AllowanceCharge/cbc:AllowanceChargeReason", "BT-144"),
}
"""Rule -> signs, place, term; for those that depend on more than the place."""


def texts() -> dict[str, RuleText]:
    """What is said of the rules, by formula."""
    rows = [*((row.rule, row.signs, row.place, row.term) for row in LENGTHS)]
    rows += [(rule, *row) for rule, row in _CONDITIONAL.items()]
    return {
        rule: RuleText(rule, Severity.FATAL, f"Shorten {place} to {signs} signs; RO e-Factura takes no more.", (term,))
        for rule, signs, place, term in rows
    }


def _texts_at(group: Group, steps: Sequence[str]) -> list[tuple[Any, str]]:
    """The texts at a place below a group, each with its element."""
    nodes: list[Any] = [group]
    for step in steps:
        if step.startswith("@"):
            return [(leaf, leaf.get(step[1:])) for leaf in nodes if leaf.get(step[1:]) is not None]
        nodes = [child for each in nodes for child in each.get(step, ())]
    return [(leaf, value(leaf)) for leaf in nodes]


def _below(rows: Sequence[Length]) -> PlaceTest:
    steps = [(row, row.place.split("/")) for row in rows]

    def test(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
        for group in nodes:
            for row, path in steps:
                if path[0] not in group:
                    continue
                texts = _texts_at(group, path)
                if len(texts) > 1:
                    raise several([leaf for leaf, _ in texts])
                for leaf, text in texts:
                    if len(text) > row.signs and len(spaced(text)) > row.signs:
                        found(row.rule, leaf)

    return test


def _in_document(row: Length) -> PlaceTest:
    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        if len(nodes) > 1:
            raise several(nodes)
        if len(spaced(value(nodes[0]))) > row.signs:
            found(row.rule, nodes[0])

    return test


def notes(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """BR-RO-L302: notes, wherever they stand."""
    for leaf in nodes:
        if len(spaced(value(leaf))) > _NOTE_MAX:
            found(_NOTE, leaf)


def reasons(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-RO-L1017 and L1018 in invoices, BR-RO-L1022 and L1023 at lines."""
    for group in nodes:
        is_allowance, is_charge = kinds(group)
        if not (is_allowance or is_charge):
            continue
        parent = group.parent
        if parent is document.root and parent.name == "ubl:Invoice":
            rule, name = "BR-RO-L1017" if is_allowance else "BR-RO-L1018", "cbc:AllowanceChargeReasonCode"
        elif parent is not None and parent.name in LINES:
            rule, name = "BR-RO-L1022" if is_allowance else "BR-RO-L1023", "cbc:AllowanceChargeReason"
        else:
            continue
        leaves = group.get(name, ())
        if len(leaves) > 1:
            raise several(leaves)
        if leaves and len(spaced(value(leaves[0]))) > _REASONS_MAX:
            found(rule, leaves[0])


def add_to(places: Places) -> None:
    """Have lengths tested."""
    contexts: dict[str, list[Length]] = {}
    for row in LENGTHS:
        if row.context == _DOCUMENT:
            places.add(f"/{row.place}", _in_document(row))
        else:
            contexts.setdefault(row.context, []).append(row)
    for context, rows in contexts.items():
        for name in LINES if context == _LINE else (context,):
            places.add(name, _below(rows))
    places.add("cbc:Note", notes)
    places.add("cac:AllowanceCharge", reasons)
