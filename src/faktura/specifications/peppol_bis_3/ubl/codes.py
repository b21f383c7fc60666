"""PEPPOL-EN16931-CL001 to CL008, R051, P0100 to P0112 and F001: currencies, codes, types and dates."""

from faktura import codes
from faktura.checks import Breaches
from faktura.checks.books import Test
from faktura.source import UBL, Document, normalized, spaced, value
from faktura.source.sequences import any_is, minutes, only
from faktura.source.tree import Leaf
from faktura.specifications.peppol_bis_3.codes import CATEGORY_OF_EXEMPTION, CURRENCIES
from faktura.specifications.peppol_bis_3.ubl.kinds import Kind
from faktura.specifications.peppol_bis_3.ubl.parties import both_german

_AMOUNTS = (
    "cbc:AllowanceTotalAmount",
    "cbc:Amount",
    "cbc:BaseAmount",
    "cbc:ChargeTotalAmount",
    "cbc:LineExtensionAmount",
    "cbc:PayableAmount",
    "cbc:PayableRoundingAmount",
    "cbc:PrepaidAmount",
    "cbc:PriceAmount",
    "cbc:TaxAmount",
    "cbc:TaxExclusiveAmount",
    "cbc:TaxInclusiveAmount",
    "cbc:TaxableAmount",
)
_DATES = (
    "cbc:ActualDeliveryDate",
    "cbc:DueDate",
    "cbc:EndDate",
    "cbc:IssueDate",
    "cbc:StartDate",
    "cbc:TaxPointDate",
)
_TAX_AMOUNT = UBL.tag("cbc:TaxAmount")
_TAX_TOTAL = UBL.tag("cac:TaxTotal")
_TAX_SUBTOTAL = UBL.tag("cac:TaxSubtotal")
_OF_EXEMPTION = {code: (rule, category) for rule, (code, category) in CATEGORY_OF_EXEMPTION.items()}


def currencies(kind: Kind) -> Test:
    """R051 and CL007: the currency beside each amount, for a specification of the family."""

    def test(document: Document, found: Breaches) -> None:
        given = {value(leaf) for leaf in document.paths.get("/cbc:DocumentCurrencyCode", ())}
        known, named = CURRENCIES.codes, document.named
        # Nearly all amounts are in this one currency, and then nothing is left to ask.
        usual = next(iter(given)) if len(given) == 1 and given <= known else None
        for name in _AMOUNTS:
            for leaf in named[name]:
                currency = leaf.get("currencyID")
                if currency is None or currency != usual:
                    if currency not in known:
                        found("PEPPOL-EN16931-CL007", leaf)
                    if currency not in given and _in_document_currency(leaf, kind):
                        found("PEPPOL-EN16931-R051", leaf)

    return test


def _in_document_currency(leaf: Leaf, kind: Kind) -> bool:
    """Whether an amount has to be in the document's currency: all but a VAT total in that of accounting."""
    if leaf.tag != _TAX_AMOUNT:
        return True
    parent = leaf.getparent()
    if parent is None:
        return False
    if parent.tag == _TAX_SUBTOTAL:
        return kind.subtotals
    return parent.tag == _TAX_TOTAL and parent.find(_TAX_SUBTOTAL) is not None


def dates(document: Document, found: Breaches) -> None:
    """F001: a date is written YYYY-MM-DD."""
    named = document.named
    for name in _DATES:
        for leaf in named[name]:
            text = leaf.text or ""
            if len(text) != 10 or minutes(text) is None:
                found("PEPPOL-EN16931-F001", leaf)


def attachments(document: Document, found: Breaches) -> None:
    """CL001: the media type of an attachment."""
    for leaf in document.named["cbc:EmbeddedDocumentBinaryObject"]:
        if leaf.get("mimeCode", "text/csv") not in codes.ATTACHMENT_MEDIA_TYPES.codes:
            found("PEPPOL-EN16931-CL001", leaf)


def reasons(document: Document, found: Breaches) -> None:
    """CL002, CL003 and CL006: reasons of allowances and charges, tax point codes."""
    for group in document.named["cac:AllowanceCharge"]:
        if "cbc:AllowanceChargeReasonCode" in group:
            indicators = group.get("cbc:ChargeIndicator", ())
            if any_is(indicators, "false"):
                rule, known = "PEPPOL-EN16931-CL002", codes.ALLOWANCE_REASONS.codes
            elif any_is(indicators, "true"):
                rule, known = "PEPPOL-EN16931-CL003", codes.CHARGE_REASONS.codes
            else:
                continue
            for leaf in group["cbc:AllowanceChargeReasonCode"]:
                if spaced(leaf.text or "") not in known:
                    found(rule, leaf)
    for period in document.named["cac:InvoicePeriod"]:
        for leaf in period.get("cbc:DescriptionCode", ()):
            if spaced(leaf.text or "") not in codes.TAX_POINT_DATES.codes:
                found("PEPPOL-EN16931-CL006", leaf)


def exemptions(document: Document, found: Breaches) -> None:
    """P0104 to P0111: the VAT category that a reason for exemption belongs to."""
    for group in document.named["cac:TaxCategory"]:
        reasons = group.get("cbc:TaxExemptionReasonCode", ())
        # Of several codes the rules can't tell which counts, and let the element be.
        if len(reasons) == 1:
            rule, category = _OF_EXEMPTION.get(value(reasons[0]).upper(), ("", ""))
            if rule and normalized(group, "cbc:ID") != category:
                found(rule, group)


def types(kind: Kind) -> Test:
    """P0100, P0101 and P0112: the document's type, for a specification of the family."""

    def test(document: Document, found: Breaches) -> None:
        invoices, notes = document.named["cbc:InvoiceTypeCode"], document.named["cbc:CreditNoteTypeCode"]
        if not invoices and not notes:
            return
        bound = spaced(only(document.paths.get("/cbc:ProfileID", ()))) in kind.typed_processes
        for leaf in invoices:
            code = spaced(leaf.text or "")
            if bound and code not in kind.invoice_types:
                found("PEPPOL-EN16931-P0100", leaf)
            if spaced(value(leaf)) in kind.german_types and not both_german(document):
                found("PEPPOL-EN16931-P0112", leaf)
        for leaf in notes:
            if bound and spaced(leaf.text or "") not in kind.credit_note_types:
                found("PEPPOL-EN16931-P0101", leaf)

    return test
