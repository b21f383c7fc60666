"""Reading XML that strangers wrote, and writing our own: safe, bounded, the same bytes for the same input."""

import re

from lxml import etree

SPACE = " \t\r\n"
"""What XML calls white space; a no-break space is content."""
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"

BYTES_MAX = 100_000_000
DEPTH_MAX = 60
ELEMENTS_MAX = 500_000
# <a/>
_ELEMENT_BYTES_MIN = 4
# Comments, instructions and sections of plain text begin with the same sign as elements.
_OTHER_MARKUP_MAX = 1_000
# libxml2 refuses single texts over 10 MB unless it is told that a document is huge; an attachment may be that big.
_TEXT_BYTES_MAX = 10_000_000

_ENCODINGS = re.compile(rb"utf-8|utf-16|us-ascii|ascii|iso-8859-(?:[1-9]|1[0-6])|windows-125[0-8]", re.IGNORECASE)
_DECLARED = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']""")
_BLANK = re.compile(rb"[ \t\r\n]*")

# What nearly every document begins with; there is no document type before such a first element.
_ORDINARY = re.compile(
    rb"""(?:\xef\xbb\xbf)?(?:<\?xml version=["']1\.0["'](?: encoding=["'](?i:utf-8)["'])?\s*\?>)?\s*<[A-Za-z_]"""
)


def _parser(*, huge: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=huge,
    )


_PARSER, _HUGE = _parser(huge=False), _parser(huge=True)
_too_deep = etree.XPath("boolean(" + "/*" * (DEPTH_MAX + 1) + ")")


class UnreadableDocument(ValueError):  # noqa: N818 - named as the API names it: what the document is, not "...Error"
    """The bytes are not a document that this format reads; the text is a sentence for the sender."""


def serialize(root: etree._Element) -> bytes:
    """The document as UTF-8 with its declaration, indented by two spaces."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def parse(content: bytes) -> etree._Element:
    """The root of a document that a stranger wrote, without comments and processing instructions.

    Nothing is fetched and no entity is defined: a document type declaration is refused before the parser sees
    it. At most `BYTES_MAX` bytes, `ELEMENTS_MAX` elements, `DEPTH_MAX` levels.

    Raises:
        UnreadableDocument: not well-formed XML, or beyond these limits.
    """
    if len(content) > BYTES_MAX:
        raise UnreadableDocument(f"The document has {len(content)} bytes; at most {BYTES_MAX} are read.")
    if not _ORDINARY.match(content):
        _refuse_document_type(content)
    # Every element begins with this sign, and no text holds it; so the parser is not even started on too many.
    if (
        len(content) > ELEMENTS_MAX * _ELEMENT_BYTES_MIN
        and content.count(b"<") - content.count(b"</") > ELEMENTS_MAX + _OTHER_MARKUP_MAX
    ):
        raise UnreadableDocument(f"The document has more than {ELEMENTS_MAX} elements, which is the most that is read.")
    try:
        root = etree.fromstring(content, _HUGE if len(content) > _TEXT_BYTES_MAX else _PARSER)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise UnreadableDocument(f"The document is not well-formed XML: {error}") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableDocument("The document has a document type declaration (DOCTYPE); take it out.")
    if _too_deep(root):
        raise UnreadableDocument(f"The document's elements are nested deeper than {DEPTH_MAX} levels.")
    return root


def _refuse_document_type(content: bytes) -> None:
    """Walk over the prolog (declaration, comments, instructions): an element must follow, nothing else.

    Only encodings in which the prolog's signs are ASCII bytes, and UTF-16 with its mark, are let through, so that
    this walk and the parser see the same signs.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            content = content.decode("utf-16").encode()
        except UnicodeDecodeError as error:
            raise UnreadableDocument(f"The document is not valid UTF-16: {error}") from None
    content = content.removeprefix(b"\xef\xbb\xbf")
    declared = _DECLARED.match(content)
    if declared and not _ENCODINGS.fullmatch(declared[1]):
        raise UnreadableDocument("The document's encoding is not one that is read; send UTF-8.")
    at = _skip_blank(content, 0)
    while content.startswith((b"<?", b"<!--"), at):
        end = b"?>" if content.startswith(b"<?", at) else b"-->"
        found = content.find(end, at + (2 if end == b"?>" else 4))
        if found < 0:
            raise UnreadableDocument("The document is not well-formed XML: it ends before its first element.")
        at = _skip_blank(content, found + len(end))
    if content.startswith(b"<!", at):
        raise UnreadableDocument("The document has a document type declaration (DOCTYPE); take it out.")
    if not content.startswith(b"<", at) or content.startswith(b"<\x00", at):
        raise UnreadableDocument("The document is not XML: it does not begin with an element.")


def _skip_blank(content: bytes, at: int) -> int:
    match = _BLANK.match(content, at)
    return match.end() if match else at
