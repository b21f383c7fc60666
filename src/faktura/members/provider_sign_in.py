"""Signing in through an OpenID provider: the installation's, which the operator trusts for everybody; or an owner's
own, which vouches for that owner's members and opens nothing else (decision 0022)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import structlog

from faktura.members import oidc, person_store, store
from faktura.members.accept import OpenInvitation, join, open_invitation
from faktura.members.crossing import acting_for
from faktura.members.errors import LinkInvalid, SignInRefused
from faktura.members.guessing import count_guess, forget_guesses
from faktura.members.links import redirect_uri
from faktura.members.notices import record_person
from faktura.members.oidc import Flow, Identity, Provider
from faktura.members.people import person_of, show_person
from faktura.members.policy import read_policy
from faktura.members.read import member_of
from faktura.members.sessions import Opened, open_session
from faktura.members.sign_in import Visitor, record_signed_in
from faktura.settings import Settings
from faktura.storage.floor import Floor
from faktura.storage.unit import Unit, open_unit, utc_now

log = structlog.get_logger("faktura.members")

_UNKNOWN = "There is nobody here with the address that your sign-in provider names. Ask for an invitation."


@dataclass(frozen=True, slots=True)
class Begun:
    """A flow that was begun: where the browser goes, and what it keeps."""

    url: str
    flow: Flow


def installation_provider(settings: Settings) -> Provider | None:
    """The provider that the operator set, if any."""
    if settings.oidc_issuer is None or settings.oidc_client_id is None:
        return None
    return Provider(settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret or "", private=True)


async def find_provider(floor: Floor, owner: UUID | None) -> Provider | None:
    """The provider of an owner (None: of the installation), if there is one."""
    if owner is None:
        return installation_provider(floor.settings)
    async with open_unit(floor, owner, actor="sign-in") as unit:
        policy = await read_policy(unit)
    if not policy.issuer:
        return None
    private = floor.settings.private_sign_in_providers == "allow"
    return Provider(policy.issuer, policy.client_id, policy.client_secret, private=private)


async def begin(floor: Floor, owner: UUID | None, visitor: Visitor) -> Begun:
    """Begin a flow.

    Raises:
        LinkInvalid: there is no such provider; ProviderTrouble, TooManyGuesses.
    """
    await count_guess(floor, None, visitor.address)
    provider = await find_provider(floor, owner)
    if provider is None:
        raise LinkInvalid("There is no such way to sign in.")
    flow = oidc.new_flow(provider.issuer)
    description = await oidc.discover(floor.http, provider)
    # What has come this far was no guess.
    await forget_guesses(floor, None, visitor.address)
    uri = redirect_uri(floor.settings, owner)
    return Begun(oidc.authorization_url(description, provider, flow, uri), flow)


async def finish(
    floor: Floor, owner: UUID | None, flow: Flow, answered: Mapping[str, str], visitor: Visitor, invitation: str = ""
) -> Opened:
    """Finish a flow with what the browser brought back; a nonce opens one session.

    `invitation`: the token of an invitation that the person was about to accept.

    Raises:
        SignInRefused, ProviderTrouble, LinkInvalid.
    """
    provider = await find_provider(floor, owner)
    if provider is None:
        raise LinkInvalid("There is no such way to sign in.")
    uri = redirect_uri(floor.settings, owner)
    identity = await oidc.identify(floor.http, provider, flow, answered, uri, utc_now())
    once = hashlib.sha256(flow.nonce.encode()).digest()
    if owner is not None:
        return await _at_owner(floor, owner, identity, once, visitor)
    return await _at_installation(floor, identity, once, visitor, invitation)


async def _keep(unit: Unit, owner: UUID, identity: Identity, visitor: Visitor) -> None:
    """Note the provider's name for the person; an address that it gave to somebody else later is refused."""
    known = await person_store.read_identity(unit, owner, identity.issuer)
    if known is None:
        await person_store.insert_identity(unit, owner, identity.issuer, identity.subject)
        await record_person(unit, "members.provider_linked", show_person(unit.tenant), visitor.address)
    elif known != identity.subject:
        log.warning("provider_subject_changed", person=show_person(unit.tenant))
        raise SignInRefused("Your sign-in provider knows this address as somebody else's than before.")


async def _open(
    unit: Unit, identity: Identity, once: bytes, visitor: Visitor, *, factors: int, half: bool, bound_to: UUID | None
) -> Opened:
    opened = await open_session(
        unit, method="provider", factors=factors, address=visitor.address, agent=visitor.agent, half=half,
        bound_to=bound_to, challenge=once,
    )  # fmt: skip
    if opened is None:
        raise SignInRefused("This sign-in was used already. Begin again.")
    if not half:
        await record_signed_in(unit, opened.session, visitor)
    return opened


async def _at_owner(floor: Floor, owner: UUID, identity: Identity, once: bytes, visitor: Visitor) -> Opened:
    """The owner's own provider says that this is one of its members; an invited one becomes active by that."""
    person = person_of(floor.secret, identity.email)
    async with open_unit(floor, owner, actor=show_person(person), request_id=visitor.request_id) as unit:
        row = await store.lock_member(unit, person)
        if row is None:
            raise SignInRefused(_UNKNOWN)
        member = member_of(row)
        if member.state == "invited":
            await join(unit, member, member.name or identity.name, visitor)
        async with acting_for(unit, person) as own:
            # Nothing of the person's own is asked or touched: their second factor protects what is theirs.
            await _keep(own, owner, identity, visitor)
            return await _open(own, identity, once, visitor, factors=2, half=False, bound_to=owner)


async def _invitation(floor: Floor, token: str, person: UUID) -> OpenInvitation | None:
    try:
        found = await open_invitation(floor, token) if token else None
    except LinkInvalid:
        return None
    return found if found is not None and found.person == person else None


async def _at_installation(floor: Floor, identity: Identity, once: bytes, visitor: Visitor, token: str) -> Opened:
    """The operator's provider says who it is: as good as a password, or two factors where it says so itself."""
    person = person_of(floor.secret, identity.email)
    invitation = await _invitation(floor, token, person)
    async with open_unit(floor, person, actor=show_person(person), request_id=visitor.request_id) as unit:
        row = await person_store.read_person(unit)
        if row is None and invitation is None:
            raise SignInRefused(_UNKNOWN)
        if row is None:
            await person_store.register_person(unit)
            await person_store.insert_person(unit, identity.email, identity.name)
        await _keep(unit, person, identity, visitor)
        half = not identity.strong and row is not None and row["totp_confirmed_at"] is not None
        factors = 2 if identity.strong else 1
        return await _open(unit, identity, once, visitor, factors=factors, half=half, bound_to=None)
