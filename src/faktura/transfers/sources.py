"""What an export holds: things read a page at a time, each as JSON-ready data that an import takes again."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any
from uuid import UUID

from faktura.customers.read import list_customers
from faktura.drafts.read import list_drafts, requests_of
from faktura.events.types import subject_of
from faktura.invoices.read import list_invoices, read_documents
from faktura.jobs.outbox import list_events
from faktura.payments.read import list_payments, received_between
from faktura.storage.conditions import Condition, Order, Place
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit
from faktura.transfers import conditions as filters
from faktura.transfers.read import Export

PAGE = 200
_OLDEST_FIRST = Order("created_at", descending=False)
UnitOf = Callable[[], AbstractAsyncContextManager[Unit]]
Page = list[dict[str, Any]]
# Given by Faktura or derived anew, so that an import does not take it.
_LEFT_OUT = frozenset(
    {
        "number", "seller", "buyer", "specification", "business_process", "payment_instructions", "totals",
        "vat_breakdown", "type_code",
    }
)  # fmt: skip
_EXEMPTION = ("category", "rate", "exemption_reason", "exemption_reason_code")
# What documents filters only of issued ones can mean.
_OF_ISSUED = frozenset({"number", "corrects", "issued_at"})


def pages_of(units: UnitOf, export: Export) -> AsyncIterator[Page]:
    """The things that an export holds, a page at a time, each page in a unit of its own."""
    sources: Mapping[str, Callable[[UnitOf, list[Condition]], AsyncIterator[Page]]] = {
        "invoices": _documents,
        "customers": _customers,
        "payments": _payments,
        "events": _events,
    }
    return sources[export.kind](units, filters.restored(export.conditions))


async def _documents(units: UnitOf, conditions: list[Condition]) -> AsyncIterator[Page]:
    states = {each.value for each in conditions if each.field in ("status", "state")} or {"draft", "issued"}
    text = next((each.value for each in conditions if each.field == "q"), None)
    asked = [each for each in conditions if each.field not in ("status", "state", "q")]
    after: Place | None = None
    while "issued" in states:
        async with units() as unit:
            rows = await list_invoices(unit, asked, text, after, PAGE, _OLDEST_FIRST)
            sealed = await read_documents(unit, [row["id"] for row in rows])
        if not rows:
            break
        yield [invoice_row(each) for each in sealed]
        after = (rows[-1]["created_at"], rows[-1]["id"])
    after = None
    while "draft" in states and not any(each.field in _OF_ISSUED for each in asked):
        async with units() as unit:
            rows = await list_drafts(unit, asked, text, after, PAGE, _OLDEST_FIRST)
            requests = await requests_of(unit, [row["id"] for row in rows])
        if not rows:
            break
        yield [draft_row(row["id"], requests[row["id"]]) for row in rows if row["id"] in requests]
        after = (rows[-1]["created_at"], rows[-1]["id"])


def invoice_row(sealed: Mapping[str, Any]) -> dict[str, Any]:
    """An issued document as it is exported: what Faktura says of it, then what an import takes."""
    document = sealed["document"]
    totals = document["totals"]
    customer = {**document.get("buyer", {}), **({"email": sealed["email"]} if sealed["email"] else {})}
    exemptions = [
        {name: row[name] for name in _EXEMPTION if name in row}
        for row in document.get("vat_breakdown", ())
        if "exemption_reason" in row or "exemption_reason_code" in row
    ]
    return {
        "id": sealed["id"],
        "number": document["number"],
        "state": "issued",
        "hash": sealed["hash"],
        "issued_at": sealed["issued_at"],
        "total_without_vat": totals.get("total_without_vat"),
        "total_vat": totals.get("total_vat"),
        "total_with_vat": totals["total_with_vat"],
        "amount_due": totals["amount_due"],
        "corrected_document": sealed["corrects"],
        "external_id": sealed["external_id"],
        "document_type": sealed["document_type"],
        "language": sealed["language"],
        "customer": customer,
        **{name: value for name, value in document.items() if name not in _LEFT_OUT},
        **({"vat_breakdown": exemptions} if exemptions else {}),
        "metadata": sealed["metadata"],
    }


def draft_row(draft: UUID, request: Mapping[str, Any]) -> dict[str, Any]:
    """A draft as it is exported: as it was sent, but for what should happen with it."""
    asked = {name: value for name, value in request.items() if name not in ("issue", "send")}
    return {"id": show_id("inv", draft), "state": "draft", **asked}


async def _customers(units: UnitOf, conditions: list[Condition]) -> AsyncIterator[Page]:
    asked = {each.field: each.value for each in conditions}
    after = None
    while True:
        async with units() as unit:
            found = await list_customers(
                unit,
                text=asked.get("q"),
                email=asked.get("email"),
                external_id=asked.get("external_id"),
                after=after,
                limit=PAGE,
            )
        if not found:
            return
        yield [_bare(each.to_plain()) for each in found]
        after = (found[-1].created_at, found[-1].id)


async def _payments(units: UnitOf, conditions: list[Condition]) -> AsyncIterator[Page]:
    asked = {each.field: each.value for each in conditions if each.field != "received_on"}
    received_from, received_until = received_between(conditions)
    after = None
    while True:
        async with units() as unit:
            found = await list_payments(
                unit,
                invoice=asked.get("invoice"),
                kind=asked.get("kind"),
                method=asked.get("method"),
                external_id=asked.get("external_id"),
                received_from=received_from,
                received_until=received_until,
                after=after,
                limit=PAGE,
            )
        if not found:
            return
        yield [_bare(each.to_plain()) for each in found]
        after = (found[-1].created_at, found[-1].id)


async def _events(units: UnitOf, conditions: list[Condition]) -> AsyncIterator[Page]:
    event_type = next((each.value for each in conditions if each.field == "type"), None)
    after = None
    while True:
        async with units() as unit:
            rows = await list_events(unit, event_type, after, PAGE)
        if not rows:
            return
        yield [
            {
                "id": show_id("evt", row["id"]),
                "type": row["type"],
                "object": show_id(subject_of(row["type"])[1], row["object"]),
                "occurred_at": row["occurred_at"].isoformat(),
                "actor": row["actor"],
                "request_id": row["request_id"],
                "data": row["data"],
            }
            for row in rows
        ]
        after = rows[-1]["id"]


def _bare(plain: dict[str, Any]) -> dict[str, Any]:
    """A thing without what says nothing."""
    return {name: value for name, value in plain.items() if value not in (None, "", {}, []) and name != "object"}
