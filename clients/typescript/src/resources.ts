/**
 * The operations of the API.
 *
 * This file is generated from the API's description by clients/generate.py; don't edit it.
 */

import { type Core, type CallOptions, type File, segment } from "./core.js";
import type { Paged } from "./pages.js";
import type * as T from "./types.js";

/** The operations of accounts. */
export class AccountsResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** Sign up in test mode: gives an account, an organization, and a key for each, at once. */
  create(body: T.AccountRequest, options?: CallOptions): Promise<T.SignupAnswer> {
    return this.core.answer<T.SignupAnswer>({
      method: "POST",
      path: "/v1/accounts",
      body,
      open: true,
      options,
    });
  }
}

/** The operations of organizations.branding. */
export class OrganizationsBrandingResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** How documents look. */
  get(organization: string, options?: CallOptions): Promise<T.BrandingAnswer> {
    return this.core.answer<T.BrandingAnswer>({
      method: "GET",
      path: `/v1/organizations/${segment(organization)}/branding`,
      options,
    });
  }

  /** Change colour, footer or logo (PNG or JPEG as base64, at most 1 MiB). */
  change(organization: string, body: T.BrandingRequest, options?: CallOptions): Promise<T.BrandingAnswer> {
    return this.core.answer<T.BrandingAnswer>({
      method: "PATCH",
      path: `/v1/organizations/${segment(organization)}/branding`,
      body,
      keyed: true,
      options,
    });
  }
}

/** The operations of organizations.email_sender. */
export class OrganizationsEmailSenderResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** Who sends the organization's mail. */
  get(organization: string, options?: CallOptions): Promise<T.EmailSenderAnswer> {
    return this.core.answer<T.EmailSenderAnswer>({
      method: "GET",
      path: `/v1/organizations/${segment(organization)}/email-sender`,
      options,
    });
  }

  /** Set the organization's own sender and mail server. The password is encrypted and never shown. */
  put(organization: string, body: T.EmailSenderRequest, options?: CallOptions): Promise<T.EmailSenderAnswer> {
    return this.core.answer<T.EmailSenderAnswer>({
      method: "PUT",
      path: `/v1/organizations/${segment(organization)}/email-sender`,
      body,
      keyed: true,
      options,
    });
  }

  /** Go back to the installation's sender. */
  delete(organization: string, options?: CallOptions): Promise<void> {
    return this.core.nothing({
      method: "DELETE",
      path: `/v1/organizations/${segment(organization)}/email-sender`,
      keyed: true,
      options,
    });
  }
}

/** The operations of organizations.series. */
export class OrganizationsSeriesResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** The numbering series. */
  list(organization: string, options?: CallOptions): Paged<T.SeriesAnswer> {
    return this.core.pages<T.SeriesAnswer>({
      method: "GET",
      path: `/v1/organizations/${segment(organization)}/series`,
      options,
    }, "");
  }

  /** Add a numbering series; as the default it numbers from now on. */
  create(organization: string, body: T.SeriesRequest, options?: CallOptions): Promise<T.SeriesAnswer> {
    return this.core.answer<T.SeriesAnswer>({
      method: "POST",
      path: `/v1/organizations/${segment(organization)}/series`,
      body,
      keyed: true,
      options,
    });
  }

  /** Change a series that has not numbered anything yet. */
  change(organization: string, series: string, body: T.SeriesPatch, options?: CallOptions): Promise<T.SeriesAnswer> {
    return this.core.answer<T.SeriesAnswer>({
      method: "PATCH",
      path: `/v1/organizations/${segment(organization)}/series/${segment(series)}`,
      body,
      keyed: true,
      options,
    });
  }
}

/** The operations of organizations.keys. */
export class OrganizationsKeysResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** The keys, without their secrets. */
  list(organization: string, options?: CallOptions): Paged<T.KeyAnswer> {
    return this.core.pages<T.KeyAnswer>({
      method: "GET",
      path: `/v1/organizations/${segment(organization)}/api-keys`,
      options,
    }, "");
  }

  /** Make a key; its text is shown this once. */
  create(organization: string, body?: T.KeyRequest, options?: CallOptions): Promise<T.NewKeyAnswer> {
    return this.core.answer<T.NewKeyAnswer>({
      method: "POST",
      path: `/v1/organizations/${segment(organization)}/api-keys`,
      body,
      keyed: true,
      options,
    });
  }

  /** Revoke a key at once. */
  revoke(organization: string, key: string, options?: CallOptions): Promise<void> {
    return this.core.nothing({
      method: "DELETE",
      path: `/v1/organizations/${segment(organization)}/api-keys/${segment(key)}`,
      keyed: true,
      options,
    });
  }
}

/** The operations of organizations. */
export class OrganizationsResource {
  readonly branding: OrganizationsBrandingResource;
  readonly emailSender: OrganizationsEmailSenderResource;
  readonly series: OrganizationsSeriesResource;
  readonly keys: OrganizationsKeysResource;

  /** @internal */
  constructor(protected readonly core: Core) {
    this.branding = new OrganizationsBrandingResource(core);
    this.emailSender = new OrganizationsEmailSenderResource(core);
    this.series = new OrganizationsSeriesResource(core);
    this.keys = new OrganizationsKeysResource(core);
  }

  /** Create an organization; what is absent comes from its country. Needs the account's key. */
  create(body: T.OrganizationRequest, options?: CallOptions): Promise<T.OrganizationAnswer> {
    return this.core.answer<T.OrganizationAnswer>({
      method: "POST",
      path: "/v1/organizations",
      body,
      keyed: true,
      options,
    });
  }

  /** List the account's organizations, newest first. Needs the account's key. */
  list(
    parameters?: { limit?: number | undefined; cursor?: string | undefined },
    options?: CallOptions,
  ): Paged<T.OrganizationSummary> {
    return this.core.pages<T.OrganizationSummary>({
      method: "GET",
      path: "/v1/organizations",
      query: { "limit": parameters?.["limit"], "cursor": parameters?.["cursor"] },
      options,
    }, "cursor");
  }

  /** Get an organization. */
  get(organization: string, options?: CallOptions): Promise<T.OrganizationAnswer> {
    return this.core.answer<T.OrganizationAnswer>({
      method: "GET",
      path: `/v1/organizations/${segment(organization)}`,
      options,
    });
  }

  /** Change an organization (JSON Merge Patch). Issued documents keep what they froze. */
  change(organization: string, body: T.OrganizationPatch, options?: CallOptions): Promise<T.OrganizationAnswer> {
    return this.core.answer<T.OrganizationAnswer>({
      method: "PATCH",
      path: `/v1/organizations/${segment(organization)}`,
      body,
      contentType: "application/merge-patch+json",
      keyed: true,
      options,
    });
  }
}

/** The operations of customers. */
export class CustomersResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** Store a customer. */
  create(body: T.CustomerRequest, options?: CallOptions): Promise<T.CustomerAnswer> {
    return this.core.answer<T.CustomerAnswer>({
      method: "POST",
      path: "/v1/customers",
      body,
      keyed: true,
      options,
    });
  }

  /** List customers, newest first. */
  list(
    parameters?: {
      limit?: number | undefined;
      cursor?: string | undefined;
      q?: string | undefined;
      email?: string | undefined;
      external_id?: string | undefined;
    },
    options?: CallOptions,
  ): Paged<T.CustomerAnswer> {
    return this.core.pages<T.CustomerAnswer>({
      method: "GET",
      path: "/v1/customers",
      query: {
        "limit": parameters?.["limit"],
        "cursor": parameters?.["cursor"],
        "q": parameters?.["q"],
        "email": parameters?.["email"],
        "external_id": parameters?.["external_id"],
      },
      options,
    }, "cursor");
  }

  /** Get a customer. */
  get(customer: string, options?: CallOptions): Promise<T.CustomerAnswer> {
    return this.core.answer<T.CustomerAnswer>({
      method: "GET",
      path: `/v1/customers/${segment(customer)}`,
      options,
    });
  }

  /** Change a customer (JSON Merge Patch). Issued documents keep the buyer that they froze. */
  change(customer: string, body: T.CustomerPatch, options?: CallOptions): Promise<T.CustomerAnswer> {
    return this.core.answer<T.CustomerAnswer>({
      method: "PATCH",
      path: `/v1/customers/${segment(customer)}`,
      body,
      contentType: "application/merge-patch+json",
      keyed: true,
      options,
    });
  }

  /** Archive a customer: it leaves the lists, documents keep it. */
  archive(customer: string, options?: CallOptions): Promise<void> {
    return this.core.nothing({
      method: "DELETE",
      path: `/v1/customers/${segment(customer)}`,
      keyed: true,
      options,
    });
  }
}

/** The operations of invoices.links. */
export class InvoicesLinksResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** Make a link for the buyer: unguessable, expiring, revocable. */
  create(invoice: string, body?: T.LinkRequest, options?: CallOptions): Promise<T.LinkAnswer> {
    return this.core.answer<T.LinkAnswer>({
      method: "POST",
      path: `/v1/invoices/${segment(invoice)}/links`,
      body,
      keyed: true,
      options,
    });
  }

  /** The links of a document. */
  list(invoice: string, options?: CallOptions): Paged<T.LinkAnswer> {
    return this.core.pages<T.LinkAnswer>({
      method: "GET",
      path: `/v1/invoices/${segment(invoice)}/links`,
      options,
    }, "");
  }

  /** Revoke a link. */
  revoke(invoice: string, link: string, options?: CallOptions): Promise<void> {
    return this.core.nothing({
      method: "DELETE",
      path: `/v1/invoices/${segment(invoice)}/links/${segment(link)}`,
      keyed: true,
      options,
    });
  }
}

/** The operations of invoices. */
export class InvoicesResource {
  readonly links: InvoicesLinksResource;

  /** @internal */
  constructor(protected readonly core: Core) {
    this.links = new InvoicesLinksResource(core);
  }

  /** Create a document: a draft, or issued at once with issue, and sent with send. */
  create(body: T.InvoiceRequest, options?: CallOptions): Promise<T.DocumentAnswer> {
    return this.core.answer<T.DocumentAnswer>({
      method: "POST",
      path: "/v1/invoices",
      body,
      keyed: true,
      options,
    });
  }

  /** List documents, newest first. */
  list(
    parameters?: {
      limit?: number | undefined;
      cursor?: string | undefined;
      status?: "draft" | "issued" | undefined;
      state?: "draft" | "issued" | undefined;
      document_type?: "invoice" | "credit_note" | "debit_note" | "corrective_invoice" | "prepayment_invoice" | "self_billed_invoice" | "self_billed_credit_note" | undefined;
      customer?: string | undefined;
      corrects?: string | undefined;
      number?: string | undefined;
      external_id?: string | undefined;
      currency?: string | undefined;
      buyer_name?: string | undefined;
      q?: string | undefined;
      issue_date?: T.Day | undefined;
      "issue_date[gte]"?: T.Day | undefined;
      "issue_date[gt]"?: T.Day | undefined;
      "issue_date[lte]"?: T.Day | undefined;
      "issue_date[lt]"?: T.Day | undefined;
      due_date?: T.Day | undefined;
      "due_date[gte]"?: T.Day | undefined;
      "due_date[gt]"?: T.Day | undefined;
      "due_date[lte]"?: T.Day | undefined;
      "due_date[lt]"?: T.Day | undefined;
      total_with_vat?: T.Decimal | undefined;
      "total_with_vat[gte]"?: T.Decimal | undefined;
      "total_with_vat[gt]"?: T.Decimal | undefined;
      "total_with_vat[lte]"?: T.Decimal | undefined;
      "total_with_vat[lt]"?: T.Decimal | undefined;
      created_at?: T.Time | undefined;
      "created_at[gte]"?: T.Time | undefined;
      "created_at[gt]"?: T.Time | undefined;
      "created_at[lte]"?: T.Time | undefined;
      "created_at[lt]"?: T.Time | undefined;
      issued_at?: T.Time | undefined;
      "issued_at[gte]"?: T.Time | undefined;
      "issued_at[gt]"?: T.Time | undefined;
      "issued_at[lte]"?: T.Time | undefined;
      "issued_at[lt]"?: T.Time | undefined;
      order?: "-created_at" | "created_at" | "-issue_date" | "issue_date" | undefined;
      total?: "true" | undefined;
      "expand[]"?: readonly "customer"[] | undefined;
    },
    options?: CallOptions,
  ): Paged<T.DocumentSummary> {
    return this.core.pages<T.DocumentSummary>({
      method: "GET",
      path: "/v1/invoices",
      query: {
        "limit": parameters?.["limit"],
        "cursor": parameters?.["cursor"],
        "status": parameters?.["status"],
        "state": parameters?.["state"],
        "document_type": parameters?.["document_type"],
        "customer": parameters?.["customer"],
        "corrects": parameters?.["corrects"],
        "number": parameters?.["number"],
        "external_id": parameters?.["external_id"],
        "currency": parameters?.["currency"],
        "buyer_name": parameters?.["buyer_name"],
        "q": parameters?.["q"],
        "issue_date": parameters?.["issue_date"],
        "issue_date[gte]": parameters?.["issue_date[gte]"],
        "issue_date[gt]": parameters?.["issue_date[gt]"],
        "issue_date[lte]": parameters?.["issue_date[lte]"],
        "issue_date[lt]": parameters?.["issue_date[lt]"],
        "due_date": parameters?.["due_date"],
        "due_date[gte]": parameters?.["due_date[gte]"],
        "due_date[gt]": parameters?.["due_date[gt]"],
        "due_date[lte]": parameters?.["due_date[lte]"],
        "due_date[lt]": parameters?.["due_date[lt]"],
        "total_with_vat": parameters?.["total_with_vat"],
        "total_with_vat[gte]": parameters?.["total_with_vat[gte]"],
        "total_with_vat[gt]": parameters?.["total_with_vat[gt]"],
        "total_with_vat[lte]": parameters?.["total_with_vat[lte]"],
        "total_with_vat[lt]": parameters?.["total_with_vat[lt]"],
        "created_at": parameters?.["created_at"],
        "created_at[gte]": parameters?.["created_at[gte]"],
        "created_at[gt]": parameters?.["created_at[gt]"],
        "created_at[lte]": parameters?.["created_at[lte]"],
        "created_at[lt]": parameters?.["created_at[lt]"],
        "issued_at": parameters?.["issued_at"],
        "issued_at[gte]": parameters?.["issued_at[gte]"],
        "issued_at[gt]": parameters?.["issued_at[gt]"],
        "issued_at[lte]": parameters?.["issued_at[lte]"],
        "issued_at[lt]": parameters?.["issued_at[lt]"],
        "order": parameters?.["order"],
        "total": parameters?.["total"],
        "expand[]": parameters?.["expand[]"],
      },
      options,
    }, "cursor");
  }

  /** See what a document would be, without storing anything; as PDF with Accept: application/pdf. */
  preview(body: T.InvoiceRequest, options?: CallOptions): Promise<T.PreviewAnswer> {
    return this.core.answer<T.PreviewAnswer>({
      method: "POST",
      path: "/v1/invoices/preview",
      body,
      keyed: true,
      options,
    });
  }

  /** See what a document would be, without storing anything; as PDF with Accept: application/pdf. */
  previewFile(body: T.InvoiceRequest, options?: CallOptions): Promise<File> {
    return this.core.file({
      method: "POST",
      path: "/v1/invoices/preview",
      body,
      accept: "application/pdf",
      keyed: true,
      options,
    });
  }

  /** Get a document. */
  get(
    invoice: string,
    parameters?: {
      "expand[]"?: readonly ("customer" | "corrects" | "corrected_by")[] | undefined;
    },
    options?: CallOptions,
  ): Promise<T.DocumentAnswer> {
    return this.core.answer<T.DocumentAnswer>({
      method: "GET",
      path: `/v1/invoices/${segment(invoice)}`,
      query: { "expand[]": parameters?.["expand[]"] },
      options,
    });
  }

  /** Change a draft (JSON Merge Patch: lists are replaced, null removes). */
  change(
    invoice: string,
    body: T.InvoicePatch,
    parameters?: { "If-Match"?: string | undefined },
    options?: CallOptions,
  ): Promise<T.DocumentAnswer> {
    return this.core.answer<T.DocumentAnswer>({
      method: "PATCH",
      path: `/v1/invoices/${segment(invoice)}`,
      body,
      contentType: "application/merge-patch+json",
      headers: { "If-Match": parameters?.["If-Match"] },
      keyed: true,
      options,
    });
  }

  /** Replace a draft as a whole. */
  replace(
    invoice: string,
    body: T.InvoiceRequest,
    parameters?: { "If-Match"?: string | undefined },
    options?: CallOptions,
  ): Promise<T.DocumentAnswer> {
    return this.core.answer<T.DocumentAnswer>({
      method: "PUT",
      path: `/v1/invoices/${segment(invoice)}`,
      body,
      headers: { "If-Match": parameters?.["If-Match"] },
      keyed: true,
      options,
    });
  }

  /** Delete a draft. */
  delete(invoice: string, options?: CallOptions): Promise<void> {
    return this.core.nothing({
      method: "DELETE",
      path: `/v1/invoices/${segment(invoice)}`,
      keyed: true,
      options,
    });
  }

  /** Issue a draft: it is checked, gets its number, and is frozen. */
  issue(
    invoice: string,
    body?: T.IssueRequest,
    parameters?: { "If-Match"?: string | undefined },
    options?: CallOptions,
  ): Promise<T.DocumentAnswer> {
    return this.core.answer<T.DocumentAnswer>({
      method: "POST",
      path: `/v1/invoices/${segment(invoice)}/issue`,
      body,
      headers: { "If-Match": parameters?.["If-Match"] },
      keyed: true,
      options,
    });
  }

  /** Send an issued document. */
  send(invoice: string, body?: T.SendRequest, options?: CallOptions): Promise<T.SendAnswer> {
    return this.core.answer<T.SendAnswer>({
      method: "POST",
      path: `/v1/invoices/${segment(invoice)}/send`,
      body,
      keyed: true,
      options,
    });
  }

  /** Make a credit note for an issued document: a draft, or issued at once. */
  credit(invoice: string, body?: T.CreditRequest, options?: CallOptions): Promise<T.DocumentAnswer> {
    return this.core.answer<T.DocumentAnswer>({
      method: "POST",
      path: `/v1/invoices/${segment(invoice)}/credit`,
      body,
      keyed: true,
      options,
    });
  }

  /** Make a new draft with the content of an issued document. */
  duplicate(invoice: string, options?: CallOptions): Promise<T.DocumentAnswer> {
    return this.core.answer<T.DocumentAnswer>({
      method: "POST",
      path: `/v1/invoices/${segment(invoice)}/duplicate`,
      keyed: true,
      options,
    });
  }

  /** How every derived value came to be. */
  explain(invoice: string, options?: CallOptions): Promise<T.ExplanationAnswer> {
    return this.core.answer<T.ExplanationAnswer>({
      method: "GET",
      path: `/v1/invoices/${segment(invoice)}/explain`,
      options,
    });
  }

  /** Where a document stands: payment on a day (today, or as_of), deliveries, files, timeline. */
  status(
    invoice: string,
    parameters?: { as_of?: T.Day | undefined },
    options?: CallOptions,
  ): Promise<T.StatusAnswer> {
    return this.core.answer<T.StatusAnswer>({
      method: "GET",
      path: `/v1/invoices/${segment(invoice)}/status`,
      query: { "as_of": parameters?.["as_of"] },
      options,
    });
  }

  /** What happened to a document. */
  events(invoice: string, options?: CallOptions): Paged<T.EventAnswer> {
    return this.core.pages<T.EventAnswer>({
      method: "GET",
      path: `/v1/invoices/${segment(invoice)}/events`,
      options,
    }, "");
  }

  /** The deliveries of a document. */
  deliveries(invoice: string, options?: CallOptions): Paged<T.DeliveryAnswer> {
    return this.core.pages<T.DeliveryAnswer>({
      method: "GET",
      path: `/v1/invoices/${segment(invoice)}/deliveries`,
      options,
    }, "");
  }

  /** The files of a document. */
  files(invoice: string, options?: CallOptions): Paged<T.FileAnswer> {
    return this.core.pages<T.FileAnswer>({
      method: "GET",
      path: `/v1/invoices/${segment(invoice)}/files`,
      options,
    }, "");
  }

  /** A file of an issued document: pdf, ubl, cii, facturx, or json (the sealed document). */
  file(invoice: string, kind: string, options?: CallOptions): Promise<File> {
    return this.core.file({
      method: "GET",
      path: `/v1/invoices/${segment(invoice)}/files/${segment(kind)}`,
      accept: "application/pdf, application/xml, application/json",
      options,
    });
  }

  /** The PDF of an issued document; as facturx with the invoice as XML inside. */
  pdf(
    invoice: string,
    parameters?: { format?: "pdf" | "facturx" | undefined },
    options?: CallOptions,
  ): Promise<File> {
    return this.core.file({
      method: "GET",
      path: `/v1/invoices/${segment(invoice)}/pdf`,
      accept: "application/pdf",
      query: { "format": parameters?.["format"] },
      options,
    });
  }

  /** The XML of an issued document. */
  xml(
    invoice: string,
    parameters?: { format?: "ubl" | "cii" | undefined },
    options?: CallOptions,
  ): Promise<File> {
    return this.core.file({
      method: "GET",
      path: `/v1/invoices/${segment(invoice)}/xml`,
      accept: "application/xml",
      query: { "format": parameters?.["format"] },
      options,
    });
  }
}

/** The operations of payments. */
export class PaymentsResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** Record money received on a document. */
  record(invoice: string, body: T.PaymentRequest, options?: CallOptions): Promise<T.PaymentAnswer> {
    return this.core.answer<T.PaymentAnswer>({
      method: "POST",
      path: `/v1/invoices/${segment(invoice)}/payments`,
      body,
      keyed: true,
      options,
    });
  }

  /** The payments of a document, newest first. */
  ofInvoice(
    invoice: string,
    parameters?: {
      limit?: number | undefined;
      cursor?: string | undefined;
      "expand[]"?: readonly "source"[] | undefined;
    },
    options?: CallOptions,
  ): Paged<T.PaymentAnswer> {
    return this.core.pages<T.PaymentAnswer>({
      method: "GET",
      path: `/v1/invoices/${segment(invoice)}/payments`,
      query: {
        "limit": parameters?.["limit"],
        "cursor": parameters?.["cursor"],
        "expand[]": parameters?.["expand[]"],
      },
      options,
    }, "cursor");
  }

  /** List payments, reversals and applied credits, newest first. */
  list(
    parameters?: {
      limit?: number | undefined;
      cursor?: string | undefined;
      invoice?: string | undefined;
      external_id?: string | undefined;
      kind?: "payment" | "reversal" | "credit" | undefined;
      method?: "credit_transfer" | "direct_debit" | "card" | "cash" | "cheque" | "online" | "netting" | "other" | "credit_note" | undefined;
      received_on?: T.Day | undefined;
      "received_on[gte]"?: T.Day | undefined;
      "received_on[gt]"?: T.Day | undefined;
      "received_on[lte]"?: T.Day | undefined;
      "received_on[lt]"?: T.Day | undefined;
      "expand[]"?: readonly ("invoice" | "source")[] | undefined;
    },
    options?: CallOptions,
  ): Paged<T.PaymentAnswer> {
    return this.core.pages<T.PaymentAnswer>({
      method: "GET",
      path: "/v1/payments",
      query: {
        "limit": parameters?.["limit"],
        "cursor": parameters?.["cursor"],
        "invoice": parameters?.["invoice"],
        "external_id": parameters?.["external_id"],
        "kind": parameters?.["kind"],
        "method": parameters?.["method"],
        "received_on": parameters?.["received_on"],
        "received_on[gte]": parameters?.["received_on[gte]"],
        "received_on[gt]": parameters?.["received_on[gt]"],
        "received_on[lte]": parameters?.["received_on[lte]"],
        "received_on[lt]": parameters?.["received_on[lt]"],
        "expand[]": parameters?.["expand[]"],
      },
      options,
    }, "cursor");
  }

  /** Get a payment. */
  get(
    payment: string,
    parameters?: { "expand[]"?: readonly ("invoice" | "source")[] | undefined },
    options?: CallOptions,
  ): Promise<T.PaymentAnswer> {
    return this.core.answer<T.PaymentAnswer>({
      method: "GET",
      path: `/v1/payments/${segment(payment)}`,
      query: { "expand[]": parameters?.["expand[]"] },
      options,
    });
  }

  /** Take a payment back: a bounced debit, a chargeback, a mistake. */
  reverse(payment: string, body?: T.ReversalRequest, options?: CallOptions): Promise<T.PaymentAnswer> {
    return this.core.answer<T.PaymentAnswer>({
      method: "POST",
      path: `/v1/payments/${segment(payment)}/reverse`,
      body,
      keyed: true,
      options,
    });
  }
}

/** The operations of deliveries. */
export class DeliveriesResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** List deliveries, newest first. */
  list(
    parameters?: {
      limit?: number | undefined;
      cursor?: string | undefined;
      invoice?: string | undefined;
      status?: "waiting" | "delivered" | "refused" | "given_up" | "cancelled" | undefined;
      state?: "waiting" | "delivered" | "refused" | "given_up" | "cancelled" | undefined;
      "expand[]"?: readonly "invoice"[] | undefined;
    },
    options?: CallOptions,
  ): Paged<T.DeliveryAnswer> {
    return this.core.pages<T.DeliveryAnswer>({
      method: "GET",
      path: "/v1/deliveries",
      query: {
        "limit": parameters?.["limit"],
        "cursor": parameters?.["cursor"],
        "invoice": parameters?.["invoice"],
        "status": parameters?.["status"],
        "state": parameters?.["state"],
        "expand[]": parameters?.["expand[]"],
      },
      options,
    }, "cursor");
  }

  /** Get a delivery with its attempts. */
  get(
    delivery: string,
    parameters?: { "expand[]"?: readonly "invoice"[] | undefined },
    options?: CallOptions,
  ): Promise<T.DeliveryHistoryAnswer> {
    return this.core.answer<T.DeliveryHistoryAnswer>({
      method: "GET",
      path: `/v1/deliveries/${segment(delivery)}`,
      query: { "expand[]": parameters?.["expand[]"] },
      options,
    });
  }

  /** Try again what was refused, given up or cancelled. */
  retry(delivery: string, options?: CallOptions): Promise<T.DeliveryAnswer> {
    return this.core.answer<T.DeliveryAnswer>({
      method: "POST",
      path: `/v1/deliveries/${segment(delivery)}/retry`,
      keyed: true,
      options,
    });
  }

  /** Stop a delivery that still waits. */
  cancel(delivery: string, options?: CallOptions): Promise<T.DeliveryAnswer> {
    return this.core.answer<T.DeliveryAnswer>({
      method: "POST",
      path: `/v1/deliveries/${segment(delivery)}/cancel`,
      keyed: true,
      options,
    });
  }
}

/** The operations of archive. */
export class ArchiveResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** List what the archive keeps, newest first. */
  search(
    parameters?: {
      limit?: number | undefined;
      cursor?: string | undefined;
      invoice?: string | undefined;
      kind?: string | undefined;
    },
    options?: CallOptions,
  ): Paged<T.ArchiveEntryAnswer> {
    return this.core.pages<T.ArchiveEntryAnswer>({
      method: "GET",
      path: "/v1/archive",
      query: {
        "limit": parameters?.["limit"],
        "cursor": parameters?.["cursor"],
        "invoice": parameters?.["invoice"],
        "kind": parameters?.["kind"],
      },
      options,
    }, "cursor");
  }

  /** Get an entry. */
  get(entry: string, options?: CallOptions): Promise<T.ArchiveEntryAnswer> {
    return this.core.answer<T.ArchiveEntryAnswer>({
      method: "GET",
      path: `/v1/archive/${segment(entry)}`,
      options,
    });
  }

  /** The bytes of an entry, verified against their hash. */
  content(entry: string, options?: CallOptions): Promise<File> {
    return this.core.file({
      method: "GET",
      path: `/v1/archive/${segment(entry)}/content`,
      accept: "application/pdf, application/xml, application/json, message/rfc822",
      options,
    });
  }

  /** Recompute every hash and every chain of the organization, and name what does not fit. */
  verify(options?: CallOptions): Promise<T.VerificationAnswer> {
    return this.core.answer<T.VerificationAnswer>({
      method: "POST",
      path: "/v1/archive/verify",
      keyed: true,
      options,
    });
  }
}

/** The operations of documents. */
export class DocumentsResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** Check a document by the official rules: UBL, CII, a hybrid PDF or our JSON. */
  check(
    content: Uint8Array<ArrayBuffer> | string,
    parameters?: {
      specification?: string | undefined;
      on?: T.Day | undefined;
      "Content-Type"?: "application/xml" | "application/pdf" | "application/json" | "application/octet-stream" | "text/xml";
    },
    options?: CallOptions,
  ): Promise<T.CheckAnswer> {
    return this.core.answer<T.CheckAnswer>({
      method: "POST",
      path: "/v1/check",
      content,
      contentType: parameters?.["Content-Type"] ?? "application/octet-stream",
      query: { "specification": parameters?.["specification"], "on": parameters?.["on"] },
      keyed: true,
      options,
    });
  }

  /** Write a document in another form; with Accept: application/json the answer names what was lost. */
  convert(
    content: Uint8Array<ArrayBuffer> | string,
    parameters?: {
      to?: "json" | "ubl" | "cii" | "xrechnung-ubl" | "xrechnung-cii" | "facturx" | "pdf" | undefined;
      profile?: string | undefined;
      language?: string | undefined;
      "Content-Type"?: "application/xml" | "application/pdf" | "application/json" | "application/octet-stream" | "text/xml";
    },
    options?: CallOptions,
  ): Promise<T.ConvertAnswer> {
    return this.core.answer<T.ConvertAnswer>({
      method: "POST",
      path: "/v1/convert",
      content,
      contentType: parameters?.["Content-Type"] ?? "application/octet-stream",
      query: {
        "to": parameters?.["to"],
        "profile": parameters?.["profile"],
        "language": parameters?.["language"],
      },
      keyed: true,
      options,
    });
  }

  /** Write a document in another form; with Accept: application/json the answer names what was lost. */
  convertFile(
    content: Uint8Array<ArrayBuffer> | string,
    parameters?: {
      to?: "json" | "ubl" | "cii" | "xrechnung-ubl" | "xrechnung-cii" | "facturx" | "pdf" | undefined;
      profile?: string | undefined;
      language?: string | undefined;
      "Content-Type"?: "application/xml" | "application/pdf" | "application/json" | "application/octet-stream" | "text/xml";
      "Accept"?: "application/xml" | "application/pdf";
    },
    options?: CallOptions,
  ): Promise<File> {
    return this.core.file({
      method: "POST",
      path: "/v1/convert",
      content,
      contentType: parameters?.["Content-Type"] ?? "application/octet-stream",
      accept: parameters?.["Accept"] ?? "application/xml",
      query: {
        "to": parameters?.["to"],
        "profile": parameters?.["profile"],
        "language": parameters?.["language"],
      },
      keyed: true,
      options,
    });
  }
}

/** The operations of the API. */
export class Resources {
  readonly accounts: AccountsResource;
  readonly organizations: OrganizationsResource;
  readonly customers: CustomersResource;
  readonly invoices: InvoicesResource;
  readonly payments: PaymentsResource;
  readonly deliveries: DeliveriesResource;
  readonly archive: ArchiveResource;
  readonly documents: DocumentsResource;

  /** @internal */
  constructor(protected readonly core: Core) {
    this.accounts = new AccountsResource(core);
    this.organizations = new OrganizationsResource(core);
    this.customers = new CustomersResource(core);
    this.invoices = new InvoicesResource(core);
    this.payments = new PaymentsResource(core);
    this.deliveries = new DeliveriesResource(core);
    this.archive = new ArchiveResource(core);
    this.documents = new DocumentsResource(core);
  }
}
