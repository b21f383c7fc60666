"""Lines (BG-25) with price (BG-29), VAT (BG-30) and item (BG-31)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import etree

from faktura.formats.cii.agreement import invoiced_object
from faktura.formats.cii.allowances import ALLOWANCE, LINE_ALLOWANCES, LINE_CHARGES, vat_category
from faktura.formats.cii.delivery import PERIOD
from faktura.formats.cii.party import SCHEME
from faktura.formats.mapping.reading import Entry, Reading
from faktura.formats.mapping.syntax import Syntax
from faktura.formats.mapping.table import Each, Group, Inside, Leaf, Node, Write, Writing
from faktura.formats.mapping.values import BARE_AMOUNT, DECIMAL
from faktura.model import Line
from faktura.money import ZERO, plain


class BaseQuantity(Node):
    """BT-149 with its unit (BT-150), which belongs to the net and to the gross price alike.

    It is written at both. On reading either is enough; where they differ, the net price's counts, which comes later.
    """

    _LEAF = Leaf("ram:BasisQuantity", "price_base_quantity", DECIMAL, attributes=(("unitCode", "price_base_unit"),))

    def __init__(self, *, of_net_price: bool) -> None:
        self.of_net_price = of_net_price

    def writer(self, syntax: Syntax) -> Write:
        """At the gross price it is an echo, which alone is no reason to write that price."""
        write_leaf, counts = self._LEAF.writer(syntax), self.of_net_price

        def write(parent: etree._Element, line: Line, writing: Writing) -> bool:
            return write_leaf(parent, line, writing) and counts

        return write

    def entries(self, syntax: Syntax) -> Iterator[Entry]:
        """Compare it with what the other price said."""
        (leaf,) = self._LEAF.entries(syntax)

        def read(element: etree._Element, values: dict[Any, Any], pointer: str, reading: Reading) -> None:
            own: dict[Any, Any] = {}
            leaf.read(element, own, pointer, reading)
            before = {name: values[name] for name in own if name in values}
            if before and before != own:
                reading.differs(element, f"{pointer}/price_base_quantity")
            values.update(own)

        yield replace(leaf, read=read)

    def pointers(self) -> Iterator[str]:
        """The net price's, so that a gross price is not written for the echo."""
        return self._LEAF.pointers() if self.of_net_price else iter(())


def _gross_price(line: Line) -> str:
    """The gross price that a discount implies: the schema demands one beside it."""
    return plain((line.unit_price or ZERO) + (line.price_discount or ZERO))


_PRODUCT = Group(
    "ram:SpecifiedTradeProduct",
    Inside("standard_item_id", Leaf("ram:GlobalID", "value", attributes=SCHEME)),
    Leaf("ram:SellerAssignedID", "seller_item_id"),
    Leaf("ram:BuyerAssignedID", "buyer_item_id"),
    Leaf("ram:Name", "name"),
    Leaf("ram:Description", "description"),
    Each(
        "attributes",
        Group(
            "ram:ApplicableProductCharacteristic",
            Leaf("ram:Description", "name"),
            Leaf("ram:Value", "value"),
        ),
    ),
    Each(
        "classifications",
        Group(
            "ram:DesignatedProductClassification",
            Leaf("ram:ClassCode", "value", attributes=(("listID", "list_id"), ("listVersionID", "list_version"))),
        ),
    ),
    Group("ram:OriginTradeCountry", Leaf("ram:ID", "origin_country")),
)
_AGREEMENT = Group(
    "ram:SpecifiedLineTradeAgreement",
    Group("ram:BuyerOrderReferencedDocument", Leaf("ram:LineID", "order_line_reference")),
    Group(
        "ram:GrossPriceProductTradePrice",
        Leaf("ram:ChargeAmount", "gross_price", BARE_AMOUNT, filler=_gross_price),
        BaseQuantity(of_net_price=False),
        Group("ram:AppliedTradeAllowanceCharge", ALLOWANCE, Leaf("ram:ActualAmount", "price_discount", BARE_AMOUNT)),
    ),
    Group(
        "ram:NetPriceProductTradePrice",
        Leaf("ram:ChargeAmount", "unit_price", BARE_AMOUNT),
        BaseQuantity(of_net_price=True),
    ),
)
_SETTLEMENT = Group(
    "ram:SpecifiedLineTradeSettlement",
    vat_category("ram:ApplicableTradeTax"),
    PERIOD,
    LINE_ALLOWANCES,
    LINE_CHARGES,
    Group("ram:SpecifiedTradeSettlementLineMonetarySummation", Leaf("ram:LineTotalAmount", "net_amount", BARE_AMOUNT)),
    invoiced_object("object"),
    Group("ram:ReceivableSpecifiedTradeAccountingAccount", Leaf("ram:ID", "buyer_accounting_reference")),
)

LINES = Each(
    "lines",
    Group(
        "ram:IncludedSupplyChainTradeLineItem",
        Group(
            "ram:AssociatedDocumentLineDocument",
            Leaf("ram:LineID", "id"),
            Group("ram:IncludedNote", Leaf("ram:Content", "note")),
        ),
        _PRODUCT,
        _AGREEMENT,
        Group(
            "ram:SpecifiedLineTradeDelivery",
            Leaf("ram:BilledQuantity", "quantity", DECIMAL, attributes=(("unitCode", "unit"),)),
        ),
        _SETTLEMENT,
    ),
)
