"""BR-DE-CVD-*: what invoices for clean vehicles say, on the elements of CII."""

from faktura.checks import Breaches
from faktura.source import Document, Group, normalized, spaced
from faktura.specifications.xrechnung_3.cii.extension import GUIDELINE
from faktura.specifications.xrechnung_3.cii.peppol import below
from faktura.specifications.xrechnung_3.codes import (
    VEHICLE_ATTRIBUTE,
    VEHICLE_ATTRIBUTE_VALUES,
    VEHICLE_CATEGORIES,
    VEHICLE_SCHEME,
    VEHICLE_SCHEMES,
)
from faktura.specifications.xrechnung_3.edition import VEHICLES
from faktura.specifications.xrechnung_3.values import filled, holds

TENDER = "50"


def vehicles(document: Document, found: Breaches) -> None:
    """BR-DE-CVD-01 to BR-DE-CVD-06-b and BR-TMP-CVD-01, where BT-24 names CVD."""
    if not holds(document.paths.get(GUIDELINE, ()), VEHICLES):
        return
    for transaction in document.paths.get("/rsm:SupplyChainTradeTransaction", ()):
        for agreement in transaction.get("ram:ApplicableHeaderTradeAgreement", ()):
            if not filled(below([agreement], "ram:ContractReferencedDocument", "ram:IssuerAssignedID")):
                found("BR-DE-CVD-01", agreement)
            if not any(_is_tender(each) for each in agreement.get("ram:AdditionalReferencedDocument", ())):
                found("BR-DE-CVD-02", agreement)
        products = below([transaction], "ram:IncludedSupplyChainTradeLineItem", "ram:SpecifiedTradeProduct")
        counted = [(product, *_counts(product)) for product in products]
        if not any(codes and attributes for _, codes, attributes in counted):
            found("BR-DE-CVD-03", transaction)
        for product, codes, attributes in counted:
            if codes and attributes != 1:
                found("BR-DE-CVD-06-a", product)
            if attributes and codes != 1:
                found("BR-DE-CVD-06-b", product)
            _details(product, found)


def _is_tender(reference: Group) -> bool:
    return normalized(reference, "ram:TypeCode") == TENDER and normalized(reference, "ram:IssuerAssignedID") != ""


def _counts(product: Group) -> tuple[int, int]:
    """How many classifications as a vehicle a product has, and how many attributes that say how clean it is."""
    codes = below([product], "ram:DesignatedProductClassification", "ram:ClassCode")
    attributes = product.get("ram:ApplicableProductCharacteristic", ())
    return sum(leaf.get("listID") == VEHICLE_SCHEME for leaf in codes), sum(map(_is_attribute, attributes))


def _is_attribute(characteristic: Group) -> bool:
    return holds(characteristic.get("ram:Description", ()), VEHICLE_ATTRIBUTE)


def _details(product: Group, found: Breaches) -> None:
    for leaf in below([product], "ram:DesignatedProductClassification", "ram:ClassCode"):
        scheme = spaced(leaf.get("listID", ""))
        if scheme not in VEHICLE_SCHEMES:
            found("BR-TMP-CVD-01", leaf)
        if scheme == VEHICLE_SCHEME and spaced(leaf.text or "") not in VEHICLE_CATEGORIES:
            found("BR-DE-CVD-04", leaf)
    for each in product.get("ram:ApplicableProductCharacteristic", ()):
        if _is_attribute(each) and normalized(each, "ram:Value") not in VEHICLE_ATTRIBUTE_VALUES:
            found("BR-DE-CVD-05", each)


TESTS = (vehicles,)
