"""Events: what happened, in the past tense. They are written in the transaction of the write (an outbox)."""

from faktura.events.types import (
    CREDIT_APPLIED,
    DELIVERY_DELIVERED,
    DELIVERY_FAILED_FOR_NOW,
    DELIVERY_GIVEN_UP,
    DELIVERY_PLANNED,
    DELIVERY_REFUSED,
    EVENT_TYPES,
    FILES_WRITTEN,
    INVOICE_ISSUED,
    LINK_CREATED,
    LINK_REVOKED,
    PAYMENT_RECORDED,
    PAYMENT_REVERSED,
)

__all__ = [
    "CREDIT_APPLIED",
    "DELIVERY_DELIVERED",
    "DELIVERY_FAILED_FOR_NOW",
    "DELIVERY_GIVEN_UP",
    "DELIVERY_PLANNED",
    "DELIVERY_REFUSED",
    "EVENT_TYPES",
    "FILES_WRITTEN",
    "INVOICE_ISSUED",
    "LINK_CREATED",
    "LINK_REVOKED",
    "PAYMENT_RECORDED",
    "PAYMENT_REVERSED",
]
