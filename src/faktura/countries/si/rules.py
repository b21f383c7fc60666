"""Rules of Slovenian VAT law that hold for every invoice."""

from collections.abc import Iterator

from stdnum.si import ddv

from faktura.checks import Ruleset, Severity
from faktura.countries import conditions
from faktura.countries.si.rates import VAT_RATES
from faktura.model import Invoice

RULES = Ruleset("ZDDV-1", "2026-11", "https://pisrs.si/pregledPredpisa?id=ZAKO4701")

RULES.rule(
    "SI-ZDDV1-41",
    "The rate must be one that was in force on the day of supply.",
    "BT-152",
    "BT-96",
    "BT-103",
    severity=Severity.WARNING,
)(conditions.rates_out_of_force("SI", VAT_RATES))


@RULES.rule(
    "SI-ZDDV1-82-1-3",
    "An invoice with VAT names the seller's identifikacijska številka za DDV, such as SI50223054.",
    "BT-31",
)
def seller_vat_id(invoice: Invoice) -> Iterator[str]:
    """ZDDV-1 art. 82 (1) no. 3."""
    if conditions.seller_country(invoice) != "SI" or conditions.only_exempt(invoice):
        return
    known = invoice.seller.vat_id if invoice.seller else None
    represented = invoice.tax_representative is not None
    if not represented and not ddv.is_valid(known or ""):
        yield "/seller/vat_id"
