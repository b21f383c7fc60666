"""A customer's record: the buyer (BG-7) of new documents, where to write to, and defaults."""

from typing import Annotated

from annotated_types import Ge, Le

from faktura.model import Buyer
from faktura.model.terms import Term, part
from faktura.model.values import Code


@part
class CustomerRecord(Buyer):
    """The buyer, and what is only used on the way: `email` for deliveries, `language` of documents and mail,
    `payment_days` instead of the organization's."""

    email: Annotated[Code | None, Term("", "Where mail goes")] = None
    language: Annotated[Code | None, Term("", "Language of documents")] = None
    payment_days: Annotated[Annotated[int, Ge(0), Le(365)] | None, Term("", "Days to pay")] = None
