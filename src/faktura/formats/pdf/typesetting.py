"""The typesetter: data in, PDF out, through Typst; in this process, but for long documents.

Everything that comes from users travels as JSON beside the template and is shown as text, never read as code. The
template's folder is the only one that the template may read; it names no packages, so nothing is ever fetched.
"""

import calendar
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import unicodedata
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import typst

from faktura.formats.pdf.errors import TypesettingError
from faktura.formats.pdf.fonts import FONTS, measuring_in
from faktura.formats.pdf.measures import measure

LINES_IN_TABLE_MAX = 300
"""With more lines a document is long: set leaner, without tags for reading aloud, and in a process of its own."""

_TEMPLATES = Path(__file__).parent / "template"

# What is printed for a character that no font has. PDF/A (ISO 19005-3, 6.2.11.8) and PDF/UA forbid the font's own
# empty box, so such a document could not be written at all.
_STAND_IN = "\u25a1"
_BREAK = "\u200b"
_WORD_LENGTH_MAX = 30
_LONG_WORD = re.compile(rf"\S{{{_WORD_LENGTH_MAX + 1},}}")
_NOT_DISPLAYED = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]+)\}|\\(.)")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t"}
# Latin, Greek, Cyrillic and common signs: every one of these is in the fonts that are always there.
_SAFE_RANGES = (
    "\n\t -~\u00a0-\u017f\u0391-\u03a9\u03b1-\u03c9\u0410-\u044f"
    "\u2013\u2014\u2018-\u201e\u2022\u2026\u202f\u20ac\u2212\u200b"
)
_NOT_SAFE = re.compile(f"[^{_SAFE_RANGES}]")


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


def _map_texts(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: _map_texts(item, change) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_map_texts(item, change) for item in value]
    return value


def _is_joined(character: str) -> bool:
    """Whether a character belongs to the one before it (combining marks, joiners, variation selectors)."""
    return unicodedata.category(character) in {"Mn", "Me", "Mc", "Cf"}


def _open_word(found: re.Match[str]) -> str:
    return "".join(c if not i or _is_joined(c) else f"{_BREAK}{c}" for i, c in enumerate(found[0]))


def breakable(text: str) -> str:
    """A text whose overlong words may break anywhere: a zero-width space (U+200B) marks each place.

    The template puts empty spacing in their place, so they are not in the text that a reader copies.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace(_BREAK, "")
    return _LONG_WORD.sub(_open_word, text) if len(text) > _WORD_LENGTH_MAX else text


def _read_not_displayed(error: TypesettingError) -> list[str]:
    """The pieces of text that no font could show, longest first, as the typesetter names them."""

    def unescape(found: re.Match[str]) -> str:
        return chr(int(found[1], 16)) if found[1] else _ESCAPED.get(found[2], found[2])

    pieces = {_ESCAPE.sub(unescape, piece) for piece in _NOT_DISPLAYED.findall(str(error))}
    return sorted(pieces, key=lambda piece: (-len(piece), piece))


def _replace_each(pieces: Sequence[str]) -> Callable[[str], str]:
    pattern = re.compile("|".join(map(re.escape, pieces)))
    return lambda text: pattern.sub(_STAND_IN, text)


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
    return {"data": data, "softened": "yes" if _BREAK in data else ""}


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

    texts = _map_texts(shown, breakable)
    try:
        return set_page(texts)
    except TypesettingError as error:
        pieces = _read_not_displayed(error)
        if not pieces:
            raise
    try:
        return set_page(_map_texts(texts, _replace_each(pieces)))
    except TypesettingError as error:
        if not _read_not_displayed(error):
            raise
    # Characters that fail only beside others: keep what can't fail.
    return set_page(_map_texts(texts, lambda text: _NOT_SAFE.sub(_STAND_IN, text)))


def is_drawable(drawing: str) -> bool:
    """Whether the typesetter can draw an SVG text with a size of its own."""
    try:
        compile_here("logo.typ", {"drawing": drawing}, 0, tagged=True)
    except TypesettingError:
        return False
    return True
