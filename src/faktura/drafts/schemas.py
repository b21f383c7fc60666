"""JSON shapes of drafts: the semantic model, with the conveniences of the API around it."""

from typing import Annotated, Any

from annotated_types import Len, MaxLen
from pydantic import Discriminator, StrictBool, Tag

from faktura.customers.record import CustomerRecord
from faktura.customers.schemas import ExternalId, Metadata
from faktura.model import Invoice
from faktura.model.terms import Term, part
from faktura.model.values import Code, Text


def _customer_kind(value: Any) -> str:
    return "id" if isinstance(value, str) else "record"


CustomerReference = Annotated[
    Annotated[Code, Tag("id")] | Annotated[CustomerRecord, Tag("record")], Discriminator(_customer_kind)
]


@part
class EmailMessage:
    """What the mail says besides the usual: `to` overrides the customer's address, `note` is printed in the text."""

    to: Annotated[Code | None, Term("", "Recipient")] = None
    note: Annotated[Annotated[Text, MaxLen(2000)] | None, Term("", "A sentence of the sender")] = None


@part
class SendRequest:
    """Which roads the document takes, in order of preference; those that are not available are skipped and named."""

    channels: Annotated[Annotated[tuple[Code, ...], Len(1, 10)], Term("", "Channels")] = ("email",)
    email: Annotated[EmailMessage | None, Term("", "E-mail")] = None


@part
class InvoiceRequest(Invoice):
    """A document to be: every field of the semantic model, `customer` (an id or a record) in place of `buyer`,
    `document_type` in place of the type code, `brand` (its id or external id), and what should happen with it.

    `number` and `seller` are not taken: the number comes from the series, the seller is the organization.
    """

    customer: Annotated[CustomerReference | None, Term("", "Customer")] = None
    brand: Annotated[Code | None, Term("", "Brand: its id or external id")] = None
    document_type: Annotated[Code | None, Term("", "Document type")] = None
    language: Annotated[Code | None, Term("", "Language of the document")] = None
    series: Annotated[Code | None, Term("", "Name of the series")] = None
    external_id: Annotated[ExternalId | None, Term("", "The integrator's own id")] = None
    metadata: Annotated[Metadata | None, Term("", "The integrator's own facts")] = None
    corrects: Annotated[Code | None, Term("", "Id of the document that this one corrects")] = None
    issue: Annotated[StrictBool, Term("", "Whether to issue at once")] = False
    send: Annotated[SendRequest | None, Term("", "Roads to take once issued")] = None
