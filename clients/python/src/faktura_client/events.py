"""The types of events, and what each says happened.

This file is generated from the API's description by ``clients/generate.py``; don't edit it.
"""

from collections.abc import Mapping
from typing import Literal

EventType = Literal[
    "invoice.issued",
    "invoice.files_written",
    "buyer_link.created",
    "buyer_link.revoked",
    "delivery.planned",
    "delivery.failed_for_now",
    "delivery.delivered",
    "delivery.refused",
    "delivery.given_up",
    "payment.recorded",
    "payment.reversed",
    "payment.credit_applied",
    "test_clock.advanced",
]

EVENTS: Mapping[str, str] = {
    "invoice.issued": "A document got its number and was frozen.",
    "invoice.files_written": "The files of an issued document were rendered and stored.",
    "buyer_link.created": "A link for the buyer was made.",
    "buyer_link.revoked": "A link for the buyer was revoked.",
    "delivery.planned": "A delivery was asked for and waits.",
    "delivery.failed_for_now": "An attempt to deliver failed and will be repeated.",
    "delivery.delivered": "The next hop took the document.",
    "delivery.refused": "The receiver's side refused the document for good.",
    "delivery.given_up": "All attempts to deliver failed.",
    "payment.recorded": "Money was recorded on a document.",
    "payment.reversed": "A recorded payment was reversed.",
    "payment.credit_applied": "A credit note was applied to the document that it corrects.",
    "test_clock.advanced": "The time of a test organization was moved on; the object is the clock.",
}
