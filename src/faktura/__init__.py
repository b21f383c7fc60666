"""Faktura: the invoicing API that a business hosts itself."""

__version__ = "0.1.0"
