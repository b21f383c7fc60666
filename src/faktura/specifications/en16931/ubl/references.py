"""Documents referred to: invoices before (BG-3), supporting documents (BG-24), the invoiced object (BT-18, BT-128)."""

from collections.abc import Sequence
from typing import Any

from faktura import codes
from faktura.checks import Breaches
from faktura.checks.places import Places, PlaceTest
from faktura.source import Document, Group
from faktura.specifications.en16931.ubl.codes import not_in
from faktura.specifications.en16931.ubl.steps import below, given, says

OBJECT = "130"
"""UNTDID 1001: the reference is not to a document but to the object that is invoiced."""
_TENDER = "50"
_NONE: Sequence[Any] = ()


def additional_documents(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-52, UBL-SR-33, UBL-SR-43, UBL-CR-665, UBL-CR-666, UBL-CR-673."""
    for group in nodes:
        if not given(group.get("cbc:ID", _NONE)):
            found("BR-52", group)
        if len(group.get("cbc:DocumentDescription", _NONE)) > 1:
            found("UBL-SR-33", group["cbc:DocumentDescription"][1])
        has_scheme = any(leaf.get("schemeID") is not None for leaf in group.get("cbc:ID", _NONE))
        kinds = group.get("cbc:DocumentTypeCode")
        if kinds is None:
            if has_scheme:
                found("UBL-SR-43", group)
                found("UBL-CR-665", group)
            continue
        if says(group, "cbc:DocumentTypeCode", OBJECT):
            if "cac:Attachment" in group:
                found("UBL-CR-666", group["cac:Attachment"][0])
            if "cbc:DocumentDescription" in group:
                found("UBL-CR-673", group["cbc:DocumentDescription"][0])
        elif document.root.name != "cn:CreditNote" or not says(group, "cbc:DocumentTypeCode", _TENDER):
            found("UBL-SR-43", group)
        if has_scheme and any(leaf.text != OBJECT for leaf in kinds):
            found("UBL-CR-665", group)


def object_schemes(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-CL-07: the scheme of an invoiced object's identifier."""
    known = codes.OBJECT_SCHEMES.codes
    for group in nodes:
        for leaf in group.get("cbc:ID", _NONE):
            scheme = leaf.get("schemeID")
            if scheme is not None and not_in(known, scheme) and says(group, "cbc:DocumentTypeCode", OBJECT):
                found("BR-CL-07", leaf)


def one_object(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """UBL-SR-04: one invoiced object at most."""
    groups = [group for group in nodes if says(group, "cbc:DocumentTypeCode", OBJECT)]
    objects = [leaf for group in groups for leaf in group.get("cbc:ID", ())]
    if len(objects) > 1:
        found("UBL-SR-04", objects[1])


def billing_references(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-55, UBL-SR-06 and UBL-SR-07: a reference to one invoice before, by its number."""
    for group in nodes:
        if not below(group, "cac:InvoiceDocumentReference", "cbc:ID"):
            found("BR-55", group)
            found("UBL-SR-07", group)
        if len(group.get("cac:InvoiceDocumentReference", _NONE)) > 1:
            found("UBL-SR-06", group["cac:InvoiceDocumentReference"][1])


def _with_attribute(rule: str, name: str) -> PlaceTest:
    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        for node in nodes:
            element = node.element if isinstance(node, Group) else node
            if element.get(name) is None:
                found(rule, node)

    return test


def add_to(places: Places) -> None:
    """Have references tested."""
    places.add("cac:AdditionalDocumentReference", additional_documents)
    places.add("cac:AdditionalDocumentReference", object_schemes)
    places.add("cac:DocumentReference", object_schemes)
    places.add("/cac:AdditionalDocumentReference", one_object)
    places.add("cac:BillingReference", billing_references)
    places.add("*BinaryObject", _with_attribute("UBL-DT-06", "mimeCode"))
    places.add("*BinaryObject", _with_attribute("UBL-DT-07", "filename"))
    for line in ("cac:InvoiceLine", "cac:CreditNoteLine"):
        item = f"{line}/cac:Item"
        places.add(f"{item}/cac:CommodityClassification/cbc:ItemClassificationCode", _with_attribute("BR-65", "listID"))
        places.add(f"{item}/cac:StandardItemIdentification/cbc:ID", _with_attribute("BR-64", "schemeID"))
