"""Documents on which the artefact's XPath has its own mind: repeated elements, odd numbers, odd indicators."""

import pytest

from .documents import broken_by, rules_after

CHARGES = "//ram:ApplicableHeaderTradeSettlement/ram:SpecifiedTradeAllowanceCharge"
LINE = "//ram:IncludedSupplyChainTradeLineItem[1]"
ROWS = "//ram:ApplicableHeaderTradeSettlement/ram:ApplicableTradeTax"


@pytest.mark.parametrize(
    ("edit", "rule"),
    [
        (f"set {ROWS}[1]/ram:CalculatedAmount = abc", "value_unreadable"),
        (f"set {LINE}//ram:LineTotalAmount = INF", "value_unreadable"),
        (f"set {CHARGES}[1]/ram:ChargeIndicator/udt:Indicator = no", "value_unreadable"),
        (f"double {LINE}/ram:SpecifiedTradeProduct/ram:Name", "element_repeated"),
        (f"double {ROWS}[1]/ram:TypeCode", "element_repeated"),
        ("double //rsm:ExchangedDocument/ram:ID", "element_repeated"),
    ],
)
def test_where_the_artefact_breaks_off_there_is_a_finding(edit: str, rule: str) -> None:
    assert rule in rules_after(edit)


@pytest.mark.parametrize(
    ("edit", "broken"),
    [
        # A rate is a number with an exponent here, and not a decimal there.
        (f"set {LINE}//ram:NetPriceProductTradePrice/ram:ChargeAmount = 99e0", set()),
        (f"set {LINE}//ram:NetPriceProductTradePrice/ram:ChargeAmount = -0.00", {"BR-27"}),
        (f"set {ROWS}[1]/ram:CalculatedAmount = -0.00", {"BR-E-09"}),
        # 1 is true for a comparison with a boolean, and no text "true".
        (f"set {CHARGES}[3]/ram:ChargeIndicator/udt:Indicator = 1", set()),
        (f'set {ROWS}[1]/ram:CategoryCode = " E"', {"BR-E-01"}),
        ('set //rsm:ExchangedDocument/ram:TypeCode = " 380 "', set()),
        (f"double {ROWS}[2]", {"BR-CO-14"}),
        ("double //ram:SellerTradeParty/ram:GlobalID", set()),
    ],
)
def test_other_documents_are_read_as_the_artefact_reads_them(edit: str, broken: set[str]) -> None:
    assert broken_by([edit]) == broken
