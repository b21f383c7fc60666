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
  create(
    body: T.AccountRequest,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<T.SignupAnswer> {
    return this.core.answer<T.SignupAnswer>({
      method: "POST",
      path: "/v1/accounts",
      body,
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
      open: true,
      options,
    });
  }
}

/** The operations of account.keys. */
export class AccountKeysResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** The keys of the account, without their secrets, newest first. */
  list(
    parameters?: {
      limit?: number | undefined;
      cursor?: string | undefined;
      active?: "true" | "false" | undefined;
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Paged<T.KeyAnswer> {
    return this.core.pages<T.KeyAnswer>({
      method: "GET",
      path: "/v1/account/api-keys",
      query: {
        "limit": parameters?.["limit"],
        "cursor": parameters?.["cursor"],
        "active": parameters?.["active"],
      },
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    }, "cursor");
  }

  /** Make a key of the account; its text is shown this once. */
  create(
    body?: T.KeyRequest,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<T.NewKeyAnswer> {
    return this.core.answer<T.NewKeyAnswer>({
      method: "POST",
      path: "/v1/account/api-keys",
      body,
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
      keyed: true,
      options,
    });
  }

  /** Get a key of the account. */
  get(
    key: string,
    parameters?: {
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<T.KeyAnswer> {
    return this.core.answer<T.KeyAnswer>({
      method: "GET",
      path: `/v1/account/api-keys/${segment(key)}`,
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    });
  }

  /** Change a key's name, scopes, networks, pages, end or version (JSON Merge Patch). */
  change(
    key: string,
    body: T.KeyPatch,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<T.KeyAnswer> {
    return this.core.answer<T.KeyAnswer>({
      method: "PATCH",
      path: `/v1/account/api-keys/${segment(key)}`,
      body,
      contentType: "application/merge-patch+json",
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
      keyed: true,
      options,
    });
  }

  /** Revoke a key at once; with descendants=true also the keys that it made. */
  revoke(
    key: string,
    parameters?: {
      descendants?: "true" | "false" | undefined;
      "Faktura-Version"?: "2026-11-30" | undefined;
    },
    options?: CallOptions,
  ): Promise<T.RevocationAnswer> {
    return this.core.answer<T.RevocationAnswer>({
      method: "DELETE",
      path: `/v1/account/api-keys/${segment(key)}`,
      query: { "descendants": parameters?.["descendants"] },
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
      keyed: true,
      options,
    });
  }

  /** Make a key with the same rights; the old one ends after the overlap. */
  rotate(
    key: string,
    body?: T.RotationRequest,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<T.NewKeyAnswer> {
    return this.core.answer<T.NewKeyAnswer>({
      method: "POST",
      path: `/v1/account/api-keys/${segment(key)}/rotate`,
      body,
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
      keyed: true,
      options,
    });
  }
}

/** The operations of account. */
export class AccountResource {
  readonly keys: AccountKeysResource;

  /** @internal */
  constructor(protected readonly core: Core) {
    this.keys = new AccountKeysResource(core);
  }

  /** The account of the key. */
  get(
    parameters?: {
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<T.AccountAnswer> {
    return this.core.answer<T.AccountAnswer>({
      method: "GET",
      path: "/v1/account",
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    });
  }

  /** Change the account's name (JSON Merge Patch). */
  change(
    body: T.AccountPatch,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<T.AccountAnswer> {
    return this.core.answer<T.AccountAnswer>({
      method: "PATCH",
      path: "/v1/account",
      body,
      contentType: "application/merge-patch+json",
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
      keyed: true,
      options,
    });
  }
}

/** The operations of organizations.branding. */
export class OrganizationsBrandingResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** How documents look. */
  get(
    organization: string,
    parameters?: {
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<T.BrandingAnswer> {
    return this.core.answer<T.BrandingAnswer>({
      method: "GET",
      path: `/v1/organizations/${segment(organization)}/branding`,
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    });
  }

  /** Change colour, footer or logo (PNG or JPEG as base64, at most 1 MiB). */
  change(
    organization: string,
    body: T.BrandingRequest,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<T.BrandingAnswer> {
    return this.core.answer<T.BrandingAnswer>({
      method: "PATCH",
      path: `/v1/organizations/${segment(organization)}/branding`,
      body,
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
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
  get(
    organization: string,
    parameters?: {
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<T.EmailSenderAnswer> {
    return this.core.answer<T.EmailSenderAnswer>({
      method: "GET",
      path: `/v1/organizations/${segment(organization)}/email-sender`,
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    });
  }

  /** Set the organization's own sender and mail server. The password is encrypted and never shown. */
  put(
    organization: string,
    body: T.EmailSenderRequest,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<T.EmailSenderAnswer> {
    return this.core.answer<T.EmailSenderAnswer>({
      method: "PUT",
      path: `/v1/organizations/${segment(organization)}/email-sender`,
      body,
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
      keyed: true,
      options,
    });
  }

  /** Go back to the installation's sender. */
  delete(
    organization: string,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<void> {
    return this.core.nothing({
      method: "DELETE",
      path: `/v1/organizations/${segment(organization)}/email-sender`,
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
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
  list(
    organization: string,
    parameters?: {
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Paged<T.SeriesAnswer> {
    return this.core.pages<T.SeriesAnswer>({
      method: "GET",
      path: `/v1/organizations/${segment(organization)}/series`,
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    }, "");
  }

  /** Add a numbering series; as the default it numbers from now on. */
  create(
    organization: string,
    body: T.SeriesRequest,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<T.SeriesAnswer> {
    return this.core.answer<T.SeriesAnswer>({
      method: "POST",
      path: `/v1/organizations/${segment(organization)}/series`,
      body,
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
      keyed: true,
      options,
    });
  }

  /** Change a series that has not numbered anything yet. */
  change(
    organization: string,
    series: string,
    body: T.SeriesPatch,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<T.SeriesAnswer> {
    return this.core.answer<T.SeriesAnswer>({
      method: "PATCH",
      path: `/v1/organizations/${segment(organization)}/series/${segment(series)}`,
      body,
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
      keyed: true,
      options,
    });
  }
}

/** The operations of organizations.keys. */
export class OrganizationsKeysResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** The keys of the organization, without their secrets, newest first. */
  list(
    organization: string,
    parameters?: {
      limit?: number | undefined;
      cursor?: string | undefined;
      active?: "true" | "false" | undefined;
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Paged<T.KeyAnswer> {
    return this.core.pages<T.KeyAnswer>({
      method: "GET",
      path: `/v1/organizations/${segment(organization)}/api-keys`,
      query: {
        "limit": parameters?.["limit"],
        "cursor": parameters?.["cursor"],
        "active": parameters?.["active"],
      },
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    }, "cursor");
  }

  /** Make a key of the organization; its text is shown this once. */
  create(
    organization: string,
    body?: T.KeyRequest,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<T.NewKeyAnswer> {
    return this.core.answer<T.NewKeyAnswer>({
      method: "POST",
      path: `/v1/organizations/${segment(organization)}/api-keys`,
      body,
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
      keyed: true,
      options,
    });
  }

  /** Get a key of the organization. */
  get(
    organization: string,
    key: string,
    parameters?: {
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<T.KeyAnswer> {
    return this.core.answer<T.KeyAnswer>({
      method: "GET",
      path: `/v1/organizations/${segment(organization)}/api-keys/${segment(key)}`,
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    });
  }

  /** Change a key's name, scopes, networks, pages, end or version (JSON Merge Patch). */
  change(
    organization: string,
    key: string,
    body: T.KeyPatch,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<T.KeyAnswer> {
    return this.core.answer<T.KeyAnswer>({
      method: "PATCH",
      path: `/v1/organizations/${segment(organization)}/api-keys/${segment(key)}`,
      body,
      contentType: "application/merge-patch+json",
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
      keyed: true,
      options,
    });
  }

  /** Revoke a key at once; with descendants=true also the keys that it made. */
  revoke(
    organization: string,
    key: string,
    parameters?: {
      descendants?: "true" | "false" | undefined;
      "Faktura-Version"?: "2026-11-30" | undefined;
    },
    options?: CallOptions,
  ): Promise<T.RevocationAnswer> {
    return this.core.answer<T.RevocationAnswer>({
      method: "DELETE",
      path: `/v1/organizations/${segment(organization)}/api-keys/${segment(key)}`,
      query: { "descendants": parameters?.["descendants"] },
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
      keyed: true,
      options,
    });
  }

  /** Make a key with the same rights; the old one ends after the overlap. */
  rotate(
    organization: string,
    key: string,
    body?: T.RotationRequest,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<T.NewKeyAnswer> {
    return this.core.answer<T.NewKeyAnswer>({
      method: "POST",
      path: `/v1/organizations/${segment(organization)}/api-keys/${segment(key)}/rotate`,
      body,
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
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

  /**
   * Create an organization; what is absent comes from its country, `key` makes a first key. Needs the account's
   * key.
   */
  create(
    body: T.NewOrganizationRequest,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<T.NewOrganizationAnswer> {
    return this.core.answer<T.NewOrganizationAnswer>({
      method: "POST",
      path: "/v1/organizations",
      body,
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
      keyed: true,
      options,
    });
  }

  /** List the account's organizations, newest first. Needs the account's key. */
  list(
    parameters?: {
      limit?: number | undefined;
      cursor?: string | undefined;
      external_id?: string | undefined;
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Paged<T.OrganizationSummary> {
    return this.core.pages<T.OrganizationSummary>({
      method: "GET",
      path: "/v1/organizations",
      query: {
        "limit": parameters?.["limit"],
        "cursor": parameters?.["cursor"],
        "external_id": parameters?.["external_id"],
      },
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    }, "cursor");
  }

  /** Get an organization. */
  get(
    organization: string,
    parameters?: {
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<T.OrganizationAnswer> {
    return this.core.answer<T.OrganizationAnswer>({
      method: "GET",
      path: `/v1/organizations/${segment(organization)}`,
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    });
  }

  /** Change an organization (JSON Merge Patch). Issued documents keep what they froze. */
  change(
    organization: string,
    body: T.OrganizationPatch,
    parameters?: {
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<T.OrganizationAnswer> {
    return this.core.answer<T.OrganizationAnswer>({
      method: "PATCH",
      path: `/v1/organizations/${segment(organization)}`,
      body,
      contentType: "application/merge-patch+json",
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-Match": parameters?.["If-Match"],
      },
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
  create(
    body: T.CustomerRequest,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<T.CustomerAnswer> {
    return this.core.answer<T.CustomerAnswer>({
      method: "POST",
      path: "/v1/customers",
      body,
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
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
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
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
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    }, "cursor");
  }

  /** Get a customer. */
  get(
    customer: string,
    parameters?: {
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<T.CustomerAnswer> {
    return this.core.answer<T.CustomerAnswer>({
      method: "GET",
      path: `/v1/customers/${segment(customer)}`,
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    });
  }

  /** Change a customer (JSON Merge Patch). Issued documents keep the buyer that they froze. */
  change(
    customer: string,
    body: T.CustomerPatch,
    parameters?: {
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<T.CustomerAnswer> {
    return this.core.answer<T.CustomerAnswer>({
      method: "PATCH",
      path: `/v1/customers/${segment(customer)}`,
      body,
      contentType: "application/merge-patch+json",
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-Match": parameters?.["If-Match"],
      },
      keyed: true,
      options,
    });
  }

  /** Archive a customer: it leaves the lists, documents keep it. */
  archive(
    customer: string,
    parameters?: {
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<void> {
    return this.core.nothing({
      method: "DELETE",
      path: `/v1/customers/${segment(customer)}`,
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-Match": parameters?.["If-Match"],
      },
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
  create(
    invoice: string,
    body?: T.LinkRequest,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<T.LinkAnswer> {
    return this.core.answer<T.LinkAnswer>({
      method: "POST",
      path: `/v1/invoices/${segment(invoice)}/links`,
      body,
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
      keyed: true,
      options,
    });
  }

  /** The links of a document. */
  list(
    invoice: string,
    parameters?: {
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Paged<T.LinkAnswer> {
    return this.core.pages<T.LinkAnswer>({
      method: "GET",
      path: `/v1/invoices/${segment(invoice)}/links`,
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    }, "");
  }

  /** Revoke a link. */
  revoke(
    invoice: string,
    link: string,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<void> {
    return this.core.nothing({
      method: "DELETE",
      path: `/v1/invoices/${segment(invoice)}/links/${segment(link)}`,
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
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
  create(
    body: T.InvoiceRequest,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<T.DocumentAnswer> {
    return this.core.answer<T.DocumentAnswer>({
      method: "POST",
      path: "/v1/invoices",
      body,
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
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
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
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
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    }, "cursor");
  }

  /** See what a document would be, without storing anything; as PDF with Accept: application/pdf. */
  preview(
    body: T.InvoiceRequest,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<T.PreviewAnswer> {
    return this.core.answer<T.PreviewAnswer>({
      method: "POST",
      path: "/v1/invoices/preview",
      body,
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
      keyed: true,
      options,
    });
  }

  /** See what a document would be, without storing anything; as PDF with Accept: application/pdf. */
  previewFile(
    body: T.InvoiceRequest,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<File> {
    return this.core.file({
      method: "POST",
      path: "/v1/invoices/preview",
      body,
      accept: "application/pdf",
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
      keyed: true,
      options,
    });
  }

  /** Get a document. */
  get(
    invoice: string,
    parameters?: {
      "expand[]"?: readonly ("customer" | "corrects" | "corrected_by")[] | undefined;
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<T.DocumentAnswer> {
    return this.core.answer<T.DocumentAnswer>({
      method: "GET",
      path: `/v1/invoices/${segment(invoice)}`,
      query: { "expand[]": parameters?.["expand[]"] },
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    });
  }

  /** Change a draft (JSON Merge Patch: lists are replaced, null removes). */
  change(
    invoice: string,
    body: T.InvoicePatch,
    parameters?: {
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<T.DocumentAnswer> {
    return this.core.answer<T.DocumentAnswer>({
      method: "PATCH",
      path: `/v1/invoices/${segment(invoice)}`,
      body,
      contentType: "application/merge-patch+json",
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-Match": parameters?.["If-Match"],
      },
      keyed: true,
      options,
    });
  }

  /** Replace a draft as a whole. */
  replace(
    invoice: string,
    body: T.InvoiceRequest,
    parameters?: {
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<T.DocumentAnswer> {
    return this.core.answer<T.DocumentAnswer>({
      method: "PUT",
      path: `/v1/invoices/${segment(invoice)}`,
      body,
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-Match": parameters?.["If-Match"],
      },
      keyed: true,
      options,
    });
  }

  /** Delete a draft. */
  delete(
    invoice: string,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<void> {
    return this.core.nothing({
      method: "DELETE",
      path: `/v1/invoices/${segment(invoice)}`,
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
      keyed: true,
      options,
    });
  }

  /** Issue a draft: it is checked, gets its number, and is frozen. */
  issue(
    invoice: string,
    body?: T.IssueRequest,
    parameters?: {
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<T.DocumentAnswer> {
    return this.core.answer<T.DocumentAnswer>({
      method: "POST",
      path: `/v1/invoices/${segment(invoice)}/issue`,
      body,
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-Match": parameters?.["If-Match"],
      },
      keyed: true,
      options,
    });
  }

  /** Send an issued document. */
  send(
    invoice: string,
    body?: T.SendRequest,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<T.SendAnswer> {
    return this.core.answer<T.SendAnswer>({
      method: "POST",
      path: `/v1/invoices/${segment(invoice)}/send`,
      body,
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
      keyed: true,
      options,
    });
  }

  /** Make a credit note for an issued document: a draft, or issued at once. */
  credit(
    invoice: string,
    body?: T.CreditRequest,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<T.DocumentAnswer> {
    return this.core.answer<T.DocumentAnswer>({
      method: "POST",
      path: `/v1/invoices/${segment(invoice)}/credit`,
      body,
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
      keyed: true,
      options,
    });
  }

  /** Make a new draft with the content of an issued document. */
  duplicate(
    invoice: string,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<T.DocumentAnswer> {
    return this.core.answer<T.DocumentAnswer>({
      method: "POST",
      path: `/v1/invoices/${segment(invoice)}/duplicate`,
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
      keyed: true,
      options,
    });
  }

  /** How every derived value came to be. */
  explain(
    invoice: string,
    parameters?: {
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<T.ExplanationAnswer> {
    return this.core.answer<T.ExplanationAnswer>({
      method: "GET",
      path: `/v1/invoices/${segment(invoice)}/explain`,
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    });
  }

  /** Where a document stands: payment on a day (today, or as_of), deliveries, files, timeline. */
  status(
    invoice: string,
    parameters?: {
      as_of?: T.Day | undefined;
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<T.StatusAnswer> {
    return this.core.answer<T.StatusAnswer>({
      method: "GET",
      path: `/v1/invoices/${segment(invoice)}/status`,
      query: { "as_of": parameters?.["as_of"] },
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    });
  }

  /** What happened to a document. */
  events(
    invoice: string,
    parameters?: {
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Paged<T.EventAnswer> {
    return this.core.pages<T.EventAnswer>({
      method: "GET",
      path: `/v1/invoices/${segment(invoice)}/events`,
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    }, "");
  }

  /** The deliveries of a document. */
  deliveries(
    invoice: string,
    parameters?: {
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Paged<T.DeliveryAnswer> {
    return this.core.pages<T.DeliveryAnswer>({
      method: "GET",
      path: `/v1/invoices/${segment(invoice)}/deliveries`,
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    }, "");
  }

  /** The files of a document. */
  files(
    invoice: string,
    parameters?: {
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Paged<T.FileAnswer> {
    return this.core.pages<T.FileAnswer>({
      method: "GET",
      path: `/v1/invoices/${segment(invoice)}/files`,
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    }, "");
  }

  /** A file of an issued document: pdf, ubl, cii, facturx, or json (the sealed document). */
  file(
    invoice: string,
    kind: string,
    parameters?: {
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<File> {
    return this.core.file({
      method: "GET",
      path: `/v1/invoices/${segment(invoice)}/files/${segment(kind)}`,
      accept: "application/pdf, application/xml, application/json",
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    });
  }

  /** The PDF of an issued document; as facturx with the invoice as XML inside. */
  pdf(
    invoice: string,
    parameters?: {
      format?: "pdf" | "facturx" | undefined;
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<File> {
    return this.core.file({
      method: "GET",
      path: `/v1/invoices/${segment(invoice)}/pdf`,
      accept: "application/pdf",
      query: { "format": parameters?.["format"] },
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    });
  }

  /** The XML of an issued document. */
  xml(
    invoice: string,
    parameters?: {
      format?: "ubl" | "cii" | undefined;
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<File> {
    return this.core.file({
      method: "GET",
      path: `/v1/invoices/${segment(invoice)}/xml`,
      accept: "application/xml",
      query: { "format": parameters?.["format"] },
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    });
  }
}

/** The operations of payments. */
export class PaymentsResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** Record money received on a document. */
  record(
    invoice: string,
    body: T.PaymentRequest,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<T.PaymentAnswer> {
    return this.core.answer<T.PaymentAnswer>({
      method: "POST",
      path: `/v1/invoices/${segment(invoice)}/payments`,
      body,
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
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
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
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
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
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
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
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
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    }, "cursor");
  }

  /** Get a payment. */
  get(
    payment: string,
    parameters?: {
      "expand[]"?: readonly ("invoice" | "source")[] | undefined;
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<T.PaymentAnswer> {
    return this.core.answer<T.PaymentAnswer>({
      method: "GET",
      path: `/v1/payments/${segment(payment)}`,
      query: { "expand[]": parameters?.["expand[]"] },
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    });
  }

  /** Take a payment back: a bounced debit, a chargeback, a mistake. */
  reverse(
    payment: string,
    body?: T.ReversalRequest,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<T.PaymentAnswer> {
    return this.core.answer<T.PaymentAnswer>({
      method: "POST",
      path: `/v1/payments/${segment(payment)}/reverse`,
      body,
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
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
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
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
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    }, "cursor");
  }

  /** Get a delivery with its attempts. */
  get(
    delivery: string,
    parameters?: {
      "expand[]"?: readonly "invoice"[] | undefined;
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<T.DeliveryHistoryAnswer> {
    return this.core.answer<T.DeliveryHistoryAnswer>({
      method: "GET",
      path: `/v1/deliveries/${segment(delivery)}`,
      query: { "expand[]": parameters?.["expand[]"] },
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    });
  }

  /** Try again what was refused, given up or cancelled. */
  retry(
    delivery: string,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<T.DeliveryAnswer> {
    return this.core.answer<T.DeliveryAnswer>({
      method: "POST",
      path: `/v1/deliveries/${segment(delivery)}/retry`,
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
      keyed: true,
      options,
    });
  }

  /** Stop a delivery that still waits. */
  cancel(
    delivery: string,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<T.DeliveryAnswer> {
    return this.core.answer<T.DeliveryAnswer>({
      method: "POST",
      path: `/v1/deliveries/${segment(delivery)}/cancel`,
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
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
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
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
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    }, "cursor");
  }

  /** Get an entry. */
  get(
    entry: string,
    parameters?: {
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<T.ArchiveEntryAnswer> {
    return this.core.answer<T.ArchiveEntryAnswer>({
      method: "GET",
      path: `/v1/archive/${segment(entry)}`,
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    });
  }

  /** The bytes of an entry, verified against their hash. */
  content(
    entry: string,
    parameters?: {
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<File> {
    return this.core.file({
      method: "GET",
      path: `/v1/archive/${segment(entry)}/content`,
      accept: "application/pdf, application/xml, application/json, message/rfc822",
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    });
  }

  /** Recompute every hash and every chain of the organization, and name what does not fit. */
  verify(
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<T.VerificationAnswer> {
    return this.core.answer<T.VerificationAnswer>({
      method: "POST",
      path: "/v1/archive/verify",
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
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
      "Faktura-Version"?: "2026-11-30" | undefined;
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
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
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
      "Faktura-Version"?: "2026-11-30" | undefined;
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
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
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
      "Faktura-Version"?: "2026-11-30" | undefined;
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
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
      keyed: true,
      options,
    });
  }
}

/** The operations of test_clocks. */
export class TestClocksResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** Let the test organization live in a time of its own, which stands still until it is moved. */
  create(
    body: T.ClockRequest,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<T.ClockAnswer> {
    return this.core.answer<T.ClockAnswer>({
      method: "POST",
      path: "/v1/test-clocks",
      body,
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
      keyed: true,
      options,
    });
  }

  /** The organization's clock, if any. */
  list(
    parameters?: {
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Paged<T.ClockAnswer> {
    return this.core.pages<T.ClockAnswer>({
      method: "GET",
      path: "/v1/test-clocks",
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    }, "");
  }

  /** Get a clock. */
  get(
    clock: string,
    parameters?: {
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<T.ClockAnswer> {
    return this.core.answer<T.ClockAnswer>({
      method: "GET",
      path: `/v1/test-clocks/${segment(clock)}`,
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    });
  }

  /** Remove a clock: the organization lives in the real time again. */
  delete(
    clock: string,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<void> {
    return this.core.nothing({
      method: "DELETE",
      path: `/v1/test-clocks/${segment(clock)}`,
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
      keyed: true,
      options,
    });
  }

  /** Move a clock on. */
  advance(
    clock: string,
    body: T.AdvanceRequest,
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<T.ClockAnswer> {
    return this.core.answer<T.ClockAnswer>({
      method: "POST",
      path: `/v1/test-clocks/${segment(clock)}/advance`,
      body,
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
      keyed: true,
      options,
    });
  }
}

/** The operations of scopes. */
export class ScopesResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** What keys and people can be allowed. */
  list(
    parameters?: {
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<T.ScopesAnswer> {
    return this.core.answer<T.ScopesAnswer>({
      method: "GET",
      path: "/v1/scopes",
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      open: true,
      options,
    });
  }
}

/** The operations of audit_trail.seals. */
export class AuditTrailSealsResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** The seals, in order. Whoever keeps a hash elsewhere can prove later that nothing before it was removed. */
  list(
    parameters?: {
      limit?: number | undefined;
      cursor?: string | undefined;
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Paged<T.SealAnswer> {
    return this.core.pages<T.SealAnswer>({
      method: "GET",
      path: "/v1/audit-trail/seals",
      query: { "limit": parameters?.["limit"], "cursor": parameters?.["cursor"] },
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    }, "cursor");
  }

  /** What a seal's hash is made of: the hash before and the entries, a line each. Its SHA-256 is the seal's hash. */
  lines(
    number: string,
    parameters?: {
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<File> {
    return this.core.file({
      method: "GET",
      path: `/v1/audit-trail/seals/${segment(number)}/lines`,
      accept: "application/jsonl",
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    });
  }
}

/** The operations of audit_trail. */
export class AuditTrailResource {
  readonly seals: AuditTrailSealsResource;

  /** @internal */
  constructor(protected readonly core: Core) {
    this.seals = new AuditTrailSealsResource(core);
  }

  /** Who did what, when and from where, newest first; as JSON lines, the oldest first. */
  list(
    parameters?: {
      limit?: number | undefined;
      cursor?: string | undefined;
      actor?: string | undefined;
      operation?: string | undefined;
      target?: string | undefined;
      request_id?: string | undefined;
      address?: string | undefined;
      occurred_at?: T.Time | undefined;
      "occurred_at[gte]"?: T.Time | undefined;
      "occurred_at[gt]"?: T.Time | undefined;
      "occurred_at[lte]"?: T.Time | undefined;
      "occurred_at[lt]"?: T.Time | undefined;
      format?: "json" | "jsonl" | undefined;
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Paged<T.AuditEntryAnswer> {
    return this.core.pages<T.AuditEntryAnswer>({
      method: "GET",
      path: "/v1/audit-trail",
      query: {
        "limit": parameters?.["limit"],
        "cursor": parameters?.["cursor"],
        "actor": parameters?.["actor"],
        "operation": parameters?.["operation"],
        "target": parameters?.["target"],
        "request_id": parameters?.["request_id"],
        "address": parameters?.["address"],
        "occurred_at": parameters?.["occurred_at"],
        "occurred_at[gte]": parameters?.["occurred_at[gte]"],
        "occurred_at[gt]": parameters?.["occurred_at[gt]"],
        "occurred_at[lte]": parameters?.["occurred_at[lte]"],
        "occurred_at[lt]": parameters?.["occurred_at[lt]"],
        "format": parameters?.["format"],
      },
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    }, "cursor");
  }

  /** Who did what, when and from where, newest first; as JSON lines, the oldest first. */
  listFile(
    parameters?: {
      limit?: number | undefined;
      cursor?: string | undefined;
      actor?: string | undefined;
      operation?: string | undefined;
      target?: string | undefined;
      request_id?: string | undefined;
      address?: string | undefined;
      occurred_at?: T.Time | undefined;
      "occurred_at[gte]"?: T.Time | undefined;
      "occurred_at[gt]"?: T.Time | undefined;
      "occurred_at[lte]"?: T.Time | undefined;
      "occurred_at[lt]"?: T.Time | undefined;
      format?: "json" | "jsonl" | undefined;
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<File> {
    return this.core.file({
      method: "GET",
      path: "/v1/audit-trail",
      accept: "application/jsonl",
      query: {
        "limit": parameters?.["limit"],
        "cursor": parameters?.["cursor"],
        "actor": parameters?.["actor"],
        "operation": parameters?.["operation"],
        "target": parameters?.["target"],
        "request_id": parameters?.["request_id"],
        "address": parameters?.["address"],
        "occurred_at": parameters?.["occurred_at"],
        "occurred_at[gte]": parameters?.["occurred_at[gte]"],
        "occurred_at[gt]": parameters?.["occurred_at[gt]"],
        "occurred_at[lte]": parameters?.["occurred_at[lte]"],
        "occurred_at[lt]": parameters?.["occurred_at[lt]"],
        "format": parameters?.["format"],
      },
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    });
  }

  /** Seal what is unsealed, compute all hashes again, and name what was changed, removed or added. */
  verify(
    parameters?: { "Faktura-Version"?: "2026-11-30" | undefined },
    options?: CallOptions,
  ): Promise<T.TrailReportAnswer> {
    return this.core.answer<T.TrailReportAnswer>({
      method: "POST",
      path: "/v1/audit-trail/verify",
      headers: { "Faktura-Version": parameters?.["Faktura-Version"] },
      keyed: true,
      options,
    });
  }

  /** Get an entry of the audit trail. */
  get(
    auditEntry: string,
    parameters?: {
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<T.AuditEntryAnswer> {
    return this.core.answer<T.AuditEntryAnswer>({
      method: "GET",
      path: `/v1/audit-trail/${segment(auditEntry)}`,
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    });
  }
}

/** The operations of request_log. */
export class RequestLogResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** What was asked and how it was answered, newest first: no bodies, and no values that could name somebody. */
  list(
    parameters?: {
      limit?: number | undefined;
      cursor?: string | undefined;
      method?: string | undefined;
      operation?: string | undefined;
      code?: string | undefined;
      actor?: string | undefined;
      address?: string | undefined;
      request_id?: string | undefined;
      idempotency_key?: string | undefined;
      status?: number | undefined;
      "status[gte]"?: number | undefined;
      "status[gt]"?: number | undefined;
      "status[lte]"?: number | undefined;
      "status[lt]"?: number | undefined;
      milliseconds?: number | undefined;
      "milliseconds[gte]"?: number | undefined;
      "milliseconds[gt]"?: number | undefined;
      "milliseconds[lte]"?: number | undefined;
      "milliseconds[lt]"?: number | undefined;
      occurred_at?: T.Time | undefined;
      "occurred_at[gte]"?: T.Time | undefined;
      "occurred_at[gt]"?: T.Time | undefined;
      "occurred_at[lte]"?: T.Time | undefined;
      "occurred_at[lt]"?: T.Time | undefined;
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Paged<T.RequestAnswer> {
    return this.core.pages<T.RequestAnswer>({
      method: "GET",
      path: "/v1/request-log",
      query: {
        "limit": parameters?.["limit"],
        "cursor": parameters?.["cursor"],
        "method": parameters?.["method"],
        "operation": parameters?.["operation"],
        "code": parameters?.["code"],
        "actor": parameters?.["actor"],
        "address": parameters?.["address"],
        "request_id": parameters?.["request_id"],
        "idempotency_key": parameters?.["idempotency_key"],
        "status": parameters?.["status"],
        "status[gte]": parameters?.["status[gte]"],
        "status[gt]": parameters?.["status[gt]"],
        "status[lte]": parameters?.["status[lte]"],
        "status[lt]": parameters?.["status[lt]"],
        "milliseconds": parameters?.["milliseconds"],
        "milliseconds[gte]": parameters?.["milliseconds[gte]"],
        "milliseconds[gt]": parameters?.["milliseconds[gt]"],
        "milliseconds[lte]": parameters?.["milliseconds[lte]"],
        "milliseconds[lt]": parameters?.["milliseconds[lt]"],
        "occurred_at": parameters?.["occurred_at"],
        "occurred_at[gte]": parameters?.["occurred_at[gte]"],
        "occurred_at[gt]": parameters?.["occurred_at[gt]"],
        "occurred_at[lte]": parameters?.["occurred_at[lte]"],
        "occurred_at[lt]": parameters?.["occurred_at[lt]"],
      },
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    }, "cursor");
  }

  /** Get a request by the id that its answer carried. */
  get(
    requestId: string,
    parameters?: {
      "Faktura-Version"?: "2026-11-30" | undefined;
      "If-None-Match"?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<T.RequestAnswer> {
    return this.core.answer<T.RequestAnswer>({
      method: "GET",
      path: `/v1/request-log/${segment(requestId)}`,
      headers: {
        "Faktura-Version": parameters?.["Faktura-Version"],
        "If-None-Match": parameters?.["If-None-Match"],
      },
      options,
    });
  }
}

/** The operations of the API. */
export class Resources {
  readonly accounts: AccountsResource;
  readonly account: AccountResource;
  readonly organizations: OrganizationsResource;
  readonly customers: CustomersResource;
  readonly invoices: InvoicesResource;
  readonly payments: PaymentsResource;
  readonly deliveries: DeliveriesResource;
  readonly archive: ArchiveResource;
  readonly documents: DocumentsResource;
  readonly testClocks: TestClocksResource;
  readonly scopes: ScopesResource;
  readonly auditTrail: AuditTrailResource;
  readonly requestLog: RequestLogResource;

  /** @internal */
  constructor(protected readonly core: Core) {
    this.accounts = new AccountsResource(core);
    this.account = new AccountResource(core);
    this.organizations = new OrganizationsResource(core);
    this.customers = new CustomersResource(core);
    this.invoices = new InvoicesResource(core);
    this.payments = new PaymentsResource(core);
    this.deliveries = new DeliveriesResource(core);
    this.archive = new ArchiveResource(core);
    this.documents = new DocumentsResource(core);
    this.testClocks = new TestClocksResource(core);
    this.scopes = new ScopesResource(core);
    this.auditTrail = new AuditTrailResource(core);
    this.requestLog = new RequestLogResource(core);
  }
}
