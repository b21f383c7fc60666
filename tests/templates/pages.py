"""Templates and documents for the tests of this folder."""

from typing import Any

from faktura.sockets import Branding
from faktura.templates.draw import Drawn, draw_pages
from faktura.templates.samples import samples
from faktura.templates.sandbox.crew import Made, sandbox
from faktura.templates.starter import starter

STARTER = starter("pdf").source or ""
DATA = '{"name": "<b>Lindenhof</b>", "items": [1, 2]}'


def job(source: str, **changes: Any) -> dict[str, Any]:
    """A piece of work for the sandbox: a template with little data."""
    inputs = {
        "data": DATA,
        "title": "Title",
        "author": "Author",
        "language": "de",
        "draft": "",
        "font": "Source Sans Pro",
        "figures": "auto",
    }
    return {"work": "pages", "source": source, "inputs": inputs, "timestamp": 0, "form": "pdf", "text": True, **changes}


def set_source(source: str, **changes: Any) -> Made:
    """A template with little data, set in the sandbox."""
    return sandbox().run(job(source, **changes), patient=True)


def codes(made: Made) -> set[str]:
    """The codes of the errors."""
    return {error["code"] for error in made.errors}


def drawn(source: str, sample: str = "invoice", **options: Any) -> Drawn:
    """A made-up document, drawn by a template."""
    shown = samples()[sample]
    return draw_pages(source, shown.invoice, shown.options(Branding()), patient=True, **options)


def text_of(made: Made) -> str:
    """The text of all pages."""
    pages: list[str] = made.header["pages"]
    return " ".join(pages)
