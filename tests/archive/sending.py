"""A delivery whose bytes travelled, as the deliveries' station records it."""

from uuid import UUID

from faktura.deliveries import store
from faktura.events import DELIVERY_DELIVERED
from faktura.invoices.read import IssuedInvoice
from faktura.jobs import publish
from faktura.storage.ids import new_id
from payments.stage import Tenant

MESSAGE = b"From: billing@example.com\r\nTo: ap@example.com\r\n\r\nYour invoice.\r\n"


async def send(tenant: Tenant, issued: IssuedInvoice, content: bytes = MESSAGE) -> UUID:
    """Record an attempt that delivered `content`; answers the attempt's id."""
    sha256 = await tenant.floor.objects.put(content)
    delivery, attempt = new_id(), new_id()
    async with tenant.unit() as unit:
        await store.insert_delivery(unit, delivery, issued.id, "email", "ap@example.com", {})
        await store.insert_attempt(
            unit,
            attempt,
            delivery,
            1,
            outcome="delivered",
            reason="",
            proof={},
            sent_sha256=sha256,
            sent_media_type="message/rfc822",
            started_at=unit.now,
            ended_at=unit.now,
        )
        await publish(unit, DELIVERY_DELIVERED, issued.id, {})
    return attempt
