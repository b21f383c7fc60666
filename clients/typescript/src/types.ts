/**
 * What the API is sent and what it answers.
 *
 * This file is generated from the API's description by clients/generate.py; don't edit it.
 */

/** An exact decimal as a string: "1234.50". Never a number. */
export type Decimal = string;

/** A day: "2026-11-23". */
export type Day = string;

/** A moment: "2026-11-23T10:00:00Z". */
export type Time = string;

/** An account in one mode. */
export interface AccountAnswer {
  readonly id: string;
  readonly object: "account";
  readonly mode: "live" | "test";
  readonly name: string;
  readonly created_at: Time;
}

/** A change of the account. */
export interface AccountPatch {
  readonly name: string;
}

/** Signing up in test mode: an account, its first organization, and a key for each. */
export interface AccountRequest {
  readonly name: string;
  readonly organization: OrganizationRequest;
}

/** A postal address. */
export interface Address {
  readonly line1?: string | null;
  readonly line2?: string | null;
  readonly line3?: string | null;
  readonly city?: string | null;
  readonly postal_code?: string | null;
  readonly subdivision?: string | null;
  readonly country?: string | null;
}

/** A change (JSON Merge Patch) of Address: absent stays, null is removed. */
export interface AddressPatch {
  readonly line1?: string | null;
  readonly line2?: string | null;
  readonly line3?: string | null;
  readonly city?: string | null;
  readonly postal_code?: string | null;
  readonly subdivision?: string | null;
  readonly country?: string | null;
}

/** The time to move on to; it must be later than the clock's. */
export interface AdvanceRequest {
  readonly frozen_at: Time;
}

/** What the archive keeps: bytes under their hash, and the last day on which the law wants them kept. */
export interface ArchiveEntryAnswer {
  readonly id: string;
  readonly object: "archive_entry";
  readonly invoice: string;
  readonly kind: string;
  readonly name: string;
  readonly media_type: string;
  readonly sha256: string;
  readonly size: number;
  readonly retain_until: Day;
  readonly created_at: Time;
}

/** A page of entries. */
export interface ArchiveList {
  readonly data: readonly ArchiveEntryAnswer[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** One attempt to deliver: what came of it, and the hash of the bytes that travelled. */
export interface AttemptAnswer {
  readonly number: number;
  readonly outcome: "delivered" | "refused" | "try_later";
  readonly reason: string;
  readonly proof: Readonly<Record<string, unknown>>;
  readonly sent_sha256: string | null;
  readonly started_at: Time;
  readonly ended_at: Time;
}

/** BG-32 ITEM ATTRIBUTES. */
export interface Attribute {
  readonly name?: string | null;
  readonly value?: string | null;
}

/** One write that was carried out: who, what, when, from where. `fields`: the names of what was sent. */
export interface AuditEntryAnswer {
  readonly id: string;
  readonly object: "audit_entry";
  readonly occurred_at: Time;
  readonly actor: string;
  readonly operation: string;
  readonly target: string;
  readonly status: number;
  readonly address: string;
  readonly request_id: string;
  readonly fields: readonly string[];
}

/** A page of the audit trail. */
export interface AuditTrailAnswer {
  readonly data: readonly AuditEntryAnswer[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** How documents look. The logo's bytes are named by their hash. */
export interface BrandingAnswer {
  readonly object: "branding";
  readonly colour: string;
  readonly footer: string;
  readonly logo_sha256: string | null;
  readonly logo_media_type: string | null;
}

/** How documents look. `logo`: PNG or JPEG as base64, at most 1 MiB; null removes it. */
export interface BrandingRequest {
  readonly colour?: string | null;
  readonly footer?: string | null;
  readonly logo?: string | null;
}

/** BG-7 BUYER. */
export interface Buyer {
  readonly name?: string | null;
  readonly trading_name?: string | null;
  readonly identifiers?: readonly Identifier[];
  readonly legal_registration?: Identifier | null;
  readonly vat_id?: string | null;
  readonly electronic_address?: ElectronicAddress | null;
  readonly address?: Address | null;
  readonly contact?: Contact | null;
}

/** A change (JSON Merge Patch) of Buyer: absent stays, null is removed. */
export interface BuyerPatch {
  readonly name?: string | null;
  readonly trading_name?: string | null;
  readonly identifiers?: readonly Identifier[] | null;
  readonly legal_registration?: IdentifierPatch | null;
  readonly vat_id?: string | null;
  readonly electronic_address?: ElectronicAddressPatch | null;
  readonly address?: AddressPatch | null;
  readonly contact?: ContactPatch | null;
}

/** What a check found. `format` and `specification` are empty where the document could not be read that far. */
export interface CheckAnswer {
  readonly file: string;
  readonly format: string;
  readonly specification: string;
  readonly valid: boolean;
  readonly findings: readonly CheckFinding[];
}

/** What a rule says of a document: `location` is the place in it (XPath and line), `pointer` that in our model. */
export interface CheckFinding {
  readonly rule: string;
  readonly severity: "fatal" | "warning" | "information";
  readonly message: string;
  readonly pointer: string;
  readonly term: string;
  readonly location: string;
}

/** BT-158 Item classification identifier; `list_id` is a code of UNTDID 7143. */
export interface Classification {
  readonly value?: string | null;
  readonly list_id?: string | null;
  readonly list_version?: string | null;
}

/** The time of a test organization. */
export interface ClockAnswer {
  readonly id: string;
  readonly object: "test_clock";
  readonly name: string;
  readonly frozen_at: Time;
  readonly created_at: Time;
}

/** The clock of an organization, if it has one. */
export interface ClockList {
  readonly data: readonly ClockAnswer[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** A new clock: the time in which the organization lives from now on. */
export interface ClockRequest {
  readonly frozen_at: Time;
  readonly name?: string | null;
}

/** Whom to ask. */
export interface Contact {
  readonly name?: string | null;
  readonly phone?: string | null;
  readonly email?: string | null;
}

/** A change (JSON Merge Patch) of Contact: absent stays, null is removed. */
export interface ContactPatch {
  readonly name?: string | null;
  readonly phone?: string | null;
  readonly email?: string | null;
}

/** A document in another form, as base64, with what was lost on the way and what its own check says. */
export interface ConvertAnswer {
  readonly media_type: string;
  readonly file_extension: string;
  readonly content: string;
  readonly good: boolean;
  readonly findings: readonly FindingAnswer[];
}

/** What follows from an organization's country today. */
export interface CountryDefaultsAnswer {
  readonly currency: string;
  readonly languages: readonly string[];
  readonly vat_name: string;
  readonly vat_rates: readonly VatRateAnswer[];
  readonly numbering: NumberingAnswer;
  readonly retention: RetentionAnswer;
}

/** A credit note for an issued document: the whole of it, or the given lines. */
export interface CreditRequest {
  readonly issue?: boolean;
  readonly issue_date?: Day | null;
  readonly reason?: string | null;
  readonly lines?: readonly Line[];
  readonly send?: SendRequest | null;
}

/** BG-17 CREDIT TRANSFER. */
export interface CreditTransfer {
  readonly account?: string | null;
  readonly account_name?: string | null;
  readonly bic?: string | null;
}

/** A stored customer. */
export interface CustomerAnswer {
  readonly metadata?: Readonly<Record<string, string>>;
  readonly name?: string | null;
  readonly trading_name?: string | null;
  readonly identifiers?: readonly Identifier[];
  readonly legal_registration?: Identifier | null;
  readonly vat_id?: string | null;
  readonly electronic_address?: ElectronicAddress | null;
  readonly address?: Address | null;
  readonly contact?: Contact | null;
  readonly email?: string | null;
  readonly language?: string | null;
  readonly payment_days?: number | null;
  readonly id: string;
  readonly object: "customer";
  readonly external_id?: string | null;
  readonly version: number;
  readonly created_at?: Time | null;
  readonly updated_at?: Time | null;
  readonly archived_at?: Time | null;
}

/** A page of customers. */
export interface CustomerList {
  readonly data: readonly CustomerAnswer[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** A change (JSON Merge Patch) of CustomerRequest: absent stays, null is removed. */
export interface CustomerPatch {
  readonly name?: string | null;
  readonly trading_name?: string | null;
  readonly identifiers?: readonly Identifier[] | null;
  readonly legal_registration?: IdentifierPatch | null;
  readonly vat_id?: string | null;
  readonly electronic_address?: ElectronicAddressPatch | null;
  readonly address?: AddressPatch | null;
  readonly contact?: ContactPatch | null;
  readonly email?: string | null;
  readonly language?: string | null;
  readonly payment_days?: number | null;
  readonly external_id?: string | null;
  readonly metadata?: Readonly<Record<string, string | null>> | null;
}

/**
 * The buyer, and what is only used on the way: `email` for deliveries, `language` of documents and mail,
 * `payment_days` instead of the organization's.
 */
export interface CustomerRecord {
  readonly name?: string | null;
  readonly trading_name?: string | null;
  readonly identifiers?: readonly Identifier[];
  readonly legal_registration?: Identifier | null;
  readonly vat_id?: string | null;
  readonly electronic_address?: ElectronicAddress | null;
  readonly address?: Address | null;
  readonly contact?: Contact | null;
  readonly email?: string | null;
  readonly language?: string | null;
  readonly payment_days?: number | null;
}

/** A change (JSON Merge Patch) of CustomerRecord: absent stays, null is removed. */
export interface CustomerRecordPatch {
  readonly name?: string | null;
  readonly trading_name?: string | null;
  readonly identifiers?: readonly Identifier[] | null;
  readonly legal_registration?: IdentifierPatch | null;
  readonly vat_id?: string | null;
  readonly electronic_address?: ElectronicAddressPatch | null;
  readonly address?: AddressPatch | null;
  readonly contact?: ContactPatch | null;
  readonly email?: string | null;
  readonly language?: string | null;
  readonly payment_days?: number | null;
}

/** A new customer, or the whole of a changed one. */
export interface CustomerRequest {
  readonly name?: string | null;
  readonly trading_name?: string | null;
  readonly identifiers?: readonly Identifier[];
  readonly legal_registration?: Identifier | null;
  readonly vat_id?: string | null;
  readonly electronic_address?: ElectronicAddress | null;
  readonly address?: Address | null;
  readonly contact?: Contact | null;
  readonly email?: string | null;
  readonly language?: string | null;
  readonly payment_days?: number | null;
  readonly external_id?: string | null;
  readonly metadata?: Readonly<Record<string, string>> | null;
}

/** BG-13 DELIVERY INFORMATION. */
export interface Delivery {
  readonly name?: string | null;
  readonly location?: Identifier | null;
  readonly date?: Day | null;
  readonly address?: Address | null;
}

/** The sending of a document over one channel. `reason` says why it is refused, given up, or waits. */
export interface DeliveryAnswer {
  readonly id: string;
  readonly object: "delivery";
  readonly invoice: string | DocumentSummary;
  readonly channel: string;
  readonly recipient: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly next_attempt_at: Time | null;
  readonly reason: string;
  readonly created_at: Time;
  readonly updated_at: Time;
}

/** A delivery with its attempts, first to last. */
export interface DeliveryHistoryAnswer {
  readonly id: string;
  readonly object: "delivery";
  readonly invoice: string | DocumentSummary;
  readonly channel: string;
  readonly recipient: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly next_attempt_at: Time | null;
  readonly reason: string;
  readonly created_at: Time;
  readonly updated_at: Time;
  readonly history: readonly AttemptAnswer[];
}

/** A page of deliveries. */
export interface DeliveryList {
  readonly data: readonly DeliveryAnswer[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** A change (JSON Merge Patch) of Delivery: absent stays, null is removed. */
export interface DeliveryPatch {
  readonly name?: string | null;
  readonly location?: IdentifierPatch | null;
  readonly date?: Day | null;
  readonly address?: AddressPatch | null;
}

/** Where a delivery stands. */
export type DeliveryState =
  | "waiting"
  | "delivered"
  | "refused"
  | "given_up"
  | "cancelled";

/** BG-19 DIRECT DEBIT. */
export interface DirectDebit {
  readonly mandate_reference?: string | null;
  readonly creditor_identifier?: string | null;
  readonly debited_account?: string | null;
}

/** BG-20 DOCUMENT LEVEL ALLOWANCES, or BG-21 DOCUMENT LEVEL CHARGES where it stands among the charges. */
export interface DocumentAllowance {
  readonly amount?: Decimal | null;
  readonly base_amount?: Decimal | null;
  readonly percent?: Decimal | null;
  readonly vat?: Vat | null;
  readonly reason?: string | null;
  readonly reason_code?: string | null;
}

/** A draft or an issued document: the semantic invoice, and what Faktura knows of it. */
export interface DocumentAnswer {
  readonly metadata?: Readonly<Record<string, string>>;
  readonly links?: Readonly<Record<string, string>>;
  readonly number?: string | null;
  readonly issue_date?: Day | null;
  readonly type_code?: string | null;
  readonly currency?: string | null;
  readonly vat_currency?: string | null;
  readonly tax_point_date?: Day | null;
  readonly tax_point_date_code?: string | null;
  readonly due_date?: Day | null;
  readonly buyer_reference?: string | null;
  readonly project_reference?: string | null;
  readonly contract_reference?: string | null;
  readonly purchase_order_reference?: string | null;
  readonly sales_order_reference?: string | null;
  readonly receiving_advice_reference?: string | null;
  readonly despatch_advice_reference?: string | null;
  readonly tender_or_lot_reference?: string | null;
  readonly invoiced_object?: Identifier | null;
  readonly buyer_accounting_reference?: string | null;
  readonly payment_terms?: string | null;
  readonly notes?: readonly Note[];
  readonly business_process?: string | null;
  readonly specification?: string | null;
  readonly preceding_invoices?: readonly PrecedingInvoice[];
  readonly seller?: Seller | null;
  readonly buyer?: Buyer | null;
  readonly payee?: Payee | null;
  readonly tax_representative?: TaxRepresentative | null;
  readonly delivery?: Delivery | null;
  readonly period?: Period | null;
  readonly payment_instructions?: readonly PaymentInstructions[];
  readonly allowances?: readonly DocumentAllowance[];
  readonly charges?: readonly DocumentAllowance[];
  readonly totals?: Totals | null;
  readonly vat_breakdown?: readonly VatBreakdown[];
  readonly supporting_documents?: readonly SupportingDocument[];
  readonly lines?: readonly Line[];
  readonly id: string;
  readonly object: "invoice";
  readonly state: "draft" | "issued";
  readonly mode: "live" | "test";
  readonly document_type: string;
  readonly language: string;
  readonly customer?: string | CustomerAnswer | null;
  readonly external_id?: string | null;
  readonly findings?: readonly FindingAnswer[];
  readonly files?: readonly FileAnswer[];
  readonly version?: number | null;
  readonly series?: string | null;
  readonly sequence?: number | null;
  readonly hash?: string | null;
  readonly previous_hash?: string | null;
  readonly corrects?: string | DocumentSummary | null;
  readonly corrected_by?: readonly (string | DocumentSummary)[];
  readonly deliveries?: readonly DeliveryAnswer[];
  readonly created_at?: Time | null;
  readonly issued_at?: Time | null;
}

/** A page of documents. */
export interface DocumentList {
  readonly data: readonly DocumentSummary[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
  readonly total?: number | null;
}

/** A document in a list. */
export interface DocumentSummary {
  readonly id: string;
  readonly object: "invoice";
  readonly state: "draft" | "issued";
  readonly document_type: string;
  readonly number: string | null;
  readonly issue_date: Day | null;
  readonly due_date: Day | null;
  readonly currency: string | null;
  readonly total_with_vat: Decimal | null;
  readonly amount_due: Decimal | null;
  readonly buyer_name: string | null;
  readonly customer: string | CustomerAnswer | null;
  readonly external_id: string | null;
  readonly created_at: Time;
  readonly issued_at: Time | null;
}

/** Where electronic documents are delivered; `scheme` is a code of the EAS list. */
export interface ElectronicAddress {
  readonly value?: string | null;
  readonly scheme?: string | null;
}

/** A change (JSON Merge Patch) of ElectronicAddress: absent stays, null is removed. */
export interface ElectronicAddressPatch {
  readonly value?: string | null;
  readonly scheme?: string | null;
}

/** What the mail says besides the usual: `to` overrides the customer's address, `note` is printed in the text. */
export interface EmailMessage {
  readonly to?: string | null;
  readonly note?: string | null;
}

/** A change (JSON Merge Patch) of EmailMessage: absent stays, null is removed. */
export interface EmailMessagePatch {
  readonly to?: string | null;
  readonly note?: string | null;
}

/** Who sends the organization's mail. Without a sender of its own, address, name and host are null. */
export interface EmailSenderAnswer {
  readonly object: "email_sender";
  readonly address: string | null;
  readonly name: string | null;
  readonly host: string | null;
  readonly port?: number | null;
  readonly security?: string | null;
  readonly username?: string | null;
  readonly has_password: boolean;
}

/** Who sends the organization's mail, and through which server (the installation's own when `host` is absent). */
export interface EmailSenderRequest {
  readonly address: string;
  readonly name?: string | null;
  readonly host?: string | null;
  readonly port?: number | null;
  readonly security?: string | null;
  readonly username?: string | null;
  readonly password?: string | null;
}

/** What an entry of the ledger is. */
export type EntryKind =
  | "payment"
  | "reversal"
  | "credit";

/** Something that happened. `data` depends on the type; `actor` is who caused it. */
export interface EventAnswer {
  readonly id: string;
  readonly object: "event";
  readonly type: string;
  readonly occurred_at: Time;
  readonly actor: string;
  readonly request_id: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What happened, first to last. */
export interface EventList {
  readonly data: readonly EventAnswer[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** How all derived values came to be. */
export interface ExplanationAnswer {
  readonly id: string;
  readonly object: "explanation";
  readonly steps: readonly StepAnswer[];
}

/** A file of an issued document. */
export interface FileAnswer {
  readonly kind: string;
  readonly name: string;
  readonly media_type: string;
  readonly sha256: string;
  readonly size: number;
  readonly url: string;
}

/** The files of a document. */
export interface FileList {
  readonly data: readonly FileAnswer[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** What a rule says. */
export interface FindingAnswer {
  readonly pointer: string;
  readonly code: string;
  readonly rule: string;
  readonly term: string;
  readonly severity: "fatal" | "warning" | "information";
  readonly message: string;
  readonly location: string;
}

/** The first key of a new organization; `key` is shown this once. */
export interface FirstKeyAnswer {
  readonly id: string;
  readonly object: "api_key";
  readonly key: string;
}

/** An identifier and the code of the list it comes from (ISO 6523 ICD, unless the term says otherwise). */
export interface Identifier {
  readonly value?: string | null;
  readonly scheme?: string | null;
}

/** A change (JSON Merge Patch) of Identifier: absent stays, null is removed. */
export interface IdentifierPatch {
  readonly value?: string | null;
  readonly scheme?: string | null;
}

/** A document in the sense of EN 16931-1: invoice or credit note. */
export interface Invoice {
  readonly number?: string | null;
  readonly issue_date?: Day | null;
  readonly type_code?: string | null;
  readonly currency?: string | null;
  readonly vat_currency?: string | null;
  readonly tax_point_date?: Day | null;
  readonly tax_point_date_code?: string | null;
  readonly due_date?: Day | null;
  readonly buyer_reference?: string | null;
  readonly project_reference?: string | null;
  readonly contract_reference?: string | null;
  readonly purchase_order_reference?: string | null;
  readonly sales_order_reference?: string | null;
  readonly receiving_advice_reference?: string | null;
  readonly despatch_advice_reference?: string | null;
  readonly tender_or_lot_reference?: string | null;
  readonly invoiced_object?: Identifier | null;
  readonly buyer_accounting_reference?: string | null;
  readonly payment_terms?: string | null;
  readonly notes?: readonly Note[];
  readonly business_process?: string | null;
  readonly specification?: string | null;
  readonly preceding_invoices?: readonly PrecedingInvoice[];
  readonly seller?: Seller | null;
  readonly buyer?: Buyer | null;
  readonly payee?: Payee | null;
  readonly tax_representative?: TaxRepresentative | null;
  readonly delivery?: Delivery | null;
  readonly period?: Period | null;
  readonly payment_instructions?: readonly PaymentInstructions[];
  readonly allowances?: readonly DocumentAllowance[];
  readonly charges?: readonly DocumentAllowance[];
  readonly totals?: Totals | null;
  readonly vat_breakdown?: readonly VatBreakdown[];
  readonly supporting_documents?: readonly SupportingDocument[];
  readonly lines?: readonly Line[];
}

/** A change (JSON Merge Patch) of InvoiceRequest: absent stays, null is removed. */
export interface InvoicePatch {
  readonly issue_date?: Day | null;
  readonly type_code?: string | null;
  readonly currency?: string | null;
  readonly vat_currency?: string | null;
  readonly tax_point_date?: Day | null;
  readonly tax_point_date_code?: string | null;
  readonly due_date?: Day | null;
  readonly buyer_reference?: string | null;
  readonly project_reference?: string | null;
  readonly contract_reference?: string | null;
  readonly purchase_order_reference?: string | null;
  readonly sales_order_reference?: string | null;
  readonly receiving_advice_reference?: string | null;
  readonly despatch_advice_reference?: string | null;
  readonly tender_or_lot_reference?: string | null;
  readonly invoiced_object?: IdentifierPatch | null;
  readonly buyer_accounting_reference?: string | null;
  readonly payment_terms?: string | null;
  readonly notes?: readonly Note[] | null;
  readonly business_process?: string | null;
  readonly specification?: string | null;
  readonly preceding_invoices?: readonly PrecedingInvoice[] | null;
  readonly buyer?: BuyerPatch | null;
  readonly payee?: PayeePatch | null;
  readonly tax_representative?: TaxRepresentativePatch | null;
  readonly delivery?: DeliveryPatch | null;
  readonly period?: PeriodPatch | null;
  readonly payment_instructions?: readonly PaymentInstructions[] | null;
  readonly allowances?: readonly DocumentAllowance[] | null;
  readonly charges?: readonly DocumentAllowance[] | null;
  readonly totals?: TotalsPatch | null;
  readonly vat_breakdown?: readonly VatBreakdown[] | null;
  readonly supporting_documents?: readonly SupportingDocument[] | null;
  readonly lines?: readonly Line[] | null;
  readonly customer?: string | CustomerRecordPatch | null;
  readonly document_type?: string | null;
  readonly language?: string | null;
  readonly series?: string | null;
  readonly external_id?: string | null;
  readonly metadata?: Readonly<Record<string, string | null>> | null;
  readonly corrects?: string | null;
  readonly issue?: boolean | null;
  readonly send?: SendPatch | null;
}

/**
 * A document to be: every field of the semantic model, `customer` (an id or a record) in place of `buyer`,
 * `document_type` in place of the type code, and what should happen with it.
 *
 * `number` and `seller` are not taken: the number comes from the series, the seller is the organization.
 */
export interface InvoiceRequest {
  readonly issue_date?: Day | null;
  readonly type_code?: string | null;
  readonly currency?: string | null;
  readonly vat_currency?: string | null;
  readonly tax_point_date?: Day | null;
  readonly tax_point_date_code?: string | null;
  readonly due_date?: Day | null;
  readonly buyer_reference?: string | null;
  readonly project_reference?: string | null;
  readonly contract_reference?: string | null;
  readonly purchase_order_reference?: string | null;
  readonly sales_order_reference?: string | null;
  readonly receiving_advice_reference?: string | null;
  readonly despatch_advice_reference?: string | null;
  readonly tender_or_lot_reference?: string | null;
  readonly invoiced_object?: Identifier | null;
  readonly buyer_accounting_reference?: string | null;
  readonly payment_terms?: string | null;
  readonly notes?: readonly Note[];
  readonly business_process?: string | null;
  readonly specification?: string | null;
  readonly preceding_invoices?: readonly PrecedingInvoice[];
  readonly buyer?: Buyer | null;
  readonly payee?: Payee | null;
  readonly tax_representative?: TaxRepresentative | null;
  readonly delivery?: Delivery | null;
  readonly period?: Period | null;
  readonly payment_instructions?: readonly PaymentInstructions[];
  readonly allowances?: readonly DocumentAllowance[];
  readonly charges?: readonly DocumentAllowance[];
  readonly totals?: Totals | null;
  readonly vat_breakdown?: readonly VatBreakdown[];
  readonly supporting_documents?: readonly SupportingDocument[];
  readonly lines?: readonly Line[];
  readonly customer?: string | CustomerRecord | null;
  readonly document_type?: string | null;
  readonly language?: string | null;
  readonly series?: string | null;
  readonly external_id?: string | null;
  readonly metadata?: Readonly<Record<string, string>> | null;
  readonly corrects?: string | null;
  readonly issue?: boolean;
  readonly send?: SendRequest | null;
}

/** Issuing a draft, and the roads to take then (instead of the draft's own). */
export interface IssueRequest {
  readonly send?: SendRequest | null;
}

/** A key, without its secret. */
export interface KeyAnswer {
  readonly id: string;
  readonly object: "api_key";
  readonly kind: "account" | "organization";
  readonly name: string;
  readonly hint: string;
  readonly active: boolean;
  readonly scopes: readonly string[];
  readonly allowed_addresses: readonly string[];
  readonly allowed_origins: readonly string[];
  readonly api_version: string;
  readonly created_at: Time;
  readonly created_by: string;
  readonly expires_at: Time | null;
  readonly revoked_at: Time | null;
  readonly last_used_at: Time | null;
  readonly last_used_from: string | null;
  readonly rotated_from: string | null;
  readonly rotated_to: string | null;
}

/** A page of keys. */
export interface KeyList {
  readonly data: readonly KeyAnswer[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** A change of a key (JSON Merge Patch): absent stays; null takes a limit away, where whoever asks has none. */
export interface KeyPatch {
  readonly name?: string | null;
  readonly scopes?: readonly string[] | null;
  readonly allowed_addresses?: readonly string[] | null;
  readonly allowed_origins?: readonly string[] | null;
  readonly expires_at?: Time | null;
  readonly expires_in_seconds?: number | null;
  readonly api_version?: string | null;
}

/** A new key. What is absent comes from the key that asks: nobody can give more than they hold. */
export interface KeyRequest {
  readonly name?: string;
  readonly scopes?: readonly string[] | null;
  readonly allowed_addresses?: readonly string[] | null;
  readonly allowed_origins?: readonly string[] | null;
  readonly expires_at?: Time | null;
  readonly expires_in_seconds?: number | null;
  readonly api_version?: string | null;
}

/** BG-25 INVOICE LINE. Quantities and prices are exact decimals; `net_amount` is in the document's currency. */
export interface Line {
  readonly id?: string | null;
  readonly note?: string | null;
  readonly object?: Identifier | null;
  readonly quantity?: Decimal | null;
  readonly unit?: string | null;
  readonly net_amount?: Decimal | null;
  readonly order_line_reference?: string | null;
  readonly buyer_accounting_reference?: string | null;
  readonly period?: Period | null;
  readonly allowances?: readonly LineAllowance[];
  readonly charges?: readonly LineAllowance[];
  readonly unit_price?: Decimal | null;
  readonly price_discount?: Decimal | null;
  readonly gross_price?: Decimal | null;
  readonly price_base_quantity?: Decimal | null;
  readonly price_base_unit?: string | null;
  readonly vat?: Vat | null;
  readonly name?: string | null;
  readonly description?: string | null;
  readonly seller_item_id?: string | null;
  readonly buyer_item_id?: string | null;
  readonly standard_item_id?: Identifier | null;
  readonly classifications?: readonly Classification[];
  readonly origin_country?: string | null;
  readonly attributes?: readonly Attribute[];
}

/** BG-27 INVOICE LINE ALLOWANCES, or BG-28 INVOICE LINE CHARGES where it stands among the charges. */
export interface LineAllowance {
  readonly amount?: Decimal | null;
  readonly base_amount?: Decimal | null;
  readonly percent?: Decimal | null;
  readonly reason?: string | null;
  readonly reason_code?: string | null;
}

/** A link for the buyer. */
export interface LinkAnswer {
  readonly id: string;
  readonly object: "buyer_link";
  readonly invoice: string;
  readonly url: string;
  readonly created_at: Time;
  readonly expires_at: Time | null;
  readonly revoked_at: Time | null;
}

/** The links of a document. */
export interface LinkList {
  readonly data: readonly LinkAnswer[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** A new link for the buyer. */
export interface LinkRequest {
  readonly expires_in_days?: number;
}

/** A finding of a request: its place and its code. */
export interface LoggedFindingAnswer {
  readonly pointer: string;
  readonly code: string;
}

/** A key that was just made; `key` is shown this once. */
export interface NewKeyAnswer {
  readonly id: string;
  readonly object: "api_key";
  readonly kind: "account" | "organization";
  readonly name: string;
  readonly hint: string;
  readonly active: boolean;
  readonly scopes: readonly string[];
  readonly allowed_addresses: readonly string[];
  readonly allowed_origins: readonly string[];
  readonly api_version: string;
  readonly created_at: Time;
  readonly created_by: string;
  readonly expires_at: Time | null;
  readonly revoked_at: Time | null;
  readonly last_used_at: Time | null;
  readonly last_used_from: string | null;
  readonly rotated_from: string | null;
  readonly rotated_to: string | null;
  readonly key: string;
}

/** A new organization, ready to be used. */
export interface NewOrganizationAnswer {
  readonly name?: string | null;
  readonly trading_name?: string | null;
  readonly identifiers?: readonly Identifier[];
  readonly legal_registration?: Identifier | null;
  readonly vat_id?: string | null;
  readonly tax_registration_id?: string | null;
  readonly legal_information?: string | null;
  readonly electronic_address?: ElectronicAddress | null;
  readonly address?: Address | null;
  readonly contact?: Contact | null;
  readonly country: string;
  readonly currency: string;
  readonly language: string;
  readonly timezone: string;
  readonly payment_days: number;
  readonly bank_accounts?: readonly CreditTransfer[];
  readonly small_business: boolean;
  readonly payment_terms?: string | null;
  readonly sample: boolean;
  readonly id: string;
  readonly object: "organization";
  readonly mode: "live" | "test";
  readonly version: number;
  readonly external_id?: string | null;
  readonly branding?: BrandingAnswer | null;
  readonly defaults?: CountryDefaultsAnswer | null;
  readonly key?: FirstKeyAnswer | null;
}

/** A new organization of an account. `key`: also make a first key for it; its text is shown this once. */
export interface NewOrganizationRequest {
  readonly trading_name?: string | null;
  readonly identifiers?: readonly Identifier[] | null;
  readonly legal_registration?: Identifier | null;
  readonly vat_id?: string | null;
  readonly tax_registration_id?: string | null;
  readonly legal_information?: string | null;
  readonly electronic_address?: ElectronicAddress | null;
  readonly address?: Address | null;
  readonly contact?: Contact | null;
  readonly currency?: string | null;
  readonly language?: string | null;
  readonly timezone?: string | null;
  readonly payment_days?: number | null;
  readonly payment_terms?: string | null;
  readonly bank_accounts?: readonly CreditTransfer[] | null;
  readonly small_business?: boolean | null;
  readonly name: string;
  readonly country: string;
  readonly external_id?: string | null;
  readonly key?: KeyRequest | null;
}

/** BG-1 INVOICE NOTE; `subject_code` is a code of UNTDID 4451. */
export interface Note {
  readonly text?: string | null;
  readonly subject_code?: string | null;
}

/** How a country has documents numbered: what a default series begins with. */
export interface NumberingAnswer {
  readonly pattern: string;
  readonly restart: string;
  readonly separate_credit_notes: boolean;
  readonly law: string;
}

/** An organization. */
export interface OrganizationAnswer {
  readonly name?: string | null;
  readonly trading_name?: string | null;
  readonly identifiers?: readonly Identifier[];
  readonly legal_registration?: Identifier | null;
  readonly vat_id?: string | null;
  readonly tax_registration_id?: string | null;
  readonly legal_information?: string | null;
  readonly electronic_address?: ElectronicAddress | null;
  readonly address?: Address | null;
  readonly contact?: Contact | null;
  readonly country: string;
  readonly currency: string;
  readonly language: string;
  readonly timezone: string;
  readonly payment_days: number;
  readonly bank_accounts?: readonly CreditTransfer[];
  readonly small_business: boolean;
  readonly payment_terms?: string | null;
  readonly sample: boolean;
  readonly id: string;
  readonly object: "organization";
  readonly mode: "live" | "test";
  readonly version: number;
  readonly external_id?: string | null;
  readonly branding?: BrandingAnswer | null;
  readonly defaults?: CountryDefaultsAnswer | null;
}

/** A page of organizations. */
export interface OrganizationList {
  readonly data: readonly OrganizationSummary[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** A change of an organization (JSON Merge Patch): absent stays, null is removed. */
export interface OrganizationPatch {
  readonly trading_name?: string | null;
  readonly identifiers?: readonly Identifier[] | null;
  readonly legal_registration?: Identifier | null;
  readonly vat_id?: string | null;
  readonly tax_registration_id?: string | null;
  readonly legal_information?: string | null;
  readonly electronic_address?: ElectronicAddress | null;
  readonly address?: Address | null;
  readonly contact?: Contact | null;
  readonly currency?: string | null;
  readonly language?: string | null;
  readonly timezone?: string | null;
  readonly payment_days?: number | null;
  readonly payment_terms?: string | null;
  readonly bank_accounts?: readonly CreditTransfer[] | null;
  readonly small_business?: boolean | null;
  readonly name?: string | null;
}

/**
 * A new organization; what is absent comes from its country. Every field but `country` and `external_id` can be
 * changed later.
 */
export interface OrganizationRequest {
  readonly trading_name?: string | null;
  readonly identifiers?: readonly Identifier[] | null;
  readonly legal_registration?: Identifier | null;
  readonly vat_id?: string | null;
  readonly tax_registration_id?: string | null;
  readonly legal_information?: string | null;
  readonly electronic_address?: ElectronicAddress | null;
  readonly address?: Address | null;
  readonly contact?: Contact | null;
  readonly currency?: string | null;
  readonly language?: string | null;
  readonly timezone?: string | null;
  readonly payment_days?: number | null;
  readonly payment_terms?: string | null;
  readonly bank_accounts?: readonly CreditTransfer[] | null;
  readonly small_business?: boolean | null;
  readonly name: string;
  readonly country: string;
  readonly external_id?: string | null;
}

/** An organization in a list. */
export interface OrganizationSummary {
  readonly id: string;
  readonly object: "organization";
  readonly name: string;
  readonly external_id: string | null;
  readonly created_at: Time;
}

/** BG-10 PAYEE: who is paid, when it is not the seller. */
export interface Payee {
  readonly name?: string | null;
  readonly identifier?: Identifier | null;
  readonly legal_registration?: Identifier | null;
}

/** A change (JSON Merge Patch) of Payee: absent stays, null is removed. */
export interface PayeePatch {
  readonly name?: string | null;
  readonly identifier?: IdentifierPatch | null;
  readonly legal_registration?: IdentifierPatch | null;
}

/**
 * An entry of the ledger.
 *
 * `amount` is in `currency`, negative for a reversal. `source` is the other document of a credit; `reverses` and
 * `reversed_by` point at the entry that was taken back and the one that did it.
 */
export interface PaymentAnswer {
  readonly id: string;
  readonly object: "payment";
  readonly invoice: string | DocumentSummary;
  readonly kind: EntryKind;
  readonly amount: Decimal;
  readonly currency: string;
  readonly received_on: Day;
  readonly method: string;
  readonly reference: string;
  readonly reason: string;
  readonly reverses: string | null;
  readonly reversed_by: string | null;
  readonly source: string | DocumentSummary | null;
  readonly external_id: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly created_at: Time;
}

/** BG-18 PAYMENT CARD INFORMATION. */
export interface PaymentCard {
  readonly account_number?: string | null;
  readonly holder_name?: string | null;
}

/** BG-16 PAYMENT INSTRUCTIONS. */
export interface PaymentInstructions {
  readonly means_code?: string | null;
  readonly means_text?: string | null;
  readonly remittance_information?: string | null;
  readonly credit_transfers?: readonly CreditTransfer[];
  readonly card?: PaymentCard | null;
  readonly direct_debit?: DirectDebit | null;
}

/** A page of entries. */
export interface PaymentList {
  readonly data: readonly PaymentAnswer[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** How money was paid (the groups of UNTDID 4461 that are in use, by name). */
export type PaymentMethod =
  | "credit_transfer"
  | "direct_debit"
  | "card"
  | "cash"
  | "cheque"
  | "online"
  | "netting"
  | "other";

/**
 * Money that was received on a document (or, for a credit note, paid back).
 *
 * `amount` is more than zero and has no more decimals than its currency. `received_on` is today in UTC when it is
 * absent. `reference`: what the bank statement says, such as the remittance information or an end-to-end id.
 */
export interface PaymentRequest {
  readonly amount: Decimal;
  readonly currency?: string | null;
  readonly received_on?: Day | null;
  readonly method?: PaymentMethod;
  readonly reference?: string | null;
  readonly external_id?: string | null;
  readonly metadata?: Readonly<Record<string, string>> | null;
}

/** How a document stands on a day. `OVERDUE` goes before `OPEN` and `PARTLY_PAID`: see the amounts. */
export type PaymentState =
  | "open"
  | "partly_paid"
  | "paid"
  | "overpaid"
  | "overdue";

/** How a document stands at the end of the day `on`, in the document's currency. */
export interface PaymentSummaryAnswer {
  readonly state: PaymentState;
  readonly amount_due: Decimal;
  readonly paid_amount: Decimal;
  readonly credited_amount: Decimal;
  readonly open_amount: Decimal;
  readonly overpaid_amount: Decimal;
  readonly due_date: Day | null;
  readonly overdue_days: number;
  readonly on: Day;
}

/** A period of time, both days included. */
export interface Period {
  readonly start_date?: Day | null;
  readonly end_date?: Day | null;
}

/** A change (JSON Merge Patch) of Period: absent stays, null is removed. */
export interface PeriodPatch {
  readonly start_date?: Day | null;
  readonly end_date?: Day | null;
}

/** BG-3 PRECEDING INVOICE REFERENCE. */
export interface PrecedingInvoice {
  readonly number?: string | null;
  readonly issue_date?: Day | null;
}

/** A document as it would be, without being stored. */
export interface PreviewAnswer {
  readonly number?: string | null;
  readonly issue_date?: Day | null;
  readonly type_code?: string | null;
  readonly currency?: string | null;
  readonly vat_currency?: string | null;
  readonly tax_point_date?: Day | null;
  readonly tax_point_date_code?: string | null;
  readonly due_date?: Day | null;
  readonly buyer_reference?: string | null;
  readonly project_reference?: string | null;
  readonly contract_reference?: string | null;
  readonly purchase_order_reference?: string | null;
  readonly sales_order_reference?: string | null;
  readonly receiving_advice_reference?: string | null;
  readonly despatch_advice_reference?: string | null;
  readonly tender_or_lot_reference?: string | null;
  readonly invoiced_object?: Identifier | null;
  readonly buyer_accounting_reference?: string | null;
  readonly payment_terms?: string | null;
  readonly notes?: readonly Note[];
  readonly business_process?: string | null;
  readonly specification?: string | null;
  readonly preceding_invoices?: readonly PrecedingInvoice[];
  readonly seller?: Seller | null;
  readonly buyer?: Buyer | null;
  readonly payee?: Payee | null;
  readonly tax_representative?: TaxRepresentative | null;
  readonly delivery?: Delivery | null;
  readonly period?: Period | null;
  readonly payment_instructions?: readonly PaymentInstructions[];
  readonly allowances?: readonly DocumentAllowance[];
  readonly charges?: readonly DocumentAllowance[];
  readonly totals?: Totals | null;
  readonly vat_breakdown?: readonly VatBreakdown[];
  readonly supporting_documents?: readonly SupportingDocument[];
  readonly lines?: readonly Line[];
  readonly object: "preview";
  readonly document_type: string;
  readonly language: string;
  readonly findings?: readonly FindingAnswer[];
  readonly issuable: boolean;
  readonly printed_texts?: readonly string[];
}

/** Why a request was refused (RFC 9457). */
export interface ProblemAnswer {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly request_id: string;
  readonly errors: readonly FindingAnswer[];
}

/** A request and how it was answered: no bodies, and no values that could name somebody. */
export interface RequestAnswer {
  readonly id: string;
  readonly object: "request";
  readonly occurred_at: Time;
  readonly method: string;
  readonly operation: string;
  readonly path: string;
  readonly query: string;
  readonly status: number;
  readonly milliseconds: number;
  readonly code: string | null;
  readonly findings: readonly LoggedFindingAnswer[];
  readonly actor: string;
  readonly address: string;
  readonly user_agent: string;
  readonly idempotency_key: string | null;
  readonly api_version: string;
}

/** A page of the request log. */
export interface RequestList {
  readonly data: readonly RequestAnswer[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** How long documents are kept by a country's law. */
export interface RetentionAnswer {
  readonly years: number;
  readonly from_end_of_year: boolean;
  readonly law: string;
}

/**
 * Taking a payment back: a bounced debit, a chargeback, a mistake.
 *
 * `received_on` is the day from which the payment does not count any more: today in UTC when it is absent.
 */
export interface ReversalRequest {
  readonly reason?: string | null;
  readonly received_on?: Day | null;
}

/** The keys that were revoked together, the one that was named first. */
export interface RevocationAnswer {
  readonly object: "revocation";
  readonly revoked: readonly string[];
}

/** A role and the scopes that it holds. */
export interface RoleAnswer {
  readonly role: string;
  readonly scopes: readonly string[];
}

/** Taking a key's place: for `overlap_seconds` both are taken, then the old one ends. */
export interface RotationRequest {
  readonly overlap_seconds?: number;
  readonly expires_at?: Time | null;
  readonly expires_in_seconds?: number | null;
}

/** A resource and its verbs: each makes a scope `resource:verb`. */
export interface ScopeAnswer {
  readonly resource: string;
  readonly verbs: readonly string[];
}

/** What keys and people can be allowed. */
export interface ScopesAnswer {
  readonly object: "scopes";
  readonly scopes: readonly ScopeAnswer[];
  readonly roles: readonly RoleAnswer[];
}

/** A seal over entries of the audit trail and over the seal before it. */
export interface SealAnswer {
  readonly number: number;
  readonly object: "audit_seal";
  readonly entries: number;
  readonly first_at: Time;
  readonly last_at: Time;
  readonly previous_hash: string | null;
  readonly hash: string;
  readonly sealed_at: Time;
}

/** A page of seals, in order. */
export interface SealList {
  readonly data: readonly SealAnswer[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** BG-4 SELLER. */
export interface Seller {
  readonly name?: string | null;
  readonly trading_name?: string | null;
  readonly identifiers?: readonly Identifier[];
  readonly legal_registration?: Identifier | null;
  readonly vat_id?: string | null;
  readonly tax_registration_id?: string | null;
  readonly legal_information?: string | null;
  readonly electronic_address?: ElectronicAddress | null;
  readonly address?: Address | null;
  readonly contact?: Contact | null;
}

/** A delivery that was asked for, and what was found on the way. */
export interface SendAnswer {
  readonly id: string;
  readonly object: "delivery";
  readonly invoice: string | DocumentSummary;
  readonly channel: string;
  readonly recipient: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly next_attempt_at: Time | null;
  readonly reason: string;
  readonly created_at: Time;
  readonly updated_at: Time;
  readonly findings: readonly FindingAnswer[];
}

/** A change (JSON Merge Patch) of SendRequest: absent stays, null is removed. */
export interface SendPatch {
  readonly channels?: readonly string[] | null;
  readonly email?: EmailMessagePatch | null;
}

/** Which roads the document takes, in order of preference; those that are not available are skipped and named. */
export interface SendRequest {
  readonly channels?: readonly string[];
  readonly email?: EmailMessage | null;
}

/** A numbering series. */
export interface SeriesAnswer {
  readonly id: string;
  readonly object: "series";
  readonly document_type: string;
  readonly name: string;
  readonly pattern: string;
  readonly restart: "never" | "yearly" | "monthly";
  readonly is_default: boolean;
  readonly issued_count: number;
}

/** The numbering series of an organization. */
export interface SeriesList {
  readonly data: readonly SeriesAnswer[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** A change of a series that has not numbered anything yet. */
export interface SeriesPatch {
  readonly pattern?: string | null;
  readonly restart?: string | null;
}

/** A new numbering series. */
export interface SeriesRequest {
  readonly document_type?: string;
  readonly name: string;
  readonly pattern: string;
  readonly restart?: string;
  readonly is_default?: boolean;
}

/** What somebody needs to start. */
export interface SignupAnswer {
  readonly account: string;
  readonly account_key: string;
  readonly organization: string;
  readonly key: string;
  readonly mode: "test";
}

/** Where a document stands, on the day asked for. */
export interface StatusAnswer {
  readonly id: string;
  readonly object: "status";
  readonly state: "draft" | "issued";
  readonly number: string | null;
  readonly payment: PaymentSummaryAnswer | null;
  readonly deliveries: readonly DeliveryAnswer[];
  readonly files: readonly FileAnswer[];
  readonly corrected_by: readonly string[];
  readonly timeline: readonly EventAnswer[];
}

/** How one value came to be. */
export interface StepAnswer {
  readonly pointer: string;
  readonly term: string;
  readonly value: string;
  readonly formula: string;
  readonly why: string;
}

/** BG-24 ADDITIONAL SUPPORTING DOCUMENTS. */
export interface SupportingDocument {
  readonly reference?: string | null;
  readonly description?: string | null;
  readonly url?: string | null;
  readonly content?: string | null;
  readonly media_type?: string | null;
  readonly file_name?: string | null;
}

/** BG-11 SELLER TAX REPRESENTATIVE PARTY. */
export interface TaxRepresentative {
  readonly name?: string | null;
  readonly vat_id?: string | null;
  readonly address?: Address | null;
}

/** A change (JSON Merge Patch) of TaxRepresentative: absent stays, null is removed. */
export interface TaxRepresentativePatch {
  readonly name?: string | null;
  readonly vat_id?: string | null;
  readonly address?: AddressPatch | null;
}

/** BG-22 DOCUMENT TOTALS, in the document's currency (`total_vat_accounting` in BT-6's). */
export interface Totals {
  readonly sum_of_lines?: Decimal | null;
  readonly sum_of_allowances?: Decimal | null;
  readonly sum_of_charges?: Decimal | null;
  readonly total_without_vat?: Decimal | null;
  readonly total_vat?: Decimal | null;
  readonly total_vat_accounting?: Decimal | null;
  readonly total_with_vat?: Decimal | null;
  readonly prepaid_amount?: Decimal | null;
  readonly rounding_amount?: Decimal | null;
  readonly amount_due?: Decimal | null;
}

/** A change (JSON Merge Patch) of Totals: absent stays, null is removed. */
export interface TotalsPatch {
  readonly sum_of_lines?: Decimal | null;
  readonly sum_of_allowances?: Decimal | null;
  readonly sum_of_charges?: Decimal | null;
  readonly total_without_vat?: Decimal | null;
  readonly total_vat?: Decimal | null;
  readonly total_vat_accounting?: Decimal | null;
  readonly total_with_vat?: Decimal | null;
  readonly prepaid_amount?: Decimal | null;
  readonly rounding_amount?: Decimal | null;
  readonly amount_due?: Decimal | null;
}

/** Something in the audit trail that does not fit. */
export interface TrailProblemAnswer {
  readonly kind: "seal_missing" | "seal_chain" | "seal_hash" | "entry_missing" | "entry_added";
  readonly subject: string;
  readonly detail: string;
}

/** What verification of the audit trail found. `hash`: that of the last seal; keep it elsewhere. */
export interface TrailReportAnswer {
  readonly object: "audit_report";
  readonly entries: number;
  readonly seals: number;
  readonly hash: string | null;
  readonly problem_count: number;
  readonly problems: readonly TrailProblemAnswer[];
}

/**
 * VAT category (UNTDID 5305) and rate in percent, of a line (BG-30), an allowance or a charge.
 *
 * The exemption reason belongs to the VAT breakdown (BT-120, BT-121); it may be given here and the calculation
 * carries it there.
 */
export interface Vat {
  readonly category?: string | null;
  readonly rate?: Decimal | null;
  readonly exemption_reason?: string | null;
  readonly exemption_reason_code?: string | null;
}

/** BG-23 VAT BREAKDOWN: one row for each VAT category and rate. */
export interface VatBreakdown {
  readonly taxable_amount?: Decimal | null;
  readonly tax_amount?: Decimal | null;
  readonly category?: string | null;
  readonly rate?: Decimal | null;
  readonly exemption_reason?: string | null;
  readonly exemption_reason_code?: string | null;
}

/** A VAT rate of a country in force. */
export interface VatRateAnswer {
  readonly kind: string;
  readonly rate: string;
  readonly since: Day;
  readonly law: string;
}

/** What was looked at, and what does not fit. `problems_more` counts those that are not named. */
export interface VerificationAnswer {
  readonly object: "verification";
  readonly ok: boolean;
  readonly series: number;
  readonly documents: number;
  readonly entries: number;
  readonly bytes: number;
  readonly waiting: number;
  readonly problems: readonly VerificationProblem[];
  readonly problems_more: number;
}

/** Something that does not fit. */
export interface VerificationProblem {
  readonly kind: string;
  readonly subject: string;
  readonly detail: string;
}
