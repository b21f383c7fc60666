"""Any document in: what it is, whether it holds, and in another form. No database, no files."""

from faktura.documents.check import Report, check, check_model, must_exist, unreadable
from faktura.documents.convert import Converted, NotConvertible, convert, find_target, read_document, targets
from faktura.documents.html import show_html
from faktura.documents.terminal import harmless, show_text
from faktura.documents.view import describe
from faktura.documents.written import check_written

__all__ = [
    "Converted",
    "NotConvertible",
    "Report",
    "check",
    "check_model",
    "check_written",
    "convert",
    "describe",
    "find_target",
    "harmless",
    "must_exist",
    "read_document",
    "show_html",
    "show_text",
    "targets",
    "unreadable",
]
"""What other rooms use."""
