"""Rules of Croatian law that hold for every invoice."""

import re
from collections.abc import Iterator

from stdnum.hr import oib

from faktura.checks import Ruleset, Severity
from faktura.countries import conditions
from faktura.countries.hr.rates import VAT_RATES
from faktura.model import Invoice

RULES = Ruleset(
    "Zakon o PDV-u and Zakon o fiskalizaciji",
    "2026-11",
    "https://narodne-novine.nn.hr/clanci/sluzbeni/2013_06_73_1451.html",
)

NUMBER_PATTERN = r"[1-9][0-9]*[/-][0-9A-Za-z]{1,20}[/-][0-9]{1,20}"
"""Number, premises, device: ``17/POS1/2``; the tax office writes it with slashes or hyphens."""

RULES.rule(
    "HR-ZPDV-38",
    "The rate must be one that was in force on the day of supply.",
    "BT-152",
    "BT-96",
    "BT-103",
    severity=Severity.WARNING,
)(conditions.rates_out_of_force("HR", VAT_RATES))


@RULES.rule(
    "HR-ZPDV-79-2",
    "An invoice names the seller's OIB: eleven digits as legal registration, or after HR as VAT identifier.",
    "BT-30",
    "BT-31",
)
def seller_oib(invoice: Invoice) -> Iterator[str]:
    """Zakon o PDV-u art. 79 (1) no. 2 and (2)."""
    if conditions.seller_country(invoice) != "HR":
        return
    if not any(oib.is_valid(value) for value, _ in conditions.identifiers_of(invoice.seller)):
        yield "/seller/legal_registration"


@RULES.rule(
    "HR-ZF-number",
    "An invoice number has three parts: number, premises and device, such as 17/POS1/2.",
    "BT-1",
    severity=Severity.WARNING,
)
def number_in_three_parts(invoice: Invoice) -> Iterator[str]:
    """Zakon o fiskalizaciji; a warning, because the duty follows from how the invoice is paid."""
    if conditions.seller_country(invoice) != "HR" or not invoice.number:
        return
    if not re.fullmatch(NUMBER_PATTERN, invoice.number):
        yield "/number"
