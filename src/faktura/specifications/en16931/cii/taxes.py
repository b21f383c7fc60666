"""What a tax may hold, wherever it stands."""

from typing import Any

from faktura.checks import Breaches
from faktura.source import Document, value
from faktura.specifications.en16931.cii.contexts import Check, Checks
from faktura.specifications.en16931.cii.places import SETTLEMENT_NAME


def _kinds(nodes: list[Any], document: Document, found: Breaches) -> None:
    for tax in nodes:
        kinds = tax.get("ram:TypeCode")
        if kinds is not None and kinds[0].text != "VAT" and not any(value(leaf) == "VAT" for leaf in kinds):
            found("CII-DT-037", kinds[0])


def _misplaced(rule: str) -> Check:
    def check(nodes: list[Any], document: Document, found: Breaches) -> None:
        found(rule, nodes[0])

    return check


_IN_THE_HEADER = f"-{SETTLEMENT_NAME}"
_IN_ROWS = "^//ram:ApplicableTradeTax"

CHECKS: Checks = (
    ("//ram:*TradeTax", _kinds),
    (f"//ram:*TradeTax/ram:BasisAmount {_IN_THE_HEADER}", _misplaced("CII-DT-041")),
    (f"//ram:*TradeTax/ram:TaxPointDate {_IN_THE_HEADER}", _misplaced("CII-DT-054")),
    (f"//ram:*TradeTax/ram:DueDateTypeCode {_IN_THE_HEADER}", _misplaced("CII-DT-058")),
    (f"//ram:*TradeTax/ram:ExemptionReasonCode {_IN_ROWS}/ram:ExemptionReasonCode", _misplaced("CII-DT-052")),
    (f"//ram:*TradeTax/ram:ExemptionReason {_IN_ROWS}/ram:ExemptionReason", _misplaced("CII-DT-098")),
)
