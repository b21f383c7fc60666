"""JSON shapes of payments."""

from enum import StrEnum
from typing import Annotated

from annotated_types import MaxLen

from faktura.customers.schemas import ExternalId, Metadata
from faktura.model.terms import Term, part
from faktura.model.values import Code, Day, Decimals, Text


class PaymentMethod(StrEnum):
    """How money was paid (the groups of UNTDID 4461 that are in use, by name)."""

    CREDIT_TRANSFER = "credit_transfer"
    DIRECT_DEBIT = "direct_debit"
    CARD = "card"
    CASH = "cash"
    CHEQUE = "cheque"
    ONLINE = "online"
    NETTING = "netting"
    OTHER = "other"


@part
class PaymentRequest:
    """Money that was received on a document (or, for a credit note, paid back).

    `amount` is more than zero and has no more decimals than its currency. `received_on` is today in UTC when it is
    absent. `reference`: what the bank statement says, such as the remittance information or an end-to-end id.
    """

    amount: Annotated[Decimals, Term("", "Amount received")]
    currency: Annotated[Code | None, Term("", "Currency, which must be the document's")] = None
    received_on: Annotated[Day | None, Term("", "Day of receipt")] = None
    method: Annotated[PaymentMethod, Term("", "Method of payment")] = PaymentMethod.CREDIT_TRANSFER
    reference: Annotated[Annotated[Text, MaxLen(500)] | None, Term("", "Reference of the payment")] = None
    external_id: Annotated[ExternalId | None, Term("", "The integrator's own id")] = None
    metadata: Annotated[Metadata | None, Term("", "The integrator's own facts")] = None


@part
class ReversalRequest:
    """Taking a payment back: a bounced debit, a chargeback, a mistake.

    `received_on` is the day from which the payment does not count any more: today in UTC when it is absent.
    """

    reason: Annotated[Annotated[Text, MaxLen(500)] | None, Term("", "Why")] = None
    received_on: Annotated[Day | None, Term("", "Day of the reversal")] = None
