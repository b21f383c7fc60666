"""How long a one-page PDF takes: our writer beside WeasyPrint on an equivalent HTML page.

Run it with ``python -m bench.pdf``. Both make a page with ten lines, totals and a footer, with texts that change
from run to run, alternately in one process, so that a busy machine slows both.
"""

import html
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import font_source_sans_pro
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from faktura.calculation import calculate
from faktura.formats.pdf import write
from faktura.model import Address, Buyer, CreditTransfer, Invoice, Line, PaymentInstructions, Seller, Vat
from faktura.sockets import RenderOptions

REPEATS = 15
WARM_UP = 3

_LINES = tuple(
    Line(
        id=str(number),
        name=f"Consulting, phase {number}",
        description="Workshop and written summary",
        quantity=Decimal(number),
        unit="HUR",
        unit_price=Decimal("95.50"),
        vat=Vat(category="S", rate=Decimal(19)),
    )
    for number in range(1, 11)
)
_INVOICE = calculate(
    Invoice(
        number="2026-00001",
        issue_date=date(2026, 11, 23),
        due_date=date(2026, 12, 23),
        type_code="380",
        currency="EUR",
        seller=Seller(
            name="Lindenhof GmbH",
            vat_id="DE123456789",
            address=Address(line1="Lindenstraße 14", city="Berlin", postal_code="10969", country="DE"),
        ),
        buyer=Buyer(
            name="Müller & Söhne KG",
            address=Address(line1="Hafenweg 3", city="Hamburg", postal_code="20457", country="DE"),
        ),
        payment_instructions=(
            PaymentInstructions(means_code="58", credit_transfers=(CreditTransfer(account="DE89370400440532013000"),)),
        ),
        lines=_LINES,
    )
).invoice

_STYLE = """
@page { size: A4; margin: 27mm 20mm 35mm 25mm;
        @bottom-left { content: "Lindenhof GmbH, Lindenstraße 14, 10969 Berlin, DE123456789"; font: 7pt Sans; }
        @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 7pt Sans; } }
body { font: 9.5pt Sans; font-variant-numeric: tabular-nums; }
h1 { font-size: 19pt; color: #1f3a5f; }
table { width: 100%; border-collapse: collapse; }
td, th { padding: 2mm 3mm 2mm 0; border-bottom: 0.4pt solid #d5d9de; vertical-align: top; text-align: left; }
.n { text-align: right; }
small { color: #5b6470; }
"""


def _fonts() -> str:
    folder = font_source_sans_pro.font_directory
    return "".join(
        f"@font-face {{ font-family: Sans; font-weight: {weight}; src: url(file://{folder}/SourceSansPro-{name}.otf) }}"
        for name, weight in (("Regular", 400), ("Semibold", 600))
    )


def _page(number: str) -> str:
    rows = "".join(
        f"<tr><td>{line.id}</td><td><b>{html.escape(line.name or '')}</b><br>{html.escape(line.description or '')}</td>"
        f"<td class=n>{line.quantity} h</td><td class=n>{line.unit_price}</td><td class=n>19%</td>"
        f"<td class=n>{line.net_amount}</td></tr>"
        for line in _INVOICE.lines
    )
    totals = _INVOICE.totals
    assert totals is not None
    return (
        f"<html lang=en><title>Invoice {number}</title><p><small>Lindenhof GmbH</small><br>"
        f"Müller &amp; Söhne KG<br>Hafenweg 3<br>20457 Hamburg<h1>Invoice {number}</h1>"
        f"<p>Invoice date 23 Nov 2026<br>Due date 23 Dec 2026"
        f"<table><thead><tr><th>No.<th>Description<th>Quantity<th>Unit price<th>VAT<th>Net amount EUR</thead>{rows}"
        f"</table><table><tr><td>Total excluding VAT<td class=n>{totals.total_without_vat}<tr><td>VAT"
        f"<td class=n>{totals.total_vat}<tr><td><b>Amount due</b><td class=n><b>{totals.amount_due}</b></table>"
        f"<p>IBAN DE89 3704 0044 0532 0130 00</html>"
    )


def _ours(number: str) -> None:
    assert write(replace(_INVOICE, number=number), RenderOptions()).content.startswith(b"%PDF")


def _weasyprint() -> Callable[[str], None]:
    fonts = FontConfiguration()
    style = CSS(string=_fonts() + _STYLE, font_config=fonts)

    def draw(number: str) -> None:
        content = HTML(string=_page(number)).write_pdf(stylesheets=[style], font_config=fonts)
        assert content is not None
        assert content.startswith(b"%PDF")

    return draw


def run() -> dict[str, float]:
    """Median milliseconds of each, and how many times as long WeasyPrint takes."""
    writers = {"pdf_ms": _ours, "weasyprint_ms": _weasyprint()}
    taken: dict[str, list[float]] = {name: [] for name in writers}
    for repeat in range(WARM_UP + REPEATS):
        for name, draw in writers.items():
            start = time.perf_counter()
            draw(f"2026-{repeat:05}")
            if repeat >= WARM_UP:
                taken[name].append((time.perf_counter() - start) * 1000)
    medians = {name: round(statistics.median(times), 2) for name, times in taken.items()}
    return {**medians, "ratio": round(medians["weasyprint_ms"] / medians["pdf_ms"], 2)}


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
