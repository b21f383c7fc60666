"""What an organization says of itself: the seller of its documents, and the defaults of its documents."""

from typing import Annotated

from annotated_types import Ge, Le, MaxLen

from faktura.model import CreditTransfer, Seller
from faktura.model.terms import Term, part
from faktura.model.values import Code, Text


@part
class Profile(Seller):
    """The seller (BG-4), and what new documents take when a request does not say it.

    `country`, `currency`, `language`, `timezone` come from the country at first. `bank_accounts`: where buyers pay,
    the first in the currency of the document is printed first. `small_business`: no VAT is charged by the small
    business scheme of the country. `sample`: the identity was made up for test mode.
    """

    country: Annotated[Code, Term("", "Country whose law applies")] = ""
    currency: Annotated[Code, Term("", "Default currency")] = "EUR"
    language: Annotated[Code, Term("", "Default language")] = "en"
    timezone: Annotated[Code, Term("", "Time zone of the issue date")] = "UTC"
    payment_days: Annotated[Annotated[int, Ge(0), Le(365)], Term("", "Days to pay")] = 30
    bank_accounts: Annotated[tuple[CreditTransfer, ...], MaxLen(20), Term("", "Bank accounts")] = ()
    small_business: Annotated[bool, Term("", "Small business scheme")] = False
    payment_terms: Annotated[Text | None, Term("", "Default payment terms")] = None
    sample: Annotated[bool, Term("", "Whether the identity is made up for tests")] = False


@part
class Branding:
    """How documents look: brand colour ``#rrggbb``, a line for the foot, and the logo's hash in the object store."""

    colour: str = "#1f3a5f"
    footer: str = ""
    logo_sha256: str | None = None
    logo_media_type: str | None = None
