"""A made-up identity for an organization in test mode, so that the first request gives a complete invoice."""

from typing import Any

from faktura.model import Address, Contact, CreditTransfer, ElectronicAddress, Identifier
from faktura.organizations.profile import Profile
from faktura.sockets import Country

_SINGLE = ("vat_id", "tax_registration_id", "legal_registration")
SAMPLE_EMAIL = "billing@example.com"


def sample_profile(name: str, country: Country) -> Profile:
    """A complete seller of the country: its identifier kinds' examples, its sample address and IBAN."""
    fields: dict[str, object] = {}
    for kind in country.identifiers:
        if kind.field not in _SINGLE or kind.field in fields or not kind.example:
            continue
        if kind.field == "legal_registration":
            fields[kind.field] = Identifier(value=kind.example, scheme=kind.scheme or None)
        else:
            fields[kind.field] = kind.example
        if kind.electronic_scheme and "electronic_address" not in fields:
            fields["electronic_address"] = ElectronicAddress(value=kind.example, scheme=kind.electronic_scheme)
    place = country.sample
    address = Address(country=country.code)
    accounts: tuple[CreditTransfer, ...] = ()
    if place is not None:
        address = Address(line1=place.line1, city=place.city, postal_code=place.postal_code, country=country.code)
        accounts = (CreditTransfer(account=place.iban, account_name=name, bic=place.bic or None),)
    contact = Contact(name="Billing", phone="+00 000 000000", email=SAMPLE_EMAIL)
    return default_profile(name, country, address=address, bank_accounts=accounts, contact=contact, **fields)


def country_defaults(country: Country) -> dict[str, Any]:
    """What the country decides in a profile until the organization says something else."""
    return {
        "country": country.code,
        "currency": country.currency,
        "language": country.languages[0],
        "timezone": country.timezone,
        "payment_days": country.payment_days,
    }


def default_profile(name: str, country: Country, **fields: Any) -> Profile:
    """A profile with what the country decides, and the given fields over it."""
    return Profile(**{"name": name, "address": Address(country=country.code), **country_defaults(country), **fields})
