"""JSON shapes of accounts, organizations and keys."""

from datetime import datetime
from typing import Annotated

from annotated_types import Ge, Le, MaxLen
from pydantic import StrictBool, StringConstraints

from faktura.model import Address, Contact, CreditTransfer, ElectronicAddress, Identifier
from faktura.model.terms import part
from faktura.model.values import Code, Name, Text

OVERLAP_SECONDS_MAX = 30 * 86400


@part
class _Details:
    """What can be said of an organization besides its name and country."""

    trading_name: Name | None = None
    identifiers: Annotated[tuple[Identifier, ...], MaxLen(50)] | None = None
    legal_registration: Identifier | None = None
    vat_id: Code | None = None
    tax_registration_id: Code | None = None
    legal_information: Text | None = None
    electronic_address: ElectronicAddress | None = None
    address: Address | None = None
    contact: Contact | None = None
    currency: Code | None = None
    language: Code | None = None
    timezone: Code | None = None
    payment_days: Annotated[int, Ge(0), Le(365)] | None = None
    payment_terms: Text | None = None
    bank_accounts: Annotated[tuple[CreditTransfer, ...], MaxLen(20)] | None = None
    small_business: StrictBool | None = None


@part
class OrganizationRequest(_Details):
    """A new organization; what is absent comes from its country. Every field but `country` and `external_id` can be
    changed later."""

    name: Name
    country: Code
    external_id: Annotated[Code, MaxLen(200)] | None = None


@part
class OrganizationPatch(_Details):
    """A change of an organization (JSON Merge Patch): absent stays, null is removed."""

    name: Name | None = None


@part
class AccountRequest:
    """Signing up in test mode: an account, its first organization, and a key for each."""

    name: Name
    organization: OrganizationRequest


LanguageKey = Annotated[str, StringConstraints(pattern=r"^(default|[a-z]{2})$")]
ShortTexts = Annotated[dict[LanguageKey, Annotated[Text, MaxLen(500)]], MaxLen(20)]
LongTexts = Annotated[dict[LanguageKey, Annotated[Text, MaxLen(1000)]], MaxLen(20)]


@part
class BrandTexts:
    """Texts by language (``de``), or ``default`` for all languages that have none of their own.

    `footer` stands at the foot of each page, `payment_note` beside how to pay; `mail_greeting` and `mail_signature`
    take the place of the usual ones.
    """

    footer: ShortTexts | None = None
    mail_greeting: ShortTexts | None = None
    mail_signature: LongTexts | None = None
    payment_note: LongTexts | None = None


@part
class BrandingRequest:
    """How documents look. What is absent stays; null removes.

    Colours are ``#rrggbb``; `font`: ``source-sans``, ``source-serif`` or ``manrope``. `footer`: for all languages
    that have none of their own in `texts`, which is replaced as a whole. `logo`: PNG or JPEG as base64, at most 1 MiB.
    """

    colour: Annotated[str, MaxLen(7)] | None = None
    secondary_colour: Annotated[str, MaxLen(7)] | None = None
    font: Annotated[str, MaxLen(40)] | None = None
    footer: Annotated[Text, MaxLen(500)] | None = None
    texts: BrandTexts | None = None
    logo: Annotated[str, MaxLen(1_400_000)] | None = None


@part
class EmailSenderRequest:
    """Who sends the organization's mail, and through which server (the installation's own when `host` is absent)."""

    address: Code
    name: Name | None = None
    host: Code | None = None
    port: int | None = None
    security: Code | None = None
    username: Name | None = None
    password: Name | None = None


_Scopes = tuple[Code, ...]
_Places = tuple[Code, ...]


@part
class KeyRequest:
    """A new key. What is absent comes from the key that asks: nobody can give more than they hold."""

    name: Name = "key"
    scopes: _Scopes | None = None
    allowed_addresses: _Places | None = None
    allowed_origins: _Places | None = None
    expires_at: datetime | None = None
    expires_in_seconds: int | None = None
    api_version: Code | None = None


@part
class KeyPatch:
    """A change of a key (JSON Merge Patch): absent stays; null takes a limit away, where whoever asks has none."""

    name: Name | None = None
    scopes: _Scopes | None = None
    allowed_addresses: _Places | None = None
    allowed_origins: _Places | None = None
    expires_at: datetime | None = None
    expires_in_seconds: int | None = None
    api_version: Code | None = None


@part
class RotationRequest:
    """Taking a key's place: for `overlap_seconds` both are taken, then the old one ends."""

    overlap_seconds: Annotated[int, Ge(0), Le(OVERLAP_SECONDS_MAX)] = 3600
    expires_at: datetime | None = None
    expires_in_seconds: int | None = None


@part
class AccountPatch:
    """A change of the account."""

    name: Name


@part
class NewOrganizationRequest(OrganizationRequest):
    """A new organization of an account. `key`: also make a first key for it; its text is shown this once."""

    key: KeyRequest | None = None
