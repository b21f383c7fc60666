"""Parties: seller (BG-4), buyer (BG-7), payee (BG-10), the seller's tax representative (BG-11)."""

from typing import Annotated

from annotated_types import MaxLen

from faktura.model.terms import Term, by_group, part
from faktura.model.values import LIST_LENGTH_MAX, Code, Name, Text


@part
class Identifier:
    """An identifier and the code of the list it comes from (ISO 6523 ICD, unless the term says otherwise)."""

    value: Annotated[Code | None, Term("", "Identifier")] = None
    scheme: Annotated[Code | None, Term("", "Scheme identifier")] = None


@part
class ElectronicAddress:
    """Where electronic documents are delivered; `scheme` is a code of the EAS list."""

    value: Annotated[Code | None, by_group("Electronic address", BG_4="BT-34", BG_7="BT-49")] = None
    scheme: Annotated[Code | None, by_group("Electronic address scheme", BG_4="BT-34-1", BG_7="BT-49-1")] = None


@part
class Address:
    """A postal address."""

    line1: Annotated[
        Name | None, by_group("Address line 1", BG_5="BT-35", BG_8="BT-50", BG_12="BT-64", BG_15="BT-75")
    ] = None
    line2: Annotated[
        Name | None, by_group("Address line 2", BG_5="BT-36", BG_8="BT-51", BG_12="BT-65", BG_15="BT-76")
    ] = None
    line3: Annotated[
        Name | None, by_group("Address line 3", BG_5="BT-162", BG_8="BT-163", BG_12="BT-164", BG_15="BT-165")
    ] = None
    city: Annotated[Name | None, by_group("City", BG_5="BT-37", BG_8="BT-52", BG_12="BT-66", BG_15="BT-77")] = None
    postal_code: Annotated[
        Code | None, by_group("Post code", BG_5="BT-38", BG_8="BT-53", BG_12="BT-67", BG_15="BT-78")
    ] = None
    subdivision: Annotated[
        Name | None, by_group("Country subdivision", BG_5="BT-39", BG_8="BT-54", BG_12="BT-68", BG_15="BT-79")
    ] = None
    country: Annotated[
        Code | None, by_group("Country code", BG_5="BT-40", BG_8="BT-55", BG_12="BT-69", BG_15="BT-80")
    ] = None


@part
class Contact:
    """Whom to ask."""

    name: Annotated[Name | None, by_group("Contact point", BG_6="BT-41", BG_9="BT-56")] = None
    phone: Annotated[Code | None, by_group("Telephone number", BG_6="BT-42", BG_9="BT-57")] = None
    email: Annotated[Code | None, by_group("Email address", BG_6="BT-43", BG_9="BT-58")] = None


@part
class Seller:
    """BG-4 SELLER."""

    name: Annotated[Name | None, Term("BT-27", "Seller name")] = None
    trading_name: Annotated[Name | None, Term("BT-28", "Seller trading name")] = None
    identifiers: Annotated[tuple[Identifier, ...], MaxLen(LIST_LENGTH_MAX), Term("BT-29", "Seller identifier")] = ()
    legal_registration: Annotated[Identifier | None, Term("BT-30", "Seller legal registration identifier")] = None
    vat_id: Annotated[Code | None, Term("BT-31", "Seller VAT identifier")] = None
    tax_registration_id: Annotated[Code | None, Term("BT-32", "Seller tax registration identifier")] = None
    legal_information: Annotated[Text | None, Term("BT-33", "Seller additional legal information")] = None
    electronic_address: Annotated[ElectronicAddress | None, Term("BT-34", "Seller electronic address")] = None
    address: Annotated[Address | None, Term("BG-5", "SELLER POSTAL ADDRESS")] = None
    contact: Annotated[Contact | None, Term("BG-6", "SELLER CONTACT")] = None


@part
class Buyer:
    """BG-7 BUYER."""

    name: Annotated[Name | None, Term("BT-44", "Buyer name")] = None
    trading_name: Annotated[Name | None, Term("BT-45", "Buyer trading name")] = None
    identifiers: Annotated[tuple[Identifier, ...], MaxLen(LIST_LENGTH_MAX), Term("BT-46", "Buyer identifier")] = ()
    legal_registration: Annotated[Identifier | None, Term("BT-47", "Buyer legal registration identifier")] = None
    vat_id: Annotated[Code | None, Term("BT-48", "Buyer VAT identifier")] = None
    electronic_address: Annotated[ElectronicAddress | None, Term("BT-49", "Buyer electronic address")] = None
    address: Annotated[Address | None, Term("BG-8", "BUYER POSTAL ADDRESS")] = None
    contact: Annotated[Contact | None, Term("BG-9", "BUYER CONTACT")] = None


@part
class Payee:
    """BG-10 PAYEE: who is paid, when it is not the seller."""

    name: Annotated[Name | None, Term("BT-59", "Payee name")] = None
    identifier: Annotated[Identifier | None, Term("BT-60", "Payee identifier")] = None
    legal_registration: Annotated[Identifier | None, Term("BT-61", "Payee legal registration identifier")] = None


@part
class TaxRepresentative:
    """BG-11 SELLER TAX REPRESENTATIVE PARTY."""

    name: Annotated[Name | None, Term("BT-62", "Seller tax representative name")] = None
    vat_id: Annotated[Code | None, Term("BT-63", "Seller tax representative VAT identifier")] = None
    address: Annotated[Address | None, Term("BG-12", "SELLER TAX REPRESENTATIVE POSTAL ADDRESS")] = None
