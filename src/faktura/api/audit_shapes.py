"""The shapes of answers about the audit trail and the request log."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from faktura.model.terms import part


@part
class AuditEntryAnswer:
    """One write that was carried out: who, what, when, from where. `fields`: the names of what was sent."""

    id: Annotated[str, Field(pattern="^aud_")]
    object: Literal["audit_entry"]
    occurred_at: datetime
    actor: str
    operation: str
    target: str
    status: int
    address: str
    request_id: str
    fields: list[str]


@part
class AuditTrailAnswer:
    """A page of the audit trail."""

    data: list[AuditEntryAnswer]
    has_more: bool
    next_cursor: str | None


@part
class SealAnswer:
    """A seal over entries of the audit trail and over the seal before it."""

    number: int
    object: Literal["audit_seal"]
    entries: int
    first_at: datetime
    last_at: datetime
    previous_hash: str | None
    hash: str
    sealed_at: datetime


@part
class SealList:
    """A page of seals, in order."""

    data: list[SealAnswer]
    has_more: bool
    next_cursor: str | None


@part
class TrailProblemAnswer:
    """Something in the audit trail that does not fit."""

    kind: Literal["seal_missing", "seal_chain", "seal_hash", "entry_missing", "entry_added"]
    subject: str
    detail: str


@part
class TrailReportAnswer:
    """What verification of the audit trail found. `hash`: that of the last seal; keep it elsewhere."""

    object: Literal["audit_report"]
    entries: int
    seals: int
    hash: str | None
    problem_count: int
    problems: list[TrailProblemAnswer]


@part
class LoggedFindingAnswer:
    """A finding of a request: its place and its code."""

    pointer: str
    code: str


@part
class RequestAnswer:
    """A request and how it was answered: no bodies, and no values that could name somebody."""

    id: str
    object: Literal["request"]
    occurred_at: datetime
    method: str
    operation: str
    path: str
    query: str
    status: int
    milliseconds: int
    code: str | None
    findings: list[LoggedFindingAnswer]
    actor: str
    address: str
    user_agent: str
    idempotency_key: str | None
    api_version: str


@part
class RequestList:
    """A page of the request log."""

    data: list[RequestAnswer]
    has_more: bool
    next_cursor: str | None
