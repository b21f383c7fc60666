"""A hybrid PDF with six lines, a logo and a payment code: Factur-X of ours, and of WeasyPrint with the XML attached.

The page is that of ``bench.pdf``, the XML is the same in both. Ours writes the XML, sets the page, and puts XML and
metadata of Factur-X into it; WeasyPrint gets the finished XML and page, and the metadata of Factur-X are not asked of
it. They run alternately in one process, so that a busy machine slows both. Reading is timed on what ours wrote.
"""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration

from bench import pdf as page_bench
from faktura.formats import cii
from faktura.formats.facturx import Profile, extract, read, reduce, write
from faktura.formats.pdf.page import describe
from faktura.formats.pdf.payment_code import payment_code_payload
from faktura.formats.pdf.qr_code import draw_qr_code

REPEATS = 25
WARM_UP = 3


def _ours(number: str) -> Callable[[], None]:
    invoice = replace(page_bench._INVOICE, number=number)

    def draw() -> None:
        assert write(invoice, page_bench._OPTIONS, Profile.EN16931).content.startswith(b"%PDF")

    return draw


def _weasyprint() -> Callable[[str], Callable[[], None]]:
    fonts = FontConfiguration()
    style = CSS(string=page_bench._fonts() + page_bench._STYLE, font_config=fonts)
    pictures: dict[str, Any] = {}
    logo = page_bench._address("image/png", page_bench._logo())

    def prepare(number: str) -> Callable[[], None]:
        invoice = replace(page_bench._INVOICE, number=number)
        page = describe(invoice, page_bench._OPTIONS)
        code = page_bench._address("image/svg+xml", draw_qr_code(payment_code_payload(invoice)).encode())
        text = page_bench._page(page.file, page.shown, logo, code)
        xml = cii.write(reduce(invoice, Profile.EN16931), page_bench._OPTIONS).content

        def draw() -> None:
            attached = Attachment(string=xml, name="factur-x.xml", description="Factur-X", relationship="Alternative")
            content = HTML(string=text).write_pdf(
                stylesheets=[style], font_config=fonts, cache=pictures, pdf_variant="pdf/a-3b", attachments=[attached]
            )
            assert content is not None
            assert content.startswith(b"%PDF")

        return draw

    return prepare


def run() -> dict[str, float]:
    """Median milliseconds of each, how many times as long WeasyPrint takes, and of taking out and reading the XML."""
    writers = {"facturx_ms": _ours, "weasyprint_ms": _weasyprint()}
    taken: dict[str, list[float]] = {name: [] for name in (*writers, "extract_ms", "read_ms")}
    written = write(page_bench._INVOICE, page_bench._OPTIONS, Profile.EN16931).content
    readers = {"extract_ms": extract, "read_ms": read}
    for repeat in range(WARM_UP + REPEATS):
        works = {name: prepare(f"2026-{repeat:05}") for name, prepare in writers.items()}
        works |= {name: partial(reader, written) for name, reader in readers.items()}
        for name, work in works.items():
            start = time.perf_counter()
            work()
            if repeat >= WARM_UP:
                taken[name].append((time.perf_counter() - start) * 1000)
    medians = {name: round(statistics.median(times), 2) for name, times in taken.items()}
    return {**medians, "ratio": round(medians["weasyprint_ms"] / medians["facturx_ms"], 2)}


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
