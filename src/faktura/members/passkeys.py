"""Passkeys (WebAuthn, level 2): the authenticator asks who is there, so one passkey counts as two factors."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import orjson
import structlog
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from faktura.members import person_store
from faktura.members.cookies import origin_of
from faktura.members.errors import LastMethod, PasskeyInvalid, SignInRefused
from faktura.members.guessing import count_guess, forget_guesses
from faktura.members.notices import record_person
from faktura.members.people import show_person
from faktura.members.persons import read_person
from faktura.members.sessions import Opened, open_session
from faktura.members.sign_in import Visitor, record_signed_in
from faktura.organizations.checks import finding
from faktura.settings import Settings
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id, read_id, show_id
from faktura.storage.unit import Unit, open_unit

log = structlog.get_logger("faktura.members")

PASSKEYS_MAX = 20
CHALLENGE_SECONDS = 300
_CREDENTIAL_LENGTH_MAX = 32_768
_REFUSED = "This passkey is not known here. Sign in by another way, and add it on your account page."
# What the library says of wrong input, and what it lets through of Python's own.
_WRONG = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError)


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey as the pages show it."""

    id: UUID
    name: str
    backed_up: bool
    created_at: datetime
    last_used_at: datetime | None

    @property
    def public_id(self) -> str:
        """``pky_…``."""
        return show_id("pky", self.id)


def relying_party(settings: Settings) -> str:
    """The name that passkeys belong to: the host of the public address."""
    return urlsplit(settings.public_url).hostname or ""


def passkeys_possible(settings: Settings) -> bool:
    """Browsers make passkeys for names only, and over TLS or on this machine."""
    host = relying_party(settings)
    return not host.replace(".", "").isdigit() and ":" not in host


def new_challenge() -> bytes:
    """256 random bits for one ceremony."""
    return secrets.token_bytes(32)


async def registration_options(unit: Unit, challenge: bytes) -> str:
    """What the browser is asked to make, as JSON; the unit's tenant is the person's."""
    person = await read_person(unit)
    assert person is not None
    rows = await person_store.list_passkeys(unit)
    options = generate_registration_options(
        rp_id=relying_party(unit.floor.settings),
        rp_name="Faktura",
        user_id=unit.tenant.bytes,
        user_name=person.email,
        user_display_name=person.name or person.email,
        challenge=challenge,
        timeout=CHALLENGE_SECONDS * 1000,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=row["credential_id"]) for row in rows],
    )
    return options_to_json(options)


def authentication_options(settings: Settings, challenge: bytes) -> str:
    """What the browser is asked to show, as JSON; it says itself which person it has passkeys of."""
    options = generate_authentication_options(
        rp_id=relying_party(settings),
        challenge=challenge,
        timeout=CHALLENGE_SECONDS * 1000,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def _invalid(why: str) -> PasskeyInvalid:
    return PasskeyInvalid(why, [finding("passkey_invalid", "/credential", why)])


async def add_passkey(unit: Unit, credential: str, challenge: bytes, name: str, address: str) -> Passkey:
    """Keep a passkey that the browser made for this challenge; the unit's tenant is the person's.

    Raises:
        PasskeyInvalid: it is not right, is there already, or there are too many.
    """
    await person_store.lock_person(unit)
    if len(await person_store.list_passkeys(unit)) >= PASSKEYS_MAX:
        raise _invalid(f"There are {PASSKEYS_MAX} passkeys. Remove one first.")
    if len(credential) > _CREDENTIAL_LENGTH_MAX:
        raise _invalid("The browser's answer is too long.")
    try:
        verified = verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=relying_party(unit.floor.settings),
            expected_origin=origin_of(unit.floor.settings.public_url),
            require_user_verification=True,
        )
    except _WRONG as error:
        log.info("passkey_refused", person=show_person(unit.tenant), error=type(error).__name__)
        raise _invalid("The browser's answer is not right. Try again.") from None
    passkey = new_id()
    inserted = await person_store.insert_passkey(
        unit,
        passkey,
        verified.credential_id,
        verified.credential_public_key,
        verified.sign_count,
        " ".join(name.split())[:60] or "Passkey",
        backed_up=verified.credential_backed_up,
    )
    if not inserted:
        raise _invalid("This passkey is there already.")
    await record_person(unit, "members.passkey_added", show_id("pky", passkey), address)
    return next(each for each in await list_passkeys(unit) if each.id == passkey)


async def list_passkeys(unit: Unit) -> list[Passkey]:
    """The person's passkeys, oldest first."""
    rows = await person_store.list_passkeys(unit)
    return [Passkey(row["id"], row["name"], row["backed_up"], row["created_at"], row["last_used_at"]) for row in rows]


async def remove_passkey(unit: Unit, public_id: str, address: str) -> None:
    """Remove a passkey; nothing happens when it is not there.

    Raises:
        LastMethod: nothing else would be left to sign in with.
    """
    await person_store.lock_person(unit)
    person = await read_person(unit)
    passkey = read_id("pky", public_id)
    if person is None or passkey is None:
        return
    if person.ways <= 1:
        raise LastMethod("This passkey is your only way to sign in. Set a password, or add another passkey first.")
    if await person_store.delete_passkey(unit, passkey):
        await record_person(unit, "members.passkey_removed", public_id, address)


def _read_credential(credential: str) -> tuple[UUID, bytes] | None:
    """Whose passkey a browser's answer claims to be, and which."""
    if len(credential) > _CREDENTIAL_LENGTH_MAX:
        return None
    try:
        plain: Any = orjson.loads(credential)
        handle = base64url_to_bytes(plain["response"]["userHandle"])
        return (UUID(bytes=handle), base64url_to_bytes(plain["rawId"])) if len(handle) == 16 else None
    except (*_WRONG, UnicodeError):
        return None


async def sign_in_with_passkey(floor: Floor, credential: str, challenge: bytes, visitor: Visitor) -> Opened:
    """Check what the authenticator signed; a challenge opens one session.

    Raises:
        SignInRefused, TooManyGuesses.
    """
    await count_guess(floor, None, visitor.address)
    claimed = _read_credential(credential)
    if claimed is None:
        raise SignInRefused(_REFUSED)
    person, credential_id = claimed
    async with open_unit(floor, person, actor=show_person(person), request_id=visitor.request_id) as unit:
        opened = await _check(unit, credential_id, credential, challenge, visitor)
    if opened is None:
        log.info("sign_in_refused", person=show_person(person), request_id=visitor.request_id)
        raise SignInRefused(_REFUSED)
    await forget_guesses(floor, person, visitor.address)
    return opened


async def _check(
    unit: Unit, credential_id: bytes, credential: str, challenge: bytes, visitor: Visitor
) -> Opened | None:
    row = await person_store.find_passkey(unit, credential_id)
    if row is None:
        return None
    settings = unit.floor.settings
    try:
        # A count that does not grow is a copy of the authenticator: the library refuses it.
        verified = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=relying_party(settings),
            expected_origin=origin_of(settings.public_url),
            credential_public_key=row["public_key"],
            credential_current_sign_count=row["sign_count"],
            require_user_verification=True,
        )
    except _WRONG as error:
        log.warning("passkey_refused", person=show_person(unit.tenant), error=type(error).__name__)
        return None
    opened = await open_session(
        unit, method="passkey", factors=2, address=visitor.address, agent=visitor.agent,
        challenge=hashlib.sha256(challenge).digest(),
    )  # fmt: skip
    if opened is not None:
        await person_store.use_passkey(
            unit, row["id"], verified.new_sign_count, backed_up=verified.credential_backed_up
        )
        await record_signed_in(unit, opened.session, visitor)
    return opened
