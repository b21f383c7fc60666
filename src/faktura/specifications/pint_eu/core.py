"""EN 16931 inside PINT Billing for the European Union: CEN's rules of an older edition, with older lists."""

from collections.abc import Sequence
from typing import Any

from faktura import codes
from faktura.checks import Book, Breaches, RuleText, catalogue_of
from faktura.checks.places import Places
from faktura.source import Document, Group, value
from faktura.source.sequences import at, below
from faktura.specifications.en16931.ubl import BOOK as EN16931
from faktura.specifications.en16931.ubl.codes import not_in
from faktura.specifications.en16931.ubl.steps import LINES, is_vat, sign
from faktura.specifications.pint.amounts import IN_DOCUMENT_CURRENCY
from faktura.specifications.pint.codes import WORLD, attribute_of_list, of_list
from faktura.specifications.pint.shapes import add_shapes, single, under
from faktura.specifications.pint_eu.edition import SOURCE, VERSION

CHANGED = (
    *("BR-B-02", "BR-CO-26", "UBL-SR-23", "BR-CL-01", "BR-CL-03", "BR-CL-04", "BR-CL-05"),
    *("BR-CL-10", "BR-CL-11", "BR-CL-21", "BR-CL-22", "BR-CL-25", "BR-CL-26"),
)
"""Rules that this edition has otherwise."""
GONE = ("UBL-CR-674", "UBL-SR-54", "UBL-SR-55", "UBL-SR-56")
"""Rules that this edition has not, or that look for an element that there is not."""

_CURRENCIES = (codes.CURRENCIES.codes - {"XCG", "CNH", "MRU", "UYW"}) | {"CUC", "BGN", "MRO", "ANG"}
_SCHEMES = WORLD.identifier_schemes
_ADDRESSES = codes.ELECTRONIC_ADDRESS_SCHEMES.codes - {"0242", "0245", "0246", "0248"}
_EXEMPTIONS = codes.VAT_EXEMPTION_REASONS.codes - {"VATEX-EU-135-1"}
_DEBITS = {"502", "503"}
_AMOUNTS = (*IN_DOCUMENT_CURRENCY, "cbc:TaxAmount", "cbc:TaxableAmount")
_SEPA_MAY_STAND_IN = ("cac:AccountingSupplierParty", "cac:PayeeParty")


def split_payment(document: Document, found: Breaches) -> None:
    """BR-B-02: split payment does not stand beside standard rated VAT of a line, allowance or charge."""
    given = {
        value(leaf)
        for leaf in (
            *below(document.named["cac:ClassifiedTaxCategory"], "cbc:ID"),
            *at(document, "/cac:AllowanceCharge/cac:TaxCategory/cbc:ID"),
        )
    }
    in_rows = {value(leaf) for leaf in at(document, "/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:ID")}
    # The artefact does not look into the categories of rows for the standard rate.
    in_row = {value(leaf) for leaf in at(document, "/cac:TaxTotal/cac:TaxSubtotal/cbc:ID")}
    if "B" in given | in_rows and "S" in given | in_row:
        found("BR-B-02", document.root)


def sellers(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-CO-26: the buyer can tell who the seller is."""
    for seller in nodes:
        if not (
            any("cbc:CompanyID" in each and is_vat(each) for each in under(seller, "cac:Party", "cac:PartyTaxScheme"))
            or under(seller, "cac:Party", "cac:PartyIdentification", "cbc:ID")
            or under(seller, "cac:Party", "cac:PartyLegalEntity", "cbc:CompanyID")
        ):
            found("BR-CO-26", seller)


def due(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """BR-CO-25: an invoice with something to pay says until when."""
    if document.root.name != "ubl:Invoice" or document.named["cbc:DueDate"]:
        return
    if any(path.endswith("/cac:PaymentTerms/cbc:Note") for path in document.paths):
        return
    for leaf in nodes:
        if sign(leaf) > 0:
            found("BR-CO-25", leaf)


def party_identifiers(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """BR-CL-10: schemes of parties' identifiers; SEPA marks the creditor identifier of seller or payee."""
    for leaf in nodes:
        scheme = leaf.get("schemeID")
        if scheme is None or not not_in(_SCHEMES, scheme):
            continue
        if not_in((codes.SEPA_SCHEME,), scheme) or not any(
            document.names.name(str(above.tag)) in _SEPA_MAY_STAND_IN for above in leaf.iterancestors()
        ):
            found("BR-CL-10", leaf)


def exemptions(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """BR-CL-22: coded reasons why there is no VAT, in small or capital letters."""
    for leaf in nodes:
        if not_in(_EXEMPTIONS, value(leaf).upper()):
            found("BR-CL-22", leaf)


def texts() -> dict[str, RuleText]:
    """The texts of the rules that are other than CEN's, or new."""
    cen = EN16931.catalogue()
    return {rule: cen[rule] for rule in CHANGED} | {
        rule: text for rule, text in catalogue_of("faktura.specifications.pint_eu", "rules.toml").items() if rule in NEW
    }


NEW = ("BR-CO-25", "BR-66", "BR-67", "UBL-CR-631")
"""Rules that this edition still has, and CEN's has no more."""


def _places() -> Places:
    places = Places()
    for place, test in (
        ("cac:AccountingSupplierParty", sellers),
        ("/cac:LegalMonetaryTotal/cbc:PayableAmount", due),
        ("/cac:PaymentMeans/cac:CardAccount", single("BR-66")),
        ("/cac:PaymentMeans/cac:PaymentMandate", single("BR-67")),
        ("cac:PartyIdentification/cbc:ID", party_identifiers),
        ("cbc:TaxExemptionReasonCode", exemptions),
        ("cbc:InvoiceTypeCode", of_list("BR-CL-01", codes.INVOICE_TYPES.codes | _DEBITS)),
        ("cbc:CreditNoteTypeCode", of_list("BR-CL-01", codes.CREDIT_NOTE_TYPES.codes - _DEBITS)),
        ("cbc:DocumentCurrencyCode", of_list("BR-CL-04", _CURRENCIES)),
        ("cbc:TaxCurrencyCode", of_list("BR-CL-05", _CURRENCIES)),
        ("cac:PartyLegalEntity/cbc:CompanyID", attribute_of_list("BR-CL-11", "schemeID", _SCHEMES)),
        ("cac:StandardItemIdentification/cbc:ID", attribute_of_list("BR-CL-21", "schemeID", _SCHEMES)),
        ("cbc:EndpointID", attribute_of_list("BR-CL-25", "schemeID", _ADDRESSES)),
        ("cac:DeliveryLocation/cbc:ID", attribute_of_list("BR-CL-26", "schemeID", _SCHEMES)),
    ):
        places.add(place, test)
    for name in _AMOUNTS:
        places.add(name, attribute_of_list("BR-CL-03", "currencyID", _CURRENCIES, needed=True))
    for line in LINES:
        places.add(f"/{line}/cac:Price/cbc:OrderableUnitFactorRate", _no_factor)
    number = "cac:Party/cac:PartyTaxScheme/cbc:CompanyID"
    add_shapes(places, "cac:TaxRepresentativeParty", once=(("UBL-SR-23", number),))
    return places


def _no_factor(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    found("UBL-CR-631", nodes[0])


CORE = EN16931.without((*CHANGED, *GONE))
"""CEN's rules, without those that this edition has otherwise."""
BOOK = Book("pint-eu-en16931-ubl", VERSION, SOURCE, (split_payment, _places()), texts)
"""The rules of EN 16931 that this edition has otherwise."""
