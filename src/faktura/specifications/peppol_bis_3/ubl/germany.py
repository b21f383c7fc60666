"""DE-R-001 to DE-R-031 and DE-R-T02: between a seller and a buyer in Germany."""

import re
from collections.abc import Sequence
from string import ascii_letters

from faktura.checks import Breaches
from faktura.source import Document, Group, Repeated, normalized, spaced, value
from faktura.source.logic import any_of, applies
from faktura.source.sequences import any_filled, at, attributes, below, only
from faktura.source.tree import Leaf
from faktura.specifications.peppol_bis_3.ubl.parties import BUYER, SELLER, both_german

_VAT_CATEGORIES = frozenset(("S", "Z", "E", "AE", "K", "G", "L", "M"))
_TYPES = frozenset(("326", "380", "381", "384", "389", "875", "876", "877"))
_CORRECTIONS = frozenset(("384",))
_CREDIT_TRANSFERS = frozenset(("30", "58"))
_CARDS = frozenset(("48", "54", "55"))
_CASH_DISCOUNT = re.compile(r"#SKONTO#TAGE=[0-9]+#PROZENT=[0-9]+\.[0-9]{2}(?:#BASISBETRAG=-?[0-9]+\.[0-9]{2})?#")
_CASH_DISCOUNTS = re.compile(r"#[^\n\r]+#")
_LINE_BREAK = re.compile(r"[ \t\r\n]*\n")
_MAIL = re.compile(r"[^@ \t\r\n]+@(?:[^@. \t\r\n]+\.)+[^@. \t\r\n]+")
_URL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+:")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[a-zA-Z0-9]{0,30}")
_DIGIT = re.compile("[0-9]")
_IN_DIGITS = {ord(sign): str(ord(sign) - 55) for sign in ascii_letters}
_PARTY = "cac:Party"


def germany(document: Document, found: Breaches) -> None:
    """All rules of Germany."""
    if not applies(both_german, document):
        return
    root = document.root
    _document(document, root, found)
    _payment(document, root, found)
    _terms(document, root, found)
    _parties(document, root, found)
    for means in root.get("cac:PaymentMeans", ()):
        _means(means, found)
    for breakdown in at(document, "/cac:TaxTotal/cac:TaxSubtotal"):
        if not any_filled(below((breakdown,), "cac:TaxCategory", "cbc:Percent")):
            found("DE-R-014", breakdown)


def _document(document: Document, root: Group, found: Breaches) -> None:
    if not any_filled(root.get("cbc:BuyerReference", ())):
        found("DE-R-015", root)
    represented = "cac:TaxRepresentativeParty" in root
    if not (represented or any_filled(at(document, f"{SELLER}/cac:PartyTaxScheme/cbc:CompanyID"))) and _has_vat(root):
        found("DE-R-016", root)
    if not _has_type(root, _TYPES):
        found("DE-R-017", root)
    if not at(document, "/cac:BillingReference/cac:InvoiceDocumentReference") and _has_type(root, _CORRECTIONS):
        found("DE-R-026", root)
    references = root.get("cac:AdditionalDocumentReference", ())
    names: set[str] = set()
    for reference in references:
        attached = below((reference,), "cac:Attachment", "cbc:EmbeddedDocumentBinaryObject")
        own = set(attributes(attached, "filename"))
        if own & names:
            found("DE-R-022", reference)
        names |= own
    for place in below(references, "cac:Attachment", "cac:ExternalReference"):
        if not _URL.match(only(place.get("cbc:URI", ()))):
            found("DE-R-T02", place)


def _has_type(root: Group, types: frozenset[str]) -> bool:
    return any_of(
        lambda: normalized(root, "cbc:InvoiceTypeCode") in types,
        lambda: normalized(root, "cbc:CreditNoteTypeCode") in types,
    )


def _has_vat(root: Group) -> bool:
    """Whether an allowance, a charge or a line has a VAT category that asks for a tax number of the seller."""
    charged = [
        group
        for group in root.get("cac:AllowanceCharge", ())
        if any(value(leaf) in {"false", "true"} for leaf in group.get("cbc:ChargeIndicator", ()))
    ]
    lines = (*root.get("cac:InvoiceLine", ()), *root.get("cac:CreditNoteLine", ()))
    categories = below(charged, "cac:TaxCategory", "cbc:ID")
    return any(
        value(leaf) in _VAT_CATEGORIES
        for leaf in (*categories, *below(lines, "cac:Item", "cac:ClassifiedTaxCategory", "cbc:ID"))
    )


def _payment(document: Document, root: Group, found: Breaches) -> None:
    if "cac:PaymentMeans" not in root:
        found("DE-R-001", root)
    elif at(document, "/cac:PaymentMeans/cac:PaymentMandate"):
        creditors = (
            *at(document, f"{SELLER}/cac:PartyIdentification/cbc:ID"),
            *at(document, "/cac:PayeeParty/cac:PartyIdentification/cbc:ID"),
        )
        if "SEPA" not in attributes(creditors, "schemeID"):
            found("DE-R-030", root)
        if not at(document, "/cac:PaymentMeans/cac:PaymentMandate/cac:PayerFinancialAccount/cbc:ID"):
            found("DE-R-031", root)


def _terms(document: Document, root: Group, found: Breaches) -> None:
    """DE-R-018: cash discounts are lines of their own, each with its line break."""
    notes = [value(terms["cbc:Note"][0]) for terms in root.get("cac:PaymentTerms", ()) if "cbc:Note" in terms]
    texts = [text for text in notes if text]
    for text in texts:
        for line in map(spaced, re.split(r"\r?\n", text)):
            if line.startswith("#") and not (_CASH_DISCOUNT.fullmatch(line) and _ends_with_line_break(texts, root)):
                found("DE-R-018", root)
                return


def _ends_with_line_break(texts: Sequence[str], root: Group) -> bool:
    if len(texts) > 1:
        raise Repeated("The terms of payment are one text; join them.", root["cac:PaymentTerms"][1])
    return _LINE_BREAK.match(_CASH_DISCOUNTS.split(texts[0])[-1]) is not None


def _parties(document: Document, root: Group, found: Breaches) -> None:
    for seller in root.get("cac:AccountingSupplierParty", ()):
        if not below((seller,), _PARTY, "cac:Contact"):
            found("DE-R-002", seller)
    for path, city, zone in (
        (f"{SELLER}/cac:PostalAddress", "DE-R-003", "DE-R-004"),
        (f"{BUYER}/cac:PostalAddress", "DE-R-008", "DE-R-009"),
        ("/cac:Delivery/cac:DeliveryLocation/cac:Address", "DE-R-010", "DE-R-011"),
    ):
        for address in at(document, path):
            if not any_filled(address.get("cbc:CityName", ())):
                found(city, address)
            if not any_filled(address.get("cbc:PostalZone", ())):
                found(zone, address)
    for contact in at(document, f"{SELLER}/cac:Contact"):
        if not any_filled(contact.get("cbc:Name", ())):
            found("DE-R-005", contact)
        if not any_filled(contact.get("cbc:Telephone", ())):
            found("DE-R-006", contact)
        if not any_filled(contact.get("cbc:ElectronicMail", ())):
            found("DE-R-007", contact)
        if len(_DIGIT.findall(only(contact.get("cbc:Telephone", ())))) < 3:
            found("DE-R-027", contact)
        if not _MAIL.fullmatch(spaced(only(contact.get("cbc:ElectronicMail", ())))):
            found("DE-R-028", contact)


def _means(means: Group, found: Breaches) -> None:
    """DE-R-019 to DE-R-025: each way to pay with its own group, and with no other."""
    codes = means.get("cbc:PaymentMeansCode", ())
    code = spaced(value(codes[0])) if len(codes) == 1 else ""
    transfer, card, debit = (
        name in means for name in ("cac:PayeeFinancialAccount", "cac:CardAccount", "cac:PaymentMandate")
    )
    if code in _CREDIT_TRANSFERS:
        if code == "58" and not _is_iban(below((means,), "cac:PayeeFinancialAccount", "cbc:ID")):
            found("DE-R-019", means)
        if not transfer:
            found("DE-R-023-1", means)
        if card or debit:
            found("DE-R-023-2", means)
    elif code in _CARDS:
        if not card:
            found("DE-R-024-1", means)
        if transfer or debit:
            found("DE-R-024-2", means)
    elif code == "59":
        if not _is_iban(below((means,), "cac:PaymentMandate", "cac:PayerFinancialAccount", "cbc:ID")):
            found("DE-R-020", means)
        if not debit:
            found("DE-R-025-1", means)
        if transfer or card:
            found("DE-R-025-2", means)


def _is_iban(accounts: Sequence[Leaf]) -> bool:
    """Check digits modulo 97; a small letter counts by its sign, other than ISO 13616 has it."""
    number = "".join(re.split("[ \t\r\n]", only(accounts)))
    if not _IBAN.fullmatch(number):
        return False
    return int((number[4:] + number[:4]).translate(_IN_DIGITS)) % 97 == 1
