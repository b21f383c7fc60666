"""What CIUS-RO asks of our model beyond EN 16931, as far as it can be told before a document is written."""

from collections.abc import Iterable

from faktura.checks import Breach, Ruleset
from faktura.model import Invoice
from faktura.model.party import Address
from faktura.specifications.cius_ro.edition import (
    BUCHAREST,
    COUNTIES,
    CREDIT_NOTE_TYPES,
    INVOICE_TYPES,
    LEU,
    SECTORS,
    SOURCE,
    VERSION,
)

OWN_RULES = Ruleset("cius-ro own", VERSION, SOURCE)

_ROMANIA = "RO"


def _county(address: Address) -> Iterable[Breach]:
    return () if address.country != _ROMANIA or address.subdivision in COUNTIES else ("/subdivision",)


def _sector(address: Address) -> Iterable[Breach]:
    in_bucharest = address.country == _ROMANIA and address.subdivision == BUCHAREST
    return () if not in_bucharest or address.city in SECTORS else ("/city",)


def _with_street(address: Address) -> Iterable[Breach]:
    return () if (address.line1 or "").strip() else ("/line1",)


def _with_city(address: Address) -> Iterable[Breach]:
    return () if (address.city or "").strip() else ("/city",)


for _party, _whose, _street, _city, _bucharest, _region, _terms in (
    ("seller", "seller's", "BR-RO-081", "BR-RO-091", "BR-RO-100", "BR-RO-110", ("BT-35", "BT-37", "BT-39")),
    ("buyer", "buyer's", "BR-RO-082", "BR-RO-092", "BR-RO-101", "BR-RO-111", ("BT-50", "BT-52", "BT-54")),
):
    OWN_RULES.each(f"{_party}/address", _street, f"Give the street in the {_whose} address (line1).", _terms[0])(
        _with_street
    )
    OWN_RULES.each(f"{_party}/address", _city, f"Give the city in the {_whose} address (city).", _terms[1])(_with_city)
    OWN_RULES.each(
        f"{_party}/address",
        _bucharest,
        f"For the {_whose} address in Bucharest (RO-B), give the sector as the city: SECTOR1 to SECTOR6.",
        _terms[1],
    )(_sector)
    OWN_RULES.each(
        f"{_party}/address",
        _region,
        f"For the {_whose} address in Romania, give the county by its ISO 3166-2 code (subdivision), such as RO-CJ.",
        _terms[2],
    )(_county)


@OWN_RULES.rule(
    "BR-RO-030",
    "When the invoice's currency (BT-5) is not RON, the currency of VAT (vat_currency, BT-6) must be RON.",
    "BT-5",
    "BT-6",
)
def _leu(invoice: Invoice) -> Iterable[Breach]:
    return () if LEU in (invoice.currency, invoice.vat_currency) else ("/vat_currency",)


@OWN_RULES.rule("BR-RO-020_1", "The type of an invoice (type_code, BT-3) must be one of 380, 384, 389 and 751.", "BT-3")
def _invoice_type(invoice: Invoice) -> Iterable[Breach]:
    return () if invoice.is_credit_note or invoice.type_code in INVOICE_TYPES else ("/type_code",)


@OWN_RULES.rule("BR-RO-020_2", "The type of a credit note (type_code, BT-3) must be 381.", "BT-3")
def _credit_note_type(invoice: Invoice) -> Iterable[Breach]:
    return ("/type_code",) if invoice.is_credit_note and invoice.type_code not in CREDIT_NOTE_TYPES else ()


@OWN_RULES.rule("BR-RO-010", "The invoice number (BT-1) must hold at least one digit.", "BT-1")
def _number(invoice: Invoice) -> Iterable[Breach]:
    return () if any(sign in "0123456789" for sign in invoice.number or "") else ("/number",)
