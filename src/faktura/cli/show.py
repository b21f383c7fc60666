"""``faktura show``: a document to read."""

import shutil
import sys
from pathlib import Path

from faktura.cli.check import finding_lines
from faktura.cli.files import WrongUsage, read_file, write_file
from faktura.documents import NotConvertible, check, convert, describe, read_document, show_html, show_text
from faktura.source import UnreadableDocument

WIDTH_MAX = 120


def run(path: Path, *, pdf: Path | None, html: Path | None, language: str) -> bool:
    """Print the document and what the check says of it, or write it as PDF or HTML; False when it can't be read.

    Raises:
        WrongUsage: no such file; a file that can't be written.
    """
    if not path.exists():
        raise WrongUsage(f"there is no file {path}")
    try:
        content = read_file(path)
        invoice, read = read_document(content)
        if pdf is not None:
            write_file(pdf, convert(content, "pdf", language=language).content)
        if html is not None:
            write_file(html, show_html(describe(invoice)))
    except (UnreadableDocument, NotConvertible) as error:
        print(f"faktura: {path}: {error}", file=sys.stderr)
        return False
    if pdf is None and html is None:
        width = min(WIDTH_MAX, shutil.get_terminal_size((100, 24)).columns)
        print(show_text(describe(invoice), width))
        report = check(content)
        by = f" by {report.specification} {report.version}" if report.specification else ""
        print(f"{'Valid' if report.valid else 'NOT VALID'}{by}")
        for line in finding_lines((*report.findings, *read)):
            print(line)
    return True
