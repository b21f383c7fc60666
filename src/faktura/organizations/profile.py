"""What an organization says of itself: the seller of its documents, and the defaults of its documents."""

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, Any

from annotated_types import Ge, Le, MaxLen
from pydantic import StrictBool

from faktura.model import Address, CreditTransfer, Seller
from faktura.model.json import to_plain
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
    small_business: Annotated[StrictBool, Term("", "Small business scheme")] = False
    payment_terms: Annotated[Text | None, Term("", "Default payment terms")] = None
    sample: Annotated[StrictBool, Term("", "Whether the identity is made up for tests")] = False


FONTS = ("source-sans", "source-serif", "manrope")
"""What documents may be set in; the first is the default."""

TEXT_KINDS = ("footer", "mail_greeting", "mail_signature", "payment_note")
"""The texts of an organization or a brand, each in any of the languages."""

DEFAULT_LANGUAGE = "default"
"""In place of a language: the text for all languages that have none of their own."""


@part
class Branding:
    """How documents look: colours ``#rrggbb``, a font of `FONTS`, texts, the logo's hash in the object store.

    `texts`: kind -> language or ``default`` -> text. `footer` is the footer of all languages that have none of their
    own. `address` is a brand's own, for the letterhead; the legal address is printed all the same.
    """

    colour: str = "#1f3a5f"
    footer: str = ""
    logo_sha256: str | None = None
    logo_media_type: str | None = None
    secondary_colour: str | None = None
    font: str | None = None
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    address: Address | None = None

    def text(self, kind: str, language: str) -> str:
        """A text of `TEXT_KINDS` in a language; empty when there is none."""
        held = self.texts.get(kind, {})
        usual = self.footer if kind == "footer" else ""
        return held.get(language) or held.get(DEFAULT_LANGUAGE) or usual

    def frozen(self, language: str) -> dict[str, Any]:
        """What an issued document keeps: the texts in its language, and of the rest what is set."""
        plain: dict[str, Any] = {"colour": self.colour, "footer": self.text("footer", language)}
        own = {
            "logo_sha256": self.logo_sha256,
            "logo_media_type": self.logo_media_type,
            "secondary_colour": self.secondary_colour,
            "font": self.font,
            "address": to_plain(self.address) if self.address is not None else None,
            **{kind: self.text(kind, language) for kind in TEXT_KINDS if kind != "footer"},
        }
        return {**plain, **{name: value for name, value in own.items() if value}}
