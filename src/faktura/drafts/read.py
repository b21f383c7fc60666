"""Reading drafts, and completing requests as things stand now: what other rooms may import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from faktura.brands.read import Brand, find_brand, under_brand
from faktura.checks import Finding
from faktura.customers.errors import CustomerNotFound
from faktura.customers.read import read_customer
from faktura.customers.record import CustomerRecord
from faktura.documents import check_written
from faktura.drafts import store
from faktura.drafts.complete import Completed, Surroundings, complete
from faktura.drafts.errors import DraftNotFound
from faktura.drafts.schemas import InvoiceRequest
from faktura.model.json import adapter
from faktura.organizations.checks import finding
from faktura.organizations.read import OrganizationRecord, read_organization
from faktura.registry import countries, specifications
from faktura.storage.conditions import NEWEST_FIRST, Condition, Order, Place
from faktura.storage.ids import read_id
from faktura.storage.unit import Unit

PLACEHOLDER_NUMBER = "DRAFT"


@dataclass(frozen=True, slots=True)
class Draft:
    """A stored draft: the request as it was given."""

    id: UUID
    request: InvoiceRequest
    plain: Mapping[str, Any]
    customer: UUID | None
    external_id: str | None
    version: int
    created_by: str
    created_at: datetime
    updated_at: datetime
    brand: UUID | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request completed as things stand now, with what it was completed from.

    Under a brand, the organization is as its documents show it there.
    """

    completed: Completed
    organization: OrganizationRecord
    customer: UUID | None
    brand: Brand | None = None


async def read_draft(unit: Unit, draft: UUID, *, lock: bool = False) -> Draft:
    """One draft of the unit's tenant.

    Raises:
        DraftNotFound: there is none (any more).
    """
    row = await store.read_draft(unit, draft, lock=lock)
    if row is None:
        raise DraftNotFound("There is no such draft in this organization.")
    request: InvoiceRequest = adapter(InvoiceRequest).validate_python(row["request"])
    return Draft(
        row["id"],
        request,
        row["request"],
        row["customer"],
        row["external_id"],
        row["version"],
        row["created_by"],
        row["created_at"],
        row["updated_at"],
        row["brand"],
    )


async def _customer(unit: Unit, request: InvoiceRequest) -> tuple[CustomerRecord | None, UUID | None, list[Finding]]:
    """The customer that a request names or describes; a name that leads nowhere is a finding among the others."""
    reference = request.customer
    if not isinstance(reference, str):
        return reference, None, []
    customer = read_id("cus", reference)
    if customer is not None:
        try:
            return (await read_customer(unit, customer)).record, customer, []
        except CustomerNotFound:
            pass
    return None, None, [customer_missing(reference)]


def customer_missing(reference: str) -> Finding:
    """What is said of a customer's id that leads nowhere."""
    return finding("customer_not_found", "/customer", f"There is no customer {reference} in this organization.")


def _brand_findings(request: InvoiceRequest, brand: Brand | None) -> list[Finding]:
    """What is said of the brand that a request names, when it leads nowhere, or is not used any more."""
    if request.brand is None:
        return []
    if brand is None:
        return [finding("brand_not_found", "/brand", f"There is no brand {request.brand} in this organization.")]
    # What corrects a document keeps its brand, also when that is not used any more.
    if brand.archived_at is not None and request.corrects is None:
        return [finding("brand_archived", "/brand", f"The brand {brand.name} is archived; name another one.")]
    return []


async def prepare(
    unit: Unit, request: InvoiceRequest, *, number_mark: str = PLACEHOLDER_NUMBER, explain: bool = False
) -> Prepared:
    """Complete a request with the organization and the customer as they are now."""
    organization = await read_organization(unit)
    brand = await find_brand(unit, request.brand) if request.brand is not None else None
    record, customer, missing = await _customer(unit, request)
    return prepare_with(
        request, organization, record, customer, missing, brand=brand, now=unit.now, number_mark=number_mark,
        explain=explain,
    )  # fmt: skip


def prepare_with(
    request: InvoiceRequest,
    organization: OrganizationRecord,
    record: CustomerRecord | None,
    customer: UUID | None,
    missing: Sequence[Finding],
    *,
    brand: Brand | None,
    now: datetime,
    number_mark: str = PLACEHOLDER_NUMBER,
    explain: bool = False,
) -> Prepared:
    """Complete a request with what was read before. It needs no database, so that another process can do it.

    `record` and `customer` are the customer that the request names, `missing` what is said when there is none;
    `brand` is the brand that it names, if there is one.
    """
    if brand is not None:
        organization = under_brand(organization, brand)
    profile = organization.profile
    around = Surroundings(
        profile=profile,
        country=countries()[profile.country],
        customer=record,
        today=now.astimezone(ZoneInfo(profile.timezone)).date(),
        countries=countries(),
        specifications=specifications(),
        check_written=check_written,
    )
    completed = complete(request, around, number_mark=number_mark, explain=explain)
    if missing:
        # What the rules say of the buyer that is not there would only hide the cause.
        others = [found for found in completed.findings if not found.pointer.startswith(("/buyer", "/customer"))]
        completed = replace(completed, findings=[*missing, *others])
    if wrong := _brand_findings(request, brand):
        completed = replace(completed, findings=[*wrong, *completed.findings])
    return Prepared(completed, organization, customer, brand)


async def requests_of(unit: Unit, drafts: Sequence[UUID]) -> dict[UUID, Mapping[str, Any]]:
    """The requests of some drafts, as JSON-ready data; those that do not exist are left out."""
    return {row["id"]: row["request"] for row in await store.list_requests(unit, drafts)}


async def list_drafts(
    unit: Unit,
    conditions: Sequence[Condition],
    text: str | None,
    after: Place | None,
    limit: int,
    order: Order = NEWEST_FIRST,
) -> list[Any]:
    """Summaries of drafts in an order; `text` is looked for in names, references, texts and exact amounts."""
    return await store.list_drafts(unit, conditions, text, after, limit, order)


async def count_drafts(unit: Unit, conditions: Sequence[Condition], text: str | None) -> int:
    """How many drafts a list with these filters holds."""
    return await store.count_drafts(unit, conditions, text)
