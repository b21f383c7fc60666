"""Rules of Austrian VAT law that hold for every invoice."""

from collections.abc import Iterator
from decimal import Decimal

from stdnum.at import uid

from faktura.checks import Ruleset, Severity
from faktura.countries import conditions
from faktura.countries.at.rates import VAT_RATES
from faktura.model import Invoice

RULES = Ruleset(
    "Umsatzsteuergesetz 1994",
    "2026-11",
    "https://www.ris.bka.gv.at/GeltendeFassung.wxe?Abfrage=Bundesnormen&Gesetzesnummer=10004873",
)

SMALL_AMOUNT_MAX = Decimal(400)
"""Gross, in euro: UStG § 11 (6)."""
BUYER_ID_ABOVE = Decimal(10_000)
"""Gross, in euro: UStG § 11 (1), since 2006-07-01."""

RULES.rule(
    "AT-UStG-10",
    "The rate must be one that was in force on the day of supply.",
    "BT-152",
    "BT-96",
    "BT-103",
    severity=Severity.WARNING,
)(conditions.rates_out_of_force("AT", VAT_RATES))


@RULES.rule(
    "AT-UStG-11-1-seller",
    "Above 400 € an invoice with VAT names the seller's Austrian UID, such as ATU13585627.",
    "BT-31",
)
def seller_uid(invoice: Invoice) -> Iterator[str]:
    """UStG § 11 (1): the UID of the business that supplies with the right to deduct."""
    if conditions.seller_country(invoice) != "AT" or conditions.only_exempt(invoice):
        return
    known = invoice.seller.vat_id if invoice.seller else None
    represented = invoice.tax_representative is not None
    if conditions.gross(invoice) > SMALL_AMOUNT_MAX and not represented and not uid.is_valid(known or ""):
        yield "/seller/vat_id"


@RULES.rule(
    "AT-UStG-11-1-buyer",
    "Above 10 000 € an invoice to a business names the buyer's UID as well.",
    "BT-48",
    severity=Severity.WARNING,
)
def buyer_uid(invoice: Invoice) -> Iterator[str]:
    """UStG § 11 (1). A warning, because a buyer without identifiers may be a private person."""
    if conditions.seller_country(invoice) != "AT" or conditions.buyer_country(invoice) != "AT":
        return
    known = invoice.buyer.vat_id if invoice.buyer else None
    if conditions.gross(invoice) > BUYER_ID_ABOVE and not known:
        yield "/buyer/vat_id"
