"""UN/CEFACT Cross Industry Invoice in the syntax binding of EN 16931 (CEN/TS 16931-3-3:2020)."""

from faktura.formats.cii.read import places, read
from faktura.formats.cii.write import FILE_EXTENSION, MEDIA_TYPE, write
from faktura.sockets import Format
from faktura.source.safe_xml import UnreadableDocument

__all__ = ["FORMAT", "UnreadableDocument", "read", "write"]

FORMAT = Format(
    name="cii",
    title="UN/CEFACT CII D16B",
    media_type=MEDIA_TYPE,
    file_extension=FILE_EXTENSION,
    write=write,
    read=read,
    # Every term of EN 16931 has its place in the syntax binding.
    cannot_carry={},
    places=places,
)
