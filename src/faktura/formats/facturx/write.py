"""Invoice -> PDF/A-3 with its XML inside."""

import base64
import binascii
import re

from faktura.formats import cii, pdf
from faktura.formats.facturx.embedding import File, embed, page_metadata
from faktura.formats.facturx.metadata import add_facturx
from faktura.formats.facturx.names import is_invoice_name
from faktura.formats.facturx.profiles import Profile, profile_of, reduce
from faktura.model import Invoice, SupportingDocument
from faktura.sockets import Rendered, RenderOptions

MEDIA_TYPE = "application/pdf"
FILE_EXTENSION = "pdf"

_XML_MEDIA_TYPE = "text/xml"
_UNKNOWN_MEDIA_TYPE = "application/octet-stream"
_NOT_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')
_NAME_LENGTH_MAX = 200


def write(invoice: Invoice, options: RenderOptions, profile: Profile | None = None) -> Rendered:
    """The PDF of an invoice for people, with the XML of a profile inside for machines.

    Without `profile` the invoice's own specification (BT-24) decides; one that names none is written as EN 16931.
    The page shows all, the XML what the profile has room for. Supporting documents with a content (BT-125) are
    attached to the PDF under their own names too, where a reader finds them. The same input gives the same bytes.

    Raises:
        ProfileTooSmall: see `faktura.formats.facturx.profiles.reduce`.
        BrandingError: the branding's logo or colour can't be used (see `faktura.formats.pdf`).
    """
    chosen = profile or profile_of(invoice.specification)
    reduced = reduce(invoice, chosen)
    xml = File(
        name=chosen.file_name,
        media_type=_XML_MEDIA_TYPE,
        content=cii.write(reduced, options).content,
        description=f"The invoice for machines: Factur-X {chosen.level}",
        relationship=chosen.relationship,
    )
    files, taken = [xml], {xml.name.casefold()}
    for document in invoice.supporting_documents:
        attached = _attached(document, taken)
        if attached is not None:
            files.append(attached)
            taken.add(attached.name.casefold())
    page = pdf.render(invoice, options)
    metadata = add_facturx(page_metadata(page), chosen, chosen.version_of(reduced.specification))
    content = embed(page, files, metadata, invoice.issue_date)
    return Rendered(content=content, media_type=MEDIA_TYPE, file_extension=FILE_EXTENSION)


def _attached(document: SupportingDocument, taken: set[str]) -> File | None:
    """A supporting document as a file with a name of its own; None when it has no content that can be decoded."""
    try:
        content = base64.b64decode(document.content or "", validate=True)
    except binascii.Error:
        return None
    if not content:
        return None
    return File(
        name=_free_name(document.file_name or document.reference or "", taken),
        media_type=document.media_type or _UNKNOWN_MEDIA_TYPE,
        content=content,
        description=document.description or document.reference or "",
        relationship="Supplement",
    )


def _free_name(wanted: str, taken: set[str]) -> str:
    """A file name that is safe to store under, that no other file has, and that is none of an invoice's XML."""
    name = _NOT_IN_A_NAME.sub("_", wanted).strip(" .")[:_NAME_LENGTH_MAX] or "attachment"
    if is_invoice_name(name):
        name = f"attachment-{name}"
    stem, dot, extension = name.rpartition(".")
    if not dot:
        stem, extension = name, ""
    number = 2
    while name.casefold() in taken:
        name = f"{stem}-{number}{dot}{extension}"
        number += 1
    return name
