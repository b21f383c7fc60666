"""The report as PDF, set by Typst; all texts travel as data and are never read as code."""

from dataclasses import asdict
from functools import cache
from pathlib import Path

import orjson
import typst

from faktura.documents.report.content import Content

_TEMPLATES = Path(__file__).parents[1] / "templates"


@cache
def _fonts() -> typst.Fonts:
    """The typesetter's own fonts only, so that the page looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def render_pdf(content: Content) -> bytes:
    """The PDF; the same content gives the same bytes."""
    compiler = typst.Compiler(_TEMPLATES / "report.typ", root=_TEMPLATES, font_paths=_fonts(), ignore_system_fonts=True)
    data = orjson.dumps(asdict(content)).decode()
    made = compiler.compile(format="pdf", sys_inputs={"data": data}, timestamp=0)
    assert isinstance(made, bytes)
    return made
