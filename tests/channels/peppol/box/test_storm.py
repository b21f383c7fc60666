"""A storm: many messages, faults at random, and at the end everything exactly once."""

import asyncio
import os
import random
from collections import Counter

import pytest

from faktura.channels.peppol.access_point.evidence import verify_evidence, write_evidence
from faktura.channels.peppol.access_point.outcomes import Delivered, Refused, Unclear, Unreachable
from faktura.channels.peppol.box import Fault, Kind

from .networks import box, numbered

MESSAGES = int(os.environ.get("FAKTURA_AS4_STORM", "200"))
AT_ONCE = 8
TRIES_MAX = 20
PARTICIPANTS = ("0088:7300010000001", "0088:7300010000018", "9915:box-seller", "9930:de123456789")
SEED = 20261130


@pytest.mark.anyio
async def test_a_storm() -> None:
    dice = random.Random(SEED)
    room = asyncio.Semaphore(AT_ONCE)
    seen: Counter[str] = Counter()
    async with box(*PARTICIPANTS, seconds=1.0, waits=(0.01,)) as network:
        for point in network.points.values():
            point.faults.extend(_fault(dice) for _ in range(MESSAGES))
        orders = []
        for number in range(MESSAGES):
            sender, receiver = dice.sample(PARTICIPANTS, 2)
            orders.append(network.order(sender, receiver, numbered(number)))

        async def carry(order: object) -> Delivered:
            async with room:
                for _ in range(TRIES_MAX):
                    outcome = await network.carry(order)  # type: ignore[arg-type]
                    seen[type(outcome).__name__] += 1
                    if isinstance(outcome, Delivered):
                        return outcome
                    assert isinstance(outcome, Refused | Unclear | Unreachable), outcome
                raise AssertionError("it never arrived")

        outcomes = await asyncio.gather(*map(carry, orders))
        arrived = {each.message_id: each for who in PARTICIPANTS for each in network.received(who)}
        assert set(arrived) == {order.message_id for order in orders}
        for point in network.points.values():
            assert set(point.deliveries.values()) <= {1}
        for order, outcome in zip(orders, outcomes, strict=True):
            held = arrived[order.message_id]
            assert held.header.receiver == order.receiver
            assert order.document.partition(b"?>\n")[2].rstrip() == held.document
            assert verify_evidence(write_evidence(outcome.evidence), network.trust) == ()
    assert set(seen) == {"Delivered", "Refused", "Unclear", "Unreachable"}, seen


def _fault(dice: random.Random) -> Fault | None:
    if dice.random() < 0.4:
        return None
    kind = dice.choice(list(Kind))
    code = dice.choice(["EBMS:0004", "EBMS:4001", "EBMS:0101"])
    late = dice.choice([0.01, 0.01, 0.05, 1.5])
    return Fault(kind=kind, seconds=late, bytes_per_second=dice.choice([100_000, 50_000, 1_000]), code=code)
