"""Test mode needs no mail server: the message is composed, kept, and sent nowhere."""

import asyncio

from faktura.channels.email import CHANNEL
from faktura.channels.email.message import compose
from faktura.sockets import Delivered

from .parcels import parcel


def test_a_kept_message_has_the_bytes_that_would_travel() -> None:
    kept = parcel(sender="test-mode@faktura.invalid", settings={"keep_only": True})
    outcome = asyncio.run(CHANNEL.send(kept))
    assert isinstance(outcome, Delivered)
    assert outcome.sent == compose(kept)
    assert "nothing was sent" in outcome.proof["kept"]
