"""Whether a document fits the order that it names (BT-13)."""

from decimal import Decimal, localcontext
from uuid import UUID

from faktura.checks import Finding, Severity
from faktura.inbox.examine import Facts
from faktura.inbox.orders.read import PurchaseOrder, find_order
from faktura.inbox.suppliers.match import told
from faktura.model.invoice import CREDIT_NOTE_TYPE_CODES
from faktura.money import EXACT, plain
from faktura.storage.unit import Unit

_POINTER, _TERM = "/purchase_order_reference", "BT-13"


def fits(order: PurchaseOrder, facts: Facts, supplier: UUID | None) -> list[Finding]:
    """What is to be said of a document held against its order; `order.invoiced` is without the document. Pure."""
    found = []
    if order.state == "closed":
        found.append(_warning("inbox_order_closed", f"The order {order.number} is closed."))
    if order.supplier is not None and order.supplier != supplier:
        found.append(_warning("inbox_order_supplier", f"The order {order.number} was given to another supplier."))
    if facts.currency != order.currency:
        said = facts.currency or "no currency"
        message = f"The order {order.number} is in {order.currency}, and the document says {said}."
        found.append(told("inbox_order_currency", Severity.WARNING, message, "/currency", "BT-5"))
    elif facts.total_without_vat is None:
        message = f"The document has no readable total to hold against the order {order.number}."
        found.append(told("inbox_order_amount", Severity.WARNING, message, "/totals/total_without_vat", "BT-109"))
    elif facts.type_code not in CREDIT_NOTE_TYPE_CODES:
        with localcontext(EXACT):
            most = order.total_without_vat * (100 + order.tolerance_percent) / Decimal(100)
            all_in_all = order.invoiced + facts.total_without_vat
        if all_in_all > most:
            message = (
                f"With this document {plain(all_in_all)} {order.currency} of the order {order.number} are invoiced "
                f"without VAT; {plain(order.total_without_vat)} were ordered, with a tolerance of "
                f"{plain(order.tolerance_percent)} %."
            )
            found.append(told("inbox_order_exceeded", Severity.WARNING, message, "/totals/total_without_vat", "BT-109"))
    return found


async def match_order(
    unit: Unit, facts: Facts, supplier: UUID | None
) -> tuple[PurchaseOrder | None, tuple[Finding, ...]]:
    """The order that a document names, and how it fits."""
    number = facts.order_reference
    if number is None:
        return None, ()
    order = await find_order(unit, number)
    if order is None:
        message = f"There is no purchase order {number}."
        return None, (told("inbox_order_unknown", Severity.INFORMATION, message, _POINTER, _TERM),)
    return order, tuple(fits(order, facts, supplier))


def _warning(rule: str, message: str) -> Finding:
    return told(rule, Severity.WARNING, message, _POINTER, _TERM)
