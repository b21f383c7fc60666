"""Creating, changing and deleting drafts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from faktura.drafts import store
from faktura.drafts.complete import request_to_plain
from faktura.drafts.errors import DraftChanged, DraftInvalid
from faktura.drafts.read import Draft, Prepared, prepare, read_draft
from faktura.drafts.schemas import InvoiceRequest
from faktura.events import DRAFT_CHANGED, DRAFT_CREATED, DRAFT_DELETED
from faktura.jobs import publish, publish_many
from faktura.organizations.change import merge_patch
from faktura.organizations.checks import finding
from faktura.organizations.external_ids import claim_external_id
from faktura.search.documents import words_of_invoice
from faktura.search.index import DRAFT, forget_words, index_many, index_words
from faktura.storage.ids import new_id
from faktura.storage.unit import Unit

# Findings of ours that make a request contradict itself: such a draft is not even stored.
_CONTRADICTIONS = frozenset(
    {
        "brand_not_found",
        "buyer_given_twice",
        "customer_not_found",
        "document_type_mismatch",
        "document_type_unknown",
        "document_type_unsupported",
        "language_unknown",
        "number_not_taken",
        "seller_not_taken",
        "specification_unknown",
    }
)


def row_of(draft: UUID, request: InvoiceRequest, prepared: Prepared) -> store.DraftRow:
    """A draft as it is stored. It needs no database.

    Raises:
        DraftInvalid: the request contradicts itself.
    """
    completed = prepared.completed
    if wrong := [found for found in completed.findings if found.rule in _CONTRADICTIONS]:
        raise DraftInvalid("The draft was not stored.", wrong)
    invoice = completed.invoice
    return store.DraftRow(
        id=draft,
        document_type=completed.document_type.name,
        request=request_to_plain(request),
        customer=prepared.customer,
        external_id=request.external_id,
        buyer_name=invoice.buyer.name if invoice.buyer else None,
        currency=invoice.currency,
        issue_date=invoice.issue_date,
        due_date=invoice.due_date,
        total_with_vat=invoice.totals.total_with_vat if invoice.totals else None,
        brand=prepared.brand.id if prepared.brand is not None else None,
        # Its number is a mark that nobody looks for.
        words=words_of_invoice(replace(invoice, number=None), request.external_id, completed.email),
    )


async def _write(unit: Unit, draft: UUID, request: InvoiceRequest, prepared: Prepared) -> None:
    row = row_of(draft, request, prepared)
    await store.write_drafts(unit, [row])
    await index_words(unit, DRAFT, draft, row.words)


DraftRow = store.DraftRow


async def write_many(unit: Unit, rows: Sequence[store.DraftRow]) -> None:
    """Store many new drafts; their external ids were claimed before."""
    await store.write_drafts(unit, rows)
    await index_many(unit, DRAFT, [(row.id, row.words) for row in rows])
    await publish_many(unit, DRAFT_CREATED, [(row.id, {"document_type": row.document_type}) for row in rows])


async def create_draft(unit: Unit, request: InvoiceRequest) -> tuple[Draft, Prepared]:
    """Store a draft. It may break rules: they are told as findings, and asked again when issuing.

    Raises:
        DraftInvalid: the request contradicts itself.
        ExternalIdTaken: the external id was used before.
    """
    prepared = await prepare(unit, request)
    draft = new_id()
    await claim_external_id(unit, "document", request.external_id, draft)
    await _write(unit, draft, request, prepared)
    await publish(unit, DRAFT_CREATED, draft, {"document_type": prepared.completed.document_type.name})
    return await read_draft(unit, draft), prepared


async def change_draft(
    unit: Unit, draft: UUID, request: InvoiceRequest, *, expected_version: int | None
) -> tuple[Draft, Prepared]:
    """Replace what a draft says; a merge patch is applied by the door before.

    Raises:
        DraftNotFound, DraftInvalid.
        DraftChanged: `expected_version` was given and is not the current one.
    """
    current = await read_draft(unit, draft, lock=True)
    if expected_version is not None and expected_version != current.version:
        raise DraftChanged("Read the draft again, then repeat your change.")
    if request.external_id != current.external_id:
        message = "An external id stays as it was given."
        raise DraftInvalid(message, [finding("external_id_fixed", "/external_id", message)])
    prepared = await prepare(unit, request)
    await _write(unit, draft, request, prepared)
    await publish(unit, DRAFT_CHANGED, draft, {"version": current.version + 1})
    return await read_draft(unit, draft), prepared


async def delete_draft(unit: Unit, draft: UUID) -> None:
    """Delete a draft for good; an issued document can't be deleted, it has no draft.

    Raises:
        DraftNotFound: there is none.
    """
    await read_draft(unit, draft, lock=True)
    await store.delete_draft(unit, draft)
    await forget_words(unit, DRAFT, draft)
    await publish(unit, DRAFT_DELETED, draft, {})


def merged(current: Draft, patch: dict[str, Any]) -> dict[str, Any]:
    """The draft's request with a merge patch (RFC 7396) applied; lists are replaced as a whole."""
    plain: dict[str, Any] = merge_patch(dict(current.plain), patch)
    return plain
