"""PDF -> Invoice: the XML inside, read as Cross Industry Invoice."""

from lxml import etree

from faktura.checks import Finding, Severity
from faktura.formats import cii
from faktura.formats.facturx.extract import Hybrid, extract, note
from faktura.formats.facturx.profiles import profile_at, told_by
from faktura.model import Invoice
from faktura.source import UnreadableDocument, parse

_ZUGFERD_1 = "CrossIndustryDocument"
_ORDER_X = "SCRDMCCBDACIOMessageStructure"
_GUIDELINE = "{*}ExchangedDocumentContext/{*}GuidelineSpecifiedDocumentContextParameter/{*}ID"


def read(content: bytes) -> tuple[Invoice, list[Finding]]:
    """Read the invoice inside a hybrid PDF (Factur-X, ZUGFeRD from 2.0, XRechnung in a PDF).

    The findings are those of the PDF (``facturx_...``) and those of the XML (``cii_...``).

    Raises:
        UnreadableDocument: see `extract`; or the XML is ZUGFeRD 1.0, Order-X or anything but a Cross Industry Invoice.
    """
    hybrid = extract(content)
    refuse_other_documents(hybrid)
    invoice, findings = cii.read(hybrid.xml)
    return invoice, [*hybrid.notes, *compare_profiles(hybrid, invoice), *findings]


def refuse_other_documents(hybrid: Hybrid) -> None:
    """Say what the XML is when it is a near relative of Factur-X, which is told by its root or its guideline.

    Raises:
        UnreadableDocument: it is one.
    """
    root = parse(hybrid.xml)
    name, guideline = etree.QName(root).localname, (root.findtext(_GUIDELINE) or "").strip()
    if name == _ZUGFERD_1 or guideline.startswith("urn:ferd:"):
        raise UnreadableDocument(
            f"The PDF's “{hybrid.file_name[:100]}” is ZUGFeRD 1.0 ({guideline or name}), which is older than EN 16931; "
            "ask for ZUGFeRD 2 or Factur-X."
        )
    if name == _ORDER_X or "order-x" in guideline:
        raise UnreadableDocument(
            f"The PDF's “{hybrid.file_name[:100]}” is Order-X ({guideline or name}): an order, not an invoice."
        )


def compare_profiles(hybrid: Hybrid, invoice: Invoice) -> list[Finding]:
    """A warning when the PDF's metadata name another profile than the XML does in BT-24."""
    said = invoice.specification or ""
    claimed = profile_at(hybrid.profile)
    if not hybrid.profile or claimed is told_by(said) is not None:
        return []
    found = note(
        "profile_differs",
        f"The PDF's metadata name the profile “{hybrid.profile[:40]}”, but its XML says “{said[:120]}” (BT-24); "
        "the XML was read. Both should name the same profile.",
        Severity.WARNING,
    )
    return [found]
