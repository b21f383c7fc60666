"""Access: who asks, for which tenant, and whether the same request was answered before."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
from starlette.requests import Request

from faktura.api.addresses import client_address, is_within
from faktura.api.answers import Problem
from faktura.api.remembered import open_answer, seal_answer
from faktura.api.trace import trace_of
from faktura.api.versions import History
from faktura.organizations.key_rights import Rights
from faktura.organizations.keys import read_key, touch_key
from faktura.organizations.read import has_organization
from faktura.organizations.scopes import holds
from faktura.organizations.tenants import Mode, mode_of, owner_of, tenant_of
from faktura.storage.floor import Floor
from faktura.storage.ids import read_id, show_id
from faktura.storage.unit import Unit, utc_now

IDEMPOTENCY_KEY_LENGTH_MAX = 255
IDEMPOTENCY_DAYS = 30
WAITING_MAX = 500
WAITING_SECONDS_MAX = 20
_LAST_USED_PRECISION = timedelta(minutes=1)
_SEALED = "faktura-sealed"
_NO_RIGHTS = Rights(())
_CHALLENGE = {"WWW-Authenticate": "Bearer"}


@dataclass(frozen=True, slots=True)
class Replay:
    """The answer that was given before."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Access:
    """An authenticated request with its open transaction.

    `owner_tenant` is the tenant of whoever asks, `scopes` what they may do, `address` where they ask from, `rights`
    all that they hold and could give away, `api_version` how they want to be answered.
    """

    unit: Unit
    kind: str
    owner_tenant: UUID
    scopes: frozenset[str]
    address: str
    idempotency_key: str | None
    fingerprint: bytes
    replay: Replay | None
    rights: Rights = _NO_RIGHTS
    api_version: str = ""

    @property
    def mode(self) -> Mode:
        """Live or test."""
        return mode_of(self.owner_tenant)

    def require(self, scope: str) -> None:
        """Nothing, when the key holds the scope.

        Raises:
            Problem: 403.
        """
        if not holds(self.scopes, scope):
            raise Problem(
                403,
                "scope_missing",
                "The key may not do that.",
                f"This needs the scope {scope}; the key holds {', '.join(sorted(self.scopes)) or 'none'}.",
            )

    @asynccontextmanager
    async def acting_for(self, tenant: UUID) -> AsyncIterator[Unit]:
        """The same transaction under another tenant, until the block ends."""
        unit = self.unit
        await unit.execute("select set_tenant($1)", tenant)
        yield replace(unit, tenant=tenant)
        await unit.execute("select set_tenant($1)", unit.tenant)

    async def remember(self, status: int, headers: dict[str, str], body: bytes, *, secret: bool = False) -> None:
        """Keep the answer for a replay, in the transaction of the write itself; one with a secret is encrypted."""
        if self.idempotency_key is None:
            return
        unit = self.unit
        if secret:
            headers, body = {**headers, _SEALED: "1"}, seal_answer(unit.floor.secret, body)
        if self.owner_tenant != unit.tenant:
            await unit.execute("select set_tenant($1)", self.owner_tenant)
        await unit.execute(
            "with old as (delete from idempotency_keys where tenant = $1 and created_at < $2) "
            "insert into idempotency_keys (tenant, key, fingerprint, status, headers, body, created_at) "
            "values ($1, $3, $4, $5, $6, $7, $8)",
            self.owner_tenant,
            unit.wall - timedelta(days=IDEMPOTENCY_DAYS),
            self.idempotency_key,
            self.fingerprint,
            status,
            headers,
            body,
            unit.wall,
        )


def _unauthorized(detail: str) -> Problem:
    return Problem(401, "unauthorized", "The key is not right.", detail, headers=_CHALLENGE)


def read_idempotency_key(request: Request) -> str | None:
    """The Idempotency-Key of a write, if there is one.

    Raises:
        Problem: 400.
    """
    key = request.headers.get("idempotency-key")
    if key is None:
        return None
    if not 0 < len(key) <= IDEMPOTENCY_KEY_LENGTH_MAX or not key.isascii() or not key.isprintable():
        raise Problem(
            400,
            "idempotency_key_invalid",
            "The Idempotency-Key is not right.",
            f"Send 1 to {IDEMPOTENCY_KEY_LENGTH_MAX} printable ASCII characters, a new UUID for instance.",
        )
    return key


def replay_of(row: Any, fingerprint: bytes, secret: bytes) -> Replay | None:
    """The answer that was given before, if there was one.

    Raises:
        Problem: 409 it is being given; 422 the key belongs to another request.
    """
    if row["busy"]:
        raise Problem(
            409,
            "idempotency_busy",
            "The first request is still running.",
            "A request with this Idempotency-Key is being answered; repeat yours in a moment.",
            headers={"Retry-After": "1"},
        )
    if row["fingerprint"] is None:
        return None
    if row["fingerprint"] != fingerprint:
        raise Problem(
            422,
            "idempotency_key_reused",
            "The Idempotency-Key belongs to another request.",
            "This key came with another method, path or body before. Use a new key for a new request.",
        )
    headers = dict(row["headers"])
    body = open_answer(secret, row["body"]) if headers.pop(_SEALED, None) else row["body"]
    return Replay(row["status"], headers, body)


def fingerprint_of(request: Request, raw: bytes) -> bytes:
    """What makes two requests the same: method, path, query, organization and body."""
    head = orjson.dumps(
        [request.method, request.url.path, request.url.query, request.headers.get("faktura-organization", "")]
    )
    return hashlib.sha256(head + b"\n" + raw).digest()


@asynccontextmanager
async def open_access(
    floor: Floor, request: Request, raw: bytes, *, needs: str, scope: str, writes: bool, request_id: str,
    history: History,
) -> AsyncIterator[Access]:  # fmt: skip
    """Authenticate a request and open its transaction, in one round trip.

    `needs`: ``organization`` (an account key then names one by header), ``account``, or ``either`` (an account key may
    name one, or means the account itself). `scope`: what the key must hold.

    Raises:
        Problem: 401 no right key; 403 the wrong kind of key, place, page or scope; 404 not the account's organization;
        409, 422 by the idempotency key.
    """
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    key = read_key(credentials.strip()) if scheme.lower() == "bearer" else None
    if key is None:
        raise _unauthorized("Send Authorization: Bearer with an API key (fo_… or fk_…).")
    idempotency_key = read_idempotency_key(request) if writes else None
    fingerprint = fingerprint_of(request, raw) if idempotency_key is not None else b""
    wall = utc_now()
    address = client_address(request, floor.settings.trusted_proxies)
    trace = trace_of(request)
    lane = request.scope.get("faktura.lane", (key.tenant, False))
    turn = floor.database.acquire(lane, waiting_max=WAITING_MAX, seconds=WAITING_SECONDS_MAX)
    async with turn as connection, connection.transaction():
        row = await connection.fetchrow(
            "select * from open_request($1, $2, $3)", key.tenant, key.secret_hash, idempotency_key
        )
        if row is None or row["kind"] != key.kind:
            raise _unauthorized("This key is unknown or revoked.")
        # From here on the caller has shown the secret, so the request is the tenant's business, however it ends.
        actor = show_id("key", row["key_id"])
        trace.tenant, trace.actor, trace.address = key.tenant, actor, address
        named = request.headers.get("faktura-version")
        trace.api_version = history.remembered(row["api_version"]) if named is None else history.read(named)
        origin = request.headers.get("origin", "")
        if origin in row["allowed_origins"]:
            trace.origin = origin
        _refuse_key(row, wall, address, origin)
        unit = Unit(floor, connection, key.tenant, actor, request_id, row["clock"] or wall, wall)
        if row["last_used_at"] is None or wall - row["last_used_at"] > _LAST_USED_PRECISION:
            await touch_key(unit, row["key_id"], address)
        access = Access(
            unit, key.kind, key.tenant, frozenset(row["scopes"]), address, idempotency_key, fingerprint, None,
            Rights(
                tuple(row["scopes"]), row["expires_at"], tuple(row["allowed_addresses"]), tuple(row["allowed_origins"])
            ),
            trace.api_version,
        )  # fmt: skip
        if scope:
            access.require(scope)
        access.replay = replay_of(row, fingerprint, floor.secret) if idempotency_key is not None else None
        await _enter(unit, key.kind, needs, request)
        trace.tenant = unit.tenant
        request.scope["faktura.tenant"] = str(unit.tenant)
        yield access


def _refuse_key(row: Any, now: datetime, address: str, origin: str) -> None:
    """Refuse a key that has ended, or comes from where it may not come from.

    Raises:
        Problem: 401, 403.
    """
    if row["revoked_at"] is not None:
        raise _unauthorized("This key is unknown or revoked.")
    if row["expires_at"] is not None and row["expires_at"] <= now:
        raise _unauthorized("This key has expired.")
    if row["allowed_addresses"] and not is_within(address, row["allowed_addresses"]):
        raise Problem(
            403,
            "address_not_allowed",
            "The key is not taken from here.",
            f"The key may be used from {', '.join(row['allowed_addresses'])} only; you ask from {address}.",
        )
    if row["allowed_origins"] and origin not in row["allowed_origins"]:
        raise Problem(
            403,
            "origin_not_allowed",
            "The key is not taken from this page.",
            f"The key is for pages of {', '.join(row['allowed_origins'])}, whose browsers name them in Origin.",
        )


async def _enter(unit: Unit, kind: str, needs: str, request: Request) -> None:
    """Lead the unit into the tenant that the request is about."""
    tenant = unit.tenant
    named = request.headers.get("faktura-organization")
    if kind == "organization":
        if needs == "account":
            raise Problem(
                403, "account_key_needed", "An account's key is needed.", "Use the account's key (fk_…) for this."
            )
        # The key says enough; whoever names an organization as well must mean the same one.
        if named is not None and read_id("org", named) != owner_of(tenant):
            raise Problem(
                404, "organization_not_found", "There is no such organization.", "The key is another organization's."
            )
        return
    if needs == "account" or (needs == "either" and named is None):
        return
    if named is None:
        raise Problem(
            400,
            "organization_missing",
            "The organization is not named.",
            "An account's key names the organization with the header Faktura-Organization: org_….",
        )
    organization = read_id("org", named)
    if organization is None or not await has_organization(unit, organization):
        raise Problem(
            404, "organization_not_found", "There is no such organization.", "The account has no such organization."
        )
    unit.tenant = tenant_of(organization, mode_of(tenant))
    clock = await unit.fetch_value("select enter_tenant($1)", unit.tenant)
    unit.now = clock or unit.wall
