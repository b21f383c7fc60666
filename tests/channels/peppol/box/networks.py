"""Networks for tests: quick to start, for their keys are made once in a run."""

import functools
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from unittest.mock import patch

from cryptography.hazmat.primitives.asymmetric import rsa

from faktura.channels.peppol.box import BUYER, SELLER, BoxAccessPoint, Network, authority, example_invoice

INVOICE = example_invoice()


@functools.cache
def _key(number: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@asynccontextmanager
async def box(*participants: str, **options: Any) -> AsyncIterator[Network]:
    numbers = itertools.count()
    with patch.object(authority, "new_key", lambda: _key(next(numbers))):
        async with Network.start(options.pop("points", participants or (SELLER, BUYER)), **options) as network:
            yield network


def buyers(network: Network) -> BoxAccessPoint:
    return network.point_of(BUYER)


def numbered(number: int) -> bytes:
    """The example with a number of its own."""
    return INVOICE.replace(b"2026-00042", b"%08d" % number)
