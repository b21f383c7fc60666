"""References: preceding invoices (BG-3) and supporting documents (BG-24)."""

from typing import Annotated

from annotated_types import MaxLen

from faktura.model.terms import Term, part
from faktura.model.values import Code, Day, Name, Text

# 1.5 MiB of bytes in base64; a body is at most 2 MiB anyway.
ATTACHMENT_BASE64_LENGTH_MAX = 2 * 1024 * 1024


@part
class PrecedingInvoice:
    """BG-3 PRECEDING INVOICE REFERENCE."""

    number: Annotated[Code | None, Term("BT-25", "Preceding Invoice reference")] = None
    issue_date: Annotated[Day | None, Term("BT-26", "Preceding Invoice issue date")] = None


@part
class SupportingDocument:
    """BG-24 ADDITIONAL SUPPORTING DOCUMENTS."""

    reference: Annotated[Code | None, Term("BT-122", "Supporting document reference")] = None
    description: Annotated[Text | None, Term("BT-123", "Supporting document description")] = None
    url: Annotated[Text | None, Term("BT-124", "External document location")] = None
    content: Annotated[
        Annotated[str, MaxLen(ATTACHMENT_BASE64_LENGTH_MAX)] | None,
        Term("BT-125", "Attached document, as base64"),
    ] = None
    media_type: Annotated[Code | None, Term("BT-125-1", "Attached document Mime code")] = None
    file_name: Annotated[Name | None, Term("BT-125-2", "Attached document Filename")] = None
