"""Parties: seller (BG-4), buyer (BG-7), payee (BG-10), the seller's tax representative (BG-11)."""

from faktura.formats.mapping.table import Each, Group, Inside, Leaf, Node
from faktura.model import Identifier

SCHEME = (("schemeID", "scheme"),)


def _has_scheme(identifier: Identifier) -> bool:
    return bool(identifier.scheme)


def _has_no_scheme(identifier: Identifier) -> bool:
    return not identifier.scheme


_LOCAL = Leaf("ram:ID", "value", attributes=SCHEME, only=_has_no_scheme)
_GLOBAL = Leaf("ram:GlobalID", "value", attributes=SCHEME, only=_has_scheme)


def one_identifier(field: str) -> tuple[Node, ...]:
    """The identifier in `field`: a ``GlobalID`` when it names its scheme, else an ``ID``."""
    return Inside(field, _LOCAL), Inside(field, _GLOBAL)


def _identifiers() -> tuple[Node, ...]:
    return Each("identifiers", _LOCAL), Each("identifiers", _GLOBAL)


def address() -> Node:
    """A postal address."""
    return Inside(
        "address",
        Group(
            "ram:PostalTradeAddress",
            Leaf("ram:PostcodeCode", "postal_code"),
            Leaf("ram:LineOne", "line1"),
            Leaf("ram:LineTwo", "line2"),
            Leaf("ram:LineThree", "line3"),
            Leaf("ram:CityName", "city"),
            Leaf("ram:CountryID", "country"),
            Leaf("ram:CountrySubDivisionName", "subdivision"),
        ),
    )


def _legal_organization(*rows: Node) -> Node:
    registration = Inside("legal_registration", Leaf("ram:ID", "value", attributes=SCHEME))
    return Group("ram:SpecifiedLegalOrganization", registration, *rows)


def _contact() -> Node:
    return Inside(
        "contact",
        Group(
            "ram:DefinedTradeContact",
            Leaf("ram:PersonName", "name"),
            # The binding lets a department stand for the person (BT-41, BT-56).
            Leaf("ram:DepartmentName", "name", only=lambda contact: False),
            Group("ram:TelephoneUniversalCommunication", Leaf("ram:CompleteNumber", "phone")),
            Group("ram:EmailURIUniversalCommunication", Leaf("ram:URIID", "email")),
        ),
    )


def _electronic_address() -> Node:
    return Inside(
        "electronic_address",
        Group("ram:URIUniversalCommunication", Leaf("ram:URIID", "value", attributes=SCHEME)),
    )


def _tax_registration(field: str, kind: str) -> Node:
    return Group("ram:SpecifiedTaxRegistration", Leaf("ram:ID", field, marked_by=(("schemeID", kind),)))


_TRADING_NAME = Leaf("ram:TradingBusinessName", "trading_name")
_VAT_NUMBER = _tax_registration("vat_id", "VA")

SELLER = Inside(
    "seller",
    Group(
        "ram:SellerTradeParty",
        *_identifiers(),
        Leaf("ram:Name", "name"),
        Leaf("ram:Description", "legal_information"),
        _legal_organization(_TRADING_NAME),
        _contact(),
        address(),
        _electronic_address(),
        _VAT_NUMBER,
        _tax_registration("tax_registration_id", "FC"),
    ),
)
BUYER = Inside(
    "buyer",
    Group(
        "ram:BuyerTradeParty",
        *_identifiers(),
        Leaf("ram:Name", "name"),
        _legal_organization(_TRADING_NAME),
        _contact(),
        address(),
        _electronic_address(),
        _VAT_NUMBER,
    ),
)
TAX_REPRESENTATIVE = Inside(
    "tax_representative",
    Group("ram:SellerTaxRepresentativeTradeParty", Leaf("ram:Name", "name"), address(), _VAT_NUMBER),
)
PAYEE = Inside(
    "payee",
    Group(
        "ram:PayeeTradeParty",
        *one_identifier("identifier"),
        Leaf("ram:Name", "name"),
        _legal_organization(),
    ),
)
