"""What a document is, told by its content alone: neither its name nor what its sender calls it counts."""

from dataclasses import dataclass

from lxml import etree

from faktura.checks import Finding, Severity
from faktura.documents.known import CHECKED, ENVELOPE, HEADER, named_by_bytes, named_by_root
from faktura.registry import formats
from faktura.source import UnreadableDocument, parse

JSON_BYTES_MAX = 20_000_000
"""A document of our own with the most that the model holds is smaller."""
PDF_MARK_WITHIN = 1024
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BLANK = b" \t\r\n"


class UnsupportedDocument(ValueError):  # noqa: N818 - what the document is, as UnreadableDocument
    """The document is known, or at least readable, but not checked here; the text is a sentence for the sender."""

    def __init__(self, form: str, sentence: str) -> None:
        super().__init__(sentence)
        self.format = form


@dataclass(frozen=True, slots=True)
class Recognised:
    """A document that can be checked, without what it was wrapped in.

    `format` is its name in answers (``ubl-invoice``, ``ubl-creditnote``, ``cii``, ``hybrid-pdf``, ``json``), `syntax`
    (``ubl``, ``cii``, ``json``) says who reads it. `root` is that of XML, None for JSON. `content` are the bytes of the
    document inside; `notes` say what it was taken out of, and what is odd about that.
    """

    format: str
    syntax: str
    content: bytes
    root: etree._Element | None
    notes: tuple[Finding, ...] = ()


def recognise(content: bytes) -> Recognised:
    """Tell what a document is, and take it out of what it is wrapped in (a PDF, an envelope).

    Raises:
        UnreadableDocument: nothing that can be read, or beyond the limits.
        UnsupportedDocument: something else.
    """
    start = content.lstrip(_BLANK)[:4] if content[:1] in b" \t\r\n" else content[:4]
    if not start:
        raise UnreadableDocument("The document is empty.")
    if start[:1] == b"<" or start.startswith(_MARKS):
        return _of_xml(content)
    if start[:1] in (b"{", b"["):
        return _of_json(content)
    if b"%PDF-" in content[:PDF_MARK_WITHIN]:
        return _of_pdf(content)
    named = named_by_bytes(content)
    if named is not None:
        raise UnsupportedDocument(
            named.format, f"The document is {named.title}; it is not checked here. {named.advice}"
        )
    # What remains is XML in an odd encoding, or nothing at all; the reader of XML says which.
    return _of_xml(content)


def _of_xml(content: bytes) -> Recognised:
    if content.startswith(b"\xef\xbb\xbf") and content[3:].lstrip(_BLANK)[:1] in (b"{", b"["):
        return _of_json(content[3:])
    root = parse(content)
    kind = CHECKED.get(root.tag)
    if kind is not None:
        return Recognised(kind.format, kind.syntax, content, root)
    if root.tag == ENVELOPE:
        return _unwrapped(root)
    named = named_by_root(root.tag)
    if named is not None:
        raise UnsupportedDocument(
            named.format, f"The document is {named.title}; it is not checked here. {named.advice}"
        )
    raise UnsupportedDocument(
        "",
        f"The document's root is {_shown(root.tag)}, which is none that is known here. An Invoice or CreditNote of "
        "UBL 2, a CrossIndustryInvoice of UN/CEFACT, a Factur-X PDF or our own JSON is checked.",
    )


def _shown(tag: str) -> str:
    namespace, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    return f"{local[:80]} of the namespace {namespace[:200]}" if namespace else f"{local[:80]} without a namespace"


def _unwrapped(envelope: etree._Element) -> Recognised:
    inside = [child for child in envelope if child.tag != HEADER]
    if len(inside) != 1:
        raise UnsupportedDocument(
            "sbdh",
            f"The envelope (StandardBusinessDocument) has {len(inside)} documents inside; one is checked at a time.",
        )
    (root,) = inside
    named = named_by_root(root.tag)
    kind = CHECKED.get(root.tag)
    if kind is None:
        what = named.title if named else _shown(root.tag)
        raise UnsupportedDocument(
            named.format if named else "sbdh",
            f"In the envelope (StandardBusinessDocument) is {what}; it is not checked here.",
        )
    # Out of the envelope, so that paths begin at the document's own root.
    envelope.remove(root)
    note = _note("document_in_envelope", "The document was taken out of its envelope (StandardBusinessDocument).")
    return Recognised(kind.format, kind.syntax, etree.tostring(root, with_tail=False), root, (note,))


def _of_pdf(content: bytes) -> Recognised:
    for each in formats().values():
        if each.extract is not None:
            opened = each.extract(content)
            break
    else:
        raise UnsupportedDocument("pdf", "The document is a PDF, and no format is installed that opens one.")
    try:
        root = parse(opened.xml)
    except UnreadableDocument as error:
        raise UnreadableDocument(f"The XML inside the PDF can't be read. {error}") from None
    kind = CHECKED.get(root.tag)
    if kind is None:
        named = named_by_root(root.tag)
        what = named.title if named else _shown(root.tag)
        raise UnsupportedDocument("hybrid-pdf", f"The XML inside the PDF is {what}; it is not checked here.")
    return Recognised("hybrid-pdf", kind.syntax, opened.xml, root, opened.notes)


def _of_json(content: bytes) -> Recognised:
    if len(content) > JSON_BYTES_MAX:
        raise UnreadableDocument(f"The document has {len(content)} bytes; at most {JSON_BYTES_MAX} of JSON are read.")
    return Recognised("json", "json", content, None)


def _note(rule: str, message: str) -> Finding:
    return Finding(rule=rule, severity=Severity.INFORMATION, message=message)
