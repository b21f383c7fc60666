"""One attempt to deliver: compose, send, record. The outcome is a value; this file alone decides what follows."""

import asyncio
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from babel.dates import format_date
from babel.numbers import format_currency
from prometheus_client import Counter

from faktura.brands.sending import sender_for
from faktura.deliveries import store
from faktura.deliveries.plan import ATTEMPT_JOB
from faktura.deliveries.read import Delivery, delivery_of
from faktura.deliveries.states import DeliveryState, wait_after
from faktura.events import DELIVERY_DELIVERED, DELIVERY_FAILED_FOR_NOW, DELIVERY_GIVEN_UP, DELIVERY_REFUSED
from faktura.invoices.links import page_url_for
from faktura.invoices.read import IssuedInvoice, list_files, read_invoice
from faktura.invoices.render import options_of, tell_failure
from faktura.jobs import enqueue, publish
from faktura.organizations.errors import SenderUnreadable
from faktura.organizations.read import read_standing
from faktura.organizations.senders import Sender
from faktura.organizations.tenants import Mode, mode_of
from faktura.registry import channels
from faktura.sockets import Announcement, Channel, Delivered, Outcome, Parcel, ParcelFile, Refused, TryLater
from faktura.storage.errors import ObjectDamaged, ObjectMissing
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id, show_id
from faktura.storage.unit import Unit, open_unit, utc_now
from faktura.templates.draw import TemplateFailed
from faktura.templates.mail import mail_of
from faktura.templates.read import mark_of, marked_content
from faktura.templates.trying import in_own_thread

log = structlog.get_logger("faktura.deliveries")

_OUTCOMES = Counter(
    "faktura_delivery_attempts_total", "Attempts to deliver, by channel and outcome.", ["channel", "outcome"]
)

# RFC 5321 §4.5.3.2.6 asks for ten minutes of patience after the message; five, because each attempt holds a connection.
SEND_SECONDS_MAX = 300
LOOK_AGAIN = timedelta(minutes=1)
CLOSED = "The organization was closed."
_NO_SENDER = TryLater(
    why="No mail server is set up: set FAKTURA_SMTP_HOST and FAKTURA_SMTP_FROM, or the organization's own sender."
)
_TEST_SENDER = Sender("test-mode@faktura.invalid", "", {"keep_only": True})


def _format(issued: IssuedInvoice) -> tuple[str, str]:
    invoice = issued.invoice
    total = format_currency(issued.amount_due, issued.currency, locale=issued.language)
    due = format_date(invoice.due_date, format="long", locale=issued.language) if invoice.due_date else ""
    return total, due


async def _logo(unit: Unit, looks: Mapping[str, Any]) -> bytes:
    """The frozen logo; nothing where there is none, or where the object store lost it."""
    if not looks.get("logo_sha256"):
        return b""
    try:
        return await unit.floor.objects.get(looks["logo_sha256"])
    except (ObjectMissing, ObjectDamaged) as error:
        # The document is still what the buyer waits for; the operator learns what is wrong.
        log.error("logo_unreadable", tenant=str(unit.tenant), reason=str(error))
        return b""


async def _parcel(unit: Unit, delivery: Delivery, issued: IssuedInvoice, channel: Channel, sender: Sender) -> Parcel:
    files = []
    for file in await list_files(unit, issued.id):
        content = await unit.floor.objects.get(file.sha256)
        files.append(ParcelFile(name=file.name, media_type=file.media_type, content=content))
    total, due_date = _format(issued)
    document = issued.document
    seller = document["seller"]
    seller_name = seller.get("trading_name") or seller["name"]
    looks = issued.sealed["branding"]
    announcement = Announcement(
        language=issued.language,
        document_type=issued.document_type,
        number=issued.number,
        seller_name=seller_name,
        buyer_name=document["buyer"]["name"],
        total=total,
        due_date=due_date,
        page_url=await page_url_for(unit, issued),
        colour=looks["colour"],
        note=delivery.message.get("note", ""),
        second_colour=looks.get("secondary_colour") or "",
        font=looks.get("font") or "",
        logo=await _logo(unit, looks),
        footer=looks.get("footer", ""),
        greeting=looks.get("mail_greeting", ""),
        signature=looks.get("mail_signature", ""),
    )
    data = dict(await _data(unit, delivery, issued, channel, announcement))
    if sender.reply_to:
        data["reply_to"] = sender.reply_to
    return Parcel(
        id=show_id("del", delivery.id),
        recipient=delivery.recipient,
        sender=sender.address,
        sender_name=sender.name or seller_name,
        created_at=delivery.created_at,
        files=tuple(files),
        data=data,
        settings=sender.settings,
    )


async def _data(
    unit: Unit, delivery: Delivery, issued: IssuedInvoice, channel: Channel, announcement: Announcement
) -> Mapping[str, Any]:
    """What the message says: by the organization's own template, else (or if that fails) by the channel's."""
    mark = mark_of(delivery.message.get("template"))
    if mark is None:
        return channel.compose(announcement)
    try:
        content = (await marked_content(unit, mark)).mail
        assert content is not None
        options = await options_of(unit.floor, issued)
        written = await in_own_thread(mail_of, content, issued.invoice, options, announcement, patient=True)
    except TemplateFailed as failure:
        await tell_failure(unit, issued.id, mark, "mail", failure)
        return channel.compose(announcement)
    return written.to_plain()


async def _send(unit: Unit, delivery: Delivery, issued: IssuedInvoice) -> Outcome:
    channel = channels()[delivery.channel]
    try:
        sender = await sender_for(unit, issued.brand)
    except SenderUnreadable as refusal:
        return TryLater(why=refusal.detail, after_seconds=3600)
    if sender is None:
        if mode_of(unit.tenant) is Mode.LIVE:
            return _NO_SENDER
        # Test mode needs no mail server: the message is composed and kept, and goes nowhere.
        sender = _TEST_SENDER
    parcel = await _parcel(unit, delivery, issued, channel, sender)
    try:
        async with asyncio.timeout(SEND_SECONDS_MAX):
            return await channel.send(parcel)
    except TimeoutError:
        return TryLater(why=f"The attempt took longer than {SEND_SECONDS_MAX} seconds.")


@dataclass(frozen=True, slots=True)
class _Decision:
    """What follows from an outcome."""

    state: DeliveryState
    outcome: str
    event: str
    reason: str
    proof: Mapping[str, Any]
    sent: bytes = b""
    sent_media_type: str = ""
    wait: timedelta | None = None


def _decide(outcome: Outcome, attempts: int, first_wait: timedelta) -> _Decision:
    """What follows from an outcome after that many attempts."""
    match outcome:
        case Delivered(proof=proof, sent=sent, sent_media_type=media_type):
            return _Decision(DeliveryState.DELIVERED, "delivered", DELIVERY_DELIVERED, "", proof, sent, media_type)
        case Refused(why=why, proof=proof, sent=sent, sent_media_type=media_type):
            return _Decision(DeliveryState.REFUSED, "refused", DELIVERY_REFUSED, why, proof, sent, media_type)
        case TryLater(why=why, proof=proof, after_seconds=after):
            wait = wait_after(attempts, first_wait)
            if wait is None:
                return _Decision(DeliveryState.GIVEN_UP, "try_later", DELIVERY_GIVEN_UP, why, proof)
            if after is not None:
                wait = max(wait, timedelta(seconds=after))
            # Up to a tenth longer, so that what failed together does not come back together.
            jittered = wait * (1 + random.random() / 10)  # noqa: S311 - not a secret
            return _Decision(DeliveryState.WAITING, "try_later", DELIVERY_FAILED_FOR_NOW, why, proof, wait=jittered)


async def _record(unit: Unit, delivery: Delivery, decision: _Decision, started_at: datetime) -> None:
    attempts = delivery.attempts + 1
    number = await store.count_attempts(unit, delivery.id) + 1
    sha256 = await unit.floor.objects.put(decision.sent) if decision.sent else None
    ended_at = utc_now()
    next_attempt_at = ended_at + decision.wait if decision.wait is not None else None
    await store.insert_attempt(
        unit,
        new_id(),
        delivery.id,
        number,
        outcome=decision.outcome,
        reason=decision.reason,
        proof=dict(decision.proof),
        sent_sha256=sha256,
        sent_media_type=decision.sent_media_type or None,
        started_at=started_at,
        ended_at=ended_at,
    )
    await store.update_delivery(
        unit,
        delivery.id,
        state=decision.state.value,
        attempts=attempts,
        next_attempt_at=next_attempt_at,
        reason=decision.reason,
    )
    await publish(
        unit,
        decision.event,
        delivery.invoice,
        {"delivery": show_id("del", delivery.id), "channel": delivery.channel, "reason": decision.reason},
    )
    if next_attempt_at is not None:
        # The queue counts from the start of the transaction, which may be as long ago as the attempt took.
        await enqueue(unit, [ATTEMPT_JOB], delivery.id, after=next_attempt_at - unit.wall)


async def attempt_delivery(floor: Floor, tenant: UUID, delivery_id: UUID) -> None:
    """The job: one attempt, if the delivery is waiting and due.

    The delivery's row stays locked while the message travels, so that nobody sends it at the same time; a crash
    frees the lock. A crash between the server's yes and our commit leads to a repetition with the same Message-ID.
    """
    async with open_unit(floor, tenant, actor="worker", takes_turns=False) as unit:
        row = await store.lock_delivery(unit, delivery_id)
        if row is None and await store.read_delivery(unit, delivery_id) is not None:
            # Somebody else sends it, or a person tries to move it: who leaves now must look again.
            await enqueue(unit, [ATTEMPT_JOB], delivery_id, after=LOOK_AGAIN)
        if row is None or row["state"] != DeliveryState.WAITING:
            return
        delivery = delivery_of(row)
        if delivery.next_attempt_at is not None and delivery.next_attempt_at > unit.wall + timedelta(seconds=1):
            # Too early, by a clock that differs from the database's for instance: it must come again.
            await enqueue(unit, [ATTEMPT_JOB], delivery_id, after=delivery.next_attempt_at - unit.wall)
            return
        if (await read_standing(unit)).closed_at is not None:
            await store.update_delivery(
                unit,
                delivery_id,
                state=DeliveryState.CANCELLED.value,
                attempts=delivery.attempts,
                next_attempt_at=None,
                reason=CLOSED,
            )
            return
        issued = await read_invoice(unit, delivery.invoice)
        if not await list_files(unit, delivery.invoice):
            return
        started_at = utc_now()
        # The transaction stands still while the message travels, for longer than others may.
        await unit.execute(f"set local idle_in_transaction_session_timeout = '{SEND_SECONDS_MAX + 60}s'")
        outcome = await _send(unit, delivery, issued)
        first_wait = timedelta(seconds=floor.settings.delivery_first_wait_seconds)
        decision = _decide(outcome, delivery.attempts + 1, first_wait)
        await _record(unit, delivery, decision, started_at)
    _OUTCOMES.labels(delivery.channel, decision.outcome).inc()
    log.info(
        "delivery_attempted",
        tenant=str(tenant),
        delivery=show_id("del", delivery_id),
        channel=delivery.channel,
        outcome=decision.outcome,
        attempts=delivery.attempts + 1,
    )
