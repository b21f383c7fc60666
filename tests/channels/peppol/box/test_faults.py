"""Documents through the whole network on real sockets: each fault of the other side has its outcome."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from faktura.channels.peppol.access_point.evidence import verify_evidence, write_evidence
from faktura.channels.peppol.access_point.outcomes import Delivered, NoRoad, Outcome, Refused, Unclear, Unreachable
from faktura.channels.peppol.box import BUYER, SELLER, Fault, Kind, Network
from faktura.channels.peppol.box.authority import Authority

from .networks import INVOICE, box, buyers, numbered


def delivered(network: Network, outcome: Outcome, *, attempts: int = 1) -> Delivered:
    assert isinstance(outcome, Delivered), outcome
    assert len(outcome.evidence.attempts) == attempts
    assert verify_evidence(write_evidence(outcome.evidence), network.trust) == ()
    return outcome


def once(network: Network, number: int = 1) -> None:
    """So many documents arrived, and none was handed over more than once."""
    assert len(network.received(BUYER)) == number
    assert set(buyers(network).deliveries.values()) <= {1}


@pytest.mark.anyio
async def test_a_document_arrives() -> None:
    async with box() as network:
        outcome = delivered(network, await network.send(SELLER, BUYER, INVOICE))
        (arrived,) = network.received(BUYER)
        assert arrived.document == INVOICE[INVOICE.index(b"<Invoice") :].rstrip()
        assert arrived.header.country_c1 == "AT"
        assert arrived.sender == "POP000001"
        assert arrived.message_id == outcome.evidence.message_id
        assert arrived.header.instance_identifier == outcome.evidence.instance_identifier
        assert buyers(network).answers[0].body == outcome.evidence.attempts[0].body == outcome.receipt.evidence
        assert (arrived.mls.allowed, arrived.mls.always) == (True, False)
        assert str(arrived.mls.receiver) == "iso6523-actorid-upis::0242:000001"
        assert (arrived.mls.wants("RE"), arrived.mls.wants("AP")) == (True, False)
        once(network)


@pytest.mark.anyio
async def test_two_participants_of_one_access_point() -> None:
    async with box(points={"POP000007": [SELLER, BUYER]}) as network:
        delivered(network, await network.send(SELLER, BUYER, INVOICE))
        once(network)


@pytest.mark.anyio
@pytest.mark.parametrize("kind", [Kind.LOST_RECEIPT, Kind.CUT])
async def test_a_lost_receipt_is_answered_with_the_stored_one(kind: Kind) -> None:
    async with box() as network:
        buyers(network).faults.append(Fault(kind=kind))
        outcome = delivered(network, await network.send(SELLER, BUYER, INVOICE), attempts=2)
        first, second = buyers(network).answers
        assert first.body == second.body == outcome.receipt.evidence
        assert (first.repeated, second.repeated) == (False, True)
        once(network)


@pytest.mark.anyio
@pytest.mark.parametrize("kind", [Kind.UNANSWERED, Kind.BUSY, Kind.BROKEN])
async def test_nothing_done_at_first(kind: Kind) -> None:
    async with box() as network:
        buyers(network).faults.append(Fault(kind=kind))
        delivered(network, await network.send(SELLER, BUYER, INVOICE), attempts=2)
        once(network)


@pytest.mark.anyio
async def test_the_same_message_twice_at_once() -> None:
    async with box() as network:
        buyers(network).faults.append(Fault(kind=Kind.TWICE))
        delivered(network, await network.send(SELLER, BUYER, INVOICE))
        first, second = buyers(network).answers
        assert first.body == second.body
        once(network)


@pytest.mark.anyio
async def test_late_but_in_time_and_a_trickle() -> None:
    async with box() as network:
        buyers(network).faults.extend(
            [Fault(kind=Kind.LATE, seconds=0.2), Fault(kind=Kind.TRICKLE, bytes_per_second=20_000)]
        )
        delivered(network, await network.send(SELLER, BUYER, numbered(1)))
        delivered(network, await network.send(SELLER, BUYER, numbered(2)))
        once(network, 2)


@pytest.mark.anyio
@pytest.mark.parametrize("kind", [Kind.LATE, Kind.TRICKLE])
async def test_too_late(kind: Kind) -> None:
    async with box(seconds=0.5) as network:
        slow = Fault(kind=kind, seconds=3, bytes_per_second=500)
        buyers(network).faults.extend([slow, slow])
        order = network.order(SELLER, BUYER, INVOICE)
        outcome = await network.carry(order)
        assert isinstance(outcome, Unreachable), outcome
        assert [each.code for each in verify_evidence(write_evidence(outcome.evidence), network.trust)] == [
            "no_receipt"
        ]
        # It had arrived; asked again, the receipt comes.
        delivered(network, await network.carry(order))
        once(network)


@pytest.mark.anyio
async def test_refused_with_a_code() -> None:
    async with box() as network:
        buyers(network).faults.append(Fault(kind=Kind.REFUSED, code="EBMS:0010"))
        outcome = await network.send(SELLER, BUYER, INVOICE)
        assert isinstance(outcome, Refused)
        assert (outcome.code, outcome.authenticated) == ("EBMS:0010", True)
        assert len(outcome.evidence.attempts) == 1
        (finding,) = verify_evidence(write_evidence(outcome.evidence), network.trust)
        assert finding.code == "no_receipt"
        assert "EBMS:0010" in finding.sentence


@pytest.mark.anyio
async def test_a_receiver_that_the_access_point_does_not_serve() -> None:
    async with box() as network:
        buyers(network).served.clear()
        outcome = await network.send(SELLER, BUYER, INVOICE)
        assert isinstance(outcome, Refused)
        assert (outcome.code, outcome.detail, outcome.authenticated) == ("EBMS:0004", "PEPPOL:NOT_SERVICED", True)
        assert network.received(BUYER) == ()


@pytest.mark.anyio
async def test_a_receiver_that_is_not_registered() -> None:
    async with box() as network:
        network.forget(BUYER)
        outcome = await network.send(SELLER, BUYER, INVOICE)
        assert isinstance(outcome, NoRoad)
        assert (outcome.code, outcome.again) == ("unknown", False)
        network.publish(BUYER, buyers(network))
        delivered(network, await network.send(SELLER, BUYER, INVOICE))


@pytest.mark.anyio
async def test_another_access_points_certificate_in_the_smp() -> None:
    """The message is encrypted for somebody else, so its receiver can't open it, and must not be believed."""
    async with box() as network:
        seller = network.point_of(SELLER)
        network.publish(BUYER, buyers(network), seller.held.certificate)
        outcome = await network.send(SELLER, BUYER, INVOICE)
        assert isinstance(outcome, Refused)
        assert (outcome.code, outcome.authenticated) == ("EBMS:0102", False)
        assert network.received(BUYER) == ()


@pytest.mark.anyio
async def test_a_strangers_certificate_in_the_smp() -> None:
    async with box() as network:
        stranger = Authority.root("Somebody else", network.authorities.root.now)
        network.publish(BUYER, buyers(network), stranger.issue("POP000002").certificate)
        outcome = await network.send(SELLER, BUYER, INVOICE)
        assert isinstance(outcome, NoRoad)
        assert (outcome.code, outcome.again) == ("untrusted", False)
        assert not buyers(network).answers


@pytest.mark.anyio
async def test_a_certificate_of_the_same_name_and_another_key() -> None:
    """The SMP names an older certificate of the receiver: the receipt would be signed with another."""
    async with box() as network:
        older = network.authorities.access_points.issue("POP000002")
        network.publish(BUYER, buyers(network), older.certificate)
        outcome = await network.send(SELLER, BUYER, INVOICE)
        assert isinstance(outcome, Refused)
        assert outcome.code == "EBMS:0102"


@pytest.mark.anyio
async def test_no_answer_of_an_access_point() -> None:
    async with box() as network:
        buyers(network).faults.append(Fault(kind=Kind.NONSENSE))
        order = network.order(SELLER, BUYER, INVOICE)
        outcome = await network.carry(order)
        assert isinstance(outcome, Unclear)
        assert outcome.code == "EBMS:0007"
        delivered(network, await network.carry(order))
        once(network)


@pytest.mark.anyio
async def test_the_receipt_of_another_message() -> None:
    async with box() as network:
        delivered(network, await network.send(SELLER, BUYER, numbered(1)))
        buyers(network).faults.append(Fault(kind=Kind.STALE))
        outcome = await network.send(SELLER, BUYER, numbered(2))
        assert isinstance(outcome, Unclear)
        assert outcome.code == "EBMS:0302"
        assert [each.code for each in verify_evidence(write_evidence(outcome.evidence), network.trust)] == ["receipt"]


@pytest.mark.anyio
async def test_an_access_point_that_is_gone() -> None:
    async with box() as network:
        point = buyers(network)
        point.url = "http://127.0.0.1:9/as4"
        network.publish(BUYER, point)
        outcome = await network.send(SELLER, BUYER, INVOICE)
        assert isinstance(outcome, Unreachable)
        assert outcome.why == "127.0.0.1 takes no connection on this port."
        assert len(outcome.evidence.attempts) == 2


@pytest.mark.anyio
async def test_receipts_outlive_a_restart(tmp_path: Path) -> None:
    """Another process with the same keys and folder answers with the receipt that was stored."""
    async with box(folder=tmp_path) as network:
        order = network.order(SELLER, BUYER, INVOICE)
        first = delivered(network, await network.carry(order))
    async with box(folder=tmp_path) as network:
        outcome = await network.carry(order)
        # Keys are the same, certificates are not: the receipt is that of before, and not believed.
        assert isinstance(outcome, Unclear)
        assert outcome.evidence.attempts[0].body == first.receipt.evidence
        assert not buyers(network).deliveries


@pytest.mark.anyio
async def test_many_at_once() -> None:
    async with box() as network:
        outcomes = await asyncio.gather(*(network.send(SELLER, BUYER, numbered(each)) for each in range(20)))
        for outcome in outcomes:
            delivered(network, outcome)
        once(network, 20)


@pytest.mark.anyio
async def test_one_order_twice_at_once() -> None:
    async with box() as network:
        order = network.order(SELLER, BUYER, INVOICE)
        first, second = await asyncio.gather(network.carry(order), network.carry(order))
        assert delivered(network, first).receipt == delivered(network, second).receipt
        once(network)


@pytest.mark.anyio
async def test_the_same_envelope_under_another_message_id() -> None:
    """It gets a receipt of its own, and is not delivered again; another document in it is refused."""
    async with box() as network:
        order = network.order(SELLER, BUYER, INVOICE)
        delivered(network, await network.carry(order))
        again = replace(order, message_id="another@box.example")
        delivered(network, await network.carry(again))
        delivered(network, await network.carry(again))
        assert [answer.repeated for answer in buyers(network).answers] == [False, True, True]
        once(network)
        outcome = await network.carry(replace(order, message_id="third@box.example", document=numbered(7)))
        assert isinstance(outcome, Refused)
        assert (outcome.code, outcome.authenticated) == ("EBMS:0003", True)
        once(network)


@pytest.mark.anyio
async def test_what_cannot_be_sent() -> None:
    async with box() as network:
        outcome = await network.carry(replace(network.order(SELLER, BUYER, INVOICE), country_c1=""))
        assert isinstance(outcome, NoRoad)
        assert outcome.code == "unusable"
        with pytest.raises(ValueError, match="customization"):
            network.order(SELLER, BUYER, b"<x/>")
        with pytest.raises(LookupError):
            await network.send("0088:0000000000000", BUYER, INVOICE)
