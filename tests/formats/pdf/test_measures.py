"""What is reckoned must be what the typesetter would have measured; and both forms of the table look the same."""

import io
from decimal import Decimal

import pytest
from pypdf import PdfReader

from faktura.formats.pdf import write
from faktura.formats.pdf.measures import measure
from faktura.formats.pdf.page import describe
from faktura.formats.pdf.typesetting import LINES_IN_TABLE_MAX, compile_here, template_inputs
from faktura.model import DocumentAllowance, LineAllowance, Totals, Vat
from faktura.sockets import RenderOptions

from .samples import STANDARD, line, sample, squash

GERMAN = RenderOptions(language="de")
RICH = line(
    2,
    seller_item_id="A-4711",
    note="Frei Haus.",
    price_base_quantity=Decimal(100),
    unit="DAY",
    allowances=(LineAllowance(amount=Decimal(370), reason="Treuerabatt"),),
    charges=(LineAllowance(amount=Decimal("25.50")),),
)
LONG = line(
    3, description="Eine lange Beschreibung, die gewiss nicht in eine Zeile der Tabelle passt, so lang ist sie."
)
REDUCED = line(4, vat=Vat(category="S", rate=Decimal(7)), description=None, quantity=Decimal("1234.5"))
INVOICES = {
    "one line": sample(1),
    "thirty lines": sample(30),
    "all kinds": sample(
        lines=(line(1), RICH, LONG, REDUCED),
        allowances=(DocumentAllowance(amount=Decimal(100), reason="Messerabatt", vat=STANDARD),),
        totals=Totals(prepaid_amount=Decimal(500), rounding_amount=Decimal("0.02")),
    ),
}


def places(content):
    """Each piece of text with its place: page, letters, points from the left and from the bottom."""
    found = []
    for number, page in enumerate(PdfReader(io.BytesIO(content)).pages):

        def visit(text, outer, inner, _font, _size, number=number):
            if text.strip():
                x, y = inner[4], inner[5]
                left = outer[0] * x + outer[2] * y + outer[4]
                up = outer[1] * x + outer[3] * y + outer[5]
                found.append((number, squash(text), left, up))

        page.extract_text(visitor_text=visit)
    return found


HEIGHTS = {"height", "head", "row", "sums", "letterhead", "foot"}


def left_open(value):
    """Measures with all heights, and what needs but one line, left to the typesetter."""
    if isinstance(value, list):
        return [left_open(item) for item in value]
    if not isinstance(value, dict):
        return value
    opened = {key: left_open(item) for key, item in value.items()}
    opened |= dict.fromkeys(HEIGHTS & {key for key, item in value.items() if isinstance(item, float)})
    if "flat" in value:
        opened["flat"] = False
    if "entries" in value:
        opened["entries"] = [None] * len(value["entries"])
    return opened


def assert_same_places(one, other):
    assert [(page, text) for page, text, _, _ in one] == [(page, text) for page, text, _, _ in other]
    for (_, text, left, up), (_, _, other_left, other_up) in zip(one, other, strict=True):
        assert (left, up) == pytest.approx((other_left, other_up), abs=0.3), text


@pytest.mark.parametrize("language", ["de", "fr", "nl", "pl"])
@pytest.mark.parametrize("name", INVOICES)
def test_what_is_reckoned_is_what_would_be_measured(name, language):
    page = describe(INVOICES[name], RenderOptions(language=language))
    reckoned = measure(page.shown)
    assert reckoned["sums"]["height"] is not None
    assert reckoned != left_open(reckoned)
    one, other = (
        places(compile_here("invoice.typ", template_inputs(page.file, page.shown, {}, (), each), 0, tagged=True))
        for each in (reckoned, left_open(reckoned))
    )
    assert_same_places(one, other)


def test_a_long_document_looks_like_one_that_is_not():
    table = places(write(sample(LINES_IN_TABLE_MAX), GERMAN).content)
    lean = places(write(sample(LINES_IN_TABLE_MAX + 1), GERMAN).content)
    # Where the first has its totals, the second has a line.
    whole = max(page for page, text, _, _ in table if text.startswith("StuhlNr."))
    one, other = ([each for each in document if each[0] < whole] for document in (table, lean))
    assert len(one) > 2000
    assert_same_places(sorted(one), sorted(other))
