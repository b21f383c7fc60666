"""JSON shapes of the inbox."""

from decimal import Decimal
from typing import Annotated, Literal

from annotated_types import MaxLen

from faktura.inbox.limits import COMMENT_LENGTH_MAX, REASONS_MAX
from faktura.model.terms import Term, part
from faktura.model.values import Code, Day, Decimals, Name, Text

ReasonCode = Literal[
    "NON", "REF", "LEG", "REC", "QUA", "DEL", "PRI", "QTY", "ITM", "PAY", "UNR", "FIN", "PPD", "OTH"
]  # fmt: skip
Comment = Annotated[Text, MaxLen(COMMENT_LENGTH_MAX)]
Reasons = Annotated[tuple[ReasonCode, ...], MaxLen(REASONS_MAX)]


@part
class CommentRequest:
    """A move that needs nothing; a comment may be said."""

    comment: Annotated[Comment | None, Term("", "What is to be remembered")] = None


@part
class AssignRequest:
    """Who is to look at it: a person's id, or any name; null takes it from whoever had it."""

    to: Annotated[Code | None, Term("", "Who is to look at it")] = None
    comment: Annotated[Comment | None, Term("", "What is to be remembered")] = None


@part
class QueryRequest:
    """A question to the supplier."""

    comment: Annotated[Comment, Term("", "The question")]
    reasons: Annotated[Reasons, Term("", "Codes of OPStatusReason (Peppol BIS 63)")] = ()


@part
class RejectRequest:
    """Why it is rejected: at least one code of OPStatusReason (Peppol BIS 63); OTH and PPD need a comment."""

    reasons: Annotated[Reasons, Term("", "Codes of OPStatusReason (Peppol BIS 63)")]
    comment: Annotated[Comment | None, Term("", "Why, in words")] = None


@part
class PaidRequest:
    """That it was paid. `paid_on` is today in UTC when it is absent, `amount` the amount due."""

    paid_on: Annotated[Day | None, Term("", "Day of payment")] = None
    amount: Annotated[Decimals | None, Term("", "Amount paid, in the document's currency")] = None
    reference: Annotated[Annotated[Text, MaxLen(500)] | None, Term("", "Reference of the payment")] = None
    comment: Annotated[Comment | None, Term("", "What is to be remembered")] = None


@part
class InboxSettingsRequest:
    """How an organization works on its inbox. `four_eyes`: two must approve every document."""

    four_eyes: Annotated[bool, Term("", "Two must approve")]


@part
class SupplierPatch:
    """A change of a supplier; what is absent, or null, stays.

    `four_eyes`: two must approve what it sends, also where the organization asks for one. `confirmed_accounts`:
    accounts of its documents that were found to be right.
    """

    name: Annotated[Name | None, Term("", "Name")] = None
    state: Annotated[Literal["new", "known", "blocked"] | None, Term("", "State")] = None
    four_eyes: Annotated[bool | None, Term("", "Two must approve")] = None
    note: Annotated[Annotated[str, MaxLen(COMMENT_LENGTH_MAX)] | None, Term("", "A note")] = None
    confirmed_accounts: Annotated[
        Annotated[tuple[Code, ...], MaxLen(100)] | None, Term("", "Accounts that are right")
    ] = None


@part
class PurchaseOrderRequest:
    """A new purchase order. `tolerance_percent`: by how much documents may exceed it without a finding."""

    number: Annotated[Code, Term("", "Number, as documents name it in BT-13")]
    currency: Annotated[Code, Term("", "Currency")]
    total_without_vat: Annotated[Decimals, Term("", "Amount ordered, without VAT")]
    supplier: Annotated[Code | None, Term("", "Supplier (sup_…)")] = None
    tolerance_percent: Annotated[Decimals, Term("", "Tolerance in percent")] = Decimal(0)
