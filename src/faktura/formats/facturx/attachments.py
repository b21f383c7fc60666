"""The files inside a PDF: those that the document is associated with (AF), and those in its table of names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from faktura.formats.facturx.pdf_file import PdfFile
from faktura.formats.facturx.pdf_objects import Reference, Stream, TooLarge, text_of

ATTACHMENTS_MAX = 1_000
_TREE_DEPTH_MAX = 30
_SCRIPT = re.compile(rb"/JavaScript(?![A-Za-z0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedFile:
    """A file inside a PDF. `relationship` is its AFRelationship, empty when it has none.

    `is_associated`: the document's AF array names it, as PDF/A-3 demands.
    """

    name: str
    media_type: str
    content: bytes
    description: str
    relationship: str
    is_associated: bool


def embedded_files(file: PdfFile) -> list[EmbeddedFile]:
    """Each file once, those of the AF array first.

    Raises:
        Damaged: a file, or the way to it, can't be read. TooLarge: beyond a limit.
    """
    found: dict[Any, EmbeddedFile] = {}
    for specification, name, is_associated in _specifications(file):
        file.charge(1)
        values = file.resolve(specification)
        if not isinstance(values, dict):
            continue
        place = _content(file, values)
        stream = file.resolve(place)
        if not isinstance(stream, Stream):
            continue
        key = place if isinstance(place, Reference) else stream.start
        if key in found:
            continue
        if len(found) >= ATTACHMENTS_MAX:
            raise TooLarge(f"The PDF has more than {ATTACHMENTS_MAX} attachments; it is not read.")
        own = (text_of(file.resolve(values.get(each))) for each in ("UF", "F"))
        found[key] = EmbeddedFile(
            name=next(filter(None, own), "") or name,
            media_type=text_of(file.resolve(stream.values.get("Subtype"))),
            content=file.unpacked(stream),
            description=text_of(file.resolve(values.get("Desc"))),
            relationship=text_of(file.resolve(values.get("AFRelationship"))),
            is_associated=is_associated,
        )
    return list(found.values())


def _content(file: PdfFile, specification: dict[str, Any]) -> Any:
    contents = file.resolve(specification.get("EF"))
    if not isinstance(contents, dict):
        return None
    return next((contents[each] for each in ("UF", "F", "DOS", "Mac", "Unix") if each in contents), None)


def _specifications(file: PdfFile) -> Iterator[tuple[Any, str, bool]]:
    """Each file specification with its name in the table of names, and whether it is associated."""
    associated = file.resolve(file.catalog.get("AF"))
    for each in associated if isinstance(associated, list) else [file.catalog.get("AF")]:
        yield each, "", True
    names = file.resolve(file.catalog.get("Names"))
    if isinstance(names, dict):
        for name, each in _named(file, names.get("EmbeddedFiles"), set(), 0):
            yield each, text_of(file.resolve(name)), False


def _named(file: PdfFile, node: Any, seen: set[Any], depth: int) -> Iterator[tuple[Any, Any]]:
    """The entries of a table of names, which is a tree (ISO 32000-1, 7.9.6)."""
    if isinstance(node, Reference):
        if node in seen:
            return
        seen.add(node)
    values = file.resolve(node)
    if not isinstance(values, dict) or depth > _TREE_DEPTH_MAX:
        return
    entries = file.resolve(values.get("Names"))
    if isinstance(entries, list):
        yield from zip(entries[::2], entries[1::2], strict=False)
    kids = file.resolve(values.get("Kids"))
    if isinstance(kids, list):
        for kid in kids:
            yield from _named(file, kid, seen, depth + 1)


def has_script(file: PdfFile, content: bytes) -> bool:
    """Whether the PDF brings JavaScript: in its catalog, or in any object."""
    if _SCRIPT.search(content) or any(map(_SCRIPT.search, file.object_streams())):
        return True
    names = file.resolve(file.catalog.get("Names"))
    if isinstance(names, dict) and "JavaScript" in names:
        return True
    actions = [file.resolve(file.catalog.get("OpenAction"))]
    more = file.resolve(file.catalog.get("AA"))
    if isinstance(more, dict):
        actions += map(file.resolve, more.values())
    return any(isinstance(action, dict) and file.resolve(action.get("S")) == "JavaScript" for action in actions)
