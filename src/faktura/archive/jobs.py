"""The archive's work in the background: it listens to every station before it."""

from faktura.archive.keep import keep_document, keep_files, keep_payments, keep_sent
from faktura.events import (
    CREDIT_APPLIED,
    DELIVERY_DELIVERED,
    DELIVERY_REFUSED,
    FILES_WRITTEN,
    INVOICE_ISSUED,
    PAYMENT_RECORDED,
    PAYMENT_REVERSED,
)
from faktura.jobs import Job

JOBS = (
    Job(name="archive.keep_document", run=keep_document, reacts_to=(INVOICE_ISSUED,)),
    Job(name="archive.keep_files", run=keep_files, reacts_to=(FILES_WRITTEN,)),
    Job(name="archive.keep_sent", run=keep_sent, reacts_to=(DELIVERY_DELIVERED, DELIVERY_REFUSED)),
    Job(
        name="archive.keep_payments",
        run=keep_payments,
        reacts_to=(PAYMENT_RECORDED, PAYMENT_REVERSED, CREDIT_APPLIED),
    ),
)
