"""Work in the locked process: a template and its data -> pages, as PDF or as pictures; and the text on them."""

import re
import warnings
from typing import Any

import typst

from faktura.templates.sandbox.page_text import Unreadable, read_pages

PAGES_MAX = 1_000
PICTURES_MAX = 20
PICTURE_PPI = 96
DIAGNOSTICS_MAX = 20
TEXT_LENGTH_MAX = 500

# Stands before the first line of a template, on a line of its own: what it may not call, and what holds unless it says
# otherwise. `std` would lead round, and `eval` would read texts of strangers as code.
PRELUDE = (
    "#let (plugin, eval, std) = (none, none, none); "
    "#set document(title: sys.inputs.title, author: sys.inputs.author); "
    '#set text(font: (sys.inputs.font, "Source Sans Pro", "Libertinus Serif", "DejaVu Sans Mono")); '
    "#set text(lang: sys.inputs.language); "
    '#set text(number-width: "tabular") if sys.inputs.figures == "tabular"; '
    '#set page(..if sys.inputs.draft != "" {(foreground: rotate(-52deg, text(size: 90pt, fill: luma(0, 12%), '
    "sys.inputs.draft)))})\n"
)
PRELUDE_LINES = 1

_PLACE = re.compile(r"^\s*┌─ \S*?:(\d+):(\d+)\s*$", re.MULTILINE)
_START = re.compile(r"^(error|warning): ", re.MULTILINE)
_HINT = re.compile(r"^\s*= hint: (.*)$", re.MULTILINE)
_PICTURE_LINE = re.compile(r"^\s*(?:┌─|│|=|\d+ │)")
_FOREIGN_FILE = re.compile(r"file not found|would escape|failed to load linked image|is a directory|access denied")
_PACKAGE = re.compile(r"package")
_ACCESSIBLE = "PDF/UA"

_HIDDEN = "This function is not there for templates."


def open_fonts(paths: list[str]) -> typst.Fonts:
    """The fonts of the pages, and the typesetter's own; none of the machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=paths)


def make_ready(fonts: typst.Fonts, root: str) -> typst.Compiler:
    """A compiler whose fonts are in memory and whose threads run."""
    nowhere = f"{root}/nowhere"
    compiler = typst.Compiler(
        root=root, font_paths=fonts, ignore_system_fonts=True, package_path=nowhere, package_cache_path=nowhere
    )
    # Fonts of files are read when they are first used, and then it is too late.
    own = [f'#text(font: "{font.family}", weight: {font.weight})[a]' for font in fonts.fonts() if font.path]
    compiler.compile(input="".join(own).encode(), format="pdf")
    return compiler


def _code(message: str) -> str:
    if (_PACKAGE.search(message) and "download" in message) or "package not found" in message:
        return "template_package"
    return "template_file" if _FOREIGN_FILE.search(message) else "template_error"


_SENTENCES = {
    "template_package": "Packages can't be imported: a template reaches neither the network nor other files.",
    "template_file": "Files can't be read: a template is one text, and all else comes with sys.inputs.data.",
}


def _hint(piece: str) -> str:
    hint = "; ".join(_HINT.findall(piece))
    return _HIDDEN if "`std." in hint else hint[:TEXT_LENGTH_MAX]


def _message(piece: str) -> str:
    words = []
    for line in piece.splitlines():
        if _PICTURE_LINE.match(line) or not line.strip():
            break
        words.append(line.strip())
    return " ".join(words)


def diagnostics(text: str, wanted: str) -> list[dict[str, Any]]:
    """The errors or warnings in what the typesetter says, each with its place in the template and a hint.

    Paths of this machine are no business of whoever wrote the template, so such messages are put in our own words.
    """
    starts = [*_START.finditer(text)]
    found = []
    ends = [*(start.start() for start in starts[1:]), len(text)]
    for start, end in zip(starts, ends, strict=False):
        if start[1] != wanted:
            continue
        piece = text[start.end() : end]
        message = _message(piece)
        code = _code(message)
        at = _PLACE.search(piece)
        line = int(at[1]) - PRELUDE_LINES if at else 0
        found.append(
            {
                "code": code,
                "message": _SENTENCES.get(code, message[:1].upper() + message[1:])[:TEXT_LENGTH_MAX],
                "line": line if line > 0 else None,
                "column": int(at[2]) if at and line > 0 else None,
                "hint": "" if code in _SENTENCES else _hint(piece),
            }
        )
    return found[:DIAGNOSTICS_MAX]


def _not_readable(text: str) -> list[dict[str, Any]]:
    """What is in the way of a PDF that can be read aloud, told without being an error."""
    found = diagnostics(text, "error")
    return [{**each, "code": "template_not_accessible"} for each in found]


def work(compiler: typst.Compiler, job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Set a template: ``source``, ``inputs``, ``timestamp``, ``form`` (pdf or png), and whether its ``text`` is wanted.

    The answer: ``outcome`` is ``made`` or ``refused``; ``errors``, ``warnings``; for a PDF its bytes, whether it is
    ``accessible`` (PDF/UA-1), and ``pages`` with their texts; for pictures their ``sizes``, one behind the other.
    """
    source = (PRELUDE + job["source"]).encode()
    given: dict[str, Any] = {"input": source, "sys_inputs": job["inputs"], "timestamp": job["timestamp"]}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            if job["form"] == "png":
                return _pictures(compiler, given)
            return _pdf(compiler, given, wants_text=job["text"])
        except typst.TypstError as error:
            text = error.diagnostic
            return {"outcome": "refused", "errors": diagnostics(text, "error"), "warnings": [], "diagnostic": text}, b""


def _warnings(found: list[typst.TypstWarning]) -> list[dict[str, Any]]:
    return [each for warning in found for each in diagnostics(warning.diagnostic, "warning")][:DIAGNOSTICS_MAX]


def _pictures(compiler: typst.Compiler, given: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    made, told = compiler.compile_with_warnings(format="png", ppi=PICTURE_PPI, **given)
    pictures = [made] if isinstance(made, bytes) else list(made or [])
    header = {"outcome": "made", "errors": [], "warnings": _warnings(told), "count": len(pictures)}
    pictures = pictures[:PICTURES_MAX]
    return {**header, "sizes": [len(picture) for picture in pictures]}, b"".join(pictures)


def _pdf(compiler: typst.Compiler, given: dict[str, Any], *, wants_text: bool) -> tuple[dict[str, Any], bytes]:
    told: list[dict[str, Any]] = []
    accessible = True
    try:
        made, found = compiler.compile_with_warnings(format="pdf", pdf_standards=["a-3b", "ua-1"], **given)
    except typst.TypstError as error:
        if _ACCESSIBLE not in error.diagnostic:
            raise
        accessible, told = False, _not_readable(error.diagnostic)
        made, found = compiler.compile_with_warnings(format="pdf", pdf_standards=["a-3b"], **given)
    assert isinstance(made, bytes)
    if b"/EmbeddedFile" in made:
        # What is inside an invoice's file is ours to say: a hybrid's XML must have no rival.
        why = "Files can't be attached by a template (pdf.attach); Faktura attaches what belongs inside."
        return {"outcome": "refused", "errors": [_plain_error("template_attaches", why)], "warnings": []}, b""
    header: dict[str, Any] = {"outcome": "made", "errors": [], "accessible": accessible}
    header["warnings"] = [*_warnings(found), *told][:DIAGNOSTICS_MAX]
    if wants_text:
        try:
            pages = read_pages(made, PAGES_MAX)
        except Unreadable as why:
            return {"outcome": "refused", "errors": [_plain_error("template_too_large", str(why))], "warnings": []}, b""
        header["pages"] = pages
    return header, made


def _plain_error(code: str, message: str) -> dict[str, Any]:
    return {"code": code, "message": message, "line": None, "column": None, "hint": ""}
