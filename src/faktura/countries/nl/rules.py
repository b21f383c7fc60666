"""Rules of Dutch VAT law that NLCIUS and Peppol leave out."""

from collections.abc import Iterator
from decimal import Decimal

from stdnum.nl import btw

from faktura.checks import Ruleset, Severity
from faktura.countries import conditions
from faktura.countries.nl.rates import VAT_RATES
from faktura.model import Invoice

RULES = Ruleset("Wet op de omzetbelasting 1968", "2026-11", "https://wetten.overheid.nl/BWBR0002629/")

SIMPLIFIED_MAX = Decimal(100)
"""Gross, in euro: Uitvoeringsbeschikking omzetbelasting 1968."""

RULES.rule(
    "NL-OB-9",
    "The rate must be one that was in force on the day of supply.",
    "BT-152",
    "BT-96",
    "BT-103",
    severity=Severity.WARNING,
)(conditions.rates_out_of_force("NL", VAT_RATES))


@RULES.rule(
    "NL-OB-35a-1-c",
    "Above 100 € an invoice with VAT names the seller's btw-identificatienummer, such as NL004495445B01.",
    "BT-31",
)
def seller_btw_id(invoice: Invoice) -> Iterator[str]:
    """Wet op de omzetbelasting 1968 art. 35a (1) c."""
    if conditions.seller_country(invoice) != "NL" or conditions.only_exempt(invoice):
        return
    known = invoice.seller.vat_id if invoice.seller else None
    represented = invoice.tax_representative is not None
    if conditions.gross(invoice) > SIMPLIFIED_MAX and not represented and not btw.is_valid(known or ""):
        yield "/seller/vat_id"
