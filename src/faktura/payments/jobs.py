"""The payments' work in the background."""

from faktura.events import INVOICE_ISSUED
from faktura.jobs import Job
from faktura.payments.credit import apply_credit

JOBS = (Job(name="payments.apply_credit", run=apply_credit, reacts_to=(INVOICE_ISSUED,)),)
