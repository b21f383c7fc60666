"""Rules of Belgian law that hold for every invoice."""

from collections.abc import Iterator

from stdnum.be import vat

from faktura.checks import Ruleset, Severity
from faktura.countries import conditions
from faktura.countries.be.rates import VAT_RATES
from faktura.model import Invoice

RULES = Ruleset(
    "Belgian VAT rates and the Code of economic law",
    "2026-11",
    "https://www.ejustice.just.fgov.be/eli/loi/2013/02/28/2013A11134/justel",
)

RULES.rule(
    "BE-AR20-1",
    "The rate must be one that was in force on the day of supply.",
    "BT-152",
    "BT-96",
    "BT-103",
    severity=Severity.WARNING,
)(conditions.rates_out_of_force("BE", VAT_RATES))


@RULES.rule(
    "BE-CDE-III-25",
    "Every invoice of an enterprise names its enterprise number (BT-30, scheme 0208) or its VAT number made from it.",
    "BT-30",
    "BT-31",
)
def enterprise_number(invoice: Invoice) -> Iterator[str]:
    """Code de droit économique / Wetboek van economisch recht, art. III.25."""
    if conditions.seller_country(invoice) != "BE":
        return
    if not any(vat.is_valid(value) for value, _ in conditions.identifiers_of(invoice.seller)):
        yield "/seller/legal_registration"
