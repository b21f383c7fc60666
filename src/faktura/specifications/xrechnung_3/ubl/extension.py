"""BR-DEX-*: what XRechnung's Extension asks, on the elements of UBL."""

from faktura.checks import Breaches
from faktura.money import ZERO
from faktura.source import Document, Group, Leaf, amount, cents, decimals, spaced, string
from faktura.specifications.xrechnung_3.codes import (
    EXTENSION_ADDRESS_SCHEMES,
    EXTENSION_MEDIA_TYPES,
    EXTENSION_SCHEMES,
)
from faktura.specifications.xrechnung_3.edition import EXTENSION
from faktura.specifications.xrechnung_3.values import filled, holds

_SCHEMED = (
    ("/cac:PartyIdentification/cbc:ID", "BR-DEX-04", EXTENSION_SCHEMES),
    ("/cac:PartyLegalEntity/cbc:CompanyID", "BR-DEX-05", EXTENSION_SCHEMES),
    ("/cac:StandardItemIdentification/cbc:ID", "BR-DEX-06", EXTENSION_SCHEMES),
    ("/cbc:EndpointID", "BR-DEX-07", EXTENSION_ADDRESS_SCHEMES),
    ("/cac:DeliveryLocation/cbc:ID", "BR-DEX-08", EXTENSION_SCHEMES),
)
_CREDITORS = ("/cac:AccountingSupplierParty/", "/cac:PayeeParty/")


def extension(document: Document, found: Breaches) -> None:
    """BR-DEX-01 to BR-DEX-14, where BT-24 names the Extension."""
    if not holds(document.root.get("cbc:CustomizationID", ()), EXTENSION):
        return
    sub_lines: list[Group] = []
    for path, nodes in document.paths.items():
        if path.endswith("/cbc:EmbeddedDocumentBinaryObject"):
            _attachments(nodes, found)
        elif path.endswith("/cac:LegalMonetaryTotal"):
            for group in nodes:
                _amount_due(group, found)
        elif path.endswith("/cac:SubInvoiceLine"):
            sub_lines += nodes
        else:
            _schemes(path, nodes, found)
    if document.root.name == "ubl:Invoice":
        _sums(document.root, sub_lines, found)
        _one_vat_category(document.root, sub_lines, found)
        for payment in document.paths.get("/cac:PrepaidPayment", ()):
            _third_party_payment(document.root, payment, found)


def _attachments(leaves: list[Leaf], found: Breaches) -> None:
    for leaf in leaves:
        if leaf.get("mimeCode") not in EXTENSION_MEDIA_TYPES:
            found("BR-DEX-01", leaf)


def _schemes(path: str, leaves: list[Leaf], found: Breaches) -> None:
    for end, rule, schemes in _SCHEMED:
        if not path.endswith(end):
            continue
        for leaf in leaves:
            scheme = leaf.get("schemeID")
            if scheme is None or (scheme := spaced(scheme)) in schemes:
                continue
            if rule == "BR-DEX-04" and scheme == "SEPA" and any(creditor in path for creditor in _CREDITORS):
                continue
            found(rule, leaf)


def _sums(root: Group, sub_lines: list[Group], found: Breaches) -> None:
    """BR-DEX-02: what is split into sub-lines is their sum."""
    for line in (*root.get("cac:InvoiceLine", ()), *sub_lines):
        if "cac:SubInvoiceLine" in line:
            parts = (amount(part, "cbc:LineExtensionAmount") or ZERO for part in line["cac:SubInvoiceLine"])
            if amount(line, "cbc:LineExtensionAmount") != sum(parts, ZERO):
                found("BR-DEX-02", root)
                return


def _one_vat_category(root: Group, sub_lines: list[Group], found: Breaches) -> None:
    """BR-DEX-03."""
    for line in sub_lines:
        if any(len(item.get("cac:ClassifiedTaxCategory", ())) != 1 for item in line.get("cac:Item", ())):
            found("BR-DEX-03", root)
            return


def _amount_due(totals: Group, found: Breaches) -> None:
    """BR-DEX-09: BR-CO-16 with the payments of third parties."""
    due, with_vat = amount(totals, "cbc:PayableAmount"), amount(totals, "cbc:TaxInclusiveAmount")
    prepaid = amount(totals, "cbc:PrepaidAmount") or ZERO
    rounding = amount(totals, "cbc:PayableRoundingAmount") or ZERO
    payments = totals.parent.get("cac:PrepaidPayment", ()) if totals.parent is not None else ()
    third_party = ZERO
    if any(filled(payment.get("cbc:PaidAmount", ())) for payment in payments):
        third_party = sum((amount(payment, "cbc:PaidAmount") or ZERO for payment in payments), ZERO)
    if due is None or with_vat is None or cents(due - rounding) != cents(with_vat - prepaid + third_party):
        found("BR-DEX-09", totals)


def _third_party_payment(root: Group, payment: Group, found: Breaches) -> None:
    """BR-DEX-10 to BR-DEX-14."""
    for name, rule in (("cbc:ID", "BR-DEX-10"), ("cbc:PaidAmount", "BR-DEX-11"), ("cbc:InstructionID", "BR-DEX-12")):
        if not filled(payment.get(name, ())):
            found(rule, payment)
    if decimals(string(payment, "cbc:PaidAmount")) > 2:
        found("BR-DEX-13", payment)
    currencies = {leaf.text or "" for leaf in root.get("cbc:DocumentCurrencyCode", ())}
    if not any(leaf.get("currencyID") in currencies for leaf in payment.get("cbc:PaidAmount", ())):
        found("BR-DEX-14", payment)


TESTS = (extension,)
