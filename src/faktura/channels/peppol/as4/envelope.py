"""The SOAP 1.2 envelope with its exact positions: read from bytes that strangers wrote, and begun when we write.

What a signature covers is decided by position: there is one Header with one Messaging and at most one Security, then
one Body. Sources: SOAP 1.2 part 1, ebMS 3.0 core, WSS 1.1.1.
"""

import base64
import binascii
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from faktura.channels.peppol.as4 import names
from faktura.channels.peppol.as4.errors import As4Error, InvalidHeader
from faktura.channels.peppol.as4.mime import Buffer
from faktura.channels.peppol.as4.profile import Limits
from faktura.source import UnreadableDocument, parse

_HASHES = {names.SHA256: hashlib.sha256, names.SHA384: hashlib.sha384, names.SHA512: hashlib.sha512}
_ID_NAMES = {f"{{{names.WSU}}}Id", "Id", "ID", "id", "{http://www.w3.org/XML/1998/namespace}id"}
_NC_NAME = re.compile(r"[A-Za-z_][\w.-]{0,299}")
_MESSAGE_ID = re.compile(r"[!-~]{1,300}")
_DECLARATION = re.compile(rb"""(?:\xef\xbb\xbf)?<\?xml\s[^?<>]*\?>""")
_OTHER_ENCODING = re.compile(rb"""encoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,12})?(?:Z|[+-]\d\d:\d\d)?", re.ASCII)
_TRUE = {"true", "1"}
# Far more than any message has. Parsing and canonicalization take time by the square of attributes in one element.
_NAMESPACES_MAX = 500
_ATTRIBUTES_MAX = 3_000
_ELEMENTS_MAX = 5_000


@dataclass(frozen=True, slots=True)
class Envelope:
    """A parsed envelope: `messaging`, `body` and `security` stand at their positions, once."""

    root: etree._Element
    messaging: etree._Element
    body: etree._Element
    security: etree._Element | None
    repeated_ids: frozenset[str]


def tag(namespace: str, name: str) -> str:
    """A name as lxml writes it."""
    return f"{{{namespace}}}{name}"


def parse_envelope(content: Buffer, limits: Limits) -> Envelope:
    """The envelope in these bytes. Nothing of it is trusted yet.

    Raises:
        InvalidHeader: not well-formed UTF-8 XML without document type and instructions, too big, or not packaged as
            SOAP 1.2 and ebMS want.
    """
    if len(content) > limits.envelope_bytes_max:
        raise InvalidHeader(f"The envelope has {len(content)} bytes; at most {limits.envelope_bytes_max} are read.")
    raw = bytes(content).strip(b" \t\r\n")
    declaration = _DECLARATION.match(raw)
    prolog = declaration[0] if declaration else b""
    # Instructions would be dropped by the parser, though a signature covers them; SOAP 1.2 has none.
    if b"<?" in raw[len(prolog) :] or b"\x00" in raw or _OTHER_ENCODING.search(prolog):
        raise InvalidHeader("The envelope is UTF-8 without processing instructions.")
    if (
        raw.count(b"xmlns") > _NAMESPACES_MAX
        or raw.count(b"=") > _ATTRIBUTES_MAX
        or raw.count(b"<") > 2 * _ELEMENTS_MAX
    ):
        raise InvalidHeader("The envelope has more elements, attributes or namespaces than any message needs.")
    try:
        root = parse(raw)
    except UnreadableDocument as error:
        raise InvalidHeader(str(error)) from None
    if root.tag != tag(names.S12, "Envelope"):
        raise InvalidHeader("The root element is not the Envelope of SOAP 1.2.")
    header, body = exactly(root, tag(names.S12, "Header"), tag(names.S12, "Body"))
    messaging = [child for child in header if child.tag == tag(names.EB, "Messaging")]
    security = [child for child in header if child.tag == tag(names.WSSE, "Security")]
    if len(messaging) != 1 or len(security) > 1:
        raise InvalidHeader("The Header holds one Messaging and at most one Security.")
    for child in header:
        if child is not messaging[0] and child not in security and _must_understand(child):
            raise InvalidHeader(f"The header block {short_name(child)} must be understood, and is not.")
    ids = Counter(value for element in root.iter() for value in _ids(element))
    repeated = frozenset(value for value, times in ids.items() if times > 1)
    return Envelope(root, messaging[0], body, security[0] if security else None, repeated)


def _must_understand(element: etree._Element) -> bool:
    return element.get(tag(names.S12, "mustUnderstand"), "").strip() in _TRUE


def _ids(element: etree._Element) -> Iterator[str]:
    # One element may carry its id under two names.
    yield from {str(value) for name, value in element.attrib.items() if name in _ID_NAMES}


def short_name(element: etree._Element) -> str:
    """The local name, for sentences."""
    return etree.QName(element).localname[:100]


def exactly(parent: etree._Element, *tags: str, error: type[As4Error] = InvalidHeader) -> list[etree._Element]:
    """The children of an element, which are these and no others, in this order.

    Raises:
        As4Error: they are not; of the kind `error`.
    """
    children = list(parent)
    if [child.tag for child in children] != list(tags):
        wanted = ", ".join(etree.QName(each).localname for each in tags)
        raise error(f"{short_name(parent)} holds {wanted or 'nothing'}, in this order.")
    return children


def sequence(
    parent: etree._Element,
    *wanted: tuple[str, int, int | None],
    error: type[As4Error] = InvalidHeader,
    open_end: bool = False,
) -> list[list[etree._Element]]:
    """The children of an element as an XML Schema sequence: for each name its elements, between a least and a most.

    With `open_end`, elements of other namespaces may follow (``xsd:any`` with ``##other``); they are passed over.

    Raises:
        As4Error: a child is missing, too many, out of order or unknown; of the kind `error`.
    """
    children, at, found = list(parent), 0, []
    for name, least, most in wanted:
        start = at
        while at < len(children) and children[at].tag == name and (most is None or at - start < most):
            at += 1
        if at - start < least:
            raise error(f"{short_name(parent)} has no {etree.QName(name).localname} where it must stand.")
        found.append(children[start:at])
    own = etree.QName(parent).namespace
    for child in children[at:]:
        if not open_end or etree.QName(child).namespace in {None, own}:
            raise error(f"{short_name(child)} has no place here in {short_name(parent)}.")
    return found


def text_of(element: etree._Element, error: type[As4Error] = InvalidHeader) -> str:
    """The text of an element that holds nothing else, without white space around it; never empty."""
    text = (element.text or "").strip(" \t\r\n")
    if len(element) or not text:
        raise error(f"{short_name(element)} holds a text.")
    return text


def base64_of(element: etree._Element, error: type[As4Error]) -> bytes:
    """The bytes that an element holds as base64, line breaks or not."""
    try:
        return binascii.a2b_base64("".join(text_of(element, error).split()), strict_mode=True)
    except ValueError:
        raise error(f"{short_name(element)} is not base64.") from None


def id_of(element: etree._Element) -> str:
    """The wsu:Id of an element (WSS 1.1.1), or its local Id (XML Signature, XML Encryption); empty without."""
    held = element.get(tag(names.WSU, "Id")) or element.get("Id") or ""
    return held if _NC_NAME.fullmatch(held) else ""


def canonical(element: etree._Element, prefixes: Sequence[str] = ()) -> bytes:
    """Exclusive canonical XML 1.0 without comments, with the InclusiveNamespaces PrefixList that was named.

    Raises:
        InvalidHeader: the element has no canonical form, as with a relative namespace.
    """
    try:
        return etree.tostring(
            element, method="c14n", exclusive=True, with_comments=False, inclusive_ns_prefixes=list(prefixes) or None
        )
    except (etree.C14NError, ValueError):
        raise InvalidHeader(f"{short_name(element)} has no canonical form.") from None


def digest(algorithm: str, content: Buffer) -> bytes:
    """The digest of bytes by an algorithm's URI; callers held the URI against an allow-list."""
    return _HASHES[algorithm](content).digest()


def message_id_of(element: etree._Element) -> str:
    """A MessageId: printable ASCII without spaces, at most 300 characters (ebMS 3.0 core, RFC 2822)."""
    text = text_of(element)
    if not _MESSAGE_ID.fullmatch(text):
        raise InvalidHeader(f"{short_name(element)} is printable ASCII of at most 300 characters.")
    return text


def date_time_of(element: etree._Element) -> datetime:
    """A time stamp in UTC; one without a zone is UTC (ebMS 3.0 core)."""
    text = text_of(element)
    try:
        held = datetime.fromisoformat(text) if _DATE_TIME.fullmatch(text) else None
        if held is not None:
            return held.replace(tzinfo=UTC) if held.tzinfo is None else held.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise InvalidHeader(f"{short_name(element)} is not a date and time.")


def add(
    parent: etree._Element, namespace: str, name: str, text: str | None = None, **attributes: str
) -> etree._Element:
    """A new last child; attributes are without namespace."""
    child = etree.SubElement(parent, tag(namespace, name), attrib=attributes)
    child.text = text
    return child


def base64_text(content: bytes) -> str:
    """Base64 on one line."""
    return base64.b64encode(content).decode()


def date_time_text(moment: datetime) -> str:
    """A time stamp in UTC with milliseconds."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def new_envelope() -> Envelope:
    """An envelope of ours: Security, Messaging and an empty Body, the last two with the ids that are signed."""
    root = etree.Element(tag(names.S12, "Envelope"), nsmap=names.PREFIXES)
    header = add(root, names.S12, "Header")
    security = add(header, names.WSSE, "Security")
    messaging = add(header, names.EB, "Messaging")
    for block in (security, messaging):
        block.set(tag(names.S12, "mustUnderstand"), "true")
    body = add(root, names.S12, "Body")
    messaging.set(tag(names.WSU, "Id"), "messaging")
    body.set(tag(names.WSU, "Id"), "body")
    return Envelope(root, messaging, body, security, frozenset())


def serialize_envelope(envelope: Envelope) -> bytes:
    """The envelope as UTF-8, without a byte that would change a digest."""
    return etree.tostring(envelope.root, encoding="UTF-8", xml_declaration=True)
