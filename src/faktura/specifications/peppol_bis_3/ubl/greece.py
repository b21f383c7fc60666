"""GR-R-001 to GR-R-010, GR-S-008-1 and GR-S-011: sellers in Greece."""

import re
from collections.abc import Sequence

from faktura.checks import Breaches
from faktura.source import Document, Group, Unreadable, spaced, value
from faktura.source.logic import applies
from faktura.source.sequences import any_is, at, below, is_integer, number, only
from faktura.source.tree import Leaf
from faktura.specifications.peppol_bis_3.check_digits import greek
from faktura.specifications.peppol_bis_3.ubl.parties import (
    BUYER,
    SELLER,
    TAX_REPRESENTATIVE,
    is_of_tax,
    numbers_of_scheme,
    parties,
    vat_country,
    vat_numbers,
)

_CODES = frozenset(("GR", "EL"))
_DATE = re.compile(r"(?:0?[1-9]|[12][0-9]|3[01])[-\\/ ]?(?:0?[1-9]|1[0-2])[-\\/ ]?(?:19|20)[0-9]{2}")
_KINDS = frozenset(("1.1", "1.6", "2.1", "2.4", "5.1", "5.2"))
_REGISTERED = "##M.AR.K##"
_ADDRESS = "##INVOICE|URL##"
_SCHEME = "9933"


def greece(document: Document, found: Breaches) -> None:
    """All rules of Greece."""
    if applies(_is_in_greece, document, SELLER, TAX_REPRESENTATIVE):
        for leaf in document.root.get("cbc:ID", ()):
            _number(document, leaf, found)
        _seller(document, found)
        _references(document, found)
        for party in parties(document, "cac:AccountingCustomerParty"):
            if not only(below((party,), "cac:PartyName", "cbc:Name")):
                found("GR-R-005", party)
        if applies(_is_in_greece, document, BUYER):
            for party in parties(document, "cac:AccountingCustomerParty"):
                if not _is_greek(numbers_of_scheme(party, "VAT")):
                    found("GR-R-006", party)
                _addresses(party, "GR-R-010", found)
    if applies(_is_in_greece, document, SELLER):
        for party in parties(document, "cac:AccountingSupplierParty"):
            _addresses(party, "GR-R-009", found)


def _is_in_greece(document: Document, *parties: str) -> bool:
    return vat_country(document, *parties) in _CODES


def _number(document: Document, leaf: Leaf, found: Breaches) -> None:
    """GR-R-001: the invoice number has six parts: tax number, date, branch, kind, series, number."""
    text = value(leaf)
    parts = text.split("|") if text else []
    if len(parts) != 6:
        found("GR-R-001-1", leaf)
    tax_number, day, branch, kind, series, serial = (*parts, *[""] * 6)[:6]
    if len(spaced(tax_number)) != 9 or not greek(tax_number) or not _is_of_seller(document, tax_number):
        found("GR-R-001-2", leaf)
    if not _is_date_of_issue(document, day):
        found("GR-R-001-3", leaf)
    if not spaced(branch) or number(branch) is None or _integer(branch, leaf) < 0:
        found("GR-R-001-4", leaf)
    if kind not in _KINDS:
        found("GR-R-001-5", leaf)
    if not series:
        found("GR-R-001-6", leaf)
    if not serial:
        found("GR-R-001-7", leaf)


def _is_of_seller(document: Document, tax_number: str) -> bool:
    return any(
        tax_number == given[2:11]
        for party in (SELLER, TAX_REPRESENTATIVE)
        for given in vat_numbers(at(document, f"{party}/cac:PartyTaxScheme"))
    )


def _is_date_of_issue(document: Document, day: str) -> bool:
    if not spaced(day) or not _DATE.match(day):
        return False
    parts = day.split("/")[:3]
    return len(parts) == 3 and parts == only(document.root.get("cbc:IssueDate", ())).split("-")[2::-1]


def _integer(text: str, leaf: Leaf) -> int:
    if not is_integer(text):
        raise Unreadable("The branch in the invoice number is a whole number, 0 for the head office.", leaf)
    return int(text)


def _is_greek(numbers: Sequence[Leaf]) -> bool:
    return len(numbers) == 1 and _is_greek_vat(value(numbers[0]))


def _is_greek_vat(text: str) -> bool:
    return text.startswith("EL") and greek(text[2:])


def _seller(document: Document, found: Breaches) -> None:
    for party in parties(document, "cac:AccountingSupplierParty"):
        if not only(below((party,), "cac:PartyName", "cbc:Name")):
            found("GR-R-002", party)
        if not _is_greek(numbers_of_scheme(party, "VAT")):
            found("GR-S-011", party)
        for scheme in party.get("cac:PartyTaxScheme", ()):
            if applies(is_of_tax, scheme, "VAT"):
                for leaf in scheme.get("cbc:CompanyID", ()):
                    if not _is_greek_vat(value(leaf)):
                        found("GR-R-003", leaf)


def _references(document: Document, found: Breaches) -> None:
    """GR-R-004 and GR-R-008: the mark of myDATA and the invoice's address on the web."""
    root = document.root
    at_home = any_is(at(document, f"{SELLER}/cac:PostalAddress/cac:Country/cbc:IdentificationCode"), "GR")
    if at_home:
        if _described(root, _REGISTERED) != 1:
            found("GR-R-004-1", root)
        addresses = _described(root, _ADDRESS)
        if addresses != 1:
            found("GR-S-008-1", root)
        if addresses > 1:
            found("GR-R-008-2", root)
    for reference in document.named["cac:AdditionalDocumentReference"]:
        descriptions = reference.get("cbc:DocumentDescription", ())
        if at_home and any_is(descriptions, _REGISTERED):
            for leaf in reference.get("cbc:ID", ()):
                if value(leaf)[:1] not in set("123456789"):
                    found("GR-R-004-2", leaf)
        locations = below((reference,), "cac:Attachment", "cac:ExternalReference", "cbc:URI")
        if any_is(descriptions, _ADDRESS) and not spaced(only(locations)):
            found("GR-R-008-3", reference)


def _described(root: Group, text: str) -> int:
    references = root.get("cac:AdditionalDocumentReference", ())
    return sum(any_is(reference.get("cbc:DocumentDescription", ()), text) for reference in references)


def _addresses(party: Group, rule: str, found: Breaches) -> None:
    for leaf in party.get("cbc:EndpointID", ()):
        if leaf.get("schemeID") != _SCHEME or not greek(value(leaf)):
            found(rule, leaf)
