"""BR-DE-CVD-*: what invoices for clean vehicles say, on the elements of UBL."""

from faktura.checks import Breaches
from faktura.source import Document, Group, normalized, spaced
from faktura.specifications.xrechnung_3.codes import (
    VEHICLE_ATTRIBUTE,
    VEHICLE_ATTRIBUTE_VALUES,
    VEHICLE_CATEGORIES,
    VEHICLE_SCHEME,
    VEHICLE_SCHEMES,
)
from faktura.specifications.xrechnung_3.edition import VEHICLES
from faktura.specifications.xrechnung_3.ubl.peppol import line_name
from faktura.specifications.xrechnung_3.values import filled, holds


def vehicles(document: Document, found: Breaches) -> None:
    """BR-DE-CVD-01 to BR-DE-CVD-06-b and BR-TMP-CVD-01, where BT-24 names CVD."""
    root, paths = document.root, document.paths
    if not holds(root.get("cbc:CustomizationID", ()), VEHICLES):
        return
    if not filled(paths.get("/cac:ContractDocumentReference/cbc:ID", ())):
        found("BR-DE-CVD-01", root)
    if not filled(paths.get("/cac:OriginatorDocumentReference/cbc:ID", ())):
        found("BR-DE-CVD-02", root)
    name = line_name(document)
    counted = [(item, *_counts(item)) for item in paths.get(f"/{name}/cac:Item", ())]
    others = "cac:CreditNoteLine" if name == "cac:InvoiceLine" else "cac:InvoiceLine"
    all_counts = [counts for _, *counts in counted] + [_counts(item) for item in paths.get(f"/{others}/cac:Item", ())]
    if not any(codes and attributes for codes, attributes in all_counts):
        found("BR-DE-CVD-03", root)
    for item, codes, attributes in counted:
        if codes and attributes != 1:
            found("BR-DE-CVD-06-a", item)
        if attributes and codes != 1:
            found("BR-DE-CVD-06-b", item)
        _details(item, found)


def _counts(item: Group) -> tuple[int, int]:
    """How many classifications as a vehicle an item has, and how many attributes that say how clean it is."""
    codes = sum(
        leaf.get("listID") == VEHICLE_SCHEME
        for classification in item.get("cac:CommodityClassification", ())
        for leaf in classification.get("cbc:ItemClassificationCode", ())
    )
    return codes, sum(map(_is_attribute, item.get("cac:AdditionalItemProperty", ())))


def _is_attribute(item_property: Group) -> bool:
    return holds(item_property.get("cbc:Name", ()), VEHICLE_ATTRIBUTE)


def _details(item: Group, found: Breaches) -> None:
    for classification in item.get("cac:CommodityClassification", ()):
        for leaf in classification.get("cbc:ItemClassificationCode", ()):
            scheme = spaced(leaf.get("listID", ""))
            if scheme not in VEHICLE_SCHEMES:
                found("BR-TMP-CVD-01", leaf)
            if scheme == VEHICLE_SCHEME and spaced(leaf.text or "") not in VEHICLE_CATEGORIES:
                found("BR-DE-CVD-04", leaf)
    for each in item.get("cac:AdditionalItemProperty", ()):
        if _is_attribute(each) and normalized(each, "cbc:Value") not in VEHICLE_ATTRIBUTE_VALUES:
            found("BR-DE-CVD-05", each)


TESTS = (vehicles,)
