"""A report on a check, for people who keep the books: as a page of HTML, or as PDF."""

from collections.abc import Callable
from datetime import date

from faktura.documents.check import Report
from faktura.documents.html import render
from faktura.documents.report.content import Content, describe_report
from faktura.documents.report.pdf import render_pdf

__all__ = ["FORMATS", "write_report"]

FORMATS: dict[str, Callable[[Content], bytes]] = {
    "html": lambda content: render("report.html", content=content),
    "pdf": render_pdf,
}


def write_report(report: Report, name: str, form: str, day: date | None = None) -> bytes:
    """The report on the document called `name`, as one of `FORMATS`; `day` is printed as the day of the check."""
    return FORMATS[form](describe_report(report, name, day))
