"""An invoice of our own, checked in the form in which it will be sent."""

from faktura.checks import Finding, hold
from faktura.documents.known import CHECKED
from faktura.documents.places import with_places
from faktura.model import Invoice
from faktura.registry import formats
from faktura.sockets import RenderOptions, Specification
from faktura.source import document, parse


def check_written(invoice: Invoice, specification: Specification) -> list[Finding]:
    """Write the invoice in the syntax that the specification has rules for, and hold what was written against them.

    This is what the receiver's validator will do. The findings point into our model. A specification without rules
    on a syntax has nothing to say. Meant for an invoice on which the rules on the model found nothing fatal.
    """
    syntax = next((name for name in ("ubl", "cii") if name in specification.books), None)
    if syntax is None:
        return []
    root = parse(formats()[syntax].write(invoice, RenderOptions()).content)
    written = document(root, CHECKED[root.tag].names)
    findings = hold(written, specification.books[syntax], specification.severities_for(invoice.specification or ""))
    written.release()
    return with_places(findings, root, syntax) if findings else []
