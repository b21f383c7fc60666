"""PEPPOL-COMMON-R040 to R057: identifiers of parties have the form of their scheme.

Check digits come from python-stdnum. Where the official rule looks at the form alone, so do we: marking a valid
number as invalid is worse than the reverse.
"""

import re
from collections.abc import Callable, Iterable

from stdnum import ean, luhn
from stdnum.au import abn
from stdnum.be import vat as be_vat
from stdnum.no import orgnr as no_orgnr

from faktura.checks import Breach, Severity, along
from faktura.model import Buyer, ElectronicAddress, Identifier, Seller, TaxRepresentative
from faktura.specifications.peppol_bis_3.edition import family

RULES = family("identifiers")

_ADDRESSES = ("seller/electronic_address", "buyer/electronic_address")
_PARTIES = along(
    *_ADDRESSES,
    "seller/identifiers",
    "seller/legal_registration",
    "buyer/identifiers",
    "buyer/legal_registration",
    "payee/identifier",
    "payee/legal_registration",
)
_TERMS = ("BT-29", "BT-30", "BT-34", "BT-46", "BT-47", "BT-49", "BT-60", "BT-61")
_DUTCH_VAT = re.compile(r"NL[0-9]{9}B[0-9]{2}")

Form = Callable[[str], object]


def _form(pattern: str, check: Form | None = None) -> Form:
    """Whether a whole number matches a pattern, and then its check digits."""
    compiled = re.compile(pattern)
    return lambda number: compiled.fullmatch(number) and (check is None or check(number))


def _gln(number: str) -> bool:
    # The official rule takes any number of digits before the check digit, not only the thirteen of GS1.
    return ean.calc_check_digit(number[:-1]) == number[-1]


def _belgian(number: str) -> bool:
    return be_vat.checksum(number) == 0 and not number.endswith("00")


_fiscal_code = _form(r"[A-Za-z]{6}[0-9]{2}[A-Za-z][0-9]{2}.{3}[0-9][A-Za-z]|[0-9]{11}")
_italian_vat = _form(r"(?i:it)[0-9]{11}", lambda number: luhn.is_valid(number[2:]))


def _scheme(
    rule_id: str,
    scheme: str,
    form: Form,
    message: str,
    severity: Severity = Severity.FATAL,
    *,
    addresses_only: bool = False,
) -> None:
    @RULES.each(
        along(*_ADDRESSES) if addresses_only else _PARTIES,
        rule_id,
        f"An identifier of scheme {scheme} {message}",
        *(("BT-34", "BT-49") if addresses_only else _TERMS),
        severity=severity,
    )
    def _has_form(identifier: Identifier | ElectronicAddress) -> Iterable[Breach]:
        if identifier.scheme != scheme or identifier.value is None or form(identifier.value):
            return ()
        return ("/value",)


_scheme("PEPPOL-COMMON-R040", "0088", _form(r"[0-9]+", _gln), "is a GLN: digits, the last one the GS1 check digit.")
_scheme(
    "PEPPOL-COMMON-R041",
    "0192",
    _form(r"[0-9]{9}", no_orgnr.is_valid),
    "is a Norwegian organization number: nine digits, the last one a check digit.",
)
_scheme(
    "PEPPOL-COMMON-R042",
    "0184",
    _form(r"(?:DK)?[0-9]{8}"),
    "is a Danish CVR number: eight digits, DK before them or not.",
)
_scheme(
    "PEPPOL-COMMON-R043",
    "0208",
    _form(r"[0-9]{10}", _belgian),
    "is a Belgian enterprise number: ten digits, the last two check digits.",
)
_scheme(
    "PEPPOL-COMMON-R044",
    "0201",
    _form(r"[A-Za-z0-9]{6}"),
    "is an Italian IPA code: six letters or digits.",
    Severity.WARNING,
)
_scheme(
    "PEPPOL-COMMON-R045",
    "0210",
    _fiscal_code,
    "is an Italian fiscal code: sixteen signs as for a person, or eleven digits.",
    Severity.WARNING,
)
_scheme(
    "PEPPOL-COMMON-R046",
    "9907",
    _fiscal_code,
    "is an Italian fiscal code: sixteen signs as for a person, or eleven digits.",
    Severity.WARNING,
    addresses_only=True,
)
_scheme(
    "PEPPOL-COMMON-R047",
    "0211",
    lambda number: number[:2].upper() != "IT" or _italian_vat(number),
    "is an Italian VAT number: IT and eleven digits, the last one a check digit.",
    Severity.WARNING,
)
_scheme(
    "PEPPOL-COMMON-R049",
    "0007",
    _form(r"[0-9]{10}", luhn.is_valid),
    "is a Swedish organization number: ten digits, the last one a check digit.",
)
_scheme(
    "PEPPOL-COMMON-R050",
    "0151",
    _form(r"[0-9]{11}", abn.is_valid),
    "is an Australian Business Number: eleven digits, the first two check digits.",
)
_scheme("PEPPOL-COMMON-R052", "0096", _form(r"[0-9]{10}"), "is a Danish P number: ten digits.")
_scheme("PEPPOL-COMMON-R053", "0198", _form(r"DK[0-9]{8}"), "is a Danish SE number: DK and eight digits.")
_scheme("PEPPOL-COMMON-R054", "0106", _form(r"[0-9]{8}"), "is a Dutch KVK number: eight digits.", Severity.WARNING)
_scheme("PEPPOL-COMMON-R055", "0190", _form(r"[0-9]{20}"), "is a Dutch OIN: twenty digits.", Severity.WARNING)
_scheme(
    "PEPPOL-COMMON-R056-1",
    "9944",
    _DUTCH_VAT.fullmatch,
    "is a Dutch VAT number such as NL123456789B12.",
    Severity.WARNING,
)


@RULES.each(
    along("seller", "buyer", "tax_representative"),
    "PEPPOL-COMMON-R056-2",
    "A Dutch VAT number has the form NL123456789B12.",
    "BT-31",
    "BT-48",
    "BT-63",
    severity=Severity.WARNING,
)
def _dutch_vat_number(party: Seller | Buyer | TaxRepresentative) -> Iterable[Breach]:
    number = party.vat_id
    if number is None or not number.startswith("NL") or _DUTCH_VAT.fullmatch(number):
        return ()
    return ("/vat_id",)


_scheme(
    "PEPPOL-COMMON-R057",
    "0217",
    _form(r"[0-9]{12}"),
    "is a Dutch establishment number: twelve digits.",
    Severity.WARNING,
)
