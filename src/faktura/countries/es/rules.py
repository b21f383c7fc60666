"""Rules of Spanish invoicing law that hold for every invoice."""

from collections.abc import Iterator

from stdnum.es import nif

from faktura.checks import Ruleset, Severity
from faktura.countries import conditions
from faktura.countries.es.rates import VAT_RATES
from faktura.model import Invoice

RULES = Ruleset("RD 1619/2012", "2026-11", "https://www.boe.es/buscar/act.php?id=BOE-A-2012-14696")

RECTIFYING_TYPE_CODES = frozenset({"261", "381", "384"})
"""UNTDID 1001: credit notes and the corrective invoice."""

RULES.rule(
    "ES-LIVA-90",
    "The rate must be one that was in force on the day of supply.",
    "BT-152",
    "BT-96",
    "BT-103",
    severity=Severity.WARNING,
)(conditions.rates_out_of_force("ES", VAT_RATES))


@RULES.rule(
    "ES-RD1619-6-1-d",
    "An invoice names the seller's NIF, as the VAT identifier (ESB64717838) or the tax registration (B64717838).",
    "BT-31",
    "BT-32",
)
def seller_nif(invoice: Invoice) -> Iterator[str]:
    """RD 1619/2012 art. 6.1.d."""
    if conditions.seller_country(invoice) != "ES":
        return
    if not any(nif.is_valid(value) for value, _ in conditions.identifiers_of(invoice.seller)):
        yield "/seller/vat_id"


@RULES.rule(
    "ES-RD1619-15",
    "A rectifying invoice names the invoices that it rectifies: give at least one preceding invoice.",
    "BG-3",
)
def rectification_names_invoice(invoice: Invoice) -> Iterator[str]:
    """RD 1619/2012 art. 15.4. Rebates over a period may name the period instead (art. 15.6)."""
    if conditions.seller_country(invoice) != "ES" or invoice.type_code not in RECTIFYING_TYPE_CODES:
        return
    if not any(preceding.number for preceding in invoice.preceding_invoices) and invoice.period is None:
        yield "/preceding_invoices"


RULES.rule(
    "ES-RD1619-12-1",
    "An invoice in a foreign currency states the VAT in euro too: VAT currency EUR (BT-6) and its amount (BT-111).",
    "BT-6",
    "BT-111",
)(conditions.vat_not_in("EUR", "ES"))
