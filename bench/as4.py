"""How many AS4 messages of 10 kB one core takes: unpacked, verified, and answered with a signed receipt; and how many
whole exchanges, where one process is sender, receiver, DNS and SMP, over sockets on loopback.

Run it with ``python -m bench as4``. The floor is what no implementation can leave out: one RSA decryption and one RSA
signature with a key of 2048 bits. Both run alternately in one process, so that a busy machine slows both.
"""

import asyncio
import random
import statistics
import time
from collections.abc import Callable

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from channels.peppol.as4.stage import NOW, PEPPOL, RECEIVER, TRUST, packed
from faktura.channels.peppol.access_point.outcomes import Delivered
from faktura.channels.peppol.as4 import receipt_for, unpack
from faktura.channels.peppol.box import BUYER, SELLER, Network, example_invoice

BYTES = 10_000
REPEATS = 200
WARM_UP = 10
EXCHANGES = 80
AT_ONCE = 8


def _receive() -> Callable[[], None]:
    # Random words, so that zipping leaves about as much as it does of an invoice.
    dice = random.Random(4)
    words = [dice.randbytes(3).hex().encode() for _ in range(300)]
    message = packed(payload=b" ".join(dice.choice(words) for _ in range(BYTES // 7)))

    def receive() -> None:
        received = unpack(message.headers, message.body, PEPPOL, (RECEIVER,), TRUST, NOW)
        assert receipt_for(received, PEPPOL, (RECEIVER,), "receipt@bench.example", NOW)

    return receive


def _floor() -> Callable[[], None]:
    public = RECEIVER.certificate.public_key()
    wrapped = public.encrypt(bytes(16), padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None))  # type: ignore[union-attr,call-arg]

    def both() -> None:
        assert RECEIVER.decrypt(wrapped)
        assert RECEIVER.sign(bytes(32))

    return both


async def _exchanges() -> dict[str, float]:
    """An invoice of 4 kB from look-up to verified receipt: one after the other, and several at once."""
    async with Network.start([SELLER, BUYER]) as network:
        await network.send(SELLER, BUYER, example_invoice())
        start = time.perf_counter()
        for _ in range(EXCHANGES):
            assert isinstance(await network.send(SELLER, BUYER, example_invoice()), Delivered)
        alone = time.perf_counter() - start
        start = time.perf_counter()
        for _ in range(EXCHANGES // AT_ONCE):
            sent = (network.send(SELLER, BUYER, example_invoice()) for _ in range(AT_ONCE))
            assert all(isinstance(outcome, Delivered) for outcome in await asyncio.gather(*sent))
        together = time.perf_counter() - start
    return {
        "exchange_milliseconds": round(1000 * alone / EXCHANGES, 1),
        "exchanges_per_second_8_at_once": round(EXCHANGES / together, 1),
    }


def run() -> dict[str, float]:
    """Messages a second on one core, the floor and how much of it is reached; and the whole exchange."""
    work = {"receiving": _receive(), "floor": _floor()}
    taken: dict[str, list[float]] = {name: [] for name in work}
    for repeat in range(WARM_UP + REPEATS):
        for name, do in work.items():
            start = time.perf_counter()
            do()
            if repeat >= WARM_UP:
                taken[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(times) for name, times in taken.items()}
    return {
        "messages_per_second": round(1 / medians["receiving"], 1),
        "floor_per_second": round(1 / medians["floor"], 1),
        "ratio_to_floor": round(medians["floor"] / medians["receiving"], 3),
        **asyncio.run(_exchanges()),
    }
