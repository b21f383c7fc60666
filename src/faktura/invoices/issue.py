"""Issuing: checks first, the number last, everything frozen."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
import orjson

from faktura.drafts.errors import DraftInvalid
from faktura.drafts.handover import take_draft
from faktura.drafts.read import Prepared, prepare
from faktura.drafts.schemas import InvoiceRequest
from faktura.events import INVOICE_ISSUED
from faktura.invoices import store
from faktura.invoices.errors import NumberTaken
from faktura.invoices.read import IssuedInvoice
from faktura.invoices.ready import make_ready, refuse_broken, refuse_closed, series_named
from faktura.invoices.sealed import new_mark, number_mark
from faktura.invoices.series import Series, series_for
from faktura.jobs import react
from faktura.organizations.checks import finding
from faktura.organizations.external_ids import claim_external_id
from faktura.registry import countries
from faktura.search.index import INVOICE, index_words
from faktura.storage.ids import new_id, read_id
from faktura.storage.unit import Unit
from faktura.templates.content import PDF
from faktura.templates.read import active_mark


@dataclass(frozen=True, slots=True)
class Issue:
    """What issuing made: the document, how it was completed, and the request it came from."""

    issued: IssuedInvoice
    prepared: Prepared
    request: InvoiceRequest


async def issue_request(unit: Unit, request: InvoiceRequest) -> Issue:
    """Issue a document straight from a request, without a draft.

    Raises:
        DraftNotIssuable: rules are broken; no number was taken.
        DraftInvalid, ExternalIdTaken, SeriesInvalid, NumberTaken, OrganizationClosed.
    """
    invoice = new_id()
    await claim_external_id(unit, "document", request.external_id, invoice)
    return await _issue(unit, invoice, request, unit.now)


async def issue_draft(unit: Unit, draft: UUID, *, expected_version: int | None = None) -> Issue:
    """Issue a draft; it keeps its id and leaves the drafts in the same transaction.

    Raises:
        DraftNotFound, DraftChanged, DraftNotIssuable, NumberTaken, OrganizationClosed.
    """
    taken = await take_draft(unit, draft, expected_version)
    return await _issue(unit, draft, taken.request, taken.created_at)


async def _corrected(unit: Unit, request: InvoiceRequest) -> UUID | None:
    if request.corrects is None:
        return None
    corrected = read_id("inv", request.corrects)
    if corrected is None or await store.read_invoice(unit, corrected) is None:
        raise corrected_missing(request.corrects)
    return corrected


async def _issue(unit: Unit, invoice: UUID, request: InvoiceRequest, created_at: datetime) -> Issue:
    corrects = await _corrected(unit, request)
    mark = new_mark()
    prepared = await prepare(unit, request, number_mark=number_mark(mark))
    completed = prepared.completed
    refuse_closed(prepared.organization)
    refuse_broken(completed.findings)
    country = countries()[prepared.organization.profile.country]
    series_name = series_named(request, prepared)
    series = await series_for(unit, completed.document_type.name, series_name, country)
    ready = make_ready(
        request, prepared, invoice=invoice, corrects=corrects, series=series, country=country, mark=mark,
        issued_at=unit.now,
        template=await active_mark(unit, PDF),
    )  # fmt: skip
    try:
        # The number is taken last: a refused document must not leave a gap in the series.
        row = await store.issue_invoice(unit, ready, created_at, new_id())
    except asyncpg.UniqueViolationError:
        raise number_taken(series) from None
    if prepared.brand is not None:
        await store.insert_invoice_brands(unit, [(invoice, prepared.brand.id)])
    await index_words(unit, INVOICE, invoice, ready.words_with(row["number"]), is_new=True)
    await react(unit, INVOICE_ISSUED, invoice)
    issued = IssuedInvoice.from_issue(
        invoice,
        row,
        orjson.loads(row["document"]),
        findings=ready.findings,
        created_at=created_at,
        issued_at=unit.now,
    )
    return Issue(issued, prepared, request)


def number_taken(series: Series) -> NumberTaken:
    """The refusal of a number that another series has made."""
    return NumberTaken(
        f"The next number of series {series.name} ({series.pattern}) is in use by another series. Give the series "
        "patterns that can't meet, such as a prefix each."
    )


def corrected_missing(reference: str) -> DraftInvalid:
    """The refusal of a correction of a document that is not there."""
    message = f"There is no issued document {reference} in this organization."
    return DraftInvalid(message, [finding("corrected_not_found", "/corrects", message)])
