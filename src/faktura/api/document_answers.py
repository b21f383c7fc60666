"""How drafts and issued documents are shown: under one roof, as users see them."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from faktura.api.answers import Answer
from faktura.checks import Finding
from faktura.deliveries.read import list_deliveries
from faktura.drafts.errors import DraftNotFound
from faktura.drafts.read import Draft, Prepared, prepare, read_draft
from faktura.invoices.links import current_link
from faktura.invoices.read import (
    IssuedInvoice,
    list_files,
    read_invoice,
)
from faktura.model import Invoice
from faktura.model.json import to_plain
from faktura.organizations.tenants import mode_of
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit

_PATH = "/v1/invoices"


def unnumbered(invoice: Invoice) -> dict[str, Any]:
    """A document as JSON-ready data, with nothing where its number will stand."""
    document = to_plain(replace(invoice, number=None))
    for instructions in document.get("payment_instructions", ()):
        if instructions.get("remittance_information") == invoice.number:
            del instructions["remittance_information"]
    return document


def show_draft(draft: Draft, prepared: Prepared, mode: str) -> Answer:
    """A draft as it stands, without a number, with its version as entity tag."""
    completed = prepared.completed
    body = draft_body(
        draft, completed.invoice, completed.document_type.name, completed.language, completed.findings, mode
    )
    return Answer(body=body, headers={"ETag": f'"{draft.version}"'})


def draft_body(
    draft: Draft, document: Invoice, document_type: str, language: str, findings: Iterable[Finding], mode: str
) -> dict[str, Any]:
    """A draft with the document that it would be."""
    invoice_id = show_id("inv", draft.id)
    return {
        "id": invoice_id,
        "object": "invoice",
        "state": "draft",
        "mode": mode,
        "document_type": document_type,
        "language": language,
        "number": None,
        **unnumbered(document),
        "customer": show_id("cus", draft.customer) if draft.customer else None,
        "brand": show_id("brd", draft.brand) if draft.brand else None,
        "external_id": draft.external_id,
        "metadata": dict(draft.request.metadata or {}),
        "corrects": draft.request.corrects,
        "findings": [found.to_plain() for found in findings],
        "files": [],
        "links": {"self": f"{_PATH}/{invoice_id}", "explain": f"{_PATH}/{invoice_id}/explain"},
        "version": draft.version,
        "created_at": draft.created_at,
        "issued_at": None,
    }


def issued_body(issued: IssuedInvoice, mode: str) -> dict[str, Any]:
    """An issued document as it was frozen; its files and deliveries are added by whoever read them."""
    invoice_id = show_id("inv", issued.id)
    path = f"{_PATH}/{invoice_id}"
    return {
        "id": invoice_id,
        "object": "invoice",
        "state": "issued",
        "mode": mode,
        "document_type": issued.document_type,
        "language": issued.language,
        **issued.document,
        "customer": issued.sealed["customer"],
        "brand": issued.brand,
        "external_id": issued.sealed["external_id"],
        "metadata": issued.sealed["metadata"],
        "corrects": issued.sealed["corrects"],
        "corrected_by": [show_id("inv", each) for each in issued.corrected_by],
        "findings": issued.findings,
        "files": [],
        "links": {
            "self": path,
            "status": f"{path}/status",
            "explain": f"{path}/explain",
            "pdf": f"{path}/pdf",
            "xml": f"{path}/xml?format=ubl",
        },
        "series": issued.sealed["series"],
        "sequence": issued.sealed["sequence"],
        "hash": issued.hash.hex(),
        "previous_hash": issued.previous_hash.hex() if issued.previous_hash else None,
        "created_at": issued.created_at,
        "issued_at": issued.issued_at,
    }


async def show_issued(unit: Unit, invoice: UUID) -> Answer:
    """An issued document with its files, its page and its deliveries."""
    issued = await read_invoice(unit, invoice)
    body = issued_body(issued, mode_of(unit.tenant))
    body["files"] = [file.to_plain(invoice) for file in await list_files(unit, invoice)]
    body["deliveries"] = [each.to_plain() for each in await list_deliveries(unit, invoice=invoice)]
    link = await current_link(unit, invoice)
    if link is not None:
        body["links"]["page"] = link.url
    return Answer(body=body)


async def show_document(unit: Unit, invoice: UUID) -> Answer:
    """A draft or an issued document.

    Raises:
        InvoiceNotFound: neither.
    """
    try:
        draft = await read_draft(unit, invoice)
    except DraftNotFound:
        return await show_issued(unit, invoice)
    return show_draft(draft, await prepare(unit, draft.request), mode_of(unit.tenant))


def summary_of(row: Any, state: str) -> dict[str, Any]:
    """A document as it stands in a list."""
    held = dict(row)
    return {
        "id": show_id("inv", held["id"]),
        "object": "invoice",
        "state": state,
        "document_type": held["document_type"],
        "number": held.get("number"),
        "issue_date": held["issue_date"],
        "due_date": held["due_date"],
        "currency": held["currency"],
        "total_with_vat": held["total_with_vat"],
        "amount_due": held.get("amount_due"),
        "buyer_name": held["buyer_name"],
        "customer": show_id("cus", held["customer"]) if held["customer"] else None,
        "brand": show_id("brd", held["brand"]) if held["brand"] else None,
        "external_id": held["external_id"],
        "created_at": held["created_at"],
        "issued_at": held.get("issued_at"),
    }
