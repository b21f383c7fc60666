"""What the operations on the archive answer."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from faktura.model.terms import part


@part
class ArchiveEntryAnswer:
    """What the archive keeps: bytes under their hash, and the last day on which the law wants them kept."""

    id: Annotated[str, Field(pattern="^arc_")]
    object: Literal["archive_entry"]
    invoice: str
    kind: str
    name: str
    media_type: str
    sha256: str
    size: int
    retain_until: date
    created_at: datetime


@part
class ArchiveList:
    """A page of entries."""

    data: list[ArchiveEntryAnswer]
    has_more: bool
    next_cursor: str | None


@part
class VerificationProblem:
    """Something that does not fit."""

    kind: str
    subject: str
    detail: str


@part
class VerificationAnswer:
    """What was looked at, and what does not fit. `problems_more` counts those that are not named."""

    object: Literal["verification"]
    ok: bool
    series: int
    documents: int
    entries: int
    bytes: int
    waiting: int
    problems: list[VerificationProblem]
    problems_more: int
