"""What the API answers.

This file is generated from the API's description by ``clients/generate.py``; don't edit it.
"""

from __future__ import annotations

import datetime as _dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

from faktura_client._model import Model

DeliveryState = Literal[
    "waiting",
    "delivered",
    "refused",
    "given_up",
    "cancelled",
]
"""Where a delivery stands."""


EntryKind = Literal[
    "payment",
    "reversal",
    "credit",
]
"""What an entry of the ledger is."""


Move = Literal[
    "receive",
    "duplicate",
    "assign",
    "query",
    "approve",
    "reject",
    "pay",
    "archive",
    "reopen",
]
"""What can be done with one. `RECEIVE` and `DUPLICATE` are written by receiving, and asked for by nobody."""


PaymentMethod = Literal[
    "credit_transfer",
    "direct_debit",
    "card",
    "cash",
    "cheque",
    "online",
    "netting",
    "other",
]
"""How money was paid (the groups of UNTDID 4461 that are in use, by name)."""


PaymentState = Literal[
    "open",
    "partly_paid",
    "paid",
    "overpaid",
    "overdue",
]
"""How a document stands on a day. `OVERDUE` goes before `OPEN` and `PARTLY_PAID`: see the amounts."""


State = Literal[
    "received",
    "in_review",
    "query",
    "approved",
    "rejected",
    "paid",
    "archived",
]
"""Where a received document stands."""


class AccountAnswer(Model):
    """An account in one mode."""

    id: str
    object: Literal["account"]
    mode: Literal["live", "test"]
    name: str
    created_at: _dt.datetime


class Address(Model):
    """A postal address."""

    line1: str | None
    line2: str | None
    line3: str | None
    city: str | None
    postal_code: str | None
    subdivision: str | None
    country: str | None


class AddressData(Model):
    """A postal address."""

    line1: str
    line2: str
    line3: str
    city: str
    postal_code: str
    subdivision: str
    country: str
    country_name: str
    lines: tuple[str, ...]


class AdjustmentData(Model):
    """An allowance or a charge; what is taken away is negative."""

    text: str
    amount: AmountData | None
    vat: VatData | None


class AmountData(Model):
    """An amount of money, three times."""

    value: str
    text: str
    money: str


class ApprovalsAnswer(Model):
    """How many must approve, and who has since it was last open."""

    needed: int
    given_by: tuple[str, ...]


class ArchiveEntryAnswer(Model):
    """What the archive keeps: bytes under their hash, and the last day on which the law wants them kept."""

    id: str
    object: Literal["archive_entry"]
    invoice: str
    kind: str
    name: str
    media_type: str
    sha256: str
    size: int
    retain_until: _dt.date
    created_at: _dt.datetime


class ArchiveList(Model):
    """A page of entries."""

    data: tuple[ArchiveEntryAnswer, ...]
    has_more: bool
    next_cursor: str | None


class AttemptAnswer(Model):
    """One attempt to deliver: what came of it, and the hash of the bytes that travelled."""

    number: int
    outcome: Literal["delivered", "refused", "try_later"]
    reason: str
    proof: Mapping[str, Any]
    sent_sha256: str | None
    started_at: _dt.datetime
    ended_at: _dt.datetime


class Attribute(Model):
    """BG-32 ITEM ATTRIBUTES."""

    name: str | None
    value: str | None


class AuditEntryAnswer(Model):
    """One write that was carried out: who, what, when, from where. `fields`: the names of what was sent."""

    id: str
    object: Literal["audit_entry"]
    occurred_at: _dt.datetime
    actor: str
    operation: str
    target: str
    status: int
    address: str
    request_id: str
    fields: tuple[str, ...]


class AuditTrailAnswer(Model):
    """A page of the audit trail."""

    data: tuple[AuditEntryAnswer, ...]
    has_more: bool
    next_cursor: str | None


class BatchAnswer(Model):
    """What became of each document, in the order in which they were sent."""

    object: Literal["batch"]
    mode: Literal["independent", "atomic"]
    counts: BatchCounts
    results: tuple[BatchResult, ...]


class BatchCounts(Model):
    """How it went: `total` is the sum of the three others; `issued` are those of `created` that got a number."""

    total: int
    created: int
    issued: int
    replayed: int
    refused: int


class BatchResult(Model):
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


class BrandAnswer(Model):
    """A brand."""

    branding: LooksAnswer
    trading_name: str | None
    address: Address | None
    contact: Contact | None
    series: Mapping[str, str] | None
    bank_accounts: tuple[CreditTransfer, ...] | None
    sender: BrandSender | None
    currency: str | None
    language: str | None
    payment_days: int | None
    payment_terms: str | None
    id: str
    object: Literal["brand"]
    name: str
    external_id: str | None
    page_domain: str | None
    version: int
    created_at: _dt.datetime | None
    updated_at: _dt.datetime | None
    archived_at: _dt.datetime | None


class BrandList(Model):
    """A page of brands."""

    data: tuple[BrandAnswer, ...]
    has_more: bool
    next_cursor: str | None


class BrandSender(Model):
    """Who sends the brand's mail: the address and the name that readers see, and where answers go."""

    address: str | None
    name: str | None
    reply_to: str | None


class BrandTexts(Model):
    """Texts by language (``de``), or ``default`` for all languages that have none of their own.

    `footer` stands at the foot of each page, `payment_note` beside how to pay; `mail_greeting` and
    `mail_signature` take the place of the usual ones.
    """

    footer: Mapping[str, str] | None
    mail_greeting: Mapping[str, str] | None
    mail_signature: Mapping[str, str] | None
    payment_note: Mapping[str, str] | None


class BrandingAnswer(Model):
    """How documents look. The logo's bytes are named by their hash."""

    object: Literal["branding"]
    colour: str
    secondary_colour: str | None
    font: str
    footer: str
    texts: BrandTexts
    logo_sha256: str | None
    logo_media_type: str | None
    contrast: ContrastAnswer


class BrandingData(Model):
    """How the seller's documents look; frozen when the document was issued."""

    colour: str
    ink: str
    ground: str
    second: str
    font: str
    letterhead: tuple[str, ...]
    return_line: str
    footer: str
    logo: str


class BreakdownData(Model):
    """The sums of one category and rate of VAT (BG-23)."""

    vat: VatData
    taxable_amount: AmountData | None
    tax_amount: AmountData | None
    exemption_reason: str
    exemption_reason_code: str


class Buyer(Model):
    """BG-7 BUYER."""

    name: str | None
    trading_name: str | None
    identifiers: tuple[Identifier, ...]
    legal_registration: Identifier | None
    vat_id: str | None
    electronic_address: ElectronicAddress | None
    address: Address | None
    contact: Contact | None


class CheckAnswer(Model):
    """What a check found. `format` and `specification` are empty where the document could not be read that far."""

    file: str
    format: str
    specification: str
    valid: bool
    findings: tuple[CheckFinding, ...]


class CheckFinding(Model):
    """What a rule says of a document: `location` is the place in it (XPath and line), `pointer` that in our
    model.
    """

    rule: str
    severity: Literal["fatal", "warning", "information"]
    message: str
    pointer: str
    term: str
    location: str


class Classification(Model):
    """BT-158 Item classification identifier; `list_id` is a code of UNTDID 7143."""

    value: str | None
    list_id: str | None
    list_version: str | None


class ClockAnswer(Model):
    """The time of a test organization."""

    id: str
    object: Literal["test_clock"]
    name: str
    frozen_at: _dt.datetime
    created_at: _dt.datetime


class ClockList(Model):
    """The clock of an organization, if it has one."""

    data: tuple[ClockAnswer, ...]
    has_more: bool
    next_cursor: str | None


class ClosingAnswer(Model):
    """Whether the organization is closed, what can still be done, and what is kept until when.

    `retain_until` is the last day on which the law wants something of the archive kept (null: it is empty).
    """

    object: Literal["closing"]
    organization: str
    state: Literal["open", "closed", "final"]
    closed_at: _dt.datetime | None
    reopen_until: _dt.datetime | None
    erased_at: _dt.datetime | None
    retain_until: _dt.date | None
    retention_law: str
    kept: tuple[str, ...]
    deleted: tuple[str, ...]


class Contact(Model):
    """Whom to ask."""

    name: str | None
    phone: str | None
    email: str | None


class ContractEntryAnswer(Model):
    """A value of the data."""

    name: str
    kind: str
    meaning: str


class ContractPartAnswer(Model):
    """A part of the data, and its values."""

    name: str
    values: tuple[ContractEntryAnswer, ...]


class ContrastAnswer(Model):
    """How well the colour can be read (WCAG 2.1). Documents and pages use a darker shade where it can't."""

    text_on_colour: str
    ratio_on_white: str
    ratio_on_dark: str
    readable_on_white: bool


class ConvertAnswer(Model):
    """A document in another form, as base64, with what was lost on the way and what its own check says."""

    media_type: str
    file_extension: str
    content: str
    good: bool
    findings: tuple[FindingAnswer, ...]


class CountryDefaultsAnswer(Model):
    """What follows from an organization's country today."""

    currency: str
    languages: tuple[str, ...]
    vat_name: str
    vat_rates: tuple[VatRateAnswer, ...]
    numbering: NumberingAnswer
    retention: RetentionAnswer


class CreditTransfer(Model):
    """BG-17 CREDIT TRANSFER."""

    account: str | None
    account_name: str | None
    bic: str | None


class CustomerAnswer(Model):
    """A stored customer."""

    metadata: Mapping[str, str]
    name: str | None
    trading_name: str | None
    identifiers: tuple[Identifier, ...]
    legal_registration: Identifier | None
    vat_id: str | None
    electronic_address: ElectronicAddress | None
    address: Address | None
    contact: Contact | None
    email: str | None
    language: str | None
    payment_days: int | None
    id: str
    object: Literal["customer"]
    external_id: str | None
    version: int
    created_at: _dt.datetime | None
    updated_at: _dt.datetime | None
    archived_at: _dt.datetime | None


class CustomerList(Model):
    """A page of customers."""

    data: tuple[CustomerAnswer, ...]
    has_more: bool
    next_cursor: str | None


class DayData(Model):
    """A day, three times."""

    value: str
    text: str
    long: str


class Delivery(Model):
    """BG-13 DELIVERY INFORMATION."""

    name: str | None
    location: Identifier | None
    date: _dt.date | None
    address: Address | None


class DeliveryAnswer(Model):
    """The sending of a document over one channel. `reason` says why it is refused, given up, or waits."""

    id: str
    object: Literal["delivery"]
    invoice: str | DocumentSummary
    channel: str
    recipient: str
    state: DeliveryState
    attempts: int
    next_attempt_at: _dt.datetime | None
    reason: str
    created_at: _dt.datetime
    updated_at: _dt.datetime


class DeliveryHistoryAnswer(Model):
    """A delivery with its attempts, first to last."""

    id: str
    object: Literal["delivery"]
    invoice: str | DocumentSummary
    channel: str
    recipient: str
    state: DeliveryState
    attempts: int
    next_attempt_at: _dt.datetime | None
    reason: str
    created_at: _dt.datetime
    updated_at: _dt.datetime
    history: tuple[AttemptAnswer, ...]


class DeliveryList(Model):
    """A page of deliveries."""

    data: tuple[DeliveryAnswer, ...]
    has_more: bool
    next_cursor: str | None


class DirectDebit(Model):
    """BG-19 DIRECT DEBIT."""

    mandate_reference: str | None
    creditor_identifier: str | None
    debited_account: str | None


class DocumentAllowance(Model):
    """BG-20 DOCUMENT LEVEL ALLOWANCES, or BG-21 DOCUMENT LEVEL CHARGES where it stands among the charges."""

    amount: Decimal | None
    base_amount: Decimal | None
    percent: Decimal | None
    vat: Vat | None
    reason: str | None
    reason_code: str | None


class DocumentAnswer(Model):
    """A draft or an issued document: the semantic invoice, and what Faktura knows of it."""

    metadata: Mapping[str, str]
    links: Mapping[str, str]
    number: str | None
    issue_date: _dt.date | None
    type_code: str | None
    currency: str | None
    vat_currency: str | None
    tax_point_date: _dt.date | None
    tax_point_date_code: str | None
    due_date: _dt.date | None
    buyer_reference: str | None
    project_reference: str | None
    contract_reference: str | None
    purchase_order_reference: str | None
    sales_order_reference: str | None
    receiving_advice_reference: str | None
    despatch_advice_reference: str | None
    tender_or_lot_reference: str | None
    invoiced_object: Identifier | None
    buyer_accounting_reference: str | None
    payment_terms: str | None
    notes: tuple[Note, ...]
    business_process: str | None
    specification: str | None
    preceding_invoices: tuple[PrecedingInvoice, ...]
    seller: Seller | None
    buyer: Buyer | None
    payee: Payee | None
    tax_representative: TaxRepresentative | None
    delivery: Delivery | None
    period: Period | None
    payment_instructions: tuple[PaymentInstructions, ...]
    allowances: tuple[DocumentAllowance, ...]
    charges: tuple[DocumentAllowance, ...]
    totals: Totals | None
    vat_breakdown: tuple[VatBreakdown, ...]
    supporting_documents: tuple[SupportingDocument, ...]
    lines: tuple[Line, ...]
    id: str
    object: Literal["invoice"]
    state: Literal["draft", "issued"]
    mode: Literal["live", "test"]
    document_type: str
    language: str
    customer: str | CustomerAnswer | None
    brand: str | None
    external_id: str | None
    findings: tuple[FindingAnswer, ...]
    files: tuple[FileAnswer, ...]
    version: int | None
    series: str | None
    sequence: int | None
    hash: str | None
    previous_hash: str | None
    corrects: str | DocumentSummary | None
    corrected_by: tuple[str | DocumentSummary, ...]
    deliveries: tuple[DeliveryAnswer, ...]
    created_at: _dt.datetime | None
    issued_at: _dt.datetime | None


class DocumentData(Model):
    """The document itself."""

    type: str
    type_code: str
    title: str
    number: str
    is_credit_note: bool
    is_draft: bool
    currency: str
    issue_date: DayData | None
    due_date: DayData | None
    delivery_date: DayData | None
    tax_point_date: DayData | None
    period: PeriodData | None
    preceding: tuple[PrecedingData, ...]
    references: ReferencesData
    facts: tuple[FactData, ...]


class DocumentList(Model):
    """A page of documents."""

    data: tuple[DocumentSummary, ...]
    has_more: bool
    next_cursor: str | None
    total: int | None


class DocumentSummary(Model):
    """A document in a list."""

    id: str
    object: Literal["invoice"]
    state: Literal["draft", "issued"]
    document_type: str
    number: str | None
    issue_date: _dt.date | None
    due_date: _dt.date | None
    currency: str | None
    total_with_vat: Decimal | None
    amount_due: Decimal | None
    buyer_name: str | None
    customer: str | CustomerAnswer | None
    brand: str | None
    external_id: str | None
    created_at: _dt.datetime
    issued_at: _dt.datetime | None


class DryRunAnswer(Model):
    """What a rule would do with documents that are there."""

    object: Literal["inbox_dry_run"]
    documents: int
    data: tuple[DryRunMatchAnswer, ...]


class DryRunMatchAnswer(Model):
    """A document that a rule would have fired for."""

    item: str
    number: str | None
    matched: tuple[RuleMatchAnswer, ...]
    outcomes: tuple[RuleOutcomeAnswer, ...]


class ElectronicAddress(Model):
    """Where electronic documents are delivered; `scheme` is a code of the EAS list."""

    value: str | None
    scheme: str | None


class EmailDomainAnswer(Model):
    """A domain that mail is sent from; verified when all required records were found."""

    id: str
    object: Literal["email_domain"]
    domain: str
    state: Literal["pending", "verified", "failing"]
    records: tuple[RecordAnswer, ...]
    created_at: _dt.datetime
    verified_at: _dt.datetime | None
    checked_at: _dt.datetime | None
    next_check_at: _dt.datetime | None


class EmailDomainList(Model):
    """The sender domains of an organization."""

    data: tuple[EmailDomainAnswer, ...]
    has_more: bool
    next_cursor: str | None


class EmailSenderAnswer(Model):
    """Who sends the organization's mail. Without a sender of its own, address, name and host are null."""

    object: Literal["email_sender"]
    address: str | None
    name: str | None
    host: str | None
    port: int | None
    security: str | None
    username: str | None
    has_password: bool


class EndpointAnswer(Model):
    """A webhook endpoint. `secret` stands only in the answers that make one; `waiting` is counted up to 10,000."""

    id: str
    object: Literal["webhook_endpoint"]
    url: str
    events: tuple[str, ...]
    description: str
    payload: Literal["thin", "full"]
    metadata: Mapping[str, str]
    state: Literal["enabled", "disabled"]
    disabled_reason: str | None
    disabled_at: _dt.datetime | None
    missed_after: str | None
    health: EndpointHealth
    waiting: int | None
    old_secret_until: _dt.datetime | None
    version: int
    created_at: _dt.datetime
    updated_at: _dt.datetime
    secret: str | None


class EndpointHealth(Model):
    """How an endpoint fares."""

    state: Literal["good", "failing"]
    failures_in_a_row: int
    failing_since: _dt.datetime | None
    paused_until: _dt.datetime | None
    last_success_at: _dt.datetime | None
    last_failure_at: _dt.datetime | None
    last_failure: str | None


class EndpointList(Model):
    """A page of webhook endpoints."""

    data: tuple[EndpointAnswer, ...]
    has_more: bool
    next_cursor: str | None


class EventAnswer(Model):
    """Something that happened, as webhooks tell it."""

    id: str
    object: Literal["event"]
    type: str
    timestamp: _dt.datetime
    organization: str | None
    account: str | None
    mode: Literal["live", "test"]
    actor: str
    request_id: str
    data: EventData


class EventData(Model):
    """What an event is about. `facts` is what it says itself, `object` the thing as GET answers it now."""

    id: str
    kind: str
    facts: Mapping[str, Any] | None
    object: Mapping[str, Any] | None


class EventList(Model):
    """A page of the stream, in order. `next_cursor` is the last event of it, also when nothing follows yet."""

    data: tuple[EventAnswer, ...]
    has_more: bool
    next_cursor: str | None


class ExplanationAnswer(Model):
    """How all derived values came to be."""

    id: str
    object: Literal["explanation"]
    steps: tuple[StepAnswer, ...]


class ExportAnswer(Model):
    """A file that goes out."""

    id: str
    object: Literal["export"]
    kind: Literal["invoices", "customers", "payments", "events"]
    format: Literal["csv", "xlsx", "jsonl"]
    state: Literal["waiting", "running", "done", "cancelled", "failed"]
    filters: Mapping[str, str]
    rows_done: int
    size: int | None
    sha256: str | None
    reason: str
    links: ExportLinks
    created_by: str
    created_at: _dt.datetime
    updated_at: _dt.datetime
    ended_at: _dt.datetime | None
    expires_at: _dt.datetime


class ExportLinks(Model):
    """Where to go on; `file` is there when the export is done."""

    self: str
    file: str | None


class ExportList(Model):
    """A page of exports."""

    data: tuple[ExportAnswer, ...]
    has_more: bool
    next_cursor: str | None


class FactData(Model):
    """Something with its name in the document's language."""

    label: str
    value: str


class FeatureAnswer(Model):
    """A feature, and whether it is on."""

    name: str
    on: bool
    description: str


class FeaturesAnswer(Model):
    """The switches of an organization."""

    object: Literal["features"]
    features: tuple[FeatureAnswer, ...]


class FileAnswer(Model):
    """A file of an issued document."""

    kind: str
    name: str
    media_type: str
    sha256: str
    size: int
    url: str


class FileList(Model):
    """The files of a document."""

    data: tuple[FileAnswer, ...]
    has_more: bool
    next_cursor: str | None


class FindingAnswer(Model):
    """What a rule says."""

    pointer: str
    code: str
    rule: str
    term: str
    severity: Literal["fatal", "warning", "information"]
    message: str
    location: str


class FindingCountsAnswer(Model):
    """How many findings there are of each severity, among those that are kept."""

    fatal: int
    warning: int
    information: int


class FirstKeyAnswer(Model):
    """The first key of a new organization; `key` is shown this once."""

    id: str
    object: Literal["api_key"]
    key: str


class Identifier(Model):
    """An identifier and the code of the list it comes from (ISO 6523 ICD, unless the term says otherwise)."""

    value: str | None
    scheme: str | None


class ImportAnswer(Model):
    """A file that comes in. Rows are those of the file; `objects` is what was made of them."""

    id: str
    object: Literal["import"]
    kind: Literal["invoices", "customers", "payments"]
    format: Literal["csv", "xlsx", "jsonl"]
    state: Literal["waiting", "reading", "running", "done", "cancelled", "failed"]
    dry_run: bool
    issue: bool
    options: ImportOptionsAnswer
    name: str
    size: int
    columns: tuple[ImportColumn, ...]
    rows_total: int
    rows_done: int
    rows_failed: int
    objects: int
    reason: str
    links: ImportLinks
    created_by: str
    created_at: _dt.datetime
    updated_at: _dt.datetime
    ended_at: _dt.datetime | None
    expires_at: _dt.datetime


class ImportColumn(Model):
    """What a column of the file is taken for."""

    heading: str
    path: str | None
    use: Literal["taken", "key", "fact", "not_taken", "unknown", "empty", "repeated"]


class ImportLinks(Model):
    """Where to go on."""

    self: str
    rows: str
    report_csv: str
    report_json: str


class ImportList(Model):
    """A page of imports."""

    data: tuple[ImportAnswer, ...]
    has_more: bool
    next_cursor: str | None


class ImportOptionsAnswer(Model):
    """How the file is read; `found_encoding` and `found_delimiter` are how it turned out to be written."""

    dry_run: bool
    issue: bool
    decimal: str
    date_format: str
    delimiter: str | None
    encoding: str | None
    group_by: str | None
    mapping: Mapping[str, str | None] | None
    found_encoding: str | None
    found_delimiter: str | None


class ImportRow(Model):
    """What became of a row, or of the rows (`lines`) of one document."""

    row: int
    line: int
    lines: tuple[int, ...]
    status: Literal["pending", "written", "valid", "failed"]
    id: str | None
    number: str | None
    findings: tuple[RowFinding, ...]


class ImportRowList(Model):
    """A page of rows."""

    data: tuple[ImportRow, ...]
    has_more: bool
    next_cursor: str | None


class InboxArrivalAnswer(Model):
    """One time that the document came; `envelope` is what the road told."""

    channel: str
    envelope_id: str | None
    envelope: Mapping[str, Any]
    name: str
    arrived_at: _dt.datetime


class InboxItemAnswer(Model):
    """A received document: what was read, what rules and the inbox say of it, and what was done with it.

    `findings` hold at most some hundred, those of the inbox first; `findings_total` counts all. `duplicate`
    is told by the upload: the same bytes were there before, and this is the first item.
    """

    id: str
    object: Literal["inbox_item"]
    state: State
    channel: str
    name: str
    media_type: str
    size: int
    sha256: str
    format: str
    specification: str
    verdict: Literal["valid", "invalid", "unsupported", "unreadable"]
    finding_counts: FindingCountsAnswer
    number: str | None
    document_type: str | None
    type_code: str | None
    issue_date: _dt.date | None
    due_date: _dt.date | None
    currency: str | None
    total_without_vat: Decimal | None
    total_vat: Decimal | None
    total_with_vat: Decimal | None
    amount_due: Decimal | None
    supplier: str | None
    supplier_name: str | None
    supplier_vat_id: str | None
    order_reference: str | None
    purchase_order: str | None
    duplicate_of: str | None
    assigned_to: str
    version: int
    received_at: _dt.datetime
    created_at: _dt.datetime
    updated_at: _dt.datetime
    specification_version: str
    findings: tuple[FindingAnswer, ...]
    findings_total: int
    parties: InboxPartiesAnswer
    payment_means: str | None
    payment_reference: str | None
    accounts: tuple[str, ...]
    approvals: ApprovalsAnswer
    payment: InboxPaymentAnswer | None
    allowed_moves: tuple[Move, ...]
    links: Mapping[str, str]
    moves: tuple[InboxMoveAnswer, ...]
    arrivals: tuple[InboxArrivalAnswer, ...]
    duplicate: bool


class InboxList(Model):
    """A page of received documents."""

    data: tuple[InboxSummary, ...]
    has_more: bool
    next_cursor: str | None
    total: int | None


class InboxMoveAnswer(Model):
    """Who did what with it, and when."""

    move: Move
    state_before: str
    state_after: State
    reasons: tuple[str, ...]
    comment: str
    notes: Mapping[str, Any]
    actor: str
    moved_at: _dt.datetime


class InboxPartiesAnswer(Model):
    """Who sent the document, and to whom."""

    supplier: InboxPartyAnswer
    buyer: InboxPartyAnswer


class InboxPartyAnswer(Model):
    """A party as the document names it."""

    name: str | None
    vat_id: str | None
    legal_id: str | None
    legal_scheme: str | None
    endpoint: str | None
    endpoint_scheme: str | None


class InboxPaymentAnswer(Model):
    """What was said of the payment."""

    paid_on: _dt.date
    amount: Decimal | None
    reference: str


class InboxRuleAnswer(Model):
    """A rule."""

    id: str
    object: Literal["inbox_rule"]
    name: str
    position: int
    state: Literal["active", "disabled"]
    conditions: tuple[RuleCondition, ...]
    actions: tuple[RuleAction, ...]
    version: int
    created_at: _dt.datetime
    updated_at: _dt.datetime


class InboxRuleList(Model):
    """All rules, in the order in which they are tried."""

    data: tuple[InboxRuleAnswer, ...]
    has_more: bool
    next_cursor: str | None


class InboxSettingsAnswer(Model):
    """How an organization works on its inbox."""

    object: Literal["inbox_settings"]
    four_eyes: bool


class InboxSummary(Model):
    """A received document in a list; what could not be read of it is null."""

    id: str
    object: Literal["inbox_item"]
    state: State
    channel: str
    name: str
    media_type: str
    size: int
    sha256: str
    format: str
    specification: str
    verdict: Literal["valid", "invalid", "unsupported", "unreadable"]
    finding_counts: FindingCountsAnswer
    number: str | None
    document_type: str | None
    type_code: str | None
    issue_date: _dt.date | None
    due_date: _dt.date | None
    currency: str | None
    total_without_vat: Decimal | None
    total_vat: Decimal | None
    total_with_vat: Decimal | None
    amount_due: Decimal | None
    supplier: str | None
    supplier_name: str | None
    supplier_vat_id: str | None
    order_reference: str | None
    purchase_order: str | None
    duplicate_of: str | None
    assigned_to: str
    version: int
    received_at: _dt.datetime
    created_at: _dt.datetime
    updated_at: _dt.datetime


class InvitationAnswer(Model):
    """The link of an invitation that waits.

    `state`: ``waiting`` to be mailed, ``sent``, ``failed`` (see `failure`), ``shown`` (no mail can reach the
    address: `url` is answered, in test mode only) or ``expired``.
    """

    state: Literal["waiting", "sent", "failed", "shown", "expired"]
    expires_at: _dt.datetime
    sent_at: _dt.datetime | None
    failure: str | None
    url: str | None


class Invoice(Model):
    """A document in the sense of EN 16931-1: invoice or credit note."""

    number: str | None
    issue_date: _dt.date | None
    type_code: str | None
    currency: str | None
    vat_currency: str | None
    tax_point_date: _dt.date | None
    tax_point_date_code: str | None
    due_date: _dt.date | None
    buyer_reference: str | None
    project_reference: str | None
    contract_reference: str | None
    purchase_order_reference: str | None
    sales_order_reference: str | None
    receiving_advice_reference: str | None
    despatch_advice_reference: str | None
    tender_or_lot_reference: str | None
    invoiced_object: Identifier | None
    buyer_accounting_reference: str | None
    payment_terms: str | None
    notes: tuple[Note, ...]
    business_process: str | None
    specification: str | None
    preceding_invoices: tuple[PrecedingInvoice, ...]
    seller: Seller | None
    buyer: Buyer | None
    payee: Payee | None
    tax_representative: TaxRepresentative | None
    delivery: Delivery | None
    period: Period | None
    payment_instructions: tuple[PaymentInstructions, ...]
    allowances: tuple[DocumentAllowance, ...]
    charges: tuple[DocumentAllowance, ...]
    totals: Totals | None
    vat_breakdown: tuple[VatBreakdown, ...]
    supporting_documents: tuple[SupportingDocument, ...]
    lines: tuple[Line, ...]


class KeyAnswer(Model):
    """A key, without its secret."""

    id: str
    object: Literal["api_key"]
    kind: Literal["account", "organization"]
    name: str
    hint: str
    active: bool
    scopes: tuple[str, ...]
    allowed_addresses: tuple[str, ...]
    allowed_origins: tuple[str, ...]
    api_version: str
    created_at: _dt.datetime
    created_by: str
    expires_at: _dt.datetime | None
    revoked_at: _dt.datetime | None
    last_used_at: _dt.datetime | None
    last_used_from: str | None
    rotated_from: str | None
    rotated_to: str | None


class KeyList(Model):
    """A page of keys."""

    data: tuple[KeyAnswer, ...]
    has_more: bool
    next_cursor: str | None


class KeyRateAnswer(Model):
    """A limit that was set for one key."""

    key: str
    per_second: int
    burst: int


class Line(Model):
    """BG-25 INVOICE LINE. Quantities and prices are exact decimals; `net_amount` is in the document's currency."""

    id: str | None
    note: str | None
    object: Identifier | None
    quantity: Decimal | None
    unit: str | None
    net_amount: Decimal | None
    order_line_reference: str | None
    buyer_accounting_reference: str | None
    period: Period | None
    allowances: tuple[LineAllowance, ...]
    charges: tuple[LineAllowance, ...]
    unit_price: Decimal | None
    price_discount: Decimal | None
    gross_price: Decimal | None
    price_base_quantity: Decimal | None
    price_base_unit: str | None
    vat: Vat | None
    name: str | None
    description: str | None
    seller_item_id: str | None
    buyer_item_id: str | None
    standard_item_id: Identifier | None
    classifications: tuple[Classification, ...]
    origin_country: str | None
    attributes: tuple[Attribute, ...]


class LineAllowance(Model):
    """BG-27 INVOICE LINE ALLOWANCES, or BG-28 INVOICE LINE CHARGES where it stands among the charges."""

    amount: Decimal | None
    base_amount: Decimal | None
    percent: Decimal | None
    reason: str | None
    reason_code: str | None


class LineData(Model):
    """A line (BG-25)."""

    position: str
    name: str
    description: str
    details: tuple[str, ...]
    quantity: NumberData | None
    unit: str
    unit_code: str
    unit_price: AmountData | None
    price_base: str
    vat: VatData | None
    net_amount: AmountData | None
    period: PeriodData | None
    adjustments: tuple[AdjustmentData, ...]


class LinkAnswer(Model):
    """A link for the buyer."""

    id: str
    object: Literal["buyer_link"]
    invoice: str
    url: str
    created_at: _dt.datetime
    expires_at: _dt.datetime | None
    revoked_at: _dt.datetime | None


class LinkList(Model):
    """The links of a document."""

    data: tuple[LinkAnswer, ...]
    has_more: bool
    next_cursor: str | None


class LoggedFindingAnswer(Model):
    """A finding of a request: its place and its code."""

    pointer: str
    code: str


class LooksAnswer(Model):
    """What a brand decides of its own looks; what is absent is the organization's."""

    colour: str | None
    secondary_colour: str | None
    font: str | None
    footer: str | None
    texts: BrandTexts | None
    logo_sha256: str | None
    logo_media_type: str | None


class MailContent(Model):
    """A mail in all its languages; a language that is not there gets the default one."""

    languages: Mapping[str, MailTexts]
    default_language: str


class MailData(Model):
    """What a mail's template finds in `mail`, beside `data`: the usual words, and this mail's own facts."""

    greeting: str
    opening: str
    note: str
    note_lines: tuple[str, ...]
    recipient_label: str
    amount_label: str
    amount: str
    due_date_label: str
    due_date: str
    open_label: str
    page_url: str
    closing: str


class MailTexts(Model):
    """A mail in one language. Without `html` it goes as plain text only."""

    subject: str
    text: str
    html: str | None


class MemberAnswer(Model):
    """A member. `scopes` are what the member may do, whatever the role is called."""

    id: str
    object: Literal["member"]
    email: str
    name: str
    role: Literal["owner", "admin", "accountant", "viewer", "custom"]
    scopes: tuple[str, ...]
    state: Literal["invited", "active"]
    invited_by: str
    invitation: InvitationAnswer | None
    created_at: _dt.datetime
    updated_at: _dt.datetime
    joined_at: _dt.datetime | None
    last_seen_at: _dt.datetime | None


class MemberListAnswer(Model):
    """A page of members."""

    data: tuple[MemberAnswer, ...]
    has_more: bool
    next_cursor: str | None


class NewKeyAnswer(Model):
    """A key that was just made; `key` is shown this once."""

    id: str
    object: Literal["api_key"]
    kind: Literal["account", "organization"]
    name: str
    hint: str
    active: bool
    scopes: tuple[str, ...]
    allowed_addresses: tuple[str, ...]
    allowed_origins: tuple[str, ...]
    api_version: str
    created_at: _dt.datetime
    created_by: str
    expires_at: _dt.datetime | None
    revoked_at: _dt.datetime | None
    last_used_at: _dt.datetime | None
    last_used_from: str | None
    rotated_from: str | None
    rotated_to: str | None
    key: str


class NewOrganizationAnswer(Model):
    """A new organization, ready to be used."""

    name: str | None
    trading_name: str | None
    identifiers: tuple[Identifier, ...]
    legal_registration: Identifier | None
    vat_id: str | None
    tax_registration_id: str | None
    legal_information: str | None
    electronic_address: ElectronicAddress | None
    address: Address | None
    contact: Contact | None
    country: str
    currency: str
    language: str
    timezone: str
    payment_days: int
    bank_accounts: tuple[CreditTransfer, ...]
    small_business: bool
    payment_terms: str | None
    sample: bool
    id: str
    object: Literal["organization"]
    mode: Literal["live", "test"]
    version: int
    closed_at: _dt.datetime | None
    external_id: str | None
    branding: BrandingAnswer | None
    defaults: CountryDefaultsAnswer | None
    key: FirstKeyAnswer | None


class Note(Model):
    """BG-1 INVOICE NOTE; `subject_code` is a code of UNTDID 4451."""

    text: str | None
    subject_code: str | None


class NumberData(Model):
    """A number, twice."""

    value: str
    text: str


class NumberingAnswer(Model):
    """How a country has documents numbered: what a default series begins with."""

    pattern: str
    restart: str
    separate_credit_notes: bool
    law: str


class OrganizationAnswer(Model):
    """An organization."""

    name: str | None
    trading_name: str | None
    identifiers: tuple[Identifier, ...]
    legal_registration: Identifier | None
    vat_id: str | None
    tax_registration_id: str | None
    legal_information: str | None
    electronic_address: ElectronicAddress | None
    address: Address | None
    contact: Contact | None
    country: str
    currency: str
    language: str
    timezone: str
    payment_days: int
    bank_accounts: tuple[CreditTransfer, ...]
    small_business: bool
    payment_terms: str | None
    sample: bool
    id: str
    object: Literal["organization"]
    mode: Literal["live", "test"]
    version: int
    closed_at: _dt.datetime | None
    external_id: str | None
    branding: BrandingAnswer | None
    defaults: CountryDefaultsAnswer | None


class OrganizationList(Model):
    """A page of organizations."""

    data: tuple[OrganizationSummary, ...]
    has_more: bool
    next_cursor: str | None


class OrganizationSummary(Model):
    """An organization in a list."""

    id: str
    object: Literal["organization"]
    name: str
    external_id: str | None
    created_at: _dt.datetime
    closed_at: _dt.datetime | None


class PageDomainAnswer(Model):
    """A domain of buyers' pages, of a brand or of the organization."""

    id: str
    object: Literal["page_domain"]
    host: str
    brand: str | None
    state: Literal["pending", "verified", "failing"]
    records: tuple[RecordAnswer, ...]
    created_at: _dt.datetime
    verified_at: _dt.datetime | None
    checked_at: _dt.datetime | None
    next_check_at: _dt.datetime | None


class PageDomainList(Model):
    """The domains of buyers' pages of an organization."""

    data: tuple[PageDomainAnswer, ...]
    has_more: bool
    next_cursor: str | None


class PartyData(Model):
    """Somebody: all that the document says."""

    name: str
    trading_name: str
    address: AddressData
    vat_id: str
    tax_registration_id: str
    registration: str
    identifiers: tuple[str, ...]
    contact_name: str
    phone: str
    email: str
    legal_information: str


class Payee(Model):
    """BG-10 PAYEE: who is paid, when it is not the seller."""

    name: str | None
    identifier: Identifier | None
    legal_registration: Identifier | None


class PaymentAnswer(Model):
    """An entry of the ledger.

    `amount` is in `currency`, negative for a reversal. `source` is the other document of a credit;
    `reverses` and `reversed_by` point at the entry that was taken back and the one that did it.
    """

    id: str
    object: Literal["payment"]
    invoice: str | DocumentSummary
    kind: EntryKind
    amount: Decimal
    currency: str
    received_on: _dt.date
    method: str
    reference: str
    reason: str
    reverses: str | None
    reversed_by: str | None
    source: str | DocumentSummary | None
    external_id: str | None
    metadata: Mapping[str, str]
    created_at: _dt.datetime


class PaymentCard(Model):
    """BG-18 PAYMENT CARD INFORMATION."""

    account_number: str | None
    holder_name: str | None


class PaymentData(Model):
    """How to pay."""

    title: str
    terms: str
    note: str
    facts: tuple[FactData, ...]
    remittance: str
    account: str
    bic: str
    account_name: str
    pay_url: str
    code: str
    code_label: str


class PaymentInstructions(Model):
    """BG-16 PAYMENT INSTRUCTIONS."""

    means_code: str | None
    means_text: str | None
    remittance_information: str | None
    credit_transfers: tuple[CreditTransfer, ...]
    card: PaymentCard | None
    direct_debit: DirectDebit | None


class PaymentList(Model):
    """A page of entries."""

    data: tuple[PaymentAnswer, ...]
    has_more: bool
    next_cursor: str | None


class PaymentSummaryAnswer(Model):
    """How a document stands at the end of the day `on`, in the document's currency."""

    state: PaymentState
    amount_due: Decimal
    paid_amount: Decimal
    credited_amount: Decimal
    open_amount: Decimal
    overpaid_amount: Decimal
    due_date: _dt.date | None
    overdue_days: int
    on: _dt.date


class Period(Model):
    """A period of time, both days included."""

    start_date: _dt.date | None
    end_date: _dt.date | None


class PeriodData(Model):
    """A period of service."""

    start: DayData | None
    end: DayData | None
    text: str


class PrecedingData(Model):
    """A document that this one relates to."""

    number: str
    issue_date: DayData | None
    text: str


class PrecedingInvoice(Model):
    """BG-3 PRECEDING INVOICE REFERENCE."""

    number: str | None
    issue_date: _dt.date | None


class PreviewAnswer(Model):
    """A document as it would be, without being stored."""

    number: str | None
    issue_date: _dt.date | None
    type_code: str | None
    currency: str | None
    vat_currency: str | None
    tax_point_date: _dt.date | None
    tax_point_date_code: str | None
    due_date: _dt.date | None
    buyer_reference: str | None
    project_reference: str | None
    contract_reference: str | None
    purchase_order_reference: str | None
    sales_order_reference: str | None
    receiving_advice_reference: str | None
    despatch_advice_reference: str | None
    tender_or_lot_reference: str | None
    invoiced_object: Identifier | None
    buyer_accounting_reference: str | None
    payment_terms: str | None
    notes: tuple[Note, ...]
    business_process: str | None
    specification: str | None
    preceding_invoices: tuple[PrecedingInvoice, ...]
    seller: Seller | None
    buyer: Buyer | None
    payee: Payee | None
    tax_representative: TaxRepresentative | None
    delivery: Delivery | None
    period: Period | None
    payment_instructions: tuple[PaymentInstructions, ...]
    allowances: tuple[DocumentAllowance, ...]
    charges: tuple[DocumentAllowance, ...]
    totals: Totals | None
    vat_breakdown: tuple[VatBreakdown, ...]
    supporting_documents: tuple[SupportingDocument, ...]
    lines: tuple[Line, ...]
    object: Literal["preview"]
    document_type: str
    language: str
    findings: tuple[FindingAnswer, ...]
    issuable: bool
    printed_texts: tuple[str, ...]


class ProblemAnswer(Model):
    """Why a request was refused (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str
    errors: tuple[FindingAnswer, ...]


class PurchaseOrderAnswer(Model):
    """A purchase order; `invoiced_without_vat` is what received documents say of it, unless they were rejected."""

    id: str
    object: Literal["purchase_order"]
    number: str
    supplier: str | None
    currency: str
    total_without_vat: Decimal
    tolerance_percent: Decimal
    invoiced_without_vat: Decimal
    state: Literal["open", "closed"]
    version: int
    created_at: _dt.datetime
    updated_at: _dt.datetime
    closed_at: _dt.datetime | None


class PurchaseOrderList(Model):
    """A page of purchase orders."""

    data: tuple[PurchaseOrderAnswer, ...]
    has_more: bool
    next_cursor: str | None


class RateAnswer(Model):
    """A limit: so many a second in the long run, and so many at once after a pause."""

    per_second: int
    burst: int
    is_default: bool


class RateLimitsAnswer(Model):
    """The limits of an organization: reads and writes are counted apart, with the same limit."""

    object: Literal["rate_limits"]
    organization: RateAnswer
    key_default: RateAnswer
    keys: tuple[KeyRateAnswer, ...]


class ReasonAnswer(Model):
    """A reason code."""

    code: str
    meaning: str


class ReasonsAnswer(Model):
    """The reason codes that a rejection or a question may name, with their source."""

    object: Literal["inbox_reasons"]
    source: str
    data: tuple[ReasonAnswer, ...]


class RecordAnswer(Model):
    """A DNS record to set, and what the last check found at its place."""

    purpose: Literal["ownership", "dkim", "spf", "dmarc", "address"]
    type: Literal["TXT", "CNAME", "A", "AAAA"]
    name: str
    value: str
    required: bool
    state: Literal["unchecked", "found", "missing", "different", "unknown"]
    found: tuple[str, ...]
    hint: str


class ReferencesData(Model):
    """References by their names in EN 16931; empty where there is none."""

    buyer_reference: str
    purchase_order: str
    sales_order: str
    contract: str
    project: str
    tender_or_lot: str
    invoiced_object: str
    buyer_accounting: str
    despatch_advice: str
    receiving_advice: str


class ReplayAnswer(Model):
    """How many events will be sent again."""

    object: Literal["webhook_replay"]
    endpoint: str
    count: int


class RequestAnswer(Model):
    """A request and how it was answered: no bodies, and no values that could name somebody."""

    id: str
    object: Literal["request"]
    occurred_at: _dt.datetime
    method: str
    operation: str
    path: str
    query: str
    status: int
    milliseconds: int
    code: str | None
    findings: tuple[LoggedFindingAnswer, ...]
    actor: str
    address: str
    user_agent: str
    idempotency_key: str | None
    api_version: str


class RequestList(Model):
    """A page of the request log."""

    data: tuple[RequestAnswer, ...]
    has_more: bool
    next_cursor: str | None


class RetentionAnswer(Model):
    """How long documents are kept by a country's law."""

    years: int
    from_end_of_year: bool
    law: str


class RevocationAnswer(Model):
    """The keys that were revoked together, the one that was named first."""

    object: Literal["revocation"]
    revoked: tuple[str, ...]


class RoleAnswer(Model):
    """A role and the scopes that it holds."""

    role: str
    scopes: tuple[str, ...]


class RowFinding(Model):
    """What a rule says, and the line and the column of the file that it is about."""

    pointer: str
    code: str
    rule: str
    term: str
    severity: Literal["fatal", "warning", "information"]
    message: str
    location: str
    line: int
    column: str


class RuleAction(Model):
    """What is done. `assign` needs `to`, `reject` needs `reasons`; `notify` publishes the event
    `inbox.rule_fired`.
    """

    action: Literal["approve", "assign", "archive", "reject", "notify"]
    to: str | None
    reasons: tuple[
        Literal["NON", "REF", "LEG", "REC", "QUA", "DEL", "PRI", "QTY", "ITM", "PAY", "UNR", "FIN", "PPD", "OTH"], ...
    ]
    comment: str | None


class RuleCondition(Model):
    """A field, an operator, and what it is compared with: a text, a decimal string, or a list of texts."""

    field: str
    operator: str
    value: str | tuple[str, ...] | None


class RuleFiringAnswer(Model):
    """One time that a rule fired, why, and what it did."""

    item: str
    rule: str
    rule_version: int
    matched: tuple[RuleMatchAnswer, ...]
    outcomes: tuple[RuleOutcomeAnswer, ...]
    fired_at: _dt.datetime


class RuleFiringList(Model):
    """A page of firings, newest first."""

    data: tuple[RuleFiringAnswer, ...]
    has_more: bool
    next_cursor: str | None


class RuleMatchAnswer(Model):
    """A condition, and what was found."""

    field: str
    operator: str
    value: Any
    found: Any
    holds: bool


class RuleOutcomeAnswer(Model):
    """An action, whether it was (or would be) done, and why not."""

    action: Literal["approve", "assign", "archive", "reject", "notify"]
    done: bool
    why: str


class ScopeAnswer(Model):
    """A resource and its verbs: each makes a scope `resource:verb`."""

    resource: str
    verbs: tuple[str, ...]


class ScopesAnswer(Model):
    """What keys and people can be allowed."""

    object: Literal["scopes"]
    scopes: tuple[ScopeAnswer, ...]
    roles: tuple[RoleAnswer, ...]


class SealAnswer(Model):
    """A seal over entries of the audit trail and over the seal before it."""

    number: int
    object: Literal["audit_seal"]
    entries: int
    first_at: _dt.datetime
    last_at: _dt.datetime
    previous_hash: str | None
    hash: str
    sealed_at: _dt.datetime


class SealList(Model):
    """A page of seals, in order."""

    data: tuple[SealAnswer, ...]
    has_more: bool
    next_cursor: str | None


class Seller(Model):
    """BG-4 SELLER."""

    name: str | None
    trading_name: str | None
    identifiers: tuple[Identifier, ...]
    legal_registration: Identifier | None
    vat_id: str | None
    tax_registration_id: str | None
    legal_information: str | None
    electronic_address: ElectronicAddress | None
    address: Address | None
    contact: Contact | None


class SendAnswer(Model):
    """A delivery that was asked for, and what was found on the way."""

    id: str
    object: Literal["delivery"]
    invoice: str | DocumentSummary
    channel: str
    recipient: str
    state: DeliveryState
    attempts: int
    next_attempt_at: _dt.datetime | None
    reason: str
    created_at: _dt.datetime
    updated_at: _dt.datetime
    findings: tuple[FindingAnswer, ...]


class SeriesAnswer(Model):
    """A numbering series."""

    id: str
    object: Literal["series"]
    document_type: str
    name: str
    pattern: str
    restart: Literal["never", "yearly", "monthly"]
    is_default: bool
    issued_count: int


class SeriesList(Model):
    """The numbering series of an organization."""

    data: tuple[SeriesAnswer, ...]
    has_more: bool
    next_cursor: str | None


class SignInPolicyAnswer(Model):
    """How members sign in. `sign_in_url` leads to the organization's own provider, `redirect_uri` is to be
    registered there.
    """

    object: Literal["sign_in_policy"]
    second_factor: bool
    issuer: str | None
    client_id: str | None
    has_client_secret: bool
    sign_in_url: str | None
    redirect_uri: str


class SignupAnswer(Model):
    """What somebody needs to start."""

    account: str
    account_key: str
    organization: str
    key: str
    mode: Literal["test"]


class StarterAnswer(Model):
    """A template to begin with."""

    object: Literal["template_starter"]
    kind: Literal["pdf", "mail"]
    source: str | None
    mail: MailContent | None


class StatusAnswer(Model):
    """Where a document stands, on the day asked for."""

    id: str
    object: Literal["status"]
    state: Literal["draft", "issued"]
    number: str | None
    payment: PaymentSummaryAnswer | None
    deliveries: tuple[DeliveryAnswer, ...]
    files: tuple[FileAnswer, ...]
    corrected_by: tuple[str, ...]
    timeline: tuple[TimelineEventAnswer, ...]


class StepAnswer(Model):
    """How one value came to be."""

    pointer: str
    term: str
    value: str
    formula: str
    why: str


class SupplierAccountAnswer(Model):
    """An account that documents of a supplier named. `confirmed_at`: since when it counts as right."""

    account: str
    is_first: bool
    seen_at: _dt.datetime
    confirmed_at: _dt.datetime | None
    confirmed_by: str


class SupplierAnswer(Model):
    """A supplier."""

    id: str
    object: Literal["supplier"]
    name: str
    state: Literal["new", "known", "blocked"]
    four_eyes: bool
    note: str
    identifiers: tuple[SupplierIdentifierAnswer, ...]
    accounts: tuple[SupplierAccountAnswer, ...]
    version: int
    created_at: _dt.datetime
    updated_at: _dt.datetime


class SupplierIdentifierAnswer(Model):
    """By what a supplier is recognised."""

    kind: Literal["vat", "endpoint", "legal", "name"]
    scheme: str
    value: str


class SupplierList(Model):
    """A page of suppliers."""

    data: tuple[SupplierAnswer, ...]
    has_more: bool
    next_cursor: str | None


class SupportingDocument(Model):
    """BG-24 ADDITIONAL SUPPORTING DOCUMENTS."""

    reference: str | None
    description: str | None
    url: str | None
    content: str | None
    media_type: str | None
    file_name: str | None


class TaxRepresentative(Model):
    """BG-11 SELLER TAX REPRESENTATIVE PARTY."""

    name: str | None
    vat_id: str | None
    address: Address | None


class TemplateAnswer(Model):
    """A template with its latest version's content, and what was found when that came."""

    id: str
    object: Literal["template"]
    kind: Literal["pdf", "mail"]
    name: str
    version: int
    active_version: int | None
    sha256: str
    source: str | None
    mail: MailContent | None
    findings: tuple[TemplateFindingAnswer, ...]
    created_by: str
    created_at: _dt.datetime
    updated_at: _dt.datetime
    archived_at: _dt.datetime | None


class TemplateContractAnswer(Model):
    """The data that a template finds, described and shown; `samples` are the names of all made-up documents."""

    object: Literal["template_contract"]
    contract: str
    parts: tuple[ContractPartAnswer, ...]
    sample: TemplateData
    mail: MailData
    samples: tuple[str, ...]
    languages: tuple[str, ...]
    filters: tuple[str, ...]
    fonts: tuple[str, ...]


class TemplateData(Model):
    """All that a template knows."""

    contract: str
    language: str
    document: DocumentData
    seller: PartyData
    buyer: PartyData
    payee: PartyData | None
    tax_representative: PartyData | None
    deliver_to: PartyData | None
    lines: tuple[LineData, ...]
    adjustments: tuple[AdjustmentData, ...]
    vat_breakdown: tuple[BreakdownData, ...]
    totals: TotalsData
    total_rows: tuple[TotalRowData, ...]
    amount_due: FactData | None
    payment: PaymentData | None
    texts: TextsData
    imprint: tuple[tuple[str, ...], ...]
    branding: BrandingData
    labels: Mapping[str, Mapping[str, str]]


class TemplateFindingAnswer(Model):
    """What is wrong in a template, and where: `line` and `column` count from 1."""

    code: str
    severity: Literal["fatal", "warning", "information"]
    pointer: str
    message: str
    hint: str
    line: int | None
    column: int | None
    term: str
    sample: str


class TemplateList(Model):
    """A page of templates."""

    data: tuple[TemplateSummary, ...]
    has_more: bool
    next_cursor: str | None


class TemplatePreviewAnswer(Model):
    """What a template makes of a document. `content` is base64, and empty where there is none."""

    object: Literal["template_preview"]
    kind: Literal["pdf", "mail"]
    valid: bool
    findings: tuple[TemplateFindingAnswer, ...]
    pages: int | None
    accessible: bool | None
    media_type: str
    content: str
    mail: WrittenMailAnswer | None


class TemplateSummary(Model):
    """A template in a list."""

    id: str
    object: Literal["template"]
    kind: Literal["pdf", "mail"]
    name: str
    version: int
    active_version: int | None
    created_by: str
    created_at: _dt.datetime
    updated_at: _dt.datetime
    archived_at: _dt.datetime | None


class TemplateVersionAnswer(Model):
    """A version of a template. It stays as long as the organization, because documents name it."""

    object: Literal["template_version"]
    template: str
    version: int
    sha256: str
    source: str | None
    mail: MailContent | None
    findings: tuple[TemplateFindingAnswer, ...]
    note: str
    created_by: str
    created_at: _dt.datetime


class TemplateVersionList(Model):
    """A page of versions, newest first."""

    data: tuple[TemplateVersionAnswer, ...]
    has_more: bool
    next_cursor: str | None


class TextsData(Model):
    """What else is printed."""

    legal: tuple[str, ...]
    exemptions: tuple[str, ...]
    notes: tuple[str, ...]
    attachments: tuple[str, ...]


class TimelineEventAnswer(Model):
    """Something that happened. `data` depends on the type; `actor` is who caused it."""

    id: str
    object: Literal["event"]
    type: str
    occurred_at: _dt.datetime
    actor: str
    request_id: str
    data: Mapping[str, Any]


class TimelineEventList(Model):
    """What happened, first to last."""

    data: tuple[TimelineEventAnswer, ...]
    has_more: bool
    next_cursor: str | None


class TotalRowData(Model):
    """A row of the totals that is worth printing."""

    label: str
    amount: str
    strong: bool


class Totals(Model):
    """BG-22 DOCUMENT TOTALS, in the document's currency (`total_vat_accounting` in BT-6's)."""

    sum_of_lines: Decimal | None
    sum_of_allowances: Decimal | None
    sum_of_charges: Decimal | None
    total_without_vat: Decimal | None
    total_vat: Decimal | None
    total_vat_accounting: Decimal | None
    total_with_vat: Decimal | None
    prepaid_amount: Decimal | None
    rounding_amount: Decimal | None
    amount_due: Decimal | None


class TotalsData(Model):
    """The totals (BG-22), as they are."""

    sum_of_lines: AmountData | None
    sum_of_allowances: AmountData | None
    sum_of_charges: AmountData | None
    total_without_vat: AmountData | None
    total_vat: AmountData | None
    total_vat_accounting: AmountData | None
    total_with_vat: AmountData | None
    prepaid: AmountData | None
    rounding: AmountData | None
    amount_due: AmountData | None


class TrailProblemAnswer(Model):
    """Something in the audit trail that does not fit."""

    kind: Literal["seal_missing", "seal_chain", "seal_hash", "entry_missing", "entry_added"]
    subject: str
    detail: str


class TrailReportAnswer(Model):
    """What verification of the audit trail found. `hash`: that of the last seal; keep it elsewhere."""

    object: Literal["audit_report"]
    entries: int
    seals: int
    hash: str | None
    problem_count: int
    problems: tuple[TrailProblemAnswer, ...]


class Vat(Model):
    """VAT category (UNTDID 5305) and rate in percent, of a line (BG-30), an allowance or a charge.

    The exemption reason belongs to the VAT breakdown (BT-120, BT-121); it may be given here and the
    calculation carries it there.
    """

    category: str | None
    rate: Decimal | None
    exemption_reason: str | None
    exemption_reason_code: str | None


class VatBreakdown(Model):
    """BG-23 VAT BREAKDOWN: one row for each VAT category and rate."""

    taxable_amount: Decimal | None
    tax_amount: Decimal | None
    category: str | None
    rate: Decimal | None
    exemption_reason: str | None
    exemption_reason_code: str | None


class VatData(Model):
    """A category and a rate of VAT."""

    category: str
    rate: NumberData | None
    text: str


class VatRateAnswer(Model):
    """A VAT rate of a country in force."""

    kind: str
    rate: str
    since: _dt.date
    law: str


class VerificationAnswer(Model):
    """What was looked at, and what does not fit. `problems_more` counts those that are not named."""

    object: Literal["verification"]
    ok: bool
    series: int
    documents: int
    entries: int
    bytes: int
    waiting: int
    problems: tuple[VerificationProblem, ...]
    problems_more: int


class VerificationProblem(Model):
    """Something that does not fit."""

    kind: str
    subject: str
    detail: str


class WebhookAttempt(Model):
    """One attempt: `reply` is the beginning of what was answered."""

    number: int
    outcome: Literal["delivered", "failed"]
    status: int | None
    reason: str | None
    reply: str
    address: str | None
    started_at: _dt.datetime
    milliseconds: int


class WebhookDeliveryAnswer(Model):
    """An event on its way to an endpoint, with every attempt."""

    id: str
    object: Literal["webhook_delivery"]
    endpoint: str
    event: str
    type: str
    subject: str
    organization: str | None
    state: Literal["waiting", "delivered", "given_up", "cancelled"]
    attempts: int
    next_attempt_at: _dt.datetime | None
    last_status: int | None
    last_reason: str | None
    occurred_at: _dt.datetime
    created_at: _dt.datetime
    updated_at: _dt.datetime
    history: tuple[WebhookAttempt, ...]


class WebhookDeliveryList(Model):
    """A page of webhook deliveries."""

    data: tuple[WebhookDeliverySummary, ...]
    has_more: bool
    next_cursor: str | None


class WebhookDeliverySummary(Model):
    """An event on its way to an endpoint."""

    id: str
    object: Literal["webhook_delivery"]
    endpoint: str
    event: str
    type: str
    subject: str
    organization: str | None
    state: Literal["waiting", "delivered", "given_up", "cancelled"]
    attempts: int
    next_attempt_at: _dt.datetime | None
    last_status: int | None
    last_reason: str | None
    occurred_at: _dt.datetime
    created_at: _dt.datetime
    updated_at: _dt.datetime


class WebhookTestAnswer(Model):
    """What became of a test."""

    object: Literal["webhook_test"]
    event: str
    delivered: bool
    status: int | None
    reason: str | None
    reply: str
    address: str | None
    milliseconds: int


class WrittenMailAnswer(Model):
    """A mail as it would be sent."""

    subject: str
    text: str
    html: str
    language: str
