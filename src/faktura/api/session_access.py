"""Access with a session: a person who signed in on the pages calls the API with the cookie of that.

Browsers send cookies by themselves, so a cookie alone is no wish of the person's. The header Faktura-Mode is: no form
can send it, and a script of another site would have to be allowed to, which nobody is.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from starlette.requests import Request

from faktura.api.access import WAITING_MAX, WAITING_SECONDS_MAX, Access, fingerprint_of, read_idempotency_key, replay_of
from faktura.api.addresses import client_address
from faktura.api.answers import Problem
from faktura.api.trace import trace_of
from faktura.api.versions import History
from faktura.members.cookies import cookie_name, origin_of
from faktura.members.entering import Entry, enter_account, enter_organization
from faktura.members.people import show_person
from faktura.members.sessions import Session, use_session
from faktura.members.tokens import read_session_token
from faktura.organizations.key_rights import Rights
from faktura.organizations.tenants import Mode
from faktura.settings import Settings
from faktura.storage.floor import Floor
from faktura.storage.ids import read_id
from faktura.storage.unit import Unit, utc_now

MODE_HEADER = "faktura-mode"


def _not_found() -> Problem:
    return Problem(404, "organization_not_found", "There is no such organization.", "You have no such organization.")


def has_session(request: Request, settings: Settings) -> bool:
    """Whether a request comes with a session instead of a key."""
    return "authorization" not in request.headers and cookie_name(settings.public_url) in request.cookies


def _check_origin(request: Request, settings: Settings) -> None:
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site", "same-origin")
    if site != "same-origin" or (origin is not None and origin != origin_of(settings.public_url)):
        raise Problem(
            403, "session_from_elsewhere", "The request comes from elsewhere.",
            f"A session is taken from the pages at {origin_of(settings.public_url)} only; use a key elsewhere.",
        )  # fmt: skip


def _mode(request: Request) -> Mode:
    try:
        return Mode(request.headers.get(MODE_HEADER, ""))
    except ValueError:
        raise Problem(
            400, "mode_missing", "The mode is not named.", "With a session, send Faktura-Mode: live or test."
        ) from None


def _organization(request: Request) -> UUID:
    named = request.headers.get("faktura-organization") or request.path_params.get("organization")
    if named is None:
        raise Problem(
            400,
            "organization_missing",
            "The organization is not named.",
            "A session names the organization with the header Faktura-Organization: org_….",
        )
    organization = read_id("org", named)
    if organization is None:
        raise _not_found()
    return organization


async def _session(unit: Unit, secret_hash: bytes) -> Session:
    session = await use_session(unit, secret_hash)
    if session is None or session.state != "open":
        raise Problem(
            401, "unauthorized", "The session is over.", "Sign in again.", headers={"WWW-Authenticate": "Bearer"}
        )
    return session


async def _enter(unit: Unit, session: Session, request: Request, needs: str, address: str) -> Entry:
    mode = _mode(request)
    named_organization = request.headers.get("faktura-organization") or request.path_params.get("organization")
    if needs == "account" or (needs == "either" and named_organization is None):
        named = request.headers.get("faktura-account")
        account = read_id("acc", named) if named is not None else None
        entry = None
        if named is None or account is not None:
            entry = await enter_account(unit, session, account, mode, address)
        if entry is None:
            raise Problem(
                404, "account_not_found", "There is no such account.",
                "You are a member of no account in this mode, or of several: name one with Faktura-Account: acc_….",
            )  # fmt: skip
        return entry
    entry = await enter_organization(unit, session, _organization(request), mode, address)
    if entry is None:
        raise _not_found()
    return entry


async def _earlier(unit: Unit, owner: UUID, key: str) -> Any:
    """The answer that was given for an idempotency key before, as `open_request` finds it for keys."""
    return await unit.fetch_row(
        "select not pg_try_advisory_xact_lock(hashtextextended($1::uuid::text || ' ' || $2::text, 0)) as busy, "
        "i.fingerprint, i.status, i.headers, i.body "
        "from (select 1) one left join idempotency_keys i on i.tenant = $1 and i.key = $2",
        owner,
        key,
    )


@asynccontextmanager
async def open_session_access(
    floor: Floor,
    request: Request,
    raw: bytes,
    *,
    needs: str,
    scope: str,
    writes: bool,
    request_id: str,
    history: History,
) -> AsyncIterator[Access]:
    """Authenticate a request by its session and open its transaction; the same as `open_access` does for keys.

    Raises:
        Problem: 401 no open session; 403 from elsewhere, or a scope is missing; 404 no member there; 400, 409, 422 by
        headers.
        SecondFactorNeeded: the organization asks for one.
    """
    settings = floor.settings
    token = read_session_token(request.cookies[cookie_name(settings.public_url)])
    if token is None or MODE_HEADER not in request.headers:
        # Without the header it is as if there were no cookie: a browser may have sent it for anybody.
        raise Problem(
            401, "unauthorized", "The key is not right.",
            "Send Authorization: Bearer with an API key (fo_… or fk_…); or, with a session, Faktura-Mode: live|test.",
            headers={"WWW-Authenticate": "Bearer"},
        )  # fmt: skip
    _check_origin(request, settings)
    idempotency_key = read_idempotency_key(request) if writes else None
    fingerprint = fingerprint_of(request, raw) if idempotency_key is not None else b""
    wall = utc_now()
    address = client_address(request, settings.trusted_proxies)
    trace = trace_of(request)
    named = request.headers.get("faktura-version")
    trace.api_version = history.newest if named is None else history.read(named)
    turn = floor.database.acquire((token.person, False), waiting_max=WAITING_MAX, seconds=WAITING_SECONDS_MAX)
    async with turn as connection, connection.transaction():
        actor = show_person(token.person)
        unit = Unit(floor, connection, token.person, actor, request_id, wall, wall)
        await unit.execute("select set_tenant($1)", token.person)
        session = await _session(unit, token.secret_hash)
        entry = await _enter(unit, session, request, needs, address)
        # From here on the request is the tenant's business, however it ends.
        trace.tenant, trace.actor, trace.address = entry.tenant, actor, address
        access = Access(
            unit, entry.kind, entry.owner, entry.scopes, address, idempotency_key, fingerprint, None,
            Rights(tuple(sorted(entry.scopes))), trace.api_version,
        )  # fmt: skip
        access.require(scope)
        if idempotency_key is not None:
            await unit.execute("select set_tenant($1)", entry.owner)
            earlier = await _earlier(unit, entry.owner, idempotency_key)
            access.replay = replay_of(earlier, fingerprint, floor.secret)
        unit.tenant = entry.tenant
        unit.now = await unit.fetch_value("select enter_tenant($1)", entry.tenant) or wall
        request.scope["faktura.tenant"] = str(unit.tenant)
        yield access
