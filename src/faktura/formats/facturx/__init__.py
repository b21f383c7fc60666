"""Factur-X 1.0 / ZUGFeRD 2: a PDF/A-3 for people, with the invoice as Cross Industry Invoice inside for machines."""

from faktura.formats.facturx.attachments import EmbeddedFile
from faktura.formats.facturx.extract import Hybrid, extract
from faktura.formats.facturx.profiles import Profile, ProfileTooSmall, left_out, profile_of, reduce
from faktura.formats.facturx.read import read
from faktura.formats.facturx.write import FILE_EXTENSION, MEDIA_TYPE, write
from faktura.sockets import Format
from faktura.source import UnreadableDocument

__all__ = [
    "FORMAT",
    "EmbeddedFile",
    "Hybrid",
    "Profile",
    "ProfileTooSmall",
    "UnreadableDocument",
    "extract",
    "left_out",
    "profile_of",
    "read",
    "reduce",
    "write",
]

FORMAT = Format(
    name="facturx",
    title="Factur-X / ZUGFeRD 2",
    media_type=MEDIA_TYPE,
    file_extension=FILE_EXTENSION,
    write=write,
    read=read,
    extract=extract,
    # What the smaller profiles leave out is in `left_out`; this is EN 16931, which is written unless BT-24 asks for
    # another profile.
    cannot_carry={
        "BT-24": "the profile's own identifier stands there, as its schema and rules demand",
    },
)
