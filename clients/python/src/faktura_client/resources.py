"""The operations of the API, for code that waits.

This file is generated from the API's description by ``clients/generate.py``; don't edit it.
"""

from __future__ import annotations

import datetime as _dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, Unpack, cast

from faktura_client._calls import Call, Options, segment
from faktura_client._core import Core
from faktura_client.files import File
from faktura_client.models import (
    AccountAnswer,
    ArchiveEntryAnswer,
    AuditEntryAnswer,
    BatchAnswer,
    BrandAnswer,
    BrandingAnswer,
    CheckAnswer,
    ClockAnswer,
    ClosingAnswer,
    ConvertAnswer,
    CustomerAnswer,
    DeliveryAnswer,
    DeliveryHistoryAnswer,
    DocumentAnswer,
    DocumentSummary,
    DryRunAnswer,
    EmailDomainAnswer,
    EmailSenderAnswer,
    EndpointAnswer,
    EventAnswer,
    ExplanationAnswer,
    ExportAnswer,
    FeaturesAnswer,
    FileAnswer,
    ImportAnswer,
    ImportRow,
    InboxItemAnswer,
    InboxRuleAnswer,
    InboxSettingsAnswer,
    InboxSummary,
    KeyAnswer,
    LinkAnswer,
    MemberAnswer,
    NewKeyAnswer,
    NewOrganizationAnswer,
    OrganizationAnswer,
    OrganizationSummary,
    PageDomainAnswer,
    PaymentAnswer,
    PreviewAnswer,
    PurchaseOrderAnswer,
    RateLimitsAnswer,
    ReasonsAnswer,
    ReplayAnswer,
    RequestAnswer,
    RevocationAnswer,
    RuleFiringAnswer,
    ScopesAnswer,
    SealAnswer,
    SendAnswer,
    SeriesAnswer,
    SignInPolicyAnswer,
    SignupAnswer,
    StarterAnswer,
    StatusAnswer,
    SupplierAnswer,
    TemplateAnswer,
    TemplateContractAnswer,
    TemplatePreviewAnswer,
    TemplateSummary,
    TemplateVersionAnswer,
    TimelineEventAnswer,
    TrailReportAnswer,
    VerificationAnswer,
    WebhookDeliveryAnswer,
    WebhookDeliverySummary,
    WebhookTestAnswer,
)
from faktura_client.pages import Paged
from faktura_client.requests import (
    AccountPatch,
    AccountRequest,
    ActivateRequest,
    AdvanceRequest,
    AssignRequest,
    BatchRequest,
    BrandingRequest,
    BrandPatch,
    BrandRequest,
    ClockRequest,
    CommentRequest,
    CreditRequest,
    CustomerPatch,
    CustomerRequest,
    DryRunRequest,
    EmailDomainRequest,
    EmailSenderRequest,
    EndpointPatch,
    EndpointRequest,
    ExportRequest,
    FeaturesRequest,
    ImportOptions,
    InboxSettingsRequest,
    InvoicePatch,
    InvoiceRequest,
    IssueRequest,
    KeyPatch,
    KeyRequest,
    LinkRequest,
    MemberPatch,
    MemberRequest,
    NewOrganizationRequest,
    OrganizationPatch,
    PageDomainRequest,
    PaidRequest,
    PaymentRequest,
    PreviewRequest,
    PurchaseOrderRequest,
    QueryRequest,
    RateLimitsRequest,
    RejectRequest,
    ReplayRequest,
    ReversalRequest,
    RotateRequest,
    RotationRequest,
    RulePatch,
    RuleRequest,
    SendRequest,
    SeriesPatch,
    SeriesRequest,
    SignInPolicyRequest,
    StoredPreviewRequest,
    SupplierPatch,
    TemplatePatch,
    TemplateRequest,
)


class AccountsResource:
    """The operations of accounts."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def create(self, body: AccountRequest, **options: Unpack[Options]) -> SignupAnswer:
        """Sign up in test mode: gives an account, an organization, and a key for each, at once."""
        return self._core.answer(SignupAnswer, Call("POST", "/v1/accounts", body=body, open=True, options=options))


class AccountMembersSignInPolicyResource:
    """The operations of account.members.sign_in_policy."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def get(self, **options: Unpack[Options]) -> SignInPolicyAnswer:
        """How the account's members sign in."""
        return self._core.answer(SignInPolicyAnswer, Call("GET", "/v1/account/sign-in-policy", options=options))

    def put(self, body: SignInPolicyRequest, **options: Unpack[Options]) -> SignInPolicyAnswer:
        """Ask the account's members for a second factor, or let them sign in at your own OpenID provider. Needs
        the scope *.
        """
        return self._core.answer(
            SignInPolicyAnswer, Call("PUT", "/v1/account/sign-in-policy", body=body, keyed=True, options=options)
        )


class AccountMembersResource:
    """The operations of account.members."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.sign_in_policy = AccountMembersSignInPolicyResource(core)

    def list(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        state: Literal["invited", "active"] | None = None,
        **options: Unpack[Options],
    ) -> Paged[MemberAnswer]:
        """List the account's members, oldest first.

        `cursor`: The next_cursor of the page before. Iterate over it for everything; `limit` is the size of
        a page.
        """
        return self._core.pages(
            MemberAnswer,
            Call(
                "GET", "/v1/account/members", query={"limit": limit, "cursor": cursor, "state": state}, options=options
            ),
            "cursor",
        )

    def create(self, body: MemberRequest, **options: Unpack[Options]) -> MemberAnswer:
        """Invite somebody as one of the account's members; a link is mailed to them."""
        return self._core.answer(
            MemberAnswer, Call("POST", "/v1/account/members", body=body, keyed=True, options=options)
        )

    def get(self, member: str, **options: Unpack[Options]) -> MemberAnswer:
        """Get one of the account's members."""
        return self._core.answer(MemberAnswer, Call("GET", f"/v1/account/members/{segment(member)}", options=options))

    def change(self, member: str, body: MemberPatch, **options: Unpack[Options]) -> MemberAnswer:
        """Change the role, scopes or name of one of the account's members; it counts at once."""
        return self._core.answer(
            MemberAnswer,
            Call("PATCH", f"/v1/account/members/{segment(member)}", body=body, keyed=True, options=options),
        )

    def remove(self, member: str, **options: Unpack[Options]) -> None:
        """Remove one of the account's members, or withdraw an invitation; sessions lead nowhere any more, at
        once.
        """
        self._core.nothing(Call("DELETE", f"/v1/account/members/{segment(member)}", keyed=True, options=options))

    def invite_again(self, member: str, **options: Unpack[Options]) -> MemberAnswer:
        """Send a new link; the one before works no longer."""
        return self._core.answer(
            MemberAnswer, Call("POST", f"/v1/account/members/{segment(member)}/invitation", keyed=True, options=options)
        )


class AccountKeysResource:
    """The operations of account.keys."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def list(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        active: Literal["true", "false"] | None = None,
        **options: Unpack[Options],
    ) -> Paged[KeyAnswer]:
        """The keys of the account, without their secrets, newest first.

        `cursor`: The next_cursor of the page before. `active`: Only those that are taken, or not. Iterate
        over it for everything; `limit` is the size of a page.
        """
        return self._core.pages(
            KeyAnswer,
            Call(
                "GET",
                "/v1/account/api-keys",
                query={"limit": limit, "cursor": cursor, "active": active},
                options=options,
            ),
            "cursor",
        )

    def create(self, body: KeyRequest | None = None, **options: Unpack[Options]) -> NewKeyAnswer:
        """Make a key of the account; its text is shown this once."""
        return self._core.answer(
            NewKeyAnswer, Call("POST", "/v1/account/api-keys", body=body, keyed=True, options=options)
        )

    def get(self, key: str, **options: Unpack[Options]) -> KeyAnswer:
        """Get a key of the account."""
        return self._core.answer(KeyAnswer, Call("GET", f"/v1/account/api-keys/{segment(key)}", options=options))

    def change(self, key: str, body: KeyPatch, **options: Unpack[Options]) -> KeyAnswer:
        """Change a key's name, scopes, networks, pages, end or version (JSON Merge Patch)."""
        return self._core.answer(
            KeyAnswer,
            Call(
                "PATCH",
                f"/v1/account/api-keys/{segment(key)}",
                body=body,
                content_type="application/merge-patch+json",
                keyed=True,
                options=options,
            ),
        )

    def revoke(
        self, key: str, *, descendants: Literal["true", "false"] | None = None, **options: Unpack[Options]
    ) -> RevocationAnswer | None:
        """Revoke a key at once; with descendants=true also the keys that it made.

        `descendants`: Also revoke what took its place, and every key that any of them made.
        """
        return self._core.answer(
            cast(type[RevocationAnswer | None], RevocationAnswer | None),
            Call(
                "DELETE",
                f"/v1/account/api-keys/{segment(key)}",
                query={"descendants": descendants},
                keyed=True,
                options=options,
            ),
        )

    def rotate(self, key: str, body: RotationRequest | None = None, **options: Unpack[Options]) -> NewKeyAnswer:
        """Make a key with the same rights; the old one ends after the overlap."""
        return self._core.answer(
            NewKeyAnswer,
            Call("POST", f"/v1/account/api-keys/{segment(key)}/rotate", body=body, keyed=True, options=options),
        )


class AccountResource:
    """The operations of account."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.members = AccountMembersResource(core)
        self.keys = AccountKeysResource(core)

    def get(self, **options: Unpack[Options]) -> AccountAnswer:
        """The account of the key."""
        return self._core.answer(AccountAnswer, Call("GET", "/v1/account", options=options))

    def change(self, body: AccountPatch, **options: Unpack[Options]) -> AccountAnswer:
        """Change the account's name (JSON Merge Patch)."""
        return self._core.answer(
            AccountAnswer,
            Call(
                "PATCH",
                "/v1/account",
                body=body,
                content_type="application/merge-patch+json",
                keyed=True,
                options=options,
            ),
        )


class OrganizationsBrandingResource:
    """The operations of organizations.branding."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def get(self, organization: str, **options: Unpack[Options]) -> BrandingAnswer:
        """How documents look."""
        return self._core.answer(
            BrandingAnswer, Call("GET", f"/v1/organizations/{segment(organization)}/branding", options=options)
        )

    def change(self, organization: str, body: BrandingRequest, **options: Unpack[Options]) -> BrandingAnswer:
        """Change colours, font, texts or logo (PNG or JPEG as base64, at most 1 MiB)."""
        return self._core.answer(
            BrandingAnswer,
            Call(
                "PATCH", f"/v1/organizations/{segment(organization)}/branding", body=body, keyed=True, options=options
            ),
        )


class OrganizationsEmailSenderResource:
    """The operations of organizations.email_sender."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def get(self, organization: str, **options: Unpack[Options]) -> EmailSenderAnswer:
        """Who sends the organization's mail."""
        return self._core.answer(
            EmailSenderAnswer, Call("GET", f"/v1/organizations/{segment(organization)}/email-sender", options=options)
        )

    def put(self, organization: str, body: EmailSenderRequest, **options: Unpack[Options]) -> EmailSenderAnswer:
        """Set the organization's own sender and mail server. The password is encrypted and never shown."""
        return self._core.answer(
            EmailSenderAnswer,
            Call(
                "PUT", f"/v1/organizations/{segment(organization)}/email-sender", body=body, keyed=True, options=options
            ),
        )

    def delete(self, organization: str, **options: Unpack[Options]) -> None:
        """Go back to the installation's sender."""
        self._core.nothing(
            Call("DELETE", f"/v1/organizations/{segment(organization)}/email-sender", keyed=True, options=options)
        )


class OrganizationsSeriesResource:
    """The operations of organizations.series."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def list(self, organization: str, **options: Unpack[Options]) -> Paged[SeriesAnswer]:
        """The numbering series."""
        return self._core.pages(
            SeriesAnswer, Call("GET", f"/v1/organizations/{segment(organization)}/series", options=options), ""
        )

    def create(self, organization: str, body: SeriesRequest, **options: Unpack[Options]) -> SeriesAnswer:
        """Add a numbering series; as the default it numbers from now on."""
        return self._core.answer(
            SeriesAnswer,
            Call("POST", f"/v1/organizations/{segment(organization)}/series", body=body, keyed=True, options=options),
        )

    def change(self, organization: str, series: str, body: SeriesPatch, **options: Unpack[Options]) -> SeriesAnswer:
        """Change a series that has not numbered anything yet."""
        return self._core.answer(
            SeriesAnswer,
            Call(
                "PATCH",
                f"/v1/organizations/{segment(organization)}/series/{segment(series)}",
                body=body,
                keyed=True,
                options=options,
            ),
        )


class OrganizationsInboxResource:
    """The operations of organizations.inbox."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def get(self, organization: str, **options: Unpack[Options]) -> InboxSettingsAnswer:
        """How the organization works on its inbox."""
        return self._core.answer(
            InboxSettingsAnswer, Call("GET", f"/v1/organizations/{segment(organization)}/inbox", options=options)
        )

    def put(self, organization: str, body: InboxSettingsRequest, **options: Unpack[Options]) -> InboxSettingsAnswer:
        """Set how the organization works on its inbox: whether two must approve."""
        return self._core.answer(
            InboxSettingsAnswer,
            Call("PUT", f"/v1/organizations/{segment(organization)}/inbox", body=body, keyed=True, options=options),
        )


class OrganizationsRateLimitsResource:
    """The operations of organizations.rate_limits."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def get(self, organization: str, **options: Unpack[Options]) -> RateLimitsAnswer:
        """How often the organization and its keys may ask, in the key's mode."""
        return self._core.answer(
            RateLimitsAnswer, Call("GET", f"/v1/organizations/{segment(organization)}/rate-limits", options=options)
        )

    def put(self, organization: str, body: RateLimitsRequest, **options: Unpack[Options]) -> RateLimitsAnswer:
        """Set the limits of an organization and of its keys, all at once. Needs the account's key."""
        return self._core.answer(
            RateLimitsAnswer,
            Call(
                "PUT", f"/v1/organizations/{segment(organization)}/rate-limits", body=body, keyed=True, options=options
            ),
        )


class OrganizationsKeysResource:
    """The operations of organizations.keys."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def list(
        self,
        organization: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        active: Literal["true", "false"] | None = None,
        **options: Unpack[Options],
    ) -> Paged[KeyAnswer]:
        """The keys of the organization, without their secrets, newest first.

        `cursor`: The next_cursor of the page before. `active`: Only those that are taken, or not. Iterate
        over it for everything; `limit` is the size of a page.
        """
        return self._core.pages(
            KeyAnswer,
            Call(
                "GET",
                f"/v1/organizations/{segment(organization)}/api-keys",
                query={"limit": limit, "cursor": cursor, "active": active},
                options=options,
            ),
            "cursor",
        )

    def create(self, organization: str, body: KeyRequest | None = None, **options: Unpack[Options]) -> NewKeyAnswer:
        """Make a key of the organization; its text is shown this once."""
        return self._core.answer(
            NewKeyAnswer,
            Call("POST", f"/v1/organizations/{segment(organization)}/api-keys", body=body, keyed=True, options=options),
        )

    def get(self, organization: str, key: str, **options: Unpack[Options]) -> KeyAnswer:
        """Get a key of the organization."""
        return self._core.answer(
            KeyAnswer,
            Call("GET", f"/v1/organizations/{segment(organization)}/api-keys/{segment(key)}", options=options),
        )

    def change(self, organization: str, key: str, body: KeyPatch, **options: Unpack[Options]) -> KeyAnswer:
        """Change a key's name, scopes, networks, pages, end or version (JSON Merge Patch)."""
        return self._core.answer(
            KeyAnswer,
            Call(
                "PATCH",
                f"/v1/organizations/{segment(organization)}/api-keys/{segment(key)}",
                body=body,
                content_type="application/merge-patch+json",
                keyed=True,
                options=options,
            ),
        )

    def revoke(
        self,
        organization: str,
        key: str,
        *,
        descendants: Literal["true", "false"] | None = None,
        **options: Unpack[Options],
    ) -> RevocationAnswer | None:
        """Revoke a key at once; with descendants=true also the keys that it made.

        `descendants`: Also revoke what took its place, and every key that any of them made.
        """
        return self._core.answer(
            cast(type[RevocationAnswer | None], RevocationAnswer | None),
            Call(
                "DELETE",
                f"/v1/organizations/{segment(organization)}/api-keys/{segment(key)}",
                query={"descendants": descendants},
                keyed=True,
                options=options,
            ),
        )

    def rotate(
        self, organization: str, key: str, body: RotationRequest | None = None, **options: Unpack[Options]
    ) -> NewKeyAnswer:
        """Make a key with the same rights; the old one ends after the overlap."""
        return self._core.answer(
            NewKeyAnswer,
            Call(
                "POST",
                f"/v1/organizations/{segment(organization)}/api-keys/{segment(key)}/rotate",
                body=body,
                keyed=True,
                options=options,
            ),
        )


class OrganizationsResource:
    """The operations of organizations."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.branding = OrganizationsBrandingResource(core)
        self.email_sender = OrganizationsEmailSenderResource(core)
        self.series = OrganizationsSeriesResource(core)
        self.inbox = OrganizationsInboxResource(core)
        self.rate_limits = OrganizationsRateLimitsResource(core)
        self.keys = OrganizationsKeysResource(core)

    def create(self, body: NewOrganizationRequest, **options: Unpack[Options]) -> NewOrganizationAnswer:
        """Create an organization; what is absent comes from its country, `key` makes a first key. Needs the
        account's key.
        """
        return self._core.answer(
            NewOrganizationAnswer, Call("POST", "/v1/organizations", body=body, keyed=True, options=options)
        )

    def list(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        external_id: str | None = None,
        **options: Unpack[Options],
    ) -> Paged[OrganizationSummary]:
        """List the account's organizations, newest first. Needs the account's key.

        `cursor`: The next_cursor of the page before. Iterate over it for everything; `limit` is the size of
        a page.
        """
        return self._core.pages(
            OrganizationSummary,
            Call(
                "GET",
                "/v1/organizations",
                query={"limit": limit, "cursor": cursor, "external_id": external_id},
                options=options,
            ),
            "cursor",
        )

    def get(self, organization: str, **options: Unpack[Options]) -> OrganizationAnswer:
        """Get an organization."""
        return self._core.answer(
            OrganizationAnswer, Call("GET", f"/v1/organizations/{segment(organization)}", options=options)
        )

    def change(
        self, organization: str, body: OrganizationPatch, *, if_match: str | None = None, **options: Unpack[Options]
    ) -> OrganizationAnswer:
        """Change an organization (JSON Merge Patch). Issued documents keep what they froze."""
        return self._core.answer(
            OrganizationAnswer,
            Call(
                "PATCH",
                f"/v1/organizations/{segment(organization)}",
                body=body,
                content_type="application/merge-patch+json",
                headers={"If-Match": if_match},
                keyed=True,
                options=options,
            ),
        )

    def closing(self, organization: str, **options: Unpack[Options]) -> ClosingAnswer:
        """Whether the organization is closed, and what closing keeps until when."""
        return self._core.answer(
            ClosingAnswer, Call("GET", f"/v1/organizations/{segment(organization)}/closing", options=options)
        )

    def close(self, organization: str, **options: Unpack[Options]) -> ClosingAnswer:
        """Close the organization: it can only be read from then on, and be reopened for 30 days."""
        return self._core.answer(
            ClosingAnswer, Call("POST", f"/v1/organizations/{segment(organization)}/close", keyed=True, options=options)
        )

    def reopen(self, organization: str, **options: Unpack[Options]) -> ClosingAnswer:
        """Open a closed organization again."""
        return self._core.answer(
            ClosingAnswer,
            Call("POST", f"/v1/organizations/{segment(organization)}/reopen", keyed=True, options=options),
        )


class CustomersResource:
    """The operations of customers."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def create(self, body: CustomerRequest, **options: Unpack[Options]) -> CustomerAnswer:
        """Store a customer."""
        return self._core.answer(CustomerAnswer, Call("POST", "/v1/customers", body=body, keyed=True, options=options))

    def list(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        q: str | None = None,
        email: str | None = None,
        external_id: str | None = None,
        **options: Unpack[Options],
    ) -> Paged[CustomerAnswer]:
        """List customers, newest first.

        `cursor`: The next_cursor of the page before. Iterate over it for everything; `limit` is the size of
        a page.
        """
        return self._core.pages(
            CustomerAnswer,
            Call(
                "GET",
                "/v1/customers",
                query={"limit": limit, "cursor": cursor, "q": q, "email": email, "external_id": external_id},
                options=options,
            ),
            "cursor",
        )

    def get(self, customer: str, **options: Unpack[Options]) -> CustomerAnswer:
        """Get a customer."""
        return self._core.answer(CustomerAnswer, Call("GET", f"/v1/customers/{segment(customer)}", options=options))

    def change(
        self, customer: str, body: CustomerPatch, *, if_match: str | None = None, **options: Unpack[Options]
    ) -> CustomerAnswer:
        """Change a customer (JSON Merge Patch). Issued documents keep the buyer that they froze."""
        return self._core.answer(
            CustomerAnswer,
            Call(
                "PATCH",
                f"/v1/customers/{segment(customer)}",
                body=body,
                content_type="application/merge-patch+json",
                headers={"If-Match": if_match},
                keyed=True,
                options=options,
            ),
        )

    def archive(self, customer: str, *, if_match: str | None = None, **options: Unpack[Options]) -> None:
        """Archive a customer: it leaves the lists, documents keep it."""
        self._core.nothing(
            Call(
                "DELETE",
                f"/v1/customers/{segment(customer)}",
                headers={"If-Match": if_match},
                keyed=True,
                options=options,
            )
        )


class InvoicesLinksResource:
    """The operations of invoices.links."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def create(self, invoice: str, body: LinkRequest | None = None, **options: Unpack[Options]) -> LinkAnswer:
        """Make a link for the buyer: unguessable, expiring, revocable."""
        return self._core.answer(
            LinkAnswer, Call("POST", f"/v1/invoices/{segment(invoice)}/links", body=body, keyed=True, options=options)
        )

    def list(self, invoice: str, **options: Unpack[Options]) -> Paged[LinkAnswer]:
        """The links of a document."""
        return self._core.pages(LinkAnswer, Call("GET", f"/v1/invoices/{segment(invoice)}/links", options=options), "")

    def revoke(self, invoice: str, link: str, **options: Unpack[Options]) -> None:
        """Revoke a link."""
        self._core.nothing(
            Call("DELETE", f"/v1/invoices/{segment(invoice)}/links/{segment(link)}", keyed=True, options=options)
        )


class InvoicesResource:
    """The operations of invoices."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.links = InvoicesLinksResource(core)

    def create(self, body: InvoiceRequest, **options: Unpack[Options]) -> DocumentAnswer:
        """Create a document: a draft, or issued at once with issue, and sent with send."""
        return self._core.answer(DocumentAnswer, Call("POST", "/v1/invoices", body=body, keyed=True, options=options))

    def list(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        status: Literal["draft", "issued"] | None = None,
        state: Literal["draft", "issued"] | None = None,
        document_type: Literal[
            "invoice",
            "credit_note",
            "debit_note",
            "corrective_invoice",
            "prepayment_invoice",
            "self_billed_invoice",
            "self_billed_credit_note",
        ]
        | None = None,
        customer: str | None = None,
        brand: str | None = None,
        corrects: str | None = None,
        number: str | None = None,
        external_id: str | None = None,
        currency: str | None = None,
        buyer_name: str | None = None,
        q: str | None = None,
        issue_date: _dt.date | str | None = None,
        issue_date_gte: _dt.date | str | None = None,
        issue_date_gt: _dt.date | str | None = None,
        issue_date_lte: _dt.date | str | None = None,
        issue_date_lt: _dt.date | str | None = None,
        due_date: _dt.date | str | None = None,
        due_date_gte: _dt.date | str | None = None,
        due_date_gt: _dt.date | str | None = None,
        due_date_lte: _dt.date | str | None = None,
        due_date_lt: _dt.date | str | None = None,
        total_with_vat: Decimal | str | None = None,
        total_with_vat_gte: Decimal | str | None = None,
        total_with_vat_gt: Decimal | str | None = None,
        total_with_vat_lte: Decimal | str | None = None,
        total_with_vat_lt: Decimal | str | None = None,
        created_at: _dt.datetime | str | None = None,
        created_at_gte: _dt.datetime | str | None = None,
        created_at_gt: _dt.datetime | str | None = None,
        created_at_lte: _dt.datetime | str | None = None,
        created_at_lt: _dt.datetime | str | None = None,
        issued_at: _dt.datetime | str | None = None,
        issued_at_gte: _dt.datetime | str | None = None,
        issued_at_gt: _dt.datetime | str | None = None,
        issued_at_lte: _dt.datetime | str | None = None,
        issued_at_lt: _dt.datetime | str | None = None,
        order: Literal["-created_at", "created_at", "-issue_date", "issue_date"] | None = None,
        total: Literal["true"] | None = None,
        expand: Sequence[Literal["customer"]] | None = None,
        **options: Unpack[Options],
    ) -> Paged[DocumentSummary]:
        """List documents, newest first.

        `cursor`: The next_cursor of the page before. `expand`: Fields that hold ids, to be answered with the
        things themselves. Iterate over it for everything; `limit` is the size of a page.
        """
        return self._core.pages(
            DocumentSummary,
            Call(
                "GET",
                "/v1/invoices",
                query={
                    "limit": limit,
                    "cursor": cursor,
                    "status": status,
                    "state": state,
                    "document_type": document_type,
                    "customer": customer,
                    "brand": brand,
                    "corrects": corrects,
                    "number": number,
                    "external_id": external_id,
                    "currency": currency,
                    "buyer_name": buyer_name,
                    "q": q,
                    "issue_date": issue_date,
                    "issue_date[gte]": issue_date_gte,
                    "issue_date[gt]": issue_date_gt,
                    "issue_date[lte]": issue_date_lte,
                    "issue_date[lt]": issue_date_lt,
                    "due_date": due_date,
                    "due_date[gte]": due_date_gte,
                    "due_date[gt]": due_date_gt,
                    "due_date[lte]": due_date_lte,
                    "due_date[lt]": due_date_lt,
                    "total_with_vat": total_with_vat,
                    "total_with_vat[gte]": total_with_vat_gte,
                    "total_with_vat[gt]": total_with_vat_gt,
                    "total_with_vat[lte]": total_with_vat_lte,
                    "total_with_vat[lt]": total_with_vat_lt,
                    "created_at": created_at,
                    "created_at[gte]": created_at_gte,
                    "created_at[gt]": created_at_gt,
                    "created_at[lte]": created_at_lte,
                    "created_at[lt]": created_at_lt,
                    "issued_at": issued_at,
                    "issued_at[gte]": issued_at_gte,
                    "issued_at[gt]": issued_at_gt,
                    "issued_at[lte]": issued_at_lte,
                    "issued_at[lt]": issued_at_lt,
                    "order": order,
                    "total": total,
                    "expand[]": expand,
                },
                options=options,
            ),
            "cursor",
        )

    def preview(self, body: InvoiceRequest, **options: Unpack[Options]) -> PreviewAnswer:
        """See what a document would be, without storing anything; as PDF with Accept: application/pdf."""
        return self._core.answer(
            PreviewAnswer, Call("POST", "/v1/invoices/preview", body=body, keyed=True, options=options)
        )

    def preview_file(self, body: InvoiceRequest, **options: Unpack[Options]) -> File:
        """See what a document would be, without storing anything; as PDF with Accept: application/pdf."""
        return self._core.file(
            Call("POST", "/v1/invoices/preview", body=body, accept="application/pdf", keyed=True, options=options)
        )

    def get(
        self,
        invoice: str,
        *,
        expand: Sequence[Literal["customer", "corrects", "corrected_by"]] | None = None,
        **options: Unpack[Options],
    ) -> DocumentAnswer:
        """Get a document.

        `expand`: Fields that hold ids, to be answered with the things themselves.
        """
        return self._core.answer(
            DocumentAnswer, Call("GET", f"/v1/invoices/{segment(invoice)}", query={"expand[]": expand}, options=options)
        )

    def change(
        self, invoice: str, body: InvoicePatch, *, if_match: str | None = None, **options: Unpack[Options]
    ) -> DocumentAnswer:
        """Change a draft (JSON Merge Patch: lists are replaced, null removes)."""
        return self._core.answer(
            DocumentAnswer,
            Call(
                "PATCH",
                f"/v1/invoices/{segment(invoice)}",
                body=body,
                content_type="application/merge-patch+json",
                headers={"If-Match": if_match},
                keyed=True,
                options=options,
            ),
        )

    def replace(
        self, invoice: str, body: InvoiceRequest, *, if_match: str | None = None, **options: Unpack[Options]
    ) -> DocumentAnswer:
        """Replace a draft as a whole."""
        return self._core.answer(
            DocumentAnswer,
            Call(
                "PUT",
                f"/v1/invoices/{segment(invoice)}",
                body=body,
                headers={"If-Match": if_match},
                keyed=True,
                options=options,
            ),
        )

    def delete(self, invoice: str, **options: Unpack[Options]) -> None:
        """Delete a draft."""
        self._core.nothing(Call("DELETE", f"/v1/invoices/{segment(invoice)}", keyed=True, options=options))

    def issue(
        self, invoice: str, body: IssueRequest | None = None, *, if_match: str | None = None, **options: Unpack[Options]
    ) -> DocumentAnswer:
        """Issue a draft: it is checked, gets its number, and is frozen."""
        return self._core.answer(
            DocumentAnswer,
            Call(
                "POST",
                f"/v1/invoices/{segment(invoice)}/issue",
                body=body,
                headers={"If-Match": if_match},
                keyed=True,
                options=options,
            ),
        )

    def send(self, invoice: str, body: SendRequest | None = None, **options: Unpack[Options]) -> SendAnswer:
        """Send an issued document."""
        return self._core.answer(
            SendAnswer, Call("POST", f"/v1/invoices/{segment(invoice)}/send", body=body, keyed=True, options=options)
        )

    def credit(self, invoice: str, body: CreditRequest | None = None, **options: Unpack[Options]) -> DocumentAnswer:
        """Make a credit note for an issued document: a draft, or issued at once."""
        return self._core.answer(
            DocumentAnswer,
            Call("POST", f"/v1/invoices/{segment(invoice)}/credit", body=body, keyed=True, options=options),
        )

    def duplicate(self, invoice: str, **options: Unpack[Options]) -> DocumentAnswer:
        """Make a new draft with the content of an issued document."""
        return self._core.answer(
            DocumentAnswer, Call("POST", f"/v1/invoices/{segment(invoice)}/duplicate", keyed=True, options=options)
        )

    def batch(self, body: BatchRequest, **options: Unpack[Options]) -> BatchAnswer:
        """Create up to 1,000 documents in one call: each by itself, or all or none."""
        return self._core.answer(
            BatchAnswer, Call("POST", "/v1/invoices/batch", body=body, keyed=True, options=options)
        )

    def explain(self, invoice: str, **options: Unpack[Options]) -> ExplanationAnswer:
        """How every derived value came to be."""
        return self._core.answer(
            ExplanationAnswer, Call("GET", f"/v1/invoices/{segment(invoice)}/explain", options=options)
        )

    def status(self, invoice: str, *, as_of: _dt.date | str | None = None, **options: Unpack[Options]) -> StatusAnswer:
        """Where a document stands: payment on a day (today, or as_of), deliveries, files, timeline.

        `as_of`: The day asked for.
        """
        return self._core.answer(
            StatusAnswer,
            Call("GET", f"/v1/invoices/{segment(invoice)}/status", query={"as_of": as_of}, options=options),
        )

    def events(self, invoice: str, **options: Unpack[Options]) -> Paged[TimelineEventAnswer]:
        """What happened to a document."""
        return self._core.pages(
            TimelineEventAnswer, Call("GET", f"/v1/invoices/{segment(invoice)}/events", options=options), ""
        )

    def deliveries(self, invoice: str, **options: Unpack[Options]) -> Paged[DeliveryAnswer]:
        """The deliveries of a document."""
        return self._core.pages(
            DeliveryAnswer, Call("GET", f"/v1/invoices/{segment(invoice)}/deliveries", options=options), ""
        )

    def files(self, invoice: str, **options: Unpack[Options]) -> Paged[FileAnswer]:
        """The files of a document."""
        return self._core.pages(FileAnswer, Call("GET", f"/v1/invoices/{segment(invoice)}/files", options=options), "")

    def file(self, invoice: str, kind: str, **options: Unpack[Options]) -> File:
        """A file of an issued document: pdf, ubl, cii, facturx, or json (the sealed document)."""
        return self._core.file(
            Call(
                "GET",
                f"/v1/invoices/{segment(invoice)}/files/{segment(kind)}",
                accept="application/pdf, application/xml, application/json",
                options=options,
            )
        )

    def pdf(self, invoice: str, *, format: Literal["pdf", "facturx"] | None = None, **options: Unpack[Options]) -> File:
        """The PDF of an issued document; as facturx with the invoice as XML inside."""
        return self._core.file(
            Call(
                "GET",
                f"/v1/invoices/{segment(invoice)}/pdf",
                accept="application/pdf",
                query={"format": format},
                options=options,
            )
        )

    def xml(self, invoice: str, *, format: Literal["ubl", "cii"] | None = None, **options: Unpack[Options]) -> File:
        """The XML of an issued document."""
        return self._core.file(
            Call(
                "GET",
                f"/v1/invoices/{segment(invoice)}/xml",
                accept="application/xml",
                query={"format": format},
                options=options,
            )
        )


class PaymentsResource:
    """The operations of payments."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def record(self, invoice: str, body: PaymentRequest, **options: Unpack[Options]) -> PaymentAnswer:
        """Record money received on a document."""
        return self._core.answer(
            PaymentAnswer,
            Call("POST", f"/v1/invoices/{segment(invoice)}/payments", body=body, keyed=True, options=options),
        )

    def of_invoice(
        self,
        invoice: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        expand: Sequence[Literal["source"]] | None = None,
        **options: Unpack[Options],
    ) -> Paged[PaymentAnswer]:
        """The payments of a document, newest first.

        `cursor`: The next_cursor of the page before. `expand`: Fields that hold ids, to be answered with the
        things themselves. Iterate over it for everything; `limit` is the size of a page.
        """
        return self._core.pages(
            PaymentAnswer,
            Call(
                "GET",
                f"/v1/invoices/{segment(invoice)}/payments",
                query={"limit": limit, "cursor": cursor, "expand[]": expand},
                options=options,
            ),
            "cursor",
        )

    def list(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        invoice: str | None = None,
        external_id: str | None = None,
        kind: Literal["payment", "reversal", "credit"] | None = None,
        method: Literal[
            "credit_transfer", "direct_debit", "card", "cash", "cheque", "online", "netting", "other", "credit_note"
        ]
        | None = None,
        received_on: _dt.date | str | None = None,
        received_on_gte: _dt.date | str | None = None,
        received_on_gt: _dt.date | str | None = None,
        received_on_lte: _dt.date | str | None = None,
        received_on_lt: _dt.date | str | None = None,
        expand: Sequence[Literal["invoice", "source"]] | None = None,
        **options: Unpack[Options],
    ) -> Paged[PaymentAnswer]:
        """List payments, reversals and applied credits, newest first.

        `cursor`: The next_cursor of the page before. `expand`: Fields that hold ids, to be answered with the
        things themselves. Iterate over it for everything; `limit` is the size of a page.
        """
        return self._core.pages(
            PaymentAnswer,
            Call(
                "GET",
                "/v1/payments",
                query={
                    "limit": limit,
                    "cursor": cursor,
                    "invoice": invoice,
                    "external_id": external_id,
                    "kind": kind,
                    "method": method,
                    "received_on": received_on,
                    "received_on[gte]": received_on_gte,
                    "received_on[gt]": received_on_gt,
                    "received_on[lte]": received_on_lte,
                    "received_on[lt]": received_on_lt,
                    "expand[]": expand,
                },
                options=options,
            ),
            "cursor",
        )

    def get(
        self, payment: str, *, expand: Sequence[Literal["invoice", "source"]] | None = None, **options: Unpack[Options]
    ) -> PaymentAnswer:
        """Get a payment.

        `expand`: Fields that hold ids, to be answered with the things themselves.
        """
        return self._core.answer(
            PaymentAnswer, Call("GET", f"/v1/payments/{segment(payment)}", query={"expand[]": expand}, options=options)
        )

    def reverse(self, payment: str, body: ReversalRequest | None = None, **options: Unpack[Options]) -> PaymentAnswer:
        """Take a payment back: a bounced debit, a chargeback, a mistake."""
        return self._core.answer(
            PaymentAnswer,
            Call("POST", f"/v1/payments/{segment(payment)}/reverse", body=body, keyed=True, options=options),
        )


class DeliveriesResource:
    """The operations of deliveries."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def list(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        invoice: str | None = None,
        status: Literal["waiting", "delivered", "refused", "given_up", "cancelled"] | None = None,
        state: Literal["waiting", "delivered", "refused", "given_up", "cancelled"] | None = None,
        expand: Sequence[Literal["invoice"]] | None = None,
        **options: Unpack[Options],
    ) -> Paged[DeliveryAnswer]:
        """List deliveries, newest first.

        `cursor`: The next_cursor of the page before. `expand`: Fields that hold ids, to be answered with the
        things themselves. Iterate over it for everything; `limit` is the size of a page.
        """
        return self._core.pages(
            DeliveryAnswer,
            Call(
                "GET",
                "/v1/deliveries",
                query={
                    "limit": limit,
                    "cursor": cursor,
                    "invoice": invoice,
                    "status": status,
                    "state": state,
                    "expand[]": expand,
                },
                options=options,
            ),
            "cursor",
        )

    def get(
        self, delivery: str, *, expand: Sequence[Literal["invoice"]] | None = None, **options: Unpack[Options]
    ) -> DeliveryHistoryAnswer:
        """Get a delivery with its attempts.

        `expand`: Fields that hold ids, to be answered with the things themselves.
        """
        return self._core.answer(
            DeliveryHistoryAnswer,
            Call("GET", f"/v1/deliveries/{segment(delivery)}", query={"expand[]": expand}, options=options),
        )

    def retry(self, delivery: str, **options: Unpack[Options]) -> DeliveryAnswer:
        """Try again what was refused, given up or cancelled."""
        return self._core.answer(
            DeliveryAnswer, Call("POST", f"/v1/deliveries/{segment(delivery)}/retry", keyed=True, options=options)
        )

    def cancel(self, delivery: str, **options: Unpack[Options]) -> DeliveryAnswer:
        """Stop a delivery that still waits."""
        return self._core.answer(
            DeliveryAnswer, Call("POST", f"/v1/deliveries/{segment(delivery)}/cancel", keyed=True, options=options)
        )


class ArchiveResource:
    """The operations of archive."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def search(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        invoice: str | None = None,
        kind: str | None = None,
        **options: Unpack[Options],
    ) -> Paged[ArchiveEntryAnswer]:
        """List what the archive keeps, newest first.

        `cursor`: The next_cursor of the page before. Iterate over it for everything; `limit` is the size of
        a page.
        """
        return self._core.pages(
            ArchiveEntryAnswer,
            Call(
                "GET",
                "/v1/archive",
                query={"limit": limit, "cursor": cursor, "invoice": invoice, "kind": kind},
                options=options,
            ),
            "cursor",
        )

    def get(self, entry: str, **options: Unpack[Options]) -> ArchiveEntryAnswer:
        """Get an entry."""
        return self._core.answer(ArchiveEntryAnswer, Call("GET", f"/v1/archive/{segment(entry)}", options=options))

    def content(self, entry: str, **options: Unpack[Options]) -> File:
        """The bytes of an entry, verified against their hash."""
        return self._core.file(
            Call(
                "GET",
                f"/v1/archive/{segment(entry)}/content",
                accept="application/pdf, application/xml, application/json, message/rfc822",
                options=options,
            )
        )

    def verify(self, **options: Unpack[Options]) -> VerificationAnswer:
        """Recompute every hash and every chain of the organization, and name what does not fit."""
        return self._core.answer(VerificationAnswer, Call("POST", "/v1/archive/verify", keyed=True, options=options))


class DocumentsResource:
    """The operations of documents."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def check(
        self,
        content: bytes,
        *,
        content_type: Literal[
            "application/xml", "application/pdf", "application/json", "application/octet-stream", "text/xml"
        ] = "application/octet-stream",
        specification: str | None = None,
        on: _dt.date | str | None = None,
        **options: Unpack[Options],
    ) -> CheckAnswer:
        """Check a document by the official rules: UBL, CII, a hybrid PDF or our JSON.

        `specification`: By name; auto takes what the document names (BT-24). `on`: The day whose rules
        count; else the document's day of issue.
        """
        return self._core.answer(
            CheckAnswer,
            Call(
                "POST",
                "/v1/check",
                content=content,
                content_type=content_type,
                query={"specification": specification, "on": on},
                keyed=True,
                options=options,
            ),
        )

    def convert(
        self,
        content: bytes,
        *,
        content_type: Literal[
            "application/xml", "application/pdf", "application/json", "application/octet-stream", "text/xml"
        ] = "application/octet-stream",
        to: Literal["json", "ubl", "cii", "xrechnung-ubl", "xrechnung-cii", "facturx", "pdf"] | None = None,
        profile: str | None = None,
        language: str | None = None,
        **options: Unpack[Options],
    ) -> ConvertAnswer:
        """Write a document in another form; with Accept: application/json the answer names what was lost.

        `to`: The form to write; needed. `profile`: For facturx: minimum, basic-wl, basic, … `language`: Of a
        PDF's page.
        """
        return self._core.answer(
            ConvertAnswer,
            Call(
                "POST",
                "/v1/convert",
                content=content,
                content_type=content_type,
                query={"to": to, "profile": profile, "language": language},
                keyed=True,
                options=options,
            ),
        )

    def convert_file(
        self,
        content: bytes,
        *,
        content_type: Literal[
            "application/xml", "application/pdf", "application/json", "application/octet-stream", "text/xml"
        ] = "application/octet-stream",
        to: Literal["json", "ubl", "cii", "xrechnung-ubl", "xrechnung-cii", "facturx", "pdf"] | None = None,
        profile: str | None = None,
        language: str | None = None,
        accept: Literal["application/xml", "application/pdf"] = "application/xml",
        **options: Unpack[Options],
    ) -> File:
        """Write a document in another form; with Accept: application/json the answer names what was lost.

        `to`: The form to write; needed. `profile`: For facturx: minimum, basic-wl, basic, … `language`: Of a
        PDF's page.
        """
        return self._core.file(
            Call(
                "POST",
                "/v1/convert",
                content=content,
                content_type=content_type,
                accept=accept,
                query={"to": to, "profile": profile, "language": language},
                keyed=True,
                options=options,
            )
        )


class InboxResource:
    """The operations of inbox."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def upload(
        self,
        content: bytes,
        *,
        content_type: Literal[
            "application/xml", "application/pdf", "application/json", "application/octet-stream", "text/xml"
        ] = "application/octet-stream",
        name: str | None = None,
        **options: Unpack[Options],
    ) -> InboxItemAnswer:
        """Put a received document into the inbox: UBL, CII, a PDF with or without XML inside, or anything else."""
        return self._core.answer(
            InboxItemAnswer,
            Call(
                "POST",
                "/v1/inbox",
                content=content,
                content_type=content_type,
                query={"name": name},
                keyed=True,
                options=options,
            ),
        )

    def list(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        state: Literal["received", "in_review", "query", "approved", "rejected", "paid", "archived"] | None = None,
        channel: Literal["api", "peppol", "email"] | None = None,
        verdict: Literal["valid", "invalid", "unsupported", "unreadable"] | None = None,
        supplier: str | None = None,
        purchase_order: str | None = None,
        duplicate_of: str | None = None,
        number: str | None = None,
        currency: str | None = None,
        order_reference: str | None = None,
        supplier_name: str | None = None,
        supplier_vat_id: str | None = None,
        assigned_to: str | None = None,
        sha256: str | None = None,
        q: str | None = None,
        issue_date: _dt.date | str | None = None,
        issue_date_gte: _dt.date | str | None = None,
        issue_date_gt: _dt.date | str | None = None,
        issue_date_lte: _dt.date | str | None = None,
        issue_date_lt: _dt.date | str | None = None,
        due_date: _dt.date | str | None = None,
        due_date_gte: _dt.date | str | None = None,
        due_date_gt: _dt.date | str | None = None,
        due_date_lte: _dt.date | str | None = None,
        due_date_lt: _dt.date | str | None = None,
        total_with_vat: Decimal | str | None = None,
        total_with_vat_gte: Decimal | str | None = None,
        total_with_vat_gt: Decimal | str | None = None,
        total_with_vat_lte: Decimal | str | None = None,
        total_with_vat_lt: Decimal | str | None = None,
        amount_due: Decimal | str | None = None,
        amount_due_gte: Decimal | str | None = None,
        amount_due_gt: Decimal | str | None = None,
        amount_due_lte: Decimal | str | None = None,
        amount_due_lt: Decimal | str | None = None,
        received_at: _dt.datetime | str | None = None,
        received_at_gte: _dt.datetime | str | None = None,
        received_at_gt: _dt.datetime | str | None = None,
        received_at_lte: _dt.datetime | str | None = None,
        received_at_lt: _dt.datetime | str | None = None,
        order: Literal["-created_at", "created_at", "-issue_date", "issue_date", "-due_date", "due_date"] | None = None,
        total: Literal["true"] | None = None,
        **options: Unpack[Options],
    ) -> Paged[InboxSummary]:
        """List received documents, newest first.

        `cursor`: The next_cursor of the page before. Iterate over it for everything; `limit` is the size of
        a page.
        """
        return self._core.pages(
            InboxSummary,
            Call(
                "GET",
                "/v1/inbox",
                query={
                    "limit": limit,
                    "cursor": cursor,
                    "state": state,
                    "channel": channel,
                    "verdict": verdict,
                    "supplier": supplier,
                    "purchase_order": purchase_order,
                    "duplicate_of": duplicate_of,
                    "number": number,
                    "currency": currency,
                    "order_reference": order_reference,
                    "supplier_name": supplier_name,
                    "supplier_vat_id": supplier_vat_id,
                    "assigned_to": assigned_to,
                    "sha256": sha256,
                    "q": q,
                    "issue_date": issue_date,
                    "issue_date[gte]": issue_date_gte,
                    "issue_date[gt]": issue_date_gt,
                    "issue_date[lte]": issue_date_lte,
                    "issue_date[lt]": issue_date_lt,
                    "due_date": due_date,
                    "due_date[gte]": due_date_gte,
                    "due_date[gt]": due_date_gt,
                    "due_date[lte]": due_date_lte,
                    "due_date[lt]": due_date_lt,
                    "total_with_vat": total_with_vat,
                    "total_with_vat[gte]": total_with_vat_gte,
                    "total_with_vat[gt]": total_with_vat_gt,
                    "total_with_vat[lte]": total_with_vat_lte,
                    "total_with_vat[lt]": total_with_vat_lt,
                    "amount_due": amount_due,
                    "amount_due[gte]": amount_due_gte,
                    "amount_due[gt]": amount_due_gt,
                    "amount_due[lte]": amount_due_lte,
                    "amount_due[lt]": amount_due_lt,
                    "received_at": received_at,
                    "received_at[gte]": received_at_gte,
                    "received_at[gt]": received_at_gt,
                    "received_at[lte]": received_at_lte,
                    "received_at[lt]": received_at_lt,
                    "order": order,
                    "total": total,
                },
                options=options,
            ),
            "cursor",
        )

    def reasons(self, **options: Unpack[Options]) -> ReasonsAnswer:
        """The reason codes of rejections and questions (OPStatusReason of Peppol BIS 63)."""
        return self._core.answer(ReasonsAnswer, Call("GET", "/v1/inbox/reasons", options=options))

    def get(self, inbox_item: str, **options: Unpack[Options]) -> InboxItemAnswer:
        """Get a received document."""
        return self._core.answer(InboxItemAnswer, Call("GET", f"/v1/inbox/{segment(inbox_item)}", options=options))

    def original(self, inbox_item: str, **options: Unpack[Options]) -> File:
        """The bytes as they were received."""
        return self._core.file(
            Call(
                "GET",
                f"/v1/inbox/{segment(inbox_item)}/original",
                accept="application/octet-stream, application/pdf",
                options=options,
            )
        )

    def pdf(self, inbox_item: str, *, language: str | None = None, **options: Unpack[Options]) -> File:
        """What was read of a received document, as a page of ours."""
        return self._core.file(
            Call(
                "GET",
                f"/v1/inbox/{segment(inbox_item)}/pdf",
                accept="application/pdf",
                query={"language": language},
                options=options,
            )
        )

    def assign(
        self,
        inbox_item: str,
        body: AssignRequest | None = None,
        *,
        if_match: str | None = None,
        **options: Unpack[Options],
    ) -> InboxItemAnswer:
        """Give a received document to somebody to look at."""
        return self._core.answer(
            InboxItemAnswer,
            Call(
                "POST",
                f"/v1/inbox/{segment(inbox_item)}/assign",
                body=body,
                headers={"If-Match": if_match},
                keyed=True,
                options=options,
            ),
        )

    def query(
        self, inbox_item: str, body: QueryRequest, *, if_match: str | None = None, **options: Unpack[Options]
    ) -> InboxItemAnswer:
        """Put a received document in question."""
        return self._core.answer(
            InboxItemAnswer,
            Call(
                "POST",
                f"/v1/inbox/{segment(inbox_item)}/query",
                body=body,
                headers={"If-Match": if_match},
                keyed=True,
                options=options,
            ),
        )

    def approve(
        self,
        inbox_item: str,
        body: CommentRequest | None = None,
        *,
        if_match: str | None = None,
        **options: Unpack[Options],
    ) -> InboxItemAnswer:
        """Approve a received document; where two must, it stays in review until the second one does."""
        return self._core.answer(
            InboxItemAnswer,
            Call(
                "POST",
                f"/v1/inbox/{segment(inbox_item)}/approve",
                body=body,
                headers={"If-Match": if_match},
                keyed=True,
                options=options,
            ),
        )

    def reject(
        self, inbox_item: str, body: RejectRequest, *, if_match: str | None = None, **options: Unpack[Options]
    ) -> InboxItemAnswer:
        """Reject a received document, with reason codes that its sender can be told."""
        return self._core.answer(
            InboxItemAnswer,
            Call(
                "POST",
                f"/v1/inbox/{segment(inbox_item)}/reject",
                body=body,
                headers={"If-Match": if_match},
                keyed=True,
                options=options,
            ),
        )

    def pay(
        self,
        inbox_item: str,
        body: PaidRequest | None = None,
        *,
        if_match: str | None = None,
        **options: Unpack[Options],
    ) -> InboxItemAnswer:
        """Remember that a received document was paid; no money moves by it."""
        return self._core.answer(
            InboxItemAnswer,
            Call(
                "POST",
                f"/v1/inbox/{segment(inbox_item)}/pay",
                body=body,
                headers={"If-Match": if_match},
                keyed=True,
                options=options,
            ),
        )

    def archive(
        self,
        inbox_item: str,
        body: CommentRequest | None = None,
        *,
        if_match: str | None = None,
        **options: Unpack[Options],
    ) -> InboxItemAnswer:
        """Put a received document away; nothing is deleted."""
        return self._core.answer(
            InboxItemAnswer,
            Call(
                "POST",
                f"/v1/inbox/{segment(inbox_item)}/archive",
                body=body,
                headers={"If-Match": if_match},
                keyed=True,
                options=options,
            ),
        )

    def reopen(
        self,
        inbox_item: str,
        body: CommentRequest | None = None,
        *,
        if_match: str | None = None,
        **options: Unpack[Options],
    ) -> InboxItemAnswer:
        """Look at a received document again; approvals that were given count no more."""
        return self._core.answer(
            InboxItemAnswer,
            Call(
                "POST",
                f"/v1/inbox/{segment(inbox_item)}/reopen",
                body=body,
                headers={"If-Match": if_match},
                keyed=True,
                options=options,
            ),
        )

    def rules(
        self, inbox_item: str, *, limit: int | None = None, cursor: str | None = None, **options: Unpack[Options]
    ) -> Paged[RuleFiringAnswer]:
        """Which rules fired for a received document, why, and what they did.

        `cursor`: The next_cursor of the page before. Iterate over it for everything; `limit` is the size of
        a page.
        """
        return self._core.pages(
            RuleFiringAnswer,
            Call(
                "GET",
                f"/v1/inbox/{segment(inbox_item)}/rules",
                query={"limit": limit, "cursor": cursor},
                options=options,
            ),
            "cursor",
        )


class InboxRulesResource:
    """The operations of inbox_rules."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def create(self, body: RuleRequest, **options: Unpack[Options]) -> InboxRuleAnswer:
        """Make a rule: conditions on fields, and what is done with documents that come and fit."""
        return self._core.answer(
            InboxRuleAnswer, Call("POST", "/v1/inbox-rules", body=body, keyed=True, options=options)
        )

    def list(
        self, *, state: Literal["active", "disabled"] | None = None, **options: Unpack[Options]
    ) -> Paged[InboxRuleAnswer]:
        """List all rules, in the order in which they are tried."""
        return self._core.pages(
            InboxRuleAnswer, Call("GET", "/v1/inbox-rules", query={"state": state}, options=options), ""
        )

    def dry_run(self, body: DryRunRequest, **options: Unpack[Options]) -> DryRunAnswer:
        """Try a rule on documents that are there, and change nothing."""
        return self._core.answer(
            DryRunAnswer, Call("POST", "/v1/inbox-rules/dry-run", body=body, keyed=True, options=options)
        )

    def get(self, inbox_rule: str, **options: Unpack[Options]) -> InboxRuleAnswer:
        """Get a rule."""
        return self._core.answer(
            InboxRuleAnswer, Call("GET", f"/v1/inbox-rules/{segment(inbox_rule)}", options=options)
        )

    def change(
        self, inbox_rule: str, body: RulePatch, *, if_match: str | None = None, **options: Unpack[Options]
    ) -> InboxRuleAnswer:
        """Change a rule, or disable it; what it did stays."""
        return self._core.answer(
            InboxRuleAnswer,
            Call(
                "PATCH",
                f"/v1/inbox-rules/{segment(inbox_rule)}",
                body=body,
                content_type="application/merge-patch+json",
                headers={"If-Match": if_match},
                keyed=True,
                options=options,
            ),
        )

    def log(
        self, inbox_rule: str, *, limit: int | None = None, cursor: str | None = None, **options: Unpack[Options]
    ) -> Paged[RuleFiringAnswer]:
        """When a rule fired, why, and what it did.

        `cursor`: The next_cursor of the page before. Iterate over it for everything; `limit` is the size of
        a page.
        """
        return self._core.pages(
            RuleFiringAnswer,
            Call(
                "GET",
                f"/v1/inbox-rules/{segment(inbox_rule)}/log",
                query={"limit": limit, "cursor": cursor},
                options=options,
            ),
            "cursor",
        )


class SuppliersResource:
    """The operations of suppliers."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def list(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        state: Literal["new", "known", "blocked"] | None = None,
        name: str | None = None,
        vat_id: str | None = None,
        **options: Unpack[Options],
    ) -> Paged[SupplierAnswer]:
        """List suppliers, newest first.

        `cursor`: The next_cursor of the page before. Iterate over it for everything; `limit` is the size of
        a page.
        """
        return self._core.pages(
            SupplierAnswer,
            Call(
                "GET",
                "/v1/suppliers",
                query={"limit": limit, "cursor": cursor, "state": state, "name": name, "vat_id": vat_id},
                options=options,
            ),
            "cursor",
        )

    def get(self, supplier: str, **options: Unpack[Options]) -> SupplierAnswer:
        """Get a supplier."""
        return self._core.answer(SupplierAnswer, Call("GET", f"/v1/suppliers/{segment(supplier)}", options=options))

    def change(
        self, supplier: str, body: SupplierPatch, *, if_match: str | None = None, **options: Unpack[Options]
    ) -> SupplierAnswer:
        """Change a supplier: block it, ask for two approvals, confirm accounts."""
        return self._core.answer(
            SupplierAnswer,
            Call(
                "PATCH",
                f"/v1/suppliers/{segment(supplier)}",
                body=body,
                content_type="application/merge-patch+json",
                headers={"If-Match": if_match},
                keyed=True,
                options=options,
            ),
        )


class PurchaseOrdersResource:
    """The operations of purchase_orders."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def create(self, body: PurchaseOrderRequest, **options: Unpack[Options]) -> PurchaseOrderAnswer:
        """Store a purchase order, so that what is invoiced is held against it."""
        return self._core.answer(
            PurchaseOrderAnswer, Call("POST", "/v1/purchase-orders", body=body, keyed=True, options=options)
        )

    def list(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        state: Literal["open", "closed"] | None = None,
        supplier: str | None = None,
        number: str | None = None,
        **options: Unpack[Options],
    ) -> Paged[PurchaseOrderAnswer]:
        """List purchase orders, newest first.

        `cursor`: The next_cursor of the page before. Iterate over it for everything; `limit` is the size of
        a page.
        """
        return self._core.pages(
            PurchaseOrderAnswer,
            Call(
                "GET",
                "/v1/purchase-orders",
                query={"limit": limit, "cursor": cursor, "state": state, "supplier": supplier, "number": number},
                options=options,
            ),
            "cursor",
        )

    def get(self, purchase_order: str, **options: Unpack[Options]) -> PurchaseOrderAnswer:
        """Get a purchase order."""
        return self._core.answer(
            PurchaseOrderAnswer, Call("GET", f"/v1/purchase-orders/{segment(purchase_order)}", options=options)
        )

    def close(self, purchase_order: str, **options: Unpack[Options]) -> PurchaseOrderAnswer:
        """Close a purchase order; documents that name it later get a finding."""
        return self._core.answer(
            PurchaseOrderAnswer,
            Call("POST", f"/v1/purchase-orders/{segment(purchase_order)}/close", keyed=True, options=options),
        )


class ImportsResource:
    """The operations of imports."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def create(
        self,
        content: bytes,
        *,
        content_type: Literal[
            "text/csv",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/jsonl",
            "application/x-ndjson",
        ] = "text/csv",
        kind: Literal["invoices", "customers", "payments"],
        name: str | None = None,
        group_by: str | None = None,
        mapping: str | None = None,
        dry_run: Literal["true", "false"] | None = None,
        issue: Literal["true", "false"] | None = None,
        decimal: Literal[".", ","] | None = None,
        date_format: Literal[
            "YYYY-MM-DD", "DD.MM.YYYY", "DD/MM/YYYY", "MM/DD/YYYY", "DD-MM-YYYY", "YYYY/MM/DD", "YYYYMMDD"
        ]
        | None = None,
        delimiter: Literal[",", ";", "	", "|"] | None = None,
        encoding: Literal["utf-8", "utf-16", "windows-1252", "iso-8859-1"] | None = None,
        **options: Unpack[Options],
    ) -> ImportAnswer:
        """Send a file of invoices, customers or payments; it is worked on in the background."""
        return self._core.answer(
            ImportAnswer,
            Call(
                "POST",
                "/v1/imports",
                content=content,
                content_type=content_type,
                query={
                    "kind": kind,
                    "name": name,
                    "group_by": group_by,
                    "mapping": mapping,
                    "dry_run": dry_run,
                    "issue": issue,
                    "decimal": decimal,
                    "date_format": date_format,
                    "delimiter": delimiter,
                    "encoding": encoding,
                },
                keyed=True,
                options=options,
            ),
        )

    def list(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        kind: Literal["invoices", "customers", "payments"] | None = None,
        state: Literal["waiting", "reading", "running", "done", "cancelled", "failed"] | None = None,
        **options: Unpack[Options],
    ) -> Paged[ImportAnswer]:
        """List imports, newest first.

        `cursor`: The next_cursor of the page before. Iterate over it for everything; `limit` is the size of
        a page.
        """
        return self._core.pages(
            ImportAnswer,
            Call(
                "GET",
                "/v1/imports",
                query={"limit": limit, "cursor": cursor, "kind": kind, "state": state},
                options=options,
            ),
            "cursor",
        )

    def get(self, import_: str, **options: Unpack[Options]) -> ImportAnswer:
        """How far an import is."""
        return self._core.answer(ImportAnswer, Call("GET", f"/v1/imports/{segment(import_)}", options=options))

    def rows(
        self,
        import_: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        status: Literal["pending", "written", "valid", "failed"] | None = None,
        **options: Unpack[Options],
    ) -> Paged[ImportRow]:
        """What became of each row, in the order of the file.

        `cursor`: The next_cursor of the page before. Iterate over it for everything; `limit` is the size of
        a page.
        """
        return self._core.pages(
            ImportRow,
            Call(
                "GET",
                f"/v1/imports/{segment(import_)}/rows",
                query={"limit": limit, "cursor": cursor, "status": status},
                options=options,
            ),
            "cursor",
        )

    def report(self, import_: str, *, format: Literal["csv", "json"] | None = None, **options: Unpack[Options]) -> File:
        """The whole report as a file: a line for each row and finding."""
        return self._core.file(
            Call(
                "GET",
                f"/v1/imports/{segment(import_)}/report",
                accept="text/csv, application/json",
                query={"format": format},
                options=options,
            )
        )

    def repeat(self, import_: str, body: ImportOptions | None = None, **options: Unpack[Options]) -> ImportAnswer:
        """Import the same file again with other options: in earnest after a dry run."""
        return self._core.answer(
            ImportAnswer, Call("POST", f"/v1/imports/{segment(import_)}/repeat", body=body, keyed=True, options=options)
        )

    def cancel(self, import_: str, **options: Unpack[Options]) -> ImportAnswer:
        """Stop an import; what was written stays."""
        return self._core.answer(
            ImportAnswer, Call("POST", f"/v1/imports/{segment(import_)}/cancel", keyed=True, options=options)
        )

    def template(self, file: str, **options: Unpack[Options]) -> File:
        """An empty file to fill in: invoices.csv, customers.xlsx and so on."""
        return self._core.file(
            Call(
                "GET",
                f"/v1/imports/templates/{segment(file)}",
                accept="text/csv, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                options=options,
            )
        )


class ExportsResource:
    """The operations of exports."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def create(self, body: ExportRequest, **options: Unpack[Options]) -> ExportAnswer:
        """Write invoices, customers, payments or events into a file, in the background."""
        return self._core.answer(ExportAnswer, Call("POST", "/v1/exports", body=body, keyed=True, options=options))

    def list(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        kind: Literal["invoices", "customers", "payments", "events"] | None = None,
        state: Literal["waiting", "running", "done", "cancelled", "failed"] | None = None,
        **options: Unpack[Options],
    ) -> Paged[ExportAnswer]:
        """List exports, newest first.

        `cursor`: The next_cursor of the page before. Iterate over it for everything; `limit` is the size of
        a page.
        """
        return self._core.pages(
            ExportAnswer,
            Call(
                "GET",
                "/v1/exports",
                query={"limit": limit, "cursor": cursor, "kind": kind, "state": state},
                options=options,
            ),
            "cursor",
        )

    def get(self, export: str, **options: Unpack[Options]) -> ExportAnswer:
        """How far an export is."""
        return self._core.answer(ExportAnswer, Call("GET", f"/v1/exports/{segment(export)}", options=options))

    def file(self, export: str, **options: Unpack[Options]) -> File:
        """The file of an export that is done."""
        return self._core.file(
            Call(
                "GET",
                f"/v1/exports/{segment(export)}/file",
                accept="text/csv, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, application/jsonl",
                options=options,
            )
        )

    def cancel(self, export: str, **options: Unpack[Options]) -> ExportAnswer:
        """Stop an export that is not done."""
        return self._core.answer(
            ExportAnswer, Call("POST", f"/v1/exports/{segment(export)}/cancel", keyed=True, options=options)
        )


class MembersSignInPolicyResource:
    """The operations of members.sign_in_policy."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def get(self, organization: str, **options: Unpack[Options]) -> SignInPolicyAnswer:
        """How the organization's members sign in."""
        return self._core.answer(
            SignInPolicyAnswer,
            Call("GET", f"/v1/organizations/{segment(organization)}/sign-in-policy", options=options),
        )

    def put(self, organization: str, body: SignInPolicyRequest, **options: Unpack[Options]) -> SignInPolicyAnswer:
        """Ask the organization's members for a second factor, or let them sign in at your own OpenID provider.
        Needs the scope *.
        """
        return self._core.answer(
            SignInPolicyAnswer,
            Call(
                "PUT",
                f"/v1/organizations/{segment(organization)}/sign-in-policy",
                body=body,
                keyed=True,
                options=options,
            ),
        )


class MembersResource:
    """The operations of members."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.sign_in_policy = MembersSignInPolicyResource(core)

    def list(
        self,
        organization: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        state: Literal["invited", "active"] | None = None,
        **options: Unpack[Options],
    ) -> Paged[MemberAnswer]:
        """List the organization's members, oldest first.

        `cursor`: The next_cursor of the page before. Iterate over it for everything; `limit` is the size of
        a page.
        """
        return self._core.pages(
            MemberAnswer,
            Call(
                "GET",
                f"/v1/organizations/{segment(organization)}/members",
                query={"limit": limit, "cursor": cursor, "state": state},
                options=options,
            ),
            "cursor",
        )

    def create(self, organization: str, body: MemberRequest, **options: Unpack[Options]) -> MemberAnswer:
        """Invite somebody as one of the organization's members; a link is mailed to them."""
        return self._core.answer(
            MemberAnswer,
            Call("POST", f"/v1/organizations/{segment(organization)}/members", body=body, keyed=True, options=options),
        )

    def get(self, organization: str, member: str, **options: Unpack[Options]) -> MemberAnswer:
        """Get one of the organization's members."""
        return self._core.answer(
            MemberAnswer,
            Call("GET", f"/v1/organizations/{segment(organization)}/members/{segment(member)}", options=options),
        )

    def change(self, organization: str, member: str, body: MemberPatch, **options: Unpack[Options]) -> MemberAnswer:
        """Change the role, scopes or name of one of the organization's members; it counts at once."""
        return self._core.answer(
            MemberAnswer,
            Call(
                "PATCH",
                f"/v1/organizations/{segment(organization)}/members/{segment(member)}",
                body=body,
                keyed=True,
                options=options,
            ),
        )

    def remove(self, organization: str, member: str, **options: Unpack[Options]) -> None:
        """Remove one of the organization's members, or withdraw an invitation; sessions lead nowhere any more,
        at once.
        """
        self._core.nothing(
            Call(
                "DELETE",
                f"/v1/organizations/{segment(organization)}/members/{segment(member)}",
                keyed=True,
                options=options,
            )
        )

    def invite_again(self, organization: str, member: str, **options: Unpack[Options]) -> MemberAnswer:
        """Send a new link; the one before works no longer."""
        return self._core.answer(
            MemberAnswer,
            Call(
                "POST",
                f"/v1/organizations/{segment(organization)}/members/{segment(member)}/invitation",
                keyed=True,
                options=options,
            ),
        )


class BrandsResource:
    """The operations of brands."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def create(self, organization: str, body: BrandRequest, **options: Unpack[Options]) -> BrandAnswer:
        """Make a brand: a business unit with a name, looks, series, bank accounts and a sender of its own."""
        return self._core.answer(
            BrandAnswer,
            Call("POST", f"/v1/organizations/{segment(organization)}/brands", body=body, keyed=True, options=options),
        )

    def list(
        self,
        organization: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        external_id: str | None = None,
        archived: Literal["true", "false"] | None = None,
        **options: Unpack[Options],
    ) -> Paged[BrandAnswer]:
        """List brands, newest first; those that are archived only with archived=true.

        `cursor`: The next_cursor of the page before. Iterate over it for everything; `limit` is the size of
        a page.
        """
        return self._core.pages(
            BrandAnswer,
            Call(
                "GET",
                f"/v1/organizations/{segment(organization)}/brands",
                query={"limit": limit, "cursor": cursor, "external_id": external_id, "archived": archived},
                options=options,
            ),
            "cursor",
        )

    def get(self, organization: str, brand: str, **options: Unpack[Options]) -> BrandAnswer:
        """Get a brand."""
        return self._core.answer(
            BrandAnswer,
            Call("GET", f"/v1/organizations/{segment(organization)}/brands/{segment(brand)}", options=options),
        )

    def change(self, organization: str, brand: str, body: BrandPatch, **options: Unpack[Options]) -> BrandAnswer:
        """Change a brand (JSON Merge Patch). Issued documents keep what they froze."""
        return self._core.answer(
            BrandAnswer,
            Call(
                "PATCH",
                f"/v1/organizations/{segment(organization)}/brands/{segment(brand)}",
                body=body,
                content_type="application/merge-patch+json",
                keyed=True,
                options=options,
            ),
        )

    def archive(self, organization: str, brand: str, **options: Unpack[Options]) -> None:
        """Archive a brand: no new document takes it; those that have it keep it."""
        self._core.nothing(
            Call(
                "DELETE",
                f"/v1/organizations/{segment(organization)}/brands/{segment(brand)}",
                keyed=True,
                options=options,
            )
        )


class EmailDomainsResource:
    """The operations of email_domains."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def add(self, organization: str, body: EmailDomainRequest, **options: Unpack[Options]) -> EmailDomainAnswer:
        """Add a domain to send from; the answer holds the DNS records to set."""
        return self._core.answer(
            EmailDomainAnswer,
            Call(
                "POST",
                f"/v1/organizations/{segment(organization)}/email-domains",
                body=body,
                keyed=True,
                options=options,
            ),
        )

    def list(self, organization: str, **options: Unpack[Options]) -> Paged[EmailDomainAnswer]:
        """The sender domains."""
        return self._core.pages(
            EmailDomainAnswer,
            Call("GET", f"/v1/organizations/{segment(organization)}/email-domains", options=options),
            "",
        )

    def get(self, organization: str, email_domain: str, **options: Unpack[Options]) -> EmailDomainAnswer:
        """Get a sender domain with its records."""
        return self._core.answer(
            EmailDomainAnswer,
            Call(
                "GET",
                f"/v1/organizations/{segment(organization)}/email-domains/{segment(email_domain)}",
                options=options,
            ),
        )

    def remove(self, organization: str, email_domain: str, **options: Unpack[Options]) -> None:
        """Remove a sender domain with its key."""
        self._core.nothing(
            Call(
                "DELETE",
                f"/v1/organizations/{segment(organization)}/email-domains/{segment(email_domain)}",
                keyed=True,
                options=options,
            )
        )

    def check(self, organization: str, email_domain: str, **options: Unpack[Options]) -> EmailDomainAnswer:
        """Look the records up now, and say for each what was found."""
        return self._core.answer(
            EmailDomainAnswer,
            Call(
                "POST",
                f"/v1/organizations/{segment(organization)}/email-domains/{segment(email_domain)}/check",
                keyed=True,
                options=options,
            ),
        )


class PageDomainsResource:
    """The operations of page_domains."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def add(self, organization: str, body: PageDomainRequest, **options: Unpack[Options]) -> PageDomainAnswer:
        """Add a host for buyers' pages; the answer holds the DNS records to set."""
        return self._core.answer(
            PageDomainAnswer,
            Call(
                "POST",
                f"/v1/organizations/{segment(organization)}/page-domains",
                body=body,
                keyed=True,
                options=options,
            ),
        )

    def list(self, organization: str, **options: Unpack[Options]) -> Paged[PageDomainAnswer]:
        """The hosts of buyers' pages."""
        return self._core.pages(
            PageDomainAnswer,
            Call("GET", f"/v1/organizations/{segment(organization)}/page-domains", options=options),
            "",
        )

    def get(self, organization: str, page_domain: str, **options: Unpack[Options]) -> PageDomainAnswer:
        """Get a host of pages with its records."""
        return self._core.answer(
            PageDomainAnswer,
            Call(
                "GET", f"/v1/organizations/{segment(organization)}/page-domains/{segment(page_domain)}", options=options
            ),
        )

    def remove(self, organization: str, page_domain: str, **options: Unpack[Options]) -> None:
        """Remove a host of pages; links use the installation's address again."""
        self._core.nothing(
            Call(
                "DELETE",
                f"/v1/organizations/{segment(organization)}/page-domains/{segment(page_domain)}",
                keyed=True,
                options=options,
            )
        )

    def check(self, organization: str, page_domain: str, **options: Unpack[Options]) -> PageDomainAnswer:
        """Look the records up now, and say for each what was found."""
        return self._core.answer(
            PageDomainAnswer,
            Call(
                "POST",
                f"/v1/organizations/{segment(organization)}/page-domains/{segment(page_domain)}/check",
                keyed=True,
                options=options,
            ),
        )


class FeaturesResource:
    """The operations of features."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def get(self, organization: str, **options: Unpack[Options]) -> FeaturesAnswer:
        """The switches."""
        return self._core.answer(
            FeaturesAnswer, Call("GET", f"/v1/organizations/{segment(organization)}/features", options=options)
        )

    def change(self, organization: str, body: FeaturesRequest, **options: Unpack[Options]) -> FeaturesAnswer:
        """Switch features on and off. Needs the account's key."""
        return self._core.answer(
            FeaturesAnswer,
            Call(
                "PATCH", f"/v1/organizations/{segment(organization)}/features", body=body, keyed=True, options=options
            ),
        )


class TestClocksResource:
    """The operations of test_clocks."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def create(self, body: ClockRequest, **options: Unpack[Options]) -> ClockAnswer:
        """Let the test organization live in a time of its own, which stands still until it is moved."""
        return self._core.answer(ClockAnswer, Call("POST", "/v1/test-clocks", body=body, keyed=True, options=options))

    def list(self, **options: Unpack[Options]) -> Paged[ClockAnswer]:
        """The organization's clock, if any."""
        return self._core.pages(ClockAnswer, Call("GET", "/v1/test-clocks", options=options), "")

    def get(self, clock: str, **options: Unpack[Options]) -> ClockAnswer:
        """Get a clock."""
        return self._core.answer(ClockAnswer, Call("GET", f"/v1/test-clocks/{segment(clock)}", options=options))

    def delete(self, clock: str, **options: Unpack[Options]) -> None:
        """Remove a clock: the organization lives in the real time again."""
        self._core.nothing(Call("DELETE", f"/v1/test-clocks/{segment(clock)}", keyed=True, options=options))

    def advance(self, clock: str, body: AdvanceRequest, **options: Unpack[Options]) -> ClockAnswer:
        """Move a clock on."""
        return self._core.answer(
            ClockAnswer,
            Call("POST", f"/v1/test-clocks/{segment(clock)}/advance", body=body, keyed=True, options=options),
        )


class TemplatesResource:
    """The operations of templates."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def create(self, body: TemplateRequest, **options: Unpack[Options]) -> TemplateAnswer:
        """Store a template for the PDF (Typst) or for mail; findings say what is wrong in it."""
        return self._core.answer(TemplateAnswer, Call("POST", "/v1/templates", body=body, keyed=True, options=options))

    def list(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        kind: Literal["pdf", "mail"] | None = None,
        **options: Unpack[Options],
    ) -> Paged[TemplateSummary]:
        """List templates, newest first; archived ones are left out.

        `cursor`: The next_cursor of the page before. Iterate over it for everything; `limit` is the size of
        a page.
        """
        return self._core.pages(
            TemplateSummary,
            Call("GET", "/v1/templates", query={"limit": limit, "cursor": cursor, "kind": kind}, options=options),
            "cursor",
        )

    def contract(self, **options: Unpack[Options]) -> TemplateContractAnswer:
        """The data that a template finds: every value with its meaning, and a sample."""
        return self._core.answer(TemplateContractAnswer, Call("GET", "/v1/templates/contract", options=options))

    def starter(self, *, kind: Literal["pdf", "mail"] | None = None, **options: Unpack[Options]) -> StarterAnswer:
        """A template to begin with: the standard layout, or the standard mail."""
        return self._core.answer(
            StarterAnswer, Call("GET", "/v1/templates/starter", query={"kind": kind}, options=options)
        )

    def get(self, template: str, **options: Unpack[Options]) -> TemplateAnswer:
        """Get a template."""
        return self._core.answer(TemplateAnswer, Call("GET", f"/v1/templates/{segment(template)}", options=options))

    def change(
        self, template: str, body: TemplatePatch, *, if_match: str | None = None, **options: Unpack[Options]
    ) -> TemplateAnswer:
        """Change a template: another name, or a new version of its content. What is active stays active."""
        return self._core.answer(
            TemplateAnswer,
            Call(
                "PATCH",
                f"/v1/templates/{segment(template)}",
                body=body,
                headers={"If-Match": if_match},
                keyed=True,
                options=options,
            ),
        )

    def archive(self, template: str, **options: Unpack[Options]) -> None:
        """Archive a template: it leaves the lists and is used no more; its versions stay readable."""
        self._core.nothing(Call("DELETE", f"/v1/templates/{segment(template)}", keyed=True, options=options))

    def versions(
        self, template: str, *, limit: int | None = None, cursor: str | None = None, **options: Unpack[Options]
    ) -> Paged[TemplateVersionAnswer]:
        """The versions of a template, newest first.

        `cursor`: The next_cursor of the page before. Iterate over it for everything; `limit` is the size of
        a page.
        """
        return self._core.pages(
            TemplateVersionAnswer,
            Call(
                "GET",
                f"/v1/templates/{segment(template)}/versions",
                query={"limit": limit, "cursor": cursor},
                options=options,
            ),
            "cursor",
        )

    def version(self, template: str, version: str, **options: Unpack[Options]) -> TemplateVersionAnswer:
        """One version of a template, as documents name it."""
        return self._core.answer(
            TemplateVersionAnswer,
            Call("GET", f"/v1/templates/{segment(template)}/versions/{segment(version)}", options=options),
        )

    def activate(
        self, template: str, body: ActivateRequest | None = None, **options: Unpack[Options]
    ) -> TemplateAnswer:
        """Use a version for new documents (or mails), once it has drawn all samples and left nothing out."""
        return self._core.answer(
            TemplateAnswer,
            Call("POST", f"/v1/templates/{segment(template)}/activate", body=body, keyed=True, options=options),
        )

    def deactivate(self, template: str, **options: Unpack[Options]) -> TemplateAnswer:
        """Go back to the standard layout, or the standard mail."""
        return self._core.answer(
            TemplateAnswer, Call("POST", f"/v1/templates/{segment(template)}/deactivate", keyed=True, options=options)
        )

    def preview(
        self, body: PreviewRequest, *, page: int | None = None, **options: Unpack[Options]
    ) -> TemplatePreviewAnswer:
        """See what a template makes of a document, without storing it: as JSON, PDF, PNG or HTML by Accept.

        `page`: Which page a picture shows.
        """
        return self._core.answer(
            TemplatePreviewAnswer,
            Call("POST", "/v1/templates/preview", body=body, query={"page": page}, keyed=True, options=options),
        )

    def preview_file(
        self,
        body: PreviewRequest,
        *,
        page: int | None = None,
        accept: Literal["application/pdf", "image/png", "text/html"] = "application/pdf",
        **options: Unpack[Options],
    ) -> File:
        """See what a template makes of a document, without storing it: as JSON, PDF, PNG or HTML by Accept.

        `page`: Which page a picture shows.
        """
        return self._core.file(
            Call(
                "POST",
                "/v1/templates/preview",
                body=body,
                accept=accept,
                query={"page": page},
                keyed=True,
                options=options,
            )
        )

    def preview_stored(
        self,
        template: str,
        body: StoredPreviewRequest | None = None,
        *,
        page: int | None = None,
        **options: Unpack[Options],
    ) -> TemplatePreviewAnswer:
        """See what a stored template makes of a document; see templates.preview.

        `page`: Which page a picture shows.
        """
        return self._core.answer(
            TemplatePreviewAnswer,
            Call(
                "POST",
                f"/v1/templates/{segment(template)}/preview",
                body=body,
                query={"page": page},
                keyed=True,
                options=options,
            ),
        )

    def preview_stored_file(
        self,
        template: str,
        body: StoredPreviewRequest | None = None,
        *,
        page: int | None = None,
        accept: Literal["application/pdf", "image/png", "text/html"] = "application/pdf",
        **options: Unpack[Options],
    ) -> File:
        """See what a stored template makes of a document; see templates.preview.

        `page`: Which page a picture shows.
        """
        return self._core.file(
            Call(
                "POST",
                f"/v1/templates/{segment(template)}/preview",
                body=body,
                accept=accept,
                query={"page": page},
                keyed=True,
                options=options,
            )
        )


class ScopesResource:
    """The operations of scopes."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def list(self, **options: Unpack[Options]) -> ScopesAnswer:
        """What keys and people can be allowed."""
        return self._core.answer(ScopesAnswer, Call("GET", "/v1/scopes", open=True, options=options))


class AuditTrailSealsResource:
    """The operations of audit_trail.seals."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def list(
        self, *, limit: int | None = None, cursor: str | None = None, **options: Unpack[Options]
    ) -> Paged[SealAnswer]:
        """The seals, in order. Whoever keeps a hash elsewhere can prove later that nothing before it was
        removed.

        `cursor`: The next_cursor of the page before. Iterate over it for everything; `limit` is the size of
        a page.
        """
        return self._core.pages(
            SealAnswer,
            Call("GET", "/v1/audit-trail/seals", query={"limit": limit, "cursor": cursor}, options=options),
            "cursor",
        )

    def lines(self, number: str, **options: Unpack[Options]) -> File:
        """What a seal's hash is made of: the hash before and the entries, a line each. Its SHA-256 is the
        seal's hash.
        """
        return self._core.file(
            Call("GET", f"/v1/audit-trail/seals/{segment(number)}/lines", accept="application/jsonl", options=options)
        )


class AuditTrailResource:
    """The operations of audit_trail."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.seals = AuditTrailSealsResource(core)

    def list(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        actor: str | None = None,
        operation: str | None = None,
        target: str | None = None,
        request_id: str | None = None,
        address: str | None = None,
        occurred_at: _dt.datetime | str | None = None,
        occurred_at_gte: _dt.datetime | str | None = None,
        occurred_at_gt: _dt.datetime | str | None = None,
        occurred_at_lte: _dt.datetime | str | None = None,
        occurred_at_lt: _dt.datetime | str | None = None,
        format: Literal["json", "jsonl"] | None = None,
        **options: Unpack[Options],
    ) -> Paged[AuditEntryAnswer]:
        """Who did what, when and from where, newest first; as JSON lines, the oldest first.

        `cursor`: The next_cursor of the page before. Iterate over it for everything; `limit` is the size of
        a page.
        """
        return self._core.pages(
            AuditEntryAnswer,
            Call(
                "GET",
                "/v1/audit-trail",
                query={
                    "limit": limit,
                    "cursor": cursor,
                    "actor": actor,
                    "operation": operation,
                    "target": target,
                    "request_id": request_id,
                    "address": address,
                    "occurred_at": occurred_at,
                    "occurred_at[gte]": occurred_at_gte,
                    "occurred_at[gt]": occurred_at_gt,
                    "occurred_at[lte]": occurred_at_lte,
                    "occurred_at[lt]": occurred_at_lt,
                    "format": format,
                },
                options=options,
            ),
            "cursor",
        )

    def list_file(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        actor: str | None = None,
        operation: str | None = None,
        target: str | None = None,
        request_id: str | None = None,
        address: str | None = None,
        occurred_at: _dt.datetime | str | None = None,
        occurred_at_gte: _dt.datetime | str | None = None,
        occurred_at_gt: _dt.datetime | str | None = None,
        occurred_at_lte: _dt.datetime | str | None = None,
        occurred_at_lt: _dt.datetime | str | None = None,
        format: Literal["json", "jsonl"] | None = None,
        **options: Unpack[Options],
    ) -> File:
        """Who did what, when and from where, newest first; as JSON lines, the oldest first.

        `cursor`: The next_cursor of the page before.
        """
        return self._core.file(
            Call(
                "GET",
                "/v1/audit-trail",
                accept="application/jsonl",
                query={
                    "limit": limit,
                    "cursor": cursor,
                    "actor": actor,
                    "operation": operation,
                    "target": target,
                    "request_id": request_id,
                    "address": address,
                    "occurred_at": occurred_at,
                    "occurred_at[gte]": occurred_at_gte,
                    "occurred_at[gt]": occurred_at_gt,
                    "occurred_at[lte]": occurred_at_lte,
                    "occurred_at[lt]": occurred_at_lt,
                    "format": format,
                },
                options=options,
            )
        )

    def verify(self, **options: Unpack[Options]) -> TrailReportAnswer:
        """Seal what is unsealed, compute all hashes again, and name what was changed, removed or added."""
        return self._core.answer(TrailReportAnswer, Call("POST", "/v1/audit-trail/verify", keyed=True, options=options))

    def get(self, audit_entry: str, **options: Unpack[Options]) -> AuditEntryAnswer:
        """Get an entry of the audit trail."""
        return self._core.answer(
            AuditEntryAnswer, Call("GET", f"/v1/audit-trail/{segment(audit_entry)}", options=options)
        )


class RequestLogResource:
    """The operations of request_log."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def list(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        method: str | None = None,
        operation: str | None = None,
        code: str | None = None,
        actor: str | None = None,
        address: str | None = None,
        request_id: str | None = None,
        idempotency_key_: str | None = None,
        status: int | None = None,
        status_gte: int | None = None,
        status_gt: int | None = None,
        status_lte: int | None = None,
        status_lt: int | None = None,
        milliseconds: int | None = None,
        milliseconds_gte: int | None = None,
        milliseconds_gt: int | None = None,
        milliseconds_lte: int | None = None,
        milliseconds_lt: int | None = None,
        occurred_at: _dt.datetime | str | None = None,
        occurred_at_gte: _dt.datetime | str | None = None,
        occurred_at_gt: _dt.datetime | str | None = None,
        occurred_at_lte: _dt.datetime | str | None = None,
        occurred_at_lt: _dt.datetime | str | None = None,
        **options: Unpack[Options],
    ) -> Paged[RequestAnswer]:
        """What was asked and how it was answered, newest first: no bodies, and no values that could name
        somebody.

        `cursor`: The next_cursor of the page before. Iterate over it for everything; `limit` is the size of
        a page.
        """
        return self._core.pages(
            RequestAnswer,
            Call(
                "GET",
                "/v1/request-log",
                query={
                    "limit": limit,
                    "cursor": cursor,
                    "method": method,
                    "operation": operation,
                    "code": code,
                    "actor": actor,
                    "address": address,
                    "request_id": request_id,
                    "idempotency_key": idempotency_key_,
                    "status": status,
                    "status[gte]": status_gte,
                    "status[gt]": status_gt,
                    "status[lte]": status_lte,
                    "status[lt]": status_lt,
                    "milliseconds": milliseconds,
                    "milliseconds[gte]": milliseconds_gte,
                    "milliseconds[gt]": milliseconds_gt,
                    "milliseconds[lte]": milliseconds_lte,
                    "milliseconds[lt]": milliseconds_lt,
                    "occurred_at": occurred_at,
                    "occurred_at[gte]": occurred_at_gte,
                    "occurred_at[gt]": occurred_at_gt,
                    "occurred_at[lte]": occurred_at_lte,
                    "occurred_at[lt]": occurred_at_lt,
                },
                options=options,
            ),
            "cursor",
        )

    def get(self, request_id: str, **options: Unpack[Options]) -> RequestAnswer:
        """Get a request by the id that its answer carried."""
        return self._core.answer(RequestAnswer, Call("GET", f"/v1/request-log/{segment(request_id)}", options=options))


class EventsResource:
    """The operations of events."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def list(
        self,
        *,
        limit: int | None = None,
        after: str | None = None,
        cursor: str | None = None,
        type: str | None = None,
        object: str | None = None,
        payload: Literal["thin", "full"] | None = None,
        **options: Unpack[Options],
    ) -> Paged[EventAnswer]:
        """Read the stream of events from a place on, oldest first, without loss. An account's key reads all
        organizations.

        `after`: The last event that was seen; latest begins behind all that happened so far. `cursor`: The
        same as after: the next_cursor of the page before. `type`: A pattern: *, invoice.* or invoice.issued.
        May be repeated. `object`: What the events are about: inv_…, cus_…, org_… Iterate over it for
        everything; `limit` is the size of a page.
        """
        return self._core.pages(
            EventAnswer,
            Call(
                "GET",
                "/v1/events",
                query={
                    "limit": limit,
                    "after": after,
                    "cursor": cursor,
                    "type": type,
                    "object": object,
                    "payload": payload,
                },
                options=options,
            ),
            "cursor",
        )

    def get(
        self, event: str, *, payload: Literal["thin", "full"] | None = None, **options: Unpack[Options]
    ) -> EventAnswer:
        """Get an event."""
        return self._core.answer(
            EventAnswer, Call("GET", f"/v1/events/{segment(event)}", query={"payload": payload}, options=options)
        )


class WebhookEndpointsResource:
    """The operations of webhook_endpoints."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def create(self, body: EndpointRequest, **options: Unpack[Options]) -> EndpointAnswer:
        """Create an endpoint; its secret is shown this once. An account's key makes one for all of its
        organizations.
        """
        return self._core.answer(
            EndpointAnswer, Call("POST", "/v1/webhook-endpoints", body=body, keyed=True, options=options)
        )

    def list(
        self, *, limit: int | None = None, cursor: str | None = None, **options: Unpack[Options]
    ) -> Paged[EndpointAnswer]:
        """List endpoints, newest first.

        `cursor`: The next_cursor of the page before. Iterate over it for everything; `limit` is the size of
        a page.
        """
        return self._core.pages(
            EndpointAnswer,
            Call("GET", "/v1/webhook-endpoints", query={"limit": limit, "cursor": cursor}, options=options),
            "cursor",
        )

    def get(self, endpoint: str, **options: Unpack[Options]) -> EndpointAnswer:
        """Get an endpoint, with how it fares and how much waits for it."""
        return self._core.answer(
            EndpointAnswer, Call("GET", f"/v1/webhook-endpoints/{segment(endpoint)}", options=options)
        )

    def change(self, endpoint: str, body: EndpointPatch, **options: Unpack[Options]) -> EndpointAnswer:
        """Change, disable or enable an endpoint (JSON Merge Patch)."""
        return self._core.answer(
            EndpointAnswer,
            Call(
                "PATCH",
                f"/v1/webhook-endpoints/{segment(endpoint)}",
                body=body,
                content_type="application/merge-patch+json",
                keyed=True,
                options=options,
            ),
        )

    def delete(self, endpoint: str, **options: Unpack[Options]) -> None:
        """Delete an endpoint: what waits for it is cancelled, what it got stays on record."""
        self._core.nothing(Call("DELETE", f"/v1/webhook-endpoints/{segment(endpoint)}", keyed=True, options=options))

    def rotate_secret(
        self, endpoint: str, body: RotateRequest | None = None, **options: Unpack[Options]
    ) -> EndpointAnswer:
        """Make a new secret, shown this once; the one before it signs as well until the overlap is over."""
        return self._core.answer(
            EndpointAnswer,
            Call(
                "POST",
                f"/v1/webhook-endpoints/{segment(endpoint)}/rotate-secret",
                body=body,
                keyed=True,
                options=options,
            ),
        )

    def test(self, endpoint: str, **options: Unpack[Options]) -> WebhookTestAnswer:
        """Send a signed test now and answer what became of it."""
        return self._core.answer(
            WebhookTestAnswer,
            Call("POST", f"/v1/webhook-endpoints/{segment(endpoint)}/test", keyed=True, options=options),
        )

    def replay(self, endpoint: str, body: ReplayRequest, **options: Unpack[Options]) -> ReplayAnswer:
        """Send the events of a range again, or those that it missed; ids stay what they were."""
        return self._core.answer(
            ReplayAnswer,
            Call("POST", f"/v1/webhook-endpoints/{segment(endpoint)}/replay", body=body, keyed=True, options=options),
        )


class WebhookDeliveriesResource:
    """The operations of webhook_deliveries."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def list(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        endpoint: str | None = None,
        event: str | None = None,
        object: str | None = None,
        organization: str | None = None,
        state: Literal["waiting", "delivered", "given_up", "cancelled"] | None = None,
        type: str | None = None,
        created_at_gte: _dt.datetime | str | None = None,
        created_at_gt: _dt.datetime | str | None = None,
        created_at_lte: _dt.datetime | str | None = None,
        created_at_lt: _dt.datetime | str | None = None,
        **options: Unpack[Options],
    ) -> Paged[WebhookDeliverySummary]:
        """List webhook deliveries, newest first.

        `cursor`: The next_cursor of the page before. Iterate over it for everything; `limit` is the size of
        a page.
        """
        return self._core.pages(
            WebhookDeliverySummary,
            Call(
                "GET",
                "/v1/webhook-deliveries",
                query={
                    "limit": limit,
                    "cursor": cursor,
                    "endpoint": endpoint,
                    "event": event,
                    "object": object,
                    "organization": organization,
                    "state": state,
                    "type": type,
                    "created_at[gte]": created_at_gte,
                    "created_at[gt]": created_at_gt,
                    "created_at[lte]": created_at_lte,
                    "created_at[lt]": created_at_lt,
                },
                options=options,
            ),
            "cursor",
        )

    def get(self, webhook_delivery: str, **options: Unpack[Options]) -> WebhookDeliveryAnswer:
        """Get a webhook delivery with its attempts."""
        return self._core.answer(
            WebhookDeliveryAnswer, Call("GET", f"/v1/webhook-deliveries/{segment(webhook_delivery)}", options=options)
        )

    def replay(self, webhook_delivery: str, **options: Unpack[Options]) -> WebhookDeliveryAnswer:
        """Send an event again, whatever became of it; its id stays what it was."""
        return self._core.answer(
            WebhookDeliveryAnswer,
            Call("POST", f"/v1/webhook-deliveries/{segment(webhook_delivery)}/replay", keyed=True, options=options),
        )


class Resources:
    """The operations of the API."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.accounts = AccountsResource(core)
        self.account = AccountResource(core)
        self.organizations = OrganizationsResource(core)
        self.customers = CustomersResource(core)
        self.invoices = InvoicesResource(core)
        self.payments = PaymentsResource(core)
        self.deliveries = DeliveriesResource(core)
        self.archive = ArchiveResource(core)
        self.documents = DocumentsResource(core)
        self.inbox = InboxResource(core)
        self.inbox_rules = InboxRulesResource(core)
        self.suppliers = SuppliersResource(core)
        self.purchase_orders = PurchaseOrdersResource(core)
        self.imports = ImportsResource(core)
        self.exports = ExportsResource(core)
        self.members = MembersResource(core)
        self.brands = BrandsResource(core)
        self.email_domains = EmailDomainsResource(core)
        self.page_domains = PageDomainsResource(core)
        self.features = FeaturesResource(core)
        self.test_clocks = TestClocksResource(core)
        self.templates = TemplatesResource(core)
        self.scopes = ScopesResource(core)
        self.audit_trail = AuditTrailResource(core)
        self.request_log = RequestLogResource(core)
        self.events = EventsResource(core)
        self.webhook_endpoints = WebhookEndpointsResource(core)
        self.webhook_deliveries = WebhookDeliveriesResource(core)
