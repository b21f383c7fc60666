"""How often elements may stand: once, or not at all."""

from collections.abc import Iterator
from typing import Any

from faktura.checks import Breaches, RuleText, Severity
from faktura.source import Document
from faktura.specifications.en16931.cii.contexts import Check, Checks
from faktura.specifications.en16931.cii.places import AGREEMENT, CONTEXT, DOCUMENT, LINE, SETTLEMENT, TOTALS
from faktura.specifications.en16931.cii.reading import below, part

_LINE_DOCUMENT = f"{LINE}/ram:AssociatedDocumentLineDocument"
_ONCE = (
    ("CII-SR-003", CONTEXT, "ram:BusinessProcessSpecifiedDocumentContextParameter"),
    ("CII-SR-030", f"{DOCUMENT}/ram:IncludedNote", "ram:Content"),
    ("CII-SR-039", _LINE_DOCUMENT, "ram:IncludedNote"),
    ("CII-SR-040", _LINE_DOCUMENT, "ram:IncludedNote/ram:Content"),
    ("CII-SR-452", SETTLEMENT, "ram:SpecifiedTradePaymentTerms"),
    ("CII-SR-453", SETTLEMENT, "ram:SpecifiedTradePaymentTerms/ram:Description"),
    ("CII-SR-455", AGREEMENT, "ram:SellerTradeParty/ram:DefinedTradeContact"),
    ("CII-SR-456", AGREEMENT, "ram:BuyerTradeParty/ram:DefinedTradeContact"),
    ("CII-SR-459", AGREEMENT, "ram:SellerTradeParty/ram:URIUniversalCommunication"),
    ("CII-SR-460", AGREEMENT, "ram:BuyerTradeParty/ram:URIUniversalCommunication"),
    ("CII-SR-461", SETTLEMENT, "ram:ApplicableTradeTax/ram:TaxPointDate"),
)
_ONCE_IN_TOTALS = {
    "ram:LineTotalAmount": "CII-SR-477",
    "ram:ChargeTotalAmount": "CII-SR-478",
    "ram:AllowanceTotalAmount": "CII-SR-479",
    "ram:TaxBasisTotalAmount": "CII-SR-480",
    "ram:RoundingAmount": "CII-SR-481",
    "ram:GrandTotalAmount": "CII-SR-482",
    "ram:InformationAmount": "CII-SR-483",
    "ram:TotalPrepaidAmount": "CII-SR-484",
    "ram:TotalDiscountAmount": "CII-SR-485",
    "ram:TotalAllowanceChargeAmount": "CII-SR-486",
    "ram:DuePayableAmount": "CII-SR-487",
    "ram:RetailValueExcludingTaxInformationAmount": "CII-SR-488",
    "ram:TotalDepositFeeInformationAmount": "CII-SR-489",
    "ram:ProductValueExcludingTobaccoTaxInformationAmount": "CII-SR-490",
    "ram:TotalRetailValueInformationAmount": "CII-SR-491",
    "ram:GrossLineTotalAmount": "CII-SR-492",
    "ram:NetLineTotalAmount": "CII-SR-493",
    "ram:NetIncludingTaxesLineTotalAmount": "CII-SR-494",
}


def _once(rule: str, context: str, names: tuple[str, ...]) -> Check:
    """Below each element of the context the path of names leads to at most one."""

    def check(nodes: list[Any], document: Document, found: Breaches) -> None:
        if len(nodes) > 1:
            for group in document.paths[context]:
                several = below((group,), *names)
                if len(several) > 1:
                    found(rule, several[1])

    return check


def texts() -> Iterator[RuleText]:
    """What is said of the totals that may stand once, by one formula."""
    for name, rule in _ONCE_IN_TOTALS.items():
        yield RuleText(rule, Severity.FATAL, f"Give {name} of the document's totals once; take out the others.")


def _totals(nodes: list[Any], document: Document, found: Breaches) -> None:
    for totals in nodes:
        for name, leaves in totals.items():
            if len(leaves) > 1 and name in _ONCE_IN_TOTALS:
                found(_ONCE_IN_TOTALS[name], leaves[1])


def _context(nodes: list[Any], document: Document, found: Breaches) -> None:
    """CII-SR-009, CII-SR-010: one specification."""
    for context in nodes:
        if len(context.get("ram:GuidelineSpecifiedDocumentContextParameter", ())) != 1:
            found("CII-SR-009", context)
        if len(part(context, "ram:GuidelineSpecifiedDocumentContextParameter").get("ram:ID", ())) != 1:
            found("CII-SR-010", context)


def _document(nodes: list[Any], document: Document, found: Breaches) -> None:
    for group in nodes:
        if len(group.get("ram:TypeCode", ())) != 1:
            found("CII-SR-014", group)


CHECKS: Checks = (
    *((f"{context}/{path}", _once(rule, context, tuple(path.split("/")))) for rule, context, path in _ONCE),
    (TOTALS, _totals),
    (CONTEXT, _context),
    (DOCUMENT, _document),
)
