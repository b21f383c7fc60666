"""A brand's record: what it says instead of its organization. The legal person is never part of it."""

from collections.abc import Mapping
from typing import Annotated, Any

from annotated_types import Ge, Le, MaxLen

from faktura.model import Address, Contact, CreditTransfer
from faktura.model.terms import part
from faktura.model.values import Code, Name, Text
from faktura.organizations.schemas import BrandingRequest

LEGAL: Mapping[str, str] = {
    "legal_name": "the seller's name (BT-27) is the organization's; send trading_name (BT-28)",
    "identifiers": "a seller's identifiers (BT-29) are the organization's",
    "legal_registration": "the legal registration (BT-30) is the organization's",
    "vat_id": "the VAT identifier (BT-31) is the organization's; another one would be another taxable person",
    "tax_registration_id": "the tax registration (BT-32) is the organization's",
    "legal_information": "the legal information (BT-33) is the organization's",
    "electronic_address": "the electronic address (BT-34) is the organization's",
    "legal_address": "the postal address (BG-5) is the organization's; address is for the letterhead",
    "country": "the country whose law applies is the organization's",
    "small_business": "how the organization is taxed is not a brand's to say",
}
"""What the law asks of the seller itself, so that a brand can't say it: name -> why."""


@part
class BrandSender:
    """Who sends the brand's mail: the address and the name that readers see, and where answers go."""

    address: Code | None = None
    name: Name | None = None
    reply_to: Code | None = None


@part
class BrandRecord:
    """What a brand says instead of its organization; what is absent is the organization's.

    `trading_name` is BT-28 and heads documents; `contact` is BG-6. `address` stands in the letterhead only: the legal
    address is printed at the foot, and is the one in XML. `series`: document type -> name of the series that numbers
    the brand's documents. `bank_accounts`: where its buyers pay.
    """

    trading_name: Name | None = None
    address: Address | None = None
    contact: Contact | None = None
    series: Annotated[dict[Code, Name], MaxLen(20)] | None = None
    bank_accounts: Annotated[tuple[CreditTransfer, ...], MaxLen(20)] | None = None
    sender: BrandSender | None = None
    currency: Code | None = None
    language: Code | None = None
    payment_days: Annotated[int, Ge(0), Le(365)] | None = None
    payment_terms: Text | None = None


@part
class BrandRequest(BrandRecord):
    """A new brand. Nothing of the legal person can be said here: see the findings `legal_data_fixed`."""

    name: Name
    external_id: Code | None = None
    branding: BrandingRequest | None = None
    legal_name: Any = None
    identifiers: Any = None
    legal_registration: Any = None
    vat_id: Any = None
    tax_registration_id: Any = None
    legal_information: Any = None
    electronic_address: Any = None
    legal_address: Any = None
    country: Any = None
    small_business: Any = None


@part
class BrandPatch(BrandRequest):
    """A change of a brand (JSON Merge Patch): absent stays, null is the organization's again."""

    name: Name | None = None  # type: ignore[assignment]  # in a change even the name may be absent
