"""Rules of Polish VAT law that hold for every invoice."""

from collections.abc import Iterator

from stdnum.pl import nip

from faktura.checks import Ruleset, Severity
from faktura.countries import conditions
from faktura.countries.pl.rates import VAT_RATES
from faktura.model import Invoice

RULES = Ruleset(
    "Ustawa o podatku od towarów i usług",
    "2026-11",
    "https://isap.sejm.gov.pl/isap.nsf/DocDetails.xsp?id=WDU20040540535",
)

RULES.rule(
    "PL-VAT-41",
    "The rate must be one that was in force on the day of supply.",
    "BT-152",
    "BT-96",
    "BT-103",
    severity=Severity.WARNING,
)(conditions.rates_out_of_force("PL", VAT_RATES))


@RULES.rule(
    "PL-VAT-106e-1-4",
    "An invoice names the seller's NIP: after PL as VAT identifier (PL8567346215) or as tax registration.",
    "BT-31",
    "BT-32",
)
def seller_nip(invoice: Invoice) -> Iterator[str]:
    """Ustawa o VAT art. 106e (1) no. 4; exempt sales may go without it (art. 106e (4) no. 3)."""
    if conditions.seller_country(invoice) != "PL" or conditions.only_exempt(invoice):
        return
    if not any(nip.is_valid(value) for value, _ in conditions.identifiers_of(invoice.seller)):
        yield "/seller/vat_id"


RULES.rule(
    "PL-VAT-106e-11",
    "An invoice in a foreign currency states the VAT in zloty: VAT currency PLN (BT-6) and its amount (BT-111).",
    "BT-6",
    "BT-111",
)(conditions.vat_not_in("PLN", "PL"))
