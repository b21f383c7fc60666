"""BR-DE-CVD-* and BR-TMP-CVD-01: invoices for clean vehicles, where BT-24 names CVD."""

from collections.abc import Callable, Iterable

from faktura.checks import Breach
from faktura.model import Invoice
from faktura.model.lines import Line
from faktura.specifications.xrechnung_3.codes import (
    VEHICLE_ATTRIBUTE,
    VEHICLE_ATTRIBUTE_VALUES,
    VEHICLE_CATEGORIES,
    VEHICLE_SCHEME,
    VEHICLE_SCHEMES,
)
from faktura.specifications.xrechnung_3.edition import VEHICLES, family

RULES = family("clean vehicles")

_LineTest = Callable[[Line], Iterable[Breach]]


def _on_lines(rule: str, message: str, *terms: str) -> Callable[[_LineTest], _LineTest]:
    """Declare the decorated function as the test of a rule on each line of an invoice for vehicles."""

    def declare(test: _LineTest) -> _LineTest:
        def on_document(invoice: Invoice) -> Iterable[Breach]:
            if invoice.specification != VEHICLES:
                return ()
            return [f"/lines/{at}{breach}" for at, line in enumerate(invoice.lines) for breach in test(line)]

        RULES.rule(rule, message, *terms)(on_document)
        return test

    return declare


def _codes(line: Line) -> int:
    return sum(each.list_id == VEHICLE_SCHEME for each in line.classifications)


def _attributes(line: Line) -> int:
    return sum(each.name == VEHICLE_ATTRIBUTE for each in line.attributes)


@RULES.rule("BR-DE-CVD-01", "Give the contract of the vehicles' purchase (contract_reference, BT-12).", "BT-12")
def _contract(invoice: Invoice) -> Iterable[Breach]:
    missing = invoice.specification == VEHICLES and not invoice.contract_reference
    return ("/contract_reference",) if missing else ()


@RULES.rule("BR-DE-CVD-02", "Give the tender or lot (tender_or_lot_reference, BT-17).", "BT-17")
def _tender(invoice: Invoice) -> Iterable[Breach]:
    missing = invoice.specification == VEHICLES and not invoice.tender_or_lot_reference
    return ("/tender_or_lot_reference",) if missing else ()


@RULES.rule(
    "BR-DE-CVD-03",
    "At least one line is for a vehicle: it has a classification of the scheme CVD (BT-158) and the attribute cva "
    "(BT-160).",
    "BG-25",
    "BT-158",
    "BT-160",
)
def _vehicle(invoice: Invoice) -> Iterable[Breach]:
    if invoice.specification != VEHICLES or any(_codes(line) and _attributes(line) for line in invoice.lines):
        return ()
    return ("/lines",)


@_on_lines(
    "BR-DE-CVD-04",
    "A classification of the scheme CVD (BT-158) is a category of vehicles: M1, M2, M3, N1, N2 or N3.",
    "BT-158",
)
def _category(line: Line) -> Iterable[Breach]:
    return [
        f"/classifications/{at}/value"
        for at, each in enumerate(line.classifications)
        if each.list_id == VEHICLE_SCHEME and each.value not in VEHICLE_CATEGORIES
    ]


@_on_lines(
    "BR-DE-CVD-05",
    "The attribute cva (BT-160) says clean, zero-emission or other (BT-161).",
    "BG-32",
    "BT-160",
    "BT-161",
)
def _cleanness(line: Line) -> Iterable[Breach]:
    return [
        f"/attributes/{at}/value"
        for at, each in enumerate(line.attributes)
        if each.name == VEHICLE_ATTRIBUTE and each.value not in VEHICLE_ATTRIBUTE_VALUES
    ]


@_on_lines(
    "BR-DE-CVD-06-a",
    "A line with a classification of the scheme CVD (BT-158) has the attribute cva (BT-160) exactly once.",
    "BT-158",
    "BT-160",
)
def _attribute_once(line: Line) -> Iterable[Breach]:
    return ("/attributes",) if _codes(line) and _attributes(line) != 1 else ()


@_on_lines(
    "BR-DE-CVD-06-b",
    "A line with the attribute cva (BT-160) has exactly one classification of the scheme CVD (BT-158).",
    "BT-158",
    "BT-160",
)
def _code_once(line: Line) -> Iterable[Breach]:
    return ("/classifications",) if _attributes(line) and _codes(line) != 1 else ()


@_on_lines(
    "BR-TMP-CVD-01",
    "The scheme of an item's classification (list_id, BT-158-1) is a code of UNTDID 7143, or CVD.",
    "BT-158",
)
def _scheme(line: Line) -> Iterable[Breach]:
    return [
        f"/classifications/{at}/list_id"
        for at, each in enumerate(line.classifications)
        if (each.list_id or "") not in VEHICLE_SCHEMES
    ]
