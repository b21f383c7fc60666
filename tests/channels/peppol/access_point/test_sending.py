"""The sender's own part: waits, limits, and what is made of answers that the box can't give."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from channels.peppol.box.networks import INVOICE, box
from faktura.channels.peppol.access_point.outcomes import Delivered, NoRoad, Outcome, Refused, Unclear, Unreachable
from faktura.channels.peppol.access_point.sending import ANSWER_BYTES_MAX, WAITS, Order, Sender
from faktura.channels.peppol.as4 import PEPPOL, Trust
from faktura.channels.peppol.box import BUYER, SELLER, Fault, Kind, Network
from faktura.channels.peppol.box.http_server import Request, Response, http_server
from faktura.channels.peppol.discovery import Road
from faktura.outgoing.http import Http

Answer = Callable[[int, Request], Awaitable[Response | None]]


@dataclass
class Stage:
    """A sender whose waits are only counted; the buyer's address is a server of the test's own."""

    network: Network
    sender: Sender
    order: Order
    waited: list[float] = field(default_factory=list)
    asked: list[Request] = field(default_factory=list)

    async def send(self) -> Outcome:
        return await self.sender.send(self.order)


@asynccontextmanager
async def stage(answer: Answer, *, private: bool = True, seconds: float = 5) -> AsyncIterator[Stage]:
    async with box() as network:
        point, http = network.point_of(SELLER), Http()
        clock = datetime.now(UTC)
        made: Stage

        async def handled(request: Request) -> Response | None:
            made.asked.append(request)
            return await answer(len(made.asked), request)

        async def wait(seconds: float) -> None:
            made.waited.append(seconds)

        def now() -> datetime:
            nonlocal clock
            clock += timedelta(seconds=1)
            return clock

        sender = Sender(
            PEPPOL, point.held.holder, network.trust, point.sender._discovery, http, now=now, wait=wait,
            private=private, seconds=seconds,
        )  # fmt: skip
        made = Stage(network, sender, network.order(SELLER, BUYER, INVOICE))
        try:
            async with http_server(handled, body_bytes_max=1_000_000) as server:
                buyers = network.point_of(BUYER)
                buyers.url = server.url + "/as4"
                network.publish(BUYER, buyers)
                yield made
        finally:
            await http.aclose()


@pytest.mark.anyio
async def test_one_more_after_ten_seconds_with_the_same_bytes() -> None:
    async def answer(number: int, request: Request) -> Response | None:
        return None if number == 1 else Response(status=502)

    async with stage(answer) as made:
        outcome = await made.send()
        assert isinstance(outcome, Unclear)
        assert made.waited == list(WAITS) == [10.0]
        first, second = made.asked
        assert first.body == second.body == outcome.evidence.body
        assert first.headers["content-type"] == second.headers["content-type"]
        one, two = outcome.evidence.attempts
        assert (one.status, two.status) == (None, 502)
        assert one.why
        assert one.started_at < one.ended_at < two.started_at < two.ended_at


@pytest.mark.anyio
@pytest.mark.parametrize(("said", "waited"), [("30", 30.0), ("5", 10.0), ("99999", 60.0), ("soon", 10.0)])
async def test_a_wait_that_the_other_side_asks_for(said: str, waited: float) -> None:
    async def answer(number: int, request: Request) -> Response:
        return Response(status=503, headers={"Retry-After": said})

    async with stage(answer) as made:
        assert isinstance(await made.send(), Unclear)
        assert made.waited == [waited]


@pytest.mark.anyio
@pytest.mark.parametrize("status", [200, 302, 400, 404, 413])
async def test_what_is_not_tried_again(status: int) -> None:
    async def answer(number: int, request: Request) -> Response:
        return Response(status=status, headers={"Location": "http://127.0.0.1:1/"})

    async with stage(answer) as made:
        outcome = await made.send()
        assert isinstance(outcome, Unclear)
        assert f"HTTP {status}" in outcome.why
        assert not made.waited


@pytest.mark.anyio
async def test_an_answer_that_is_too_long() -> None:
    async def answer(number: int, request: Request) -> Response:
        return Response(status=200, body=bytes(ANSWER_BYTES_MAX + 1))

    async with stage(answer) as made:
        outcome = await made.send()
        assert isinstance(outcome, Unclear)
        assert "bytes" in outcome.why
        assert not made.waited


@pytest.mark.anyio
async def test_an_answer_that_never_comes() -> None:
    async def answer(number: int, request: Request) -> None:
        await asyncio.sleep(30)

    async with stage(answer, seconds=0.2) as made:
        outcome = await made.send()
        assert isinstance(outcome, Unreachable)
        assert outcome.why == "127.0.0.1 did not answer within 0.2 seconds."


async def nothing(number: int, request: Request) -> None:
    raise AssertionError("nobody asks")


@pytest.mark.anyio
async def test_addresses_inside_are_not_called() -> None:
    async with stage(nothing, private=False) as made:
        outcome = await made.send()
        assert isinstance(outcome, NoRoad)
        assert outcome.code == "refused_address"
        assert not made.asked


@pytest.mark.anyio
@pytest.mark.parametrize(
    "refusal",
    [
        Fault(kind=Kind.REFUSED, code="EBMS:4001"),
        Fault(kind=Kind.REFUSED, code="EBMS:0004", detail="Message ID 'a@b' is a duplicate"),
    ],
)
async def test_a_receiver_that_has_it_already(refusal: Fault) -> None:
    """phase4 refuses repetitions by a code or a detail of its own: an attempt arrived, so this is no refusal."""
    async with box() as network:
        network.point_of(BUYER).faults.extend([Fault(kind=Kind.LOST_RECEIPT), refusal])
        outcome = await network.send(SELLER, BUYER, INVOICE)
        assert isinstance(outcome, Unclear)
        assert outcome.code == refusal.code
        assert len(network.received(BUYER)) == 1


@pytest.mark.anyio
async def test_a_first_attempt_is_no_duplicate_whatever_is_said() -> None:
    async with box() as network:
        network.point_of(BUYER).faults.append(Fault(kind=Kind.REFUSED, detail="a duplicate"))
        assert isinstance(await network.send(SELLER, BUYER, INVOICE), Refused)


@pytest.mark.anyio
async def test_an_error_that_is_not_signed_is_not_believed_with_a_5xx() -> None:
    async with box() as network:
        point = network.point_of(BUYER)
        errors: list[bytes] = []

        async def answer(number: int, request: Request) -> Response:
            point.faults.append(Fault(kind=Kind.REFUSED))
            response = await point.answer(request)
            assert response is not None
            body = response.body
            if number <= 2:
                # Without its signature: anybody could have written it.
                start, end = body.index(b"<wsse:Security"), body.index(b"</wsse:Security>") + len(b"</wsse:Security>")
                body = body[:start] + body[end:]
            errors.append(body)
            return replace(response, status=500 if number != 2 else 200, body=body)

        async with stage(answer) as made:
            point = made.network.point_of(BUYER)
            outcome = await made.send()
            assert isinstance(outcome, Refused)
            assert (outcome.code, outcome.authenticated) == ("EBMS:0004", False)
            assert made.waited == [10.0]
            # One that is signed is meant, whatever its status.
            outcome = await made.send()
            assert isinstance(outcome, Refused)
            assert outcome.authenticated
            assert len(outcome.evidence.attempts) == 1


@pytest.mark.anyio
async def test_a_receipt_under_an_authority_that_is_no_longer_believed() -> None:
    """The road was found before; the receipt is judged by what is believed when it comes."""
    async with box() as network:
        point, http = network.point_of(SELLER), Http()
        nobody = Trust(anchors=(network.authorities.smps.certificate,))
        sender = Sender(
            PEPPOL, point.held.holder, nobody, point.sender._discovery, http, now=lambda: datetime.now(UTC),
            private=True,
        )  # fmt: skip
        outcome = await sender.send(network.order(SELLER, BUYER, INVOICE))
        await http.aclose()
        assert isinstance(outcome, Unclear)
        assert outcome.code == "EBMS:0101"


@pytest.mark.anyio
async def test_what_evidence_says_of_the_road() -> None:
    async with box() as network:
        order = network.order(SELLER, BUYER, INVOICE)
        outcome = await network.carry(order)
        assert isinstance(outcome, Delivered)
        kept = outcome.evidence
        road = await network.point_of(SELLER).sender._discovery.road(order.receiver, order.wanted)
        assert isinstance(road, Road)
        assert kept.url == road.url == network.point_of(BUYER).url
        assert kept.smp_url == network.smp.url + network.smp.asked[0]
        assert kept.found_at <= kept.attempts[0].started_at
        assert kept.attempts[0].address == "127.0.0.1"
