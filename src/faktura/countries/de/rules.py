"""Rules of German VAT law that XRechnung and Peppol leave out: the time of issue and the rate's dates."""

from collections.abc import Iterator
from datetime import date

from faktura.checks import Ruleset, Severity
from faktura.countries import conditions
from faktura.countries.de.rates import VAT_RATES
from faktura.model import Invoice

RULES = Ruleset("Umsatzsteuergesetz", "2026-11", "https://www.gesetze-im-internet.de/ustg_1980/")


RULES.rule(
    "DE-UStG-12",
    "The rate must be one that was in force on the day of supply.",
    "BT-152",
    "BT-96",
    "BT-103",
    severity=Severity.WARNING,
)(conditions.rates_out_of_force("DE", VAT_RATES))


def _months_later(day: date, months: int) -> date:
    """The same day of the month, or the month's last day where it has no such day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    while True:
        try:
            return date(year, month, day.day)
        except ValueError:
            day = day.replace(day=day.day - 1)


def _corrects(invoice: Invoice) -> bool:
    """A correction may come at any time."""
    return invoice.is_credit_note or bool(invoice.preceding_invoices)


@RULES.rule(
    "DE-UStG-14-2",
    "An invoice is due within six months of the supply. Issue it now, or check the date of supply.",
    "BT-2",
    "BT-72",
    severity=Severity.WARNING,
)
def issued_within_six_months(invoice: Invoice) -> Iterator[str]:
    """UStG § 14 (2)."""
    supplied = conditions.last_supply_day(invoice)
    if conditions.seller_country(invoice) != "DE" or supplied is None or _corrects(invoice):
        return
    if invoice.issue_date is not None and invoice.issue_date > _months_later(supplied, 6):
        yield "/issue_date"


@RULES.rule(
    "DE-UStG-14a-3",
    "The invoice for an intra-community supply is due by the 15th day of the month after the supply.",
    "BT-2",
    "BT-72",
    severity=Severity.WARNING,
)
def intra_community_supply_issued_in_time(invoice: Invoice) -> Iterator[str]:
    """UStG § 14a (3)."""
    supplied = conditions.last_supply_day(invoice)
    if conditions.seller_country(invoice) != "DE" or supplied is None or _corrects(invoice):
        return
    latest = _months_later(supplied.replace(day=15), 1)
    late = invoice.issue_date is not None and invoice.issue_date > latest
    if late and conditions.intra_community_supply(invoice):
        yield "/issue_date"
