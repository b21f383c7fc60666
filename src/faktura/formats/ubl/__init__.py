"""UBL 2.1 Invoice and CreditNote in the syntax binding of EN 16931 (CEN/TS 16931-3-2:2020)."""

from faktura.formats.ubl.read import places, read
from faktura.formats.ubl.write import FILE_EXTENSION, MEDIA_TYPE, write
from faktura.sockets import Format
from faktura.source.safe_xml import UnreadableDocument

__all__ = ["FORMAT", "UnreadableDocument", "read", "write"]

FORMAT = Format(
    name="ubl",
    title="UBL 2.1 Invoice and CreditNote",
    media_type=MEDIA_TYPE,
    file_extension=FILE_EXTENSION,
    write=write,
    read=read,
    # Every term of EN 16931 has its place in the syntax binding.
    cannot_carry={},
    places=places,
)
