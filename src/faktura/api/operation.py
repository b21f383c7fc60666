"""Operations: one declaration gives the route, the reading of the request, and its page in OpenAPI."""

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, Response

from faktura.api.access import Access, open_access
from faktura.api.addresses import client_address
from faktura.api.answers import Answer, Problem, problem_response, to_json
from faktura.api.body import (
    DOCUMENT_TYPES,
    check_content_type,
    check_media_type,
    read_bytes,
    read_names,
    read_object,
    read_shape,
)
from faktura.api.document_answers import show_document
from faktura.api.etags import entity_tag, is_among, version_in
from faktura.api.limiting import Counted, Limiting
from faktura.api.session_access import has_session, open_session_access
from faktura.api.shaping import EXPAND, FIELDS, Shaping, read_shaping, shaped
from faktura.api.trace import trace_of
from faktura.api.versions import History
from faktura.audit.record import record_write
from faktura.deliveries.read import list_deliveries
from faktura.deliveries.states import DeliveryState
from faktura.errors import Refusal
from faktura.invoices.read import list_files
from faktura.organizations.features import FEATURES, feature_of, refuse_when_off
from faktura.organizations.read import read_standing
from faktura.storage.database import is_outage
from faktura.storage.errors import Crowded
from faktura.storage.floor import Floor
from faktura.storage.ids import read_id
from faktura.storage.unit import Unit, open_unit

log = structlog.get_logger("faktura.api")

WAIT_SECONDS_MAX = 30
BULK_AT_ONCE = 4
"""Long bodies that one process reads and works on at a time."""
_BULK_PLACES = threading.BoundedSemaphore(BULK_AT_ONCE)
_WAIT_STEP_SECONDS = 0.03
_CROWDED = {
    True: (
        429,
        "too_many_at_once",
        "Too many requests at once.",
        "Too many requests of this organization wait already. Send fewer at a time, and repeat this one in a moment.",
    ),
    False: (
        503,
        "overloaded",
        "The server has too much to do.",
        "The request was not carried out. Repeat it in a moment.",
    ),
}


@dataclass(slots=True)
class Call:
    """One request on its way through an operation. `raw` is its body in the newest version, `sent` as it came."""

    floor: Floor
    request: Request
    request_id: str
    raw: bytes
    body: Any = None
    access: Access | None = None
    sent: bytes = b""
    counted: Counted | None = None

    @property
    def unit(self) -> Unit:
        """The open transaction of the tenant."""
        assert self.access is not None
        return self.access.unit

    @property
    def query(self) -> list[tuple[str, str]]:
        """The query parameters in order, without those that shape every answer."""
        shaping = (*EXPAND, FIELDS)
        return [item for item in self.request.query_params.multi_items() if item[0] not in shaping]

    def require(self, scope: str) -> None:
        """Nothing, when the key holds a scope that this very request needs besides the operation's own.

        Raises:
            Problem: 403.
        """
        assert self.access is not None
        self.access.require(scope)

    @property
    def address(self) -> str:
        """Where the request comes from: an IP address."""
        return client_address(self.request, self.floor.settings.trusted_proxies)

    def count_documents(self, count: int) -> None:
        """Let a request that carries many documents count as many against its limits."""
        assert self.counted is not None
        self.counted.charge(count - 1)

    def path_id(self, prefix: str, name: str) -> UUID:
        """An id of the path; one that can't be read becomes an id that nothing has, so that the answer is 404."""
        return read_id(prefix, self.request.path_params[name]) or UUID(int=0)

    @property
    def history(self) -> History:
        """The versions of the API."""
        history: History = self.request.app.state.history
        return history

    @property
    def api_version(self) -> str:
        """The version that the client speaks."""
        return trace_of(self.request).api_version or self.history.newest

    def expected_version(self) -> int | None:
        """The version in If-Match (``"3-9f86d081884c7d65"``, or ``"3"``), which a change must meet.

        Raises:
            Problem: 400, it is not one of our entity tags.
        """
        tag = self.request.headers.get("if-match")
        if tag is None or tag == "*":
            return None
        version = version_in(tag)
        if version is None:
            raise Problem(400, "if_match_invalid", "If-Match is not right.", "Send the ETag that was answered.")
        return version


Handler = Callable[[Call], Awaitable[Answer]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation of the API.

    `needs`: ``organization``, ``account``, ``either`` of the two, or nothing. `scope`: what the key must hold, when it
    is not what method and path say (`scope_of`). `shape`: the body's shape; ``dict`` reads any object, ``bytes`` a
    document as it is. `reads_only`: it is sent by POST and changes nothing, so the audit trail is silent.
    `bulk`: the body may be as long as `bulk_body_bytes_max` says; the key is asked for before it is read, only some
    are read at a time, and the operation reads its JSON itself. `changes`: the shape that a merge patch changes.
    `takes`: the media types of a body of bytes.
    `when_closed`: it is possible in a closed organization, too, as all reading is.
    `answers_secret`: what it answers is shown once, so that it is remembered encrypted. `expands`: fields of the answer
    that hold ids, and can hold the things themselves instead (``expand[]``). `answers`: status -> shape of
    the body for OpenAPI (None: no JSON). `parameters`: OpenAPI parameter objects of the query. `refusals`: codes that
    it may answer besides those that every operation has.
    """

    method: str
    path: str
    name: str
    summary: str
    run: Handler
    tag: str
    needs: str = "organization"
    scope: str = ""
    shape: Any = None
    body_optional: bool = False
    reads_only: bool = False
    bulk: bool = False
    takes: tuple[str, ...] = DOCUMENT_TYPES
    when_closed: bool = False
    answers_secret: bool = False
    merge_patch: bool = False
    changes: Any = None
    expands: tuple[str, ...] = ()
    answers: Mapping[int, Any] = field(default_factory=dict)
    media_types: tuple[str, ...] = ("application/json",)
    parameters: tuple[Mapping[str, Any], ...] = ()
    refusals: tuple[int, ...] = ()

    @property
    def writes(self) -> bool:
        """Whether it changes something, and so takes an Idempotency-Key."""
        return self.method != "GET"

    @property
    def feature(self) -> str | None:
        """The feature that it belongs to, which an organization's account may switch off."""
        return feature_of(self.needed_scope) if self.needs == "organization" else None

    @property
    def needed_scope(self) -> str:
        """The scope that a key must hold; nothing where no key is asked for."""
        return (self.scope or scope_of(self.method, self.path)) if self.needs else ""


def scope_of(method: str, path: str) -> str:
    """The scope of a route: its resource, and ``read`` or ``write``.

    The resource is the first part behind ``/v1``; what lies below an organization is a resource of its own.
    """
    parts = path.split("/")[2:]
    resource = parts[2] if parts[0] == "organizations" and len(parts) > 2 else parts[0]
    return f"{resource}:{'read' if method == 'GET' else 'write'}"


class Operations:
    """The operations of one resource, declared by decorator."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.all: list[Operation] = []

    def declare(self, method: str, path: str, name: str, summary: str, **more: Any) -> Callable[[Handler], Handler]:
        """Declare the decorated function as the operation `name`."""

        def keep(run: Handler) -> Handler:
            self.all.append(
                Operation(method=method, path=path, name=name, summary=summary, run=run, tag=self.tag, **more)
            )
            return run

        return keep


def wait_seconds(request: Request) -> float:
    """The seconds of ``Prefer: wait=10``, at most 30; 0 when it is absent or can't be read."""
    for preference in request.headers.get("prefer", "").replace(";", ",").split(","):
        name, _, value = preference.strip().partition("=")
        if name.strip().lower() == "wait" and value.strip().isascii() and value.strip().isdigit():
            return min(int(value[:6]), WAIT_SECONDS_MAX)
    return 0


async def files_are_there(floor: Floor, tenant: UUID, invoice: UUID, seconds: float, *, delivered: bool) -> bool:
    """Wait until a document's files are written (and its deliveries attempted); False when the time ran out."""
    end = time.monotonic() + seconds
    while True:
        async with open_unit(floor, tenant, actor="api") as unit:
            ready = bool(await list_files(unit, invoice))
            if ready and delivered:
                deliveries = await list_deliveries(unit, invoice=invoice)
                ready = not any(each.state is DeliveryState.WAITING and not each.attempts for each in deliveries)
        if ready or time.monotonic() >= end:
            return ready
        await asyncio.sleep(_WAIT_STEP_SECONDS)


async def _pass_gates(operation: Operation, call: Call) -> None:
    """Nothing, when the organization is open, or only read, and has the feature.

    Raises:
        OrganizationClosed, FeatureOff.
    """
    # Whoever leaves takes the data along.
    may = operation.reads_only or operation.when_closed or operation.needed_scope == "exports:write"
    changes = operation.writes and not may
    feature = operation.feature
    if operation.needs == "account" or not (changes or feature):
        return
    assert call.access is not None
    standing = await read_standing(call.unit)
    if changes:
        standing.refuse_when_closed()
    if feature and not (FEATURES[feature].account_passes and call.access.kind == "account"):
        refuse_when_off(standing.features_off, feature)


async def _read_body(operation: Operation, call: Call) -> None:
    call.raw = call.history.upgrade(operation.name, call.api_version, call.raw)
    if operation.shape is None:
        if call.raw.strip():
            raise Problem(422, "body_unexpected", "No body is expected.", "This operation takes no body; send none.")
        return
    if operation.body_optional and not call.raw.strip():
        call.body = operation.shape()
        return
    if operation.shape is bytes:
        check_media_type(call.request, operation.takes)
        call.body = call.raw
        return
    check_content_type(call.request)
    if operation.bulk:
        call.body = call.raw
        return
    call.body = read_object(call.raw) if operation.shape is dict else read_shape(operation.shape, call.raw)


async def _audit(operation: Operation, call: Call, answer: Answer) -> None:
    """Say in the audit trail who did this: the thing is the one answered, else the one of the path."""
    if operation.reads_only:
        return
    body = answer.body if isinstance(answer.body, dict) else {}
    target = body.get("id") or next(reversed(call.request.path_params.values()), "")
    fields = sorted(read_names(call.raw)) if operation.shape not in (None, bytes) else []
    await record_write(
        call.unit, operation.name, str(target)[:100], status=answer.status, address=call.address, fields=fields
    )


def _version_of(answer: Answer) -> int | None:
    version = answer.body.get("version") if isinstance(answer.body, dict) else None
    return version if isinstance(version, int) and not isinstance(version, bool) else None


async def _written(
    operation: Operation, call: Call, answer: Answer, shaping: Shaping | None = None
) -> tuple[bytes, dict[str, str]]:
    """The bytes and the headers of an answer: as the client asked for it, in the version that the client speaks."""
    if answer.status == 204:
        return b"", dict(answer.headers)
    if answer.file is not None:
        return b"", {**answer.headers, "content-type": answer.media_type}
    version = _version_of(answer)
    if not isinstance(answer.body, bytes):
        trace_of(call.request).tell_of(answer.body)
        if shaping is not None:
            answer = await shaped(answer, replace(shaping, fields=()), call.unit)
        answer = replace(answer, body=call.history.downgrade(call.api_version, answer.body))
        if shaping is not None:
            # Fields are named as the client knows them.
            answer = await shaped(answer, replace(shaping, expand=()), call.unit)
    body = answer.body if isinstance(answer.body, bytes) else to_json(answer.body)
    headers = {**answer.headers, "content-type": answer.media_type}
    # Bytes of a file come with a tag of their own.
    if version is not None or (operation.method == "GET" and "ETag" not in headers):
        headers["ETag"] = entity_tag(version, body)
    return body, headers


def _response(operation: Operation, call: Call, answer: Answer, body: bytes, headers: dict[str, str]) -> Response:
    asked = call.request.headers.get("if-none-match")
    tag = headers.get("ETag")
    if operation.method == "GET" and answer.status == 200 and asked and tag and is_among(tag, asked):
        return Response(status_code=304, headers={"ETag": tag})
    if answer.file is not None:
        return FileResponse(answer.file, answer.status, headers)
    return Response(body, answer.status, headers)


async def _answer(operation: Operation, call: Call) -> Response:
    limiting: Limiting = call.request.app.state.limiting
    reads = operation.method == "GET" or operation.reads_only
    call.counted = await limiting.begin(call.request, needs_key=bool(operation.needs), reads=reads)
    if not operation.bulk:
        return await _answer_in(operation, call, call.floor.settings.body_bytes_max)
    # Nobody without a key may fill the memory, and nobody with one alone.
    async with _access(operation, call) as access:
        await call.counted.enter(access)
    with _room_for_bulk():
        return await _answer_in(operation, call, call.floor.settings.bulk_body_bytes_max)


@contextmanager
def _room_for_bulk() -> Iterator[None]:
    """One of the places for long bodies.

    Raises:
        Problem: 503, none is free.
    """
    if not _BULK_PLACES.acquire(blocking=False):
        raise Problem(
            503, "bulk_busy", "Too many long requests at once.", "Ask again in a moment.", headers={"Retry-After": "2"}
        )
    try:
        yield
    finally:
        _BULK_PLACES.release()


def _access(operation: Operation, call: Call) -> AbstractAsyncContextManager[Access]:
    """The request's transaction, without regard to an earlier answer."""
    opening = open_session_access if has_session(call.request, call.floor.settings) else open_access
    return opening(
        call.floor,
        call.request,
        b"",
        needs=operation.needs,
        scope=operation.needed_scope,
        writes=False,
        request_id=call.request_id,
        history=call.history,
    )


async def _answer_in(operation: Operation, call: Call, bytes_max: int) -> Response:
    floor, request = call.floor, call.request
    call.raw = call.sent = await read_bytes(request, bytes_max) if operation.method != "GET" else b""
    if not operation.needs:
        if (version := request.headers.get("faktura-version")) is not None:
            trace_of(request).api_version = call.history.read(version)
        await _read_body(operation, call)
        answer = await operation.run(call)
        return _response(operation, call, answer, *await _written(operation, call, answer))
    opening = open_session_access if has_session(request, floor.settings) else open_access
    async with opening(
        floor,
        request,
        call.raw,
        needs=operation.needs,
        scope=operation.needed_scope,
        writes=operation.writes,
        request_id=call.request_id,
        history=call.history,
    ) as access:
        call.access = access
        if call.counted is not None:
            await call.counted.enter(access)
        if access.replay is not None:
            replay = access.replay
            headers = {**replay.headers, "Idempotent-Replayed": "true"}
            return Response(replay.body, replay.status, headers)
        await _pass_gates(operation, call)
        await _read_body(operation, call)
        shaping = None
        if not operation.writes:
            # What older fields are called, their conversion knows, and no list of names.
            named = operation.answers.get(200) if call.api_version == call.history.newest else None
            shaping = read_shaping(request, operation.expands, named)
        answer = await operation.run(call)
        body, headers = await _written(operation, call, answer, shaping)
        if operation.writes and answer.later is None:
            await _audit(operation, call, answer)
            await access.remember(answer.status, headers, body, secret=operation.answers_secret)
        tenant = access.unit.tenant
    if answer.later is not None:
        answer = await answer.later()
        body, headers = await _written(operation, call, answer)
        if operation.reads_only and call.access is not None and call.access.idempotency_key is not None:
            # It changed nothing, so its answer may be kept in a transaction of its own.
            async with open_unit(floor, tenant, actor=call.access.unit.actor, request_id=call.request_id) as unit:
                await replace(call.access, unit=unit).remember(answer.status, headers, body)
    response = _response(operation, call, answer, body, headers)
    seconds = wait_seconds(request)
    if answer.wait_for is not None and seconds:
        # The write is committed; from here on it is only about showing what the jobs have done meanwhile.
        await files_are_there(floor, tenant, answer.wait_for, seconds, delivered=True)
        async with open_unit(floor, tenant, actor="api", request_id=call.request_id) as unit:
            shown = await show_document(unit, answer.wait_for)
        # What was found on the way to sending is told once, with the request that asked for it.
        known = replace(answer, body={**shown.body, "findings": answer.body["findings"]})
        response = _response(operation, call, known, *await _written(operation, call, known))
        response.headers["Preference-Applied"] = f"wait={int(seconds)}"
    return response


async def respond(operation: Operation, floor: Floor, request: Request) -> Response:
    """Run an operation for a request; every refusal becomes a problem, everything else is a fault of ours."""
    request_id = request.scope["faktura.request_id"]
    call = Call(floor, request, request_id, b"")
    response = await _respond(operation, call)
    if call.counted is not None:
        response.headers.update(call.counted.headers())
    return response


async def _respond(operation: Operation, call: Call) -> Response:
    request_id = call.request_id
    try:
        return await _answer(operation, call)
    except (Problem, Refusal) as refusal:
        if isinstance(refusal, Problem) and operation.needs and call.counted is not None and call.access is None:
            call.counted.fail(forget=refusal.status == 401)
        trace_of(call.request).tell(refusal.code, refusal.findings)
        findings = call.history.place_back(operation.name, call.api_version, refusal.findings)
        headers = refusal.headers if isinstance(refusal, Problem) else None
        if refusal.status == 503 and not headers:
            headers = {"Retry-After": "2"}
        return problem_response(
            refusal.status, refusal.code, refusal.title, refusal.detail, request_id, findings, headers
        )
    except Crowded as crowd:
        trace_of(call.request).tell(_CROWDED[crowd.of_one][1], ())
        return problem_response(*_CROWDED[crowd.of_one], request_id, headers={"Retry-After": "1"})
    except ClientDisconnect:
        return Response(status_code=499)
    except Exception as error:
        if not is_outage(error):
            raise
        trace_of(call.request).tell("database_unavailable", ())
        log.warning("database_lost", request_id=request_id, error=type(error).__name__, detail=str(error))
        return problem_response(
            503,
            "database_unavailable",
            "The database does not answer.",
            "Repeat the request in a moment. It may have been carried out all the same; with the same Idempotency-Key "
            "it is not carried out twice.",
            request_id,
            headers={"Retry-After": "1"},
        )
