"""Files put into the typesetter's PDF, together with new metadata.

The typesetter (Typst) can't write metadata of others, nor attach bytes that are no text. It ends a file plainly: one
table of objects, uncompressed, with the metadata and the catalog as objects of their own. These two are written again
behind the files, and the table is written anew: one file, as if made in one go, in well under a millisecond.
"""

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_TABLE = re.compile(rb"xref\s+0 (\d+)\s+")
_ROW = re.compile(rb"(\d{10}) (\d{5}) ([nf])")
_ROOT = re.compile(rb"/Root (\d+) 0 R")
_METADATA = re.compile(rb"/Metadata (\d+) 0 R")
_ID = re.compile(rb"/ID\[\(([^()\\]*)\)\(([^()\\]*)\)\]")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_NAME_NOT_PLAIN = re.compile(rb"[^!-~]|[#/()<>\[\]{}%]")


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file to embed; `relationship` is the AFRelationship of PDF/A-3: Alternative, Data, Source, Supplement."""

    name: str
    media_type: str
    content: bytes
    description: str
    relationship: str


def _text(text: str) -> bytes:
    """A text string: as it is when it is plain, else UTF-16 (ISO 32000-1, 7.9.2.2)."""
    if text.isascii() and text.isprintable():
        return b"(" + re.sub(rb"([\\()])", rb"\\\1", text.encode()) + b")"
    return b"<" + ("\ufeff" + text).encode("utf-16-be").hex().encode() + b">"


def _name(text: str) -> bytes:
    return b"/" + _NAME_NOT_PLAIN.sub(lambda found: b"#%02X" % found[0][0], text.encode())


def _number(pattern: re.Pattern[bytes], text: bytes) -> int:
    found = pattern.search(text)
    assert found is not None
    return int(found[1])


class _Finished:
    """The typesetter's file, taken apart: its objects with their places, its metadata and catalog."""

    def __init__(self, content: bytes) -> None:
        start = _START.search(content, max(0, len(content) - 64))
        assert start is not None
        self.end_of_objects = int(start[1])
        table = _TABLE.match(content, self.end_of_objects)
        assert table is not None
        rows = _ROW.findall(content, table.end(), start.start())[: int(table[1])]
        self.content = content
        self.offsets = [int(offset) if kind == b"n" else None for offset, _, kind in rows]
        self.trailer = content[content.index(b"trailer", table.end()) : start.start()]
        self.catalog_number = _number(_ROOT, self.trailer)
        self.catalog = self.object(self.catalog_number)
        self.metadata_number = _number(_METADATA, self.catalog)
        stream = _STREAM.search(self.object(self.metadata_number))
        assert stream is not None
        self.metadata = stream[1]

    def span(self, number: int) -> tuple[int, int]:
        """Where an object stands: from its number to the object after it."""
        start = self.offsets[number]
        assert start is not None
        later = (offset for offset in self.offsets if offset is not None and offset > start)
        return start, min(later, default=self.end_of_objects)

    def object(self, number: int) -> bytes:
        """An object between ``obj`` and ``endobj``."""
        text = self.content[slice(*self.span(number))]
        return text[text.index(b"obj") + 3 : text.rindex(b"endobj")].strip()


def page_metadata(content: bytes) -> bytes:
    """The metadata (XMP) of a PDF that the typesetter made."""
    return _Finished(content).metadata


def _file_objects(files: Sequence[File], first: int, day: date | None) -> list[bytes]:
    """For each file its specification and its stream, which is kept as it is; numbered from `first`."""
    modified = f"D:{day or date(1970, 1, 1):%Y%m%d}000000Z".encode()
    made = []
    for place, file in enumerate(files):
        stream = b"%d 0 R" % (first + 2 * place + 1)
        made += [
            b"<</Type/Filespec/F" + _text(file.name) + b"/UF" + _text(file.name) + b"/EF<</F " + stream + b"/UF "
            + stream + b">>/AFRelationship" + _name(file.relationship) + b"/Desc" + _text(file.description) + b">>",
            b"<</Type/EmbeddedFile/Subtype" + _name(file.media_type) + b"/Length %d" % len(file.content)
            + b"/Params<</Size %d/ModDate(" % len(file.content) + modified + b")>>>>\nstream\n" + file.content
            + b"\nendstream",
        ]  # fmt: skip
    return made


def embed(content: bytes, files: Sequence[File], metadata: bytes, day: date | None) -> bytes:
    """A PDF of the typesetter without attachments, with `files` inside and with other `metadata`.

    The files' names differ. `day` is their date of change (1970-01-01 when unknown). The file's identifier is made
    anew from all bytes that go in, so that the same input gives the same file.
    """
    before = _Finished(content)
    first = len(before.offsets)
    by_name = sorted(range(len(files)), key=lambda place: _text(files[place].name))
    names = b"".join(_text(files[place].name) + b"%d 0 R" % (first + 2 * place) for place in by_name)
    associated = b" ".join(b"%d 0 R" % (first + 2 * place) for place in range(len(files)))
    assert b"/EmbeddedFiles" not in before.catalog
    assert before.catalog.endswith(b">>")
    embedded = b"/EmbeddedFiles<</Names[" + names + b"]>>"
    # Where pages are linked to one another, the catalog has names of places already.
    head, has_names, rest = before.catalog[:-2].partition(b"/Names<<")
    catalog = head + b"/Names<<" + embedded + (rest if has_names else b">>") + b"/AF[" + associated + b"]>>"

    found = _ID.search(before.trailer)
    assert found is not None
    digest = hashlib.sha256(content + metadata)
    for file in files:
        digest.update(hashlib.sha256(file.content).digest())
    identifier = base64.b64encode(digest.digest()[:16])
    metadata = metadata.replace(found[2], identifier)
    trailer = before.trailer.replace(b"(" + found[2] + b")]", b"(" + identifier + b")]")

    replaced = {
        before.metadata_number: b"<</Length %d/Type/Metadata/Subtype/XML>>\nstream\n" % len(metadata)
        + metadata
        + b"\nendstream",
        before.catalog_number: catalog,
    }
    cuts = sorted(before.span(number) for number in replaced)
    pieces, at = [], 0
    for start, end in cuts:
        pieces.append(content[at:start])
        at = end
    pieces.append(content[at : before.end_of_objects])
    offsets = [
        offset and offset - sum(end - start for start, end in cuts if end <= offset) for offset in before.offsets
    ]
    length = sum(map(len, pieces))
    added = {**replaced, **dict(enumerate(_file_objects(files, first, day), start=first))}
    offsets += [None] * (len(files) * 2)
    for number, body in added.items():
        piece = b"%d 0 obj\n" % number + body + b"\nendobj\n"
        offsets[number] = length
        pieces.append(piece)
        length += len(piece)
    rows = b"".join(
        b"%010d %05d n \n" % (offset, 0) if offset is not None else b"0000000000 65535 f \n" for offset in offsets
    )
    trailer = re.sub(rb"/Size \d+", b"/Size %d" % len(offsets), trailer)
    ending = b"xref\n0 %d\n" % len(offsets) + rows + trailer.rstrip() + b"\nstartxref\n%d\n%%%%EOF\n" % length
    return b"".join((*pieces, ending))
