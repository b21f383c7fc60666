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


class BrandingAnswer(Model):
    """How documents look. The logo's bytes are named by their hash."""

    object: Literal["branding"]
    colour: str
    footer: str
    logo_sha256: str | None
    logo_media_type: str | None


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


class Contact(Model):
    """Whom to ask."""

    name: str | None
    phone: str | None
    email: str | None


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
    external_id: str | None
    created_at: _dt.datetime
    issued_at: _dt.datetime | None


class ElectronicAddress(Model):
    """Where electronic documents are delivered; `scheme` is a code of the EAS list."""

    value: str | None
    scheme: str | None


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


class EventAnswer(Model):
    """Something that happened. `data` depends on the type; `actor` is who caused it."""

    id: str
    object: Literal["event"]
    type: str
    occurred_at: _dt.datetime
    actor: str
    request_id: str
    data: Mapping[str, Any]


class EventList(Model):
    """What happened, first to last."""

    data: tuple[EventAnswer, ...]
    has_more: bool
    next_cursor: str | None


class ExplanationAnswer(Model):
    """How all derived values came to be."""

    id: str
    object: Literal["explanation"]
    steps: tuple[StepAnswer, ...]


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


class FirstKeyAnswer(Model):
    """The first key of a new organization; `key` is shown this once."""

    id: str
    object: Literal["api_key"]
    key: str


class Identifier(Model):
    """An identifier and the code of the list it comes from (ISO 6523 ICD, unless the term says otherwise)."""

    value: str | None
    scheme: str | None


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
    external_id: str | None
    branding: BrandingAnswer | None
    defaults: CountryDefaultsAnswer | None
    key: FirstKeyAnswer | None


class Note(Model):
    """BG-1 INVOICE NOTE; `subject_code` is a code of UNTDID 4451."""

    text: str | None
    subject_code: str | None


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


class SignupAnswer(Model):
    """What somebody needs to start."""

    account: str
    account_key: str
    organization: str
    key: str
    mode: Literal["test"]


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
    timeline: tuple[EventAnswer, ...]


class StepAnswer(Model):
    """How one value came to be."""

    pointer: str
    term: str
    value: str
    formula: str
    why: str


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
