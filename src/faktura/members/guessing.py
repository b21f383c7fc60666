"""Guessing is counted, for each person and for each address, and answered with growing waits.

It is counted before anything is compared, so that guesses at the same moment count as well; and for people that don't
exist as for those that do, so that waiting tells nothing. Passkeys can't be guessed and don't wait.
"""

import hashlib
import hmac
import ipaddress
from datetime import timedelta
from uuid import UUID

from faktura.members import person_store
from faktura.members.errors import TooManyGuesses
from faktura.members.people import INSTALLATION
from faktura.storage.encryption import key_for
from faktura.storage.floor import Floor
from faktura.storage.unit import open_unit

FREE_GUESSES = {"person": 5, "address": 30, "reset": 3}
"""How many wrong guesses in a row cost no wait."""
WAIT_SECONDS_MAX = 900
FORGOTTEN_AFTER = timedelta(hours=24)


def wait_after(kind: str, failures: int) -> int:
    """The seconds to wait after that many wrong guesses: none at first, then doubled each time."""
    over = failures - FREE_GUESSES[kind]
    return min(1 << min(over, 20), WAIT_SECONDS_MAX) if over >= 0 else 0


def _subject(secret: bytes, kind: str, what: bytes) -> bytes:
    return hmac.new(key_for(secret, "guesses"), kind.encode() + b"\n" + what, hashlib.sha256).digest()


def _network(address: str) -> bytes:
    """An address as it is counted: whoever has one IPv6 address has the whole /64."""
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        return ipaddress.ip_network(f"{address}/64", strict=False).network_address.packed
    return found.packed


def _subjects(secret: bytes, kind: str, person: UUID | None, address: str) -> list[tuple[str, bytes]]:
    # Always in this order, so that no two wait for each other.
    found = [(kind, _subject(secret, kind, person.bytes))] if person is not None else []
    return [*found, ("address", _subject(secret, "address", _network(address)))] if address else found


async def count_guess(floor: Floor, person: UUID | None, address: str, *, kind: str = "person") -> int:
    """Count a guess as wrong, until `forget_guesses` says otherwise; answers how many were before it at this person.

    Raises:
        TooManyGuesses: one has to wait; the guess is not looked at.
    """
    before = 0
    async with open_unit(floor, INSTALLATION, actor="sign-in") as unit:
        now = unit.wall
        rows = [
            (each, subject, await person_store.lock_guesses(unit, subject))
            for each, subject in _subjects(floor.secret, kind, person, address)
        ]
        waits = [_seconds(row["waits_until"] - now) for _, _, row in rows if row["waits_until"] > now]
        if waits:
            raise TooManyGuesses(max(waits))
        for each, subject, row in rows:
            failures = row["failures"] if now - row["last_at"] < FORGOTTEN_AFTER else 0
            before = failures if each == kind else before
            waits_until = now + timedelta(seconds=wait_after(each, failures + 1))
            await person_store.update_guesses(unit, subject, failures + 1, waits_until)
        await person_store.delete_old_guesses(unit, now - FORGOTTEN_AFTER)
    return before


def _seconds(wait: timedelta) -> int:
    return max(1, int(wait.total_seconds()) + 1)


async def forget_guesses(floor: Floor, person: UUID | None, address: str) -> None:
    """It was right: the person starts anew, and the address gets the one guess back."""
    async with open_unit(floor, INSTALLATION, actor="sign-in") as unit:
        for kind, subject in _subjects(floor.secret, "person", person, address):
            if kind == "person":
                await person_store.delete_guesses(unit, subject)
            else:
                await person_store.refund_guess(unit, subject)
