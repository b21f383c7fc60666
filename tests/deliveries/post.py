"""A business with a mail server, and what its deliveries look like from outside."""

import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from faktura.cli.demo_mail import MailServer
from faktura.deliveries.attempt import attempt_delivery
from faktura.deliveries.plan import create_delivery, plan_send
from faktura.deliveries.read import Delivery, list_attempts, read_delivery
from faktura.drafts.schemas import SendRequest
from faktura.invoices.read import IssuedInvoice
from faktura.model.json import adapter
from scenarios.business import Business


def with_mail(business: Business, server: MailServer, **settings: Any) -> Business:
    return business.with_settings(
        smtp_host="127.0.0.1",
        smtp_port=server.port,
        smtp_security="none",
        smtp_from="house@example.net",
        **settings,
    )


@dataclass(frozen=True, slots=True)
class Post:
    """One delivery of a business."""

    business: Business
    issued: IssuedInvoice
    id: Any

    async def attempt(self) -> Delivery:
        await attempt_delivery(self.business.floor, self.business.tenant, self.id)
        return await self.read()

    async def read(self) -> Delivery:
        async with self.business.unit() as unit:
            return await read_delivery(unit, self.id)

    async def attempts(self) -> list[dict[str, Any]]:
        async with self.business.unit() as unit:
            return await list_attempts(unit, self.id)

    async def make_due(self) -> None:
        """As if the wait were over."""
        async with self.business.unit() as unit:
            await unit.execute("update deliveries set next_attempt_at = null where tenant = $1", unit.tenant)

    async def events(self) -> list[str]:
        async with self.business.unit() as unit:
            rows = await unit.fetch(
                "select type from events where tenant = $1 and type like 'delivery.%' order by id", unit.tenant
            )
        return [row["type"] for row in rows]


async def plan(business: Business, issued: IssuedInvoice, *, attempt: bool = False, **asked: Any) -> Post:
    """A waiting delivery of an issued document."""
    wanted: SendRequest = adapter(SendRequest).validate_python(asked)
    async with business.unit() as unit:
        chosen = await plan_send(unit, wanted, issued.email)
        delivery = await create_delivery(unit, issued.id, chosen, attempt=attempt)
    return Post(business, issued, delivery.id)


async def ready(business: Business, **asked: Any) -> Post:
    """A waiting delivery whose files are written."""
    issued = await business.issue()
    await business.run_jobs()
    return await plan(business, issued, **asked)


def message(content: bytes) -> EmailMessage:
    parsed = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed
