"""What XRechnung asks of our model beyond EN 16931: its own rules, and those of Peppol that it has taken over."""

from faktura.checks import Ruleset, Severity
from faktura.specifications.peppol_bis_3 import OWN_RULES as PEPPOL_RULES
from faktura.specifications.xrechnung_3 import document, parties, payment, vehicles
from faktura.specifications.xrechnung_3.edition import SOURCE, VERSION, family

_NUMBERS = "001 005 010 020 040 041 042 046 053 054 055 061 110 111 120 121 130"
_FROM_PEPPOL = frozenset(f"PEPPOL-EN16931-R{number}" for number in _NUMBERS.split())


def _merged() -> Ruleset:
    found = family("from Peppol")
    found.rules = [rule for rule in PEPPOL_RULES.rules if rule.id in _FROM_PEPPOL]
    return found.with_severity({"PEPPOL-EN16931-R120": Severity.WARNING})


OWN_RULES = family("own").extended(
    "xrechnung-3 own", VERSION, SOURCE, document.RULES, parties.RULES, payment.RULES, vehicles.RULES, _merged()
)
