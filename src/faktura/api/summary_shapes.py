"""Customers and documents as they stand in lists, and in place of their ids."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from faktura.customers.record import CustomerRecord
from faktura.model.terms import Term, part
from faktura.model.values import Decimals

_T = Term("", "")


@part
class CustomerAnswer(CustomerRecord):
    """A stored customer."""

    id: Annotated[str, _T] = ""
    object: Annotated[Literal["customer"], _T] = "customer"
    external_id: Annotated[str | None, _T] = None
    metadata: Annotated[dict[str, str], _T] = Field(default_factory=dict)
    version: Annotated[int, _T] = 1
    created_at: Annotated[datetime | None, _T] = None
    updated_at: Annotated[datetime | None, _T] = None
    archived_at: Annotated[datetime | None, _T] = None


@part
class DocumentSummary:
    """A document in a list."""

    id: str
    object: Literal["invoice"]
    state: Literal["draft", "issued"]
    document_type: str
    number: str | None
    issue_date: date | None
    due_date: date | None
    currency: str | None
    total_with_vat: Decimals | None
    amount_due: Decimals | None
    buyer_name: str | None
    customer: str | CustomerAnswer | None
    brand: str | None
    external_id: str | None
    created_at: datetime
    issued_at: datetime | None
