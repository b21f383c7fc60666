"""Invoice lines (BG-25) with price (BG-29), VAT (BG-30) and item (BG-31)."""

from typing import Annotated

from annotated_types import MaxLen

from faktura.model.allowances import LineAllowance, Vat
from faktura.model.delivery import Period
from faktura.model.party import Identifier
from faktura.model.terms import Term, part
from faktura.model.values import LIST_LENGTH_MAX, Code, Decimals, Name, Text

__all__ = ["Attribute", "Classification", "Line", "Vat"]


@part
class Classification:
    """BT-158 Item classification identifier; `list_id` is a code of UNTDID 7143."""

    value: Annotated[Code | None, Term("BT-158", "Item classification identifier")] = None
    list_id: Annotated[Code | None, Term("BT-158-1", "Item classification scheme identifier")] = None
    list_version: Annotated[Code | None, Term("BT-158-2", "Item classification scheme version identifier")] = None


@part
class Attribute:
    """BG-32 ITEM ATTRIBUTES."""

    name: Annotated[Name | None, Term("BT-160", "Item attribute name")] = None
    value: Annotated[Text | None, Term("BT-161", "Item attribute value")] = None


@part
class Line:
    """BG-25 INVOICE LINE. Quantities and prices are exact decimals; `net_amount` is in the document's currency."""

    id: Annotated[Code | None, Term("BT-126", "Invoice line identifier")] = None
    note: Annotated[Text | None, Term("BT-127", "Invoice line note")] = None
    object: Annotated[Identifier | None, Term("BT-128", "Invoice line object identifier")] = None
    quantity: Annotated[Decimals | None, Term("BT-129", "Invoiced quantity")] = None
    unit: Annotated[Code | None, Term("BT-130", "Invoiced quantity unit of measure code")] = None
    net_amount: Annotated[Decimals | None, Term("BT-131", "Invoice line net amount")] = None
    order_line_reference: Annotated[Code | None, Term("BT-132", "Referenced purchase order line reference")] = None
    buyer_accounting_reference: Annotated[Name | None, Term("BT-133", "Invoice line Buyer accounting reference")] = None
    period: Annotated[Period | None, Term("BG-26", "INVOICE LINE PERIOD")] = None
    allowances: Annotated[
        tuple[LineAllowance, ...], MaxLen(LIST_LENGTH_MAX), Term("BG-27", "INVOICE LINE ALLOWANCES")
    ] = ()
    charges: Annotated[tuple[LineAllowance, ...], MaxLen(LIST_LENGTH_MAX), Term("BG-28", "INVOICE LINE CHARGES")] = ()
    unit_price: Annotated[Decimals | None, Term("BT-146", "Item net price")] = None
    price_discount: Annotated[Decimals | None, Term("BT-147", "Item price discount")] = None
    gross_price: Annotated[Decimals | None, Term("BT-148", "Item gross price")] = None
    price_base_quantity: Annotated[Decimals | None, Term("BT-149", "Item price base quantity")] = None
    price_base_unit: Annotated[Code | None, Term("BT-150", "Item price base quantity unit of measure code")] = None
    vat: Annotated[Vat | None, Term("BG-30", "LINE VAT INFORMATION")] = None
    name: Annotated[Name | None, Term("BT-153", "Item name")] = None
    description: Annotated[Text | None, Term("BT-154", "Item description")] = None
    seller_item_id: Annotated[Code | None, Term("BT-155", "Item Seller's identifier")] = None
    buyer_item_id: Annotated[Code | None, Term("BT-156", "Item Buyer's identifier")] = None
    standard_item_id: Annotated[Identifier | None, Term("BT-157", "Item standard identifier")] = None
    classifications: Annotated[
        tuple[Classification, ...], MaxLen(LIST_LENGTH_MAX), Term("BT-158", "Item classification identifier")
    ] = ()
    origin_country: Annotated[Code | None, Term("BT-159", "Item country of origin")] = None
    attributes: Annotated[tuple[Attribute, ...], MaxLen(LIST_LENGTH_MAX), Term("BG-32", "ITEM ATTRIBUTES")] = ()
