"""The names of all events, with one sentence each, and what each is about: `object` of an event is the id of that."""

INVOICE_ISSUED = "invoice.issued"
FILES_WRITTEN = "invoice.files_written"
LINK_CREATED = "buyer_link.created"
LINK_REVOKED = "buyer_link.revoked"
DELIVERY_PLANNED = "delivery.planned"
DELIVERY_FAILED_FOR_NOW = "delivery.failed_for_now"
DELIVERY_DELIVERED = "delivery.delivered"
DELIVERY_REFUSED = "delivery.refused"
DELIVERY_GIVEN_UP = "delivery.given_up"
PAYMENT_RECORDED = "payment.recorded"
PAYMENT_REVERSED = "payment.reversed"
CREDIT_APPLIED = "payment.credit_applied"
EMAIL_DOMAIN_VERIFIED = "email_domain.verified"
EMAIL_DOMAIN_FAILING = "email_domain.failing"
PAGE_DOMAIN_VERIFIED = "page_domain.verified"
PAGE_DOMAIN_FAILING = "page_domain.failing"
ORGANIZATION_CLOSED = "organization.closed"
ORGANIZATION_REOPENED = "organization.reopened"
ORGANIZATION_ERASED = "organization.erased"
TEST_CLOCK_ADVANCED = "test_clock.advanced"
DRAFT_CREATED = "invoice.draft_created"
DRAFT_CHANGED = "invoice.draft_changed"
DRAFT_DELETED = "invoice.draft_deleted"
CUSTOMER_CREATED = "customer.created"
CUSTOMER_CHANGED = "customer.changed"
CUSTOMER_ARCHIVED = "customer.archived"
ORGANIZATION_CREATED = "organization.created"
ORGANIZATION_CHANGED = "organization.changed"
BRANDING_CHANGED = "organization.branding_changed"
SENDER_CHANGED = "organization.sender_changed"
KEY_CREATED = "api_key.created"
KEY_REVOKED = "api_key.revoked"
WEBHOOK_ENDPOINT_CREATED = "webhook_endpoint.created"
WEBHOOK_ENDPOINT_CHANGED = "webhook_endpoint.changed"
WEBHOOK_ENDPOINT_ENABLED = "webhook_endpoint.enabled"
WEBHOOK_ENDPOINT_DISABLED = "webhook_endpoint.disabled"
WEBHOOK_ENDPOINT_DELETED = "webhook_endpoint.deleted"
WEBHOOK_ENDPOINT_SECRET_ROTATED = "webhook_endpoint.secret_rotated"  # noqa: S105 - a name
WEBHOOK_ENDPOINT_FAILING = "webhook_endpoint.failing"
WEBHOOK_ENDPOINT_RECOVERED = "webhook_endpoint.recovered"
TEMPLATE_FAILED = "invoice.template_failed"
IMPORT_ENDED = "import.ended"
EXPORT_ENDED = "export.ended"
INBOX_RECEIVED = "inbox.received"
INBOX_DUPLICATE = "inbox.duplicate"
INBOX_ASSIGNED = "inbox.assigned"
INBOX_QUERIED = "inbox.queried"
INBOX_APPROVED = "inbox.approved"
INBOX_REJECTED = "inbox.rejected"
INBOX_PAID = "inbox.paid"
INBOX_ARCHIVED = "inbox.archived"
INBOX_REOPENED = "inbox.reopened"
INBOX_RULE_FIRED = "inbox.rule_fired"

EVENT_TYPES = {
    INVOICE_ISSUED: "A document got its number and was frozen.",
    FILES_WRITTEN: "The files of an issued document were rendered and stored.",
    LINK_CREATED: "A link for the buyer was made.",
    LINK_REVOKED: "A link for the buyer was revoked.",
    DELIVERY_PLANNED: "A delivery was asked for and waits.",
    DELIVERY_FAILED_FOR_NOW: "An attempt to deliver failed and will be repeated.",
    DELIVERY_DELIVERED: "The next hop took the document.",
    DELIVERY_REFUSED: "The receiver's side refused the document for good.",
    DELIVERY_GIVEN_UP: "All attempts to deliver failed.",
    PAYMENT_RECORDED: "Money was recorded on a document.",
    PAYMENT_REVERSED: "A recorded payment was reversed.",
    CREDIT_APPLIED: "A credit note was applied to the document that it corrects.",
    TEMPLATE_FAILED: "A template could not be used for a document or its mail; the standard one was.",
    EMAIL_DOMAIN_VERIFIED: "All records that a sender domain needs were found; its mail is signed from now on.",
    EMAIL_DOMAIN_FAILING: "A sender domain lost a record; its mail is not signed until it is there again.",
    PAGE_DOMAIN_VERIFIED: "A domain of buyers' pages leads here; links use it from now on.",
    PAGE_DOMAIN_FAILING: "A domain of buyers' pages lost a record; links use the installation's address again.",
    ORGANIZATION_CLOSED: "The organization was closed: it can be read, and for a while reopened.",
    ORGANIZATION_REOPENED: "A closed organization was opened again.",
    ORGANIZATION_ERASED: "A closed organization is closed for good; what no law asks to keep is deleted.",
    TEST_CLOCK_ADVANCED: "The time of a test organization was moved on; the object is the clock.",
    DRAFT_CREATED: "A draft was stored.",
    DRAFT_CHANGED: "A draft was changed.",
    DRAFT_DELETED: "A draft was deleted.",
    CUSTOMER_CREATED: "A customer was stored.",
    CUSTOMER_CHANGED: "A customer was changed.",
    CUSTOMER_ARCHIVED: "A customer was archived.",
    ORGANIZATION_CREATED: "An organization was created.",
    ORGANIZATION_CHANGED: "What an organization says of itself was changed.",
    BRANDING_CHANGED: "The look of an organization's documents was changed.",
    SENDER_CHANGED: "An organization's sender of mail was set or removed.",
    KEY_CREATED: "An API key was made.",
    KEY_REVOKED: "An API key was revoked.",
    WEBHOOK_ENDPOINT_CREATED: "A webhook endpoint was created.",
    WEBHOOK_ENDPOINT_CHANGED: "A webhook endpoint was changed.",
    WEBHOOK_ENDPOINT_ENABLED: "A webhook endpoint was enabled again.",
    WEBHOOK_ENDPOINT_DISABLED: "A webhook endpoint was disabled, by its owner or after too many failures.",
    WEBHOOK_ENDPOINT_DELETED: "A webhook endpoint was deleted.",
    WEBHOOK_ENDPOINT_SECRET_ROTATED: "A webhook endpoint got a new secret.",
    WEBHOOK_ENDPOINT_FAILING: "A webhook endpoint takes nothing any more and is slowed down.",
    WEBHOOK_ENDPOINT_RECOVERED: "A webhook endpoint takes events again.",
    IMPORT_ENDED: "An import is done, was cancelled or failed; the data says how many rows and which.",
    EXPORT_ENDED: "An export is done, was cancelled or failed.",
    INBOX_RECEIVED: "A document was received, whatever it is; the data says whether it holds.",
    INBOX_DUPLICATE: "A document came again: the same bytes, or the same number of a supplier.",
    INBOX_ASSIGNED: "A received document was given to somebody to look at.",
    INBOX_QUERIED: "A received document was put in question.",
    INBOX_APPROVED: "A received document was approved by all who must.",
    INBOX_REJECTED: "A received document was rejected.",
    INBOX_PAID: "A received document was marked as paid.",
    INBOX_ARCHIVED: "A received document was put away.",
    INBOX_REOPENED: "A received document is looked at again.",
    INBOX_RULE_FIRED: "A rule that is to tell of it fired for a received document.",
}

SUBJECTS = {
    "invoice": ("invoice", "inv"),
    "buyer_link": ("invoice", "inv"),
    "delivery": ("invoice", "inv"),
    "payment": ("invoice", "inv"),
    "customer": ("customer", "cus"),
    "organization": ("organization", "org"),
    "api_key": ("api_key", "key"),
    "email_domain": ("email_domain", "edm"),
    "page_domain": ("page_domain", "pdm"),
    "webhook_endpoint": ("webhook_endpoint", "whe"),
    "test_clock": ("test_clock", "clk"),
    "import": ("import", "imp"),
    "export": ("export", "exp"),
    "inbox": ("inbox_item", "inb"),
}
"""The first word of an event's name -> the kind of thing that it is about, and the prefix of that one's id."""


def subject_of(event_type: str) -> tuple[str, str]:
    """What an event is about: kind and prefix."""
    return SUBJECTS[event_type.partition(".")[0]]
