"""Invoice -> CII."""

from faktura.formats.cii.document import INVOICE
from faktura.model import Invoice
from faktura.sockets import Rendered, RenderOptions

MEDIA_TYPE = "application/xml"
FILE_EXTENSION = "xml"


def write(invoice: Invoice, options: RenderOptions) -> Rendered:
    """Write an invoice as Cross Industry Invoice; a credit note is told by its type code (BT-3) alone.

    The same invoice gives the same bytes. What is absent is left out; nothing is calculated. The options hold
    nothing for a format that machines read.
    """
    return Rendered(content=INVOICE.write(invoice), media_type=MEDIA_TYPE, file_extension=FILE_EXTENSION)
