"""Lines, their items, prices and periods: ibr-021 to ibr-030, ibr-054, ibr-064, ibr-065, ibr-085 to ibr-089."""

from collections.abc import Callable, Sequence
from typing import Any

from faktura.checks import Breaches
from faktura.checks.places import Places
from faktura.source import Document, Group, spaced, value
from faktura.specifications.en16931.ubl.steps import LINES, either, sign
from faktura.specifications.pint.shapes import add_shapes, under, with_attribute
from faktura.specifications.pint.terms import any_equal, day, one_decimal, only_leaf

_QUANTITIES = ("cbc:InvoicedQuantity", "cbc:CreditedQuantity")
_OBJECT = 130


def lines(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """ibr-022, ibr-023, ibr-027, ibr-028, ibr-087 and ibr-089."""
    for line in nodes:
        quantities = [leaf for name in _QUANTITIES for leaf in line.get(name, ())]
        if not quantities:
            found("ibr-022", line)
        if all(leaf.get("unitCode") is None for leaf in quantities):
            found("ibr-023", line)
        prices = under(line, "cac:Price", "cbc:PriceAmount")
        if not any(sign(leaf) >= 0 for leaf in prices):
            found("ibr-027", line)
        gross = under(line, "cac:Price", "cac:AllowanceCharge", "cbc:BaseAmount")
        if gross and not any(sign(leaf) >= 0 for leaf in gross):
            found("ibr-028", gross[0])
        bases = under(line, "cac:Price", "cbc:BaseQuantity")
        base = one_decimal(bases)
        if base is not None and base <= 0:
            found("ibr-087", bases[0])
        references = line.get("cac:DocumentReference", ())
        if sum(any_equal(each.get("cbc:DocumentTypeCode", ()), _OBJECT) for each in references) > 1:
            found("ibr-089", line)


def units(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """ibr-088: the price is for the unit that the line counts."""
    for leaf in nodes:
        unit = leaf.get("unitCode")
        if unit is None or not spaced(value(leaf)):
            continue
        line = leaf.getparent().getparent()
        if line is None:
            continue
        counted = [child for name in _QUANTITIES for child in line.iterchildren(document.names.tag(name))]
        if counted and all(child.get("unitCode") != unit for child in counted):
            found("ibr-088", leaf)


def periods(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """ibr-029 and ibr-co-19 of the document, ibr-030, ibr-085, ibr-086 and ibr-co-20 of lines."""
    for period in nodes:
        start, end = period.get("cbc:StartDate", ()), period.get("cbc:EndDate", ())
        around = period.parent
        of_line = around is not None and around.name in LINES
        if not start and not end and (of_line or "cbc:DescriptionCode" not in period):
            found("ibr-co-20" if of_line else "ibr-co-19", period)
        if start and end and day(only_leaf(end)) < day(only_leaf(start)):
            found("ibr-030" if of_line else "ibr-029", period)
        if of_line and around is not None and around.parent is not None:
            _within(start, under(around.parent, "cac:InvoicePeriod", "cbc:StartDate"), "ibr-085", found)
            _within(end, under(around.parent, "cac:InvoicePeriod", "cbc:EndDate"), "ibr-086", found)


def _within(inner: Sequence[Any], outer: Sequence[Any], rule: str, found: Breaches) -> None:
    if not inner or not outer:
        return
    bound = day(only_leaf(outer))
    first = rule == "ibr-085"
    if not either(*(_is_inside(leaf, bound, first) for leaf in inner)):
        found(rule, inner[0])


def _is_inside(leaf: Any, bound: int, first: bool) -> Callable[[], bool]:
    return lambda: day(leaf) >= bound if first else day(leaf) <= bound


def properties(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """ibr-054: an attribute of an item has its name and its value."""
    for group in nodes:
        if "cbc:Name" not in group or "cbc:Value" not in group:
            found("ibr-054", group)


def add_to(places: Places) -> None:
    """Have lines tested."""
    for line in LINES:
        places.add(line, lines)
        add_shapes(
            places,
            line,
            needs=(("ibr-024", "cbc:LineExtensionAmount"), ("ibr-026", "cac:Price/cbc:PriceAmount")),
            filled=(("ibr-021", "cbc:ID"), ("ibr-025", "cac:Item/cbc:Name")),
            once=(
                ("ibr-109", "cac:OrderLineReference/cbc:LineID"),
                ("ibr-110", "cac:InvoicePeriod"),
                ("ibr-111", "cac:Price/cac:AllowanceCharge/cbc:Amount"),
                ("ibr-sr-34", "cbc:Note"),
                ("ibr-sr-38", "cac:Item/cac:ClassifiedTaxCategory/cbc:TaxExemptionReason"),
                ("ibr-sr-50", "cac:Item/cbc:Description"),
            ),
        )
        item = f"{line}/cac:Item"
        classification = f"{item}/cac:CommodityClassification/cbc:ItemClassificationCode"
        places.add(classification, with_attribute("ibr-065", "listID"))
        places.add(f"{item}/cac:StandardItemIdentification/cbc:ID", with_attribute("ibr-064", "schemeID"))
    # The artefact does not ask for it in credit notes.
    category = "cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory"
    add_shapes(places, category, needs=(("ibr-sr-58", "cbc:ID"),))
    places.add("cac:Price/cbc:BaseQuantity", units)
    places.add("cac:InvoicePeriod", periods)
    places.add("cac:AdditionalItemProperty", properties)
