"""Attempts against a real SMTP server, in all weathers."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from faktura.cli.demo_mail import MailServer
from faktura.deliveries.attempt import LOOK_AGAIN, attempt_delivery
from faktura.deliveries.errors import DeliveryEnded
from faktura.deliveries.plan import ATTEMPT_JOB, cancel_delivery, retry_delivery
from faktura.deliveries.states import ATTEMPTS_MAX, WAITS, DeliveryState
from faktura.organizations.schemas import EmailSenderRequest
from faktura.organizations.senders import change_sender
from faktura.organizations.tenants import Mode
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id, show_id
from faktura.storage.objects import Objects
from faktura.storage.unit import utc_now
from scenarios.business import Business, new_business

from .post import Post, message, plan, ready, with_mail

pytestmark = pytest.mark.anyio


@pytest.fixture
async def server(anyio_backend: str) -> AsyncIterator[MailServer]:
    async with MailServer() as running:
        yield running


@pytest.fixture
async def business(floor: Floor, server: MailServer) -> Business:
    return with_mail(await new_business(floor), server)


async def due(post: Post) -> list[datetime]:
    """When the queue will take the next attempts of the delivery."""
    async with post.business.floor.database.acquire() as connection:
        rows = await connection.fetch(
            "select execute_after from pgqueuer where entrypoint = $1 "
            "and convert_from(payload, 'UTF8')::jsonb ->> 'object' = $2 order by execute_after",
            ATTEMPT_JOB,
            str(post.id),
        )
    return [row["execute_after"] for row in rows]


async def test_an_issued_document_is_sent_with_its_files_once_they_are_there(
    business: Business, server: MailServer
) -> None:
    issued = await business.issue()
    post = await plan(business, issued)
    assert await post.attempt() == await post.read()
    assert server.messages == []
    await business.run_jobs()
    delivery = await post.read()
    assert (delivery.state, delivery.attempts, delivery.next_attempt_at) == (DeliveryState.DELIVERED, 1, None)
    (mail,) = server.messages
    assert (mail.sender, mail.recipients) == ("house@example.net", ("buyer@example.com",))
    sent = message(mail.content)
    assert issued.number in str(sent["subject"])
    names = [part.get_filename() for part in sent.iter_attachments()]
    assert sorted(str(name) for name in names) == ["2026-00001.pdf", "2026-00001.xml"]
    (attempt,) = await post.attempts()
    assert (attempt["number"], attempt["outcome"], attempt["reason"]) == (1, "delivered", "")
    assert attempt["proof"]["response_code"] == 250
    assert attempt["sent_sha256"] == hashlib.sha256(mail.content).hexdigest()
    assert await business.floor.objects.get(attempt["sent_sha256"]) == mail.content
    assert attempt["started_at"] <= attempt["ended_at"]
    assert await post.events() == ["delivery.planned", "delivery.delivered"]


async def test_what_was_delivered_is_not_sent_again(business: Business, server: MailServer) -> None:
    post = await ready(business)
    for _ in range(3):
        await post.attempt()
    assert len(server.messages) == 1
    assert len(await post.attempts()) == 1
    for verb in (retry_delivery, cancel_delivery):
        async with business.unit() as unit:
            with pytest.raises(DeliveryEnded, match="delivered can't be"):
                await verb(unit, post.id)


async def test_a_refused_recipient_ends_it_and_a_person_may_try_again(business: Business, server: MailServer) -> None:
    server.refused_recipients.add("buyer@example.com")
    post = await ready(business)
    delivery = await post.attempt()
    assert (delivery.state, delivery.attempts) == (DeliveryState.REFUSED, 1)
    assert "550" in delivery.reason or "No such mailbox" in delivery.reason
    assert await due(post) == []
    assert (await post.attempt()).attempts == 1
    server.refused_recipients.clear()
    async with business.unit() as unit:
        retried = await retry_delivery(unit, post.id)
    assert (retried.state, retried.attempts) == (DeliveryState.WAITING, 0)
    assert ATTEMPT_JOB in await business.run_jobs()
    assert (await post.read()).state is DeliveryState.DELIVERED
    assert [attempt["number"] for attempt in await post.attempts()] == [1, 2]
    assert [attempt["outcome"] for attempt in await post.attempts()] == ["refused", "delivered"]
    assert await post.events() == ["delivery.planned", "delivery.refused", "delivery.delivered"]


async def test_a_refused_message_is_kept_as_what_travelled(business: Business, server: MailServer) -> None:
    server.refused_content = "554 5.7.1 Spam"
    post = await ready(business)
    assert (await post.attempt()).state is DeliveryState.REFUSED
    (attempt,) = await post.attempts()
    assert "Spam" in attempt["reason"]


async def test_what_fails_for_now_is_tried_again_later(business: Business, server: MailServer) -> None:
    server.temporary_answers = 1
    post = await ready(business)
    before = utc_now()
    delivery = await post.attempt()
    assert (delivery.state, delivery.attempts) == (DeliveryState.WAITING, 1)
    assert delivery.next_attempt_at is not None
    wait = delivery.next_attempt_at - before
    assert timedelta(seconds=60) <= wait <= timedelta(seconds=70)
    (at,) = await due(post)
    assert abs(at - delivery.next_attempt_at) < timedelta(seconds=0.5)
    await post.make_due()
    assert (await post.attempt()).state is DeliveryState.DELIVERED
    assert [attempt["outcome"] for attempt in await post.attempts()] == ["try_later", "delivered"]
    assert await post.events() == ["delivery.planned", "delivery.failed_for_now", "delivery.delivered"]


async def test_a_slow_failure_is_tried_again_too(business: Business, server: MailServer) -> None:
    """The queue counts from the start of the transaction, and the wait from the end of the attempt."""
    server.content_answer_after_seconds = 1.2
    server.refused_content = "451 4.3.0 Try again later"
    post = await ready(business)
    delivery = await post.attempt()
    assert delivery.next_attempt_at is not None
    (at,) = await due(post)
    assert at > delivery.next_attempt_at - timedelta(seconds=0.9), "the job would come too early, and leave"


async def test_who_comes_too_early_leaves_and_comes_again(business: Business, server: MailServer) -> None:
    server.temporary_answers = 1
    post = await ready(business)
    delivery = await post.attempt()
    assert (await post.attempt()).attempts == 1
    assert server.messages == []
    assert delivery.next_attempt_at is not None
    for at in await due(post):
        assert abs(at - delivery.next_attempt_at) < timedelta(seconds=0.5)
    assert len(await due(post)) == 2


async def test_it_is_given_up_after_three_days_of_failures(business: Business) -> None:
    async with MailServer() as gone:
        port = gone.port
    nobody = business.with_settings(smtp_port=port)
    post = await ready(nobody)
    waits = []
    for attempt in range(1, ATTEMPTS_MAX + 1):
        await post.make_due()
        before = utc_now()
        delivery = await post.attempt()
        assert delivery.attempts == attempt
        if attempt < ATTEMPTS_MAX:
            assert delivery.state is DeliveryState.WAITING
            assert delivery.next_attempt_at is not None
            waits.append((delivery.next_attempt_at - before) / timedelta(minutes=1))
    assert delivery.state is DeliveryState.GIVEN_UP
    assert delivery.next_attempt_at is None
    assert delivery.reason
    assert all(wait <= found <= wait * 1.1 + 0.1 for wait, found in zip(WAITS, waits, strict=True))
    assert (await post.events())[-1] == "delivery.given_up"
    async with nobody.unit() as unit:
        await retry_delivery(unit, post.id)
    delivery = await post.attempt()
    assert (delivery.state, delivery.attempts) == (DeliveryState.WAITING, 1)
    assert (await post.attempts())[-1]["number"] == ATTEMPTS_MAX + 1


async def test_two_workers_at_once_send_once(business: Business, server: MailServer) -> None:
    server.content_answer_after_seconds = 0.2
    post = await ready(business)
    await asyncio.gather(*(post.attempt() for _ in range(4)))
    assert len(server.messages) == 1
    assert [attempt["outcome"] for attempt in await post.attempts()] == ["delivered"]


class HeldMailServer(MailServer):
    """Answers a message when it is let go."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.came, self.let_go = asyncio.Event(), asyncio.Event()

    async def handle_DATA(self, *arguments: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.came.set()
        await self.let_go.wait()
        return await super().handle_DATA(*arguments)


async def test_a_delivery_on_its_way_can_not_be_cancelled_nor_sent_by_another(floor: Floor) -> None:
    async with HeldMailServer() as server:
        business = with_mail(await new_business(floor), server)
        post = await ready(business)
        under_way = asyncio.create_task(post.attempt())
        await asyncio.wait_for(server.came.wait(), 20)
        async with business.unit() as unit:
            with pytest.raises(DeliveryEnded, match="at this moment"):
                await cancel_delivery(unit, post.id)
        await post.attempt()
        # Whoever finds it locked looks again later, in case the other one fails.
        (at,) = await due(post)
        assert timedelta(0) < at - utc_now() <= LOOK_AGAIN
        server.let_go.set()
        assert (await under_way).state is DeliveryState.DELIVERED
        assert len(server.messages) == 1


@dataclass
class FullDisk:
    """An object store whose disk is full for a while."""

    inner: Objects
    failures: int = 1
    refused: list[bytes] = field(default_factory=list)

    async def put(self, content: bytes) -> str:
        if self.failures:
            self.failures -= 1
            self.refused.append(content)
            raise OSError(28, "No space left on device")
        return await self.inner.put(content)

    async def get(self, sha256: str) -> bytes:
        return await self.inner.get(sha256)

    async def exists(self, sha256: str) -> bool:
        return await self.inner.exists(sha256)


async def test_a_crash_after_sending_leads_to_the_same_message_again(business: Business, server: MailServer) -> None:
    post = await ready(business)
    floor = replace(business.floor, objects=FullDisk(business.floor.objects))
    with pytest.raises(OSError, match="No space left"):
        await attempt_delivery(floor, business.tenant, post.id)
    assert (await post.read()).state is DeliveryState.WAITING
    assert await post.attempts() == []
    await attempt_delivery(floor, business.tenant, post.id)
    assert (await post.read()).state is DeliveryState.DELIVERED
    first, second = server.messages
    assert message(first.content)["message-id"] == message(second.content)["message-id"]
    assert first.content == second.content


async def test_a_line_that_breaks_before_the_answer_leads_to_the_same_message_again(
    business: Business, server: MailServer
) -> None:
    server.drops_before_answer = 1
    post = await ready(business)
    assert (await post.attempt()).state is DeliveryState.WAITING
    await post.make_due()
    assert (await post.attempt()).state is DeliveryState.DELIVERED
    first, second = (message(mail.content) for mail in server.messages)
    assert first["message-id"] == second["message-id"]
    assert show_id("del", post.id) in str(first["message-id"])


async def test_cancelled_deliveries_do_not_travel_until_they_are_tried_again(
    business: Business, server: MailServer
) -> None:
    post = await ready(business)
    async with business.unit() as unit:
        assert (await cancel_delivery(unit, post.id)).state is DeliveryState.CANCELLED
    await post.attempt()
    assert server.messages == []
    async with business.unit() as unit:
        with pytest.raises(DeliveryEnded, match="cancelled can't be cancelled"):
            await cancel_delivery(unit, post.id)
        await retry_delivery(unit, post.id)
    async with business.unit() as unit:
        with pytest.raises(DeliveryEnded, match="waiting can't be tried again"):
            await retry_delivery(unit, post.id)
    await business.run_jobs()
    assert len(server.messages) == 1


async def test_an_organization_sends_as_itself_through_its_own_server(business: Business, server: MailServer) -> None:
    async with MailServer(users={"me": "secret"}) as own:
        settled = business.with_settings(private_smtp_hosts="allow")
        async with settled.unit() as unit:
            await change_sender(
                unit,
                EmailSenderRequest(
                    address="billing@own.example",
                    name="Own Billing",
                    host="127.0.0.1",
                    port=own.port,
                    security="none",
                    username="me",
                    password="secret",
                ),
            )
        post = await ready(settled)
        assert (await post.attempt()).state is DeliveryState.DELIVERED
        assert server.messages == []
        (mail,) = own.messages
        assert (mail.sender, mail.user) == ("billing@own.example", "me")
        assert "Own Billing" in str(message(mail.content)["from"])
        (attempt,) = await post.attempts()
        assert "secret" not in str(attempt)


async def test_test_mode_without_a_server_keeps_the_message_and_sends_nothing(floor: Floor, server: MailServer) -> None:
    business = await new_business(floor)
    post = await ready(business)
    assert (await post.attempt()).state is DeliveryState.DELIVERED
    (attempt,) = await post.attempts()
    assert attempt["proof"]["kept"] == "test mode without a mail server: nothing was sent"
    kept = message(await floor.objects.get(attempt["sent_sha256"]))
    assert kept["to"] is not None
    assert "buyer@example.com" in str(kept["to"])
    assert len(list(kept.iter_attachments())) == 2
    assert server.messages == []


LIVE: dict[str, Any] = {
    "vat_id": "ATU12345675",
    "address": {"line1": "Weg 1", "city": "Graz", "postal_code": "8010"},
    "bank_accounts": [{"account": "AT611904300234573201"}],
    "contact": {"name": "A", "phone": "1", "email": "a@example.com"},
}


async def test_live_mode_waits_when_the_server_is_gone_from_the_settings(floor: Floor, server: MailServer) -> None:
    live = await new_business(floor, "AT", Mode.LIVE, **LIVE)
    post = await ready(with_mail(live, server))
    await attempt_delivery(floor, live.tenant, post.id)
    delivery = await post.read()
    assert delivery.state is DeliveryState.WAITING
    assert "FAKTURA_SMTP_HOST" in delivery.reason
    assert (await post.attempts())[0]["outcome"] == "try_later"
    await post.make_due()
    assert (await post.attempt()).state is DeliveryState.DELIVERED


async def test_a_delivery_that_does_not_exist_is_nothing(business: Business) -> None:
    await attempt_delivery(business.floor, business.tenant, new_id())


async def test_another_tenants_delivery_is_nothing(floor: Floor, business: Business, server: MailServer) -> None:
    post = await ready(business)
    other = await new_business(floor)
    await attempt_delivery(business.floor, other.tenant, post.id)
    assert server.messages == []
