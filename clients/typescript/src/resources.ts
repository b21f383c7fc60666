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

/** The operations of account.members.sign_in_policy. */
export class AccountMembersSignInPolicyResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** How the account's members sign in. */
  get(options?: CallOptions): Promise<T.SignInPolicyAnswer> {
    return this.core.answer<T.SignInPolicyAnswer>({
      method: "GET",
      path: "/v1/account/sign-in-policy",
      options,
    });
  }

  /**
   * Ask the account's members for a second factor, or let them sign in at your own OpenID provider. Needs the
   * scope *.
   */
  put(body: T.SignInPolicyRequest, options?: CallOptions): Promise<T.SignInPolicyAnswer> {
    return this.core.answer<T.SignInPolicyAnswer>({
      method: "PUT",
      path: "/v1/account/sign-in-policy",
      body,
      keyed: true,
      options,
    });
  }
}

/** The operations of account.members. */
export class AccountMembersResource {
  readonly signInPolicy: AccountMembersSignInPolicyResource;

  /** @internal */
  constructor(protected readonly core: Core) {
    this.signInPolicy = new AccountMembersSignInPolicyResource(core);
  }

  /** List the account's members, oldest first. */
  list(
    parameters?: {
      limit?: number | undefined;
      cursor?: string | undefined;
      state?: "invited" | "active" | undefined;
    },
    options?: CallOptions,
  ): Paged<T.MemberAnswer> {
    return this.core.pages<T.MemberAnswer>({
      method: "GET",
      path: "/v1/account/members",
      query: {
        "limit": parameters?.["limit"],
        "cursor": parameters?.["cursor"],
        "state": parameters?.["state"],
      },
      options,
    }, "cursor");
  }

  /** Invite somebody as one of the account's members; a link is mailed to them. */
  create(body: T.MemberRequest, options?: CallOptions): Promise<T.MemberAnswer> {
    return this.core.answer<T.MemberAnswer>({
      method: "POST",
      path: "/v1/account/members",
      body,
      keyed: true,
      options,
    });
  }

  /** Get one of the account's members. */
  get(member: string, options?: CallOptions): Promise<T.MemberAnswer> {
    return this.core.answer<T.MemberAnswer>({
      method: "GET",
      path: `/v1/account/members/${segment(member)}`,
      options,
    });
  }

  /** Change the role, scopes or name of one of the account's members; it counts at once. */
  change(member: string, body: T.MemberPatch, options?: CallOptions): Promise<T.MemberAnswer> {
    return this.core.answer<T.MemberAnswer>({
      method: "PATCH",
      path: `/v1/account/members/${segment(member)}`,
      body,
      keyed: true,
      options,
    });
  }

  /** Remove one of the account's members, or withdraw an invitation; sessions lead nowhere any more, at once. */
  remove(member: string, options?: CallOptions): Promise<void> {
    return this.core.nothing({
      method: "DELETE",
      path: `/v1/account/members/${segment(member)}`,
      keyed: true,
      options,
    });
  }

  /** Send a new link; the one before works no longer. */
  inviteAgain(member: string, options?: CallOptions): Promise<T.MemberAnswer> {
    return this.core.answer<T.MemberAnswer>({
      method: "POST",
      path: `/v1/account/members/${segment(member)}/invitation`,
      keyed: true,
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
      options,
    }, "cursor");
  }

  /** Make a key of the account; its text is shown this once. */
  create(body?: T.KeyRequest, options?: CallOptions): Promise<T.NewKeyAnswer> {
    return this.core.answer<T.NewKeyAnswer>({
      method: "POST",
      path: "/v1/account/api-keys",
      body,
      keyed: true,
      options,
    });
  }

  /** Get a key of the account. */
  get(key: string, options?: CallOptions): Promise<T.KeyAnswer> {
    return this.core.answer<T.KeyAnswer>({
      method: "GET",
      path: `/v1/account/api-keys/${segment(key)}`,
      options,
    });
  }

  /** Change a key's name, scopes, networks, pages, end or version (JSON Merge Patch). */
  change(key: string, body: T.KeyPatch, options?: CallOptions): Promise<T.KeyAnswer> {
    return this.core.answer<T.KeyAnswer>({
      method: "PATCH",
      path: `/v1/account/api-keys/${segment(key)}`,
      body,
      contentType: "application/merge-patch+json",
      keyed: true,
      options,
    });
  }

  /** Revoke a key at once; with descendants=true also the keys that it made. */
  revoke(
    key: string,
    parameters?: { descendants?: "true" | "false" | undefined },
    options?: CallOptions,
  ): Promise<T.RevocationAnswer | null> {
    return this.core.answer<T.RevocationAnswer | null>({
      method: "DELETE",
      path: `/v1/account/api-keys/${segment(key)}`,
      query: { "descendants": parameters?.["descendants"] },
      keyed: true,
      options,
    });
  }

  /** Make a key with the same rights; the old one ends after the overlap. */
  rotate(key: string, body?: T.RotationRequest, options?: CallOptions): Promise<T.NewKeyAnswer> {
    return this.core.answer<T.NewKeyAnswer>({
      method: "POST",
      path: `/v1/account/api-keys/${segment(key)}/rotate`,
      body,
      keyed: true,
      options,
    });
  }
}

/** The operations of account. */
export class AccountResource {
  readonly members: AccountMembersResource;
  readonly keys: AccountKeysResource;

  /** @internal */
  constructor(protected readonly core: Core) {
    this.members = new AccountMembersResource(core);
    this.keys = new AccountKeysResource(core);
  }

  /** The account of the key. */
  get(options?: CallOptions): Promise<T.AccountAnswer> {
    return this.core.answer<T.AccountAnswer>({
      method: "GET",
      path: "/v1/account",
      options,
    });
  }

  /** Change the account's name (JSON Merge Patch). */
  change(body: T.AccountPatch, options?: CallOptions): Promise<T.AccountAnswer> {
    return this.core.answer<T.AccountAnswer>({
      method: "PATCH",
      path: "/v1/account",
      body,
      contentType: "application/merge-patch+json",
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
  get(organization: string, options?: CallOptions): Promise<T.BrandingAnswer> {
    return this.core.answer<T.BrandingAnswer>({
      method: "GET",
      path: `/v1/organizations/${segment(organization)}/branding`,
      options,
    });
  }

  /** Change colours, font, texts or logo (PNG or JPEG as base64, at most 1 MiB). */
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

/** The operations of organizations.inbox. */
export class OrganizationsInboxResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** How the organization works on its inbox. */
  get(organization: string, options?: CallOptions): Promise<T.InboxSettingsAnswer> {
    return this.core.answer<T.InboxSettingsAnswer>({
      method: "GET",
      path: `/v1/organizations/${segment(organization)}/inbox`,
      options,
    });
  }

  /** Set how the organization works on its inbox: whether two must approve. */
  put(organization: string, body: T.InboxSettingsRequest, options?: CallOptions): Promise<T.InboxSettingsAnswer> {
    return this.core.answer<T.InboxSettingsAnswer>({
      method: "PUT",
      path: `/v1/organizations/${segment(organization)}/inbox`,
      body,
      keyed: true,
      options,
    });
  }
}

/** The operations of organizations.rate_limits. */
export class OrganizationsRateLimitsResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** How often the organization and its keys may ask, in the key's mode. */
  get(organization: string, options?: CallOptions): Promise<T.RateLimitsAnswer> {
    return this.core.answer<T.RateLimitsAnswer>({
      method: "GET",
      path: `/v1/organizations/${segment(organization)}/rate-limits`,
      options,
    });
  }

  /** Set the limits of an organization and of its keys, all at once. Needs the account's key. */
  put(organization: string, body: T.RateLimitsRequest, options?: CallOptions): Promise<T.RateLimitsAnswer> {
    return this.core.answer<T.RateLimitsAnswer>({
      method: "PUT",
      path: `/v1/organizations/${segment(organization)}/rate-limits`,
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

  /** The keys of the organization, without their secrets, newest first. */
  list(
    organization: string,
    parameters?: {
      limit?: number | undefined;
      cursor?: string | undefined;
      active?: "true" | "false" | undefined;
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
      options,
    }, "cursor");
  }

  /** Make a key of the organization; its text is shown this once. */
  create(organization: string, body?: T.KeyRequest, options?: CallOptions): Promise<T.NewKeyAnswer> {
    return this.core.answer<T.NewKeyAnswer>({
      method: "POST",
      path: `/v1/organizations/${segment(organization)}/api-keys`,
      body,
      keyed: true,
      options,
    });
  }

  /** Get a key of the organization. */
  get(organization: string, key: string, options?: CallOptions): Promise<T.KeyAnswer> {
    return this.core.answer<T.KeyAnswer>({
      method: "GET",
      path: `/v1/organizations/${segment(organization)}/api-keys/${segment(key)}`,
      options,
    });
  }

  /** Change a key's name, scopes, networks, pages, end or version (JSON Merge Patch). */
  change(organization: string, key: string, body: T.KeyPatch, options?: CallOptions): Promise<T.KeyAnswer> {
    return this.core.answer<T.KeyAnswer>({
      method: "PATCH",
      path: `/v1/organizations/${segment(organization)}/api-keys/${segment(key)}`,
      body,
      contentType: "application/merge-patch+json",
      keyed: true,
      options,
    });
  }

  /** Revoke a key at once; with descendants=true also the keys that it made. */
  revoke(
    organization: string,
    key: string,
    parameters?: { descendants?: "true" | "false" | undefined },
    options?: CallOptions,
  ): Promise<T.RevocationAnswer | null> {
    return this.core.answer<T.RevocationAnswer | null>({
      method: "DELETE",
      path: `/v1/organizations/${segment(organization)}/api-keys/${segment(key)}`,
      query: { "descendants": parameters?.["descendants"] },
      keyed: true,
      options,
    });
  }

  /** Make a key with the same rights; the old one ends after the overlap. */
  rotate(
    organization: string,
    key: string,
    body?: T.RotationRequest,
    options?: CallOptions,
  ): Promise<T.NewKeyAnswer> {
    return this.core.answer<T.NewKeyAnswer>({
      method: "POST",
      path: `/v1/organizations/${segment(organization)}/api-keys/${segment(key)}/rotate`,
      body,
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
  readonly inbox: OrganizationsInboxResource;
  readonly rateLimits: OrganizationsRateLimitsResource;
  readonly keys: OrganizationsKeysResource;

  /** @internal */
  constructor(protected readonly core: Core) {
    this.branding = new OrganizationsBrandingResource(core);
    this.emailSender = new OrganizationsEmailSenderResource(core);
    this.series = new OrganizationsSeriesResource(core);
    this.inbox = new OrganizationsInboxResource(core);
    this.rateLimits = new OrganizationsRateLimitsResource(core);
    this.keys = new OrganizationsKeysResource(core);
  }

  /**
   * Create an organization; what is absent comes from its country, `key` makes a first key. Needs the account's
   * key.
   */
  create(body: T.NewOrganizationRequest, options?: CallOptions): Promise<T.NewOrganizationAnswer> {
    return this.core.answer<T.NewOrganizationAnswer>({
      method: "POST",
      path: "/v1/organizations",
      body,
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
  change(
    organization: string,
    body: T.OrganizationPatch,
    parameters?: { "If-Match"?: string | undefined },
    options?: CallOptions,
  ): Promise<T.OrganizationAnswer> {
    return this.core.answer<T.OrganizationAnswer>({
      method: "PATCH",
      path: `/v1/organizations/${segment(organization)}`,
      body,
      contentType: "application/merge-patch+json",
      headers: { "If-Match": parameters?.["If-Match"] },
      keyed: true,
      options,
    });
  }

  /** Whether the organization is closed, and what closing keeps until when. */
  closing(organization: string, options?: CallOptions): Promise<T.ClosingAnswer> {
    return this.core.answer<T.ClosingAnswer>({
      method: "GET",
      path: `/v1/organizations/${segment(organization)}/closing`,
      options,
    });
  }

  /** Close the organization: it can only be read from then on, and be reopened for 30 days. */
  close(organization: string, options?: CallOptions): Promise<T.ClosingAnswer> {
    return this.core.answer<T.ClosingAnswer>({
      method: "POST",
      path: `/v1/organizations/${segment(organization)}/close`,
      keyed: true,
      options,
    });
  }

  /** Open a closed organization again. */
  reopen(organization: string, options?: CallOptions): Promise<T.ClosingAnswer> {
    return this.core.answer<T.ClosingAnswer>({
      method: "POST",
      path: `/v1/organizations/${segment(organization)}/reopen`,
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
  change(
    customer: string,
    body: T.CustomerPatch,
    parameters?: { "If-Match"?: string | undefined },
    options?: CallOptions,
  ): Promise<T.CustomerAnswer> {
    return this.core.answer<T.CustomerAnswer>({
      method: "PATCH",
      path: `/v1/customers/${segment(customer)}`,
      body,
      contentType: "application/merge-patch+json",
      headers: { "If-Match": parameters?.["If-Match"] },
      keyed: true,
      options,
    });
  }

  /** Archive a customer: it leaves the lists, documents keep it. */
  archive(
    customer: string,
    parameters?: { "If-Match"?: string | undefined },
    options?: CallOptions,
  ): Promise<void> {
    return this.core.nothing({
      method: "DELETE",
      path: `/v1/customers/${segment(customer)}`,
      headers: { "If-Match": parameters?.["If-Match"] },
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
      brand?: string | undefined;
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
        "brand": parameters?.["brand"],
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

  /** Create up to 1,000 documents in one call: each by itself, or all or none. */
  batch(body: T.BatchRequest, options?: CallOptions): Promise<T.BatchAnswer> {
    return this.core.answer<T.BatchAnswer>({
      method: "POST",
      path: "/v1/invoices/batch",
      body,
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
  events(invoice: string, options?: CallOptions): Paged<T.TimelineEventAnswer> {
    return this.core.pages<T.TimelineEventAnswer>({
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

/** The operations of inbox. */
export class InboxResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** Put a received document into the inbox: UBL, CII, a PDF with or without XML inside, or anything else. */
  upload(
    content: Uint8Array<ArrayBuffer> | string,
    parameters?: {
      name?: string | undefined;
      "Content-Type"?: "application/xml" | "application/pdf" | "application/json" | "application/octet-stream" | "text/xml";
    },
    options?: CallOptions,
  ): Promise<T.InboxItemAnswer> {
    return this.core.answer<T.InboxItemAnswer>({
      method: "POST",
      path: "/v1/inbox",
      content,
      contentType: parameters?.["Content-Type"] ?? "application/octet-stream",
      query: { "name": parameters?.["name"] },
      keyed: true,
      options,
    });
  }

  /** List received documents, newest first. */
  list(
    parameters?: {
      limit?: number | undefined;
      cursor?: string | undefined;
      state?: "received" | "in_review" | "query" | "approved" | "rejected" | "paid" | "archived" | undefined;
      channel?: "api" | "peppol" | "email" | undefined;
      verdict?: "valid" | "invalid" | "unsupported" | "unreadable" | undefined;
      supplier?: string | undefined;
      purchase_order?: string | undefined;
      duplicate_of?: string | undefined;
      number?: string | undefined;
      currency?: string | undefined;
      order_reference?: string | undefined;
      supplier_name?: string | undefined;
      supplier_vat_id?: string | undefined;
      assigned_to?: string | undefined;
      sha256?: string | undefined;
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
      amount_due?: T.Decimal | undefined;
      "amount_due[gte]"?: T.Decimal | undefined;
      "amount_due[gt]"?: T.Decimal | undefined;
      "amount_due[lte]"?: T.Decimal | undefined;
      "amount_due[lt]"?: T.Decimal | undefined;
      received_at?: T.Time | undefined;
      "received_at[gte]"?: T.Time | undefined;
      "received_at[gt]"?: T.Time | undefined;
      "received_at[lte]"?: T.Time | undefined;
      "received_at[lt]"?: T.Time | undefined;
      order?: "-created_at" | "created_at" | "-issue_date" | "issue_date" | "-due_date" | "due_date" | undefined;
      total?: "true" | undefined;
    },
    options?: CallOptions,
  ): Paged<T.InboxSummary> {
    return this.core.pages<T.InboxSummary>({
      method: "GET",
      path: "/v1/inbox",
      query: {
        "limit": parameters?.["limit"],
        "cursor": parameters?.["cursor"],
        "state": parameters?.["state"],
        "channel": parameters?.["channel"],
        "verdict": parameters?.["verdict"],
        "supplier": parameters?.["supplier"],
        "purchase_order": parameters?.["purchase_order"],
        "duplicate_of": parameters?.["duplicate_of"],
        "number": parameters?.["number"],
        "currency": parameters?.["currency"],
        "order_reference": parameters?.["order_reference"],
        "supplier_name": parameters?.["supplier_name"],
        "supplier_vat_id": parameters?.["supplier_vat_id"],
        "assigned_to": parameters?.["assigned_to"],
        "sha256": parameters?.["sha256"],
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
        "amount_due": parameters?.["amount_due"],
        "amount_due[gte]": parameters?.["amount_due[gte]"],
        "amount_due[gt]": parameters?.["amount_due[gt]"],
        "amount_due[lte]": parameters?.["amount_due[lte]"],
        "amount_due[lt]": parameters?.["amount_due[lt]"],
        "received_at": parameters?.["received_at"],
        "received_at[gte]": parameters?.["received_at[gte]"],
        "received_at[gt]": parameters?.["received_at[gt]"],
        "received_at[lte]": parameters?.["received_at[lte]"],
        "received_at[lt]": parameters?.["received_at[lt]"],
        "order": parameters?.["order"],
        "total": parameters?.["total"],
      },
      options,
    }, "cursor");
  }

  /** The reason codes of rejections and questions (OPStatusReason of Peppol BIS 63). */
  reasons(options?: CallOptions): Promise<T.ReasonsAnswer> {
    return this.core.answer<T.ReasonsAnswer>({
      method: "GET",
      path: "/v1/inbox/reasons",
      options,
    });
  }

  /** Get a received document. */
  get(inboxItem: string, options?: CallOptions): Promise<T.InboxItemAnswer> {
    return this.core.answer<T.InboxItemAnswer>({
      method: "GET",
      path: `/v1/inbox/${segment(inboxItem)}`,
      options,
    });
  }

  /** The bytes as they were received. */
  original(inboxItem: string, options?: CallOptions): Promise<File> {
    return this.core.file({
      method: "GET",
      path: `/v1/inbox/${segment(inboxItem)}/original`,
      accept: "application/octet-stream, application/pdf",
      options,
    });
  }

  /** What was read of a received document, as a page of ours. */
  pdf(
    inboxItem: string,
    parameters?: { language?: string | undefined },
    options?: CallOptions,
  ): Promise<File> {
    return this.core.file({
      method: "GET",
      path: `/v1/inbox/${segment(inboxItem)}/pdf`,
      accept: "application/pdf",
      query: { "language": parameters?.["language"] },
      options,
    });
  }

  /** Give a received document to somebody to look at. */
  assign(
    inboxItem: string,
    body?: T.AssignRequest,
    parameters?: { "If-Match"?: string | undefined },
    options?: CallOptions,
  ): Promise<T.InboxItemAnswer> {
    return this.core.answer<T.InboxItemAnswer>({
      method: "POST",
      path: `/v1/inbox/${segment(inboxItem)}/assign`,
      body,
      headers: { "If-Match": parameters?.["If-Match"] },
      keyed: true,
      options,
    });
  }

  /** Put a received document in question. */
  query(
    inboxItem: string,
    body: T.QueryRequest,
    parameters?: { "If-Match"?: string | undefined },
    options?: CallOptions,
  ): Promise<T.InboxItemAnswer> {
    return this.core.answer<T.InboxItemAnswer>({
      method: "POST",
      path: `/v1/inbox/${segment(inboxItem)}/query`,
      body,
      headers: { "If-Match": parameters?.["If-Match"] },
      keyed: true,
      options,
    });
  }

  /** Approve a received document; where two must, it stays in review until the second one does. */
  approve(
    inboxItem: string,
    body?: T.CommentRequest,
    parameters?: { "If-Match"?: string | undefined },
    options?: CallOptions,
  ): Promise<T.InboxItemAnswer> {
    return this.core.answer<T.InboxItemAnswer>({
      method: "POST",
      path: `/v1/inbox/${segment(inboxItem)}/approve`,
      body,
      headers: { "If-Match": parameters?.["If-Match"] },
      keyed: true,
      options,
    });
  }

  /** Reject a received document, with reason codes that its sender can be told. */
  reject(
    inboxItem: string,
    body: T.RejectRequest,
    parameters?: { "If-Match"?: string | undefined },
    options?: CallOptions,
  ): Promise<T.InboxItemAnswer> {
    return this.core.answer<T.InboxItemAnswer>({
      method: "POST",
      path: `/v1/inbox/${segment(inboxItem)}/reject`,
      body,
      headers: { "If-Match": parameters?.["If-Match"] },
      keyed: true,
      options,
    });
  }

  /** Remember that a received document was paid; no money moves by it. */
  pay(
    inboxItem: string,
    body?: T.PaidRequest,
    parameters?: { "If-Match"?: string | undefined },
    options?: CallOptions,
  ): Promise<T.InboxItemAnswer> {
    return this.core.answer<T.InboxItemAnswer>({
      method: "POST",
      path: `/v1/inbox/${segment(inboxItem)}/pay`,
      body,
      headers: { "If-Match": parameters?.["If-Match"] },
      keyed: true,
      options,
    });
  }

  /** Put a received document away; nothing is deleted. */
  archive(
    inboxItem: string,
    body?: T.CommentRequest,
    parameters?: { "If-Match"?: string | undefined },
    options?: CallOptions,
  ): Promise<T.InboxItemAnswer> {
    return this.core.answer<T.InboxItemAnswer>({
      method: "POST",
      path: `/v1/inbox/${segment(inboxItem)}/archive`,
      body,
      headers: { "If-Match": parameters?.["If-Match"] },
      keyed: true,
      options,
    });
  }

  /** Look at a received document again; approvals that were given count no more. */
  reopen(
    inboxItem: string,
    body?: T.CommentRequest,
    parameters?: { "If-Match"?: string | undefined },
    options?: CallOptions,
  ): Promise<T.InboxItemAnswer> {
    return this.core.answer<T.InboxItemAnswer>({
      method: "POST",
      path: `/v1/inbox/${segment(inboxItem)}/reopen`,
      body,
      headers: { "If-Match": parameters?.["If-Match"] },
      keyed: true,
      options,
    });
  }

  /** Which rules fired for a received document, why, and what they did. */
  rules(
    inboxItem: string,
    parameters?: { limit?: number | undefined; cursor?: string | undefined },
    options?: CallOptions,
  ): Paged<T.RuleFiringAnswer> {
    return this.core.pages<T.RuleFiringAnswer>({
      method: "GET",
      path: `/v1/inbox/${segment(inboxItem)}/rules`,
      query: { "limit": parameters?.["limit"], "cursor": parameters?.["cursor"] },
      options,
    }, "cursor");
  }
}

/** The operations of inbox_rules. */
export class InboxRulesResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** Make a rule: conditions on fields, and what is done with documents that come and fit. */
  create(body: T.RuleRequest, options?: CallOptions): Promise<T.InboxRuleAnswer> {
    return this.core.answer<T.InboxRuleAnswer>({
      method: "POST",
      path: "/v1/inbox-rules",
      body,
      keyed: true,
      options,
    });
  }

  /** List all rules, in the order in which they are tried. */
  list(
    parameters?: { state?: "active" | "disabled" | undefined },
    options?: CallOptions,
  ): Paged<T.InboxRuleAnswer> {
    return this.core.pages<T.InboxRuleAnswer>({
      method: "GET",
      path: "/v1/inbox-rules",
      query: { "state": parameters?.["state"] },
      options,
    }, "");
  }

  /** Try a rule on documents that are there, and change nothing. */
  dryRun(body: T.DryRunRequest, options?: CallOptions): Promise<T.DryRunAnswer> {
    return this.core.answer<T.DryRunAnswer>({
      method: "POST",
      path: "/v1/inbox-rules/dry-run",
      body,
      keyed: true,
      options,
    });
  }

  /** Get a rule. */
  get(inboxRule: string, options?: CallOptions): Promise<T.InboxRuleAnswer> {
    return this.core.answer<T.InboxRuleAnswer>({
      method: "GET",
      path: `/v1/inbox-rules/${segment(inboxRule)}`,
      options,
    });
  }

  /** Change a rule, or disable it; what it did stays. */
  change(
    inboxRule: string,
    body: T.RulePatch,
    parameters?: { "If-Match"?: string | undefined },
    options?: CallOptions,
  ): Promise<T.InboxRuleAnswer> {
    return this.core.answer<T.InboxRuleAnswer>({
      method: "PATCH",
      path: `/v1/inbox-rules/${segment(inboxRule)}`,
      body,
      contentType: "application/merge-patch+json",
      headers: { "If-Match": parameters?.["If-Match"] },
      keyed: true,
      options,
    });
  }

  /** When a rule fired, why, and what it did. */
  log(
    inboxRule: string,
    parameters?: { limit?: number | undefined; cursor?: string | undefined },
    options?: CallOptions,
  ): Paged<T.RuleFiringAnswer> {
    return this.core.pages<T.RuleFiringAnswer>({
      method: "GET",
      path: `/v1/inbox-rules/${segment(inboxRule)}/log`,
      query: { "limit": parameters?.["limit"], "cursor": parameters?.["cursor"] },
      options,
    }, "cursor");
  }
}

/** The operations of suppliers. */
export class SuppliersResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** List suppliers, newest first. */
  list(
    parameters?: {
      limit?: number | undefined;
      cursor?: string | undefined;
      state?: "new" | "known" | "blocked" | undefined;
      name?: string | undefined;
      vat_id?: string | undefined;
    },
    options?: CallOptions,
  ): Paged<T.SupplierAnswer> {
    return this.core.pages<T.SupplierAnswer>({
      method: "GET",
      path: "/v1/suppliers",
      query: {
        "limit": parameters?.["limit"],
        "cursor": parameters?.["cursor"],
        "state": parameters?.["state"],
        "name": parameters?.["name"],
        "vat_id": parameters?.["vat_id"],
      },
      options,
    }, "cursor");
  }

  /** Get a supplier. */
  get(supplier: string, options?: CallOptions): Promise<T.SupplierAnswer> {
    return this.core.answer<T.SupplierAnswer>({
      method: "GET",
      path: `/v1/suppliers/${segment(supplier)}`,
      options,
    });
  }

  /** Change a supplier: block it, ask for two approvals, confirm accounts. */
  change(
    supplier: string,
    body: T.SupplierPatch,
    parameters?: { "If-Match"?: string | undefined },
    options?: CallOptions,
  ): Promise<T.SupplierAnswer> {
    return this.core.answer<T.SupplierAnswer>({
      method: "PATCH",
      path: `/v1/suppliers/${segment(supplier)}`,
      body,
      contentType: "application/merge-patch+json",
      headers: { "If-Match": parameters?.["If-Match"] },
      keyed: true,
      options,
    });
  }
}

/** The operations of purchase_orders. */
export class PurchaseOrdersResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** Store a purchase order, so that what is invoiced is held against it. */
  create(body: T.PurchaseOrderRequest, options?: CallOptions): Promise<T.PurchaseOrderAnswer> {
    return this.core.answer<T.PurchaseOrderAnswer>({
      method: "POST",
      path: "/v1/purchase-orders",
      body,
      keyed: true,
      options,
    });
  }

  /** List purchase orders, newest first. */
  list(
    parameters?: {
      limit?: number | undefined;
      cursor?: string | undefined;
      state?: "open" | "closed" | undefined;
      supplier?: string | undefined;
      number?: string | undefined;
    },
    options?: CallOptions,
  ): Paged<T.PurchaseOrderAnswer> {
    return this.core.pages<T.PurchaseOrderAnswer>({
      method: "GET",
      path: "/v1/purchase-orders",
      query: {
        "limit": parameters?.["limit"],
        "cursor": parameters?.["cursor"],
        "state": parameters?.["state"],
        "supplier": parameters?.["supplier"],
        "number": parameters?.["number"],
      },
      options,
    }, "cursor");
  }

  /** Get a purchase order. */
  get(purchaseOrder: string, options?: CallOptions): Promise<T.PurchaseOrderAnswer> {
    return this.core.answer<T.PurchaseOrderAnswer>({
      method: "GET",
      path: `/v1/purchase-orders/${segment(purchaseOrder)}`,
      options,
    });
  }

  /** Close a purchase order; documents that name it later get a finding. */
  close(purchaseOrder: string, options?: CallOptions): Promise<T.PurchaseOrderAnswer> {
    return this.core.answer<T.PurchaseOrderAnswer>({
      method: "POST",
      path: `/v1/purchase-orders/${segment(purchaseOrder)}/close`,
      keyed: true,
      options,
    });
  }
}

/** The operations of imports. */
export class ImportsResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** Send a file of invoices, customers or payments; it is worked on in the background. */
  create(
    content: Uint8Array<ArrayBuffer> | string,
    parameters: {
      kind: "invoices" | "customers" | "payments";
      name?: string | undefined;
      group_by?: string | undefined;
      mapping?: string | undefined;
      dry_run?: "true" | "false" | undefined;
      issue?: "true" | "false" | undefined;
      decimal?: "." | "," | undefined;
      date_format?: "YYYY-MM-DD" | "DD.MM.YYYY" | "DD/MM/YYYY" | "MM/DD/YYYY" | "DD-MM-YYYY" | "YYYY/MM/DD" | "YYYYMMDD" | undefined;
      delimiter?: "," | ";" | "\t" | "|" | undefined;
      encoding?: "utf-8" | "utf-16" | "windows-1252" | "iso-8859-1" | undefined;
      "Content-Type"?: "text/csv" | "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" | "application/jsonl" | "application/x-ndjson";
    },
    options?: CallOptions,
  ): Promise<T.ImportAnswer> {
    return this.core.answer<T.ImportAnswer>({
      method: "POST",
      path: "/v1/imports",
      content,
      contentType: parameters?.["Content-Type"] ?? "text/csv",
      query: {
        "kind": parameters?.["kind"],
        "name": parameters?.["name"],
        "group_by": parameters?.["group_by"],
        "mapping": parameters?.["mapping"],
        "dry_run": parameters?.["dry_run"],
        "issue": parameters?.["issue"],
        "decimal": parameters?.["decimal"],
        "date_format": parameters?.["date_format"],
        "delimiter": parameters?.["delimiter"],
        "encoding": parameters?.["encoding"],
      },
      keyed: true,
      options,
    });
  }

  /** List imports, newest first. */
  list(
    parameters?: {
      limit?: number | undefined;
      cursor?: string | undefined;
      kind?: "invoices" | "customers" | "payments" | undefined;
      state?: "waiting" | "reading" | "running" | "done" | "cancelled" | "failed" | undefined;
    },
    options?: CallOptions,
  ): Paged<T.ImportAnswer> {
    return this.core.pages<T.ImportAnswer>({
      method: "GET",
      path: "/v1/imports",
      query: {
        "limit": parameters?.["limit"],
        "cursor": parameters?.["cursor"],
        "kind": parameters?.["kind"],
        "state": parameters?.["state"],
      },
      options,
    }, "cursor");
  }

  /** How far an import is. */
  get(import_: string, options?: CallOptions): Promise<T.ImportAnswer> {
    return this.core.answer<T.ImportAnswer>({
      method: "GET",
      path: `/v1/imports/${segment(import_)}`,
      options,
    });
  }

  /** What became of each row, in the order of the file. */
  rows(
    import_: string,
    parameters?: {
      limit?: number | undefined;
      cursor?: string | undefined;
      status?: "pending" | "written" | "valid" | "failed" | undefined;
    },
    options?: CallOptions,
  ): Paged<T.ImportRow> {
    return this.core.pages<T.ImportRow>({
      method: "GET",
      path: `/v1/imports/${segment(import_)}/rows`,
      query: {
        "limit": parameters?.["limit"],
        "cursor": parameters?.["cursor"],
        "status": parameters?.["status"],
      },
      options,
    }, "cursor");
  }

  /** The whole report as a file: a line for each row and finding. */
  report(
    import_: string,
    parameters?: { format?: "csv" | "json" | undefined },
    options?: CallOptions,
  ): Promise<File> {
    return this.core.file({
      method: "GET",
      path: `/v1/imports/${segment(import_)}/report`,
      accept: "text/csv, application/json",
      query: { "format": parameters?.["format"] },
      options,
    });
  }

  /** Import the same file again with other options: in earnest after a dry run. */
  repeat(import_: string, body?: T.ImportOptions, options?: CallOptions): Promise<T.ImportAnswer> {
    return this.core.answer<T.ImportAnswer>({
      method: "POST",
      path: `/v1/imports/${segment(import_)}/repeat`,
      body,
      keyed: true,
      options,
    });
  }

  /** Stop an import; what was written stays. */
  cancel(import_: string, options?: CallOptions): Promise<T.ImportAnswer> {
    return this.core.answer<T.ImportAnswer>({
      method: "POST",
      path: `/v1/imports/${segment(import_)}/cancel`,
      keyed: true,
      options,
    });
  }

  /** An empty file to fill in: invoices.csv, customers.xlsx and so on. */
  template(file: string, options?: CallOptions): Promise<File> {
    return this.core.file({
      method: "GET",
      path: `/v1/imports/templates/${segment(file)}`,
      accept: "text/csv, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      options,
    });
  }
}

/** The operations of exports. */
export class ExportsResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** Write invoices, customers, payments or events into a file, in the background. */
  create(body: T.ExportRequest, options?: CallOptions): Promise<T.ExportAnswer> {
    return this.core.answer<T.ExportAnswer>({
      method: "POST",
      path: "/v1/exports",
      body,
      keyed: true,
      options,
    });
  }

  /** List exports, newest first. */
  list(
    parameters?: {
      limit?: number | undefined;
      cursor?: string | undefined;
      kind?: "invoices" | "customers" | "payments" | "events" | undefined;
      state?: "waiting" | "running" | "done" | "cancelled" | "failed" | undefined;
    },
    options?: CallOptions,
  ): Paged<T.ExportAnswer> {
    return this.core.pages<T.ExportAnswer>({
      method: "GET",
      path: "/v1/exports",
      query: {
        "limit": parameters?.["limit"],
        "cursor": parameters?.["cursor"],
        "kind": parameters?.["kind"],
        "state": parameters?.["state"],
      },
      options,
    }, "cursor");
  }

  /** How far an export is. */
  get(export_: string, options?: CallOptions): Promise<T.ExportAnswer> {
    return this.core.answer<T.ExportAnswer>({
      method: "GET",
      path: `/v1/exports/${segment(export_)}`,
      options,
    });
  }

  /** The file of an export that is done. */
  file(export_: string, options?: CallOptions): Promise<File> {
    return this.core.file({
      method: "GET",
      path: `/v1/exports/${segment(export_)}/file`,
      accept: "text/csv, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, application/jsonl",
      options,
    });
  }

  /** Stop an export that is not done. */
  cancel(export_: string, options?: CallOptions): Promise<T.ExportAnswer> {
    return this.core.answer<T.ExportAnswer>({
      method: "POST",
      path: `/v1/exports/${segment(export_)}/cancel`,
      keyed: true,
      options,
    });
  }
}

/** The operations of members.sign_in_policy. */
export class MembersSignInPolicyResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** How the organization's members sign in. */
  get(organization: string, options?: CallOptions): Promise<T.SignInPolicyAnswer> {
    return this.core.answer<T.SignInPolicyAnswer>({
      method: "GET",
      path: `/v1/organizations/${segment(organization)}/sign-in-policy`,
      options,
    });
  }

  /**
   * Ask the organization's members for a second factor, or let them sign in at your own OpenID provider. Needs the
   * scope *.
   */
  put(organization: string, body: T.SignInPolicyRequest, options?: CallOptions): Promise<T.SignInPolicyAnswer> {
    return this.core.answer<T.SignInPolicyAnswer>({
      method: "PUT",
      path: `/v1/organizations/${segment(organization)}/sign-in-policy`,
      body,
      keyed: true,
      options,
    });
  }
}

/** The operations of members. */
export class MembersResource {
  readonly signInPolicy: MembersSignInPolicyResource;

  /** @internal */
  constructor(protected readonly core: Core) {
    this.signInPolicy = new MembersSignInPolicyResource(core);
  }

  /** List the organization's members, oldest first. */
  list(
    organization: string,
    parameters?: {
      limit?: number | undefined;
      cursor?: string | undefined;
      state?: "invited" | "active" | undefined;
    },
    options?: CallOptions,
  ): Paged<T.MemberAnswer> {
    return this.core.pages<T.MemberAnswer>({
      method: "GET",
      path: `/v1/organizations/${segment(organization)}/members`,
      query: {
        "limit": parameters?.["limit"],
        "cursor": parameters?.["cursor"],
        "state": parameters?.["state"],
      },
      options,
    }, "cursor");
  }

  /** Invite somebody as one of the organization's members; a link is mailed to them. */
  create(organization: string, body: T.MemberRequest, options?: CallOptions): Promise<T.MemberAnswer> {
    return this.core.answer<T.MemberAnswer>({
      method: "POST",
      path: `/v1/organizations/${segment(organization)}/members`,
      body,
      keyed: true,
      options,
    });
  }

  /** Get one of the organization's members. */
  get(organization: string, member: string, options?: CallOptions): Promise<T.MemberAnswer> {
    return this.core.answer<T.MemberAnswer>({
      method: "GET",
      path: `/v1/organizations/${segment(organization)}/members/${segment(member)}`,
      options,
    });
  }

  /** Change the role, scopes or name of one of the organization's members; it counts at once. */
  change(organization: string, member: string, body: T.MemberPatch, options?: CallOptions): Promise<T.MemberAnswer> {
    return this.core.answer<T.MemberAnswer>({
      method: "PATCH",
      path: `/v1/organizations/${segment(organization)}/members/${segment(member)}`,
      body,
      keyed: true,
      options,
    });
  }

  /** Remove one of the organization's members, or withdraw an invitation; sessions lead nowhere any more, at once. */
  remove(organization: string, member: string, options?: CallOptions): Promise<void> {
    return this.core.nothing({
      method: "DELETE",
      path: `/v1/organizations/${segment(organization)}/members/${segment(member)}`,
      keyed: true,
      options,
    });
  }

  /** Send a new link; the one before works no longer. */
  inviteAgain(organization: string, member: string, options?: CallOptions): Promise<T.MemberAnswer> {
    return this.core.answer<T.MemberAnswer>({
      method: "POST",
      path: `/v1/organizations/${segment(organization)}/members/${segment(member)}/invitation`,
      keyed: true,
      options,
    });
  }
}

/** The operations of brands. */
export class BrandsResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** Make a brand: a business unit with a name, looks, series, bank accounts and a sender of its own. */
  create(organization: string, body: T.BrandRequest, options?: CallOptions): Promise<T.BrandAnswer> {
    return this.core.answer<T.BrandAnswer>({
      method: "POST",
      path: `/v1/organizations/${segment(organization)}/brands`,
      body,
      keyed: true,
      options,
    });
  }

  /** List brands, newest first; those that are archived only with archived=true. */
  list(
    organization: string,
    parameters?: {
      limit?: number | undefined;
      cursor?: string | undefined;
      external_id?: string | undefined;
      archived?: "true" | "false" | undefined;
    },
    options?: CallOptions,
  ): Paged<T.BrandAnswer> {
    return this.core.pages<T.BrandAnswer>({
      method: "GET",
      path: `/v1/organizations/${segment(organization)}/brands`,
      query: {
        "limit": parameters?.["limit"],
        "cursor": parameters?.["cursor"],
        "external_id": parameters?.["external_id"],
        "archived": parameters?.["archived"],
      },
      options,
    }, "cursor");
  }

  /** Get a brand. */
  get(organization: string, brand: string, options?: CallOptions): Promise<T.BrandAnswer> {
    return this.core.answer<T.BrandAnswer>({
      method: "GET",
      path: `/v1/organizations/${segment(organization)}/brands/${segment(brand)}`,
      options,
    });
  }

  /** Change a brand (JSON Merge Patch). Issued documents keep what they froze. */
  change(organization: string, brand: string, body: T.BrandPatch, options?: CallOptions): Promise<T.BrandAnswer> {
    return this.core.answer<T.BrandAnswer>({
      method: "PATCH",
      path: `/v1/organizations/${segment(organization)}/brands/${segment(brand)}`,
      body,
      contentType: "application/merge-patch+json",
      keyed: true,
      options,
    });
  }

  /** Archive a brand: no new document takes it; those that have it keep it. */
  archive(organization: string, brand: string, options?: CallOptions): Promise<void> {
    return this.core.nothing({
      method: "DELETE",
      path: `/v1/organizations/${segment(organization)}/brands/${segment(brand)}`,
      keyed: true,
      options,
    });
  }
}

/** The operations of email_domains. */
export class EmailDomainsResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** Add a domain to send from; the answer holds the DNS records to set. */
  add(organization: string, body: T.EmailDomainRequest, options?: CallOptions): Promise<T.EmailDomainAnswer> {
    return this.core.answer<T.EmailDomainAnswer>({
      method: "POST",
      path: `/v1/organizations/${segment(organization)}/email-domains`,
      body,
      keyed: true,
      options,
    });
  }

  /** The sender domains. */
  list(organization: string, options?: CallOptions): Paged<T.EmailDomainAnswer> {
    return this.core.pages<T.EmailDomainAnswer>({
      method: "GET",
      path: `/v1/organizations/${segment(organization)}/email-domains`,
      options,
    }, "");
  }

  /** Get a sender domain with its records. */
  get(organization: string, emailDomain: string, options?: CallOptions): Promise<T.EmailDomainAnswer> {
    return this.core.answer<T.EmailDomainAnswer>({
      method: "GET",
      path: `/v1/organizations/${segment(organization)}/email-domains/${segment(emailDomain)}`,
      options,
    });
  }

  /** Remove a sender domain with its key. */
  remove(organization: string, emailDomain: string, options?: CallOptions): Promise<void> {
    return this.core.nothing({
      method: "DELETE",
      path: `/v1/organizations/${segment(organization)}/email-domains/${segment(emailDomain)}`,
      keyed: true,
      options,
    });
  }

  /** Look the records up now, and say for each what was found. */
  check(organization: string, emailDomain: string, options?: CallOptions): Promise<T.EmailDomainAnswer> {
    return this.core.answer<T.EmailDomainAnswer>({
      method: "POST",
      path: `/v1/organizations/${segment(organization)}/email-domains/${segment(emailDomain)}/check`,
      keyed: true,
      options,
    });
  }
}

/** The operations of page_domains. */
export class PageDomainsResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** Add a host for buyers' pages; the answer holds the DNS records to set. */
  add(organization: string, body: T.PageDomainRequest, options?: CallOptions): Promise<T.PageDomainAnswer> {
    return this.core.answer<T.PageDomainAnswer>({
      method: "POST",
      path: `/v1/organizations/${segment(organization)}/page-domains`,
      body,
      keyed: true,
      options,
    });
  }

  /** The hosts of buyers' pages. */
  list(organization: string, options?: CallOptions): Paged<T.PageDomainAnswer> {
    return this.core.pages<T.PageDomainAnswer>({
      method: "GET",
      path: `/v1/organizations/${segment(organization)}/page-domains`,
      options,
    }, "");
  }

  /** Get a host of pages with its records. */
  get(organization: string, pageDomain: string, options?: CallOptions): Promise<T.PageDomainAnswer> {
    return this.core.answer<T.PageDomainAnswer>({
      method: "GET",
      path: `/v1/organizations/${segment(organization)}/page-domains/${segment(pageDomain)}`,
      options,
    });
  }

  /** Remove a host of pages; links use the installation's address again. */
  remove(organization: string, pageDomain: string, options?: CallOptions): Promise<void> {
    return this.core.nothing({
      method: "DELETE",
      path: `/v1/organizations/${segment(organization)}/page-domains/${segment(pageDomain)}`,
      keyed: true,
      options,
    });
  }

  /** Look the records up now, and say for each what was found. */
  check(organization: string, pageDomain: string, options?: CallOptions): Promise<T.PageDomainAnswer> {
    return this.core.answer<T.PageDomainAnswer>({
      method: "POST",
      path: `/v1/organizations/${segment(organization)}/page-domains/${segment(pageDomain)}/check`,
      keyed: true,
      options,
    });
  }
}

/** The operations of features. */
export class FeaturesResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** The switches. */
  get(organization: string, options?: CallOptions): Promise<T.FeaturesAnswer> {
    return this.core.answer<T.FeaturesAnswer>({
      method: "GET",
      path: `/v1/organizations/${segment(organization)}/features`,
      options,
    });
  }

  /** Switch features on and off. Needs the account's key. */
  change(organization: string, body: T.FeaturesRequest, options?: CallOptions): Promise<T.FeaturesAnswer> {
    return this.core.answer<T.FeaturesAnswer>({
      method: "PATCH",
      path: `/v1/organizations/${segment(organization)}/features`,
      body,
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
  create(body: T.ClockRequest, options?: CallOptions): Promise<T.ClockAnswer> {
    return this.core.answer<T.ClockAnswer>({
      method: "POST",
      path: "/v1/test-clocks",
      body,
      keyed: true,
      options,
    });
  }

  /** The organization's clock, if any. */
  list(options?: CallOptions): Paged<T.ClockAnswer> {
    return this.core.pages<T.ClockAnswer>({
      method: "GET",
      path: "/v1/test-clocks",
      options,
    }, "");
  }

  /** Get a clock. */
  get(clock: string, options?: CallOptions): Promise<T.ClockAnswer> {
    return this.core.answer<T.ClockAnswer>({
      method: "GET",
      path: `/v1/test-clocks/${segment(clock)}`,
      options,
    });
  }

  /** Remove a clock: the organization lives in the real time again. */
  delete(clock: string, options?: CallOptions): Promise<void> {
    return this.core.nothing({
      method: "DELETE",
      path: `/v1/test-clocks/${segment(clock)}`,
      keyed: true,
      options,
    });
  }

  /** Move a clock on. */
  advance(clock: string, body: T.AdvanceRequest, options?: CallOptions): Promise<T.ClockAnswer> {
    return this.core.answer<T.ClockAnswer>({
      method: "POST",
      path: `/v1/test-clocks/${segment(clock)}/advance`,
      body,
      keyed: true,
      options,
    });
  }
}

/** The operations of templates. */
export class TemplatesResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** Store a template for the PDF (Typst) or for mail; findings say what is wrong in it. */
  create(body: T.TemplateRequest, options?: CallOptions): Promise<T.TemplateAnswer> {
    return this.core.answer<T.TemplateAnswer>({
      method: "POST",
      path: "/v1/templates",
      body,
      keyed: true,
      options,
    });
  }

  /** List templates, newest first; archived ones are left out. */
  list(
    parameters?: {
      limit?: number | undefined;
      cursor?: string | undefined;
      kind?: "pdf" | "mail" | undefined;
    },
    options?: CallOptions,
  ): Paged<T.TemplateSummary> {
    return this.core.pages<T.TemplateSummary>({
      method: "GET",
      path: "/v1/templates",
      query: {
        "limit": parameters?.["limit"],
        "cursor": parameters?.["cursor"],
        "kind": parameters?.["kind"],
      },
      options,
    }, "cursor");
  }

  /** The data that a template finds: every value with its meaning, and a sample. */
  contract(options?: CallOptions): Promise<T.TemplateContractAnswer> {
    return this.core.answer<T.TemplateContractAnswer>({
      method: "GET",
      path: "/v1/templates/contract",
      options,
    });
  }

  /** A template to begin with: the standard layout, or the standard mail. */
  starter(parameters?: { kind?: "pdf" | "mail" | undefined }, options?: CallOptions): Promise<T.StarterAnswer> {
    return this.core.answer<T.StarterAnswer>({
      method: "GET",
      path: "/v1/templates/starter",
      query: { "kind": parameters?.["kind"] },
      options,
    });
  }

  /** Get a template. */
  get(template: string, options?: CallOptions): Promise<T.TemplateAnswer> {
    return this.core.answer<T.TemplateAnswer>({
      method: "GET",
      path: `/v1/templates/${segment(template)}`,
      options,
    });
  }

  /** Change a template: another name, or a new version of its content. What is active stays active. */
  change(
    template: string,
    body: T.TemplatePatch,
    parameters?: { "If-Match"?: string | undefined },
    options?: CallOptions,
  ): Promise<T.TemplateAnswer> {
    return this.core.answer<T.TemplateAnswer>({
      method: "PATCH",
      path: `/v1/templates/${segment(template)}`,
      body,
      headers: { "If-Match": parameters?.["If-Match"] },
      keyed: true,
      options,
    });
  }

  /** Archive a template: it leaves the lists and is used no more; its versions stay readable. */
  archive(template: string, options?: CallOptions): Promise<void> {
    return this.core.nothing({
      method: "DELETE",
      path: `/v1/templates/${segment(template)}`,
      keyed: true,
      options,
    });
  }

  /** The versions of a template, newest first. */
  versions(
    template: string,
    parameters?: { limit?: number | undefined; cursor?: string | undefined },
    options?: CallOptions,
  ): Paged<T.TemplateVersionAnswer> {
    return this.core.pages<T.TemplateVersionAnswer>({
      method: "GET",
      path: `/v1/templates/${segment(template)}/versions`,
      query: { "limit": parameters?.["limit"], "cursor": parameters?.["cursor"] },
      options,
    }, "cursor");
  }

  /** One version of a template, as documents name it. */
  version(template: string, version: string, options?: CallOptions): Promise<T.TemplateVersionAnswer> {
    return this.core.answer<T.TemplateVersionAnswer>({
      method: "GET",
      path: `/v1/templates/${segment(template)}/versions/${segment(version)}`,
      options,
    });
  }

  /** Use a version for new documents (or mails), once it has drawn all samples and left nothing out. */
  activate(template: string, body?: T.ActivateRequest, options?: CallOptions): Promise<T.TemplateAnswer> {
    return this.core.answer<T.TemplateAnswer>({
      method: "POST",
      path: `/v1/templates/${segment(template)}/activate`,
      body,
      keyed: true,
      options,
    });
  }

  /** Go back to the standard layout, or the standard mail. */
  deactivate(template: string, options?: CallOptions): Promise<T.TemplateAnswer> {
    return this.core.answer<T.TemplateAnswer>({
      method: "POST",
      path: `/v1/templates/${segment(template)}/deactivate`,
      keyed: true,
      options,
    });
  }

  /** See what a template makes of a document, without storing it: as JSON, PDF, PNG or HTML by Accept. */
  preview(
    body: T.PreviewRequest,
    parameters?: { page?: number | undefined },
    options?: CallOptions,
  ): Promise<T.TemplatePreviewAnswer> {
    return this.core.answer<T.TemplatePreviewAnswer>({
      method: "POST",
      path: "/v1/templates/preview",
      body,
      query: { "page": parameters?.["page"] },
      keyed: true,
      options,
    });
  }

  /** See what a template makes of a document, without storing it: as JSON, PDF, PNG or HTML by Accept. */
  previewFile(
    body: T.PreviewRequest,
    parameters?: {
      page?: number | undefined;
      "Accept"?: "application/pdf" | "image/png" | "text/html";
    },
    options?: CallOptions,
  ): Promise<File> {
    return this.core.file({
      method: "POST",
      path: "/v1/templates/preview",
      body,
      accept: parameters?.["Accept"] ?? "application/pdf",
      query: { "page": parameters?.["page"] },
      keyed: true,
      options,
    });
  }

  /** See what a stored template makes of a document; see templates.preview. */
  previewStored(
    template: string,
    body?: T.StoredPreviewRequest,
    parameters?: { page?: number | undefined },
    options?: CallOptions,
  ): Promise<T.TemplatePreviewAnswer> {
    return this.core.answer<T.TemplatePreviewAnswer>({
      method: "POST",
      path: `/v1/templates/${segment(template)}/preview`,
      body,
      query: { "page": parameters?.["page"] },
      keyed: true,
      options,
    });
  }

  /** See what a stored template makes of a document; see templates.preview. */
  previewStoredFile(
    template: string,
    body?: T.StoredPreviewRequest,
    parameters?: {
      page?: number | undefined;
      "Accept"?: "application/pdf" | "image/png" | "text/html";
    },
    options?: CallOptions,
  ): Promise<File> {
    return this.core.file({
      method: "POST",
      path: `/v1/templates/${segment(template)}/preview`,
      body,
      accept: parameters?.["Accept"] ?? "application/pdf",
      query: { "page": parameters?.["page"] },
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
  list(options?: CallOptions): Promise<T.ScopesAnswer> {
    return this.core.answer<T.ScopesAnswer>({
      method: "GET",
      path: "/v1/scopes",
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
    parameters?: { limit?: number | undefined; cursor?: string | undefined },
    options?: CallOptions,
  ): Paged<T.SealAnswer> {
    return this.core.pages<T.SealAnswer>({
      method: "GET",
      path: "/v1/audit-trail/seals",
      query: { "limit": parameters?.["limit"], "cursor": parameters?.["cursor"] },
      options,
    }, "cursor");
  }

  /** What a seal's hash is made of: the hash before and the entries, a line each. Its SHA-256 is the seal's hash. */
  lines(number: string, options?: CallOptions): Promise<File> {
    return this.core.file({
      method: "GET",
      path: `/v1/audit-trail/seals/${segment(number)}/lines`,
      accept: "application/jsonl",
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
      options,
    });
  }

  /** Seal what is unsealed, compute all hashes again, and name what was changed, removed or added. */
  verify(options?: CallOptions): Promise<T.TrailReportAnswer> {
    return this.core.answer<T.TrailReportAnswer>({
      method: "POST",
      path: "/v1/audit-trail/verify",
      keyed: true,
      options,
    });
  }

  /** Get an entry of the audit trail. */
  get(auditEntry: string, options?: CallOptions): Promise<T.AuditEntryAnswer> {
    return this.core.answer<T.AuditEntryAnswer>({
      method: "GET",
      path: `/v1/audit-trail/${segment(auditEntry)}`,
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
      options,
    }, "cursor");
  }

  /** Get a request by the id that its answer carried. */
  get(requestId: string, options?: CallOptions): Promise<T.RequestAnswer> {
    return this.core.answer<T.RequestAnswer>({
      method: "GET",
      path: `/v1/request-log/${segment(requestId)}`,
      options,
    });
  }
}

/** The operations of events. */
export class EventsResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /**
   * Read the stream of events from a place on, oldest first, without loss. An account's key reads all
   * organizations.
   */
  list(
    parameters?: {
      limit?: number | undefined;
      after?: string | undefined;
      cursor?: string | undefined;
      type?: string | undefined;
      object?: string | undefined;
      payload?: "thin" | "full" | undefined;
    },
    options?: CallOptions,
  ): Paged<T.EventAnswer> {
    return this.core.pages<T.EventAnswer>({
      method: "GET",
      path: "/v1/events",
      query: {
        "limit": parameters?.["limit"],
        "after": parameters?.["after"],
        "cursor": parameters?.["cursor"],
        "type": parameters?.["type"],
        "object": parameters?.["object"],
        "payload": parameters?.["payload"],
      },
      options,
    }, "cursor");
  }

  /** Get an event. */
  get(
    event: string,
    parameters?: { payload?: "thin" | "full" | undefined },
    options?: CallOptions,
  ): Promise<T.EventAnswer> {
    return this.core.answer<T.EventAnswer>({
      method: "GET",
      path: `/v1/events/${segment(event)}`,
      query: { "payload": parameters?.["payload"] },
      options,
    });
  }
}

/** The operations of webhook_endpoints. */
export class WebhookEndpointsResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** Create an endpoint; its secret is shown this once. An account's key makes one for all of its organizations. */
  create(body: T.EndpointRequest, options?: CallOptions): Promise<T.EndpointAnswer> {
    return this.core.answer<T.EndpointAnswer>({
      method: "POST",
      path: "/v1/webhook-endpoints",
      body,
      keyed: true,
      options,
    });
  }

  /** List endpoints, newest first. */
  list(
    parameters?: { limit?: number | undefined; cursor?: string | undefined },
    options?: CallOptions,
  ): Paged<T.EndpointAnswer> {
    return this.core.pages<T.EndpointAnswer>({
      method: "GET",
      path: "/v1/webhook-endpoints",
      query: { "limit": parameters?.["limit"], "cursor": parameters?.["cursor"] },
      options,
    }, "cursor");
  }

  /** Get an endpoint, with how it fares and how much waits for it. */
  get(endpoint: string, options?: CallOptions): Promise<T.EndpointAnswer> {
    return this.core.answer<T.EndpointAnswer>({
      method: "GET",
      path: `/v1/webhook-endpoints/${segment(endpoint)}`,
      options,
    });
  }

  /** Change, disable or enable an endpoint (JSON Merge Patch). */
  change(endpoint: string, body: T.EndpointPatch, options?: CallOptions): Promise<T.EndpointAnswer> {
    return this.core.answer<T.EndpointAnswer>({
      method: "PATCH",
      path: `/v1/webhook-endpoints/${segment(endpoint)}`,
      body,
      contentType: "application/merge-patch+json",
      keyed: true,
      options,
    });
  }

  /** Delete an endpoint: what waits for it is cancelled, what it got stays on record. */
  delete(endpoint: string, options?: CallOptions): Promise<void> {
    return this.core.nothing({
      method: "DELETE",
      path: `/v1/webhook-endpoints/${segment(endpoint)}`,
      keyed: true,
      options,
    });
  }

  /** Make a new secret, shown this once; the one before it signs as well until the overlap is over. */
  rotateSecret(endpoint: string, body?: T.RotateRequest, options?: CallOptions): Promise<T.EndpointAnswer> {
    return this.core.answer<T.EndpointAnswer>({
      method: "POST",
      path: `/v1/webhook-endpoints/${segment(endpoint)}/rotate-secret`,
      body,
      keyed: true,
      options,
    });
  }

  /** Send a signed test now and answer what became of it. */
  test(endpoint: string, options?: CallOptions): Promise<T.WebhookTestAnswer> {
    return this.core.answer<T.WebhookTestAnswer>({
      method: "POST",
      path: `/v1/webhook-endpoints/${segment(endpoint)}/test`,
      keyed: true,
      options,
    });
  }

  /** Send the events of a range again, or those that it missed; ids stay what they were. */
  replay(endpoint: string, body: T.ReplayRequest, options?: CallOptions): Promise<T.ReplayAnswer> {
    return this.core.answer<T.ReplayAnswer>({
      method: "POST",
      path: `/v1/webhook-endpoints/${segment(endpoint)}/replay`,
      body,
      keyed: true,
      options,
    });
  }
}

/** The operations of webhook_deliveries. */
export class WebhookDeliveriesResource {
  /** @internal */
  constructor(protected readonly core: Core) {}

  /** List webhook deliveries, newest first. */
  list(
    parameters?: {
      limit?: number | undefined;
      cursor?: string | undefined;
      endpoint?: string | undefined;
      event?: string | undefined;
      object?: string | undefined;
      organization?: string | undefined;
      state?: "waiting" | "delivered" | "given_up" | "cancelled" | undefined;
      type?: string | undefined;
      "created_at[gte]"?: T.Time | undefined;
      "created_at[gt]"?: T.Time | undefined;
      "created_at[lte]"?: T.Time | undefined;
      "created_at[lt]"?: T.Time | undefined;
    },
    options?: CallOptions,
  ): Paged<T.WebhookDeliverySummary> {
    return this.core.pages<T.WebhookDeliverySummary>({
      method: "GET",
      path: "/v1/webhook-deliveries",
      query: {
        "limit": parameters?.["limit"],
        "cursor": parameters?.["cursor"],
        "endpoint": parameters?.["endpoint"],
        "event": parameters?.["event"],
        "object": parameters?.["object"],
        "organization": parameters?.["organization"],
        "state": parameters?.["state"],
        "type": parameters?.["type"],
        "created_at[gte]": parameters?.["created_at[gte]"],
        "created_at[gt]": parameters?.["created_at[gt]"],
        "created_at[lte]": parameters?.["created_at[lte]"],
        "created_at[lt]": parameters?.["created_at[lt]"],
      },
      options,
    }, "cursor");
  }

  /** Get a webhook delivery with its attempts. */
  get(webhookDelivery: string, options?: CallOptions): Promise<T.WebhookDeliveryAnswer> {
    return this.core.answer<T.WebhookDeliveryAnswer>({
      method: "GET",
      path: `/v1/webhook-deliveries/${segment(webhookDelivery)}`,
      options,
    });
  }

  /** Send an event again, whatever became of it; its id stays what it was. */
  replay(webhookDelivery: string, options?: CallOptions): Promise<T.WebhookDeliveryAnswer> {
    return this.core.answer<T.WebhookDeliveryAnswer>({
      method: "POST",
      path: `/v1/webhook-deliveries/${segment(webhookDelivery)}/replay`,
      keyed: true,
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
  readonly inbox: InboxResource;
  readonly inboxRules: InboxRulesResource;
  readonly suppliers: SuppliersResource;
  readonly purchaseOrders: PurchaseOrdersResource;
  readonly imports: ImportsResource;
  readonly exports: ExportsResource;
  readonly members: MembersResource;
  readonly brands: BrandsResource;
  readonly emailDomains: EmailDomainsResource;
  readonly pageDomains: PageDomainsResource;
  readonly features: FeaturesResource;
  readonly testClocks: TestClocksResource;
  readonly templates: TemplatesResource;
  readonly scopes: ScopesResource;
  readonly auditTrail: AuditTrailResource;
  readonly requestLog: RequestLogResource;
  readonly events: EventsResource;
  readonly webhookEndpoints: WebhookEndpointsResource;
  readonly webhookDeliveries: WebhookDeliveriesResource;

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
    this.inbox = new InboxResource(core);
    this.inboxRules = new InboxRulesResource(core);
    this.suppliers = new SuppliersResource(core);
    this.purchaseOrders = new PurchaseOrdersResource(core);
    this.imports = new ImportsResource(core);
    this.exports = new ExportsResource(core);
    this.members = new MembersResource(core);
    this.brands = new BrandsResource(core);
    this.emailDomains = new EmailDomainsResource(core);
    this.pageDomains = new PageDomainsResource(core);
    this.features = new FeaturesResource(core);
    this.testClocks = new TestClocksResource(core);
    this.templates = new TemplatesResource(core);
    this.scopes = new ScopesResource(core);
    this.auditTrail = new AuditTrailResource(core);
    this.requestLog = new RequestLogResource(core);
    this.events = new EventsResource(core);
    this.webhookEndpoints = new WebhookEndpointsResource(core);
    this.webhookDeliveries = new WebhookDeliveriesResource(core);
  }
}
