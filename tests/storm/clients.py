"""Clients that behave as integrators should: a key for each document, and the same request until it is answered."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

import httpx

from storm.installation import invoice

# What a client repeats: somebody else works on it, and whatever the server could not do now.
_REPEATED = frozenset({409, 500, 502, 503, 504})


@dataclass
class Clients:
    """The clients of one storm: what was acknowledged to them, by Idempotency-Key, and how often they had to repeat."""

    http: httpx.AsyncClient
    chance: Random
    acknowledged: dict[str, dict[str, Any]] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)

    async def issue(self, key: str) -> dict[str, Any]:
        """Issue one invoice, however often it takes."""
        body = invoice(external_id=key)
        broken_off = False
        while True:
            try:
                response = await self.http.post("/v1/invoices", json=body, headers={"Idempotency-Key": key})
            except httpx.TransportError as error:
                self.seen[type(error).__name__] += 1
                broken_off = broken_off or not isinstance(error, httpx.ConnectError)
            else:
                self.seen[str(response.status_code)] += 1
                if response.status_code == 201:
                    replayed = response.headers.get("idempotent-replayed") == "true"
                    self.seen["replayed"] += replayed
                    # Only that the answer got lost: the request itself had been taken in and finished.
                    self.seen["done without an answer"] += replayed and broken_off and key not in self.acknowledged
                    answer: dict[str, Any] = response.json()
                    return answer
                assert response.status_code in _REPEATED, response.text
            await asyncio.sleep(self.chance.uniform(0.05, 0.2))

    async def run(self, name: str, goes_on: Callable[[int], bool], think_seconds: tuple[float, float]) -> None:
        """One client: issue, check now and then that a repetition answers the same, think, and so on."""
        number = 0
        while goes_on(number):
            key = f"{name}-{number}"
            answer = await self.issue(key)
            self.acknowledged[key] = answer
            if self.chance.random() < 0.2:
                assert await self.issue(key) == answer
            number += 1
            await asyncio.sleep(self.chance.uniform(*think_seconds))
