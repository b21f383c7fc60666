"""Which edition of Peppol BIS Billing 3 these rules follow."""

from faktura.checks import Ruleset

VERSION = "3.0.21"
SOURCE = "Peppol BIS Billing 3.0.21 (May 2026), https://docs.peppol.eu/poacc/billing/3.0/"


def family(name: str) -> Ruleset:
    """An empty set of rules for one family of the specification's rules."""
    return Ruleset(f"peppol-bis-3 {name}", VERSION, SOURCE)
