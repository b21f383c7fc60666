"""Receiving: a document from outside is kept as it came, whatever it is, and matched to what is known.

`receive` is the whole of it, for roads that bring documents (Peppol, mail). A door that has a transaction of its own
prepares first, without any connection, and records then.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson

from faktura.checks import Finding, Severity
from faktura.events import INBOX_DUPLICATE, INBOX_RECEIVED
from faktura.inbox import store
from faktura.inbox.errors import ReceivedEmpty, ReceivedTooLarge
from faktura.inbox.examine import Examined, Facts, examine, normal
from faktura.inbox.limits import DOCUMENT_BYTES_MAX, ENVELOPE_BYTES_MAX, FACT_LENGTH_MAX, NAME_LENGTH_MAX
from faktura.inbox.orders.match import match_order
from faktura.inbox.read import PREFIX, event_data, read_item
from faktura.inbox.rules.apply import apply_rules
from faktura.inbox.states import Move
from faktura.inbox.suppliers.match import match_supplier, told
from faktura.jobs import publish
from faktura.model.invoice import SELF_BILLED_TYPE_CODES
from faktura.organizations.read import read_organization
from faktura.search.index import RECEIVED, index_words
from faktura.search.words import few, words_of
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id, show_id
from faktura.storage.unit import Unit, open_unit

Examine = Callable[[bytes], Awaitable[Examined]]
DUPLICATE = "inbox_duplicate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A document whose bytes are kept and examined already, and how it came."""

    sha256: str
    size: int
    examined: Examined
    media_type: str
    name: str
    channel: str
    envelope: Mapping[str, Any] = field(default_factory=dict)
    envelope_id: str | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """What receiving led to. `duplicate`: the bytes were there before; `repeated`: so was the very envelope."""

    item: UUID
    duplicate: bool = False
    repeated: bool = False


async def _in_a_thread(content: bytes) -> Examined:
    return await asyncio.to_thread(examine, content)


async def prepare(
    floor: Floor, *, content: bytes, media_type: str, name: str, channel: str,
    envelope: Mapping[str, Any] | None = None, envelope_id: str | None = None, examine: Examine = _in_a_thread,
) -> Incoming:  # fmt: skip
    """Keep the bytes and examine them; no connection is held meanwhile. `examine` may do that in another process.

    Raises:
        ReceivedEmpty, ReceivedTooLarge.
        ValueError: the road tells more of the envelope than is kept: a fault of the road, not of the sender.
    """
    if not content:
        raise ReceivedEmpty("There are no bytes to keep. Send the document as the body.")
    if len(content) > DOCUMENT_BYTES_MAX:
        raise ReceivedTooLarge(f"The document has {len(content)} bytes; at most {DOCUMENT_BYTES_MAX} are taken.")
    if len(orjson.dumps(dict(envelope or {}))) > ENVELOPE_BYTES_MAX:
        raise ValueError(f"At most {ENVELOPE_BYTES_MAX} bytes of an envelope are kept.")
    # Kept before it is looked at: what ends the examination does not lose the document.
    sha256 = await floor.objects.put(content)
    return Incoming(
        sha256=sha256,
        size=len(content),
        examined=await examine(content),
        media_type=media_type[:FACT_LENGTH_MAX],
        name=name.replace("\x00", "")[:NAME_LENGTH_MAX],
        channel=channel,
        envelope=envelope or {},
        envelope_id=envelope_id,
    )


async def receive(
    floor: Floor, tenant: UUID, *, content: bytes, media_type: str, name: str, channel: str,
    envelope: Mapping[str, Any] | None = None, envelope_id: str | None = None, actor: str = "worker",
    request_id: str = "", examine: Examine = _in_a_thread,
) -> Received:  # fmt: skip
    """Receive a document for a tenant; with the same `channel` and `envelope_id` again, it is received once.

    Raises:
        ReceivedEmpty, ReceivedTooLarge.
    """
    incoming = await prepare(
        floor, content=content, media_type=media_type, name=name, channel=channel, envelope=envelope,
        envelope_id=envelope_id, examine=examine,
    )  # fmt: skip
    async with open_unit(floor, tenant, actor=actor, request_id=request_id) as unit:
        return await record(unit, incoming)


async def record(unit: Unit, incoming: Incoming) -> Received:
    """Write a prepared document into the inbox, or find it there."""
    await store.lock_inbox(unit)
    if incoming.envelope_id is not None:
        known = await store.find_by_envelope(unit, incoming.channel, incoming.envelope_id)
        if known is not None:
            return Received(known, duplicate=True, repeated=True)
    known = await store.find_by_hash(unit, incoming.sha256)
    if known is not None:
        return await _again(unit, incoming, known)
    return await _first(unit, incoming)


async def _again(unit: Unit, incoming: Incoming, known: UUID) -> Received:
    await _arrive(unit, incoming, known)
    item = await read_item(unit, known)
    state = item.state.value
    await store.insert_move(unit, known, Move.DUPLICATE.value, state, state, notes={"channel": incoming.channel})
    await publish(unit, INBOX_DUPLICATE, known, {**event_data(item), "same": "bytes"})
    return Received(known, duplicate=True)


async def _arrive(unit: Unit, incoming: Incoming, document: UUID) -> None:
    await store.insert_arrival(
        unit,
        document,
        channel=incoming.channel,
        envelope_id=incoming.envelope_id,
        envelope=incoming.envelope,
        name=incoming.name,
    )


async def _first(unit: Unit, incoming: Incoming) -> Received:
    document, examined = new_id(), incoming.examined
    facts = examined.facts
    findings = [*await _addressed(unit, facts)]
    # In a self-billed document the seller is ourselves.
    is_ours = facts.type_code in SELF_BILLED_TYPE_CODES
    match = None if is_ours else await match_supplier(unit, facts)
    supplier = match.supplier.id if match is not None and match.supplier is not None else None
    findings += match.findings if match is not None else ()
    same = None
    if supplier is not None and facts.number is not None:
        same = await store.find_same_number(unit, supplier, facts.number, facts.type_code)
    if same is not None:
        message = (
            f"{show_id(PREFIX, same)} has the same supplier, number and type, and other bytes. Compare the two before "
            "you approve one."
        )
        findings.append(told(DUPLICATE, Severity.WARNING, message, "/number", "BT-1"))
    order, about_order = (None, ()) if is_ours else await match_order(unit, facts, supplier)
    findings += about_order
    await store.insert_document(
        unit,
        document,
        sha256=incoming.sha256,
        size=incoming.size,
        media_type=incoming.media_type,
        name=incoming.name,
        channel=incoming.channel,
        examined=examined,
    )
    await _arrive(unit, incoming, document)
    await store.insert_item(
        unit,
        document,
        supplier=supplier,
        purchase_order=order.id if order is not None else None,
        duplicate_of=same,
        findings=[finding.to_plain() for finding in findings],
    )
    await store.insert_move(unit, document, Move.RECEIVE.value, "", "received", notes={"channel": incoming.channel})
    words = few([*words_of(incoming.name), *examined.words])
    await index_words(unit, RECEIVED, document, words, is_new=True)
    item = await read_item(unit, document)
    await publish(unit, INBOX_RECEIVED, document, event_data(item))
    if same is not None:
        told_of = {**event_data(item), "same": "number", "duplicate_of": show_id(PREFIX, same)}
        await publish(unit, INBOX_DUPLICATE, document, told_of)
    await apply_rules(unit, item)
    return Received(document)


async def _addressed(unit: Unit, facts: Facts) -> list[Finding]:
    """Whether the document was meant for this organization, as far as VAT identifiers tell."""
    own = (await read_organization(unit)).profile.vat_id
    role, said, term = ("buyer", facts.buyer_vat_id, "BT-48")
    if facts.type_code in SELF_BILLED_TYPE_CODES:
        role, said, term = ("seller", facts.supplier_vat_id, "BT-31")
    if not own or not said or normal(own) == normal(said):
        return []
    message = (
        f"The {role}'s VAT identifier {said} is not this organization's ({own}). It may be meant for somebody else."
    )
    return [told("inbox_not_addressed", Severity.WARNING, message, f"/{role}/vat_id", term)]
