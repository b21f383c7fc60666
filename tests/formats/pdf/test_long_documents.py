"""More than `LINES_IN_TABLE_MAX` lines: the lean form of the table, set in a process of its own."""

from dataclasses import replace
from decimal import Decimal

import pytest

from faktura.formats.pdf import Attachment, render, write
from faktura.formats.pdf.typesetting import LINES_IN_TABLE_MAX
from faktura.model import DocumentAllowance, LineAllowance
from faktura.sockets import RenderOptions

from .samples import STANDARD, line, reader, sample, texts

GERMAN = RenderOptions(language="de")
COUNT = LINES_IN_TABLE_MAX + 20


def with_lines(**changes):
    """A long invoice with one line that is changed, and one unchanged behind it."""
    lines = [line(number) for number in range(1, COUNT + 1)]
    lines[-2] = replace(lines[-2], **changes)
    return sample(lines=tuple(lines))


def test_it_is_pdf_a_without_tags_and_the_same_each_time():
    content = write(sample(COUNT), GERMAN).content
    assert write(sample(COUNT), GERMAN).content == content
    root = reader(sample(COUNT), language="de").trailer["/Root"]
    assert root["/Lang"] == "de"
    assert "/StructTreeRoot" not in root
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in xmp
    assert "pdfuaid" not in xmp


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": None}, f"{COUNT - 1}Buche,geölt2,5Std.1.480,0019%3.700,00"),
        ({"description": None}, f"{COUNT - 1}StuhlNr.00319"),
        ({"name": None, "description": None}, f"{COUNT - 1}2,5Std.1.480,0019%3.700,00{COUNT}"),
        ({"unit": None}, "2,51.480,0019%3.700,00"),
        ({"unit": "Arbeitsstunden auf der Baustelle"}, "ArbeitsstundenaufderBaustelle"),
        ({"price_base_quantity": Decimal(100)}, "je100Std."),
        ({"price_base_quantity": Decimal(100), "description": None}, "je100Std."),
        ({"price_base_quantity": Decimal(100), "name": "日本"}, "je100Std."),
        ({"note": "Frei Haus.", "seller_item_id": "A-1"}, "Art.-Nr.:A-1FreiHaus."),
        ({"charges": (LineAllowance(amount=Decimal("25.50")),)}, "Zuschlag25,50"),
        ({"charges": (LineAllowance(amount=Decimal("25.50"), reason="Zuschlag " * 20),)}, "25,50"),
        ({"description": "Wort " * 100}, "Wort" * 100),
        ({"description": "Wort " * 1000}, "Wort" * 1000),
        ({"description": "w" * 300}, "w" * 300),
        ({"name": "#panic()"}, "#panic()"),
        ({"name": "日本 GmbH"}, "□□GmbH"),
        ({"quantity": Decimal("123456789012345.1234567891")}, "123.456.789.012.345,1234567891"),
        ({"unit_price": Decimal("123456789012345.1234567891")}, "123.456.789.012.345,1234567891"),
        ({"id": "POS-2026-11-23"}, "StuhlNr.00319"),
    ],
)
def test_each_kind_of_line_is_printed(changes, expected):
    pages = texts(with_lines(**changes), language="de")
    # What stands at the head and the foot of a page may stand amid a line that goes over several.
    table = "".join(page.split("NettobetragEUR")[-1].split("LindenhofGmbHLindenstraße")[0] for page in pages[1:])
    assert expected in table
    assert f"{COUNT}StuhlNr.{COUNT:05}" in table


def test_allowances_on_the_document_stand_below_the_lines():
    invoice = replace(sample(COUNT), allowances=(), charges=())
    allowance = DocumentAllowance(amount=Decimal(100), reason="Messerabatt", vat=STANDARD)
    pages = texts(sample(lines=invoice.lines, allowances=(allowance,)), language="de")
    (page,) = [page for page in pages if "Messerabatt" in page]
    assert "Messerabatt19%−100,00" in page
    assert page.index("Messerabatt") < page.index("Zahlbetrag")


def test_files_travel_inside():
    attached = Attachment(name="factur-x.xml", media_type="text/xml", text="<Invoice/>", description="As data")
    assert b"factur-x.xml" in render(sample(COUNT), GERMAN, (attached,))
