"""Writes docs/reference/terms.md: every business term of EN 16931 and its place in our JSON."""

from writing import REFERENCE, code, page, table

from faktura.model import Invoice
from faktura.model.terms import FLATTENED_GROUPS, all_terms

PAGE = REFERENCE / "terms.md"

HEAD = """\
# Business terms

Where each term of EN 16931-1:2017+A1:2019 stands in the JSON of a document. This page is generated from the model by
`python docs/generate.py`; a test compares the two. In a pointer, `-` stands for the place in a list:
`/lines/-/vat/rate` is `/lines/0/vat/rate` for the first line.

The seller (BG-4), the number (BT-1) and the totals are written by Faktura: see [Bodies](bodies.md#invoicerequest) for
what a request takes. Where a format can't carry a term, [Formats](formats.md) says so.
"""


def _order(number: str) -> tuple[str, int, int]:
    kind, _, rest = number.partition("-")
    head, _, tail = rest.partition("-")
    return kind, int(head), int(tail or 0)


def render() -> str:
    """The whole page: groups, then terms, each by number."""
    found = sorted(all_terms(Invoice), key=lambda each: (_order(each[0]), each[1]))
    rows = [(number, code(pointer), name) for number, pointer, name in found]
    flattened = [(group, ", ".join(map(code, names))) for group, names in FLATTENED_GROUPS.items()]
    return page(
        HEAD,
        "## Groups\n",
        table(("group", "place", "name"), [row for row in rows if row[0].startswith("BG")]),
        "These occur exactly once in their parent and have no object of their own; their fields stand in the parent:\n",
        table(("group", "its fields in the parent"), flattened),
        "## Terms\n",
        table(("term", "place", "name"), [row for row in rows if row[0].startswith("BT")]),
    )
