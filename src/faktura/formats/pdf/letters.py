"""Texts made fit for the typesetter: overlong words that may break, and a stand-in for letters that no font has."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

# What is printed for a character that no font has. PDF/A (ISO 19005-3, 6.2.11.8) and PDF/UA forbid the font's own
# empty box, so such a document could not be written at all.
STAND_IN = "\u25a1"
BREAK = "\u200b"
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


def replace_texts(value: Any, change: Callable[[str], str]) -> Any:
    """The same data with every text changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: replace_texts(item, change) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [replace_texts(item, change) for item in value]
    return value


def _is_joined(character: str) -> bool:
    """Whether a character belongs to the one before it (combining marks, joiners, variation selectors)."""
    return unicodedata.category(character) in {"Mn", "Me", "Mc", "Cf"}


def _open_word(found: re.Match[str]) -> str:
    return "".join(c if not i or _is_joined(c) else f"{BREAK}{c}" for i, c in enumerate(found[0]))


def breakable(text: str) -> str:
    """A text whose overlong words may break anywhere: a zero-width space (U+200B) marks each place.

    The template puts empty spacing in their place, so they are not in the text that a reader copies.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace(BREAK, "")
    return _LONG_WORD.sub(_open_word, text) if len(text) > _WORD_LENGTH_MAX else text


def read_not_displayed(diagnostic: str) -> list[str]:
    """The pieces of text that no font could show, longest first, as the typesetter names them."""

    def unescape(found: re.Match[str]) -> str:
        return chr(int(found[1], 16)) if found[1] else _ESCAPED.get(found[2], found[2])

    pieces = {_ESCAPE.sub(unescape, piece) for piece in _NOT_DISPLAYED.findall(diagnostic)}
    return sorted(pieces, key=lambda piece: (-len(piece), piece))


def replace_each(pieces: Sequence[str]) -> Callable[[str], str]:
    """What puts the stand-in in the place of pieces of text."""
    pattern = re.compile("|".join(map(re.escape, pieces)))
    return lambda text: pattern.sub(STAND_IN, text)


def replace_unsafe(text: str) -> str:
    """A text in which the stand-in is put for every letter that some font might not have."""
    return _NOT_SAFE.sub(STAND_IN, text)
