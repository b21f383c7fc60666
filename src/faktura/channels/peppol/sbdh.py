"""The envelope of a business document (SBDH): written around it, and taken off again. Pure.

Source: Peppol Business Message Envelope 2.0.2, in force since 2026-07-02, on UN/CEFACT SBDH 1.3.

What is preserved: writing puts the bytes of the document's root element into the envelope as they are, in UTF-8,
without its XML declaration and what else stands around the root. Reading gives these very bytes back. Where the
envelope's writer declared namespaces of the document on the envelope, their declarations are added to the root's start
tag, and nothing else is changed; so a validator sees the same content that stood in the envelope.
"""

import base64
import binascii
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr  # writes only

from faktura.channels.peppol.identifiers import ParticipantId
from faktura.channels.peppol.moments import write_moment
from faktura.channels.peppol.sbdh_header import (
    ALWAYS_SEND,
    FAILURE_ONLY,
    HEADER_VERSION,
    SBDH,
    SCOPE_PARTS,
    Header,
    HeaderReading,
    Problem,
    Scope,
)
from faktura.channels.peppol.slices import Slice, Sliced, cut
from faktura.source import UnreadableDocument, parse
from faktura.source.safe_xml import BYTES_MAX

__all__ = [
    "ALWAYS_SEND", "FAILURE_ONLY", "XML", "Header", "Malformed", "Opened", "Problem", "Scope", "read_envelope",
    "write_envelope",
]  # fmt: skip

CONTENT = "http://peppol.eu/xsd/ticc/envelope/1.0"
XML = "application/xml"


@dataclass(frozen=True, slots=True)
class Opened:
    """An envelope that is as it has to be: its header and its document. XML has the media type ``application/xml``."""

    header: Header
    document: bytes
    media_type: str = XML


@dataclass(frozen=True, slots=True)
class Malformed:
    """An envelope that can't be taken: all problems, and what could be read all the same."""

    problems: tuple[Problem, ...]
    instance_identifier: str = ""
    sender: str = ""
    receiver: str = ""


def write_envelope(header: Header, document: bytes, *, media_type: str = XML) -> bytes:
    """Put a document into its envelope, as UTF-8.

    With another `media_type` than XML's, the bytes are carried in base64 (``BinaryContent``).

    Raises:
        UnreadableDocument: the document is no XML that can be put into an envelope.
        ValueError: the header is not as it has to be, or does not fit the document.
    """
    payload = _root_of(document, header) if media_type == XML else _binary(document, media_type)
    kind = header.document_type
    scopes = [
        Scope("DOCUMENTID", kind.value, kind.scheme),
        Scope("PROCESSID", header.process.value, header.process.scheme),
        Scope("COUNTRY_C1", header.country_c1),
    ]
    if header.mls_to is not None:
        scopes.append(Scope("MLS_TO", header.mls_to.value, header.mls_to.scheme))
    if header.mls_type:
        scopes.append(Scope("MLS_TYPE", header.mls_type))
    scopes += header.scopes
    head = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<sbd:StandardBusinessDocument xmlns:sbd="{SBDH}">'
        "<sbd:StandardBusinessDocumentHeader>"
        + _element("HeaderVersion", HEADER_VERSION)
        + _partner("Sender", header.sender)
        + _partner("Receiver", header.receiver)
        + "<sbd:DocumentIdentification>"
        + _element("Standard", kind.standard)
        + _element("TypeVersion", kind.version)
        + _element("InstanceIdentifier", header.instance_identifier)
        + _element("Type", kind.type)
        + _element("CreationDateAndTime", write_moment(header.created_at))
        + "</sbd:DocumentIdentification><sbd:BusinessScope>"
        + "".join(map(_scope, scopes))
        + "</sbd:BusinessScope></sbd:StandardBusinessDocumentHeader>"
    ).encode()
    envelope = head + payload + b"</sbd:StandardBusinessDocument>"
    if wrong := HeaderReading(parse(_header_of(head))).problems:
        raise ValueError(" ".join(problem.sentence for problem in wrong))
    return envelope


def read_envelope(content: bytes, bytes_max: int = BYTES_MAX) -> Opened | Malformed:
    """Take a document out of its envelope, or say everything that is wrong with the envelope.

    Texts of any length are read, up to `bytes_max` bytes in all. The document itself is not looked into, beyond the
    name of its root. Codes of problems: ``xml``, ``root``, ``payload_count``, ``payload``, ``missing``, ``repeated``,
    ``header_version``, ``authority``, ``participant``, ``standard``, ``type``, ``type_version``,
    ``instance_identifier``, ``creation_time``, ``document_type``, ``process``, ``country_c1``, ``mls_to``,
    ``mls_type``.
    """
    try:
        sliced = cut(content, bytes_max)
    except UnreadableDocument as error:
        return Malformed((Problem("xml", "/", str(error)),))
    root, children = sliced.root, sliced.children
    if (root.name, sliced.namespace(root)) != ("StandardBusinessDocument", SBDH):
        return Malformed((Problem("root", "/", "The message is not a StandardBusinessDocument."),))
    if not children or (children[0].name, sliced.namespace(children[0])) != ("StandardBusinessDocumentHeader", SBDH):
        return Malformed((Problem("missing", "/StandardBusinessDocument", "The envelope has no header."),))
    try:
        reading = HeaderReading(parse(sliced.alone(children[0])))
    except UnreadableDocument as error:
        return Malformed((Problem("xml", "/StandardBusinessDocument", str(error)),))
    problems = reading.problems
    document, media_type = b"", XML
    if len(children) != 2:
        sentence = f"The envelope must hold one document; it holds {len(children) - 1}."
        problems.append(Problem("payload_count", "/StandardBusinessDocument", sentence))
    elif sliced.namespace(children[1]) == CONTENT:
        try:
            document, media_type = _unpacked(sliced, children[1])
        except UnreadableDocument as error:
            problems.append(Problem("payload", "/StandardBusinessDocument/*[2]", str(error)))
    else:
        document = sliced.alone(children[1])
        reading.compare(children[1].name, sliced.namespace(children[1]))
    header = reading.header()
    if problems or header is None:
        return Malformed(tuple(problems), reading.instance, reading.sender_text, reading.receiver_text)
    return Opened(header, document, media_type)


def _root_of(document: bytes, header: Header) -> bytes:
    sliced = cut(document, children=False)
    root, kind = sliced.root, header.document_type
    if (sliced.namespace(root), root.name) != (kind.standard, kind.type):
        raise ValueError(f"the document is no {kind.type} of {kind.standard}")
    return sliced.content[root.start : root.end]


def _binary(document: bytes, media_type: str) -> bytes:
    start = f'<BinaryContent xmlns="{CONTENT}" mimeType={quoteattr(media_type)} encoding="Base64Binary">'
    return start.encode() + base64.b64encode(document) + b"</BinaryContent>"


def _unpacked(sliced: Sliced, part: Slice) -> tuple[bytes, str]:
    root = parse(sliced.alone(part))
    media_type, text = (root.get("mimeType") or "").strip(), root.text or ""
    if not media_type or len(root):
        raise UnreadableDocument("Content that is not XML must name its media type, and hold no elements.")
    if part.name == "TextContent":
        return text.encode(), media_type
    if part.name != "BinaryContent":
        raise UnreadableDocument(f"The content {part.name[:40]} is not known.")
    try:
        return base64.b64decode("".join(text.split()), validate=True), media_type
    except binascii.Error:
        raise UnreadableDocument("The binary content is not base64.") from None


def _header_of(head: bytes) -> bytes:
    """The header that was written, as a document of its own."""
    start = head.index(b"<sbd:StandardBusinessDocumentHeader>")
    return head[start:].replace(
        b"<sbd:StandardBusinessDocumentHeader>", f'<sbd:StandardBusinessDocumentHeader xmlns:sbd="{SBDH}">'.encode(), 1
    )


def _element(name: str, text: str) -> str:
    return f"<sbd:{name}>{escape(text)}</sbd:{name}>"


def _partner(name: str, who: ParticipantId) -> str:
    authority = quoteattr(who.scheme)
    return f"<sbd:{name}><sbd:Identifier Authority={authority}>{escape(who.value)}</sbd:Identifier></sbd:{name}>"


def _scope(scope: Scope) -> str:
    texts = (scope.type, scope.instance_identifier, scope.identifier)
    parts = (_element(name, text) for name, text in zip(SCOPE_PARTS, texts, strict=True) if text)
    return f"<sbd:Scope>{''.join(parts)}</sbd:Scope>"
