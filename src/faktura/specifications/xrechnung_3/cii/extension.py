"""BR-DEX-*: what XRechnung's Extension asks, on the elements of CII."""

from faktura.checks import Breaches
from faktura.source import Document, Leaf, spaced
from faktura.specifications.xrechnung_3.codes import (
    EXTENSION_ADDRESS_SCHEMES,
    EXTENSION_MEDIA_TYPES,
    EXTENSION_SCHEMES,
)
from faktura.specifications.xrechnung_3.edition import EXTENSION
from faktura.specifications.xrechnung_3.values import holds

GUIDELINE = "/rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID"
_LINE_DOCUMENT = (
    "/rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem/ram:AssociatedDocumentLineDocument"
)


def extension(document: Document, found: Breaches) -> None:
    """BR-DEX-01, BR-DEX-04 to BR-DEX-08 and BR-DEX-15, where BT-24 names the Extension."""
    paths = document.paths
    if not holds(paths.get(GUIDELINE, ()), EXTENSION):
        return
    for path, nodes in paths.items():
        before, _, name = path.rpartition("/")
        if name == "ram:GlobalID":
            if rule := _rule_of_global_id(before):
                _schemes(nodes, rule, EXTENSION_SCHEMES, found)
        elif name == "ram:ID":
            if "/ram:SpecifiedTaxRegistration" not in before:
                _schemes(nodes, "BR-DEX-05", EXTENSION_SCHEMES, found)
        elif name == "ram:URIID":
            if before.endswith("/ram:URIUniversalCommunication"):
                _schemes(nodes, "BR-DEX-07", EXTENSION_ADDRESS_SCHEMES, found)
        elif name == "ram:AttachmentBinaryObject":
            for leaf in nodes:
                if leaf.get("mimeCode") not in EXTENSION_MEDIA_TYPES:
                    found("BR-DEX-01", leaf)
    if any(path.endswith("/ram:ParentLineID") for path in paths):
        for group in paths.get(_LINE_DOCUMENT, ()):
            found("BR-DEX-15", group)


def _rule_of_global_id(before: str) -> str:
    if "/ram:SpecifiedTradeProduct" not in before and "/ram:ShipToTradeParty" not in before:
        return "BR-DEX-04"
    if before.endswith("/ram:SpecifiedTradeProduct"):
        return "BR-DEX-06"
    return "BR-DEX-08" if before.endswith("/ram:ApplicableHeaderTradeDelivery/ram:ShipToTradeParty") else ""


def _schemes(leaves: list[Leaf], rule: str, schemes: frozenset[str], found: Breaches) -> None:
    for leaf in leaves:
        scheme = leaf.get("schemeID")
        if scheme is not None and spaced(scheme) not in schemes:
            found(rule, leaf)


TESTS = (extension,)
