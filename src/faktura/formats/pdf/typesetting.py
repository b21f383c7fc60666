"""The typesetter: data in, PDF out, through Typst; in this process, but for long documents.

Everything that comes from users travels as JSON beside the template and is shown as text, never read as code. The
template's folder is the only one that the template may read; it names no packages, so nothing is ever fetched.
"""

import calendar
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import typst

from faktura.formats.pdf.errors import TypesettingError
from faktura.formats.pdf.fonts import FONTS, measuring_in
from faktura.formats.pdf.letters import (
    BREAK,
    breakable,
    read_not_displayed,
    replace_each,
    replace_texts,
    replace_unsafe,
)
from faktura.formats.pdf.measures import measure

LINES_IN_TABLE_MAX = 300
"""With more lines a document is long: set leaner, without tags for reading aloud, and in a process of its own."""

_TEMPLATES = Path(__file__).parent / "template"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A text file inside; `relationship` is ``alternative``, ``data``, ``source`` or ``supplement`` (PDF/A-3)."""

    name: str
    media_type: str
    text: str
    description: str
    relationship: str = "alternative"


@cache
def _fonts() -> typst.Fonts:
    """The two weights of each font that pages are set in, and the typesetter's own fonts for other scripts.

    Fonts of the machine are left out: the same invoice must give the same bytes everywhere. For the same reason the
    package's folder can't be given as it is: it has every weight twice, as OTF and TTF, and the one that happens to
    come first in the folder would be taken. A folder of our own, with one file a weight, leaves no choice.
    """
    with tempfile.TemporaryDirectory(prefix="faktura-fonts-") as folder:
        for path in (path for font in FONTS.values() for path in font.files.values()):
            shutil.copyfile(path, Path(folder) / path.name)
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder])
        # Files are read when they are first used; after this page they are in memory, and the folder may go.
        typst.Compiler(_TEMPLATES / "fonts.typ", root=_TEMPLATES, font_paths=fonts, ignore_system_fonts=True).compile(
            format="pdf"
        )
    return fonts


# A compiler serves one call at a time. Idle ones wait here, so there are never more than calls at once; both ends
# of a deque are safe to use from several threads.
_idle: dict[str, deque[typst.Compiler]] = {"invoice.typ": deque(), "logo.typ": deque()}


def compile_here(template: str, inputs: Mapping[str, str], timestamp: int, *, tagged: bool) -> bytes:
    """One of the templates with its inputs, as PDF/A-3b, and as PDF/UA-1 too when it is `tagged`.

    Raises:
        TypesettingError: the typesetter refuses it.
    """
    standards: list[typst.PDFStandard] = ["a-3b", "ua-1"] if tagged else ["a-3b"]
    try:
        compiler = _idle[template].pop()
    except IndexError:
        compiler = typst.Compiler(_TEMPLATES / template, root=_TEMPLATES, font_paths=_fonts(), ignore_system_fonts=True)
    try:
        made = compiler.compile(
            format="pdf", sys_inputs=dict(inputs), pdf_standards=standards, pdf_tags=tagged, timestamp=timestamp
        )
    except typst.TypstError as error:
        raise TypesettingError(error.diagnostic) from error
    finally:
        _idle[template].append(compiler)
    assert isinstance(made, bytes)
    return made


_apart = threading.Lock()


def _compile_apart(template: str, inputs: Mapping[str, str], timestamp: int) -> bytes:
    """The same without tags, in a process of its own, one at a time.

    The typesetter keeps what it made for the next ten documents, which is hundreds of megabytes after a long one, and
    would look through it each time; it can't be told otherwise. The end of a process gives all back.
    """
    command = [sys.executable, "-P", "-m", "faktura.formats.pdf.apart"]
    with _apart:
        done = subprocess.run(  # noqa: S603 - our own program with our own arguments
            command, input=orjson.dumps([template, inputs, timestamp]), capture_output=True, check=False
        )
    if done.returncode:
        raise TypesettingError(done.stderr.decode())
    return done.stdout


def template_inputs(
    file: Mapping[str, Any],
    shown: Mapping[str, Any],
    drawings: Mapping[str, str],
    attachments: Sequence[Attachment],
    measures: Mapping[str, Any],
) -> dict[str, str]:
    """What the template of the page reads; see `typeset` and `faktura.formats.pdf.measures`."""
    data = orjson.dumps(
        {
            "file": file,
            "shown": shown,
            "drawings": drawings,
            "attachments": [asdict(attached) for attached in attachments],
            "measures": measures,
            "is_long": _is_long(shown),
        }
    ).decode()
    return {"data": data, "softened": "yes" if BREAK in data else ""}


def _is_long(shown: Mapping[str, Any]) -> bool:
    return len(shown["rows"]) > LINES_IN_TABLE_MAX


def typeset(
    file: Mapping[str, Any],
    shown: Mapping[str, Any],
    drawings: Mapping[str, str],
    day: date | None,
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """Set a page (see `faktura.formats.pdf.page`) as PDF/A-3b, and as PDF/UA-1 unless it is long.

    `drawings` are SVG texts by name; `day` becomes the file's creation date (1970-01-01 when unknown). The same
    input gives the same bytes. A character that no font has is printed as U+25A1.
    """
    timestamp = calendar.timegm(day.timetuple()) if day else 0

    def set_page(texts: Any) -> bytes:
        with measuring_in(file["font"]):
            measures = measure(texts)
        inputs = template_inputs(file, texts, drawings, attachments, measures)
        if _is_long(shown):
            return _compile_apart("invoice.typ", inputs, timestamp)
        return compile_here("invoice.typ", inputs, timestamp, tagged=True)

    texts = replace_texts(shown, breakable)
    try:
        return set_page(texts)
    except TypesettingError as error:
        pieces = read_not_displayed(str(error))
        if not pieces:
            raise
    try:
        return set_page(replace_texts(texts, replace_each(pieces)))
    except TypesettingError as error:
        if not read_not_displayed(str(error)):
            raise
    # Characters that fail only beside others: keep what can't fail.
    return set_page(replace_texts(texts, replace_unsafe))


def is_drawable(drawing: str) -> bool:
    """Whether the typesetter can draw an SVG text with a size of its own."""
    try:
        compile_here("logo.typ", {"drawing": drawing}, 0, tagged=True)
    except TypesettingError:
        return False
    return True
