"""The second factor: time-based codes (RFC 6238), each taken once, and recovery codes."""

import hashlib
import re
import secrets
from datetime import datetime

import pyotp

from faktura.members import person_store
from faktura.members.errors import CodeInvalid
from faktura.members.notices import record_person
from faktura.members.people import show_person
from faktura.organizations.checks import finding
from faktura.storage.encryption import decrypt, encrypt
from faktura.storage.ids import new_id
from faktura.storage.unit import Unit

STEP_SECONDS = 30
STEPS_AROUND = 1
"""How many steps a phone's clock may go wrong, to either side."""
RECOVERY_CODES = 10
_PURPOSE = "secrets of authenticator apps"
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
# 28 letters of 5 bits: no code can be found from its hash.
_RECOVERY_LENGTH = 28


def _matching_step(secret: str, code: str, now: datetime) -> int | None:
    """The time step whose code this is, compared with all of them in the same time."""
    totp = pyotp.TOTP(secret, interval=STEP_SECONDS)
    current = int(now.timestamp()) // STEP_SECONDS
    found = None
    for step in range(current - STEPS_AROUND, current + STEPS_AROUND + 1):
        if secrets.compare_digest(totp.at(step * STEP_SECONDS), code):
            found = step
    return found


def _digits(code: str) -> str | None:
    plain = re.sub(r"[\s-]", "", code)
    return plain if plain.isascii() and plain.isdigit() and len(plain) == 6 else None


def _recovery_hash(code: str) -> bytes | None:
    plain = re.sub(r"[\s-]", "", code).lower()
    if len(plain) != _RECOVERY_LENGTH or not set(plain) <= set(_LETTERS):
        return None
    return hashlib.sha256(plain.encode()).digest()


async def take_code(unit: Unit, code: str) -> str | None:
    """Use a code up: ``totp``, ``recovery_code``, or None when it is neither, or was used before."""
    row = await person_store.lock_person(unit)
    if row is None or row["totp_confirmed_at"] is None:
        return None
    digits = _digits(code)
    if digits is not None:
        secret = decrypt(unit.floor.secret, _PURPOSE, row["totp_secret_encrypted"])
        step = _matching_step(secret.decode(), digits, unit.wall) if secret is not None else None
        return "totp" if step is not None and await person_store.take_step(unit, step) else None
    hashed = _recovery_hash(code)
    return "recovery_code" if hashed is not None and await person_store.take_recovery_code(unit, hashed) else None


async def start_totp(unit: Unit) -> None:
    """Make a secret that counts once the first code was shown; one that counts already stays until it is removed.

    The unit's tenant is the person's.
    """
    row = await person_store.lock_person(unit)
    if row is None or row["totp_confirmed_at"] is not None:
        return
    secret = pyotp.random_base32(32)
    await person_store.update_totp(unit, encrypt(unit.floor.secret, _PURPOSE, secret.encode()))


async def pending_totp(unit: Unit) -> tuple[str, str] | None:
    """The secret that waits for its first code, and its ``otpauth:`` address; None when there is none."""
    row = await person_store.read_person(unit)
    if row is None or row["totp_confirmed_at"] is not None or row["totp_secret_encrypted"] is None:
        return None
    secret = decrypt(unit.floor.secret, _PURPOSE, row["totp_secret_encrypted"])
    if secret is None:
        return None
    address = pyotp.TOTP(secret.decode(), interval=STEP_SECONDS).provisioning_uri(
        name=row["email"], issuer_name="Faktura"
    )
    return secret.decode(), address


def _new_code() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_RECOVERY_LENGTH))


async def _make_recovery_codes(unit: Unit) -> list[str]:
    codes = [_new_code() for _ in range(RECOVERY_CODES)]
    hashed = [(new_id(), hashlib.sha256(code.encode()).digest()) for code in codes]
    await person_store.replace_recovery_codes(unit, hashed)
    return ["-".join(code[place : place + 7] for place in range(0, _RECOVERY_LENGTH, 7)) for code in codes]


async def confirm_totp(unit: Unit, code: str, address: str) -> list[str]:
    """The first code of a new secret: from now on one is asked for. Answers the recovery codes, shown this once.

    Raises:
        CodeInvalid: it is not right, or no secret waits.
    """
    pending = await pending_totp(unit)
    await person_store.lock_person(unit)
    digits = _digits(code)
    step = _matching_step(pending[0], digits, unit.wall) if pending is not None and digits is not None else None
    if step is None or not await person_store.take_step(unit, step):
        told = "The code is not right. Check that the phone's clock is right, and take the code that it shows now."
        raise CodeInvalid(told, [finding("code_invalid", "/code", told)])
    await person_store.confirm_totp(unit)
    await record_person(unit, "members.totp_added", show_person(unit.tenant), address)
    return await _make_recovery_codes(unit)


async def remove_totp(unit: Unit, address: str) -> None:
    """Remove the app and the recovery codes."""
    await person_store.update_totp(unit, None)
    await person_store.replace_recovery_codes(unit, [])
    await record_person(unit, "members.totp_removed", show_person(unit.tenant), address)


async def renew_recovery_codes(unit: Unit, address: str) -> list[str]:
    """New codes in place of the old ones; shown this once."""
    codes = await _make_recovery_codes(unit)
    await record_person(unit, "members.recovery_codes_made", show_person(unit.tenant), address)
    return codes
