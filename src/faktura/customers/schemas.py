"""JSON shapes of customers."""

from typing import Annotated

from annotated_types import Len, MaxLen
from pydantic import StringConstraints

from faktura.customers.record import CustomerRecord
from faktura.model.terms import Term, part
from faktura.model.values import Code, Text

METADATA_KEYS_MAX = 50

MetadataKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.\-]{1,40}$")]
Metadata = Annotated[dict[MetadataKey, Annotated[Text, MaxLen(500)]], Len(0, METADATA_KEYS_MAX)]
ExternalId = Annotated[Code, MaxLen(200)]


@part
class CustomerRequest(CustomerRecord):
    """A new customer, or the whole of a changed one."""

    external_id: Annotated[ExternalId | None, Term("", "The integrator's own id")] = None
    metadata: Annotated[Metadata | None, Term("", "The integrator's own facts")] = None
