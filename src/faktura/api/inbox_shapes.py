"""What the operations on the inbox, suppliers and purchase orders answer."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from faktura.api.shapes import FindingAnswer
from faktura.inbox.states import Move, State
from faktura.model.terms import part
from faktura.model.values import Decimals

Verdict = Literal["valid", "invalid", "unsupported", "unreadable"]


@part
class FindingCountsAnswer:
    """How many findings there are of each severity, among those that are kept."""

    fatal: int
    warning: int
    information: int


@part
class InboxSummary:
    """A received document in a list; what could not be read of it is null."""

    id: Annotated[str, Field(pattern="^inb_")]
    object: Literal["inbox_item"]
    state: State
    channel: str
    name: str
    media_type: str
    size: int
    sha256: str
    format: str
    specification: str
    verdict: Verdict
    finding_counts: FindingCountsAnswer
    number: str | None
    document_type: str | None
    type_code: str | None
    issue_date: date | None
    due_date: date | None
    currency: str | None
    total_without_vat: Decimals | None
    total_vat: Decimals | None
    total_with_vat: Decimals | None
    amount_due: Decimals | None
    supplier: str | None
    supplier_name: str | None
    supplier_vat_id: str | None
    order_reference: str | None
    purchase_order: str | None
    duplicate_of: str | None
    assigned_to: str
    version: int
    received_at: datetime
    created_at: datetime
    updated_at: datetime


@part
class InboxPartyAnswer:
    """A party as the document names it."""

    name: str | None
    vat_id: str | None
    legal_id: str | None
    legal_scheme: str | None
    endpoint: str | None
    endpoint_scheme: str | None


@part
class InboxPartiesAnswer:
    """Who sent the document, and to whom."""

    supplier: InboxPartyAnswer
    buyer: InboxPartyAnswer


@part
class ApprovalsAnswer:
    """How many must approve, and who has since it was last open."""

    needed: int
    given_by: list[str]


@part
class InboxPaymentAnswer:
    """What was said of the payment."""

    paid_on: date
    amount: Decimals | None
    reference: str


@part
class InboxMoveAnswer:
    """Who did what with it, and when."""

    move: Move
    state_before: str
    state_after: State
    reasons: list[str]
    comment: str
    notes: dict[str, Any]
    actor: str
    moved_at: datetime


@part
class InboxArrivalAnswer:
    """One time that the document came; `envelope` is what the road told."""

    channel: str
    envelope_id: str | None
    envelope: dict[str, Any]
    name: str
    arrived_at: datetime


@part
class InboxItemAnswer(InboxSummary):
    """A received document: what was read, what rules and the inbox say of it, and what was done with it.

    `findings` hold at most some hundred, those of the inbox first; `findings_total` counts all. `duplicate` is told by
    the upload: the same bytes were there before, and this is the first item.
    """

    specification_version: str
    findings: list[FindingAnswer]
    findings_total: int
    parties: InboxPartiesAnswer
    payment_means: str | None
    payment_reference: str | None
    accounts: list[str]
    approvals: ApprovalsAnswer
    payment: InboxPaymentAnswer | None
    allowed_moves: list[Move]
    links: dict[str, str]
    moves: list[InboxMoveAnswer]
    arrivals: list[InboxArrivalAnswer]
    duplicate: bool = False


@part
class InboxList:
    """A page of received documents."""

    data: list[InboxSummary]
    has_more: bool
    next_cursor: str | None
    total: int | None = None


@part
class InboxSettingsAnswer:
    """How an organization works on its inbox."""

    object: Literal["inbox_settings"]
    four_eyes: bool


@part
class ReasonAnswer:
    """A reason code."""

    code: str
    meaning: str


@part
class ReasonsAnswer:
    """The reason codes that a rejection or a question may name, with their source."""

    object: Literal["inbox_reasons"]
    source: str
    data: list[ReasonAnswer]


@part
class SupplierIdentifierAnswer:
    """By what a supplier is recognised."""

    kind: Literal["vat", "endpoint", "legal", "name"]
    scheme: str
    value: str


@part
class SupplierAccountAnswer:
    """An account that documents of a supplier named. `confirmed_at`: since when it counts as right."""

    account: str
    is_first: bool
    seen_at: datetime
    confirmed_at: datetime | None
    confirmed_by: str


@part
class SupplierAnswer:
    """A supplier."""

    id: Annotated[str, Field(pattern="^sup_")]
    object: Literal["supplier"]
    name: str
    state: Literal["new", "known", "blocked"]
    four_eyes: bool
    note: str
    identifiers: list[SupplierIdentifierAnswer]
    accounts: list[SupplierAccountAnswer]
    version: int
    created_at: datetime
    updated_at: datetime


@part
class SupplierList:
    """A page of suppliers."""

    data: list[SupplierAnswer]
    has_more: bool
    next_cursor: str | None


@part
class PurchaseOrderAnswer:
    """A purchase order; `invoiced_without_vat` is what received documents say of it, unless they were rejected."""

    id: Annotated[str, Field(pattern="^por_")]
    object: Literal["purchase_order"]
    number: str
    supplier: str | None
    currency: str
    total_without_vat: Decimals
    tolerance_percent: Decimals
    invoiced_without_vat: Decimals
    state: Literal["open", "closed"]
    version: int
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None


@part
class PurchaseOrderList:
    """A page of purchase orders."""

    data: list[PurchaseOrderAnswer]
    has_more: bool
    next_cursor: str | None
