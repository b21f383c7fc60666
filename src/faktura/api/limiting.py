"""Limiting: which limits a request counts against, before its body is read and before it takes a connection.

Whose key it is can only be known from the database, so each process remembers the keys that it has seen to be right,
by the hash of their secret. That decides only what is counted and in whose lane a request waits: whether the key
still holds is asked with every request. A key that was never seen here is counted once it is known, and while it is
not, the request stands in a lane of its address: nobody can use up the limits, or stand in the lane, of another.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from starlette.requests import Request

from faktura.api.access import Access
from faktura.api.addresses import client_address
from faktura.api.answers import Problem
from faktura.limits.errors import TooManyRequests
from faktura.limits.limiter import Limiter
from faktura.limits.rates import Kind, Subject, address_subject
from faktura.organizations.keys import read_key
from faktura.organizations.tenants import owner_of
from faktura.storage.floor import Floor
from faktura.storage.ids import read_id

KNOWN_MAX = 20_000
OPEN_WRITE_COST = 10
"""What a write without a key counts (signing up, signing in): guessing must be slow."""

_Caller = tuple[UUID, bytes, str]


@dataclass(frozen=True, slots=True)
class _Known:
    """Whom a key that was right stood for."""

    tenant: UUID
    owners: tuple[tuple[Kind, UUID, UUID], ...]

    def subjects(self, of: str) -> tuple[Subject, ...]:
        return tuple(Subject(kind, tenant, owner, of) for kind, tenant, owner in self.owners)


class Limiting:
    """The limits of one application."""

    def __init__(self, floor: Floor) -> None:
        self.limiter = Limiter(floor.settings, floor.database)
        self._floor = floor
        self._known: OrderedDict[_Caller, _Known] = OrderedDict()

    async def begin(self, request: Request, *, needs_key: bool, reads: bool) -> "Counted":
        """Count a request as far as it is known whose it is.

        Raises:
            Problem: 429.
        """
        counted = Counted(self, request, "reads" if reads else "writes")
        try:
            await counted.begin(needs_key=needs_key)
        except TooManyRequests as error:
            raise too_many(error, counted.headers()) from None
        return counted

    async def page(self, request: Request) -> int:
        """Count a page that needs no key by its reader's address; the seconds to wait, or 0."""
        address = client_address(request, self._floor.settings.trusted_proxies)
        try:
            await self.limiter.admit([address_subject(self._floor.secret, address, "pages")])
        except TooManyRequests as error:
            return _whole(error.seconds)
        return 0

    def recall(self, caller: _Caller) -> _Known | None:
        """Whom a key stood for, when it was seen before."""
        known = self._known.get(caller)
        if known is not None:
            self._known.move_to_end(caller)
        return known

    def remember(self, caller: _Caller, known: _Known) -> None:
        """Keep whom a key stands for."""
        self._known[caller] = known
        if len(self._known) > KNOWN_MAX:
            self._known.popitem(last=False)

    def forget(self, caller: _Caller) -> None:
        """A key is not right any more."""
        self._known.pop(caller, None)

    def of_address(self, request: Request, of: str) -> Subject:
        """The bucket of a request's address."""
        return address_subject(self._floor.secret, client_address(request, self._floor.settings.trusted_proxies), of)


class Counted:
    """One request and what it counts against."""

    def __init__(self, limiting: Limiting, request: Request, of: str) -> None:
        self._limiting = limiting
        self._request = request
        self._of = of
        self._caller = _caller(request)
        self._known: _Known | None = None
        self._subjects: Sequence[Subject] = ()

    async def begin(self, *, needs_key: bool) -> None:
        """Count what is known before the body is read."""
        limiter = self._limiting.limiter
        if not needs_key:
            self._subjects = (self._limiting.of_address(self._request, f"open-{self._of}"),)
            await limiter.admit(self._subjects, OPEN_WRITE_COST if self._of == "writes" else 1)
            return
        self._known = self._limiting.recall(self._caller) if self._caller is not None else None
        if self._known is None:
            # Guesses are counted when they failed; an address that has failed too often is not asked any more.
            failures = self._limiting.of_address(self._request, "failures")
            self._request.scope["faktura.lane"] = (failures.owner, self._caller[0] if self._caller else None)
            await limiter.check(failures)
            return
        self._request.scope["faktura.lane"] = (self._known.tenant, False)
        self._subjects = self._known.subjects(self._of)
        await limiter.admit(self._subjects)

    async def enter(self, access: Access) -> None:
        """The key is right: a request whose key was not known is counted now.

        Raises:
            Problem: 429.
        """
        if self._known is not None:
            return
        self._known = _known_of(access)
        if self._caller is not None:
            self._limiting.remember(self._caller, self._known)
        self._subjects = self._known.subjects(self._of)
        try:
            # The request holds its connection already.
            await self._limiting.limiter.admit(self._subjects, waits=False)
        except TooManyRequests as error:
            raise too_many(error, self.headers()) from None

    def fail(self, *, forget: bool) -> None:
        """It was refused before it was known whose it is; with `forget`, because the key is not right (any more)."""
        if self._known is not None and not forget:
            return
        if forget and self._caller is not None:
            self._limiting.forget(self._caller)
        self._limiting.limiter.charge([self._limiting.of_address(self._request, "failures")], 1)

    def charge(self, amount: int) -> None:
        """Count more, once it is known how much is asked for."""
        self._limiting.limiter.charge(self._subjects, amount)

    def headers(self) -> dict[str, str]:
        """The header fields that tell a client how much is left (draft-ietf-httpapi-ratelimit-headers)."""
        standings = self._limiting.limiter.standing(self._subjects)
        if not standings:
            return {}
        policies = (f'"{each.policy}";q={each.rate.burst};w={each.rate.window}' for each in standings)
        left = (f'"{each.policy}";r={each.left};t={each.seconds}' for each in standings)
        return {"RateLimit-Policy": ", ".join(policies), "RateLimit": ", ".join(left)}


def too_many(error: TooManyRequests, headers: dict[str, str]) -> Problem:
    """The answer to a request that came too often."""
    seconds = _whole(error.seconds)
    return Problem(
        429,
        "rate_limited",
        "Too many requests.",
        f"The limit {error.policy} is used up. Repeat the request after {seconds} seconds; see Retry-After, RateLimit "
        "and RateLimit-Policy.",
        headers={**headers, "Retry-After": str(seconds)},
    )


def _whole(seconds: float) -> int:
    return max(1, int(seconds + 0.999))


def _caller(request: Request) -> _Caller | None:
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    key = read_key(credentials.strip()) if scheme.lower() == "bearer" else None
    return (key.tenant, key.secret_hash, request.headers.get("faktura-organization", "")) if key else None


def _known_of(access: Access) -> _Known:
    tenant, owner = access.unit.tenant, access.owner_tenant
    key = read_id("key", access.unit.actor) or access.unit.actor
    owners: list[Any] = [(Kind.KEY, owner, key)]
    if tenant != owner or access.kind == "organization":
        owners.append((Kind.ORGANIZATION, tenant, owner_of(tenant)))
    if access.kind == "account":
        owners.append((Kind.ACCOUNT, owner, owner_of(owner)))
    return _Known(tenant, tuple(owners))
