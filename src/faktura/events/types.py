"""The names of all events, with one sentence each. `object` of an event is the document that it is about."""

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
TEST_CLOCK_ADVANCED = "test_clock.advanced"

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
    TEST_CLOCK_ADVANCED: "The time of a test organization was moved on; the object is the clock.",
}
