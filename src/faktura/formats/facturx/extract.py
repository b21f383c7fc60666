"""Any hybrid PDF -> the XML inside, with what the PDF says of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from faktura.checks import Finding, Severity
from faktura.formats.facturx.attachments import EmbeddedFile, embedded_files, has_script
from faktura.formats.facturx.metadata import Claim, read_claim
from faktura.formats.facturx.names import is_invoice_name
from faktura.formats.facturx.pdf_file import PdfFile
from faktura.formats.facturx.pdf_objects import Damaged, Stream, TooLarge
from faktura.source import UnreadableDocument

_RELATIONSHIPS = frozenset({"Alternative", "Data", "Source"})
# A root that only an invoice (or ZUGFeRD 1, or an order) has, for XML under a name of its own.
_INVOICE_ROOT = re.compile(
    rb"<(?:[A-Za-z_][\w.-]*:)?(?:CrossIndustryInvoice|CrossIndustryDocument|SCRDMCCBDACIO\w+)[\s>]"
)
_PROLOG_BYTES_MAX = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Hybrid:
    """A hybrid PDF, opened: the XML as its bytes stand there, and what the PDF says of it.

    `profile`, `document_type` and `version` are the metadata's own words (``EN 16931``, ``INVOICE``, ``1.0``), empty
    without metadata. `relationship` is the AFRelationship (``Alternative``, ``Data``, ...), empty when it has none.
    `attachments` are all other files. `notes` say what is odd, though the XML could be read.
    """

    xml: bytes
    file_name: str
    profile: str
    document_type: str
    version: str
    relationship: str
    attachments: tuple[EmbeddedFile, ...]
    notes: tuple[Finding, ...]


def note(rule: str, message: str, severity: Severity = Severity.WARNING) -> Finding:
    """A finding of this format; its code begins with ``facturx_``."""
    return Finding(rule=f"facturx_{rule}", severity=severity, message=message)


def extract(content: bytes) -> Hybrid:
    """Find the XML inside a PDF: by its name, by the name in the metadata, or by its root.

    Nothing in the PDF is run or drawn. The XML itself is not looked into: see `faktura.formats.facturx.read`.

    Raises:
        UnreadableDocument: no PDF, an encrypted or broken one, one beyond the limits (see `pdf_file` and
            `pdf_filters`), one without XML, or one with several different invoices.
    """
    file = PdfFile(content)
    try:
        try:
            return _look_into(file, content)
        except Damaged:
            if file.was_searched:
                raise
            file.search()
            return _look_into(file, content)
    except TooLarge as error:
        raise UnreadableDocument(str(error)) from None
    except Damaged as error:
        raise UnreadableDocument(f"The PDF is damaged: {error}. Send it again.") from None


def _look_into(file: PdfFile, content: bytes) -> Hybrid:
    claim, notes = _claim(file)
    files = embedded_files(file)
    chosen = _choose(files, claim)
    if file.was_searched:
        notes.append(note("damaged", "The PDF's table of objects is damaged; the XML was found by searching for it."))
    if has_script(file, content):
        notes.append(note("script", "The PDF contains JavaScript, which PDF/A forbids; it was not run."))
    return Hybrid(
        xml=chosen.content,
        file_name=chosen.name,
        profile=claim.level,
        document_type=claim.document_type,
        version=claim.version,
        relationship=chosen.relationship,
        attachments=tuple(each for each in files if each is not chosen),
        notes=(*notes, *_oddities(chosen, claim)),
    )


def _claim(file: PdfFile) -> tuple[Claim, list[Finding]]:
    stream = file.resolve(file.catalog.get("Metadata"))
    if not isinstance(stream, Stream):
        return Claim(), [note("no_metadata", "The PDF has no metadata (XMP) that name the profile of its XML.")]
    try:
        claim = read_claim(file.unpacked(stream))
    except (UnreadableDocument, Damaged):
        return Claim(), [note("metadata_unreadable", "The PDF's metadata (XMP) can't be read.")]
    if not claim.level:
        return claim, [note("no_metadata", "The PDF's metadata (XMP) don't name the profile of its XML.")]
    return claim, []


def _choose(files: Sequence[EmbeddedFile], claim: Claim) -> EmbeddedFile:
    claimed = claim.file_name.casefold()
    for is_meant in (
        lambda each: is_invoice_name(each.name) or (claimed and each.name.casefold() == claimed),
        lambda each: _INVOICE_ROOT.search(each.content[:_PROLOG_BYTES_MAX]),
    ):
        meant = [each for each in files if is_meant(each)]
        if len({each.content for each in meant}) > 1:
            names = ", ".join(f"“{each.name[:100]}”" for each in meant)
            raise UnreadableDocument(f"The PDF has several invoices inside ({names}); send a PDF for each.")
        if meant:
            return meant[0]
    others = ", ".join(f"“{each.name[:100]}”" for each in files[:10])
    rest = f"its attachments are {others}" if others else "it has no attachment"
    raise UnreadableDocument(
        f"The PDF has no invoice as XML inside; {rest}. Send a Factur-X or ZUGFeRD PDF, or the XML itself."
    )


def _oddities(chosen: EmbeddedFile, claim: Claim) -> list[Finding]:
    found = []
    if claim.file_name and claim.file_name.casefold() != chosen.name.casefold():
        found.append(
            note("name_differs", f"The metadata name “{claim.file_name[:100]}”, but the XML is “{chosen.name[:100]}”.")
        )
    if not chosen.is_associated:
        found.append(note("not_associated", "The XML is not in the PDF's list of associated files (AF)."))
    if chosen.relationship not in _RELATIONSHIPS:
        found.append(
            note(
                "relationship",
                f"The XML's AFRelationship is “{chosen.relationship[:40]}”; Alternative, Data or Source is expected.",
            )
        )
    return found
