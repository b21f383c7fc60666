"""The text that a reader sees on the pages of the typesetter's PDF, to learn whether all that must stand there does.

Only what the typesetter writes is read: objects in one plain table, texts as glyphs of fonts with a map to Unicode.
Text that is too small to read, or beyond the edge of the paper, is left out.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

SIZE_MIN = 4.0
"""Points. What is smaller counts as not printed."""
TEXT_LENGTH_MAX = 2_000_000
_FORMS_DEEP_MAX = 8

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n?(.*?)\nendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*)\r?\nendstream\s*\Z", re.DOTALL)
_REFERENCES = re.compile(rb"(\d+) 0 R")
_NAMED = re.compile(rb"/([^\s/<>\[\]()]+) (\d+) 0 R")
_BOX = re.compile(rb"/MediaBox\[([-\d. ]+)\]")
_MAPPED = re.compile(rb"<([0-9A-Fa-f]+)> <([0-9A-Fa-f]*)>")
_TOKEN = re.compile(
    rb"(?P<number>[-+]?(?:\d+\.?\d*|\.\d+))|(?P<name>/[^\s/<>\[\]()]*)|(?P<hex><[0-9A-Fa-f\s]*>)|(?P<open>\()"
    rb"|(?P<word>[A-Za-z'\"*]+[01]?)|<<|>>|\[|\]|\s+|."
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}

_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Unreadable(ValueError):  # noqa: N818 - a finding about the template
    """There are more pages, or there is more text, than is looked at."""


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    """`one` inside of `other`."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


class _File:
    """Objects by number; the streams unpacked."""

    def __init__(self, content: bytes) -> None:
        self._objects = {int(found[1]): found[2] for found in _OBJECT.finditer(content)}
        self._fonts: dict[int, dict[bytes, str]] = {}

    def object(self, number: int) -> bytes:
        return self._objects.get(number, b"")

    def stream(self, number: int) -> bytes:
        held = self.object(number)
        found = _STREAM.search(held)
        if found is None:
            return b""
        head = held[: found.start()]
        try:
            return zlib.decompress(found[1]) if b"/FlateDecode" in head else found[1]
        except zlib.error:
            return b""

    def pages(self) -> Iterator[bytes]:
        """The pages in order, walking down the tree."""
        tops = [number for number, held in self._objects.items() if b"/Type/Catalog" in held]
        waiting = [self._number(self.object(number), b"Pages") for number in tops[:1]]
        while waiting:
            held = self.object(waiting.pop(0))
            kids = re.search(rb"/Kids\[([^\]]*)\]", held)
            if kids is not None:
                waiting[:0] = [int(number) for number in _REFERENCES.findall(kids[1])]
            elif b"/Type/Page" in held:
                yield held

    def _number(self, held: bytes, name: bytes) -> int:
        found = re.search(b"/" + name + rb" (\d+) 0 R", held)
        return int(found[1]) if found else -1

    def contents(self, page: bytes) -> bytes:
        return self.stream(self._number(page, b"Contents"))

    def resources(self, held: bytes, kind: bytes) -> dict[str, int]:
        """Name -> object, for one kind of what a page or form uses."""
        head = held.partition(b"stream")[0]
        number = self._number(head, b"Resources")
        found = re.search(b"/" + kind + rb"<<(.*?)>>", self.object(number) if number >= 0 else head, re.DOTALL)
        return {name.decode("latin-1"): int(at) for name, at in _NAMED.findall(found[1])} if found else {}

    def letters(self, font: int) -> dict[bytes, str]:
        """Glyph, as two bytes -> text."""
        if font not in self._fonts:
            table = self.stream(self._number(self.object(font), b"ToUnicode"))
            self._fonts[font] = {
                bytes.fromhex(glyph.decode()): bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
                for glyph, text in _MAPPED.findall(table.partition(b"endcodespacerange")[2])
            }
        return self._fonts[font]


@dataclass(slots=True)
class _Sheet:
    """What is known while a page is read."""

    width: float
    height: float
    said: list[str] = field(default_factory=list)
    length: int = 0

    def say(self, text: str, size: float, x: float, y: float) -> None:
        if text and size >= SIZE_MIN and 0 <= x <= self.width and 0 <= y <= self.height:
            self.said.append(text)
            self.length += len(text)


def _literal(content: bytes, at: int) -> tuple[bytes, int]:
    """A string in parentheses that begins behind `at`, and where it ends."""
    deep, place = 1, at
    while place < len(content):
        letter = content[place]
        if letter == 0x5C:
            place += 1
        elif letter == 0x28:
            deep += 1
        elif letter == 0x29:
            deep -= 1
            if not deep:
                break
        place += 1

    def unescape(found: re.Match[bytes]) -> bytes:
        if found[1][:1].isdigit():
            return bytes([int(found[1], 8) & 255])
        return _ESCAPED.get(found[1], found[1])

    return _ESCAPE.sub(unescape, content[at:place]), place + 1


def _tokens(content: bytes) -> Iterator[tuple[str, bytes]]:
    at = 0
    while found := _TOKEN.match(content, at):
        at = found.end()
        kind = found.lastgroup
        if kind == "open":
            text, at = _literal(content, at)
            yield "text", text
        elif kind == "hex":
            digits = re.sub(rb"\s", b"", found[0][1:-1])
            yield "text", bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
        elif kind is not None:
            yield kind, found[0]


def _decoded(glyphs: bytes, letters: dict[bytes, str]) -> str:
    return "".join(letters.get(glyphs[place : place + 2], "") for place in range(0, len(glyphs), 2))


class _Reading:
    """One content stream on its way over a sheet."""

    def __init__(self, file: _File, sheet: _Sheet, held: bytes, matrix: _Matrix, deep: int) -> None:
        self.file, self.sheet, self.deep = file, sheet, deep
        self.fonts, self.forms = file.resources(held, b"Font"), file.resources(held, b"XObject")
        self.matrix, self.kept = matrix, list[_Matrix]()
        self.text_matrix = _SAME
        self.letters: dict[bytes, str] = {}
        self.size = 0.0
        # Text that stands in the place of its glyphs (ActualText): for each mark that is open, whether there is one.
        self.marks: list[bool] = []

    def run(self, content: bytes) -> None:
        numbers: list[float] = []
        names: list[str] = []
        texts: list[bytes] = []
        for kind, token in _tokens(content):
            if kind == "number":
                numbers.append(float(token))
            elif kind == "name":
                names.append(token[1:].decode("latin-1"))
            elif kind == "text":
                texts.append(token)
            else:
                self.obey(token, numbers, names, texts)
                numbers, names, texts = [], [], []
            if self.sheet.length > TEXT_LENGTH_MAX:
                raise Unreadable("There is more text than is looked at.")

    def obey(self, word: bytes, numbers: list[float], names: list[str], texts: list[bytes]) -> None:
        match word:
            case b"q":
                self.kept.append(self.matrix)
            case b"Q":
                self.matrix = self.kept.pop() if self.kept else self.matrix
            case b"cm" if len(numbers) == 6:
                self.matrix = _times(_six(numbers), self.matrix)
            case b"BT":
                self.text_matrix = _SAME
            case b"Tm" if len(numbers) == 6:
                self.text_matrix = _six(numbers)
            case b"Tf" if names and numbers:
                self.letters = self.file.letters(self.fonts.get(names[-1], -1))
                self.size = numbers[-1]
            case b"Tj" | b"TJ":
                if not any(self.marks):
                    self.say("".join(_decoded(text, self.letters) for text in texts))
            case b"BDC" | b"BMC":
                stands_in = "ActualText" in names and bool(texts)
                if stands_in and not any(self.marks):
                    self.say(_text_string(texts[-1]))
                self.marks.append(stands_in)
            case b"EMC":
                if self.marks:
                    self.marks.pop()
            case b"Do" if names:
                self.draw(self.forms.get(names[-1], -1))

    def say(self, text: str) -> None:
        a, b, c, d, x, y = _times(self.text_matrix, self.matrix)
        # A text that stands in for glyphs comes before their font is named.
        size = (self.size or SIZE_MIN) * abs(a * d - b * c) ** 0.5
        self.sheet.say(text, size, x, y)

    def draw(self, form: int) -> None:
        held = self.file.object(form)
        if self.deep < _FORMS_DEEP_MAX and b"/Subtype/Form" in held:
            inner = re.search(rb"/Matrix\[([-\d. ]+)\]", held.partition(b"stream")[0])
            matrix = _six([float(each) for each in inner[1].split()]) if inner else _SAME
            reading = _Reading(self.file, self.sheet, held, _times(matrix, self.matrix), self.deep + 1)
            reading.run(self.file.stream(form))


def _six(numbers: list[float]) -> _Matrix:
    a, b, c, d, e, f = numbers[-6:]
    return a, b, c, d, e, f


def _text_string(raw: bytes) -> str:
    return raw[2:].decode("utf-16-be", "replace") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1")


def read_pages(content: bytes, pages_max: int) -> list[str]:
    """The text of each page, piece by piece with a space between.

    Raises:
        Unreadable: there are more than `pages_max` pages, or more text than is looked at.
    """
    file = _File(content)
    found = []
    length = 0
    for number, page in enumerate(file.pages(), start=1):
        if number > pages_max:
            raise Unreadable(f"The document has more than {pages_max} pages.")
        box = _BOX.search(page)
        left, bottom, right, top = (float(each) for each in box[1].split()) if box else (0.0, 0.0, 0.0, 0.0)
        sheet = _Sheet(right - left, top - bottom, length=length)
        _Reading(file, sheet, page, _SAME, 0).run(file.contents(page))
        found.append(" ".join(sheet.said))
        length = sheet.length
    return found
