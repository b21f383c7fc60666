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

/** Which version new documents and mails use; the latest one unless it is named. */
export interface ActivateRequest {
  readonly version?: number | null;
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

/** A postal address. */
export interface AddressData {
  /** BT-35, BT-50 */
  readonly line1: string;
  /** BT-36, BT-51 */
  readonly line2: string;
  /** BT-162, BT-163 */
  readonly line3: string;
  /** BT-37, BT-52 */
  readonly city: string;
  /** BT-38, BT-53 */
  readonly postal_code: string;
  /** BT-39, BT-54 */
  readonly subdivision: string;
  /** ISO 3166-1 alpha-2 (BT-40, BT-55) */
  readonly country: string;
  /** in the language */
  readonly country_name: string;
  /** in the order of the country's post; a foreign country is named */
  readonly lines: readonly string[];
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

/** An allowance or a charge; what is taken away is negative. */
export interface AdjustmentData {
  /** why, and how it was reckoned */
  readonly text: string;
  /** BT-92, BT-99, BT-136, BT-141 */
  readonly amount: AmountData | null;
  /** BT-95, BT-102; null below a line */
  readonly vat: VatData | null;
}

/** The time to move on to; it must be later than the clock's. */
export interface AdvanceRequest {
  readonly frozen_at: Time;
}

/** An amount of money, three times. */
export interface AmountData {
  /** as it is: "1234.50" */
  readonly value: string;
  /** as the language writes it: "1.234,50" */
  readonly text: string;
  /** with its currency: "1.234,50 €" */
  readonly money: string;
}

/** How many must approve, and who has since it was last open. */
export interface ApprovalsAnswer {
  readonly needed: number;
  readonly given_by: readonly string[];
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

/** Who is to look at it: a person's id, or any name; null takes it from whoever had it. */
export interface AssignRequest {
  readonly to?: string | null;
  readonly comment?: string | null;
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

/** What became of each document, in the order in which they were sent. */
export interface BatchAnswer {
  readonly object: "batch";
  readonly mode: "independent" | "atomic";
  readonly counts: BatchCounts;
  readonly results: readonly BatchResult[];
}

/** How it went: `total` is the sum of the three others; `issued` are those of `created` that got a number. */
export interface BatchCounts {
  readonly total: number;
  readonly created: number;
  readonly issued: number;
  readonly replayed: number;
  readonly refused: number;
}

/** A document of a batch, with an idempotency key of its own if it is to have one. */
export interface BatchDocument {
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
  readonly customer?: string | CustomerRecord | null;
  readonly brand?: string | null;
  readonly document_type?: string | null;
  readonly language?: string | null;
  readonly series?: string | null;
  readonly external_id?: string | null;
  readonly metadata?: Readonly<Record<string, string>> | null;
  readonly corrects?: string | null;
  readonly issue?: boolean;
  readonly send?: SendRequest | null;
  readonly idempotency_key?: string | null;
}

/** Many documents in one call: each by itself (`independent`), or all or none (`atomic`). */
export interface BatchRequest {
  readonly documents: readonly BatchDocument[];
  readonly mode?: "independent" | "atomic";
}

/**
 * What became of one document: `document` as POST /v1/invoices answers it, or `problem`, never both.
 *
 * With ``Prefer: return=minimal`` there is no `document`.
 */
export interface BatchResult {
  readonly index: number;
  readonly status: number;
  readonly replayed: boolean;
  readonly id: string | null;
  readonly state: "draft" | "issued" | null;
  readonly number: string | null;
  readonly hash: string | null;
  readonly external_id: string | null;
  readonly document: DocumentAnswer | null;
  readonly problem: ProblemAnswer | null;
}

/** A brand. */
export interface BrandAnswer {
  readonly branding: LooksAnswer;
  readonly trading_name?: string | null;
  readonly address?: Address | null;
  readonly contact?: Contact | null;
  readonly series?: Readonly<Record<string, string>> | null;
  readonly bank_accounts?: readonly CreditTransfer[] | null;
  readonly sender?: BrandSender | null;
  readonly currency?: string | null;
  readonly language?: string | null;
  readonly payment_days?: number | null;
  readonly payment_terms?: string | null;
  readonly id: string;
  readonly object: "brand";
  readonly name: string;
  readonly external_id?: string | null;
  readonly page_domain?: string | null;
  readonly version: number;
  readonly created_at?: Time | null;
  readonly updated_at?: Time | null;
  readonly archived_at?: Time | null;
}

/** A page of brands. */
export interface BrandList {
  readonly data: readonly BrandAnswer[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** A change of a brand (JSON Merge Patch): absent stays, null is the organization's again. */
export interface BrandPatch {
  readonly trading_name?: string | null;
  readonly address?: AddressPatch | null;
  readonly contact?: ContactPatch | null;
  readonly series?: Readonly<Record<string, string>> | null;
  readonly bank_accounts?: readonly CreditTransfer[] | null;
  readonly sender?: BrandSenderPatch | null;
  readonly currency?: string | null;
  readonly language?: string | null;
  readonly payment_days?: number | null;
  readonly payment_terms?: string | null;
  readonly name?: string | null;
  readonly external_id?: string | null;
  readonly branding?: BrandingPatch | null;
}

/** A new brand. Nothing of the legal person can be said here: see the findings `legal_data_fixed`. */
export interface BrandRequest {
  readonly trading_name?: string | null;
  readonly address?: Address | null;
  readonly contact?: Contact | null;
  readonly series?: Readonly<Record<string, string>> | null;
  readonly bank_accounts?: readonly CreditTransfer[] | null;
  readonly sender?: BrandSender | null;
  readonly currency?: string | null;
  readonly language?: string | null;
  readonly payment_days?: number | null;
  readonly payment_terms?: string | null;
  readonly name: string;
  readonly external_id?: string | null;
  readonly branding?: BrandingRequest | null;
}

/** Who sends the brand's mail: the address and the name that readers see, and where answers go. */
export interface BrandSender {
  readonly address?: string | null;
  readonly name?: string | null;
  readonly reply_to?: string | null;
}

/** A change (JSON Merge Patch) of BrandSender: absent stays, null is removed. */
export interface BrandSenderPatch {
  readonly address?: string | null;
  readonly name?: string | null;
  readonly reply_to?: string | null;
}

/**
 * Texts by language (``de``), or ``default`` for all languages that have none of their own.
 *
 * `footer` stands at the foot of each page, `payment_note` beside how to pay; `mail_greeting` and `mail_signature`
 * take the place of the usual ones.
 */
export interface BrandTexts {
  readonly footer?: Readonly<Record<string, string>> | null;
  readonly mail_greeting?: Readonly<Record<string, string>> | null;
  readonly mail_signature?: Readonly<Record<string, string>> | null;
  readonly payment_note?: Readonly<Record<string, string>> | null;
}

/** A change (JSON Merge Patch) of BrandTexts: absent stays, null is removed. */
export interface BrandTextsPatch {
  readonly footer?: Readonly<Record<string, string | null>> | null;
  readonly mail_greeting?: Readonly<Record<string, string | null>> | null;
  readonly mail_signature?: Readonly<Record<string, string | null>> | null;
  readonly payment_note?: Readonly<Record<string, string | null>> | null;
}

/** How documents look. The logo's bytes are named by their hash. */
export interface BrandingAnswer {
  readonly object: "branding";
  readonly colour: string;
  readonly secondary_colour?: string | null;
  readonly font: string;
  readonly footer: string;
  readonly texts: BrandTexts;
  readonly logo_sha256?: string | null;
  readonly logo_media_type?: string | null;
  readonly contrast: ContrastAnswer;
}

/** How the seller's documents look; frozen when the document was issued. */
export interface BrandingData {
  /** #rrggbb, the brand's own */
  readonly colour: string;
  /** a shade of it that can be read on white */
  readonly ink: string;
  /** a pale shade for grounds */
  readonly ground: string;
  /** the second colour as it can be read on white; the first one where there is none */
  readonly second: string;
  /** the family that the brand is set in; text is set in it unless a template says otherwise */
  readonly font: string;
  /** address and contact as the brand's letterhead has them */
  readonly letterhead: readonly string[];
  /** the one line above the buyer's address */
  readonly return_line: string;
  /** the seller's own line at the foot */
  readonly footer: string;
  /** SVG, made safe to draw, or empty: image(bytes(data.branding.logo), alt: ...) */
  readonly logo: string;
}

/** A change (JSON Merge Patch) of BrandingRequest: absent stays, null is removed. */
export interface BrandingPatch {
  readonly colour?: string | null;
  readonly secondary_colour?: string | null;
  readonly font?: string | null;
  readonly footer?: string | null;
  readonly texts?: BrandTextsPatch | null;
  readonly logo?: string | null;
}

/**
 * How documents look. What is absent stays; null removes.
 *
 * Colours are ``#rrggbb``; `font`: ``source-sans``, ``source-serif`` or ``manrope``. `footer`: for all languages
 * that have none of their own in `texts`, which is replaced as a whole. `logo`: PNG or JPEG as base64, at most 1
 * MiB.
 */
export interface BrandingRequest {
  readonly colour?: string | null;
  readonly secondary_colour?: string | null;
  readonly font?: string | null;
  readonly footer?: string | null;
  readonly texts?: BrandTexts | null;
  readonly logo?: string | null;
}

/** The sums of one category and rate of VAT (BG-23). */
export interface BreakdownData {
  /** BT-118, BT-119 */
  readonly vat: VatData;
  /** BT-116 */
  readonly taxable_amount: AmountData | null;
  /** BT-117 */
  readonly tax_amount: AmountData | null;
  /** BT-120 */
  readonly exemption_reason: string;
  /** BT-121 */
  readonly exemption_reason_code: string;
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

/**
 * Whether the organization is closed, what can still be done, and what is kept until when.
 *
 * `retain_until` is the last day on which the law wants something of the archive kept (null: it is empty).
 */
export interface ClosingAnswer {
  readonly object: "closing";
  readonly organization: string;
  readonly state: "open" | "closed" | "final";
  readonly closed_at: Time | null;
  readonly reopen_until: Time | null;
  readonly erased_at: Time | null;
  readonly retain_until: Day | null;
  readonly retention_law: string;
  readonly kept: readonly string[];
  readonly deleted: readonly string[];
}

/** A move that needs nothing; a comment may be said. */
export interface CommentRequest {
  readonly comment?: string | null;
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

/** A value of the data. */
export interface ContractEntryAnswer {
  readonly name: string;
  readonly kind: string;
  readonly meaning: string;
}

/** A part of the data, and its values. */
export interface ContractPartAnswer {
  readonly name: string;
  readonly values: readonly ContractEntryAnswer[];
}

/** How well the colour can be read (WCAG 2.1). Documents and pages use a darker shade where it can't. */
export interface ContrastAnswer {
  readonly text_on_colour: string;
  readonly ratio_on_white: string;
  readonly ratio_on_dark: string;
  readonly readable_on_white: boolean;
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

/** A day, three times. */
export interface DayData {
  /** ISO 8601: "2026-11-23" */
  readonly value: string;
  /** as the standard layout writes it: "23.11.2026" */
  readonly text: string;
  /** "23. November 2026" */
  readonly long: string;
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
  readonly brand?: string | null;
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

/** The document itself. */
export interface DocumentData {
  /** invoice, credit_note, ... */
  readonly type: string;
  /** UNTDID 1001 (BT-3) */
  readonly type_code: string;
  /** "Invoice", in the language */
  readonly title: string;
  /** BT-1; empty on a draft */
  readonly number: string;
  /** whether the amounts are owed by the seller */
  readonly is_credit_note: boolean;
  /** whether it is not issued; the word for it is printed across by itself */
  readonly is_draft: boolean;
  /** ISO 4217 (BT-5) */
  readonly currency: string;
  /** BT-2 */
  readonly issue_date: DayData | null;
  /** BT-9 */
  readonly due_date: DayData | null;
  /** BT-72 */
  readonly delivery_date: DayData | null;
  /** BT-7 */
  readonly tax_point_date: DayData | null;
  /** BG-14 */
  readonly period: PeriodData | null;
  /** BG-3 */
  readonly preceding: readonly PrecedingData[];
  /** each by its name */
  readonly references: ReferencesData;
  /** number, dates, references and the buyer's numbers, as a list */
  readonly facts: readonly FactData[];
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
  readonly brand: string | null;
  readonly external_id: string | null;
  readonly created_at: Time;
  readonly issued_at: Time | null;
}

/** What a rule would do with documents that are there. */
export interface DryRunAnswer {
  readonly object: "inbox_dry_run";
  readonly documents: number;
  readonly data: readonly DryRunMatchAnswer[];
}

/** A document that a rule would have fired for. */
export interface DryRunMatchAnswer {
  readonly item: string;
  readonly number: string | null;
  readonly matched: readonly RuleMatchAnswer[];
  readonly outcomes: readonly RuleOutcomeAnswer[];
}

/** A rule to try on documents that are there; nothing is changed. */
export interface DryRunRequest {
  readonly conditions: readonly RuleCondition[];
  readonly actions?: readonly RuleAction[];
  readonly documents?: number;
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

/** A domain that mail is sent from; verified when all required records were found. */
export interface EmailDomainAnswer {
  readonly id: string;
  readonly object: "email_domain";
  readonly domain: string;
  readonly state: "pending" | "verified" | "failing";
  readonly records: readonly RecordAnswer[];
  readonly created_at: Time;
  readonly verified_at: Time | null;
  readonly checked_at: Time | null;
  readonly next_check_at: Time | null;
}

/** The sender domains of an organization. */
export interface EmailDomainList {
  readonly data: readonly EmailDomainAnswer[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** A domain to send mail from, such as ``billing.example.com``. */
export interface EmailDomainRequest {
  readonly domain: string;
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

/** A webhook endpoint. `secret` stands only in the answers that make one; `waiting` is counted up to 10,000. */
export interface EndpointAnswer {
  readonly id: string;
  readonly object: "webhook_endpoint";
  readonly url: string;
  readonly events: readonly string[];
  readonly description: string;
  readonly payload: "thin" | "full";
  readonly metadata: Readonly<Record<string, string>>;
  readonly state: "enabled" | "disabled";
  readonly disabled_reason: string | null;
  readonly disabled_at: Time | null;
  readonly missed_after: string | null;
  readonly health: EndpointHealth;
  readonly waiting: number | null;
  readonly old_secret_until: Time | null;
  readonly version: number;
  readonly created_at: Time;
  readonly updated_at: Time;
  readonly secret?: string | null;
}

/** How an endpoint fares. */
export interface EndpointHealth {
  readonly state: "good" | "failing";
  readonly failures_in_a_row: number;
  readonly failing_since: Time | null;
  readonly paused_until: Time | null;
  readonly last_success_at: Time | null;
  readonly last_failure_at: Time | null;
  readonly last_failure: string | null;
}

/** A page of webhook endpoints. */
export interface EndpointList {
  readonly data: readonly EndpointAnswer[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** A change of an endpoint (JSON Merge Patch): what is absent stays. */
export interface EndpointPatch {
  readonly url?: string | null;
  readonly events?: readonly string[] | null;
  readonly description?: string | null;
  readonly payload?: "thin" | "full" | null;
  readonly state?: "enabled" | "disabled" | null;
  readonly metadata?: Readonly<Record<string, string | null>> | null;
}

/** A new endpoint. `events`: patterns such as ``*``, ``invoice.*`` or ``invoice.issued``. */
export interface EndpointRequest {
  readonly url: string;
  readonly events?: readonly string[];
  readonly description?: string | null;
  readonly payload?: "thin" | "full";
  readonly metadata?: Readonly<Record<string, string>> | null;
}

/** What an entry of the ledger is. */
export type EntryKind =
  | "payment"
  | "reversal"
  | "credit";

/** Something that happened, as webhooks tell it. */
export interface EventAnswer {
  readonly id: string;
  readonly object: "event";
  readonly type: string;
  readonly timestamp: Time;
  readonly organization: string | null;
  readonly account: string | null;
  readonly mode: "live" | "test";
  readonly actor: string;
  readonly request_id: string;
  readonly data: EventData;
}

/** What an event is about. `facts` is what it says itself, `object` the thing as GET answers it now. */
export interface EventData {
  readonly id: string;
  readonly kind: string;
  readonly facts?: Readonly<Record<string, unknown>> | null;
  readonly object?: Readonly<Record<string, unknown>> | null;
}

/** A page of the stream, in order. `next_cursor` is the last event of it, also when nothing follows yet. */
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

/** A file that goes out. */
export interface ExportAnswer {
  readonly id: string;
  readonly object: "export";
  readonly kind: "invoices" | "customers" | "payments" | "events";
  readonly format: "csv" | "xlsx" | "jsonl";
  readonly state: "waiting" | "running" | "done" | "cancelled" | "failed";
  readonly filters: Readonly<Record<string, string>>;
  readonly rows_done: number;
  readonly size: number | null;
  readonly sha256: string | null;
  readonly reason: string;
  readonly links: ExportLinks;
  readonly created_by: string;
  readonly created_at: Time;
  readonly updated_at: Time;
  readonly ended_at: Time | null;
  readonly expires_at: Time;
}

/** Where to go on; `file` is there when the export is done. */
export interface ExportLinks {
  readonly self: string;
  readonly file?: string | null;
}

/** A page of exports. */
export interface ExportList {
  readonly data: readonly ExportAnswer[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** What is exported, as which file. `filters` are those of the kind's list, such as ``issue_date[gte]``. */
export interface ExportRequest {
  readonly kind?: "invoices" | "customers" | "payments" | "events";
  readonly format?: "csv" | "xlsx" | "jsonl";
  readonly filters?: Readonly<Record<string, string>> | null;
}

/** Something with its name in the document's language. */
export interface FactData {
  /** "Your order no." */
  readonly label: string;
  /** what is printed behind it */
  readonly value: string;
}

/** A feature, and whether it is on. */
export interface FeatureAnswer {
  readonly name: string;
  readonly on: boolean;
  readonly description: string;
}

/** The switches of an organization. */
export interface FeaturesAnswer {
  readonly object: "features";
  readonly features: readonly FeatureAnswer[];
}

/** Switches: name -> whether the feature is on. What is not named stays as it is. */
export interface FeaturesRequest {
  readonly features: Readonly<Record<string, boolean>>;
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

/** How many findings there are of each severity, among those that are kept. */
export interface FindingCountsAnswer {
  readonly fatal: number;
  readonly warning: number;
  readonly information: number;
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

/** A file that comes in. Rows are those of the file; `objects` is what was made of them. */
export interface ImportAnswer {
  readonly id: string;
  readonly object: "import";
  readonly kind: "invoices" | "customers" | "payments";
  readonly format: "csv" | "xlsx" | "jsonl";
  readonly state: "waiting" | "reading" | "running" | "done" | "cancelled" | "failed";
  readonly dry_run: boolean;
  readonly issue: boolean;
  readonly options: ImportOptionsAnswer;
  readonly name: string;
  readonly size: number;
  readonly columns: readonly ImportColumn[];
  readonly rows_total: number;
  readonly rows_done: number;
  readonly rows_failed: number;
  readonly objects: number;
  readonly reason: string;
  readonly links: ImportLinks;
  readonly created_by: string;
  readonly created_at: Time;
  readonly updated_at: Time;
  readonly ended_at: Time | null;
  readonly expires_at: Time;
}

/** What a column of the file is taken for. */
export interface ImportColumn {
  readonly heading: string;
  readonly path: string | null;
  readonly use: "taken" | "key" | "fact" | "not_taken" | "unknown" | "empty" | "repeated";
}

/** Where to go on. */
export interface ImportLinks {
  readonly self: string;
  readonly rows: string;
  readonly report_csv: string;
  readonly report_json: string;
}

/** A page of imports. */
export interface ImportList {
  readonly data: readonly ImportAnswer[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/**
 * How a file is read, and what is done with it.
 *
 * `dry_run`: everything is checked, nothing is written, no number is taken. `issue`: documents are issued, else
 * they become drafts. `decimal` and `date_format`: how numbers and days are written in texts; a spreadsheet's own
 * numbers and days need no such word. `delimiter` and `encoding` are found out when they are not given.
 * `group_by`: the heading of the column whose text tells which rows belong to one document. `mapping`: heading ->
 * path of a field, or null for a column that is not read; other columns are taken by their headings.
 */
export interface ImportOptions {
  readonly dry_run?: boolean;
  readonly issue?: boolean;
  readonly decimal?: "." | ",";
  readonly date_format?: "YYYY-MM-DD" | "DD.MM.YYYY" | "DD/MM/YYYY" | "MM/DD/YYYY" | "DD-MM-YYYY" | "YYYY/MM/DD" | "YYYYMMDD";
  readonly delimiter?: "," | ";" | "\t" | "|" | null;
  readonly encoding?: "utf-8" | "utf-16" | "windows-1252" | "iso-8859-1" | null;
  readonly group_by?: string | null;
  readonly mapping?: Readonly<Record<string, string | null>> | null;
}

/** How the file is read; `found_encoding` and `found_delimiter` are how it turned out to be written. */
export interface ImportOptionsAnswer {
  readonly dry_run: boolean;
  readonly issue: boolean;
  readonly decimal: string;
  readonly date_format: string;
  readonly delimiter?: string | null;
  readonly encoding?: string | null;
  readonly group_by?: string | null;
  readonly mapping?: Readonly<Record<string, string | null>> | null;
  readonly found_encoding?: string | null;
  readonly found_delimiter?: string | null;
}

/** What became of a row, or of the rows (`lines`) of one document. */
export interface ImportRow {
  readonly row: number;
  readonly line: number;
  readonly lines: readonly number[];
  readonly status: "pending" | "written" | "valid" | "failed";
  readonly id: string | null;
  readonly number: string | null;
  readonly findings: readonly RowFinding[];
}

/** A page of rows. */
export interface ImportRowList {
  readonly data: readonly ImportRow[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** One time that the document came; `envelope` is what the road told. */
export interface InboxArrivalAnswer {
  readonly channel: string;
  readonly envelope_id: string | null;
  readonly envelope: Readonly<Record<string, unknown>>;
  readonly name: string;
  readonly arrived_at: Time;
}

/**
 * A received document: what was read, what rules and the inbox say of it, and what was done with it.
 *
 * `findings` hold at most some hundred, those of the inbox first; `findings_total` counts all. `duplicate` is told
 * by the upload: the same bytes were there before, and this is the first item.
 */
export interface InboxItemAnswer {
  readonly id: string;
  readonly object: "inbox_item";
  readonly state: State;
  readonly channel: string;
  readonly name: string;
  readonly media_type: string;
  readonly size: number;
  readonly sha256: string;
  readonly format: string;
  readonly specification: string;
  readonly verdict: "valid" | "invalid" | "unsupported" | "unreadable";
  readonly finding_counts: FindingCountsAnswer;
  readonly number: string | null;
  readonly document_type: string | null;
  readonly type_code: string | null;
  readonly issue_date: Day | null;
  readonly due_date: Day | null;
  readonly currency: string | null;
  readonly total_without_vat: Decimal | null;
  readonly total_vat: Decimal | null;
  readonly total_with_vat: Decimal | null;
  readonly amount_due: Decimal | null;
  readonly supplier: string | null;
  readonly supplier_name: string | null;
  readonly supplier_vat_id: string | null;
  readonly order_reference: string | null;
  readonly purchase_order: string | null;
  readonly duplicate_of: string | null;
  readonly assigned_to: string;
  readonly version: number;
  readonly received_at: Time;
  readonly created_at: Time;
  readonly updated_at: Time;
  readonly specification_version: string;
  readonly findings: readonly FindingAnswer[];
  readonly findings_total: number;
  readonly parties: InboxPartiesAnswer;
  readonly payment_means: string | null;
  readonly payment_reference: string | null;
  readonly accounts: readonly string[];
  readonly approvals: ApprovalsAnswer;
  readonly payment: InboxPaymentAnswer | null;
  readonly allowed_moves: readonly Move[];
  readonly links: Readonly<Record<string, string>>;
  readonly moves: readonly InboxMoveAnswer[];
  readonly arrivals: readonly InboxArrivalAnswer[];
  readonly duplicate: boolean;
}

/** A page of received documents. */
export interface InboxList {
  readonly data: readonly InboxSummary[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
  readonly total?: number | null;
}

/** Who did what with it, and when. */
export interface InboxMoveAnswer {
  readonly move: Move;
  readonly state_before: string;
  readonly state_after: State;
  readonly reasons: readonly string[];
  readonly comment: string;
  readonly notes: Readonly<Record<string, unknown>>;
  readonly actor: string;
  readonly moved_at: Time;
}

/** Who sent the document, and to whom. */
export interface InboxPartiesAnswer {
  readonly supplier: InboxPartyAnswer;
  readonly buyer: InboxPartyAnswer;
}

/** A party as the document names it. */
export interface InboxPartyAnswer {
  readonly name: string | null;
  readonly vat_id: string | null;
  readonly legal_id: string | null;
  readonly legal_scheme: string | null;
  readonly endpoint: string | null;
  readonly endpoint_scheme: string | null;
}

/** What was said of the payment. */
export interface InboxPaymentAnswer {
  readonly paid_on: Day;
  readonly amount: Decimal | null;
  readonly reference: string;
}

/** A rule. */
export interface InboxRuleAnswer {
  readonly id: string;
  readonly object: "inbox_rule";
  readonly name: string;
  readonly position: number;
  readonly state: "active" | "disabled";
  readonly conditions: readonly RuleCondition[];
  readonly actions: readonly RuleAction[];
  readonly version: number;
  readonly created_at: Time;
  readonly updated_at: Time;
}

/** All rules, in the order in which they are tried. */
export interface InboxRuleList {
  readonly data: readonly InboxRuleAnswer[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** How an organization works on its inbox. */
export interface InboxSettingsAnswer {
  readonly object: "inbox_settings";
  readonly four_eyes: boolean;
}

/** How an organization works on its inbox. `four_eyes`: two must approve every document. */
export interface InboxSettingsRequest {
  readonly four_eyes: boolean;
}

/** A received document in a list; what could not be read of it is null. */
export interface InboxSummary {
  readonly id: string;
  readonly object: "inbox_item";
  readonly state: State;
  readonly channel: string;
  readonly name: string;
  readonly media_type: string;
  readonly size: number;
  readonly sha256: string;
  readonly format: string;
  readonly specification: string;
  readonly verdict: "valid" | "invalid" | "unsupported" | "unreadable";
  readonly finding_counts: FindingCountsAnswer;
  readonly number: string | null;
  readonly document_type: string | null;
  readonly type_code: string | null;
  readonly issue_date: Day | null;
  readonly due_date: Day | null;
  readonly currency: string | null;
  readonly total_without_vat: Decimal | null;
  readonly total_vat: Decimal | null;
  readonly total_with_vat: Decimal | null;
  readonly amount_due: Decimal | null;
  readonly supplier: string | null;
  readonly supplier_name: string | null;
  readonly supplier_vat_id: string | null;
  readonly order_reference: string | null;
  readonly purchase_order: string | null;
  readonly duplicate_of: string | null;
  readonly assigned_to: string;
  readonly version: number;
  readonly received_at: Time;
  readonly created_at: Time;
  readonly updated_at: Time;
}

/**
 * The link of an invitation that waits.
 *
 * `state`: ``waiting`` to be mailed, ``sent``, ``failed`` (see `failure`), ``shown`` (no mail can reach the
 * address: `url` is answered, in test mode only) or ``expired``.
 */
export interface InvitationAnswer {
  readonly state: "waiting" | "sent" | "failed" | "shown" | "expired";
  readonly expires_at: Time;
  readonly sent_at: Time | null;
  readonly failure: string | null;
  readonly url: string | null;
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
  readonly brand?: string | null;
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
 * `document_type` in place of the type code, `brand` (its id or external id), and what should happen with it.
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
  readonly brand?: string | null;
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

/** A limit that was set for one key. */
export interface KeyRateAnswer {
  readonly key: string;
  readonly per_second: number;
  readonly burst: number;
}

/** A limit of one key. */
export interface KeyRateRequest {
  readonly key: string;
  readonly per_second: number;
  readonly burst: number;
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

/** A line (BG-25). */
export interface LineData {
  /** BT-126 */
  readonly position: string;
  /** BT-153 */
  readonly name: string;
  /** BT-154 */
  readonly description: string;
  /** item numbers, period, note and the like, finished */
  readonly details: readonly string[];
  /** BT-129 */
  readonly quantity: NumberData | null;
  /** in words (BT-130) */
  readonly unit: string;
  /** UNECE Recommendation 20 */
  readonly unit_code: string;
  /** BT-146 */
  readonly unit_price: AmountData | null;
  /** "per 100 pcs" (BT-149), or empty */
  readonly price_base: string;
  /** BG-30 */
  readonly vat: VatData | null;
  /** BT-131 */
  readonly net_amount: AmountData | null;
  /** BG-26 */
  readonly period: PeriodData | null;
  /** BG-27, BG-28 */
  readonly adjustments: readonly AdjustmentData[];
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

/** What a brand decides of its own looks; what is absent is the organization's. */
export interface LooksAnswer {
  readonly colour?: string | null;
  readonly secondary_colour?: string | null;
  readonly font?: string | null;
  readonly footer?: string | null;
  readonly texts?: BrandTexts | null;
  readonly logo_sha256?: string | null;
  readonly logo_media_type?: string | null;
}

/** A mail in all its languages; a language that is not there gets the default one. */
export interface MailContent {
  readonly languages?: Readonly<Record<string, MailTexts>>;
  readonly default_language?: string;
}

/** What a mail's template finds in `mail`, beside `data`: the usual words, and this mail's own facts. */
export interface MailData {
  /** "Hello," */
  readonly greeting: string;
  /** "Please find your invoice attached." */
  readonly opening: string;
  /** what the sender adds to this mail, or empty */
  readonly note: string;
  /** the same, line by line */
  readonly note_lines: readonly string[];
  /** "For" */
  readonly recipient_label: string;
  /** "Amount due", or "Amount credited" */
  readonly amount_label: string;
  /** with its currency */
  readonly amount: string;
  /** "Due date" */
  readonly due_date_label: string;
  /** empty on credits */
  readonly due_date: string;
  /** "View online" */
  readonly open_label: string;
  /** the buyer's page */
  readonly page_url: string;
  /** "Kind regards" */
  readonly closing: string;
}

/** A mail in one language. Without `html` it goes as plain text only. */
export interface MailTexts {
  readonly subject: string;
  readonly text: string;
  readonly html?: string | null;
}

/** A member. `scopes` are what the member may do, whatever the role is called. */
export interface MemberAnswer {
  readonly id: string;
  readonly object: "member";
  readonly email: string;
  readonly name: string;
  readonly role: "owner" | "admin" | "accountant" | "viewer" | "custom";
  readonly scopes: readonly string[];
  readonly state: "invited" | "active";
  readonly invited_by: string;
  readonly invitation: InvitationAnswer | null;
  readonly created_at: Time;
  readonly updated_at: Time;
  readonly joined_at: Time | null;
  readonly last_seen_at: Time | null;
}

/** A page of members. */
export interface MemberListAnswer {
  readonly data: readonly MemberAnswer[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** A change of a member: absent stays. */
export interface MemberPatch {
  readonly role?: "owner" | "admin" | "accountant" | "viewer" | "custom" | null;
  readonly scopes?: readonly string[] | null;
  readonly name?: string | null;
}

/** Somebody to invite. `scopes` belong to the role `custom`, and to no other. */
export interface MemberRequest {
  readonly email: string;
  readonly role: "owner" | "admin" | "accountant" | "viewer" | "custom";
  readonly name?: string | null;
  readonly scopes?: readonly string[];
}

/** What can be done with one. `RECEIVE` and `DUPLICATE` are written by receiving, and asked for by nobody. */
export type Move =
  | "receive"
  | "duplicate"
  | "assign"
  | "query"
  | "approve"
  | "reject"
  | "pay"
  | "archive"
  | "reopen";

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
  readonly closed_at?: Time | null;
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

/** A number, twice. */
export interface NumberData {
  /** as it is: "1234.5" */
  readonly value: string;
  /** as the language writes it: "1.234,5" */
  readonly text: string;
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
  readonly closed_at?: Time | null;
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
  readonly legal_registration?: IdentifierPatch | null;
  readonly vat_id?: string | null;
  readonly tax_registration_id?: string | null;
  readonly legal_information?: string | null;
  readonly electronic_address?: ElectronicAddressPatch | null;
  readonly address?: AddressPatch | null;
  readonly contact?: ContactPatch | null;
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
  readonly closed_at: Time | null;
}

/** A domain of buyers' pages, of a brand or of the organization. */
export interface PageDomainAnswer {
  readonly id: string;
  readonly object: "page_domain";
  readonly host: string;
  readonly brand: string | null;
  readonly state: "pending" | "verified" | "failing";
  readonly records: readonly RecordAnswer[];
  readonly created_at: Time;
  readonly verified_at: Time | null;
  readonly checked_at: Time | null;
  readonly next_check_at: Time | null;
}

/** The domains of buyers' pages of an organization. */
export interface PageDomainList {
  readonly data: readonly PageDomainAnswer[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** A host for buyers' pages, such as ``invoices.example.com``; of a brand (its id or external id), when named. */
export interface PageDomainRequest {
  readonly host: string;
  readonly brand?: string | null;
}

/** That it was paid. `paid_on` is today in UTC when it is absent, `amount` the amount due. */
export interface PaidRequest {
  readonly paid_on?: Day | null;
  readonly amount?: Decimal | null;
  readonly reference?: string | null;
  readonly comment?: string | null;
}

/** Somebody: all that the document says. */
export interface PartyData {
  /** BT-27, BT-44, ... */
  readonly name: string;
  /** BT-28, BT-45 */
  readonly trading_name: string;
  /** BG-5, BG-8, ... */
  readonly address: AddressData;
  /** BT-31, BT-48, BT-63 */
  readonly vat_id: string;
  /** BT-32 */
  readonly tax_registration_id: string;
  /** BT-30, BT-47, BT-61 */
  readonly registration: string;
  /** BT-29, BT-46, BT-60 */
  readonly identifiers: readonly string[];
  /** BT-41, BT-56 */
  readonly contact_name: string;
  /** BT-42, BT-57 */
  readonly phone: string;
  /** BT-43, BT-58 */
  readonly email: string;
  /** BT-33 */
  readonly legal_information: string;
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

/** How to pay. */
export interface PaymentData {
  /** "Payment" */
  readonly title: string;
  /** BT-20 */
  readonly terms: string;
  /** what the brand says about paying */
  readonly note: string;
  /** means, account, reference, due date, ...: what there is */
  readonly facts: readonly FactData[];
  /** BT-83 */
  readonly remittance: string;
  /** the first account, an IBAN in groups of four (BT-84) */
  readonly account: string;
  /** BT-86 */
  readonly bic: string;
  /** BT-85 */
  readonly account_name: string;
  /** the buyer's page, or empty */
  readonly pay_url: string;
  /** the code that banking apps scan, as SVG; empty where the rules allow none */
  readonly code: string;
  /** "Scan with your banking app to pay" */
  readonly code_label: string;
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

/** A period of service. */
export interface PeriodData {
  /** first day (BT-73, BT-134) */
  readonly start: DayData | null;
  /** last day (BT-74, BT-135) */
  readonly end: DayData | null;
  /** both, with a dash */
  readonly text: string;
}

/** A change (JSON Merge Patch) of Period: absent stays, null is removed. */
export interface PeriodPatch {
  readonly start_date?: Day | null;
  readonly end_date?: Day | null;
}

/** A document that this one relates to. */
export interface PrecedingData {
  /** BT-25 */
  readonly number: string;
  /** BT-26 */
  readonly issue_date: DayData | null;
  /** "Relating to invoice 2026-00041 of 3 Nov 2026" */
  readonly text: string;
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

/**
 * What to preview: a content that needn't be stored, with a document: a made-up one (`sample`), one of yours
 * (`invoice`, an id), or one that is only being thought of (`request`). `name` and `note` are taken and not used,
 * so that the body of a new template can be previewed as it is.
 */
export interface PreviewRequest {
  readonly source?: string | null;
  readonly mail?: MailContent | null;
  readonly kind?: string;
  readonly name?: string | null;
  readonly note?: string | null;
  readonly sample?: string | null;
  readonly invoice?: string | null;
  readonly request?: InvoiceRequest | null;
  readonly language?: string | null;
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

/** A purchase order; `invoiced_without_vat` is what received documents say of it, unless they were rejected. */
export interface PurchaseOrderAnswer {
  readonly id: string;
  readonly object: "purchase_order";
  readonly number: string;
  readonly supplier: string | null;
  readonly currency: string;
  readonly total_without_vat: Decimal;
  readonly tolerance_percent: Decimal;
  readonly invoiced_without_vat: Decimal;
  readonly state: "open" | "closed";
  readonly version: number;
  readonly created_at: Time;
  readonly updated_at: Time;
  readonly closed_at: Time | null;
}

/** A page of purchase orders. */
export interface PurchaseOrderList {
  readonly data: readonly PurchaseOrderAnswer[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** A new purchase order. `tolerance_percent`: by how much documents may exceed it without a finding. */
export interface PurchaseOrderRequest {
  readonly number: string;
  readonly currency: string;
  readonly total_without_vat: Decimal;
  readonly supplier?: string | null;
  readonly tolerance_percent?: Decimal;
}

/** A question to the supplier. */
export interface QueryRequest {
  readonly comment: string;
  readonly reasons?: readonly ("NON" | "REF" | "LEG" | "REC" | "QUA" | "DEL" | "PRI" | "QTY" | "ITM" | "PAY" | "UNR" | "FIN" | "PPD" | "OTH")[];
}

/** A limit: so many a second in the long run, and so many at once after a pause. */
export interface RateAnswer {
  readonly per_second: number;
  readonly burst: number;
  readonly is_default: boolean;
}

/** The limits of an organization: reads and writes are counted apart, with the same limit. */
export interface RateLimitsAnswer {
  readonly object: "rate_limits";
  readonly organization: RateAnswer;
  readonly key_default: RateAnswer;
  readonly keys: readonly KeyRateAnswer[];
}

/** The limits of an organization and of its keys. What is absent or null has the installation's. */
export interface RateLimitsRequest {
  readonly organization?: RateRequest | null;
  readonly keys?: readonly KeyRateRequest[];
}

/** A limit of the organization. */
export interface RateRequest {
  readonly per_second: number;
  readonly burst: number;
}

/** A reason code. */
export interface ReasonAnswer {
  readonly code: string;
  readonly meaning: string;
}

/** The reason codes that a rejection or a question may name, with their source. */
export interface ReasonsAnswer {
  readonly object: "inbox_reasons";
  readonly source: string;
  readonly data: readonly ReasonAnswer[];
}

/** A DNS record to set, and what the last check found at its place. */
export interface RecordAnswer {
  readonly purpose: "ownership" | "dkim" | "spf" | "dmarc" | "address";
  readonly type: "TXT" | "CNAME" | "A" | "AAAA";
  readonly name: string;
  readonly value: string;
  readonly required: boolean;
  readonly state: "unchecked" | "found" | "missing" | "different" | "unknown";
  readonly found: readonly string[];
  readonly hint: string;
}

/** References by their names in EN 16931; empty where there is none. */
export interface ReferencesData {
  /** BT-10 */
  readonly buyer_reference: string;
  /** BT-13 */
  readonly purchase_order: string;
  /** BT-14 */
  readonly sales_order: string;
  /** BT-12 */
  readonly contract: string;
  /** BT-11 */
  readonly project: string;
  /** BT-17 */
  readonly tender_or_lot: string;
  /** BT-18 */
  readonly invoiced_object: string;
  /** BT-19 */
  readonly buyer_accounting: string;
  /** BT-16 */
  readonly despatch_advice: string;
  /** BT-15 */
  readonly receiving_advice: string;
}

/** Why it is rejected: at least one code of OPStatusReason (Peppol BIS 63); OTH and PPD need a comment. */
export interface RejectRequest {
  readonly reasons: readonly ("NON" | "REF" | "LEG" | "REC" | "QUA" | "DEL" | "PRI" | "QTY" | "ITM" | "PAY" | "UNR" | "FIN" | "PPD" | "OTH")[];
  readonly comment?: string | null;
}

/** How many events will be sent again. */
export interface ReplayAnswer {
  readonly object: "webhook_replay";
  readonly endpoint: string;
  readonly count: number;
}

/**
 * Which events are sent again: from a time, or behind an event; up to a time or an event, or to the end.
 *
 * `events` narrows it to some types; an endpoint's own patterns hold in any case.
 */
export interface ReplayRequest {
  readonly since?: Time | null;
  readonly after?: string | null;
  readonly until?: Time | null;
  readonly last?: string | null;
  readonly events?: readonly string[] | null;
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

/** A new secret; the one before it signs as well for so many hours. */
export interface RotateRequest {
  readonly overlap_hours?: number;
}

/** Taking a key's place: for `overlap_seconds` both are taken, then the old one ends. */
export interface RotationRequest {
  readonly overlap_seconds?: number;
  readonly expires_at?: Time | null;
  readonly expires_in_seconds?: number | null;
}

/** What a rule says, and the line and the column of the file that it is about. */
export interface RowFinding {
  readonly pointer: string;
  readonly code: string;
  readonly rule: string;
  readonly term: string;
  readonly severity: "fatal" | "warning" | "information";
  readonly message: string;
  readonly location: string;
  readonly line: number;
  readonly column: string;
}

/** What is done. `assign` needs `to`, `reject` needs `reasons`; `notify` publishes the event `inbox.rule_fired`. */
export interface RuleAction {
  readonly action: "approve" | "assign" | "archive" | "reject" | "notify";
  readonly to?: string | null;
  readonly reasons?: readonly ("NON" | "REF" | "LEG" | "REC" | "QUA" | "DEL" | "PRI" | "QTY" | "ITM" | "PAY" | "UNR" | "FIN" | "PPD" | "OTH")[];
  readonly comment?: string | null;
}

/** A field, an operator, and what it is compared with: a text, a decimal string, or a list of texts. */
export interface RuleCondition {
  readonly field: string;
  readonly operator: string;
  readonly value?: string | readonly string[] | null;
}

/** One time that a rule fired, why, and what it did. */
export interface RuleFiringAnswer {
  readonly item: string;
  readonly rule: string;
  readonly rule_version: number;
  readonly matched: readonly RuleMatchAnswer[];
  readonly outcomes: readonly RuleOutcomeAnswer[];
  readonly fired_at: Time;
}

/** A page of firings, newest first. */
export interface RuleFiringList {
  readonly data: readonly RuleFiringAnswer[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** A condition, and what was found. */
export interface RuleMatchAnswer {
  readonly field: string;
  readonly operator: string;
  readonly value: unknown;
  readonly found: unknown;
  readonly holds: boolean;
}

/** An action, whether it was (or would be) done, and why not. */
export interface RuleOutcomeAnswer {
  readonly action: "approve" | "assign" | "archive" | "reject" | "notify";
  readonly done: boolean;
  readonly why: string;
}

/** A change of a rule; what is absent, or null, stays. */
export interface RulePatch {
  readonly name?: string | null;
  readonly conditions?: readonly RuleCondition[] | null;
  readonly actions?: readonly RuleAction[] | null;
  readonly position?: number | null;
  readonly state?: "active" | "disabled" | null;
}

/** A new rule. Rules are tried in the order of their positions; all that fit fire. */
export interface RuleRequest {
  readonly name: string;
  readonly conditions: readonly RuleCondition[];
  readonly actions: readonly RuleAction[];
  readonly position?: number;
  readonly state?: "active" | "disabled";
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

/**
 * How members sign in. `sign_in_url` leads to the organization's own provider, `redirect_uri` is to be registered
 * there.
 */
export interface SignInPolicyAnswer {
  readonly object: "sign_in_policy";
  readonly second_factor: boolean;
  readonly issuer: string | null;
  readonly client_id: string | null;
  readonly has_client_secret: boolean;
  readonly sign_in_url: string | null;
  readonly redirect_uri: string;
}

/**
 * How members sign in.
 *
 * `second_factor`: whether everybody must show two. `issuer`, `client_id`, `client_secret`: the organization's own
 * OpenID provider; absent means none. A secret that is left out stays as it is for the same issuer and client.
 */
export interface SignInPolicyRequest {
  readonly second_factor?: boolean;
  readonly issuer?: string | null;
  readonly client_id?: string | null;
  readonly client_secret?: string | null;
}

/** What somebody needs to start. */
export interface SignupAnswer {
  readonly account: string;
  readonly account_key: string;
  readonly organization: string;
  readonly key: string;
  readonly mode: "test";
}

/** A template to begin with. */
export interface StarterAnswer {
  readonly object: "template_starter";
  readonly kind: "pdf" | "mail";
  readonly source: string | null;
  readonly mail: MailContent | null;
}

/** Where a received document stands. */
export type State =
  | "received"
  | "in_review"
  | "query"
  | "approved"
  | "rejected"
  | "paid"
  | "archived";

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
  readonly timeline: readonly TimelineEventAnswer[];
}

/** How one value came to be. */
export interface StepAnswer {
  readonly pointer: string;
  readonly term: string;
  readonly value: string;
  readonly formula: string;
  readonly why: string;
}

/**
 * What to preview of a stored template: a version (the latest one unless named), with a document as in
 * `PreviewRequest`.
 */
export interface StoredPreviewRequest {
  readonly version?: number | null;
  readonly sample?: string | null;
  readonly invoice?: string | null;
  readonly request?: InvoiceRequest | null;
  readonly language?: string | null;
}

/** An account that documents of a supplier named. `confirmed_at`: since when it counts as right. */
export interface SupplierAccountAnswer {
  readonly account: string;
  readonly is_first: boolean;
  readonly seen_at: Time;
  readonly confirmed_at: Time | null;
  readonly confirmed_by: string;
}

/** A supplier. */
export interface SupplierAnswer {
  readonly id: string;
  readonly object: "supplier";
  readonly name: string;
  readonly state: "new" | "known" | "blocked";
  readonly four_eyes: boolean;
  readonly note: string;
  readonly identifiers: readonly SupplierIdentifierAnswer[];
  readonly accounts: readonly SupplierAccountAnswer[];
  readonly version: number;
  readonly created_at: Time;
  readonly updated_at: Time;
}

/** By what a supplier is recognised. */
export interface SupplierIdentifierAnswer {
  readonly kind: "vat" | "endpoint" | "legal" | "name";
  readonly scheme: string;
  readonly value: string;
}

/** A page of suppliers. */
export interface SupplierList {
  readonly data: readonly SupplierAnswer[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/**
 * A change of a supplier; what is absent, or null, stays.
 *
 * `four_eyes`: two must approve what it sends, also where the organization asks for one. `confirmed_accounts`:
 * accounts of its documents that were found to be right.
 */
export interface SupplierPatch {
  readonly name?: string | null;
  readonly state?: "new" | "known" | "blocked" | null;
  readonly four_eyes?: boolean | null;
  readonly note?: string | null;
  readonly confirmed_accounts?: readonly string[] | null;
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

/** A template with its latest version's content, and what was found when that came. */
export interface TemplateAnswer {
  readonly id: string;
  readonly object: "template";
  readonly kind: "pdf" | "mail";
  readonly name: string;
  readonly version: number;
  readonly active_version: number | null;
  readonly sha256: string;
  readonly source: string | null;
  readonly mail: MailContent | null;
  readonly findings: readonly TemplateFindingAnswer[];
  readonly created_by: string;
  readonly created_at: Time;
  readonly updated_at: Time;
  readonly archived_at: Time | null;
}

/** The data that a template finds, described and shown; `samples` are the names of all made-up documents. */
export interface TemplateContractAnswer {
  readonly object: "template_contract";
  readonly contract: string;
  readonly parts: readonly ContractPartAnswer[];
  readonly sample: TemplateData;
  readonly mail: MailData;
  readonly samples: readonly string[];
  readonly languages: readonly string[];
  readonly filters: readonly string[];
  readonly fonts: readonly string[];
}

/** All that a template knows. */
export interface TemplateData {
  /** "faktura.template/1" */
  readonly contract: string;
  /** ISO 639-1 */
  readonly language: string;
  readonly document: DocumentData;
  /** BG-4 */
  readonly seller: PartyData;
  /** BG-7 */
  readonly buyer: PartyData;
  /** BG-10 */
  readonly payee: PartyData | null;
  /** BG-11 */
  readonly tax_representative: PartyData | null;
  /** BG-13 */
  readonly deliver_to: PartyData | null;
  /** BG-25 */
  readonly lines: readonly LineData[];
  /** on the whole document: BG-20, BG-21 */
  readonly adjustments: readonly AdjustmentData[];
  /** BG-23 */
  readonly vat_breakdown: readonly BreakdownData[];
  /** BG-22 */
  readonly totals: TotalsData;
  /** the totals that say something, in order, with labels */
  readonly total_rows: readonly TotalRowData[];
  /** BT-115 with its label and currency */
  readonly amount_due: FactData | null;
  /** null where there is nothing to say */
  readonly payment: PaymentData | null;
  readonly texts: TextsData;
  /** name, contact, numbers and bank of the seller, in columns */
  readonly imprint: readonly (readonly string[])[];
  readonly branding: BrandingData;
  /** all words of the language: labels.lines.quantity is "Quantity" */
  readonly labels: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What is wrong in a template, and where: `line` and `column` count from 1. */
export interface TemplateFindingAnswer {
  readonly code: string;
  readonly severity: "fatal" | "warning" | "information";
  readonly pointer: string;
  readonly message: string;
  readonly hint: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly term: string;
  readonly sample: string;
}

/** A page of templates. */
export interface TemplateList {
  readonly data: readonly TemplateSummary[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** Another name, or a new version. Older versions stay: documents name them. */
export interface TemplatePatch {
  readonly source?: string | null;
  readonly mail?: MailContent | null;
  readonly name?: string | null;
  readonly note?: string | null;
}

/** What a template makes of a document. `content` is base64, and empty where there is none. */
export interface TemplatePreviewAnswer {
  readonly object: "template_preview";
  readonly kind: "pdf" | "mail";
  readonly valid: boolean;
  readonly findings: readonly TemplateFindingAnswer[];
  readonly pages: number | null;
  readonly accessible: boolean | null;
  readonly media_type: string;
  readonly content: string;
  readonly mail: WrittenMailAnswer | null;
}

/** A new template; `kind` says which of `source` and `mail` it has. `note` says what is new in this version. */
export interface TemplateRequest {
  readonly source?: string | null;
  readonly mail?: MailContent | null;
  readonly kind: string;
  readonly name: string;
  readonly note?: string | null;
}

/** A template in a list. */
export interface TemplateSummary {
  readonly id: string;
  readonly object: "template";
  readonly kind: "pdf" | "mail";
  readonly name: string;
  readonly version: number;
  readonly active_version: number | null;
  readonly created_by: string;
  readonly created_at: Time;
  readonly updated_at: Time;
  readonly archived_at: Time | null;
}

/** A version of a template. It stays as long as the organization, because documents name it. */
export interface TemplateVersionAnswer {
  readonly object: "template_version";
  readonly template: string;
  readonly version: number;
  readonly sha256: string;
  readonly source: string | null;
  readonly mail: MailContent | null;
  readonly findings: readonly TemplateFindingAnswer[];
  readonly note: string;
  readonly created_by: string;
  readonly created_at: Time;
}

/** A page of versions, newest first. */
export interface TemplateVersionList {
  readonly data: readonly TemplateVersionAnswer[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** What else is printed. */
export interface TextsData {
  /** what the seller's law wants on this document; all of it must be printed */
  readonly legal: readonly string[];
  /** why VAT is not charged; must be printed, too */
  readonly exemptions: readonly string[];
  /** BT-22 */
  readonly notes: readonly string[];
  /** BG-24 */
  readonly attachments: readonly string[];
}

/** Something that happened. `data` depends on the type; `actor` is who caused it. */
export interface TimelineEventAnswer {
  readonly id: string;
  readonly object: "event";
  readonly type: string;
  readonly occurred_at: Time;
  readonly actor: string;
  readonly request_id: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What happened, first to last. */
export interface TimelineEventList {
  readonly data: readonly TimelineEventAnswer[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** A row of the totals that is worth printing. */
export interface TotalRowData {
  /** "Total including VAT" */
  readonly label: string;
  /** as the language writes it: "1.234,50" */
  readonly amount: string;
  /** whether it is the total with VAT */
  readonly strong: boolean;
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

/** The totals (BG-22), as they are. */
export interface TotalsData {
  /** BT-106 */
  readonly sum_of_lines: AmountData | null;
  /** BT-107 */
  readonly sum_of_allowances: AmountData | null;
  /** BT-108 */
  readonly sum_of_charges: AmountData | null;
  /** BT-109 */
  readonly total_without_vat: AmountData | null;
  /** BT-110 */
  readonly total_vat: AmountData | null;
  /** BT-111, in the currency of accounting */
  readonly total_vat_accounting: AmountData | null;
  /** BT-112 */
  readonly total_with_vat: AmountData | null;
  /** BT-113 */
  readonly prepaid: AmountData | null;
  /** BT-114 */
  readonly rounding: AmountData | null;
  /** BT-115 */
  readonly amount_due: AmountData | null;
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

/** A category and a rate of VAT. */
export interface VatData {
  /** UNTDID 5305 (BT-151) */
  readonly category: string;
  /** percent (BT-152) */
  readonly rate: NumberData | null;
  /** "19 %", or "0 % AE" */
  readonly text: string;
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

/** One attempt: `reply` is the beginning of what was answered. */
export interface WebhookAttempt {
  readonly number: number;
  readonly outcome: "delivered" | "failed";
  readonly status: number | null;
  readonly reason: string | null;
  readonly reply: string;
  readonly address: string | null;
  readonly started_at: Time;
  readonly milliseconds: number;
}

/** An event on its way to an endpoint, with every attempt. */
export interface WebhookDeliveryAnswer {
  readonly id: string;
  readonly object: "webhook_delivery";
  readonly endpoint: string;
  readonly event: string;
  readonly type: string;
  readonly subject: string;
  readonly organization: string | null;
  readonly state: "waiting" | "delivered" | "given_up" | "cancelled";
  readonly attempts: number;
  readonly next_attempt_at: Time | null;
  readonly last_status: number | null;
  readonly last_reason: string | null;
  readonly occurred_at: Time;
  readonly created_at: Time;
  readonly updated_at: Time;
  readonly history: readonly WebhookAttempt[];
}

/** A page of webhook deliveries. */
export interface WebhookDeliveryList {
  readonly data: readonly WebhookDeliverySummary[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** An event on its way to an endpoint. */
export interface WebhookDeliverySummary {
  readonly id: string;
  readonly object: "webhook_delivery";
  readonly endpoint: string;
  readonly event: string;
  readonly type: string;
  readonly subject: string;
  readonly organization: string | null;
  readonly state: "waiting" | "delivered" | "given_up" | "cancelled";
  readonly attempts: number;
  readonly next_attempt_at: Time | null;
  readonly last_status: number | null;
  readonly last_reason: string | null;
  readonly occurred_at: Time;
  readonly created_at: Time;
  readonly updated_at: Time;
}

/** What became of a test. */
export interface WebhookTestAnswer {
  readonly object: "webhook_test";
  readonly event: string;
  readonly delivered: boolean;
  readonly status: number | null;
  readonly reason: string | null;
  readonly reply: string;
  readonly address: string | null;
  readonly milliseconds: number;
}

/** A mail as it would be sent. */
export interface WrittenMailAnswer {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly language: string;
}
