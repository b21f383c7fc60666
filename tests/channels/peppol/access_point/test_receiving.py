"""What the access point does beside reading: claims, the order of delivery and receipt, room, what it hands over."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from channels.peppol.as4 import stage
from channels.peppol.envelopes import DOCUMENT, header
from faktura.channels.peppol.access_point.claims import Claim, Done, Free, Held, SameEnvelope, Store
from faktura.channels.peppol.access_point.receiving import RETRY_AFTER_SECONDS, AccessPoint, Arrived, NotNow
from faktura.channels.peppol.as4 import DuplicateKey
from faktura.channels.peppol.box.stores import FolderStore, MemoryStore
from faktura.channels.peppol.document_types import MLS, MLS_PROCESS
from faktura.channels.peppol.identifiers import ParticipantId
from faktura.channels.peppol.sbdh import write_envelope
from faktura.channels.peppol.sbdh_header import ALWAYS_SEND, Header

from .points import PROFILE, message, parties

Deliver = Callable[[Arrived], Awaitable[None]]


async def served(_: Header) -> bool:
    return True


async def taken(_: Arrived) -> None:
    pass


def access_point(deliver: Deliver = taken, store: Store | None = None, **options: Any) -> AccessPoint:
    return AccessPoint(
        PROFILE, (stage.RECEIVER,), stage.TRUST, store or MemoryStore(), served, deliver, lambda: stage.NOW, **options
    )


class Story(MemoryStore):
    """Tells in which order things happen; `fails` is what the next finish raises."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        self.fails: Exception | None = None

    async def claim(self, claim: Claim) -> Any:
        self.told.append("claim")
        return await super().claim(claim)

    async def finish(self, claim: Claim, receipt: bytes) -> None:
        self.told.append("finish")
        if self.fails is not None:
            raised, self.fails = self.fails, None
            raise raised
        await super().finish(claim, receipt)

    async def release(self, claim: Claim) -> None:
        self.told.append("release")
        await super().release(claim)


@pytest.mark.anyio
async def test_delivered_then_stored_then_answered() -> None:
    store = Story()

    async def deliver(_: Arrived) -> None:
        store.told.append("deliver")

    point = access_point(deliver, store)
    sent = message()
    answer = await point.answer(sent.headers, sent.body)
    assert store.told == ["claim", "deliver", "finish"]
    assert answer.arrived is not None
    assert answer.arrived.key == f"POP000001/{header().instance_identifier}"
    again = await point.answer(sent.headers, sent.body)
    assert (again.body, again.repeated, again.arrived) == (answer.body, True, None)
    assert store.told == ["claim", "deliver", "finish"]
    point.close()


@pytest.mark.anyio
async def test_a_crash_between_delivery_and_receipt() -> None:
    store, keys = Story(), []

    async def deliver(arrived: Arrived) -> None:
        keys.append(arrived.key)

    point = access_point(deliver, store)
    store.fails = OSError("the disk is full")
    sent = message()
    with pytest.raises(OSError, match="full"):
        await point.answer(sent.headers, sent.body)
    answer = await point.answer(sent.headers, sent.body)
    assert answer.status == 200
    assert answer.arrived is not None
    # Handed over twice, under one key.
    assert len(keys) == 2
    assert len(set(keys)) == 1
    assert store.told == ["claim", "finish", "release", "claim", "finish"]
    point.close()


@pytest.mark.anyio
async def test_a_sender_that_makes_a_new_message_after_a_crash() -> None:
    store, keys = Story(), []

    async def deliver(arrived: Arrived) -> None:
        keys.append(arrived.key)

    point = access_point(deliver, store)
    store.fails = OSError("the disk is full")
    with pytest.raises(OSError, match="full"):
        await point.answer(*sendable(message()))
    await point.answer(*sendable(message(message_id="another@x")))
    assert len(set(keys)) == 1
    point.close()


def sendable(sent: Any) -> tuple[Any, bytes]:
    return sent.headers, sent.body


@pytest.mark.anyio
async def test_a_delivery_that_can_not_be_taken_now() -> None:
    ready = False

    async def deliver(_: Arrived) -> None:
        if not ready:
            raise NotNow

    point = access_point(deliver)
    sent = message()
    answer = await point.answer(sent.headers, sent.body)
    assert (answer.status, answer.headers["Retry-After"]) == (503, str(RETRY_AFTER_SECONDS))
    ready = True
    assert (await point.answer(sent.headers, sent.body)).arrived is not None
    point.close()


@pytest.mark.anyio
async def test_two_at_once_deliver_once() -> None:
    delivered = 0

    async def deliver(_: Arrived) -> None:
        nonlocal delivered
        delivered += 1
        await asyncio.sleep(0.05)

    point = access_point(deliver)
    sent = message()
    answers = await asyncio.gather(*(point.answer(sent.headers, sent.body) for _ in range(5)))
    assert len({answer.body for answer in answers}) == 1
    assert sum(answer.arrived is not None for answer in answers) == delivered == 1
    point.close()


@pytest.mark.anyio
async def test_two_messages_with_one_envelope_at_once() -> None:
    """The second is asked to come back, and then gets a receipt of its own."""
    started, go_on = asyncio.Event(), asyncio.Event()

    async def deliver(_: Arrived) -> None:
        started.set()
        await go_on.wait()

    point = access_point(deliver)
    first = asyncio.create_task(point.answer(*sendable(message())))
    await started.wait()
    other = sendable(message(message_id="another@x"))
    assert (await point.answer(*other)).status == 503
    go_on.set()
    assert (await first).arrived is not None
    answer = await point.answer(*other)
    assert (answer.status, answer.repeated, answer.arrived) == (200, True, None)
    point.close()


@pytest.mark.anyio
async def test_no_room() -> None:
    sent = message()
    for options in ({"exchanges_max": 0}, {"bytes_max": len(sent.body) - 1}):
        point = access_point(**options)
        answer = await point.answer(sent.headers, sent.body)
        assert (answer.status, answer.headers["Retry-After"]) == (503, str(RETRY_AFTER_SECONDS))
        point.close()
    for options in ({"exchanges_max": 1}, {"bytes_max": len(sent.body)}):
        point = access_point(**options)
        for _ in range(3):
            assert (await point.answer(sent.headers, sent.body)).status == 200
        both = await asyncio.gather(*(point.answer(sent.headers, sent.body) for _ in range(2)))
        assert sorted(answer.status for answer in both) == [200, 503]
        assert (await point.answer(sent.headers, sent.body)).status == 200
        point.close()


@pytest.mark.anyio
async def test_the_loop_goes_on_while_a_message_is_opened() -> None:
    point, turns, done = access_point(), 0, False

    async def turn() -> None:
        nonlocal turns
        while not done:
            turns += 1
            await asyncio.sleep(0)

    turning = asyncio.create_task(turn())
    await point.answer(*sendable(message()))
    done = True
    await turning
    assert turns > 20
    point.close()


@pytest.mark.anyio
async def test_what_the_sender_wants_to_be_told() -> None:
    point = access_point()
    to = ParticipantId("0242:000777")
    loud = write_envelope(header(mls_type=ALWAYS_SEND, mls_to=to), DOCUMENT)
    answer = await point.answer(*sendable(message(loud)))
    assert answer.arrived is not None
    assert answer.arrived.mls.receiver == to
    assert (answer.arrived.mls.wants("AP"), answer.arrived.mls.wants("RE")) == (True, True)
    document = b'<ApplicationResponse xmlns="urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2"/>'
    said = header(document_type=MLS.id, process=MLS_PROCESS, instance_identifier="mls", sender=to)
    sent = message(
        write_envelope(said, document), message_id="mls@x", action=str(MLS.id), service=MLS_PROCESS.value,
        properties=parties(to.value, said.receiver.value),
    )  # fmt: skip
    answer = await point.answer(*sendable(sent))
    assert answer.arrived is not None
    assert not answer.arrived.mls.wants("RE"), "a status is never answered with one"
    point.close()


CLAIM = Claim(message=DuplicateKey(sender="POP000001", message_id="1@x"), instance="a", payload="01", document="02")
OTHER = replace(CLAIM, message=DuplicateKey(sender="POP000001", message_id="2@x"))


@pytest.mark.anyio
@pytest.mark.parametrize("kind", ["memory", "folder"])
async def test_stores(kind: str, tmp_path: Path) -> None:
    store: Store = MemoryStore() if kind == "memory" else FolderStore(tmp_path / "deep" / "down")
    assert await store.find(CLAIM.message) is None
    both = await asyncio.gather(store.claim(CLAIM), store.claim(CLAIM), store.claim(OTHER))
    assert sorted(map(type, both), key=str) == [Free, Held, Held]
    await store.release(CLAIM)
    assert await store.claim(CLAIM) == Free()
    await store.finish(CLAIM, b"<receipt/>")
    assert await store.find(CLAIM.message) == Done(b"<receipt/>", "01")
    assert await store.claim(CLAIM) == Done(b"<receipt/>", "01")
    assert await store.claim(OTHER) == SameEnvelope("02")
    await store.finish(replace(OTHER, document="03"), b"<other/>")
    assert await store.claim(OTHER) == Done(b"<other/>", "01")
    assert await store.claim(replace(CLAIM, message=DuplicateKey(sender="POP000001", message_id="3@x"))) == (
        SameEnvelope("02")
    )
    stranger = replace(CLAIM, message=DuplicateKey(sender="POP000002", message_id="1@x"))
    assert await store.claim(stranger) == Free()


@pytest.mark.anyio
async def test_a_folder_outlives_its_process(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    await store.claim(CLAIM)
    await store.finish(CLAIM, b"<receipt/>")
    held = replace(CLAIM, message=DuplicateKey(sender="POP000001", message_id="9@x"), instance="b")
    await store.claim(held)
    after = FolderStore(tmp_path)
    assert await after.claim(CLAIM) == Done(b"<receipt/>", "01")
    assert await after.claim(held) == Free()
    assert not await asyncio.to_thread(lambda: list(tmp_path.glob("*.new")))
