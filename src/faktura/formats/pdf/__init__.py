"""PDF for people: PDF/A-3b, and PDF/UA-1 up to 300 lines, in the buyer's language, in the seller's colours."""

from faktura.formats.pdf.errors import BrandingError, ColourError, LogoError
from faktura.formats.pdf.logo import prepare_logo
from faktura.formats.pdf.typesetting import Attachment
from faktura.formats.pdf.write import FORMAT, render, write

__all__ = [
    "FORMAT",
    "Attachment",
    "BrandingError",
    "ColourError",
    "LogoError",
    "prepare_logo",
    "render",
    "write",
]
