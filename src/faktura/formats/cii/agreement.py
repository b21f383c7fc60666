"""The header's trade agreement: seller, buyer, and references to what was agreed (BT-10 to BT-18, BG-24)."""

from faktura.formats.cii.party import BUYER, SELLER, TAX_REPRESENTATIVE
from faktura.formats.mapping.table import Each, Fixed, Group, Inside, Leaf, Marker, Node
from faktura.formats.mapping.values import BASE64

TENDER_OR_LOT = "50"
"""UNTDID 1001 "validated priced tender": marks the tender or lot reference (BT-17)."""
INVOICED_OBJECT = "130"
"""UNTDID 1001 "invoicing data sheet": marks the invoiced object (BT-18, BT-128)."""
SUPPORTING_DOCUMENT = "916"
"""UNTDID 1001 "related document": marks a supporting document (BG-24)."""


def reference(tag: str, field: str) -> Node:
    """A reference to a document by its number alone."""
    return Group(tag, Leaf("ram:IssuerAssignedID", field))


def invoiced_object(field: str) -> Node:
    """The invoiced object of the document or of a line, with its scheme (UNTDID 1153)."""
    return Inside(
        field,
        Group(
            "ram:AdditionalReferencedDocument",
            Leaf("ram:IssuerAssignedID", "value"),
            Marker("ram:TypeCode", INVOICED_OBJECT),
            Leaf("ram:ReferenceTypeCode", "scheme"),
        ),
    )


AGREEMENT = Group(
    "ram:ApplicableHeaderTradeAgreement",
    Leaf("ram:BuyerReference", "buyer_reference"),
    SELLER,
    BUYER,
    TAX_REPRESENTATIVE,
    reference("ram:SellerOrderReferencedDocument", "sales_order_reference"),
    reference("ram:BuyerOrderReferencedDocument", "purchase_order_reference"),
    reference("ram:ContractReferencedDocument", "contract_reference"),
    Group(
        "ram:AdditionalReferencedDocument",
        Leaf("ram:IssuerAssignedID", "tender_or_lot_reference"),
        Marker("ram:TypeCode", TENDER_OR_LOT),
    ),
    invoiced_object("invoiced_object"),
    Each(
        "supporting_documents",
        Group(
            "ram:AdditionalReferencedDocument",
            Leaf("ram:IssuerAssignedID", "reference"),
            Leaf("ram:URIID", "url"),
            # One that does not say what it is, is read as a supporting document too.
            Marker("ram:TypeCode", SUPPORTING_DOCUMENT, also=("",)),
            Leaf("ram:Name", "description"),
            Leaf(
                "ram:AttachmentBinaryObject",
                "content",
                BASE64,
                attributes=(("mimeCode", "media_type"), ("filename", "file_name")),
            ),
        ),
    ),
    Group(
        "ram:SpecifiedProcuringProject",
        Leaf("ram:ID", "project_reference"),
        # The schema demands a name, EN 16931 does not know it.
        Fixed("ram:Name", "Project reference", free=True),
    ),
    required=True,
)
