"""An exception for each code that a refusal may carry.

This file is generated from the API's description by ``clients/generate.py``; don't edit it.
"""

from collections.abc import Mapping

from faktura_client.problems import (
    BadRequest,
    Conflict,
    Forbidden,
    Invalid,
    MediaTypeUnsupported,
    NotFound,
    PreconditionFailed,
    Problem,
    ServerFault,
    TooLarge,
    Unauthorized,
    Unavailable,
)

__all__ = [
    "BY_CODE",
    "AccountKeyNeeded",
    "AccountNotFound",
    "AddressNotAllowed",
    "ArchiveEntryNotFound",
    "AuditEntryNotFound",
    "AuditSealNotFound",
    "BodyTooLarge",
    "BodyUnexpected",
    "BodyUnreadable",
    "CustomerChanged",
    "CustomerInvalid",
    "CustomerNotFound",
    "DatabaseUnavailable",
    "DeliveryNotFound",
    "DeliveryState",
    "DocumentNotConvertible",
    "DocumentsBusy",
    "DraftChanged",
    "DraftInvalid",
    "DraftNotIssuable",
    "ExternalIdTaken",
    "FileNotFound",
    "FileNotReady",
    "IdempotencyBusy",
    "IdempotencyKeyInvalid",
    "IdempotencyKeyReused",
    "IfMatchInvalid",
    "InternalError",
    "InvoiceFrozen",
    "InvoiceNotFound",
    "KeyEnded",
    "KeyNotFound",
    "KeyRightsExceeded",
    "KeysTooMany",
    "LinkNotFound",
    "LogoInvalid",
    "MethodNotAllowed",
    "NotCreditable",
    "NotReady",
    "NotWritable",
    "NumberTaken",
    "OrganizationChanged",
    "OrganizationInvalid",
    "OrganizationMissing",
    "OrganizationNotFound",
    "OriginNotAllowed",
    "PaymentAlreadyReversed",
    "PaymentInvalid",
    "PaymentNotFound",
    "PaymentNotReversible",
    "QueryInvalid",
    "Refused",
    "ReplayUnreadable",
    "RequestNotFound",
    "ScopeMissing",
    "SendInvalid",
    "SenderUnreadable",
    "SeriesInUse",
    "SeriesInvalid",
    "SeriesNotFound",
    "SignupClosed",
    "TestClockExists",
    "TestClockInvalid",
    "TestClockNotFound",
    "TestModeOnly",
    "VersionUnknown",
]


class AccountKeyNeeded(Forbidden):
    """403: Use the account's key (fk_…) for this."""


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


class BodyTooLarge(TooLarge):
    """413: A body may have at most … bytes here."""


class BodyUnexpected(Invalid):
    """422: This operation takes no body; send none."""


class BodyUnreadable(BadRequest):
    """400: The body can't be read."""


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


class DraftChanged(PreconditionFailed):
    """412: Somebody else changed the draft in between."""


class DraftInvalid(Invalid):
    """422: The request contradicts itself, before any rule of law is asked."""


class DraftNotIssuable(Invalid):
    """422: Rules are broken; `findings` say which."""


class ExternalIdTaken(Conflict):
    """409: An external id is unique in its organization, for ever."""


class FileNotFound(NotFound):
    """404: No such file of the document."""


class FileNotReady(Unavailable):
    """503: The job that writes it is queued; ask again in a moment."""


class IdempotencyBusy(Conflict):
    """409: A request with this Idempotency-Key is being answered; repeat yours in a moment."""


class IdempotencyKeyInvalid(BadRequest):
    """400: Send 1 to … printable ASCII characters, a new UUID for instance."""


class IdempotencyKeyReused(Invalid):
    """422: This key came with another method, path or body before. Use a new key for a new request."""


class IfMatchInvalid(BadRequest):
    """400: Send the ETag that was answered."""


class InternalError(ServerFault):
    """500: The request was not carried out. Tell the operator the request_id."""


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


class LinkNotFound(NotFound):
    """404: No such link, or it is expired or revoked."""


class LogoInvalid(Invalid):
    """422: The logo can't be used."""


class MethodNotAllowed(Problem):
    """405: … is not possible here."""


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


class OrganizationInvalid(Invalid):
    """422: The organization's data is wrong."""


class OrganizationMissing(BadRequest):
    """400: An account's key names the organization with the header Faktura-Organization: org_…."""


class OrganizationNotFound(NotFound):
    """404: No such organization in this account."""


class OriginNotAllowed(Forbidden):
    """403: The key is for pages of …, whose browsers name them in Origin."""


class PaymentAlreadyReversed(Conflict):
    """409: A payment is reversed once."""


class PaymentInvalid(Invalid):
    """422: What was sent of a payment is wrong; `findings` hold everything at once."""


class PaymentNotFound(NotFound):
    """404: No such payment."""


class PaymentNotReversible(Conflict):
    """409: A reversal or a credit can't be reversed."""


class QueryInvalid(Invalid):
    """422: See errors."""


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


class SignupClosed(Forbidden):
    """403: Nobody may sign up here without a key."""


class TestClockExists(Conflict):
    """409: An organization lives in one time."""


class TestClockInvalid(Invalid):
    """422: The time can't be that."""


class TestClockNotFound(NotFound):
    """404: The organization has no such clock."""


class TestModeOnly(Forbidden):
    """403: Live documents are made in the real time."""


class VersionUnknown(BadRequest):
    """400: Send one of these with Faktura-Version, or leave it out: …."""


BY_CODE: Mapping[str, type[Problem]] = {
    "account_key_needed": AccountKeyNeeded,
    "account_not_found": AccountNotFound,
    "address_not_allowed": AddressNotAllowed,
    "archive_entry_not_found": ArchiveEntryNotFound,
    "audit_entry_not_found": AuditEntryNotFound,
    "audit_seal_not_found": AuditSealNotFound,
    "body_too_large": BodyTooLarge,
    "body_unexpected": BodyUnexpected,
    "body_unreadable": BodyUnreadable,
    "customer_changed": CustomerChanged,
    "customer_invalid": CustomerInvalid,
    "customer_not_found": CustomerNotFound,
    "database_unavailable": DatabaseUnavailable,
    "delivery_not_found": DeliveryNotFound,
    "delivery_state": DeliveryState,
    "document_not_convertible": DocumentNotConvertible,
    "documents_busy": DocumentsBusy,
    "draft_changed": DraftChanged,
    "draft_invalid": DraftInvalid,
    "draft_not_issuable": DraftNotIssuable,
    "external_id_taken": ExternalIdTaken,
    "file_not_found": FileNotFound,
    "file_not_ready": FileNotReady,
    "idempotency_busy": IdempotencyBusy,
    "idempotency_key_invalid": IdempotencyKeyInvalid,
    "idempotency_key_reused": IdempotencyKeyReused,
    "if_match_invalid": IfMatchInvalid,
    "internal_error": InternalError,
    "invalid": Invalid,
    "invoice_frozen": InvoiceFrozen,
    "invoice_not_found": InvoiceNotFound,
    "key_ended": KeyEnded,
    "key_not_found": KeyNotFound,
    "key_rights_exceeded": KeyRightsExceeded,
    "keys_too_many": KeysTooMany,
    "link_not_found": LinkNotFound,
    "logo_invalid": LogoInvalid,
    "media_type_unsupported": MediaTypeUnsupported,
    "method_not_allowed": MethodNotAllowed,
    "not_creditable": NotCreditable,
    "not_found": NotFound,
    "not_ready": NotReady,
    "not_writable": NotWritable,
    "number_taken": NumberTaken,
    "organization_changed": OrganizationChanged,
    "organization_invalid": OrganizationInvalid,
    "organization_missing": OrganizationMissing,
    "organization_not_found": OrganizationNotFound,
    "origin_not_allowed": OriginNotAllowed,
    "payment_already_reversed": PaymentAlreadyReversed,
    "payment_invalid": PaymentInvalid,
    "payment_not_found": PaymentNotFound,
    "payment_not_reversible": PaymentNotReversible,
    "query_invalid": QueryInvalid,
    "refused": Refused,
    "replay_unreadable": ReplayUnreadable,
    "request_not_found": RequestNotFound,
    "scope_missing": ScopeMissing,
    "send_invalid": SendInvalid,
    "sender_unreadable": SenderUnreadable,
    "series_in_use": SeriesInUse,
    "series_invalid": SeriesInvalid,
    "series_not_found": SeriesNotFound,
    "signup_closed": SignupClosed,
    "test_clock_exists": TestClockExists,
    "test_clock_invalid": TestClockInvalid,
    "test_clock_not_found": TestClockNotFound,
    "test_mode_only": TestModeOnly,
    "unauthorized": Unauthorized,
    "version_unknown": VersionUnknown,
}
