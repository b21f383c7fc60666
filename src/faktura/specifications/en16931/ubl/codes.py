"""BR-CL-01 to BR-CL-26: codes are taken from the lists that EN 16931 names.

BR-CL-03 stands with amounts, BR-CL-07 with references, BR-CL-19 and BR-CL-20 with allowances and charges.
"""

from collections.abc import Collection, Sequence
from typing import Any

from faktura import codes
from faktura.checks import Breaches
from faktura.checks.places import Places, PlaceTest
from faktura.codes import CodeList
from faktura.source import Document, spaced

# UNTDID 4451 in the edition of the artefact's UBL rules is older than that of its CII rules.
NOTE_SUBJECTS = codes.NOTE_SUBJECTS.codes - {
    *("BAT", "BAU", "BAV", "BAW", "BAX", "BAY", "BAZ", "BBA", "BBB"),
    *("BMF", "BMG", "BMH", "CCJ", "CCK", "CCL", "CCM", "CCN", "CCO"),
}
_CODE_LENGTH = 3
_SEPA_MAY_STAND_IN = ("cac:AccountingSupplierParty", "cac:PayeeParty")

TEXTS: tuple[tuple[str, str, CodeList], ...] = (
    ("BR-CL-01", "cbc:InvoiceTypeCode", codes.INVOICE_TYPES),
    ("BR-CL-01", "cbc:CreditNoteTypeCode", codes.CREDIT_NOTE_TYPES),
    ("BR-CL-04", "cbc:DocumentCurrencyCode", codes.CURRENCIES),
    ("BR-CL-05", "cbc:TaxCurrencyCode", codes.CURRENCIES),
    ("BR-CL-06", "cac:InvoicePeriod/cbc:DescriptionCode", codes.TAX_POINT_DATES),
    ("BR-CL-14", "cac:Country/cbc:IdentificationCode", codes.COUNTRIES),
    ("BR-CL-15", "cac:OriginCountry/cbc:IdentificationCode", codes.COUNTRIES),
    ("BR-CL-16", "cac:PaymentMeans/cbc:PaymentMeansCode", codes.PAYMENT_MEANS),
    ("BR-CL-17", "cac:TaxCategory/cbc:ID", codes.VAT_CATEGORIES),
    ("BR-CL-18", "cac:ClassifiedTaxCategory/cbc:ID", codes.VAT_CATEGORIES),
)
"""Rule, element, list that its text is from."""

ATTRIBUTES: tuple[tuple[str, str, str, CodeList], ...] = (
    ("BR-CL-11", "cac:PartyLegalEntity/cbc:CompanyID", "schemeID", codes.IDENTIFIER_SCHEMES),
    ("BR-CL-13", "cac:CommodityClassification/cbc:ItemClassificationCode", "listID", codes.CLASSIFICATION_SCHEMES),
    ("BR-CL-21", "cac:StandardItemIdentification/cbc:ID", "schemeID", codes.IDENTIFIER_SCHEMES),
    ("BR-CL-23", "cbc:InvoicedQuantity", "unitCode", codes.UNITS),
    ("BR-CL-23", "cbc:BaseQuantity", "unitCode", codes.UNITS),
    ("BR-CL-23", "cbc:CreditedQuantity", "unitCode", codes.UNITS),
    ("BR-CL-25", "cbc:EndpointID", "schemeID", codes.ELECTRONIC_ADDRESS_SCHEMES),
    ("BR-CL-26", "cac:DeliveryLocation/cbc:ID", "schemeID", codes.IDENTIFIER_SCHEMES),
)
"""Rule, element, attribute, list that the attribute is from where it is given."""


def not_in(known: Collection[str], text: str | None) -> bool:
    """Whether a text, its white space normalized, is none of the known codes."""
    return text not in known and (text is None or spaced(text) not in known)


def _text(rule: str, code_list: CodeList) -> PlaceTest:
    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        known = code_list.codes
        for leaf in nodes:
            if leaf.text not in known and not_in(known, leaf.text):
                found(rule, leaf)

    return test


def _attribute(rule: str, name: str, code_list: CodeList) -> PlaceTest:
    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        known = code_list.codes
        for leaf in nodes:
            code = leaf.get(name)
            if code is not None and code not in known and not_in(known, code):
                found(rule, leaf)

    return test


def note_subjects(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """BR-CL-08: what stands between the first two # of a note, if it is of three signs, is a subject."""
    for leaf in nodes:
        text = leaf.text
        if text is None or "#" not in text:
            continue
        subject, closed, _ = text.partition("#")[2].partition("#")
        # The artefact looks for these three signs in the whole list, written with blanks between.
        if closed and len(subject) == _CODE_LENGTH and subject not in f" {' '.join(sorted(NOTE_SUBJECTS))} ":
            found("BR-CL-08", leaf)


def party_identifiers(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """BR-CL-10: schemes of parties' identifiers; SEPA marks the creditor identifier of seller or payee."""
    known = codes.IDENTIFIER_SCHEMES.codes
    for leaf in nodes:
        scheme = leaf.get("schemeID")
        if scheme is None or not not_in(known, scheme):
            continue
        if spaced(scheme) != codes.SEPA_SCHEME or not any(
            document.names.name(str(above.tag)) in _SEPA_MAY_STAND_IN for above in leaf.iterancestors()
        ):
            found("BR-CL-10", leaf)


def exemption_reasons(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """BR-CL-22: coded reasons why there is no VAT, in small or capital letters."""
    known = codes.VAT_EXEMPTION_REASONS.codes
    for leaf in nodes:
        if not_in(known, (leaf.text or "").upper()):
            found("BR-CL-22", leaf)


def media_types(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """BR-CL-24: what an attached document may be."""
    known = codes.ATTACHMENT_MEDIA_TYPES.codes
    for leaf in nodes:
        media_type = leaf.get("mimeCode")
        if media_type is not None and media_type not in known:
            found("BR-CL-24", leaf)


def add_to(places: Places) -> None:
    """Have codes tested."""
    for rule, place, code_list in TEXTS:
        places.add(place, _text(rule, code_list))
    for rule, place, name, code_list in ATTRIBUTES:
        places.add(place, _attribute(rule, name, code_list))
    places.add("/cbc:Note", note_subjects)
    places.add("cac:PartyIdentification/cbc:ID", party_identifiers)
    places.add("cbc:TaxExemptionReasonCode", exemption_reasons)
    places.add("cbc:EmbeddedDocumentBinaryObject", media_types)
