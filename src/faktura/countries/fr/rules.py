"""Rules of French law that hold for every invoice."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from stdnum.fr import siren, siret

from faktura.checks import Ruleset, Severity
from faktura.countries import conditions
from faktura.countries.fr.rates import VAT_RATES
from faktura.model import Invoice

RULES = Ruleset(
    "Code général des impôts and Code de commerce",
    "2026-11",
    "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000046086694",
)

SIREN_SCHEME = "0002"
SIRET_SCHEME = "0009"

RULES.rule(
    "FR-CGI-278",
    "The rate must be one that was in force on the day of supply.",
    "BT-152",
    "BT-96",
    "BT-103",
    severity=Severity.WARNING,
)(conditions.rates_out_of_force("FR", VAT_RATES))


@RULES.rule(
    "FR-CGI-242-nonies-A-1",
    "An invoice names the seller's SIREN: legal registration (BT-30) with scheme 0002, nine digits.",
    "BT-30",
)
def seller_siren(invoice: Invoice) -> Iterator[str]:
    """CGI ann. II art. 242 nonies A, I, 1° and C. com. art. R123-237. A SIRET begins with the SIREN and will do."""
    if conditions.seller_country(invoice) != "FR":
        return
    known = conditions.identifiers_of(invoice.seller)
    if not any(
        (scheme == SIREN_SCHEME and siren.is_valid(value)) or (scheme == SIRET_SCHEME and siret.is_valid(value))
        for value, scheme in known
    ):
        yield "/seller/legal_registration"


def _end_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _latest_due(issued: date) -> date:
    """60 days, or 45 days to the end of the month (counted either way round), whichever is later."""
    return max(
        issued + timedelta(days=60),
        _end_of_month(issued) + timedelta(days=45),
        _end_of_month(issued + timedelta(days=45)),
    )


@RULES.rule(
    "FR-CCOM-L441-10",
    "Between businesses payment is due within 60 days of the invoice, or 45 days to the end of the month.",
    "BT-9",
    severity=Severity.WARNING,
)
def due_in_time(invoice: Invoice) -> Iterator[str]:
    """C. com. art. L441-10, I. A warning, because some trades have terms of their own (art. L441-11)."""
    if conditions.seller_country(invoice) != "FR" or not conditions.business_buyer(invoice):
        return
    if invoice.issue_date and invoice.due_date and invoice.due_date > _latest_due(invoice.issue_date):
        yield "/due_date"
