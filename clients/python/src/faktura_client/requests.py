"""What the API is sent: dictionaries, as their JSON.

This file is generated from the API's description by ``clients/generate.py``; don't edit it.
"""

from __future__ import annotations

import datetime as _dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal, Required, TypedDict

from faktura_client.models import (
    Address,
    Attribute,
    BrandSender,
    BrandTexts,
    Buyer,
    Classification,
    Contact,
    CreditTransfer,
    Delivery,
    DirectDebit,
    DocumentAllowance,
    ElectronicAddress,
    Identifier,
    Line,
    LineAllowance,
    MailContent,
    MailTexts,
    Note,
    Payee,
    PaymentCard,
    PaymentInstructions,
    PaymentMethod,
    Period,
    PrecedingInvoice,
    RuleAction,
    RuleCondition,
    Seller,
    SupportingDocument,
    TaxRepresentative,
    Totals,
    Vat,
    VatBreakdown,
)


class AccountPatch(TypedDict, total=False):
    """A change of the account."""

    name: Required[str]


class AccountRequest(TypedDict, total=False):
    """Signing up in test mode: an account, its first organization, and a key for each."""

    name: Required[str]
    organization: Required[OrganizationRequest]


class ActivateRequest(TypedDict, total=False):
    """Which version new documents and mails use; the latest one unless it is named."""

    version: int | None


class AddressInput(TypedDict, total=False):
    """A postal address."""

    line1: str | None
    line2: str | None
    line3: str | None
    city: str | None
    postal_code: str | None
    subdivision: str | None
    country: str | None


class AddressPatch(TypedDict, total=False):
    """A change (JSON Merge Patch) of Address: absent stays, null is removed."""

    line1: str | None
    line2: str | None
    line3: str | None
    city: str | None
    postal_code: str | None
    subdivision: str | None
    country: str | None


class AdvanceRequest(TypedDict, total=False):
    """The time to move on to; it must be later than the clock's."""

    frozen_at: Required[_dt.datetime | str]


class AssignRequest(TypedDict, total=False):
    """Who is to look at it: a person's id, or any name; null takes it from whoever had it."""

    to: str | None
    comment: str | None


class AttributeInput(TypedDict, total=False):
    """BG-32 ITEM ATTRIBUTES."""

    name: str | None
    value: str | None


class BatchDocument(TypedDict, total=False):
    """A document of a batch, with an idempotency key of its own if it is to have one."""

    number: str | None
    issue_date: _dt.date | str | None
    type_code: str | None
    currency: str | None
    vat_currency: str | None
    tax_point_date: _dt.date | str | None
    tax_point_date_code: str | None
    due_date: _dt.date | str | None
    buyer_reference: str | None
    project_reference: str | None
    contract_reference: str | None
    purchase_order_reference: str | None
    sales_order_reference: str | None
    receiving_advice_reference: str | None
    despatch_advice_reference: str | None
    tender_or_lot_reference: str | None
    invoiced_object: Identifier | IdentifierInput | None
    buyer_accounting_reference: str | None
    payment_terms: str | None
    notes: Sequence[Note | NoteInput]
    business_process: str | None
    specification: str | None
    preceding_invoices: Sequence[PrecedingInvoice | PrecedingInvoiceInput]
    seller: Seller | SellerInput | None
    buyer: Buyer | BuyerInput | None
    payee: Payee | PayeeInput | None
    tax_representative: TaxRepresentative | TaxRepresentativeInput | None
    delivery: Delivery | DeliveryInput | None
    period: Period | PeriodInput | None
    payment_instructions: Sequence[PaymentInstructions | PaymentInstructionsInput]
    allowances: Sequence[DocumentAllowance | DocumentAllowanceInput]
    charges: Sequence[DocumentAllowance | DocumentAllowanceInput]
    totals: Totals | TotalsInput | None
    vat_breakdown: Sequence[VatBreakdown | VatBreakdownInput]
    supporting_documents: Sequence[SupportingDocument | SupportingDocumentInput]
    lines: Sequence[Line | LineInput]
    customer: str | CustomerRecord | None
    brand: str | None
    document_type: str | None
    language: str | None
    series: str | None
    external_id: str | None
    metadata: Mapping[str, str] | None
    corrects: str | None
    issue: bool
    send: SendRequest | None
    idempotency_key: str | None


class BatchRequest(TypedDict, total=False):
    """Many documents in one call: each by itself (`independent`), or all or none (`atomic`)."""

    documents: Required[Sequence[BatchDocument]]
    mode: Literal["independent", "atomic"]


class BrandPatch(TypedDict, total=False):
    """A change of a brand (JSON Merge Patch): absent stays, null is the organization's again."""

    trading_name: str | None
    address: AddressPatch | None
    contact: ContactPatch | None
    series: Mapping[str, str] | None
    bank_accounts: Sequence[CreditTransfer | CreditTransferInput] | None
    sender: BrandSenderPatch | None
    currency: str | None
    language: str | None
    payment_days: int | None
    payment_terms: str | None
    name: str | None
    external_id: str | None
    branding: BrandingPatch | None


class BrandRequest(TypedDict, total=False):
    """A new brand. Nothing of the legal person can be said here: see the findings `legal_data_fixed`."""

    trading_name: str | None
    address: Address | AddressInput | None
    contact: Contact | ContactInput | None
    series: Mapping[str, str] | None
    bank_accounts: Sequence[CreditTransfer | CreditTransferInput] | None
    sender: BrandSender | BrandSenderInput | None
    currency: str | None
    language: str | None
    payment_days: int | None
    payment_terms: str | None
    name: Required[str]
    external_id: str | None
    branding: BrandingRequest | None


class BrandSenderInput(TypedDict, total=False):
    """Who sends the brand's mail: the address and the name that readers see, and where answers go."""

    address: str | None
    name: str | None
    reply_to: str | None


class BrandSenderPatch(TypedDict, total=False):
    """A change (JSON Merge Patch) of BrandSender: absent stays, null is removed."""

    address: str | None
    name: str | None
    reply_to: str | None


class BrandTextsInput(TypedDict, total=False):
    """Texts by language (``de``), or ``default`` for all languages that have none of their own.

    `footer` stands at the foot of each page, `payment_note` beside how to pay; `mail_greeting` and
    `mail_signature` take the place of the usual ones.
    """

    footer: Mapping[str, str] | None
    mail_greeting: Mapping[str, str] | None
    mail_signature: Mapping[str, str] | None
    payment_note: Mapping[str, str] | None


class BrandTextsPatch(TypedDict, total=False):
    """A change (JSON Merge Patch) of BrandTexts: absent stays, null is removed."""

    footer: Mapping[str, str | None] | None
    mail_greeting: Mapping[str, str | None] | None
    mail_signature: Mapping[str, str | None] | None
    payment_note: Mapping[str, str | None] | None


class BrandingPatch(TypedDict, total=False):
    """A change (JSON Merge Patch) of BrandingRequest: absent stays, null is removed."""

    colour: str | None
    secondary_colour: str | None
    font: str | None
    footer: str | None
    texts: BrandTextsPatch | None
    logo: str | None


class BrandingRequest(TypedDict, total=False):
    """How documents look. What is absent stays; null removes.

    Colours are ``#rrggbb``; `font`: ``source-sans``, ``source-serif`` or ``manrope``. `footer`: for all
    languages that have none of their own in `texts`, which is replaced as a whole. `logo`: PNG or JPEG as
    base64, at most 1 MiB.
    """

    colour: str | None
    secondary_colour: str | None
    font: str | None
    footer: str | None
    texts: BrandTexts | BrandTextsInput | None
    logo: str | None


class BuyerInput(TypedDict, total=False):
    """BG-7 BUYER."""

    name: str | None
    trading_name: str | None
    identifiers: Sequence[Identifier | IdentifierInput]
    legal_registration: Identifier | IdentifierInput | None
    vat_id: str | None
    electronic_address: ElectronicAddress | ElectronicAddressInput | None
    address: Address | AddressInput | None
    contact: Contact | ContactInput | None


class BuyerPatch(TypedDict, total=False):
    """A change (JSON Merge Patch) of Buyer: absent stays, null is removed."""

    name: str | None
    trading_name: str | None
    identifiers: Sequence[Identifier | IdentifierInput] | None
    legal_registration: IdentifierPatch | None
    vat_id: str | None
    electronic_address: ElectronicAddressPatch | None
    address: AddressPatch | None
    contact: ContactPatch | None


class ClassificationInput(TypedDict, total=False):
    """BT-158 Item classification identifier; `list_id` is a code of UNTDID 7143."""

    value: str | None
    list_id: str | None
    list_version: str | None


class ClockRequest(TypedDict, total=False):
    """A new clock: the time in which the organization lives from now on."""

    frozen_at: Required[_dt.datetime | str]
    name: str | None


class CommentRequest(TypedDict, total=False):
    """A move that needs nothing; a comment may be said."""

    comment: str | None


class ContactInput(TypedDict, total=False):
    """Whom to ask."""

    name: str | None
    phone: str | None
    email: str | None


class ContactPatch(TypedDict, total=False):
    """A change (JSON Merge Patch) of Contact: absent stays, null is removed."""

    name: str | None
    phone: str | None
    email: str | None


class CreditRequest(TypedDict, total=False):
    """A credit note for an issued document: the whole of it, or the given lines."""

    issue: bool
    issue_date: _dt.date | str | None
    reason: str | None
    lines: Sequence[Line | LineInput]
    send: SendRequest | None


class CreditTransferInput(TypedDict, total=False):
    """BG-17 CREDIT TRANSFER."""

    account: str | None
    account_name: str | None
    bic: str | None


class CustomerPatch(TypedDict, total=False):
    """A change (JSON Merge Patch) of CustomerRequest: absent stays, null is removed."""

    name: str | None
    trading_name: str | None
    identifiers: Sequence[Identifier | IdentifierInput] | None
    legal_registration: IdentifierPatch | None
    vat_id: str | None
    electronic_address: ElectronicAddressPatch | None
    address: AddressPatch | None
    contact: ContactPatch | None
    email: str | None
    language: str | None
    payment_days: int | None
    external_id: str | None
    metadata: Mapping[str, str | None] | None


class CustomerRecord(TypedDict, total=False):
    """The buyer, and what is only used on the way: `email` for deliveries, `language` of documents and mail,
    `payment_days` instead of the organization's.
    """

    name: str | None
    trading_name: str | None
    identifiers: Sequence[Identifier | IdentifierInput]
    legal_registration: Identifier | IdentifierInput | None
    vat_id: str | None
    electronic_address: ElectronicAddress | ElectronicAddressInput | None
    address: Address | AddressInput | None
    contact: Contact | ContactInput | None
    email: str | None
    language: str | None
    payment_days: int | None


class CustomerRecordPatch(TypedDict, total=False):
    """A change (JSON Merge Patch) of CustomerRecord: absent stays, null is removed."""

    name: str | None
    trading_name: str | None
    identifiers: Sequence[Identifier | IdentifierInput] | None
    legal_registration: IdentifierPatch | None
    vat_id: str | None
    electronic_address: ElectronicAddressPatch | None
    address: AddressPatch | None
    contact: ContactPatch | None
    email: str | None
    language: str | None
    payment_days: int | None


class CustomerRequest(TypedDict, total=False):
    """A new customer, or the whole of a changed one."""

    name: str | None
    trading_name: str | None
    identifiers: Sequence[Identifier | IdentifierInput]
    legal_registration: Identifier | IdentifierInput | None
    vat_id: str | None
    electronic_address: ElectronicAddress | ElectronicAddressInput | None
    address: Address | AddressInput | None
    contact: Contact | ContactInput | None
    email: str | None
    language: str | None
    payment_days: int | None
    external_id: str | None
    metadata: Mapping[str, str] | None


class DeliveryInput(TypedDict, total=False):
    """BG-13 DELIVERY INFORMATION."""

    name: str | None
    location: Identifier | IdentifierInput | None
    date: _dt.date | str | None
    address: Address | AddressInput | None


class DeliveryPatch(TypedDict, total=False):
    """A change (JSON Merge Patch) of Delivery: absent stays, null is removed."""

    name: str | None
    location: IdentifierPatch | None
    date: _dt.date | str | None
    address: AddressPatch | None


class DirectDebitInput(TypedDict, total=False):
    """BG-19 DIRECT DEBIT."""

    mandate_reference: str | None
    creditor_identifier: str | None
    debited_account: str | None


class DocumentAllowanceInput(TypedDict, total=False):
    """BG-20 DOCUMENT LEVEL ALLOWANCES, or BG-21 DOCUMENT LEVEL CHARGES where it stands among the charges."""

    amount: Decimal | str | None
    base_amount: Decimal | str | None
    percent: Decimal | str | None
    vat: Vat | VatInput | None
    reason: str | None
    reason_code: str | None


class DryRunRequest(TypedDict, total=False):
    """A rule to try on documents that are there; nothing is changed."""

    conditions: Required[Sequence[RuleCondition | RuleConditionInput]]
    actions: Sequence[RuleAction | RuleActionInput]
    documents: int


class ElectronicAddressInput(TypedDict, total=False):
    """Where electronic documents are delivered; `scheme` is a code of the EAS list."""

    value: str | None
    scheme: str | None


class ElectronicAddressPatch(TypedDict, total=False):
    """A change (JSON Merge Patch) of ElectronicAddress: absent stays, null is removed."""

    value: str | None
    scheme: str | None


class EmailDomainRequest(TypedDict, total=False):
    """A domain to send mail from, such as ``billing.example.com``."""

    domain: Required[str]


class EmailMessage(TypedDict, total=False):
    """What the mail says besides the usual: `to` overrides the customer's address, `note` is printed in the
    text.
    """

    to: str | None
    note: str | None


class EmailMessagePatch(TypedDict, total=False):
    """A change (JSON Merge Patch) of EmailMessage: absent stays, null is removed."""

    to: str | None
    note: str | None


class EmailSenderRequest(TypedDict, total=False):
    """Who sends the organization's mail, and through which server (the installation's own when `host` is
    absent).
    """

    address: Required[str]
    name: str | None
    host: str | None
    port: int | None
    security: str | None
    username: str | None
    password: str | None


class EndpointPatch(TypedDict, total=False):
    """A change of an endpoint (JSON Merge Patch): what is absent stays."""

    url: str | None
    events: Sequence[str] | None
    description: str | None
    payload: Literal["thin", "full"] | None
    state: Literal["enabled", "disabled"] | None
    metadata: Mapping[str, str | None] | None


class EndpointRequest(TypedDict, total=False):
    """A new endpoint. `events`: patterns such as ``*``, ``invoice.*`` or ``invoice.issued``."""

    url: Required[str]
    events: Sequence[str]
    description: str | None
    payload: Literal["thin", "full"]
    metadata: Mapping[str, str] | None


class ExportRequest(TypedDict, total=False):
    """What is exported, as which file. `filters` are those of the kind's list, such as ``issue_date[gte]``."""

    kind: Literal["invoices", "customers", "payments", "events"]
    format: Literal["csv", "xlsx", "jsonl"]
    filters: Mapping[str, str] | None


class FeaturesRequest(TypedDict, total=False):
    """Switches: name -> whether the feature is on. What is not named stays as it is."""

    features: Required[Mapping[str, bool]]


class IdentifierInput(TypedDict, total=False):
    """An identifier and the code of the list it comes from (ISO 6523 ICD, unless the term says otherwise)."""

    value: str | None
    scheme: str | None


class IdentifierPatch(TypedDict, total=False):
    """A change (JSON Merge Patch) of Identifier: absent stays, null is removed."""

    value: str | None
    scheme: str | None


class ImportOptions(TypedDict, total=False):
    """How a file is read, and what is done with it.

    `dry_run`: everything is checked, nothing is written, no number is taken. `issue`: documents are issued,
    else they become drafts. `decimal` and `date_format`: how numbers and days are written in texts; a
    spreadsheet's own numbers and days need no such word. `delimiter` and `encoding` are found out when they
    are not given. `group_by`: the heading of the column whose text tells which rows belong to one document.
    `mapping`: heading -> path of a field, or null for a column that is not read; other columns are taken by
    their headings.
    """

    dry_run: bool
    issue: bool
    decimal: Literal[".", ","]
    date_format: Literal["YYYY-MM-DD", "DD.MM.YYYY", "DD/MM/YYYY", "MM/DD/YYYY", "DD-MM-YYYY", "YYYY/MM/DD", "YYYYMMDD"]
    delimiter: Literal[",", ";", "	", "|"] | None
    encoding: Literal["utf-8", "utf-16", "windows-1252", "iso-8859-1"] | None
    group_by: str | None
    mapping: Mapping[str, str | None] | None


class InboxSettingsRequest(TypedDict, total=False):
    """How an organization works on its inbox. `four_eyes`: two must approve every document."""

    four_eyes: Required[bool]


class InvoicePatch(TypedDict, total=False):
    """A change (JSON Merge Patch) of InvoiceRequest: absent stays, null is removed."""

    issue_date: _dt.date | str | None
    type_code: str | None
    currency: str | None
    vat_currency: str | None
    tax_point_date: _dt.date | str | None
    tax_point_date_code: str | None
    due_date: _dt.date | str | None
    buyer_reference: str | None
    project_reference: str | None
    contract_reference: str | None
    purchase_order_reference: str | None
    sales_order_reference: str | None
    receiving_advice_reference: str | None
    despatch_advice_reference: str | None
    tender_or_lot_reference: str | None
    invoiced_object: IdentifierPatch | None
    buyer_accounting_reference: str | None
    payment_terms: str | None
    notes: Sequence[Note | NoteInput] | None
    business_process: str | None
    specification: str | None
    preceding_invoices: Sequence[PrecedingInvoice | PrecedingInvoiceInput] | None
    buyer: BuyerPatch | None
    payee: PayeePatch | None
    tax_representative: TaxRepresentativePatch | None
    delivery: DeliveryPatch | None
    period: PeriodPatch | None
    payment_instructions: Sequence[PaymentInstructions | PaymentInstructionsInput] | None
    allowances: Sequence[DocumentAllowance | DocumentAllowanceInput] | None
    charges: Sequence[DocumentAllowance | DocumentAllowanceInput] | None
    totals: TotalsPatch | None
    vat_breakdown: Sequence[VatBreakdown | VatBreakdownInput] | None
    supporting_documents: Sequence[SupportingDocument | SupportingDocumentInput] | None
    lines: Sequence[Line | LineInput] | None
    customer: str | CustomerRecordPatch | None
    brand: str | None
    document_type: str | None
    language: str | None
    series: str | None
    external_id: str | None
    metadata: Mapping[str, str | None] | None
    corrects: str | None
    issue: bool | None
    send: SendPatch | None


class InvoiceRequest(TypedDict, total=False):
    """A document to be: every field of the semantic model, `customer` (an id or a record) in place of `buyer`,
    `document_type` in place of the type code, `brand` (its id or external id), and what should happen with
    it.

    `number` and `seller` are not taken: the number comes from the series, the seller is the organization.
    """

    issue_date: _dt.date | str | None
    type_code: str | None
    currency: str | None
    vat_currency: str | None
    tax_point_date: _dt.date | str | None
    tax_point_date_code: str | None
    due_date: _dt.date | str | None
    buyer_reference: str | None
    project_reference: str | None
    contract_reference: str | None
    purchase_order_reference: str | None
    sales_order_reference: str | None
    receiving_advice_reference: str | None
    despatch_advice_reference: str | None
    tender_or_lot_reference: str | None
    invoiced_object: Identifier | IdentifierInput | None
    buyer_accounting_reference: str | None
    payment_terms: str | None
    notes: Sequence[Note | NoteInput]
    business_process: str | None
    specification: str | None
    preceding_invoices: Sequence[PrecedingInvoice | PrecedingInvoiceInput]
    buyer: Buyer | BuyerInput | None
    payee: Payee | PayeeInput | None
    tax_representative: TaxRepresentative | TaxRepresentativeInput | None
    delivery: Delivery | DeliveryInput | None
    period: Period | PeriodInput | None
    payment_instructions: Sequence[PaymentInstructions | PaymentInstructionsInput]
    allowances: Sequence[DocumentAllowance | DocumentAllowanceInput]
    charges: Sequence[DocumentAllowance | DocumentAllowanceInput]
    totals: Totals | TotalsInput | None
    vat_breakdown: Sequence[VatBreakdown | VatBreakdownInput]
    supporting_documents: Sequence[SupportingDocument | SupportingDocumentInput]
    lines: Sequence[Line | LineInput]
    customer: str | CustomerRecord | None
    brand: str | None
    document_type: str | None
    language: str | None
    series: str | None
    external_id: str | None
    metadata: Mapping[str, str] | None
    corrects: str | None
    issue: bool
    send: SendRequest | None


class IssueRequest(TypedDict, total=False):
    """Issuing a draft, and the roads to take then (instead of the draft's own)."""

    send: SendRequest | None


class KeyPatch(TypedDict, total=False):
    """A change of a key (JSON Merge Patch): absent stays; null takes a limit away, where whoever asks has none."""

    name: str | None
    scopes: Sequence[str] | None
    allowed_addresses: Sequence[str] | None
    allowed_origins: Sequence[str] | None
    expires_at: _dt.datetime | str | None
    expires_in_seconds: int | None
    api_version: str | None


class KeyRateRequest(TypedDict, total=False):
    """A limit of one key."""

    key: Required[str]
    per_second: Required[int]
    burst: Required[int]


class KeyRequest(TypedDict, total=False):
    """A new key. What is absent comes from the key that asks: nobody can give more than they hold."""

    name: str
    scopes: Sequence[str] | None
    allowed_addresses: Sequence[str] | None
    allowed_origins: Sequence[str] | None
    expires_at: _dt.datetime | str | None
    expires_in_seconds: int | None
    api_version: str | None


class LineInput(TypedDict, total=False):
    """BG-25 INVOICE LINE. Quantities and prices are exact decimals; `net_amount` is in the document's currency."""

    id: str | None
    note: str | None
    object: Identifier | IdentifierInput | None
    quantity: Decimal | str | None
    unit: str | None
    net_amount: Decimal | str | None
    order_line_reference: str | None
    buyer_accounting_reference: str | None
    period: Period | PeriodInput | None
    allowances: Sequence[LineAllowance | LineAllowanceInput]
    charges: Sequence[LineAllowance | LineAllowanceInput]
    unit_price: Decimal | str | None
    price_discount: Decimal | str | None
    gross_price: Decimal | str | None
    price_base_quantity: Decimal | str | None
    price_base_unit: str | None
    vat: Vat | VatInput | None
    name: str | None
    description: str | None
    seller_item_id: str | None
    buyer_item_id: str | None
    standard_item_id: Identifier | IdentifierInput | None
    classifications: Sequence[Classification | ClassificationInput]
    origin_country: str | None
    attributes: Sequence[Attribute | AttributeInput]


class LineAllowanceInput(TypedDict, total=False):
    """BG-27 INVOICE LINE ALLOWANCES, or BG-28 INVOICE LINE CHARGES where it stands among the charges."""

    amount: Decimal | str | None
    base_amount: Decimal | str | None
    percent: Decimal | str | None
    reason: str | None
    reason_code: str | None


class LinkRequest(TypedDict, total=False):
    """A new link for the buyer."""

    expires_in_days: int


class MailContentInput(TypedDict, total=False):
    """A mail in all its languages; a language that is not there gets the default one."""

    languages: Mapping[str, MailTexts | MailTextsInput]
    default_language: str


class MailTextsInput(TypedDict, total=False):
    """A mail in one language. Without `html` it goes as plain text only."""

    subject: Required[str]
    text: Required[str]
    html: str | None


class MemberPatch(TypedDict, total=False):
    """A change of a member: absent stays."""

    role: Literal["owner", "admin", "accountant", "viewer", "custom"] | None
    scopes: Sequence[str] | None
    name: str | None


class MemberRequest(TypedDict, total=False):
    """Somebody to invite. `scopes` belong to the role `custom`, and to no other."""

    email: Required[str]
    role: Required[Literal["owner", "admin", "accountant", "viewer", "custom"]]
    name: str | None
    scopes: Sequence[str]


class NewOrganizationRequest(TypedDict, total=False):
    """A new organization of an account. `key`: also make a first key for it; its text is shown this once."""

    trading_name: str | None
    identifiers: Sequence[Identifier | IdentifierInput] | None
    legal_registration: Identifier | IdentifierInput | None
    vat_id: str | None
    tax_registration_id: str | None
    legal_information: str | None
    electronic_address: ElectronicAddress | ElectronicAddressInput | None
    address: Address | AddressInput | None
    contact: Contact | ContactInput | None
    currency: str | None
    language: str | None
    timezone: str | None
    payment_days: int | None
    payment_terms: str | None
    bank_accounts: Sequence[CreditTransfer | CreditTransferInput] | None
    small_business: bool | None
    name: Required[str]
    country: Required[str]
    external_id: str | None
    key: KeyRequest | None


class NoteInput(TypedDict, total=False):
    """BG-1 INVOICE NOTE; `subject_code` is a code of UNTDID 4451."""

    text: str | None
    subject_code: str | None


class OrganizationPatch(TypedDict, total=False):
    """A change of an organization (JSON Merge Patch): absent stays, null is removed."""

    trading_name: str | None
    identifiers: Sequence[Identifier | IdentifierInput] | None
    legal_registration: IdentifierPatch | None
    vat_id: str | None
    tax_registration_id: str | None
    legal_information: str | None
    electronic_address: ElectronicAddressPatch | None
    address: AddressPatch | None
    contact: ContactPatch | None
    currency: str | None
    language: str | None
    timezone: str | None
    payment_days: int | None
    payment_terms: str | None
    bank_accounts: Sequence[CreditTransfer | CreditTransferInput] | None
    small_business: bool | None
    name: str | None


class OrganizationRequest(TypedDict, total=False):
    """A new organization; what is absent comes from its country. Every field but `country` and `external_id`
    can be changed later.
    """

    trading_name: str | None
    identifiers: Sequence[Identifier | IdentifierInput] | None
    legal_registration: Identifier | IdentifierInput | None
    vat_id: str | None
    tax_registration_id: str | None
    legal_information: str | None
    electronic_address: ElectronicAddress | ElectronicAddressInput | None
    address: Address | AddressInput | None
    contact: Contact | ContactInput | None
    currency: str | None
    language: str | None
    timezone: str | None
    payment_days: int | None
    payment_terms: str | None
    bank_accounts: Sequence[CreditTransfer | CreditTransferInput] | None
    small_business: bool | None
    name: Required[str]
    country: Required[str]
    external_id: str | None


class PageDomainRequest(TypedDict, total=False):
    """A host for buyers' pages, such as ``invoices.example.com``; of a brand (its id or external id), when
    named.
    """

    host: Required[str]
    brand: str | None


class PaidRequest(TypedDict, total=False):
    """That it was paid. `paid_on` is today in UTC when it is absent, `amount` the amount due."""

    paid_on: _dt.date | str | None
    amount: Decimal | str | None
    reference: str | None
    comment: str | None


class PayeeInput(TypedDict, total=False):
    """BG-10 PAYEE: who is paid, when it is not the seller."""

    name: str | None
    identifier: Identifier | IdentifierInput | None
    legal_registration: Identifier | IdentifierInput | None


class PayeePatch(TypedDict, total=False):
    """A change (JSON Merge Patch) of Payee: absent stays, null is removed."""

    name: str | None
    identifier: IdentifierPatch | None
    legal_registration: IdentifierPatch | None


class PaymentCardInput(TypedDict, total=False):
    """BG-18 PAYMENT CARD INFORMATION."""

    account_number: str | None
    holder_name: str | None


class PaymentInstructionsInput(TypedDict, total=False):
    """BG-16 PAYMENT INSTRUCTIONS."""

    means_code: str | None
    means_text: str | None
    remittance_information: str | None
    credit_transfers: Sequence[CreditTransfer | CreditTransferInput]
    card: PaymentCard | PaymentCardInput | None
    direct_debit: DirectDebit | DirectDebitInput | None


class PaymentRequest(TypedDict, total=False):
    """Money that was received on a document (or, for a credit note, paid back).

    `amount` is more than zero and has no more decimals than its currency. `received_on` is today in UTC when
    it is absent. `reference`: what the bank statement says, such as the remittance information or an
    end-to-end id.
    """

    amount: Required[Decimal | str]
    currency: str | None
    received_on: _dt.date | str | None
    method: PaymentMethod
    reference: str | None
    external_id: str | None
    metadata: Mapping[str, str] | None


class PeriodInput(TypedDict, total=False):
    """A period of time, both days included."""

    start_date: _dt.date | str | None
    end_date: _dt.date | str | None


class PeriodPatch(TypedDict, total=False):
    """A change (JSON Merge Patch) of Period: absent stays, null is removed."""

    start_date: _dt.date | str | None
    end_date: _dt.date | str | None


class PrecedingInvoiceInput(TypedDict, total=False):
    """BG-3 PRECEDING INVOICE REFERENCE."""

    number: str | None
    issue_date: _dt.date | str | None


class PreviewRequest(TypedDict, total=False):
    """What to preview: a content that needn't be stored, with a document: a made-up one (`sample`), one of
    yours (`invoice`, an id), or one that is only being thought of (`request`). `name` and `note` are taken
    and not used, so that the body of a new template can be previewed as it is.
    """

    source: str | None
    mail: MailContent | MailContentInput | None
    kind: str
    name: str | None
    note: str | None
    sample: str | None
    invoice: str | None
    request: InvoiceRequest | None
    language: str | None


class PurchaseOrderRequest(TypedDict, total=False):
    """A new purchase order. `tolerance_percent`: by how much documents may exceed it without a finding."""

    number: Required[str]
    currency: Required[str]
    total_without_vat: Required[Decimal | str]
    supplier: str | None
    tolerance_percent: Decimal | str


class QueryRequest(TypedDict, total=False):
    """A question to the supplier."""

    comment: Required[str]
    reasons: Sequence[
        Literal["NON", "REF", "LEG", "REC", "QUA", "DEL", "PRI", "QTY", "ITM", "PAY", "UNR", "FIN", "PPD", "OTH"]
    ]


class RateLimitsRequest(TypedDict, total=False):
    """The limits of an organization and of its keys. What is absent or null has the installation's."""

    organization: RateRequest | None
    keys: Sequence[KeyRateRequest]


class RateRequest(TypedDict, total=False):
    """A limit of the organization."""

    per_second: Required[int]
    burst: Required[int]


class RejectRequest(TypedDict, total=False):
    """Why it is rejected: at least one code of OPStatusReason (Peppol BIS 63); OTH and PPD need a comment."""

    reasons: Required[
        Sequence[
            Literal["NON", "REF", "LEG", "REC", "QUA", "DEL", "PRI", "QTY", "ITM", "PAY", "UNR", "FIN", "PPD", "OTH"]
        ]
    ]
    comment: str | None


class ReplayRequest(TypedDict, total=False):
    """Which events are sent again: from a time, or behind an event; up to a time or an event, or to the end.

    `events` narrows it to some types; an endpoint's own patterns hold in any case.
    """

    since: _dt.datetime | str | None
    after: str | None
    until: _dt.datetime | str | None
    last: str | None
    events: Sequence[str] | None


class ReversalRequest(TypedDict, total=False):
    """Taking a payment back: a bounced debit, a chargeback, a mistake.

    `received_on` is the day from which the payment does not count any more: today in UTC when it is absent.
    """

    reason: str | None
    received_on: _dt.date | str | None


class RotateRequest(TypedDict, total=False):
    """A new secret; the one before it signs as well for so many hours."""

    overlap_hours: int


class RotationRequest(TypedDict, total=False):
    """Taking a key's place: for `overlap_seconds` both are taken, then the old one ends."""

    overlap_seconds: int
    expires_at: _dt.datetime | str | None
    expires_in_seconds: int | None


class RuleActionInput(TypedDict, total=False):
    """What is done. `assign` needs `to`, `reject` needs `reasons`; `notify` publishes the event
    `inbox.rule_fired`.
    """

    action: Required[Literal["approve", "assign", "archive", "reject", "notify"]]
    to: str | None
    reasons: Sequence[
        Literal["NON", "REF", "LEG", "REC", "QUA", "DEL", "PRI", "QTY", "ITM", "PAY", "UNR", "FIN", "PPD", "OTH"]
    ]
    comment: str | None


class RuleConditionInput(TypedDict, total=False):
    """A field, an operator, and what it is compared with: a text, a decimal string, or a list of texts."""

    field: Required[str]
    operator: Required[str]
    value: str | Sequence[str] | None


class RulePatch(TypedDict, total=False):
    """A change of a rule; what is absent, or null, stays."""

    name: str | None
    conditions: Sequence[RuleCondition | RuleConditionInput] | None
    actions: Sequence[RuleAction | RuleActionInput] | None
    position: int | None
    state: Literal["active", "disabled"] | None


class RuleRequest(TypedDict, total=False):
    """A new rule. Rules are tried in the order of their positions; all that fit fire."""

    name: Required[str]
    conditions: Required[Sequence[RuleCondition | RuleConditionInput]]
    actions: Required[Sequence[RuleAction | RuleActionInput]]
    position: int
    state: Literal["active", "disabled"]


class SellerInput(TypedDict, total=False):
    """BG-4 SELLER."""

    name: str | None
    trading_name: str | None
    identifiers: Sequence[Identifier | IdentifierInput]
    legal_registration: Identifier | IdentifierInput | None
    vat_id: str | None
    tax_registration_id: str | None
    legal_information: str | None
    electronic_address: ElectronicAddress | ElectronicAddressInput | None
    address: Address | AddressInput | None
    contact: Contact | ContactInput | None


class SendPatch(TypedDict, total=False):
    """A change (JSON Merge Patch) of SendRequest: absent stays, null is removed."""

    channels: Sequence[str] | None
    email: EmailMessagePatch | None


class SendRequest(TypedDict, total=False):
    """Which roads the document takes, in order of preference; those that are not available are skipped and
    named.
    """

    channels: Sequence[str]
    email: EmailMessage | None


class SeriesPatch(TypedDict, total=False):
    """A change of a series that has not numbered anything yet."""

    pattern: str | None
    restart: str | None


class SeriesRequest(TypedDict, total=False):
    """A new numbering series."""

    document_type: str
    name: Required[str]
    pattern: Required[str]
    restart: str
    is_default: bool


class SignInPolicyRequest(TypedDict, total=False):
    """How members sign in.

    `second_factor`: whether everybody must show two. `issuer`, `client_id`, `client_secret`: the
    organization's own OpenID provider; absent means none. A secret that is left out stays as it is for the
    same issuer and client.
    """

    second_factor: bool
    issuer: str | None
    client_id: str | None
    client_secret: str | None


class StoredPreviewRequest(TypedDict, total=False):
    """What to preview of a stored template: a version (the latest one unless named), with a document as in
    `PreviewRequest`.
    """

    version: int | None
    sample: str | None
    invoice: str | None
    request: InvoiceRequest | None
    language: str | None


class SupplierPatch(TypedDict, total=False):
    """A change of a supplier; what is absent, or null, stays.

    `four_eyes`: two must approve what it sends, also where the organization asks for one.
    `confirmed_accounts`: accounts of its documents that were found to be right.
    """

    name: str | None
    state: Literal["new", "known", "blocked"] | None
    four_eyes: bool | None
    note: str | None
    confirmed_accounts: Sequence[str] | None


class SupportingDocumentInput(TypedDict, total=False):
    """BG-24 ADDITIONAL SUPPORTING DOCUMENTS."""

    reference: str | None
    description: str | None
    url: str | None
    content: str | None
    media_type: str | None
    file_name: str | None


class TaxRepresentativeInput(TypedDict, total=False):
    """BG-11 SELLER TAX REPRESENTATIVE PARTY."""

    name: str | None
    vat_id: str | None
    address: Address | AddressInput | None


class TaxRepresentativePatch(TypedDict, total=False):
    """A change (JSON Merge Patch) of TaxRepresentative: absent stays, null is removed."""

    name: str | None
    vat_id: str | None
    address: AddressPatch | None


class TemplatePatch(TypedDict, total=False):
    """Another name, or a new version. Older versions stay: documents name them."""

    source: str | None
    mail: MailContent | MailContentInput | None
    name: str | None
    note: str | None


class TemplateRequest(TypedDict, total=False):
    """A new template; `kind` says which of `source` and `mail` it has. `note` says what is new in this version."""

    source: str | None
    mail: MailContent | MailContentInput | None
    kind: Required[str]
    name: Required[str]
    note: str | None


class TotalsInput(TypedDict, total=False):
    """BG-22 DOCUMENT TOTALS, in the document's currency (`total_vat_accounting` in BT-6's)."""

    sum_of_lines: Decimal | str | None
    sum_of_allowances: Decimal | str | None
    sum_of_charges: Decimal | str | None
    total_without_vat: Decimal | str | None
    total_vat: Decimal | str | None
    total_vat_accounting: Decimal | str | None
    total_with_vat: Decimal | str | None
    prepaid_amount: Decimal | str | None
    rounding_amount: Decimal | str | None
    amount_due: Decimal | str | None


class TotalsPatch(TypedDict, total=False):
    """A change (JSON Merge Patch) of Totals: absent stays, null is removed."""

    sum_of_lines: Decimal | str | None
    sum_of_allowances: Decimal | str | None
    sum_of_charges: Decimal | str | None
    total_without_vat: Decimal | str | None
    total_vat: Decimal | str | None
    total_vat_accounting: Decimal | str | None
    total_with_vat: Decimal | str | None
    prepaid_amount: Decimal | str | None
    rounding_amount: Decimal | str | None
    amount_due: Decimal | str | None


class VatInput(TypedDict, total=False):
    """VAT category (UNTDID 5305) and rate in percent, of a line (BG-30), an allowance or a charge.

    The exemption reason belongs to the VAT breakdown (BT-120, BT-121); it may be given here and the
    calculation carries it there.
    """

    category: str | None
    rate: Decimal | str | None
    exemption_reason: str | None
    exemption_reason_code: str | None


class VatBreakdownInput(TypedDict, total=False):
    """BG-23 VAT BREAKDOWN: one row for each VAT category and rate."""

    taxable_amount: Decimal | str | None
    tax_amount: Decimal | str | None
    category: str | None
    rate: Decimal | str | None
    exemption_reason: str | None
    exemption_reason_code: str | None
