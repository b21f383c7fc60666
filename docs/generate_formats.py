"""Writes docs/reference/formats.md from the formats that are plugged in."""

from collections.abc import Iterator

from writing import REFERENCE, page, table

from faktura.model import Invoice
from faktura.model.terms import all_terms
from faktura.registry import formats
from faktura.sockets import Format

PAGE = REFERENCE / "formats.md"

HEAD = """\
# Formats

How a document is written down, and what each format can't carry. This page is generated from `src/faktura/formats/` by
`python docs/generate.py`; a test compares the two.

Every issued document has a PDF and a UBL file, both made once from the sealed document alone; the sealed JSON itself is
the third (`GET /v1/invoices/{id}/files/json`). CII and Factur-X are written when they are asked for (`/xml?format=cii`,
`/pdf?format=facturx`). The same document gives the same bytes. National formats are not there yet.

The PDF is PDF/A-3b and PDF/UA-1, in the document's language (en, de, fr, it, es, sl, hr, pl, nl, pt), with a payment
code (EPC QR) where the invoice allows one. Documents of others are read, too: see
[Checking and converting](../checking.md).
"""


def _format(each: Format, names: dict[str, str]) -> Iterator[str]:
    yield f"## {each.title}\n"
    yield f"- Name here: `{each.name}`; media type `{each.media_type}`; files end with `.{each.file_extension}`"
    yield f"- {'Written and read' if each.read else 'Written only'}\n"
    if not each.cannot_carry:
        yield "It carries every term of the model.\n"
        return
    yield "It does not carry these terms as they are:\n"
    rows = [(number, names.get(number, ""), why) for number, why in sorted(each.cannot_carry.items(), key=_number)]
    yield from table(("term", "name", "why"), rows)


def _number(item: tuple[str, str]) -> list[int]:
    return [int(part) for part in item[0].split("-")[1:]]


def render() -> str:
    """The whole page."""
    names = {number: name for number, _, name in all_terms(Invoice)}
    return page(HEAD, *(_format(each, names) for each in formats().values()))
