"""Lines (BG-25) with price (BG-29), VAT (BG-30) and item (BG-31)."""

from faktura.formats.mapping.table import Each, Group, Inside, Leaf, Marker, Node
from faktura.formats.mapping.values import AMOUNT, DECIMAL
from faktura.formats.ubl.allowances import ALLOWANCE, LINE_ALLOWANCES, LINE_CHARGES, vat_category
from faktura.formats.ubl.delivery import period_days
from faktura.formats.ubl.party import SCHEME
from faktura.model import Line
from faktura.money import ZERO, plain

INVOICED_OBJECT = "130"
"""UNTDID 1001 "invoicing data sheet": marks a document reference as the invoiced object (BT-18, BT-128)."""


def _discount(line: Line) -> str:
    """The discount that a gross price implies: the schema demands one before it may say the gross price."""
    if line.gross_price is None or line.unit_price is None:
        return plain(ZERO)
    return plain(line.gross_price - line.unit_price)


_ITEM = Group(
    "cac:Item",
    Leaf("cbc:Description", "description"),
    Leaf("cbc:Name", "name"),
    Group("cac:BuyersItemIdentification", Leaf("cbc:ID", "buyer_item_id")),
    Group("cac:SellersItemIdentification", Leaf("cbc:ID", "seller_item_id")),
    Inside("standard_item_id", Group("cac:StandardItemIdentification", Leaf("cbc:ID", "value", attributes=SCHEME))),
    Group("cac:OriginCountry", Leaf("cbc:IdentificationCode", "origin_country")),
    Each(
        "classifications",
        Group(
            "cac:CommodityClassification",
            Leaf(
                "cbc:ItemClassificationCode",
                "value",
                attributes=(("listID", "list_id"), ("listVersionID", "list_version")),
            ),
        ),
    ),
    vat_category("cac:ClassifiedTaxCategory"),
    Each(
        "attributes",
        Group("cac:AdditionalItemProperty", Leaf("cbc:Name", "name"), Leaf("cbc:Value", "value")),
    ),
)
_PRICE = Group(
    "cac:Price",
    Leaf("cbc:PriceAmount", "unit_price", AMOUNT),
    Leaf("cbc:BaseQuantity", "price_base_quantity", DECIMAL, attributes=(("unitCode", "price_base_unit"),)),
    Group(
        "cac:AllowanceCharge",
        ALLOWANCE,
        Leaf("cbc:Amount", "price_discount", AMOUNT, filler=_discount),
        Leaf("cbc:BaseAmount", "gross_price", AMOUNT),
    ),
)


def lines(tag: str, quantity_tag: str) -> Node:
    """The lines of an invoice or of a credit note."""
    return Each(
        "lines",
        Group(
            tag,
            Leaf("cbc:ID", "id"),
            Leaf("cbc:Note", "note"),
            Leaf(quantity_tag, "quantity", DECIMAL, attributes=(("unitCode", "unit"),)),
            Leaf("cbc:LineExtensionAmount", "net_amount", AMOUNT),
            Leaf("cbc:AccountingCost", "buyer_accounting_reference"),
            Group("cac:InvoicePeriod", period_days()),
            Group("cac:OrderLineReference", Leaf("cbc:LineID", "order_line_reference")),
            Inside(
                "object",
                Group(
                    "cac:DocumentReference",
                    Leaf("cbc:ID", "value", attributes=SCHEME),
                    Marker("cbc:DocumentTypeCode", INVOICED_OBJECT),
                ),
            ),
            LINE_ALLOWANCES,
            LINE_CHARGES,
            _ITEM,
            _PRICE,
        ),
    )
