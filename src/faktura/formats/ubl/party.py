"""Parties: seller (BG-4), buyer (BG-7), payee (BG-10), the seller's tax representative (BG-11)."""

from faktura.formats.mapping.table import Each, Fixed, Group, Inside, Leaf, Marker, Node
from faktura.formats.ubl.payment import CreditorIdentifier

SCHEME = (("schemeID", "scheme"),)


def address(tag: str) -> Node:
    """A postal address in an element of that name."""
    return Inside(
        "address",
        Group(
            tag,
            Leaf("cbc:StreetName", "line1"),
            Leaf("cbc:AdditionalStreetName", "line2"),
            Leaf("cbc:CityName", "city"),
            Leaf("cbc:PostalZone", "postal_code"),
            Leaf("cbc:CountrySubentity", "subdivision"),
            Group("cac:AddressLine", Leaf("cbc:Line", "line3")),
            Group("cac:Country", Leaf("cbc:IdentificationCode", "country")),
        ),
    )


def _vat_number() -> Node:
    return Group("cac:PartyTaxScheme", Leaf("cbc:CompanyID", "vat_id"), Group("cac:TaxScheme", Marker("cbc:ID", "VAT")))


def _identifiers() -> Node:
    return Each("identifiers", Group("cac:PartyIdentification", Leaf("cbc:ID", "value", attributes=SCHEME)))


def _electronic_address() -> Node:
    return Inside("electronic_address", Leaf("cbc:EndpointID", "value", attributes=SCHEME))


def _legal_registration() -> Node:
    return Inside("legal_registration", Leaf("cbc:CompanyID", "value", attributes=SCHEME))


def _contact() -> Node:
    return Inside(
        "contact",
        Group(
            "cac:Contact",
            Leaf("cbc:Name", "name"),
            Leaf("cbc:Telephone", "phone"),
            Leaf("cbc:ElectronicMail", "email"),
        ),
    )


SELLER = Inside(
    "seller",
    Group(
        "cac:AccountingSupplierParty",
        Group(
            "cac:Party",
            _electronic_address(),
            # BT-90 stands among the identifiers, marked by its scheme; it must be looked at first.
            CreditorIdentifier("seller"),
            _identifiers(),
            Group("cac:PartyName", Leaf("cbc:Name", "trading_name")),
            address("cac:PostalAddress"),
            _vat_number(),
            # BT-32 is any other tax number; the syntax binding asks only that its scheme is not VAT.
            Group(
                "cac:PartyTaxScheme",
                Leaf("cbc:CompanyID", "tax_registration_id"),
                Group("cac:TaxScheme", Fixed("cbc:ID", "TAX", free=True)),
            ),
            Group(
                "cac:PartyLegalEntity",
                Leaf("cbc:RegistrationName", "name"),
                _legal_registration(),
                Leaf("cbc:CompanyLegalForm", "legal_information"),
            ),
            _contact(),
        ),
    ),
)
BUYER = Inside(
    "buyer",
    Group(
        "cac:AccountingCustomerParty",
        Group(
            "cac:Party",
            _electronic_address(),
            _identifiers(),
            Group("cac:PartyName", Leaf("cbc:Name", "trading_name")),
            address("cac:PostalAddress"),
            _vat_number(),
            Group("cac:PartyLegalEntity", Leaf("cbc:RegistrationName", "name"), _legal_registration()),
            _contact(),
        ),
    ),
)
PAYEE = Inside(
    "payee",
    Group(
        "cac:PayeeParty",
        CreditorIdentifier("payee"),
        Inside("identifier", Group("cac:PartyIdentification", Leaf("cbc:ID", "value", attributes=SCHEME))),
        Group("cac:PartyName", Leaf("cbc:Name", "name")),
        Group("cac:PartyLegalEntity", _legal_registration()),
    ),
)
TAX_REPRESENTATIVE = Inside(
    "tax_representative",
    Group(
        "cac:TaxRepresentativeParty",
        Group("cac:PartyName", Leaf("cbc:Name", "name")),
        address("cac:PostalAddress"),
        _vat_number(),
    ),
)
