"""BR-CL-01 to BR-CL-26: codes are taken from the lists that EN 16931 names (section 6.3.2 and annex A).

BR-CL-03 speaks of the currency that UBL and CII write beside every amount; the model has one currency for all, so
that rule belongs to the formats. BR-CL-02, 09 and 12 do not exist.
"""

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any

from faktura import codes
from faktura.checks import DOCUMENT, Breach, Parts, along
from faktura.codes import CodeList
from faktura.model import Invoice, Line, Seller, SupportingDocument
from faktura.specifications.en16931.edition import family

RULES = family("codes")


def _unknown(pointer: str, code: str, message: str) -> Breach:
    return pointer, f'"{code}" is unknown. {message}'


def _in_list(code_list: CodeList, field: str, message: str) -> Callable[[Any], Iterable[Breach]]:
    """A test: the field, where given, holds a code of the list."""
    get = attrgetter(field)

    def test(part: Any) -> Iterable[Breach]:
        code = get(part)
        if code is None or code in code_list.codes:
            return ()
        return (_unknown(f"/{field}", code, message),)

    return test


def _codes(rule_id: str, parts: Parts, field: str, code_list: CodeList, message: str, *terms: str) -> None:
    RULES.each(parts, rule_id, message, *terms)(_in_list(code_list, field, message))


_codes(
    "BR-CL-01",
    DOCUMENT,
    "type_code",
    codes.DOCUMENT_TYPES,
    "Give type_code (BT-3) as one of the codes of UNTDID 1001 for invoices and credit notes, such as 380 or 381.",
    "BT-3",
)
_codes(
    "BR-CL-04",
    DOCUMENT,
    "currency",
    codes.CURRENCIES,
    "Give currency (BT-5) as three capital letters of ISO 4217, such as EUR.",
    "BT-5",
)
_codes(
    "BR-CL-05",
    DOCUMENT,
    "vat_currency",
    codes.CURRENCIES,
    "Give vat_currency (BT-6) as three capital letters of ISO 4217, such as EUR.",
    "BT-6",
)
_codes(
    "BR-CL-06",
    DOCUMENT,
    "tax_point_date_code",
    codes.TAX_POINT_DATES,
    "Give tax_point_date_code (BT-8) from UNTDID 2005: 3 (date of issue), 35 (date of delivery) or 432 (date of "
    "payment).",
    "BT-8",
)
_codes(
    "BR-CL-07",
    along("invoiced_object", "lines/object"),
    "scheme",
    codes.OBJECT_SCHEMES,
    "Give the scheme of the invoiced object (BT-18-1, BT-128-1) as a code of UNTDID 1153, such as ABT.",
    "BT-18",
    "BT-128",
)
_codes(
    "BR-CL-08",
    along("notes"),
    "subject_code",
    codes.NOTE_SUBJECTS,
    "Give the note's subject_code (BT-21) as a code of UNTDID 4451, such as AAI, or leave it out.",
    "BT-21",
)

_IDENTIFIERS = "Give the identifier's scheme as a four-digit code of ISO 6523, such as 0088 for a GLN, or leave it out."


@RULES.rule("BR-CL-10", _IDENTIFIERS, "BT-29", "BT-46", "BT-60")
def _party_identifiers(invoice: Invoice) -> Iterable[Breach]:
    known = codes.IDENTIFIER_SCHEMES.codes
    for name, party in (("seller", invoice.seller), ("buyer", invoice.buyer)):
        for position, identifier in enumerate(party.identifiers if party is not None else ()):
            scheme = identifier.scheme
            if scheme is None or scheme in known or (scheme == codes.SEPA_SCHEME and isinstance(party, Seller)):
                continue
            yield _unknown(f"/{name}/identifiers/{position}/scheme", scheme, _IDENTIFIERS)
    if invoice.payee is not None and invoice.payee.identifier is not None:
        scheme = invoice.payee.identifier.scheme
        if scheme is not None and scheme not in known and scheme != codes.SEPA_SCHEME:
            yield _unknown("/payee/identifier/scheme", scheme, _IDENTIFIERS)


_codes(
    "BR-CL-11",
    along("seller/legal_registration", "buyer/legal_registration", "payee/legal_registration"),
    "scheme",
    codes.IDENTIFIER_SCHEMES,
    "Give the scheme of the legal registration (BT-30-1, BT-47-1, BT-61-1) as a four-digit code of ISO 6523, such as "
    "0002 for SIRENE, or leave it out.",
    "BT-30",
    "BT-47",
    "BT-61",
)
_codes(
    "BR-CL-13",
    along("lines/classifications"),
    "list_id",
    codes.CLASSIFICATION_SCHEMES,
    "Give the list of the classification (BT-158-1) as a code of UNTDID 7143, such as STI for CPV.",
    "BT-158",
)
_codes(
    "BR-CL-14",
    along("seller/address", "buyer/address", "tax_representative/address", "delivery/address"),
    "country",
    codes.COUNTRIES,
    "Give the country as two capital letters of ISO 3166-1, such as DE; Greece is GR here.",
    "BT-40",
    "BT-55",
    "BT-69",
    "BT-80",
)
_codes(
    "BR-CL-15",
    along("lines"),
    "origin_country",
    codes.COUNTRIES,
    "Give the item's origin_country (BT-159) as two capital letters of ISO 3166-1, such as DE.",
    "BT-159",
)
_codes(
    "BR-CL-16",
    along("payment_instructions"),
    "means_code",
    codes.PAYMENT_MEANS,
    "Give means_code (BT-81) as a code of UNTDID 4461, such as 58 for a SEPA credit transfer.",
    "BT-81",
)

_CATEGORIES = f"Give the VAT category as one of {', '.join(codes.VAT_CATEGORY_NAMES)} (UNTDID 5305)."
_codes(
    "BR-CL-17",
    along("allowances/vat", "charges/vat", "vat_breakdown"),
    "category",
    codes.VAT_CATEGORIES,
    _CATEGORIES,
    "BT-95",
    "BT-102",
    "BT-118",
)
_codes("BR-CL-18", along("lines/vat"), "category", codes.VAT_CATEGORIES, _CATEGORIES, "BT-151")

_codes(
    "BR-CL-19",
    along("allowances", "lines/allowances"),
    "reason_code",
    codes.ALLOWANCE_REASONS,
    "Give the reason_code of an allowance (BT-98, BT-140) from UNTDID 5189, such as 95 for a discount, or say the "
    "reason in words.",
    "BT-98",
    "BT-140",
)
_codes(
    "BR-CL-20",
    along("charges", "lines/charges"),
    "reason_code",
    codes.CHARGE_REASONS,
    "Give the reason_code of a charge (BT-105, BT-145) from UNTDID 7161, such as FC for freight, or say the reason "
    "in words.",
    "BT-105",
    "BT-145",
)
_codes(
    "BR-CL-21",
    along("lines/standard_item_id"),
    "scheme",
    codes.IDENTIFIER_SCHEMES,
    "Give the scheme of the item's standard identifier (BT-157-1) as a four-digit code of ISO 6523, such as 0160 for "
    "a GTIN.",
    "BT-157",
)

_EXEMPTIONS = (
    "Give exemption_reason_code (BT-121) from the VATEX list, such as VATEX-EU-AE, or say the reason in words."
)


@RULES.each(along("vat_breakdown", "lines/vat", "allowances/vat", "charges/vat"), "BR-CL-22", _EXEMPTIONS, "BT-121")
def _exemption_reason(part: Any) -> Iterable[Breach]:
    code = part.exemption_reason_code
    # The official test compares in capitals.
    if code is None or code.upper() in codes.VAT_EXEMPTION_REASONS.codes:
        return ()
    return (_unknown("/exemption_reason_code", code, _EXEMPTIONS),)


_UNITS = (
    "Give the unit (BT-130, BT-150) as a code of UN/ECE Recommendation 20 or 21, such as HUR for hours or H87 for "
    "pieces."
)


@RULES.each("lines", "BR-CL-23", _UNITS, "BT-130", "BT-150")
def _units(line: Line) -> Iterable[Breach]:
    known = codes.UNITS.codes
    unit, base_unit = line.unit, line.price_base_unit
    if (unit is None or unit in known) and (base_unit is None or base_unit in known):
        return ()
    given = (("/unit", unit), ("/price_base_unit", base_unit))
    return [_unknown(pointer, code, _UNITS) for pointer, code in given if code is not None and code not in known]


_MEDIA_TYPES = (
    "Attach a PDF, PNG, JPEG, CSV, XLSX or ODS file and give its media_type (BT-125-1), such as application/pdf."
)


@RULES.each("supporting_documents", "BR-CL-24", _MEDIA_TYPES, "BT-125")
def _attachment(document: SupportingDocument) -> Iterable[Breach]:
    media_type = document.media_type
    if document.content is None or media_type is None or media_type in codes.ATTACHMENT_MEDIA_TYPES.codes:
        return ()
    return (("/media_type", f'"{media_type}" can\'t be attached. {_MEDIA_TYPES}'),)


_codes(
    "BR-CL-25",
    along("seller/electronic_address", "buyer/electronic_address"),
    "scheme",
    codes.ELECTRONIC_ADDRESS_SCHEMES,
    "Give the scheme of the electronic address (BT-34-1, BT-49-1) as a code of the EAS list, such as 0088 for a GLN, "
    "9930 for a German VAT number or EM for email.",
    "BT-34",
    "BT-49",
)
_codes(
    "BR-CL-26",
    along("delivery/location"),
    "scheme",
    codes.IDENTIFIER_SCHEMES,
    "Give the scheme of the delivery location (BT-71-1) as a four-digit code of ISO 6523, such as 0088 for a GLN, or "
    "leave it out.",
    "BT-71",
)
