"""Documents that somebody sends, and an organization that receives them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from documents.samples import INVOICE, OPTIONS
from faktura.calculation import calculate
from faktura.formats import ubl
from faktura.inbox.read import InboxItem, read_item
from faktura.inbox.receive import Received, receive
from faktura.model import Buyer, CreditTransfer, Invoice, PaymentInstructions, Seller
from faktura.organizations.create import ensure_access
from faktura.organizations.tenants import Mode, tenant_of
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id, show_id
from faktura.storage.unit import open_unit

IBAN, OTHER_IBAN = "AT611904300234573201", "DE89370400440532013000"
SELLER = replace(INVOICE.seller or Seller(), name="Supplier GmbH", vat_id="ATU12345675")
BUYER = replace(INVOICE.buyer or Buyer(), vat_id=None)


def paid_to(*accounts: str) -> tuple[PaymentInstructions, ...]:
    transfers = tuple(CreditTransfer(account=account) for account in accounts)
    return (PaymentInstructions(means_code="58", credit_transfers=transfers),)


def invoice(**changes: Any) -> Invoice:
    """An invoice of a supplier over some hundred euros, paid to IBAN."""
    held = {
        "seller": SELLER,
        "buyer": BUYER,
        "payment_instructions": paid_to(IBAN),
        "purchase_order_reference": None,
        **changes,
    }
    return calculate(replace(INVOICE, totals=None, vat_breakdown=(), **held)).invoice


def xml(**changes: Any) -> bytes:
    return ubl.write(invoice(**changes), OPTIONS).content


@dataclass(frozen=True, slots=True)
class Receiver:
    """An organization in test mode."""

    floor: Floor
    tenant: UUID

    def unit(self, actor: str = "anna") -> Any:
        return open_unit(self.floor, self.tenant, actor=actor)

    async def receive(self, content: bytes, **how: Any) -> Received:
        given = {"media_type": "application/xml", "name": "a.xml", "channel": "api", **how}
        return await receive(self.floor, self.tenant, content=content, **given)

    async def item(self, received: Received | UUID) -> InboxItem:
        async with self.unit() as unit:
            return await read_item(unit, received.item if isinstance(received, Received) else received)

    async def get(self, **changes: Any) -> InboxItem:
        """A received document."""
        return await self.item(await self.receive(xml(**changes)))

    async def events(self, target: UUID) -> list[Mapping[str, Any]]:
        async with self.unit() as unit:
            rows: list[Mapping[str, Any]] = await unit.fetch(
                "select type, data from events where tenant = $1 and object = $2 order by id", unit.tenant, target
            )
        return rows


async def new_receiver(floor: Floor) -> Receiver:
    access = await ensure_access(floor, f"Buyer {show_id('org', new_id())}", "AT", Mode.TEST)
    return Receiver(floor, tenant_of(access.organization, Mode.TEST))


def codes(item: InboxItem) -> list[str]:
    return [finding["code"] for finding in item.findings]
