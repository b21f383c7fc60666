"""Making many documents ready, away from the database: what they need is read before, so that other processes can do
the work. Each document is completed and checked by every rule, as one alone would be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.brands.read import Brand, find_brand
from faktura.checks import Finding
from faktura.checks.reading import ShapeUnreadable, ShapeWrong, read_json
from faktura.customers.read import customers_of
from faktura.customers.record import CustomerRecord
from faktura.drafts.read import Prepared, customer_missing, prepare_with
from faktura.drafts.schemas import InvoiceRequest, SendRequest
from faktura.drafts.write import DraftRow, row_of
from faktura.errors import Refusal
from faktura.invoices import store
from faktura.invoices.issue import corrected_missing
from faktura.invoices.ready import Ready, make_ready, refuse_broken, refuse_closed, series_named
from faktura.invoices.sealed import new_mark, number_mark
from faktura.invoices.series import DEFAULT_NAME, Series, default_pattern, list_series, series_missing
from faktura.model import DOCUMENT_TYPES, Invoice
from faktura.organizations.read import OrganizationRecord, read_organization
from faktura.registry import countries
from faktura.sockets import Country
from faktura.storage.ids import new_id, read_id
from faktura.storage.unit import Unit
from faktura.templates.content import PDF
from faktura.templates.read import TemplateMark, active_mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What many documents are completed from: everything that the database has to say, read once.

    `proposed`: document type -> the id that its default series gets when there is none yet. `customers`: the ids in
    requests that lead somewhere. `corrected`: the ids of issued documents among those that requests correct.
    """

    organization: OrganizationRecord
    now: datetime
    series: tuple[Series, ...]
    proposed: Mapping[str, UUID]
    customers: Mapping[str, CustomerRecord]
    corrected: frozenset[str]
    template: TemplateMark | None
    brands: Mapping[str, Brand]

    def of(self, items: "Sequence[Item]") -> "Ground":
        """The part of it that some items need, which travels quicker."""
        named = {item.customer for item in items}
        return replace(self, customers={name: held for name, held in self.customers.items() if name in named})


@dataclass(frozen=True, slots=True)
class Item:
    """A document as it was sent: the id that it gets, its JSON, and the id of a customer that it names."""

    id: UUID
    content: bytes
    customer: str | None = None


@dataclass(frozen=True, slots=True)
class DraftMade:
    """A draft that may be stored, with the document that it would be."""

    row: DraftRow
    request: InvoiceRequest
    document: Invoice
    language: str
    findings: list[Finding]


@dataclass(frozen=True, slots=True)
class InvoiceMade:
    """A document that may be issued, the roads that it should take then, and where mail to its buyer goes."""

    ready: Ready
    send: SendRequest | None
    email: str | None


@dataclass(frozen=True, slots=True)
class Refused:
    """A document that is refused, as it would be alone."""

    status: int
    code: str
    title: str
    detail: str
    findings: list[Finding]

    @classmethod
    def by(cls, refusal: Refusal) -> "Refused":
        """From what a verb raised."""
        return cls(refusal.status, refusal.code, refusal.title, refusal.detail, refusal.findings)


Made = DraftMade | InvoiceMade | Refused


async def read_ground(
    unit: Unit, customers: Iterable[str], corrected: Iterable[str], brands: Iterable[str] = ()
) -> Ground:
    """Read what documents need that name these customers and brands, and correct these documents (public ids)."""
    wanted = {each: found for each in customers if (found := read_id("cus", each)) is not None}
    records = {each.id: each.record for each in await customers_of(unit, list(wanted.values()))} if wanted else {}
    pointed = {each: found for each in corrected if (found := read_id("inv", each)) is not None}
    rows = await store.list_hashes(unit, list(pointed.values())) if pointed else []
    issued = {row["id"] for row in rows}
    return Ground(
        organization=await read_organization(unit),
        now=unit.now,
        series=tuple(await list_series(unit)),
        proposed={name: new_id() for name in DOCUMENT_TYPES},
        customers={each: records[found] for each, found in wanted.items() if found in records},
        corrected=frozenset(each for each, found in pointed.items() if found in issued),
        template=await active_mark(unit, PDF),
        brands={name: brand for name in set(brands) if (brand := await find_brand(unit, name)) is not None},
    )


def prepare_many(ground: Ground, items: Sequence[Item]) -> list[Made]:
    """Each document read, completed, checked and sealed, in order. It needs no database."""
    return [_prepare(ground, item) for item in items]


def _prepare(ground: Ground, item: Item) -> Made:
    try:
        request: InvoiceRequest = read_json(InvoiceRequest, item.content, "")
        return _issuable(ground, item.id, request) if request.issue else _draft(ground, item.id, request)
    except ShapeWrong as wrong:
        return Refused(422, "invalid", "What was sent is not right.", str(wrong), wrong.findings)
    except ShapeUnreadable as wrong:
        return Refused(400, "body_unreadable", "The body can't be read.", str(wrong), [])
    except Refusal as refusal:
        return Refused.by(refusal)


def _prepared(ground: Ground, request: InvoiceRequest, **more: Any) -> Prepared:
    more["brand"] = ground.brands.get(request.brand) if request.brand is not None else None
    reference = request.customer
    if not isinstance(reference, str):
        return prepare_with(request, ground.organization, reference, None, [], now=ground.now, **more)
    record = ground.customers.get(reference)
    missing = [] if record is not None else [customer_missing(reference)]
    customer = read_id("cus", reference) if record is not None else None
    return prepare_with(request, ground.organization, record, customer, missing, now=ground.now, **more)


def _draft(ground: Ground, draft: UUID, request: InvoiceRequest) -> DraftMade:
    prepared = _prepared(ground, request)
    completed = prepared.completed
    row = row_of(draft, request, prepared)
    return DraftMade(row, request, completed.invoice, completed.language, completed.findings)


def _issuable(ground: Ground, invoice: UUID, request: InvoiceRequest) -> InvoiceMade:
    corrects = None
    if request.corrects is not None:
        if request.corrects not in ground.corrected:
            raise corrected_missing(request.corrects)
        corrects = read_id("inv", request.corrects)
    mark = new_mark()
    prepared = _prepared(ground, request, number_mark=number_mark(mark))
    completed = prepared.completed
    refuse_closed(prepared.organization)
    refuse_broken(completed.findings)
    country = countries()[ground.organization.profile.country]
    ready = make_ready(
        request,
        prepared,
        invoice=invoice,
        corrects=corrects,
        series=_series(ground, completed.document_type.name, series_named(request, prepared), country),
        country=country,
        mark=mark,
        issued_at=ground.now,
        template=ground.template,
    )
    return InvoiceMade(ready, request.send, completed.email)


def _series(ground: Ground, document_type: str, name: str | None, country: Country) -> Series:
    """The series that numbers a document, as `series_for()` chooses it; one that is not there yet is proposed.

    Raises:
        SeriesInvalid: a series was named that does not exist.
    """
    of_type = [each for each in ground.series if each.document_type == document_type]
    if name is not None:
        named = next((each for each in of_type if each.name == name), None)
        if named is None:
            raise series_missing(document_type, name)
        return named
    chosen = next((each for each in of_type if each.is_default), None)
    if chosen is not None:
        return chosen
    pattern = default_pattern(document_type, country)
    if pattern is None:
        return _series(ground, "invoice", None, country)
    standing = next((each for each in of_type if each.name == DEFAULT_NAME), None)
    restart = country.numbering.restart
    return standing or Series(ground.proposed[document_type], document_type, DEFAULT_NAME, pattern, restart, True, 0)
