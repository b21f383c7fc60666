"""The audit trail over HTTP: entries, exports, seals, verification."""

import base64
from typing import Any

from faktura.api import parameters
from faktura.api.answers import Answer
from faktura.api.audit_shapes import AuditEntryAnswer, AuditTrailAnswer, SealList, TrailReportAnswer
from faktura.api.operation import Call, Operations
from faktura.api.paging import make_cursor, moment, read_page, text
from faktura.audit.read import list_entries, list_seals, read_entry, read_sealed_text
from faktura.audit.seal import Seal
from faktura.audit.verify import verify_trail

OPERATIONS = Operations("audit trail")

EXPORT_LINES_MAX = 10_000
JSON_LINES = "application/jsonl"
_PATH = "/v1/audit-trail"
_SCOPE = "audit-trail:read"
_FILTERS = {"actor": text, "operation": text, "target": text, "request_id": text, "address": text}
_FORMATS = ("json", "jsonl")


@OPERATIONS.declare(
    "GET",
    _PATH,
    "audit_trail.list",
    "Who did what, when and from where, newest first; as JSON lines, the oldest first.",
    needs="either",
    answers={200: AuditTrailAnswer},
    media_types=("application/json", JSON_LINES),
    parameters=(
        *parameters.PAGING,
        *parameters.texts(*_FILTERS),
        *parameters.times("occurred_at"),
        parameters.words("format", *_FORMATS),
    ),
)
async def list_all(call: Call) -> Answer:
    """List entries. JSON lines come in pages as well, long ones: the header Link names the next."""
    as_lines = _wants_lines(call)
    page = read_page(
        call.query,
        filters={**_FILTERS, "occurred_at": moment},
        comparable=frozenset({"occurred_at"}),
        several=frozenset(_FILTERS),
        options={"format": _FORMATS.__contains__},
    )
    if as_lines:
        return await _export(call, page)
    found = await list_entries(call.unit, page.conditions, after=page.after, limit=page.limit + 1)
    shown = found[: page.limit]
    more = len(found) > page.limit
    cursor = make_cursor(shown[-1].occurred_at, shown[-1].id) if more else None
    return Answer(body={"data": [entry.to_plain() for entry in shown], "has_more": more, "next_cursor": cursor})


def _wants_lines(call: Call) -> bool:
    named = call.request.query_params.get("format")
    if named is not None:
        return named == "jsonl"
    accepted = [each.partition(";")[0].strip().lower() for each in call.request.headers.get("accept", "").split(",")]
    return any(each in (JSON_LINES, "application/x-ndjson") for each in accepted) and "application/json" not in accepted


async def _export(call: Call, page: Any) -> Answer:
    limit = page.limit if "limit" in call.request.query_params else EXPORT_LINES_MAX
    found = await list_entries(call.unit, page.conditions, after=page.after, limit=limit + 1, oldest_first=True)
    shown = found[:limit]
    headers = {"Content-Disposition": 'attachment; filename="audit-trail.jsonl"'}
    if len(found) > limit:
        cursor = make_cursor(shown[-1].occurred_at, shown[-1].id)
        following = call.request.url.include_query_params(cursor=cursor)
        headers["Link"] = f'<{following.path}?{following.query}>; rel="next"'
    return Answer(body=b"".join(entry.to_line() for entry in shown), media_type=JSON_LINES, headers=headers)


def _show(seal: Seal) -> dict[str, Any]:
    return {
        "number": seal.number,
        "object": "audit_seal",
        "entries": len(seal.entries),
        "first_at": seal.first_at,
        "last_at": seal.last_at,
        "previous_hash": seal.previous_hash.hex() if seal.previous_hash is not None else None,
        "hash": seal.hash.hex(),
        "sealed_at": seal.sealed_at,
    }


def _number(cursor: str) -> int | None:
    try:
        raw = base64.b64decode(cursor.encode(), altchars=b"-_", validate=True)
    except ValueError:
        return None
    return int.from_bytes(raw, "big") if len(raw) == 8 and raw[0] < 128 else None


@OPERATIONS.declare(
    "GET",
    f"{_PATH}/seals",
    "audit_trail.seals.list",
    "The seals, in order. Whoever keeps a hash elsewhere can prove later that nothing before it was removed.",
    needs="either",
    scope=_SCOPE,
    answers={200: SealList},
    parameters=parameters.PAGING,
)
async def seals_list(call: Call) -> Answer:
    """List seals."""
    given = dict(call.query).get("cursor")
    after = 0 if given is None else _number(given)
    # A cursor here is a number; for the reader of all other lists it is none.
    page = read_page([each for each in call.query if each[0] != "cursor" or after is None], filters={})
    found = await list_seals(call.unit, after=after or 0, limit=page.limit + 1)
    shown = found[: page.limit]
    more = len(found) > page.limit
    cursor = base64.urlsafe_b64encode(shown[-1].number.to_bytes(8, "big")).decode() if more else None
    return Answer(body={"data": [_show(seal) for seal in shown], "has_more": more, "next_cursor": cursor})


@OPERATIONS.declare(
    "GET",
    f"{_PATH}/seals/{{number}}/lines",
    "audit_trail.seals.lines",
    "What a seal's hash is made of: the hash before and the entries, a line each. Its SHA-256 is the seal's hash.",
    needs="either",
    scope=_SCOPE,
    answers={200: None},
    media_types=(JSON_LINES,),
)
async def seal_lines(call: Call) -> Answer:
    """Get the lines of a seal."""
    number = call.request.path_params["number"]
    is_number = number.isascii() and number.isdigit() and len(number) <= 18
    return Answer(body=await read_sealed_text(call.unit, int(number) if is_number else 0), media_type=JSON_LINES)


@OPERATIONS.declare(
    "POST",
    f"{_PATH}/verify",
    "audit_trail.verify",
    "Seal what is unsealed, compute all hashes again, and name what was changed, removed or added.",
    needs="either",
    scope=_SCOPE,
    reads_only=True,
    answers={200: TrailReportAnswer},
)
async def verify(call: Call) -> Answer:
    """Verify the audit trail."""
    tenant = call.unit.tenant

    async def verified() -> Answer:
        return Answer(body=(await verify_trail(call.floor, tenant)).to_plain())

    return Answer(later=verified)


@OPERATIONS.declare(
    "GET",
    f"{_PATH}/{{audit_entry}}",
    "audit_trail.get",
    "Get an entry of the audit trail.",
    needs="either",
    answers={200: AuditEntryAnswer},
)
async def get(call: Call) -> Answer:
    """Get an entry."""
    return Answer(body=(await read_entry(call.unit, call.path_id("aud", "audit_entry"))).to_plain())
