"""Invoice -> UBL."""

from faktura.formats.ubl.document import CREDIT_NOTE, INVOICE
from faktura.model import Invoice
from faktura.sockets import Rendered, RenderOptions

MEDIA_TYPE = "application/xml"
FILE_EXTENSION = "xml"


def write(invoice: Invoice, options: RenderOptions) -> Rendered:
    """Write an invoice as UBL 2.1 Invoice, a credit note (by BT-3) as CreditNote.

    The same invoice gives the same bytes. What is absent is left out; nothing is calculated. The options hold
    nothing for a format that machines read.
    """
    document = CREDIT_NOTE if invoice.is_credit_note else INVOICE
    return Rendered(content=document.write(invoice), media_type=MEDIA_TYPE, file_extension=FILE_EXTENSION)
