"""The core's tests as the Romanian artefact's copy has them: an element that stands twice does not stop them all.

Where the copy asks whether a text is empty, it looks at each element of the name; the core can't go on with two.
"""

from collections.abc import Sequence
from typing import Any

from faktura.checks import Breaches
from faktura.checks.places import Places, PlaceTest
from faktura.source import Document, Group, Repeated
from faktura.specifications.en16931.ubl import (
    allowances,
    amounts,
    codes,
    heading,
    lines,
    parties,
    payment,
    references,
    tax_totals,
    totals,
    unused,
    vat,
)
from faktura.specifications.en16931.ubl.steps import LINES

COUNTRY_PLACES = frozenset(
    (
        "cac:AccountingSupplierParty/cac:Party/cac:PostalAddress",
        "cac:AccountingCustomerParty/cac:Party/cac:PostalAddress",
        "cac:TaxRepresentativeParty/cac:PostalAddress",
    )
)
_ID, _ACCOUNT = "cbc:ID", "cac:PayeeFinancialAccount"


def _with_one(group: Group, name: str) -> Group:
    """The group itself; where it has several children of this name, as if it had the first only."""
    nodes = group.get(name, ())
    if len(nodes) < 2:
        return group
    return _changed(group, name, nodes[:1])


def _changed(group: Group, name: str, nodes: list[Any]) -> Group:
    changed = Group(group)
    changed.element, changed.name, changed.parent = group.element, group.name, group.parent
    changed[name] = nodes
    return changed


def _lines(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    lines.lines(document, [_with_one(line, _ID) for line in nodes], found)


def _payment_means(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    payment.payment_means(
        document,
        [
            _changed(means, _ACCOUNT, [_with_one(account, _ID) for account in means[_ACCOUNT]])
            if _ACCOUNT in means
            else means
            for means in nodes
        ],
        found,
    )


def _heading(document: Document, found: Breaches) -> None:
    try:
        heading.heading(document, found)
    except Repeated:
        # The core's last tests here, which the copy words otherwise, are the only ones to stop.
        return


class _Places(Places):
    """Without the places that the core tests for nothing but a country, which the copy does in other words."""

    def add(self, place: str, test: PlaceTest) -> None:
        """Let elements at a place be tested."""
        if place not in COUNTRY_PLACES:
            super().add(place, test)


_PLACES = _Places()
for _part in (heading, totals, parties, references, tax_totals, allowances, amounts, codes, unused):
    _part.add_to(_PLACES)
for _line in LINES:
    _PLACES.add(_line, _lines)
_PLACES.add("cac:AdditionalItemProperty", lines.item_properties)
_PLACES.add("cac:InvoicePeriod", lines.periods)
_PLACES.add("cac:PaymentMeans", _payment_means)

TESTS = (
    _heading,
    heading.gross_total,
    heading.tax_registrations,
    heading.creditor_identifiers,
    _PLACES,
    vat.vat,
    unused.attributes,
)
"""The core's tests but for BR-51, which the copy words otherwise."""
