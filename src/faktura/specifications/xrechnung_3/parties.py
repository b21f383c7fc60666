"""BR-DE-2 to BR-DE-11, BR-DE-27 and BR-DE-28: who sells with whom to ask, who buys, where was delivered."""

from collections.abc import Callable, Iterable
from typing import Any

from faktura.checks import Breach, Severity
from faktura.model import Seller
from faktura.model.party import Contact
from faktura.source import spaced
from faktura.specifications.xrechnung_3.edition import family
from faktura.specifications.xrechnung_3.texts import is_email, is_telephone

RULES = family("parties")


def _wants(field: str) -> Callable[[Any], Iterable[Breach]]:
    """A test that a field of the part has a text."""
    missing = (f"/{field}",)
    return lambda part: () if (getattr(part, field) or "").strip() else missing


@RULES.each("seller", "BR-DE-2", "Give the seller's contact (seller.contact, BG-6): name, telephone and email.", "BG-6")
def _contact(seller: Seller) -> Iterable[Breach]:
    return () if seller.contact is not None else ("/contact",)


for _rule, _parts, _field, _term, _message in (
    ("BR-DE-3", "seller/address", "city", "BT-37", "Give the city in the seller's address (city, BT-37)."),
    ("BR-DE-4", "seller/address", "postal_code", "BT-38", "Give the post code in the seller's address (BT-38)."),
    ("BR-DE-5", "seller/contact", "name", "BT-41", "Name whom to ask at the seller's (contact.name, BT-41)."),
    ("BR-DE-6", "seller/contact", "phone", "BT-42", "Give the seller's telephone number (contact.phone, BT-42)."),
    ("BR-DE-7", "seller/contact", "email", "BT-43", "Give the email address of the seller's contact (BT-43)."),
    ("BR-DE-8", "buyer/address", "city", "BT-52", "Give the city in the buyer's address (city, BT-52)."),
    ("BR-DE-9", "buyer/address", "postal_code", "BT-53", "Give the post code in the buyer's address (BT-53)."),
    ("BR-DE-10", "delivery/address", "city", "BT-77", "Give the city of the address that was delivered to (BT-77)."),
    (
        "BR-DE-11",
        "delivery/address",
        "postal_code",
        "BT-78",
        "Give the post code of the address that was delivered to (BT-78).",
    ),
):
    RULES.each(_parts, _rule, _message, _term)(_wants(_field))


@RULES.each(
    "seller/contact",
    "BR-DE-27",
    "The telephone number of the seller's contact (contact.phone, BT-42) should hold at least three digits.",
    "BT-42",
    severity=Severity.WARNING,
)
def _telephone(contact: Contact) -> Iterable[Breach]:
    return () if is_telephone(contact.phone or "") else ("/phone",)


@RULES.each(
    "seller/contact",
    "BR-DE-28",
    "The email address of the seller's contact (contact.email, BT-43) should look like name@example.com.",
    "BT-43",
    severity=Severity.WARNING,
)
def _email(contact: Contact) -> Iterable[Breach]:
    return () if is_email(spaced(contact.email or "")) else ("/email",)
