"""Many documents in one call over HTTP. They are read and made ready in processes of their own."""

import asyncio
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, Literal

import orjson
from annotated_types import Len
from pydantic_core import from_json

from faktura.api.access import Access, open_access
from faktura.api.answers import Answer, Problem, problem_body, to_json
from faktura.api.apart import Busy, Crew, GaveUp
from faktura.api.batch_shapes import BATCH_DOCUMENTS_MAX, BatchAnswer, BatchRequest
from faktura.api.body import problem_of
from faktura.api.document_answers import draft_body, issued_body, show_document
from faktura.api.operation import BULK_AT_ONCE, Call, Operations
from faktura.audit.record import record_writes
from faktura.checks import reading
from faktura.drafts.read import Draft
from faktura.invoices.issue_many import SeriesMoved
from faktura.invoices.prepare_many import Ground, Item, Made, Refused, prepare_many
from faktura.model.terms import part
from faktura.model.values import Code
from faktura.organizations.read import read_standing
from faktura.organizations.tenants import mode_of
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit, open_unit
from faktura.transfers.documents import (
    Entry,
    Outcome,
    Prepared,
    Replayed,
    Written,
    chunks,
    placed,
    prepare_entries,
    write_entries,
)
from faktura.transfers.errors import BatchRefused, BatchUnsettled

OPERATIONS = Operations("invoices")

PROCESSES = max(2, min(4, os.cpu_count() or 2))
PIECE_SECONDS_MAX = 120
"""So long may one piece of a batch take, the start of its process on a busy machine included."""
_ATTEMPTS = 3
_SHOWN_AT_ONCE = 20
_CREW = Crew(PROCESSES, PIECE_SECONDS_MAX, waiting=PROCESSES * BULK_AT_ONCE)


@part
class _Frame:
    """A batch without regard to what its documents hold."""

    documents: Annotated[list[Any], Len(1, BATCH_DOCUMENTS_MAX)]
    mode: Literal["independent", "atomic"] = "independent"


@part
class _Key:
    idempotency_key: Code | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """A batch taken apart: its mode, its documents, and what they want besides being written."""

    mode: str
    entries: list[Entry]
    issues: bool
    sends: bool


@OPERATIONS.declare(
    "POST",
    "/v1/invoices/batch",
    "invoices.batch",
    "Create up to 1,000 documents in one call: each by itself, or all or none.",
    shape=BatchRequest,
    bulk=True,
    answers={200: BatchAnswer},
    refusals=(409,),
)
async def batch(call: Call) -> Answer:
    """Create many documents."""
    # Making ready takes seconds; the request's transaction ends before, and another one writes.
    return Answer(later=partial(_carry_out, call))


async def _carry_out(call: Call) -> Answer:
    access = call.access
    assert access is not None
    split = await _split(call.raw)
    call.count_documents(len(split.entries))
    if split.issues:
        access.require("invoices:issue")
        if split.sends:
            access.require("invoices:send")
    unit = access.unit
    units = partial(open_unit, call.floor, unit.tenant, actor=unit.actor, request_id=call.request_id)
    for _ in range(_ATTEMPTS):
        prepared = await prepare_entries(units, split.entries, _prepare)
        _refuse_whole(split.mode, prepared.made)
        try:
            return await _write(call, split, prepared)
        except SeriesMoved:
            continue
    raise BatchUnsettled("A series was changed each time that the batch was ready. Nothing was written; send it again.")


async def _write(call: Call, split: Split, prepared: Prepared) -> Answer:
    async with open_access(
        call.floor, call.request, call.sent, needs="organization", scope="invoices:write", writes=True,
        request_id=call.request_id, history=call.history,
    ) as access:  # fmt: skip
        if access.replay is not None:
            replay = access.replay
            headers = {**replay.headers, "Idempotent-Replayed": "true"}
            return Answer(
                body=replay.body, status=replay.status, media_type=headers.pop("content-type"), headers=headers
            )
        # It may have been closed while the documents were made ready.
        (await read_standing(access.unit)).refuse_when_closed()
        access.unit.bulk = True
        outcomes = await write_entries(access.unit, prepared)
        _refuse_whole(split.mode, outcomes)
        shown = await _shown(call, access, split, outcomes, prepared)
        body = to_json(call.history.downgrade(call.api_version, shown))
        await record_writes(
            access.unit,
            "invoices.batch",
            [show_id("inv", each.id) for each in outcomes if isinstance(each, Written)],
            status=200,
            address=access.address,
            fields=["documents"],
        )
        await access.remember(200, {"content-type": "application/json"}, body)
    return Answer(body=body)


def _refuse_whole(mode: str, results: Sequence[Outcome | Made | Replayed]) -> None:
    """Nothing, unless an atomic batch has something wrong in it.

    Raises:
        BatchRefused: with everything that is wrong.
    """
    refused = [(index, each) for index, each in enumerate(results) if isinstance(each, Refused)]
    if mode == "atomic" and refused:
        findings = [found for index, each in refused for found in placed(index, each)]
        told = "1 document is" if len(refused) == 1 else f"{len(refused)} documents are"
        raise BatchRefused(f"{told} refused, so nothing was written and no number was taken.", findings)


async def _apart(work: Callable[..., Any], *arguments: Any) -> Any:
    try:
        return await _CREW.run(work, *arguments)
    except Busy:
        raise Problem(
            503, "bulk_busy", "Too many long requests at once.", "Ask again in a moment.", headers={"Retry-After": "2"}
        ) from None
    except GaveUp as error:
        detail = f"{error} Nothing was written. Send fewer or smaller documents in one batch."
        raise Problem(422, "batch_too_heavy", "The batch takes too much work.", detail) from None


async def _split(raw: bytes) -> Split:
    found: Split | reading.ShapeUnreadable | reading.ShapeWrong = await _apart(split, raw)
    if isinstance(found, Split):
        return found
    raise problem_of(found)


async def _prepare(ground: Ground, items: Sequence[Item]) -> list[Made]:
    """Make ready in the processes, a few pieces of work at a time, so that other batches get their turn."""
    room = asyncio.Semaphore(PROCESSES)

    async def one(piece: list[Item]) -> list[Made]:
        async with room:
            made: list[Made] = await _apart(prepare_many, ground.of(piece), piece)
        return made

    pieces = await asyncio.gather(*(one(piece) for piece in chunks(items)))
    return [each for piece in pieces for each in piece]


def split(raw: bytes) -> Split | reading.ShapeUnreadable | reading.ShapeWrong:
    """A batch's JSON taken apart, without looking into its documents; what is wrong is the answer, not raised, because
    it comes from another process."""
    try:
        from_json(raw, allow_inf_nan=False)
        # Numbers stay as they were written: what is wrong with them is told later, with their letters.
        plain = json.loads(raw, parse_float=orjson.Fragment, parse_int=orjson.Fragment)
    except ValueError as error:
        return reading.ShapeUnreadable(str(error))
    try:
        frame: _Frame = reading.read_plain(_Frame, plain)
    except reading.ShapeWrong as wrong:
        return wrong
    wrong_keys = []
    entries = []
    for index, document in enumerate(frame.documents):
        if not isinstance(document, dict):
            entries.append(Entry(content=orjson.dumps(document)))
            continue
        key = document.pop("idempotency_key", None)
        try:
            reading.read_plain(_Key, {"idempotency_key": key})
        except reading.ShapeWrong as wrong:
            wrong_keys += placed(index, Refused(422, "invalid", "", "", wrong.findings))
        entries.append(
            Entry(
                content=orjson.dumps(document),
                key=key,
                external_id=_text(document, "external_id"),
                customer=_text(document, "customer"),
                corrects=_text(document, "corrects"),
                brand=_text(document, "brand"),
            )
        )
    if wrong_keys:
        return reading.ShapeWrong(wrong_keys)
    issued = [each for each in frame.documents if isinstance(each, dict) and each.get("issue") is True]
    return Split(frame.mode, entries, bool(issued), any(each.get("send") is not None for each in issued))


def _text(document: dict[str, Any], name: str) -> str | None:
    value = document.get(name)
    return value if isinstance(value, str) else None


def _wants_minimal(call: Call) -> bool:
    preferences = call.request.headers.get("prefer", "").replace(";", ",").split(",")
    return any(each.replace(" ", "").lower() == "return=minimal" for each in preferences)


async def _shown(
    call: Call, access: Access, split: Split, outcomes: Sequence[Outcome], prepared: Prepared
) -> dict[str, Any]:
    minimal = _wants_minimal(call)
    unit = access.unit
    # Rows and documents carry the time at which they were made ready.
    results = []
    for index, (entry, outcome) in enumerate(zip(split.entries, outcomes, strict=True)):
        results.append(await _result(unit, index, entry, outcome, prepared, call.request_id, minimal))
        if index % _SHOWN_AT_ONCE == 0:
            await asyncio.sleep(0)
    written = [each for each in outcomes if isinstance(each, Written)]
    return {
        "object": "batch",
        "mode": split.mode,
        "counts": {
            "total": len(outcomes),
            "created": len(written),
            "issued": sum(each.numbered is not None for each in written),
            "replayed": sum(isinstance(each, Replayed) for each in outcomes),
            "refused": sum(isinstance(each, Refused) for each in outcomes),
        },
        "results": results,
    }


async def _result(
    unit: Unit, index: int, entry: Entry, outcome: Outcome, prepared: Prepared, request_id: str, minimal: bool
) -> dict[str, Any]:
    result: dict[str, Any] = {
        "index": index,
        "status": 201,
        "replayed": isinstance(outcome, Replayed),
        "id": None,
        "state": None,
        "number": None,
        "hash": None,
        "external_id": entry.external_id,
        "document": None,
        "problem": None,
    }
    if isinstance(outcome, Refused):
        findings = placed(index, outcome) if outcome.findings else []
        result["status"] = outcome.status
        result["problem"] = problem_body(
            outcome.status, outcome.code, outcome.title, outcome.detail, request_id, findings
        )
        return result
    if isinstance(outcome, Replayed):
        document = (await show_document(unit, outcome.id)).body
    elif outcome.numbered is not None and minimal:
        numbered = outcome.numbered
        document = {"state": "issued", "number": numbered.number, "hash": numbered.hash.hex()}
    else:
        document = _document(unit, outcome, prepared)
    result["id"] = show_id("inv", outcome.id)
    result["state"] = document["state"]
    result["number"] = document["number"]
    result["hash"] = document.get("hash")
    result["document"] = None if minimal else document
    return result


def _document(unit: Unit, written: Written, prepared: Prepared) -> dict[str, Any]:
    """A document of the batch, as it would be answered alone."""
    mode, now = mode_of(unit.tenant), prepared.ground.now
    if written.draft is not None:
        made, row = written.draft, written.draft.row
        draft = Draft(row.id, made.request, row.request, row.customer, row.external_id, 1, unit.actor, now, now)
        return draft_body(draft, made.document, row.document_type, made.language, made.findings, mode)
    assert written.numbered is not None
    issued = written.numbered.issued(now)
    body = issued_body(issued, mode)
    if written.delivery is not None:
        body["deliveries"] = [written.delivery.to_plain()]
        body["findings"] = [*issued.findings, *(found.to_plain() for found in written.road_findings)]
    return body
