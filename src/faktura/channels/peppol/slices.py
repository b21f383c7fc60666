"""Where elements begin and end in the bytes of a document, so that they can be taken out as they are. Pure.

Texts may be of any length. A document type declaration is refused, so no entity is ever defined.
"""

import re
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat  # a document type is refused before an entity could be defined

from faktura.source import UnreadableDocument
from faktura.source.safe_xml import BYTES_MAX, ELEMENTS_MAX

CHILDREN_MAX = 100
"""How many children the root may have where children are asked for; envelopes have two."""

_DECLARED = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']""")
_AS_IT_IS = (b"utf-8", b"us-ascii", b"ascii")
_CONVERTED = re.compile(rb"utf-16|iso-8859-(?:[1-9]|1[0-6])|windows-125[0-8]", re.IGNORECASE)
_NAME_SIGN = re.compile(rb"[\w.\x80-\xff-]")
_UNPREFIXED = re.compile(rb"<[^!?/:>\s]+[\s/>]")


@dataclass(slots=True)
class Slice:
    """An element: its name as it is written, the namespaces that it declares (prefix -> name), and its bytes."""

    tag: str
    declared: dict[str, str]
    start: int
    end: int = -1

    @property
    def prefix(self) -> str:
        """The prefix of its name, or nothing."""
        return self.tag.rpartition(":")[0]

    @property
    def name(self) -> str:
        """Its local name."""
        return self.tag.rpartition(":")[2]


@dataclass(slots=True)
class Sliced:
    """A document in UTF-8: its root, and the children of the root."""

    content: bytes
    root: Slice
    children: list[Slice]

    def namespace(self, part: Slice) -> str:
        """The namespace of the root or of a child."""
        return part.declared.get(part.prefix, self.root.declared.get(part.prefix, ""))

    def alone(self, part: Slice) -> bytes:
        """The bytes of a child, with the declarations of the root added that it needs and does not have."""
        content = self.content[part.start : part.end]
        needed = [
            f' xmlns{":" if prefix else ""}{prefix}="{_attribute(name)}"'
            for prefix, name in self.root.declared.items()
            if prefix not in part.declared and _uses(content, prefix)
        ]
        after_name = 1 + len(part.tag.encode())
        return content[:after_name] + "".join(needed).encode() + content[after_name:] if needed else content


def cut(content: bytes, bytes_max: int = BYTES_MAX, *, children: bool = True) -> Sliced:
    """Find the root of a document and, with `children`, the root's children, `CHILDREN_MAX` at most.

    Raises:
        UnreadableDocument: too long, too many elements, not well-formed, an encoding that is not read, or with a
            document type.
    """
    if len(content) > bytes_max:
        raise UnreadableDocument(f"The document has {len(content)} bytes; at most {bytes_max} are read.")
    content = _as_utf8(content)
    # An upper bound of the elements, counted before a parser is started on them.
    if content.count(b"<") - content.count(b"</") > ELEMENTS_MAX:
        raise UnreadableDocument(f"The document has more than {ELEMENTS_MAX} elements, which is the most that is read.")
    cutter = _Cutter(content, levels=2 if children else 1)
    try:
        cutter.parser.Parse(content, True)
    except expat.ExpatError as error:
        raise UnreadableDocument(f"The document is not well-formed XML: {error}.") from None
    assert cutter.root is not None
    return Sliced(content, cutter.root, cutter.children)


class _Cutter:
    """Watches a parser go over a document: what begins and ends in the first two levels, and where."""

    def __init__(self, content: bytes, levels: int) -> None:
        self.content = content
        self.root: Slice | None = None
        self.children: list[Slice] = []
        self.depth = 0
        self.levels = levels
        self.parser: Any = expat.ParserCreate("UTF-8")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._document_type

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > self.levels:
            return
        self._ended()
        part = Slice(
            tag,
            {name[6:]: value for name, value in attributes.items() if name == "xmlns" or name.startswith("xmlns:")},
            self.parser.CurrentByteIndex,
        )
        if self.depth == 1:
            self.root = part
        else:
            if len(self.children) == CHILDREN_MAX:
                raise UnreadableDocument(f"The root of the document has more than {CHILDREN_MAX} children.")
            self.children.append(part)
            self.parser.DefaultHandler = None

    def _end(self, tag: str) -> None:
        self.depth -= 1
        if self.depth == 1 and self.levels > 1:
            # Where a child ends is where the next thing begins, whatever it is.
            self.parser.DefaultHandler = self._between
        elif self.depth == 0 and self.root is not None:
            self._ended()
            at = self.parser.CurrentByteIndex
            self.root.end = self.content.index(b">", at) + 1 if self.content.startswith(b"</", at) else at
            self.parser.DefaultHandler = None

    def _between(self, text: str) -> None:
        self._ended()
        self.parser.DefaultHandler = None

    def _ended(self) -> None:
        if self.children and self.children[-1].end < 0:
            self.children[-1].end = self.parser.CurrentByteIndex

    def _document_type(self, *_: object) -> None:
        raise UnreadableDocument("The document has a document type declaration (DOCTYPE); take it out.")


def _as_utf8(content: bytes) -> bytes:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _converted(content, "utf-16")
    content = content.removeprefix(b"\xef\xbb\xbf")
    declared = _DECLARED.match(content)
    if declared is None or declared[1].lower() in _AS_IT_IS:
        return content
    if not _CONVERTED.fullmatch(declared[1]):
        raise UnreadableDocument("The document's encoding is not one that is read; send UTF-8.")
    return _converted(content, declared[1].decode())


def _converted(content: bytes, encoding: str) -> bytes:
    try:
        return content.decode(encoding).encode()
    except UnicodeDecodeError as error:
        raise UnreadableDocument(f"The document is not valid {encoding}: {error}.") from None


def _uses(content: bytes, prefix: str) -> bool:
    """Whether a prefix may be used in an element; too many are harmless, one too few is not."""
    if not prefix:
        return _UNPREFIXED.search(content) is not None
    name = f"{prefix}:".encode()
    at = content.find(name)
    while at >= 0:
        # Behind another sign of a name it is the end of a longer one.
        if not _NAME_SIGN.match(content, at - 1):
            return True
        at = content.find(name, at + 1)
    return False


def _attribute(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
