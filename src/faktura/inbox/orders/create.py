"""Making and closing purchase orders."""

from decimal import Decimal
from uuid import UUID

from faktura.checks import Finding
from faktura.codes.currencies import CURRENCIES
from faktura.inbox.errors import PurchaseOrderClosed, PurchaseOrderInvalid, PurchaseOrderTaken, SupplierNotFound
from faktura.inbox.limits import TOLERANCE_PERCENT_MAX
from faktura.inbox.orders import store
from faktura.inbox.orders.read import PurchaseOrder, read_order
from faktura.inbox.schemas import PurchaseOrderRequest
from faktura.inbox.suppliers.read import read_supplier
from faktura.money import minor_units, plain, round_amount
from faktura.organizations.checks import finding
from faktura.storage.ids import new_id, read_id
from faktura.storage.unit import Unit


def check_order(request: PurchaseOrderRequest) -> list[Finding]:
    """Everything that is wrong with a new order, at once."""
    wrong = []
    total, tolerance = request.total_without_vat, request.tolerance_percent
    if request.currency not in CURRENCIES:
        message = f"{request.currency} is not a currency code of ISO 4217."
        wrong.append(finding("currency_unknown", "/currency", message))
    elif total != round_amount(total, minor_units(request.currency)):
        digits = minor_units(request.currency)
        message = f"{plain(total)} has too many decimals: amounts in {request.currency} have {digits}."
        wrong.append(finding("amount_too_precise", "/total_without_vat", message))
    if total <= 0:
        wrong.append(finding("amount_not_positive", "/total_without_vat", "The amount must be more than zero."))
    if not 0 <= tolerance <= TOLERANCE_PERCENT_MAX:
        message = f"Send between 0 and {TOLERANCE_PERCENT_MAX} percent."
        wrong.append(finding("tolerance_invalid", "/tolerance_percent", message))
    return wrong


async def create_order(unit: Unit, request: PurchaseOrderRequest) -> PurchaseOrder:
    """Store an open order.

    Raises:
        PurchaseOrderInvalid: with everything that is wrong.
        PurchaseOrderTaken: another one has the number.
    """
    wrong = check_order(request)
    supplier = None
    if request.supplier is not None:
        supplier = read_id("sup", request.supplier) or UUID(int=0)
        try:
            await read_supplier(unit, supplier)
        except SupplierNotFound as error:
            wrong.append(finding("supplier_not_found", "/supplier", error.detail))
    if wrong:
        raise PurchaseOrderInvalid("The purchase order was not stored.", wrong)
    order = new_id()
    stored = await store.insert_order(
        unit,
        order,
        number=request.number.strip(),
        supplier=supplier,
        currency=request.currency,
        total=request.total_without_vat,
        tolerance=request.tolerance_percent or Decimal(0),
    )
    if not stored:
        raise PurchaseOrderTaken("A purchase order has this number. Numbers stay taken, also when it is closed.")
    return await read_order(unit, order)


async def close_order(unit: Unit, order: UUID) -> PurchaseOrder:
    """Close an order: what still names it gets a finding.

    Raises:
        PurchaseOrderNotFound, PurchaseOrderClosed.
    """
    await read_order(unit, order)
    if not await store.close_order(unit, order):
        raise PurchaseOrderClosed("The purchase order was closed before.")
    return await read_order(unit, order)
