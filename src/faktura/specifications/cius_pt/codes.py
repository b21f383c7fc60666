"""DT-CIUS-PT: codes, from the Portuguese artefact's copy of the lists, which is some years older than the core's."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from faktura import codes
from faktura.checks import Breaches
from faktura.checks.places import Places, PlaceTest
from faktura.source import Document, Group, spaced, value
from faktura.specifications.cius_pt.edition import CREDIT_NOTE_TYPES, EDITION_SIGNS_MAX, INVOICE_TYPES, PREFIX
from faktura.specifications.cius_pt.formats import is_text
from faktura.specifications.cius_pt.places import add_below_root, only_credit_notes, only_invoices
from faktura.specifications.en16931.ubl.steps import says


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


CURRENCIES = codes.CURRENCIES.codes - _codes("BYN CNH MRU SLE UYW VED VES XCG ZWG") | _codes(
    "ANG BGN BYR CUC HRK MRO SLL VEF ZWL"
)
COUNTRIES = codes.COUNTRIES.codes - _codes("1A BQ CW RE SS SX XI") | {"AN"}
OBJECT_SCHEMES = codes.OBJECT_SCHEMES.codes - _codes("AXS AXU BTP EEP")
IDENTIFIER_SCHEMES = frozenset(
    code for code in codes.IDENTIFIER_SCHEMES.codes if code <= "0184" or code in {"0191", "0192"}
) | _codes("0001 0092 0103")
PARTY_SCHEMES = IDENTIFIER_SCHEMES | {codes.SEPA_SCHEME}
CATEGORIES = _codes("AA S E RED INT NOR ISE OUT NA Z AE IC G O")
TAX_SCHEMES = _codes(
    "AAA AAB AAC AAD AAE AAF AAG AAH AAI AAJ AAK ADD BOL CAP CAR COC CST CUD CVD ENV EXC EXP FET FRE GCN GST ILL IMP "
    "IND LAC LCN LDP LOC LST MCA MCD OTH PDB PDC PRF SCN SSS STT SUP SUR SWT TAC TOT TOX TTA VAD VAT"
)
PAYMENT_MEANS = _codes("30 48 49 57 58 59 CC CD CH CI CO CS DE LC MB NU OU PR TB TR")
MEDIA_TYPES = codes.ATTACHMENT_MEDIA_TYPES.codes - {"application/vnd.oasis.opendocument.spreadsheet"} | _codes(
    "application/msword application/vnd.ms-excel "
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document application/xml text/plain text/xml"
)
CLASSIFICATION_SCHEMES = codes.CLASSIFICATION_SCHEMES.codes - _codes("EMD GMN PPI TSQ TSR TSS TST TSU")
CHARGES = codes.CHARGE_REASONS.codes - _codes("CAX CAY CAZ DAC DAF DAG DAH DAI DAJ DAK DAL DAM DAN DAO DAP DAQ PRV") | {
    "ST"
}
LINE_CHARGES = CHARGES | {"ADF"}
_NEWER_UNITS = _codes(
    "AWG BPM DBM DBW FNU HAD HMO HWE IUG KNM KWN KWS KWY MKD MKM MKW MNJ MQD MQM MQW MRD MRM MRW MTZ NM3 NTU ODG ODK "
    "ODM OPM PTN Q29 Q30 Q31 Q32 Q33 Q34 Q35 Q36 Q37 Q38 Q39 Q40 Q41 Q42 SM3 TPI XO1 XO2 XO3 XO4 XO5 XO6 XO7 XO8 XO9 "
    "XOG XOH XOI XOJ XOL XOM XON XOP XOQ XOR XOS XOV XOW XOX XOY XOZ XP1 XP3 XP4 XSX Z9"
)
_OLDER_UNITS = _codes(
    "64 66 76 78 84 A1 A25 A50 A51 A52 A57 A58 A60 A61 A62 A63 A64 A65 A66 A67 A77 A78 A79 A80 A81 A82 A83 ARE ATT "
    "B36 B37 B38 B39 B40 B51 B65 D35 D37 D38 D39 D70 D71 D72 D75 D76 D9 DU DX E11 GRT GT H78 HAR HJ HN HP J89 J94 K24 "
    "K25 K5 NPR NQ NR NTT OZ PT QT SHT UA WW"
)
_ENTITY, _DESCRIPTION = "#ENTITY@ATMPAYMENT#", "#DESCRIPTION@ATMPAYMENT#"
_REFERENCES = ("#REFERENCE@ATMPAYMENT#", "#REFERENCE@DUCPAYMENT#")
_REFERENCE_MAX, _DESCRIPTION_MAX, _FILE_NAME_MAX = 20, 125, 50
# Four signs of base64 are three bytes.
_SIGNS, _BYTES, _KILOBYTE, _KILOBYTES_MAX = 4, 3, 1024, 5000


UNITS = codes.UNITS.codes - _NEWER_UNITS | _OLDER_UNITS


TEXTS: tuple[tuple[str, str, Collection[str]], ...] = (
    ("DT-CIUS-PT-151", "cbc:DocumentCurrencyCode", CURRENCIES),
    ("DT-CIUS-PT-152", "cbc:TaxCurrencyCode", CURRENCIES),
    ("DT-CIUS-PT-153", "cac:AdditionalDocumentReference/cbc:DocumentTypeCode", frozenset(("130",))),
    (
        "DT-CIUS-PT-141",
        "cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cac:Country/cbc:IdentificationCode",
        COUNTRIES,
    ),
    (
        "DT-CIUS-PT-142",
        "cac:AccountingCustomerParty/cac:Party/cac:PostalAddress/cac:Country/cbc:IdentificationCode",
        COUNTRIES,
    ),
    ("DT-CIUS-PT-144", "cac:TaxRepresentativeParty/cac:PostalAddress/cac:Country/cbc:IdentificationCode", COUNTRIES),
    ("DT-CIUS-PT-145", "cac:Delivery/cac:DeliveryLocation/cac:Address/cac:Country/cbc:IdentificationCode", COUNTRIES),
    ("DT-CIUS-PT-146", "*/cac:Item/cac:OriginCountry/cbc:IdentificationCode", COUNTRIES),
    ("DT-CIUS-PT-091", "cac:AllowanceCharge/cac:TaxCategory/cbc:ID", CATEGORIES),
    ("DT-CIUS-PT-105", "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:ID", CATEGORIES),
    ("DT-CIUS-PT-131", "*/cac:Item/cac:ClassifiedTaxCategory/cbc:ID", CATEGORIES),
    ("DT-CIUS-PT-156", "cac:AllowanceCharge/cac:TaxCategory/cac:TaxScheme/cbc:ID", TAX_SCHEMES),
    ("DT-CIUS-PT-154", "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cac:TaxScheme/cbc:ID", TAX_SCHEMES),
    ("DT-CIUS-PT-155", "*/cac:Item/cac:ClassifiedTaxCategory/cac:TaxScheme/cbc:ID", TAX_SCHEMES),
)
"""Rule, element, list that its text is from."""

ATTRIBUTES: tuple[tuple[str, str, str, Collection[str], bool], ...] = (
    ("DT-CIUS-PT-017.2", "cac:AdditionalDocumentReference/cbc:ID", "schemeID", OBJECT_SCHEMES, False),
    ("DT-CIUS-PT-116.2", "*/cac:DocumentReference/cbc:ID", "schemeID", OBJECT_SCHEMES, False),
    (
        "DT-CIUS-PT-027.2",
        "cac:AccountingSupplierParty/cac:Party/cac:PartyIdentification/cbc:ID",
        "schemeID",
        PARTY_SCHEMES,
        False,
    ),
    (
        "DT-CIUS-PT-044.2",
        "cac:AccountingCustomerParty/cac:Party/cac:PartyIdentification/cbc:ID",
        "schemeID",
        PARTY_SCHEMES,
        False,
    ),
    ("DT-CIUS-PT-058.2", "cac:PayeeParty/cac:PartyIdentification/cbc:ID", "schemeID", PARTY_SCHEMES, False),
    (
        "DT-CIUS-PT-028.2",
        "cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:CompanyID",
        "schemeID",
        IDENTIFIER_SCHEMES,
        False,
    ),
    (
        "DT-CIUS-PT-045.2",
        "cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:CompanyID",
        "schemeID",
        IDENTIFIER_SCHEMES,
        False,
    ),
    ("DT-CIUS-PT-059.2", "cac:PayeeParty/cac:PartyLegalEntity/cbc:CompanyID", "schemeID", IDENTIFIER_SCHEMES, False),
    ("DT-CIUS-PT-069.2", "cac:Delivery/cac:DeliveryLocation/cbc:ID", "schemeID", IDENTIFIER_SCHEMES, False),
    ("DT-CIUS-PT-137.2", "*/cac:Item/cac:StandardItemIdentification/cbc:ID", "schemeID", IDENTIFIER_SCHEMES, True),
    (
        "DT-CIUS-PT-138.2",
        "*/cac:Item/cac:CommodityClassification/cbc:ItemClassificationCode",
        "listID",
        CLASSIFICATION_SCHEMES,
        True,
    ),
    (
        "DT-CIUS-PT-112",
        "cac:AdditionalDocumentReference/cac:Attachment/cbc:EmbeddedDocumentBinaryObject",
        "mimeCode",
        MEDIA_TYPES,
        True,
    ),
)
"""Rule, element, attribute, list that it is from, whether it must be there."""

VAT_PREFIXES = (
    ("DT-CIUS-PT-029", "cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID"),
    ("DT-CIUS-PT-046.1", "cac:AccountingCustomerParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID"),
    ("DT-CIUS-PT-061.1", "cac:TaxRepresentativeParty/cac:PartyTaxScheme/cbc:CompanyID"),
)
"""Rule, identifier that begins with a country."""


def _text(rule: str, fits: Callable[[str], object]) -> PlaceTest:
    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        for leaf in nodes:
            if not fits(value(leaf)):
                found(rule, leaf)

    return test


def _attribute(rule: str, name: str, known: Collection[str], wanted: bool) -> PlaceTest:
    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        for leaf in nodes:
            code = leaf.get(name)
            if (code is not None or wanted) and spaced(code or "") not in known:
                found(rule, leaf)

    return test


def _listed(known: Collection[str]) -> Callable[[str], bool]:
    return lambda text: spaced(text) in known


def means(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """DT-CIUS-PT-079.1, 079.2, 079.4: means of payment, or the entity of a Multibanco payment."""
    for leaf in nodes:
        text, name = value(leaf), leaf.get("name")
        code = spaced(text)
        if code.startswith(_ENTITY):
            if not _wrapped(text, _ENTITY, _REFERENCE_MAX):
                found("DT-CIUS-PT-079.1", leaf)
        elif code not in PAYMENT_MEANS:
            found("DT-CIUS-PT-079.2", leaf)
        if (
            name is not None
            and spaced(name).startswith(_DESCRIPTION)
            and not _wrapped(name, _DESCRIPTION, _DESCRIPTION_MAX)
        ):
            found("DT-CIUS-PT-079.4", leaf)


def _wrapped(text: str, mark: str, most: int) -> bool:
    """Whether a text stands between a mark and a #, and has 1 to `most` signs."""
    return text.startswith(mark) and text.endswith("#") and is_text(text[len(mark) : -1], most)


def _reasons(allowances: str, charges: str, charge_codes: Collection[str]) -> PlaceTest:
    def test(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
        for group in nodes:
            if says(group, "cbc:ChargeIndicator", "false"):
                rule, known = allowances, codes.ALLOWANCE_REASONS.codes
            elif says(group, "cbc:ChargeIndicator", "true"):
                rule, known = charges, frozenset(charge_codes)
            else:
                continue
            for leaf in group.get("cbc:AllowanceChargeReasonCode", ()):
                if spaced(value(leaf)) not in known:
                    found(rule, leaf)

    return test


def attachments(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """DT-CIUS-PT-111.2 and 113: the size and the name of an attached document."""
    for leaf in nodes:
        if len(value(leaf)) * _BYTES >= _KILOBYTES_MAX * _KILOBYTE * _SIGNS:
            found("DT-CIUS-PT-111.2", leaf)
        if not is_text(leaf.get("filename") or "", _FILE_NAME_MAX):
            found("DT-CIUS-PT-113", leaf)


def line_numbers(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """DT-CIUS-PT-114.2: no two lines have the same identifier."""
    if len({value(leaf) for leaf in nodes}) != len(nodes):
        for leaf in nodes:
            found("DT-CIUS-PT-114.2", leaf)


def _is_identifier(text: str) -> bool:
    return text.startswith(PREFIX) and is_text(text[len(PREFIX) :], EDITION_SIGNS_MAX)


def add_to(places: Places) -> None:
    """Have codes tested."""
    for rule, place, known in TEXTS:
        add_below_root(places, place, _text(rule, _listed(known)))
    for rule, place, name, listed, wanted in ATTRIBUTES:
        add_below_root(places, place, _attribute(rule, name, listed, wanted))
    for rule, place in VAT_PREFIXES:
        add_below_root(places, place, _text(rule, lambda text: spaced(text)[:2] in COUNTRIES))
    places.add("/cbc:InvoiceTypeCode", only_invoices(_text("DT-CIUS-PT-003_i", INVOICE_TYPES.__contains__)))
    places.add("/cbc:CreditNoteTypeCode", only_credit_notes(_text("DT-CIUS-PT-003_cn", CREDIT_NOTE_TYPES.__contains__)))
    places.add(
        "/cac:InvoicePeriod/cbc:DescriptionCode", _text("DT-CIUS-PT-007", codes.TAX_POINT_DATES.codes.__contains__)
    )
    places.add("/cbc:CustomizationID", _text("DT-CIUS-PT-022", _is_identifier))
    places.add("/cac:PaymentMeans/cbc:PaymentMeansCode", means)
    places.add(
        "/cac:PaymentMeans/cbc:PaymentID",
        _text("DT-CIUS-PT-080", lambda text: any(_wrapped(text, mark, _REFERENCE_MAX) for mark in _REFERENCES)),
    )
    places.add("/cac:AllowanceCharge", _reasons("DT-CIUS-PT-149", "DT-CIUS-PT-150", CHARGES))
    add_below_root(places, "*/cac:AllowanceCharge", _reasons("DT-CIUS-PT-147", "DT-CIUS-PT-148", LINE_CHARGES))
    places.add("/cac:AdditionalDocumentReference/cac:Attachment/cbc:EmbeddedDocumentBinaryObject", attachments)
    add_below_root(places, "*/cbc:ID", line_numbers)
    unit = _attribute("DT-CIUS-PT-143", "unitCode", UNITS, wanted=True)
    places.add("/cac:InvoiceLine/cbc:InvoicedQuantity", only_invoices(unit))
    places.add("/cac:CreditNoteLine/cbc:CreditedQuantity", only_credit_notes(unit))
    add_below_root(
        places, "*/cac:Price/cbc:BaseQuantity", _attribute("DT-CIUS-PT-130.2", "unitCode", UNITS, wanted=False)
    )
