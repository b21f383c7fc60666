"""An exception for each code that a refusal may carry.

This file is generated from the API's description by ``clients/generate.py``; don't edit it.
"""

from collections.abc import Mapping

from faktura_client.problems import (
    BadRequest,
    Conflict,
    Forbidden,
    Gone,
    Invalid,
    MediaTypeUnsupported,
    NotFound,
    PreconditionFailed,
    Problem,
    ServerFault,
    TooLarge,
    TooManyRequests,
    Unauthorized,
    Unavailable,
)

__all__ = [
    "API_VERSION",
    "BY_CODE",
    "AccountKeyNeeded",
    "AccountNotFound",
    "AddressNotAllowed",
    "ArchiveEntryNotFound",
    "AuditEntryNotFound",
    "AuditSealNotFound",
    "BatchRefused",
    "BatchTooHeavy",
    "BatchUnsettled",
    "BodyTooLarge",
    "BodyUnexpected",
    "BodyUnreadable",
    "BrandInvalid",
    "BrandNotFound",
    "BulkBusy",
    "ClosingFinal",
    "CodeInvalid",
    "CustomerChanged",
    "CustomerInvalid",
    "CustomerNotFound",
    "DatabaseUnavailable",
    "DeliveryNotFound",
    "DeliveryState",
    "DocumentNotConvertible",
    "DocumentsBusy",
    "DomainInvalid",
    "DomainNotFound",
    "DomainTaken",
    "DraftChanged",
    "DraftInvalid",
    "DraftNotIssuable",
    "EventNotFound",
    "ExportEnded",
    "ExportNotFound",
    "ExportNotReady",
    "ExternalIdTaken",
    "FeatureOff",
    "FileGone",
    "FileNotFound",
    "FileNotReady",
    "FileUnreadable",
    "IdempotencyBusy",
    "IdempotencyKeyInvalid",
    "IdempotencyKeyRepeated",
    "IdempotencyKeyReused",
    "IfMatchInvalid",
    "ImportEnded",
    "ImportInvalid",
    "ImportNotFound",
    "InboxDocumentEmpty",
    "InboxDocumentTooLarge",
    "InboxItemChanged",
    "InboxItemNotFound",
    "InboxMoveImpossible",
    "InboxMoveInvalid",
    "InboxNotShowable",
    "InboxRuleChanged",
    "InboxRuleInvalid",
    "InboxRuleNotFound",
    "InboxRulesTooMany",
    "InboxSecondApproverNeeded",
    "InternalError",
    "InvitationEnded",
    "InvitationTooSoon",
    "InvoiceFrozen",
    "InvoiceNotFound",
    "KeyEnded",
    "KeyNotFound",
    "KeyRightsExceeded",
    "KeysTooMany",
    "LastMethod",
    "LastOwner",
    "LinkNotFound",
    "LogoInvalid",
    "MemberExists",
    "MemberInvalid",
    "MemberNotFound",
    "MembersFull",
    "MethodNotAllowed",
    "ModeMissing",
    "MoreThanHeld",
    "NotCreditable",
    "NotReady",
    "NotWritable",
    "NumberTaken",
    "OrganizationChanged",
    "OrganizationClosed",
    "OrganizationInvalid",
    "OrganizationMissing",
    "OrganizationNotFound",
    "OrganizationOpen",
    "OriginNotAllowed",
    "PasskeyInvalid",
    "PasswordInvalid",
    "PaymentAlreadyReversed",
    "PaymentInvalid",
    "PaymentNotFound",
    "PaymentNotReversible",
    "PeopleBusy",
    "PeopleMailMissing",
    "ProviderTrouble",
    "PurchaseOrderClosed",
    "PurchaseOrderInvalid",
    "PurchaseOrderNotFound",
    "PurchaseOrderTaken",
    "QueryInvalid",
    "RateLimited",
    "RateLimitsInvalid",
    "Refused",
    "ReplayUnreadable",
    "RequestNotFound",
    "ScopeMissing",
    "SecondFactorNeeded",
    "SendInvalid",
    "SenderUnreadable",
    "SeriesInUse",
    "SeriesInvalid",
    "SeriesNotFound",
    "SessionFromElsewhere",
    "SignInPolicyInvalid",
    "SignInRefused",
    "SignupClosed",
    "SupplierBlocked",
    "SupplierChanged",
    "SupplierInvalid",
    "SupplierNotFound",
    "TemplateArchived",
    "TemplateChanged",
    "TemplateInvalid",
    "TemplateNotFound",
    "TemplatesBusy",
    "TestClockExists",
    "TestClockInvalid",
    "TestClockNotFound",
    "TestModeOnly",
    "TooManyGuesses",
    "VersionUnknown",
    "WebhookDeliveryNotFound",
    "WebhookEndpointDisabled",
    "WebhookEndpointInvalid",
    "WebhookEndpointNotFound",
    "WebhookEndpointsTooMany",
    "WebhookReplayInvalid",
]


class AccountKeyNeeded(Forbidden):
    """403: Only the account may set limits (fk_…)."""


class AccountNotFound(NotFound):
    """404: No such account in this mode."""


class AddressNotAllowed(Forbidden):
    """403: The key may be used from … only; you ask from …."""


class ArchiveEntryNotFound(NotFound):
    """404: No such entry of the archive."""


class AuditEntryNotFound(NotFound):
    """404: No such entry."""


class AuditSealNotFound(NotFound):
    """404: No such seal."""


class BatchRefused(Invalid):
    """422: An atomic batch holds something wrong; `findings` tell all of it, with the place of each document."""


class BatchTooHeavy(Invalid):
    """422: The batch takes too much work."""


class BatchUnsettled(Conflict):
    """409: The series were changed again and again while the batch was made ready."""


class BodyTooLarge(TooLarge):
    """413: A body may have at most … bytes here."""


class BodyUnexpected(Invalid):
    """422: This operation takes no body; send none."""


class BodyUnreadable(BadRequest):
    """400: The body can't be read as JSON: …."""


class BrandInvalid(Invalid):
    """422: The brand's data is wrong."""


class BrandNotFound(NotFound):
    """404: No such brand in this organization."""


class BulkBusy(Unavailable):
    """503: Ask again in a moment."""


class ClosingFinal(Conflict):
    """409: The time in which a closed organization could be reopened is over."""


class CodeInvalid(Invalid):
    """422: The code is not right."""


class CustomerChanged(PreconditionFailed):
    """412: Somebody else changed the customer in between."""


class CustomerInvalid(Invalid):
    """422: The customer's data is wrong."""


class CustomerNotFound(NotFound):
    """404: No such customer in this organization."""


class DatabaseUnavailable(Unavailable):
    """503: Repeat the request in a moment. It may have been carried out all the same; with the same
    Idempotency-Key it is not carried out twice.
    """


class DeliveryNotFound(NotFound):
    """404: No such delivery."""


class DeliveryState(Conflict):
    """409: The delivery's state does not allow the move."""


class DocumentNotConvertible(Invalid):
    """422: The document can't be brought into that form."""


class DocumentsBusy(Unavailable):
    """503: Ask again in a moment."""


class DomainInvalid(Invalid):
    """422: The name is not that of a domain that can be used."""


class DomainNotFound(NotFound):
    """404: No such domain in this organization."""


class DomainTaken(Conflict):
    """409: The organization has the domain already."""


class DraftChanged(PreconditionFailed):
    """412: Somebody else changed the draft in between."""


class DraftInvalid(Invalid):
    """422: The request contradicts itself, before any rule of law is asked."""


class DraftNotIssuable(Invalid):
    """422: Rules are broken; `findings` say which."""


class EventNotFound(NotFound):
    """404: No such event in this stream."""


class ExportEnded(Conflict):
    """409: An export that has ended can't be cancelled."""


class ExportNotFound(NotFound):
    """404: No such export in this organization."""


class ExportNotReady(Conflict):
    """409: An export that is not done has no file."""


class ExternalIdTaken(Conflict):
    """409: An external id is unique in its organization, for ever."""


class FeatureOff(Forbidden):
    """403: The account switched the feature off for this organization."""


class FileGone(Gone):
    """410: The bytes of an import or an export were deleted after their time."""


class FileNotFound(NotFound):
    """404: No such file of the document."""


class FileNotReady(Unavailable):
    """503: The job that writes it is queued; ask again in a moment."""


class FileUnreadable(Invalid):
    """422: A file can't be read as what it is said to be."""


class IdempotencyBusy(Conflict):
    """409: A request with this Idempotency-Key is being answered; repeat yours in a moment."""


class IdempotencyKeyInvalid(BadRequest):
    """400: Send 1 to … printable ASCII characters, a new UUID for instance."""


class IdempotencyKeyRepeated(Invalid):
    """422: Two items of one batch have the same key."""


class IdempotencyKeyReused(Invalid):
    """422: The same key of an item came with another document."""


class IfMatchInvalid(BadRequest):
    """400: Send the ETag that was answered."""


class ImportEnded(Conflict):
    """409: An import that has ended can't be cancelled."""


class ImportInvalid(Invalid):
    """422: What was asked of an import is wrong; `findings` hold everything at once."""


class ImportNotFound(NotFound):
    """404: No such import in this organization."""


class InboxDocumentEmpty(Invalid):
    """422: There is nothing to keep."""


class InboxDocumentTooLarge(TooLarge):
    """413: The document is longer than is taken."""


class InboxItemChanged(PreconditionFailed):
    """412: Somebody else moved it in between."""


class InboxItemNotFound(NotFound):
    """404: No such received document."""


class InboxMoveImpossible(Conflict):
    """409: The state does not allow the move."""


class InboxMoveInvalid(Invalid):
    """422: What was sent with the move is wrong; `findings` hold everything at once."""


class InboxNotShowable(Invalid):
    """422: Nothing could be read that a page could show."""


class InboxRuleChanged(PreconditionFailed):
    """412: Somebody else changed the rule in between."""


class InboxRuleInvalid(Invalid):
    """422: What was sent of a rule is wrong."""


class InboxRuleNotFound(NotFound):
    """404: No such rule."""


class InboxRulesTooMany(Conflict):
    """409: There are as many rules as there may be."""


class InboxSecondApproverNeeded(Conflict):
    """409: Who approved once can't be the second one."""


class InternalError(ServerFault):
    """500: The request was not carried out. Tell the operator the request_id."""


class InvitationEnded(Conflict):
    """409: There is no open invitation to send again."""


class InvitationTooSoon(Conflict):
    """409: The invitation was sent a moment ago."""


class InvoiceFrozen(Conflict):
    """409: An issued document can't be changed or deleted."""


class InvoiceNotFound(NotFound):
    """404: No such document."""


class KeyEnded(Conflict):
    """409: The key is revoked, expired or replaced."""


class KeyNotFound(NotFound):
    """404: No such key here."""


class KeyRightsExceeded(Forbidden):
    """403: Nobody gives a key more than they hold."""


class KeysTooMany(Conflict):
    """409: There are enough keys."""


class LastMethod(Conflict):
    """409: A person keeps one way to sign in."""


class LastOwner(Conflict):
    """409: Somebody must stay who may do everything."""


class LinkNotFound(NotFound):
    """404: No such link, or it is expired or revoked."""


class LogoInvalid(Invalid):
    """422: The logo can't be used."""


class MemberExists(Conflict):
    """409: The person is a member, or invited, already."""


class MemberInvalid(Invalid):
    """422: What was said of a member is wrong."""


class MemberNotFound(NotFound):
    """404: There is no such member here."""


class MembersFull(Conflict):
    """409: No more members, or no more open invitations, are taken."""


class MethodNotAllowed(Problem):
    """405: … is not possible here."""


class ModeMissing(BadRequest):
    """400: With a session, send Faktura-Mode: live or test."""


class MoreThanHeld(Forbidden):
    """403: Nobody gives, changes or takes away more than they hold."""


class NotCreditable(Conflict):
    """409: A document that can't be credited."""


class NotReady(Unavailable):
    """503: Not ready."""


class NotWritable(Conflict):
    """409: The document can't be written in this format."""


class NumberTaken(Conflict):
    """409: Two series make the same numbers."""


class OrganizationChanged(PreconditionFailed):
    """412: Somebody else changed the organization in between."""


class OrganizationClosed(Forbidden):
    """403: A closed organization can be read, and nothing else."""


class OrganizationInvalid(Invalid):
    """422: The organization's data is wrong."""


class OrganizationMissing(BadRequest):
    """400: A session names the organization with the header Faktura-Organization: org_…."""


class OrganizationNotFound(NotFound):
    """404: No such organization in this account."""


class OrganizationOpen(Conflict):
    """409: An organization that is open can't be reopened."""


class OriginNotAllowed(Forbidden):
    """403: The key is for pages of …, whose browsers name them in Origin."""


class PasskeyInvalid(Invalid):
    """422: The passkey can't be taken."""


class PasswordInvalid(Invalid):
    """422: The password can't be taken."""


class PaymentAlreadyReversed(Conflict):
    """409: A payment is reversed once."""


class PaymentInvalid(Invalid):
    """422: What was sent of a payment is wrong; `findings` hold everything at once."""


class PaymentNotFound(NotFound):
    """404: No such payment."""


class PaymentNotReversible(Conflict):
    """409: A reversal or a credit can't be reversed."""


class PeopleBusy(Unavailable):
    """503: Too many passwords are being checked at once."""


class PeopleMailMissing(Conflict):
    """409: The installation can't send mail to people."""


class ProviderTrouble(ServerFault):
    """502: The sign-in provider did not answer as it should."""


class PurchaseOrderClosed(Conflict):
    """409: It is closed already."""


class PurchaseOrderInvalid(Invalid):
    """422: What was sent of a purchase order is wrong."""


class PurchaseOrderNotFound(NotFound):
    """404: No such purchase order."""


class PurchaseOrderTaken(Conflict):
    """409: The number was given to another order."""


class QueryInvalid(Invalid):
    """422: A template takes no parameters."""


class RateLimited(TooManyRequests):
    """429: The limit … is used up. Repeat the request after … seconds; see Retry-After, RateLimit and
    RateLimit-Policy.
    """


class RateLimitsInvalid(Invalid):
    """422: The limits can't be set so."""


class Refused(Conflict):
    """409: A request that is refused. `code` never changes its meaning; `status` is the HTTP status that a door
    answers; `findings` say what is wrong.
    """


class ReplayUnreadable(Conflict):
    """409: It was encrypted with another secret key of the installation. Send a new request with a new key."""


class RequestNotFound(NotFound):
    """404: No such request in the log."""


class ScopeMissing(Forbidden):
    """403: This needs the scope …; the key holds …."""


class SecondFactorNeeded(Forbidden):
    """403: The organization asks for a second factor."""


class SendInvalid(Invalid):
    """422: The document can't be sent as asked."""


class SenderUnreadable(Conflict):
    """409: The sender's password can't be decrypted any more."""


class SeriesInUse(Conflict):
    """409: A series that has numbered documents keeps its pattern."""


class SeriesInvalid(Invalid):
    """422: The series' pattern is wrong."""


class SeriesNotFound(NotFound):
    """404: No such series."""


class SessionFromElsewhere(Forbidden):
    """403: A session is taken from the pages at … only; use a key elsewhere."""


class SignInPolicyInvalid(Invalid):
    """422: The rules for signing in are wrong."""


class SignInRefused(Unauthorized):
    """401: Not signed in; which part was wrong is never told."""


class SignupClosed(Forbidden):
    """403: Nobody may sign up here without a key."""


class SupplierBlocked(Conflict):
    """409: Nothing of a blocked supplier is approved or paid."""


class SupplierChanged(PreconditionFailed):
    """412: Somebody else changed the supplier in between."""


class SupplierInvalid(Invalid):
    """422: What was sent of a supplier is wrong."""


class SupplierNotFound(NotFound):
    """404: No such supplier."""


class TemplateArchived(Conflict):
    """409: An archived template stays as it is."""


class TemplateChanged(PreconditionFailed):
    """412: Somebody else changed the template in between."""


class TemplateInvalid(Invalid):
    """422: A template can't be stored, used or shown; `findings` say where and why."""


class TemplateNotFound(NotFound):
    """404: There is no template of this name."""


class TemplatesBusy(Unavailable):
    """503: Too many templates are being tried at this moment."""


class TestClockExists(Conflict):
    """409: An organization lives in one time."""


class TestClockInvalid(Invalid):
    """422: The time can't be that."""


class TestClockNotFound(NotFound):
    """404: The organization has no such clock."""


class TestModeOnly(Forbidden):
    """403: Live documents are made in the real time."""


class TooManyGuesses(TooManyRequests):
    """429: One has to wait before the next try."""


class VersionUnknown(BadRequest):
    """400: Send one of these with Faktura-Version, or leave it out: …."""


class WebhookDeliveryNotFound(NotFound):
    """404: No such webhook delivery of this organization or account."""


class WebhookEndpointDisabled(Conflict):
    """409: The endpoint is disabled, so nothing is sent to it."""


class WebhookEndpointInvalid(Invalid):
    """422: The endpoint's data is wrong."""


class WebhookEndpointNotFound(NotFound):
    """404: No such endpoint of this organization or account."""


class WebhookEndpointsTooMany(Conflict):
    """409: There are as many endpoints as there may be."""


class WebhookReplayInvalid(Invalid):
    """422: The range of a replay is wrong."""


# What this client was made for; it asks for it in every call.
API_VERSION = "2026-11-30"

BY_CODE: Mapping[str, type[Problem]] = {
    "account_key_needed": AccountKeyNeeded,
    "account_not_found": AccountNotFound,
    "address_not_allowed": AddressNotAllowed,
    "archive_entry_not_found": ArchiveEntryNotFound,
    "audit_entry_not_found": AuditEntryNotFound,
    "audit_seal_not_found": AuditSealNotFound,
    "batch_refused": BatchRefused,
    "batch_too_heavy": BatchTooHeavy,
    "batch_unsettled": BatchUnsettled,
    "body_too_large": BodyTooLarge,
    "body_unexpected": BodyUnexpected,
    "body_unreadable": BodyUnreadable,
    "brand_invalid": BrandInvalid,
    "brand_not_found": BrandNotFound,
    "bulk_busy": BulkBusy,
    "closing_final": ClosingFinal,
    "code_invalid": CodeInvalid,
    "customer_changed": CustomerChanged,
    "customer_invalid": CustomerInvalid,
    "customer_not_found": CustomerNotFound,
    "database_unavailable": DatabaseUnavailable,
    "delivery_not_found": DeliveryNotFound,
    "delivery_state": DeliveryState,
    "document_not_convertible": DocumentNotConvertible,
    "documents_busy": DocumentsBusy,
    "domain_invalid": DomainInvalid,
    "domain_not_found": DomainNotFound,
    "domain_taken": DomainTaken,
    "draft_changed": DraftChanged,
    "draft_invalid": DraftInvalid,
    "draft_not_issuable": DraftNotIssuable,
    "event_not_found": EventNotFound,
    "export_ended": ExportEnded,
    "export_not_found": ExportNotFound,
    "export_not_ready": ExportNotReady,
    "external_id_taken": ExternalIdTaken,
    "feature_off": FeatureOff,
    "file_gone": FileGone,
    "file_not_found": FileNotFound,
    "file_not_ready": FileNotReady,
    "file_unreadable": FileUnreadable,
    "idempotency_busy": IdempotencyBusy,
    "idempotency_key_invalid": IdempotencyKeyInvalid,
    "idempotency_key_repeated": IdempotencyKeyRepeated,
    "idempotency_key_reused": IdempotencyKeyReused,
    "if_match_invalid": IfMatchInvalid,
    "import_ended": ImportEnded,
    "import_invalid": ImportInvalid,
    "import_not_found": ImportNotFound,
    "inbox_document_empty": InboxDocumentEmpty,
    "inbox_document_too_large": InboxDocumentTooLarge,
    "inbox_item_changed": InboxItemChanged,
    "inbox_item_not_found": InboxItemNotFound,
    "inbox_move_impossible": InboxMoveImpossible,
    "inbox_move_invalid": InboxMoveInvalid,
    "inbox_not_showable": InboxNotShowable,
    "inbox_rule_changed": InboxRuleChanged,
    "inbox_rule_invalid": InboxRuleInvalid,
    "inbox_rule_not_found": InboxRuleNotFound,
    "inbox_rules_too_many": InboxRulesTooMany,
    "inbox_second_approver_needed": InboxSecondApproverNeeded,
    "internal_error": InternalError,
    "invalid": Invalid,
    "invitation_ended": InvitationEnded,
    "invitation_too_soon": InvitationTooSoon,
    "invoice_frozen": InvoiceFrozen,
    "invoice_not_found": InvoiceNotFound,
    "key_ended": KeyEnded,
    "key_not_found": KeyNotFound,
    "key_rights_exceeded": KeyRightsExceeded,
    "keys_too_many": KeysTooMany,
    "last_method": LastMethod,
    "last_owner": LastOwner,
    "link_not_found": LinkNotFound,
    "logo_invalid": LogoInvalid,
    "media_type_unsupported": MediaTypeUnsupported,
    "member_exists": MemberExists,
    "member_invalid": MemberInvalid,
    "member_not_found": MemberNotFound,
    "members_full": MembersFull,
    "method_not_allowed": MethodNotAllowed,
    "mode_missing": ModeMissing,
    "more_than_held": MoreThanHeld,
    "not_creditable": NotCreditable,
    "not_found": NotFound,
    "not_ready": NotReady,
    "not_writable": NotWritable,
    "number_taken": NumberTaken,
    "organization_changed": OrganizationChanged,
    "organization_closed": OrganizationClosed,
    "organization_invalid": OrganizationInvalid,
    "organization_missing": OrganizationMissing,
    "organization_not_found": OrganizationNotFound,
    "organization_open": OrganizationOpen,
    "origin_not_allowed": OriginNotAllowed,
    "passkey_invalid": PasskeyInvalid,
    "password_invalid": PasswordInvalid,
    "payment_already_reversed": PaymentAlreadyReversed,
    "payment_invalid": PaymentInvalid,
    "payment_not_found": PaymentNotFound,
    "payment_not_reversible": PaymentNotReversible,
    "people_busy": PeopleBusy,
    "people_mail_missing": PeopleMailMissing,
    "provider_trouble": ProviderTrouble,
    "purchase_order_closed": PurchaseOrderClosed,
    "purchase_order_invalid": PurchaseOrderInvalid,
    "purchase_order_not_found": PurchaseOrderNotFound,
    "purchase_order_taken": PurchaseOrderTaken,
    "query_invalid": QueryInvalid,
    "rate_limited": RateLimited,
    "rate_limits_invalid": RateLimitsInvalid,
    "refused": Refused,
    "replay_unreadable": ReplayUnreadable,
    "request_not_found": RequestNotFound,
    "scope_missing": ScopeMissing,
    "second_factor_needed": SecondFactorNeeded,
    "send_invalid": SendInvalid,
    "sender_unreadable": SenderUnreadable,
    "series_in_use": SeriesInUse,
    "series_invalid": SeriesInvalid,
    "series_not_found": SeriesNotFound,
    "session_from_elsewhere": SessionFromElsewhere,
    "sign_in_policy_invalid": SignInPolicyInvalid,
    "sign_in_refused": SignInRefused,
    "signup_closed": SignupClosed,
    "supplier_blocked": SupplierBlocked,
    "supplier_changed": SupplierChanged,
    "supplier_invalid": SupplierInvalid,
    "supplier_not_found": SupplierNotFound,
    "template_archived": TemplateArchived,
    "template_changed": TemplateChanged,
    "template_invalid": TemplateInvalid,
    "template_not_found": TemplateNotFound,
    "templates_busy": TemplatesBusy,
    "test_clock_exists": TestClockExists,
    "test_clock_invalid": TestClockInvalid,
    "test_clock_not_found": TestClockNotFound,
    "test_mode_only": TestModeOnly,
    "too_many_guesses": TooManyGuesses,
    "unauthorized": Unauthorized,
    "version_unknown": VersionUnknown,
    "webhook_delivery_not_found": WebhookDeliveryNotFound,
    "webhook_endpoint_disabled": WebhookEndpointDisabled,
    "webhook_endpoint_invalid": WebhookEndpointInvalid,
    "webhook_endpoint_not_found": WebhookEndpointNotFound,
    "webhook_endpoints_too_many": WebhookEndpointsTooMany,
    "webhook_replay_invalid": WebhookReplayInvalid,
}
