"""BR-CL in the Romanian artefact's copy of the code lists, which is some years older than the core's."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from lxml import etree

from faktura import codes
from faktura.checks import Breaches
from faktura.checks.places import Places, PlaceTest
from faktura.source import Document, spaced
from faktura.specifications.en16931.ubl.codes import not_in
from faktura.specifications.en16931.ubl.steps import kinds, says


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


CURRENCIES = codes.CURRENCIES.codes - _codes("CNH MRU SLE UYW VED VES XCG ZWG") | _codes(
    "ANG BGN CUC HRK MRO SLL VEF ZWL"
)
ELECTRONIC_ADDRESS_SCHEMES = codes.ELECTRONIC_ADDRESS_SCHEMES.codes - _codes(
    "0154 0158 0177 0217 0218 0219 0220 0221 0225 0230 0235 0240 0242 0244 0245 0246 0248 9959"
) | _codes("9901 9906 9907 9955")

_IDENTIFIER_SCHEMES = frozenset(f"{number:04}" for number in range(217, 249))
_EXEMPTIONS = frozenset(
    f"VATEX-{code}"
    for code in _codes(
        "EU-135-1 EU-144 EU-146-1E EU-153 EU-159 FR-298SEXDECIESA FR-AE FR-CGI261-1 FR-CGI261-2 FR-CGI261-3 "
        "FR-CGI261-4 FR-CGI261-5 FR-CGI261-7 FR-CGI261-8 FR-CGI261A FR-CGI261B FR-CGI261C-1 FR-CGI261C-2 "
        "FR-CGI261C-3 FR-CGI261D-1 FR-CGI261D-1BIS FR-CGI261D-2 FR-CGI261D-3 FR-CGI261D-4 FR-CGI261E-1 FR-CGI261E-2 "
        "FR-CGI275 FR-CGI277A FR-CGI295 FR-CNWVAT FR-FRANCHISE"
    )
)

NEWER_TEXTS: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("BR-CL-01", "cbc:InvoiceTypeCode", frozenset(("471", "472", "473", "500", "501"))),
    ("BR-CL-01", "cbc:CreditNoteTypeCode", frozenset(("502", "503"))),
    ("BR-CL-16", "cac:PaymentMeans/cbc:PaymentMeansCode", frozenset(("98",))),
)
"""Rule, element, codes of the core's list that the copy does not have yet."""

NEWER_ATTRIBUTES: tuple[tuple[str, str, str, frozenset[str]], ...] = (
    ("BR-CL-10", "cac:PartyIdentification/cbc:ID", "schemeID", _IDENTIFIER_SCHEMES),
    ("BR-CL-11", "cac:PartyLegalEntity/cbc:CompanyID", "schemeID", _IDENTIFIER_SCHEMES),
    (
        "BR-CL-13",
        "cac:CommodityClassification/cbc:ItemClassificationCode",
        "listID",
        frozenset(("EMD", "GMN", "PPI")),
    ),
    ("BR-CL-21", "cac:StandardItemIdentification/cbc:ID", "schemeID", _IDENTIFIER_SCHEMES),
    ("BR-CL-26", "cac:DeliveryLocation/cbc:ID", "schemeID", _IDENTIFIER_SCHEMES),
)
"""Rule, element, attribute, codes of the core's list that the copy does not have yet."""

REPLACED = frozenset(("BR-CL-03", "BR-CL-04", "BR-CL-05", "BR-CL-23", "BR-CL-25"))
"""Rules of the core that are tested here alone: their lists have more codes, too, or they look at more elements."""

_OBJECT, _NEWER_OBJECT_SCHEME, _NEWER_CHARGE = "130", "AXU", "PRV"
_currencies: Callable[[etree._Element], Any] = etree.XPath("//@currencyID")
_units: Callable[[etree._Element], Any] = etree.XPath("//@unitCode")


def attributes(document: Document, found: Breaches) -> None:
    """BR-CL-03 and BR-CL-23: currencies and units, wherever an attribute names one."""
    root = document.root.element
    for rule, all_of, known in (("BR-CL-03", _currencies, CURRENCIES), ("BR-CL-23", _units, codes.UNITS.codes)):
        for code in all_of(root):
            if code not in known and not_in(known, code):
                found(rule, code.getparent())


def _not_in(rule: str, known: Collection[str], name: str = "") -> PlaceTest:
    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        for leaf in nodes:
            code = leaf.get(name) if name else leaf.text or ""
            if code is not None and not_in(known, code):
                found(rule, leaf)

    return test


def _newer(rule: str, codes_: Collection[str], name: str = "") -> PlaceTest:
    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        for leaf in nodes:
            if spaced((leaf.get(name) if name else leaf.text) or "") in codes_:
                found(rule, leaf)

    return test


def exemption_reasons(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """BR-CL-22: newer coded reasons why there is no VAT."""
    for leaf in nodes:
        if spaced((leaf.text or "").upper()) in _EXEMPTIONS:
            found("BR-CL-22", leaf)


def object_schemes(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """BR-CL-07: a newer scheme of an invoiced object's identifier."""
    for group in nodes:
        for leaf in group.get("cbc:ID", ()):
            if spaced(leaf.get("schemeID") or "") == _NEWER_OBJECT_SCHEME and says(
                group, "cbc:DocumentTypeCode", _OBJECT
            ):
                found("BR-CL-07", leaf)


def charge_reasons(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """BR-CL-20: a newer reason for charges."""
    for group in nodes:
        for leaf in group.get("cbc:AllowanceChargeReasonCode", ()):
            if spaced(leaf.text or "") == _NEWER_CHARGE and kinds(group) == (False, True):
                found("BR-CL-20", leaf)


def add_to(places: Places) -> None:
    """Have codes tested."""
    for rule, place, newer in NEWER_TEXTS:
        places.add(place, _newer(rule, newer))
    for rule, place, name, newer in NEWER_ATTRIBUTES:
        places.add(place, _newer(rule, newer, name))
    places.add("cbc:DocumentCurrencyCode", _not_in("BR-CL-04", CURRENCIES))
    places.add("cbc:TaxCurrencyCode", _not_in("BR-CL-05", CURRENCIES))
    places.add("cbc:EndpointID", _not_in("BR-CL-25", ELECTRONIC_ADDRESS_SCHEMES, "schemeID"))
    places.add("cbc:TaxExemptionReasonCode", exemption_reasons)
    places.add("cac:AdditionalDocumentReference", object_schemes)
    places.add("cac:DocumentReference", object_schemes)
    places.add("cac:AllowanceCharge", charge_reasons)
