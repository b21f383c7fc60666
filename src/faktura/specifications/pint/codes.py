"""ibr-cl-01 to ibr-cl-26: codes are taken from the lists that PINT names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from faktura import codes
from faktura.checks import Breaches
from faktura.checks.places import Places, PlaceTest
from faktura.source import Document, Group
from faktura.specifications.en16931.ubl.codes import not_in
from faktura.specifications.en16931.ubl.steps import says
from faktura.specifications.peppol_bis_3.codes import CURRENCIES, ELECTRONIC_ADDRESS_SCHEMES
from faktura.specifications.pint.terms import indicates

_OBJECT = "130"
_SEPA_MAY_STAND_IN = ("cac:AccountingSupplierParty", "cac:PayeeParty")
_NEW_IDENTIFIER_SCHEMES = frozenset(("0245", "0246", "0247", "0248"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The lists whose editions differ between PINT's jurisdictions."""

    invoice_types: frozenset[str]
    credit_note_types: frozenset[str]
    currencies: frozenset[str]
    identifier_schemes: frozenset[str]
    location_schemes: frozenset[str]
    address_schemes: frozenset[str]


_OLD_SCHEMES = codes.IDENTIFIER_SCHEMES.codes - _NEW_IDENTIFIER_SCHEMES
_ADDRESSES = (ELECTRONIC_ADDRESS_SCHEMES.codes - {"0225"}) | frozenset(
    ("0037", "0154", "0158", "0177", "0193", "0202", "0212", "0213", "0215")
)

WORLD = Lists(
    invoice_types=frozenset(
        (
            "71",
            "80",
            "82",
            "84",
            "102",
            "218",
            "219",
            "331",
            "380",
            "382",
            "383",
            "386",
            "388",
            "393",
            "395",
            "480",
            "553",
            "575",
            "623",
            "780",
            "817",
            "870",
            "875",
            "876",
            "877",
        )
    ),
    credit_note_types=frozenset(("81", "83", "381", "396", "532")),
    currencies=(CURRENCIES.codes - {"XCG"}) | {"ANG", "BGN"},
    identifier_schemes=_OLD_SCHEMES,
    # The artefact's list of schemes of places lacks the sign after its last code, and so the code.
    location_schemes=_OLD_SCHEMES - {"0244"},
    address_schemes=_ADDRESSES - {"0242", "0245", "0246", "0248"},
)
"""The lists of PINT Billing."""
EMIRATES = Lists(
    invoice_types=frozenset(("380", "480")),
    credit_note_types=frozenset(("81", "381")),
    currencies=CURRENCIES.codes,
    identifier_schemes=codes.IDENTIFIER_SCHEMES.codes,
    location_schemes=codes.IDENTIFIER_SCHEMES.codes,
    address_schemes=_ADDRESSES,
)
"""The lists of the United Arab Emirates."""

PAYMENT_MEANS = (codes.PAYMENT_MEANS.codes - {"69"}) | {f"Z0{number}" for number in range(1, 9)}
MEDIA_TYPES = codes.ATTACHMENT_MEDIA_TYPES.codes | {"application/xml"}

AMOUNTS = (
    "cbc:Amount",
    "cbc:BaseAmount",
    "cbc:PriceAmount",
    "cbc:TaxAmount",
    "cbc:TaxableAmount",
    "cbc:LineExtensionAmount",
    "cbc:TaxExclusiveAmount",
    "cbc:TaxInclusiveAmount",
    "cbc:AllowanceTotalAmount",
    "cbc:ChargeTotalAmount",
    "cbc:PrepaidAmount",
    "cbc:PayableRoundingAmount",
    "cbc:PayableAmount",
)


def of_list(rule: str, known: frozenset[str]) -> PlaceTest:
    """A test: texts are codes of a list."""

    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        for leaf in nodes:
            if leaf.text not in known and not_in(known, leaf.text):
                found(rule, leaf)

    return test


def attribute_of_list(rule: str, name: str, known: frozenset[str], needed: bool = False) -> PlaceTest:
    """A test: attributes are codes of a list, where they are given (or always)."""

    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        for leaf in nodes:
            code = leaf.get(name)
            if code not in known and (needed or code is not None) and not_in(known, code):
                found(rule, leaf)

    return test


def _object_schemes(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    known = codes.OBJECT_SCHEMES.codes
    for group in nodes:
        if says(group, "cbc:DocumentTypeCode", _OBJECT):
            for leaf in group.get("cbc:ID", ()):
                scheme = leaf.get("schemeID")
                if scheme is not None and not_in(known, scheme):
                    found("ibr-cl-07", leaf)


def _party_identifiers(known: frozenset[str]) -> PlaceTest:
    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        for leaf in nodes:
            scheme = leaf.get("schemeID")
            if scheme is None or not not_in(known, scheme):
                continue
            if not_in((codes.SEPA_SCHEME,), scheme) or not any(
                document.names.name(str(above.tag)) in _SEPA_MAY_STAND_IN for above in leaf.iterancestors()
            ):
                found("ibr-cl-10", leaf)

    return test


def _reasons(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    for group in nodes:
        if "cbc:AllowanceChargeReasonCode" not in group:
            continue
        if indicates(group, charge=False):
            rule, known = "ibr-cl-19", codes.ALLOWANCE_REASONS.codes
        elif indicates(group, charge=True):
            rule, known = "ibr-cl-20", codes.CHARGE_REASONS.codes
        else:
            continue
        for leaf in group["cbc:AllowanceChargeReasonCode"]:
            if not_in(known, leaf.text):
                found(rule, leaf)


def media_types(rule: str, known: frozenset[str]) -> PlaceTest:
    """A test: attachments are of known media types."""

    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        for leaf in nodes:
            given = leaf.get("mimeCode")
            if given is not None and given not in known:
                found(rule, leaf)

    return test


def add_to(places: Places, lists: Lists) -> None:
    """Have codes tested by a jurisdiction's lists."""
    for rule, place, known in (
        ("ibr-cl-01", "cbc:InvoiceTypeCode", lists.invoice_types),
        ("ibr-cl-01", "cbc:CreditNoteTypeCode", lists.credit_note_types),
        ("ibr-cl-04", "cbc:DocumentCurrencyCode", lists.currencies),
        ("ibr-cl-05", "cbc:TaxCurrencyCode", lists.currencies),
        ("ibr-cl-14", "cac:Country/cbc:IdentificationCode", codes.COUNTRIES.codes),
        ("ibr-cl-15", "cac:OriginCountry/cbc:IdentificationCode", codes.COUNTRIES.codes),
        ("ibr-cl-16", "cac:PaymentMeans/cbc:PaymentMeansCode", PAYMENT_MEANS),
    ):
        places.add(place, of_list(rule, known))
    currency = attribute_of_list("ibr-cl-03", "currencyID", lists.currencies, needed=True)
    for place in AMOUNTS:
        places.add(place, currency)
    classification = "cac:CommodityClassification/cbc:ItemClassificationCode"
    for rule, place, name, known in (
        ("ibr-cl-11", "cac:PartyLegalEntity/cbc:CompanyID", "schemeID", lists.identifier_schemes),
        ("ibr-cl-13", classification, "listID", codes.CLASSIFICATION_SCHEMES.codes),
        ("ibr-cl-21", "cac:StandardItemIdentification/cbc:ID", "schemeID", lists.identifier_schemes),
        ("ibr-cl-23", "cbc:InvoicedQuantity", "unitCode", codes.UNITS.codes),
        ("ibr-cl-23", "cbc:BaseQuantity", "unitCode", codes.UNITS.codes),
        ("ibr-cl-23", "cbc:CreditedQuantity", "unitCode", codes.UNITS.codes),
        ("ibr-cl-25", "cbc:EndpointID", "schemeID", lists.address_schemes),
        ("ibr-cl-26", "cac:DeliveryLocation/cbc:ID", "schemeID", lists.location_schemes),
    ):
        places.add(place, attribute_of_list(rule, name, known))
    places.add("cac:AdditionalDocumentReference", _object_schemes)
    places.add("cac:DocumentReference", _object_schemes)
    places.add("cac:PartyIdentification/cbc:ID", _party_identifiers(lists.identifier_schemes))
    places.add("cac:AllowanceCharge", _reasons)
    places.add("cbc:EmbeddedDocumentBinaryObject", media_types("ibr-cl-24", MEDIA_TYPES))
