"""A mail server that a tenant chose must not lie inside the operator's network."""

import asyncio
import time

import pytest

from faktura.channels.email import CHANNEL
from faktura.cli.demo_mail import MailServer
from faktura.sockets import Delivered, TryLater

from .parcels import parcel


def _send(host: str, *, public_only: bool) -> tuple[object, int]:
    async def main() -> tuple[object, int]:
        async with MailServer() as server:
            settings = {"host": host, "port": server.port, "security": "none", "public_only": public_only}
            outcome = await CHANNEL.send(parcel(settings=settings))
            return outcome, len(server.messages)

    return asyncio.run(main())


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "169.254.169.254", "10.0.0.1", "::1", "0.0.0.0"])
def test_a_host_inside_the_network_gets_nothing_and_is_named(host: str) -> None:
    begin = time.monotonic()
    outcome, taken = _send(host, public_only=True)
    assert isinstance(outcome, TryLater)
    assert "FAKTURA_PRIVATE_SMTP_HOSTS" in outcome.why
    assert taken == 0
    # No connection was tried: a private address that nobody answers would take the whole patience.
    assert time.monotonic() - begin < 10


def test_the_operators_own_server_may_be_anywhere() -> None:
    outcome, taken = _send("127.0.0.1", public_only=False)
    assert isinstance(outcome, Delivered)
    assert taken == 1
