"""A PDF that a stranger wrote, opened as far as its attachments need: table of objects, objects, streams.

No page is ever looked at. Where the table is damaged, or lies, the file is searched for its objects instead.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from faktura.formats.facturx.pdf_filters import Budget, unpack
from faktura.formats.facturx.pdf_objects import Damaged, Name, Reader, Reference, Stream, TooLarge, skip_blank
from faktura.source import UnreadableDocument

BYTES_MAX = 100_000_000
ENTRIES_MAX = 1_000_000
SECTIONS_MAX = 1_000
REFERENCES_MAX = 20
OBJECTS_IN_STREAM_MAX = 200_000
_SEARCH_COST = 20

_HEADER = re.compile(rb"%PDF-\d")
_START = re.compile(rb"startxref\s+(\d{1,12})")
_SUBSECTION = re.compile(rb"\s*(\d{1,10}) +(\d{1,10})\s*")
_ROW = re.compile(rb"\s*(\d{1,10}) (\d{1,5}) ([nf])\s*")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,10})[\x00\t\n\f\r ]{1,20}(\d{1,5})[\x00\t\n\f\r ]{1,20}obj(?![A-Za-z])")
_TRAILER = re.compile(rb"trailer[\x00\t\n\f\r ]*(?=<<)")
_OBJECT_STREAM = re.compile(rb"/ObjStm")
_TABLE_STREAM = re.compile(rb"/XRef(?![A-Za-z])")

_Entry = tuple[int, int]
"""(0, place in the file), or (number of an object stream, place in it)."""


class PdfFile:
    """The file. `was_searched` says that its own table was of no use.

    Raises:
        UnreadableDocument: no PDF, encrypted, cut off before anything is known, or beyond a limit.
    """

    def __init__(self, content: bytes) -> None:
        if len(content) > BYTES_MAX:
            raise UnreadableDocument(f"The PDF has {len(content)} bytes; at most {BYTES_MAX} are read.")
        header = _HEADER.search(content, 0, 1024)
        if header is None:
            raise UnreadableDocument("The document is not a PDF: it does not begin with %PDF-.")
        self._data = content[header.start() :] if header.start() else content
        self._reader, self._budget = Reader(), Budget()
        self._entries: dict[int, _Entry] = {}
        self._values: dict[int, Any] = {}
        self._inside: dict[int, tuple[bytes, list[tuple[int, int]]]] = {}
        self._no_end_after = len(self._data)
        self._packed_left = 2 * len(self._data)
        self._rows_left = ENTRIES_MAX
        self.trailer: dict[str, Any] = {}
        self.was_searched = False
        try:
            self._open()
        except TooLarge as error:
            raise UnreadableDocument(str(error)) from None

    def _open(self) -> None:
        try:
            self._follow_tables()
            self._refuse_encrypted()
            self.catalog = self._find_catalog()
        except Damaged:
            self.search()

    def _refuse_encrypted(self) -> None:
        if self.trailer.get("Encrypt") is not None:
            raise UnreadableDocument("The PDF is encrypted; send it without a password or protection.")

    def _find_catalog(self) -> dict[str, Any]:
        catalog = self.resolve(self.trailer.get("Root"))
        if not isinstance(catalog, dict) or not ("Pages" in catalog or catalog.get("Type") == "Catalog"):
            raise Damaged("no catalog")
        return catalog

    # -- the tables that the file brings -------------------------------------------------------------------------

    def _follow_tables(self) -> None:
        """The newest table and those before it; what a newer one says of an object counts."""
        starts = _START.findall(self._data, max(0, len(self._data) - 2048))
        if not starts:
            raise Damaged("no table of objects")
        waiting, seen = [int(starts[-1])], set[int]()
        while waiting:
            at = waiting.pop()
            if at in seen:
                continue
            seen.add(at)
            if len(seen) > SECTIONS_MAX or at >= len(self._data):
                raise Damaged("the tables of objects lead nowhere")
            section = self._read_table(at)
            self.trailer = {**section, **self.trailer}
            # Older tables wait below; the hybrid one of the same section comes first.
            waiting += [section[name] for name in ("Prev", "XRefStm") if isinstance(section.get(name), int)]

    def _read_table(self, at: int) -> dict[str, Any]:
        at = skip_blank(self._data, at)
        if not self._data.startswith(b"xref", at):
            _, stream = self._reader.object(self._data, at)
            return self._read_table_stream(stream)
        at += 4
        while found := _SUBSECTION.match(self._data, at):
            at = found.end()
            for number in range(int(found[1]), int(found[1]) + int(found[2])):
                row = _ROW.match(self._data, at)
                if row is None:
                    raise Damaged("a row of the table is missing")
                at = row.end()
                if row[3] == b"n":
                    self._enter(number, (0, int(row[1])))
                else:
                    self._enter(number, (0, -1))
        if not self._data.startswith(b"trailer", at):
            raise Damaged("no trailer")
        trailer, _ = self._reader.value(self._data, at + 7)
        if not isinstance(trailer, dict):
            raise Damaged("no trailer")
        return trailer

    def _enter(self, number: int, entry: _Entry) -> None:
        self._entries.setdefault(number, entry)
        self._rows_left -= 1
        if self._rows_left < 0:
            raise TooLarge(f"The PDF lists more than {ENTRIES_MAX} objects; it is not read.")

    def _read_table_stream(self, stream: Any) -> dict[str, Any]:
        if not isinstance(stream, Stream) or stream.values.get("Type") != "XRef":
            raise Damaged("no table of objects")
        values = stream.values
        widths, index = _counts(values.get("W")), _counts(values.get("Index", [0, values.get("Size")]))
        if len(widths) != 3 or max(widths) > 8 or not sum(widths) or len(index) % 2:
            raise Damaged("a table of objects has no sense")
        data, at = self.unpacked(stream), 0
        first, second, third = widths
        for start, count in zip(index[::2], index[1::2], strict=True):
            for number in range(start, start + count):
                row = data[at : at + sum(widths)]
                if len(row) < sum(widths):
                    return values
                at += len(row)
                kind = int.from_bytes(row[:first], "big") if first else 1
                where = int.from_bytes(row[first : first + second], "big")
                place = int.from_bytes(row[first + second : first + second + third], "big")
                if kind in (0, 1):
                    self._enter(number, (0, where if kind else -1))
                else:
                    self._enter(number, (where, place) if kind == 2 else (0, -1))
        return values

    # -- the search, where they are of no use ----------------------------------------------------------------------

    def search(self) -> None:
        """Open the file anew by the look of its objects; of the same number the last one counts.

        Raises:
            UnreadableDocument: encrypted, or nothing of use was found. TooLarge: beyond a limit.
        """
        self._find_objects()
        self._refuse_encrypted()
        try:
            self.catalog = self._find_catalog()
        except Damaged:
            raise UnreadableDocument(
                "The PDF is cut off or damaged: it has no catalog, where its attachments are listed. Send it again."
            ) from None

    def _find_objects(self) -> None:
        self.was_searched = True
        self._entries, self._values, self._inside, self.trailer = {}, {}, {}, {}
        data = self._data
        self._packed_left = 2 * len(data)
        for found in _OBJECT.finditer(data):
            self._entries[int(found[1])] = (0, found.start())
            if len(self._entries) > ENTRIES_MAX:
                raise TooLarge(f"The PDF has more than {ENTRIES_MAX} objects; it is not read.")
        for found in _OBJECT_STREAM.finditer(data):
            number = self._number_before(found.start())
            if number is not None:
                for place, (inner, _) in enumerate(self._open_object_stream_or_none(number)):
                    self._entries.setdefault(inner, (number, place))
        for found in _TRAILER.finditer(data):
            self._adopt_trailer(found.end())
        for found in _TABLE_STREAM.finditer(data):
            number = self._number_before(found.start())
            if number is not None:
                value = self.resolve(Reference(number, 0))
                if isinstance(value, Stream) and "Root" in value.values:
                    self.trailer = {**self.trailer, **value.values}
        if "Root" not in self.trailer:
            self._adopt_catalog()

    def _number_before(self, at: int) -> int | None:
        """The object that the place lies in, when it begins close before."""
        self._reader.charge(_SEARCH_COST)
        numbers = _OBJECT.findall(self._data, max(0, at - 1_000), at)
        return int(numbers[-1][0]) if numbers else None

    def _open_object_stream_or_none(self, number: int) -> list[tuple[int, int]]:
        try:
            return self._open_object_stream(number)[1]
        except Damaged:
            return []

    def _adopt_trailer(self, at: int) -> None:
        self._reader.charge(_SEARCH_COST)
        try:
            value, _ = self._reader.value(self._data, at)
        except Damaged:
            return
        if isinstance(value, dict):
            self.trailer = {**self.trailer, **value}

    def _adopt_catalog(self) -> None:
        for found in re.finditer(rb"/Catalog(?![A-Za-z])", self._data):
            number = self._number_before(found.start())
            if number is not None and isinstance(self.resolve(Reference(number, 0)), dict):
                self.trailer["Root"] = Reference(number, 0)
        for number, (container, _) in list(self._entries.items()):
            if "Root" in self.trailer:
                return
            if container:
                value = self.resolve(Reference(number, 0))
                if isinstance(value, dict) and value.get("Type") == "Catalog":
                    self.trailer["Root"] = Reference(number, 0)

    # -- objects -------------------------------------------------------------------------------------------------

    def resolve(self, value: Any) -> Any:
        """A value, or the one that a reference leads to; None where it leads nowhere."""
        for _ in range(REFERENCES_MAX):
            if not isinstance(value, Reference):
                return value
            if value.number not in self._values:
                self._values[value.number] = None  # what refers to itself leads nowhere
                self._values[value.number] = self._load(value.number)
            value = self._values[value.number]
        return None

    def _load(self, number: int) -> Any:
        container, place = self._entries.get(number, (0, -1))
        try:
            if container:
                data, inner = self._open_object_stream(container)
                if place >= len(inner) or inner[place][0] != number:
                    raise Damaged("an object is not where the table says")
                return self._reader.value(data, inner[place][1])[0]
            if not 0 <= place < len(self._data):
                return None
            found, value = self._reader.object(self._data, place)
            if found != number:
                raise Damaged("an object is not where the table says")
            return value
        except Damaged:
            if self.was_searched:
                return None
            raise

    def _open_object_stream(self, number: int) -> tuple[bytes, list[tuple[int, int]]]:
        """The unpacked bytes of an object stream, and the number and place of each object in it."""
        if number not in self._inside:
            if self._entries.get(number, (1, 0))[0]:
                raise Damaged("an object stream inside another")
            stream = self.resolve(Reference(number, 0))
            if not isinstance(stream, Stream):
                raise Damaged("no object stream")
            count, first = _counts([self.resolve(stream.values.get(name)) for name in ("N", "First")])
            if count > OBJECTS_IN_STREAM_MAX:
                raise TooLarge(f"A stream of the PDF holds more than {OBJECTS_IN_STREAM_MAX} objects; it is not read.")
            data = self.unpacked(stream)
            numbers = data[:first].split(maxsplit=2 * count)[: 2 * count]
            if not all(each.isdigit() and len(each) <= 12 for each in numbers):
                raise Damaged("an object stream has no sense")
            pairs = zip(map(int, numbers[::2]), map(int, numbers[1::2]), strict=False)
            self._inside[number] = data, [(inner, first + offset) for inner, offset in pairs]
        return self._inside[number]

    def object_streams(self) -> Iterator[bytes]:
        """The unpacked bytes of each object stream."""
        for number in {container for container, _ in self._entries.values() if container}:
            yield self._open_object_stream(number)[0]

    def charge(self, count: int) -> None:
        """Count work as much as reading so many values; raises `TooLarge` beyond the limit."""
        self._reader.charge(count)

    # -- streams -------------------------------------------------------------------------------------------------

    def unpacked(self, stream: Stream) -> bytes:
        """The bytes of a stream behind its filters.

        Raises:
            Damaged: they can't be unpacked. TooLarge: they unpack to more than is read.
        """
        filters = self.resolve(stream.values.get("Filter", stream.values.get("F")))
        parameters = self.resolve(stream.values.get("DecodeParms", stream.values.get("DP")))
        names = filters if isinstance(filters, list) else [filters] if isinstance(filters, Name) else []
        many = parameters if isinstance(parameters, list) else [parameters]
        chain = []
        for place, name in enumerate(map(self.resolve, names)):
            found = self.resolve(many[place]) if place < len(many) else None
            chain.append((str(name), self._plain(found if isinstance(found, dict) else {})))
        return unpack(self._packed(stream), chain, self._budget)

    def _plain(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self.resolve(value) for name, value in values.items()}

    def _packed(self, stream: Stream) -> bytes:
        """The bytes as they stand in the file: as many as they say, or up to the word that ends them.

        All streams together can't be longer than the file, unless they lie inside one another to take up memory.
        """
        packed = self._packed_or_found(stream)
        self._packed_left -= len(packed)
        if self._packed_left < 0:
            raise TooLarge("The PDF's streams lie inside one another; it is not read.")
        return packed

    def _packed_or_found(self, stream: Stream) -> bytes:
        length = self.resolve(stream.values.get("Length"))
        start = stream.start
        if isinstance(length, int) and 0 <= length <= len(self._data) - start:
            end = start + length
            if self._data.startswith(b"endstream", skip_line(self._data, end)):
                return self._data[start:end]
        if start >= self._no_end_after:
            raise Damaged("a stream has no end")
        end = self._data.find(b"endstream", start)
        if end < 0:
            self._no_end_after = start
            raise Damaged("a stream has no end")
        return self._data[start:end]


def skip_line(data: bytes, at: int) -> int:
    """The place behind white space, of which a few bytes may stand between a stream and its end."""
    return at + len(data[at : at + 4]) - len(data[at : at + 4].lstrip(b"\r\n \t"))


def _counts(values: Any) -> list[int]:
    """An array of numbers that are not negative."""
    if isinstance(values, list) and all(isinstance(each, int) and 0 <= each < 2**48 for each in values):
        return values
    raise Damaged("a table of objects has no sense")
