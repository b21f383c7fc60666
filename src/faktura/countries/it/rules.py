"""Rules of Italian VAT law that hold for every invoice."""

from collections.abc import Iterator
from decimal import Decimal

from stdnum.it import codicefiscale, iva

from faktura.checks import Ruleset, Severity
from faktura.countries import conditions
from faktura.countries.it.rates import VAT_RATES
from faktura.model import Invoice

RULES = Ruleset(
    "DPR 633/1972",
    "2026-11",
    "https://www.normattiva.it/uri-res/N2Ls?urn:nir:presidente.repubblica:decreto:1972-10-26;633~art21",
)

SIMPLIFIED_MAX = Decimal(400)
"""Gross, in euro: DPR 633/1972 art. 21-bis, D.M. 10 May 2019."""

RULES.rule(
    "IT-DPR633-16",
    "The rate must be one that was in force on the day of supply.",
    "BT-152",
    "BT-96",
    "BT-103",
    severity=Severity.WARNING,
)(conditions.rates_out_of_force("IT", VAT_RATES))


@RULES.rule(
    "IT-DPR633-21-2-b",
    "The number is progressive: it has at least one digit, such as 12/2026.",
    "BT-1",
)
def number_has_digit(invoice: Invoice) -> Iterator[str]:
    """DPR 633/1972 art. 21 (2) b; the SdI refuses other numbers (error 00425)."""
    if conditions.seller_country(invoice) != "IT" or not invoice.number:
        return
    if not any(character in "0123456789" for character in invoice.number):
        yield "/number"


@RULES.rule(
    "IT-DPR633-21-2-d",
    "An invoice names the seller's partita IVA, such as IT00743110157.",
    "BT-31",
)
def seller_partita_iva(invoice: Invoice) -> Iterator[str]:
    """DPR 633/1972 art. 21 (2) d."""
    if conditions.seller_country(invoice) != "IT":
        return
    if not any(iva.is_valid(value) for value, _ in conditions.identifiers_of(invoice.seller)):
        yield "/seller/vat_id"


@RULES.rule(
    "IT-DPR633-21-2-f",
    "Above 400 € an invoice names a resident buyer's partita IVA (BT-48) or codice fiscale (BT-46, scheme 0210).",
    "BT-48",
    "BT-46",
    severity=Severity.WARNING,
)
def buyer_identified(invoice: Invoice) -> Iterator[str]:
    """DPR 633/1972 art. 21 (2) f. A warning: the specification of the SdI decides by itself what it refuses."""
    if conditions.seller_country(invoice) != "IT" or conditions.buyer_country(invoice) != "IT":
        return
    if conditions.gross(invoice) <= SIMPLIFIED_MAX:
        return
    known = [value for value, _ in conditions.identifiers_of(invoice.buyer)]
    if not any(iva.is_valid(value) or codicefiscale.is_valid(value) for value in known):
        yield "/buyer/vat_id"
