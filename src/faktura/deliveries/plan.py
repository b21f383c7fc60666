"""Planning: which road a document takes, decided when it is asked for, so that what is missing is told at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from faktura.checks import Finding, Severity
from faktura.deliveries import store
from faktura.deliveries.errors import DeliveryEnded, SendInvalid
from faktura.deliveries.read import Delivery, read_deliveries, read_delivery
from faktura.deliveries.states import DeliveryState, may_move
from faktura.drafts.schemas import SendRequest
from faktura.events import DELIVERY_PLANNED
from faktura.jobs import enqueue, publish, publish_many
from faktura.organizations.features import EMAIL_DELIVERY, refuse_when_off
from faktura.organizations.read import read_standing
from faktura.organizations.senders import read_sender
from faktura.organizations.tenants import Mode, mode_of
from faktura.registry import channels
from faktura.storage.ids import new_id, show_id
from faktura.storage.unit import Unit
from faktura.templates.content import MAIL
from faktura.templates.mail import CHANNEL as MAIL_CHANNEL
from faktura.templates.read import active_mark

ATTEMPT_JOB = "deliveries.attempt"


@dataclass(frozen=True, slots=True)
class Plan:
    """The road chosen, and what was found on the way (roads that are not there, an address that is missing)."""

    channel: str
    recipient: str
    message: dict[str, Any]
    findings: list[Finding]


def _finding(code: str, severity: Severity, pointer: str, message: str) -> Finding:
    return Finding(rule=code, severity=severity, message=message, pointer=pointer)


async def plan_send(unit: Unit, asked: SendRequest, usual_email: str | None) -> Plan:
    """Choose the first road that is there and has all it needs.

    `usual_email`: the address of the customer, used when the request names no other.

    Raises:
        SendInvalid: no road is left; the findings say what each lacks.
        FeatureOff: the road that is left is switched off.
    """
    return choose_road(asked, usual_email, await read_roads(unit))


@dataclass(frozen=True, slots=True)
class Roads:
    """What the database says of the organization's roads: is a mail server missing, what is switched off."""

    sender_missing: bool
    features_off: frozenset[str]


async def read_roads(unit: Unit) -> Roads:
    """The organization's roads as they are now; in test mode mail need not leave, so no server is missing."""
    sender_missing = mode_of(unit.tenant) is Mode.LIVE and await read_sender(unit) is None
    return Roads(sender_missing, frozenset((await read_standing(unit)).features_off))


def choose_road(asked: SendRequest, usual_email: str | None, roads: Roads) -> Plan:
    """As `plan_send()`, with what the database says given.

    Raises:
        SendInvalid, FeatureOff.
    """
    found: list[Finding] = []
    for index, name in enumerate(asked.channels):
        pointer = f"/send/channels/{index}"
        channel = channels().get(name)
        if channel is None:
            known = ", ".join(channels())
            found.append(
                _finding(
                    "channel_unavailable",
                    Severity.WARNING,
                    pointer,
                    f"The channel {name} is not available on this installation; available: {known}.",
                )
            )
            continue
        if name == "email":
            refuse_when_off(roads.features_off, EMAIL_DELIVERY)
        recipient = (asked.email.to if asked.email else None) or usual_email
        wrong = "Give customer.email or send.email.to." if recipient is None else channel.check_recipient(recipient)
        lacks: list[Finding] = []
        if wrong is not None:
            lacks.append(_finding("recipient_missing", Severity.FATAL, "/send/email/to", wrong))
        if roads.sender_missing:
            lacks.append(
                _finding(
                    "sender_missing",
                    Severity.FATAL,
                    pointer,
                    "No mail server is set up: set FAKTURA_SMTP_HOST and FAKTURA_SMTP_FROM, or the organization's own "
                    "sender with PUT /v1/organizations/{id}/email-sender.",
                )
            )
        if recipient is not None and not lacks:
            note = asked.email.note if asked.email else None
            # What the roads before it lack is no obstacle any more.
            passed_over = [replace(each, severity=Severity.WARNING) for each in found]
            return Plan(name, recipient, {"note": note} if note else {}, passed_over)
        found += lacks
    raise SendInvalid("No channel is left on which the document can travel.", found)


async def create_delivery(unit: Unit, invoice: UUID, plan: Plan, *, attempt: bool) -> Delivery:
    """Write a planned delivery; with `attempt` the first try is enqueued (else it waits for the files)."""
    delivery = new_id()
    message = plan.message
    if plan.channel == MAIL_CHANNEL and (mark := await active_mark(unit, MAIL)):
        # Named now, so that every attempt says the same.
        message = {**message, "template": mark.to_plain()}
    await store.insert_delivery(unit, delivery, invoice, plan.channel, plan.recipient, message)
    await publish(unit, DELIVERY_PLANNED, invoice, {"delivery": show_id("del", delivery), "channel": plan.channel})
    if attempt:
        await enqueue(unit, [ATTEMPT_JOB], delivery)
    return await read_delivery(unit, delivery)


async def create_deliveries(unit: Unit, planned: Sequence[tuple[UUID, Plan]]) -> dict[UUID, Delivery]:
    """Write a planned delivery for each of many documents; they wait for the documents' files."""
    mark = await active_mark(unit, MAIL)
    named = {"template": mark.to_plain()} if mark is not None else {}
    rows = [(new_id(), invoice, plan) for invoice, plan in planned]
    await store.insert_deliveries(
        unit,
        [
            (
                delivery,
                invoice,
                plan.channel,
                plan.recipient,
                {**plan.message, **named} if plan.channel == MAIL_CHANNEL else plan.message,
            )
            for delivery, invoice, plan in rows
        ],
    )
    told = [
        (invoice, {"delivery": show_id("del", delivery), "channel": plan.channel}) for delivery, invoice, plan in rows
    ]
    await publish_many(unit, DELIVERY_PLANNED, told)
    return {each.invoice: each for each in await read_deliveries(unit, [delivery for delivery, _, _ in rows])}


async def _move(unit: Unit, delivery: UUID, target: DeliveryState, refusal: str) -> Delivery:
    row = await store.lock_delivery(unit, delivery)
    if row is None:
        current = await read_delivery(unit, delivery)
        raise DeliveryEnded(f"Delivery {show_id('del', current.id)} is being attempted at this moment; try again.")
    state = DeliveryState(row["state"])
    if state is target or not may_move(state, target):
        raise DeliveryEnded(refusal.format(state=state.value))
    attempts = 0 if target is DeliveryState.WAITING else row["attempts"]
    await store.update_delivery(
        unit, delivery, state=target.value, attempts=attempts, next_attempt_at=None, reason=row["reason"]
    )
    return await read_delivery(unit, delivery)


async def retry_delivery(unit: Unit, delivery: UUID) -> Delivery:
    """Try again what was refused, given up or cancelled.

    Raises:
        DeliveryNotFound, DeliveryEnded: it waits already, or was delivered.
    """
    moved = await _move(unit, delivery, DeliveryState.WAITING, "A delivery that is {state} can't be tried again.")
    await enqueue(unit, [ATTEMPT_JOB], delivery)
    return moved


async def cancel_delivery(unit: Unit, delivery: UUID) -> Delivery:
    """Stop a delivery that still waits.

    Raises:
        DeliveryNotFound, DeliveryEnded: it does not wait.
    """
    return await _move(unit, delivery, DeliveryState.CANCELLED, "A delivery that is {state} can't be cancelled.")
