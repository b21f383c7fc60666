"""The objects of a PDF (ISO 32000-1, 7.3) as a stranger wrote them: read with limits, never trusted."""

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

DEPTH_MAX = 60
OBJECTS_MAX = 1_000_000
"""How many values are read of one file, those in arrays and dictionaries counted."""
_BYTES_OF_A_VALUE = 64


class Damaged(ValueError):  # noqa: N818 - a fragment of a sentence, as all our errors are named
    """What stands there is no object; another place of the file may still be sound."""


class TooLarge(ValueError):  # noqa: N818 - likewise
    """The file goes beyond a limit of ours; the text is a sentence."""


class Name(str):
    """A name, without its slash."""

    __slots__ = ()


class Reference(NamedTuple):
    """A pointer to an object of the file."""

    number: int
    generation: int


@dataclass(frozen=True, slots=True)
class Stream:
    """A dictionary with bytes behind it, which begin at `start`."""

    values: dict[str, Any]
    start: int


_BLANK = re.compile(rb"(?:[\x00\t\n\f\r ]++|%[^\r\n]*+)*+")
_NUMBER = re.compile(rb"[+-]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})")
_NAME = re.compile(rb"/([^\x00\t\n\f\r ()<>\[\]{}/%]*)")
_ESCAPED_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_REFERENCE = re.compile(rb"(\d{1,10})[\x00\t\n\f\r ]+(\d{1,5})[\x00\t\n\f\r ]+R(?![^\x00\t\n\f\r ()<>\[\]{}/%])")
_KEYWORD = re.compile(rb"true|false|null")
_HEX = re.compile(rb"<([0-9A-Fa-f\x00\t\n\f\r ]*)")
_OBJECT = re.compile(rb"[\x00\t\n\f\r ]*(\d{1,10})[\x00\t\n\f\r ]+(\d{1,5})[\x00\t\n\f\r ]+obj")
_STREAM = re.compile(rb"stream(?:\r\n|\n|\r)")
_IN_STRING = re.compile(rb"[^()\\]*")
_ESCAPE = re.compile(rb"[0-7]{1,3}|\r\n|.", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_KEYWORDS = {b"true": True, b"false": False, b"null": None}


class Reader:
    """Reads objects out of bytes; all reading together is limited to `OBJECTS_MAX` values.

    A long string or comment counts as many: objects may lie inside one another, so that few bytes can be read often.
    """

    def __init__(self) -> None:
        self._left = OBJECTS_MAX

    def charge(self, count: int) -> None:
        """Count work that is as much as reading so many values.

        Raises:
            TooLarge: it is more than any honest file takes.
        """
        self._left -= count
        if self._left < 0:
            raise TooLarge(f"The PDF has more than {OBJECTS_MAX} objects; it is not read.")

    def value(self, data: bytes, at: int, depth: int = 0) -> tuple[Any, int]:
        """The value at a place, and where it ends.

        A dictionary is a `dict`, a string `bytes`, a real number `float` (no amounts stand in a PDF's structure).

        Raises:
            Damaged: there is no value. TooLarge: there are too many in this file.
        """
        self.charge(1)
        if depth > DEPTH_MAX:
            raise Damaged("nested too deeply")
        at = self._skip(data, at)
        first = data[at : at + 1]
        if first == b"/":
            return _read_name(data, at)
        if first == b"<" and data[at + 1 : at + 2] == b"<":
            return self._dictionary(data, at + 2, depth)
        if first == b"[":
            return self._array(data, at + 1, depth)
        if first == b"(":
            return self._string(data, at + 1)
        if first == b"<":
            return self._hex(data, at)
        if found := _REFERENCE.match(data, at):
            return Reference(int(found[1]), int(found[2])), found.end()
        if found := _NUMBER.match(data, at):
            return (float(found[0]) if b"." in found[0] else int(found[0])), found.end()
        if found := _KEYWORD.match(data, at):
            return _KEYWORDS[found[0]], found.end()
        raise Damaged(f"no object at byte {at}")

    def _skip(self, data: bytes, at: int) -> int:
        end = skip_blank(data, at)
        self.charge((end - at) // _BYTES_OF_A_VALUE)
        return end

    def _string(self, data: bytes, at: int) -> tuple[bytes, int]:
        """A string up to the parenthesis that belongs to it."""
        pieces, open_inside = [], 0
        while True:
            found = _IN_STRING.match(data, at)
            assert found is not None
            pieces.append(found[0])
            self.charge(1 + (found.end() - at) // _BYTES_OF_A_VALUE)
            at = found.end()
            sign = data[at : at + 1]
            at += 1
            if sign == b"(":
                open_inside += 1
            elif sign == b")":
                if not open_inside:
                    return b"".join(pieces), at
                open_inside -= 1
            elif sign == b"\\":
                escape = _ESCAPE.match(data, at)
                if escape is None:
                    raise Damaged("a string has no end")
                pieces.append(_unescape(escape[0]))
                at = escape.end()
                continue
            else:
                raise Damaged("a string has no end")
            pieces.append(sign)

    def _hex(self, data: bytes, at: int) -> tuple[bytes, int]:
        found = _HEX.match(data, at)
        assert found is not None
        self.charge((found.end() - at) // _BYTES_OF_A_VALUE)
        if not data.startswith(b">", found.end()):
            raise Damaged(f"no string at byte {at}")
        digits = found[1].translate(None, b"\x00\t\n\f\r ")
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()), found.end() + 1

    def _array(self, data: bytes, at: int, depth: int) -> tuple[list[Any], int]:
        items: list[Any] = []
        while True:
            at = self._skip(data, at)
            if data.startswith(b"]", at):
                return items, at + 1
            item, at = self.value(data, at, depth + 1)
            items.append(item)

    def _dictionary(self, data: bytes, at: int, depth: int) -> tuple[dict[str, Any], int]:
        values: dict[str, Any] = {}
        while True:
            at = self._skip(data, at)
            if data.startswith(b">>", at):
                return values, at + 2
            key, at = _read_name(data, at)
            values[key], at = self.value(data, at, depth + 1)

    def object(self, data: bytes, at: int) -> tuple[int, Any]:
        """The numbered object at a place: its number, and its value or `Stream`."""
        found = _OBJECT.match(data, at)
        if found is None:
            raise Damaged(f"no numbered object at byte {at}")
        value, at = self.value(data, found.end())
        if isinstance(value, dict) and (stream := _STREAM.match(data, self._skip(data, at))):
            return int(found[1]), Stream(value, stream.end())
        return int(found[1]), value


def skip_blank(data: bytes, at: int) -> int:
    """The next place that is no white space or comment."""
    found = _BLANK.match(data, at)
    return found.end() if found else at


def _read_name(data: bytes, at: int) -> tuple[Name, int]:
    found = _NAME.match(data, at)
    if found is None:
        raise Damaged(f"no name at byte {at}")
    text = _ESCAPED_NAME.sub(lambda escape: bytes([int(escape[1], 16)]), found[1])
    return Name(text.decode("utf-8", "replace")), found.end()


def _unescape(escape: bytes) -> bytes:
    if escape[:1].isdigit() and escape[:1] < b"8":
        return bytes([int(escape, 8) & 255])
    if escape in (b"\n", b"\r", b"\r\n"):
        return b""
    return _ESCAPED.get(escape, escape)


def text_of(value: Any) -> str:
    """A text string (UTF-16 or UTF-8 with its mark, else one byte a letter); empty for what is none."""
    if isinstance(value, Name):
        return str(value)
    if not isinstance(value, bytes):
        return ""
    if value.startswith(b"\xfe\xff"):
        return value[2:].decode("utf-16-be", "replace")
    if value.startswith(b"\xff\xfe"):
        return value[2:].decode("utf-16-le", "replace")
    if value.startswith(b"\xef\xbb\xbf"):
        return value[3:].decode("utf-8", "replace")
    return value.decode("latin-1")
