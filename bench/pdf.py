"""How long a one-page PDF takes: our writer beside WeasyPrint on an equivalent page.

Run it with ``python -m bench.pdf``. Both make PDF/A-3b with the same words, logo, fonts and payment code: letterhead,
address, facts, six lines, breakdown and totals, how to pay, and a foot with the page's number. The number of the
document changes from run to run. They run alternately in one process, so that a busy machine slows both.

WeasyPrint is used as its documentation advises for many documents: one `FontConfiguration`, one parsed style sheet and
one cache of pictures. It is handed finished texts and the drawn payment code, whose time is counted on our side only.
"""

import base64
import html
import io
import json
import statistics
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from PIL import Image, ImageDraw
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from faktura.calculation import calculate
from faktura.formats.pdf import write
from faktura.formats.pdf.fonts import font_path
from faktura.formats.pdf.page import describe
from faktura.formats.pdf.payment_code import payment_code_payload
from faktura.formats.pdf.qr_code import draw_qr_code
from faktura.model import Address, Buyer, Contact, CreditTransfer, Invoice, Line, PaymentInstructions, Seller, Vat
from faktura.sockets import Branding, RenderOptions

REPEATS = 25
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
    for number in range(1, 7)
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
            contact=Contact(name="Jonas Weber", phone="+49 30 1234567", email="rechnung@lindenhof.example"),
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


def _logo() -> bytes:
    picture = Image.new("RGB", (600, 200), "white")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((20, 20, 180, 180), fill="#1f3a5f")
    pen.rectangle((220, 60, 580, 140), fill="#c0392b")
    content = io.BytesIO()
    picture.save(content, "PNG")
    return content.getvalue()


_OPTIONS = RenderOptions(branding=Branding(logo=_logo()))

_STYLE = """
@page { size: A4; margin: 27mm 20mm 35mm 25mm; @bottom-center { content: element(foot); width: 100%; } }
body { font: 9.5pt Source; line-height: 1.15; margin: 0; }
#foot { position: running(foot); font-size: 7.2pt; color: #5b6470; }
#foot table { border-top: 0.4pt solid #d5d9de; width: 100%; table-layout: fixed; } #foot td { padding-top: 1.6mm; }
#foot .pages { text-align: right; }
#foot .pages::after { content: "Page " counter(page) " of " counter(pages); }
#bar { position: absolute; top: -27mm; left: -25mm; width: 210mm; height: 2.2mm; background: #1f3a5f; }
.sides { width: 100%; table-layout: fixed; } .side { width: 65mm; }
#sender { height: 33mm; } #letterhead { margin-top: -15mm; } #window { height: 51mm; } #logo { width: 62mm; }
h1 { font-size: 19pt; font-weight: 600; color: #1f3a5f; margin: 4.5mm 0 6mm; }
h2 { font-size: 10.5pt; font-weight: 600; color: #1f3a5f; margin: 8mm 0 3mm; }
table { border-collapse: collapse; } td, th { vertical-align: top; text-align: left; padding: 0; }
.lines { width: 100%; font-size: 9pt; }
.lines th { font-size: 8pt; font-weight: 600; color: #1f3a5f; border-bottom: 0.8pt solid #1f3a5f; }
.lines td, .lines th { padding: 1.4mm 3.5mm 1.4mm 0; } .lines td { border-bottom: 0.4pt solid #d5d9de; }
.sums { width: 82mm; } .totals { width: 100%; }
.shares td, .shares th { padding-right: 6mm; } .code, .code img { width: 30mm; }
.facts td { text-align: left; padding-right: 4mm; }
.totals td { padding: 1.15mm 0; }
.n, .lines .n { text-align: right; }
.due { background: #e8ebef; font-weight: 600; color: #1f3a5f; }
b { font-weight: 600; } small, .facts td:first-child { color: #5b6470; }
"""


def _fonts() -> str:
    return "".join(
        f"@font-face {{ font-family: Source; font-weight: {weight}; src: url({font_path(name).as_uri()}) }}"
        for name, weight in (("Regular", 400), ("Semibold", 600))
    )


def _lines(texts: Iterable[str]) -> str:
    return "<br>".join(map(html.escape, texts))


def _rows(rows: Iterable[Iterable[str]]) -> str:
    return "".join(
        "<tr>" + "".join(f"<td{' class=n' if n else ''}>{html.escape(cell)}" for n, cell in enumerate(row))
        for row in rows
    )


def _page(file: Mapping[str, Any], shown: Mapping[str, Any], logo: str, code: str) -> str:
    heads, breakdown, payment = shown["columns"], shown["breakdown"], shown["payment"]
    lines = "".join(
        f"<tr><td>{row['position']}<td><b>{html.escape(row['name'])}</b><br>{html.escape(row['description'])}"
        f"<td class=n>{row['quantity']}<td>{row['unit']}<td class=n>{row['price']}<td class=n>{row['vat']}"
        f"<td class=n>{row['amount']}"
        for row in shown["rows"]
    )
    facts = _rows((fact["label"], fact["value"]) for fact in shown["meta"])
    totals = _rows((row["label"], row["amount"]) for row in shown["totals"])
    shares = _rows((row["rate"], row["taxable"], row["tax"]) for row in breakdown["rows"])
    return (
        f"<html lang={file['language']}><title>{html.escape(file['title'])}</title>"
        f"<div id=foot><table><tr>{''.join(f'<td>{_lines(each)}' for each in shown['foot']['columns'])}"
        f"</table><div class=pages></div></div><div id=bar></div>"
        f"<table class=sides id=letterhead><tr><td><img id=logo src='{logo}' alt=Logo><td class=side id=sender><small>"
        f"<b>{html.escape(shown['head']['name'])}</b><br>"
        f"{_lines([*shown['head']['lines'], *shown['head']['contact']])}</small></table>"
        f"<table class=sides><tr><td id=window><small>{html.escape(shown['head']['return_line'])}</small><br>"
        f"{_lines(shown['window'])}<td class=side><table class=facts>{facts}</table></table>"
        f"<h1>{html.escape(file['title'])}</h1>"
        f"<table class=lines><thead><tr><th>{heads['position']}<th>{heads['description']}"
        f"<th colspan=2>{heads['quantity']}<th class=n>{heads['unit_price']}<th class=n>{heads['vat']}"
        f"<th class=n>{heads['net_amount']} {shown['currency']}</thead>{lines}</table>"
        f"<table class=sides><tr><td><table class=shares><tr><th>{breakdown['rate']}<th class=n>{breakdown['taxable']}"
        f"<th class=n>{breakdown['tax']}{shares}</table><td class=sums><table class=totals>{totals}"
        f"<tr class=due><td>{shown['due']['label']}<td class=n>{shown['due']['amount']}</table></table>"
        f"<h2>{payment['title']}</h2><table class=sides><tr><td><table class=facts>"
        f"{_rows((row['label'], row['value']) for row in payment['rows'])}</table>"
        f"<td class=code><img src='{code}' alt='{payment['scan']}'>"
        f"<br><small>{payment['scan']}</small></table></html>"
    )


def _address(media_type: str, content: bytes) -> str:
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"


def _ours(number: str) -> Callable[[], None]:
    invoice = replace(_INVOICE, number=number)

    def draw() -> None:
        assert write(invoice, _OPTIONS).content.startswith(b"%PDF")

    return draw


def _weasyprint() -> Callable[[str], Callable[[], None]]:
    fonts = FontConfiguration()
    style = CSS(string=_fonts() + _STYLE, font_config=fonts)
    pictures: dict[str, Any] = {}
    logo = _address("image/png", _logo())

    def prepare(number: str) -> Callable[[], None]:
        invoice = replace(_INVOICE, number=number)
        page = describe(invoice, _OPTIONS)
        code = _address("image/svg+xml", draw_qr_code(payment_code_payload(invoice)).encode())
        text = _page(page.file, page.shown, logo, code)

        def draw() -> None:
            content = HTML(string=text).write_pdf(
                stylesheets=[style], font_config=fonts, cache=pictures, pdf_variant="pdf/a-3b"
            )
            assert content is not None
            assert content.startswith(b"%PDF")

        return draw

    return prepare


def run() -> dict[str, float]:
    """Median milliseconds of each, and how many times as long WeasyPrint takes."""
    writers = {"pdf_ms": _ours, "weasyprint_ms": _weasyprint()}
    taken: dict[str, list[float]] = {name: [] for name in writers}
    for repeat in range(WARM_UP + REPEATS):
        for name, prepare in writers.items():
            draw = prepare(f"2026-{repeat:05}")
            start = time.perf_counter()
            draw()
            if repeat >= WARM_UP:
                taken[name].append((time.perf_counter() - start) * 1000)
    medians = {name: round(statistics.median(times), 2) for name, times in taken.items()}
    return {**medians, "ratio": round(medians["weasyprint_ms"] / medians["pdf_ms"], 2)}


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
