"""Where the Portuguese artefact's contexts lie: below an invoice its lines are cac:InvoiceLine, and so on."""

from collections.abc import Sequence
from typing import Any

from faktura.checks import Breaches
from faktura.checks.places import Places, PlaceTest
from faktura.source import Document

_LINE, _INVOICE_LINE, _CREDIT_NOTE_LINE = "*/", "cac:InvoiceLine", "cac:CreditNoteLine"


def add_below_root(places: Places, place: str, test: PlaceTest) -> None:
    """Test a place below the root; ``*/`` begins one below a line of the document's own kind."""
    if place.startswith(_LINE):
        places.add(f"/{_INVOICE_LINE}/{place[2:]}", _only("ubl:Invoice", test))
        places.add(f"/{_CREDIT_NOTE_LINE}/{place[2:]}", _only("cn:CreditNote", test))
    else:
        places.add(f"/{place}", test)


def only_invoices(test: PlaceTest) -> PlaceTest:
    """The test, in invoices only."""
    return _only("ubl:Invoice", test)


def only_credit_notes(test: PlaceTest) -> PlaceTest:
    """The test, in credit notes only."""
    return _only("cn:CreditNote", test)


def _only(root: str, test: PlaceTest) -> PlaceTest:
    def narrowed(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        if document.root.name == root:
            test(document, nodes, found)

    return narrowed
