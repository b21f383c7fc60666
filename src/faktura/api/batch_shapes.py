"""The shapes of writing in bulk: many documents in one call."""

from typing import Annotated, Literal

from annotated_types import Len

from faktura.api.shapes import DocumentAnswer, ProblemAnswer
from faktura.drafts.schemas import InvoiceRequest
from faktura.model.terms import Term, part
from faktura.model.values import Code

BATCH_DOCUMENTS_MAX = 1_000


@part
class BatchDocument(InvoiceRequest):
    """A document of a batch, with an idempotency key of its own if it is to have one."""

    idempotency_key: Annotated[Code | None, Term("", "The document's own idempotency key")] = None


@part
class BatchRequest:
    """Many documents in one call: each by itself (`independent`), or all or none (`atomic`)."""

    documents: Annotated[tuple[BatchDocument, ...], Len(1, BATCH_DOCUMENTS_MAX)]
    mode: Literal["independent", "atomic"] = "independent"


@part
class BatchCounts:
    """How it went: `total` is the sum of the three others; `issued` are those of `created` that got a number."""

    total: int
    created: int
    issued: int
    replayed: int
    refused: int


@part
class BatchResult:
    """What became of one document: `document` as POST /v1/invoices answers it, or `problem`, never both.

    With ``Prefer: return=minimal`` there is no `document`.
    """

    index: int
    status: int
    replayed: bool
    id: str | None
    state: Literal["draft", "issued"] | None
    number: str | None
    hash: str | None
    external_id: str | None
    document: DocumentAnswer | None
    problem: ProblemAnswer | None


@part
class BatchAnswer:
    """What became of each document, in the order in which they were sent."""

    object: Literal["batch"]
    mode: Literal["independent", "atomic"]
    counts: BatchCounts
    results: list[BatchResult]
