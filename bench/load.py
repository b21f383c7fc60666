"""A light client in a process of its own: raw HTTP/1.1 on kept connections, the bytes made beforehand.

``python -m bench.load`` reads its order as JSON from standard input and writes what it measured as JSON. It asks
for as little processor as a Python program can, because it runs beside what it measures.
"""

import asyncio
import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from itertools import count
from secrets import token_hex
from typing import Any


@dataclass(frozen=True, slots=True)
class Order:
    """What to send: `path` and `body` by POST with an Idempotency-Key of its own each time, to the keys in turn."""

    port: int
    path: str
    body: str
    keys: list[str]
    connections: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What came back, in milliseconds; `rate` is answers a second."""

    rate: float
    p50: float
    p99: float
    count: int


def drive(order: Order) -> Measured:
    """Send for a while from another process.

    Raises:
        RuntimeError: an answer was not 201.
    """
    done = subprocess.run(
        [sys.executable, "-m", "bench.load"],
        check=False,
        input=json.dumps(asdict(order)),
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return Measured(**json.loads(done.stdout))


class _Connection(asyncio.Protocol):
    """One connection: sends the next request as soon as the answer to the last one is complete."""

    def __init__(self, shared: "_Load") -> None:
        self.shared = shared
        self.answer = bytearray()
        self.ended = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self._send()

    def data_received(self, data: bytes) -> None:
        self.answer += data
        end = self.answer.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self.answer[:end]).lower()
        place = head.index(b"content-length:") + 15
        length = int(head[place:].split(b"\r\n", 1)[0])
        if len(self.answer) < end + 4 + length:
            return
        if not head.startswith(b"http/1.1 201"):
            self.ended.set_exception(RuntimeError(bytes(self.answer).decode()))
            self.transport.close()
            return
        now = time.perf_counter()
        self.shared.took.append(now - self.began)
        self.answer.clear()
        if now < self.shared.end:
            self._send()
        else:
            self.transport.close()
            self.ended.set_result(None)

    def _send(self) -> None:
        self.began = time.perf_counter()
        self.transport.write(self.shared.next_request())


class _Load:
    """What the connections of one run share."""

    def __init__(self, order: Order) -> None:
        body = order.body.encode()
        self.took: list[float] = []
        self._heads = [
            (
                f"POST {order.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {key}\r\n"
                f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nIdempotency-Key: {token_hex(8)}-"
            ).encode()
            for key in order.keys
        ]
        self._tail = b"\r\n\r\n" + body
        self._numbers = count()
        self.end = time.perf_counter() + order.seconds

    def next_request(self) -> bytes:
        number = next(self._numbers)
        return self._heads[number % len(self._heads)] + b"%d" % number + self._tail


async def _run(order: Order) -> Measured:
    loop = asyncio.get_running_loop()
    load = _Load(order)
    began = time.perf_counter()
    connections = [
        (await loop.create_connection(lambda: _Connection(load), "127.0.0.1", order.port))[1]
        for _ in range(order.connections)
    ]
    await asyncio.gather(*(connection.ended for connection in connections))
    seconds = time.perf_counter() - began
    took = sorted(load.took)
    return Measured(
        rate=len(took) / seconds,
        p50=took[len(took) // 2] * 1000,
        p99=took[len(took) * 99 // 100] * 1000,
        count=len(took),
    )


if __name__ == "__main__":
    import uvloop

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        print(json.dumps(asdict(runner.run(_run(Order(**json.load(sys.stdin)))))))
