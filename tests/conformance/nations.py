"""A document that moves to another country: the seller, often the buyer, and what is written there only.

National rules speak only where the country is theirs; without this, hardly a mutant would come before them.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

Element = etree._Element
_CAC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"
_CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
_RAM = "{urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100}"


@dataclass(frozen=True)
class Nation:
    """What sellers of a country write. `texts`: by element, with what national rules look at."""

    vat: tuple[str, ...]
    addresses: tuple[tuple[str, str], ...]
    registrations: tuple[tuple[str, str], ...]
    texts: tuple[tuple[str, tuple[str, ...]], ...] = ()


NATIONS = {
    "DE": Nation(
        ("DE123456788", "DE12345678", "DE 123456788"),
        (("0204", "04011000-12345-03"), ("9930", "DE123456788"), ("EM", "a@b.example")),
        (("", "HRB 1"), ("0002", "123456789")),
        (
            ("InvoiceTypeCode", ("380", "384", "326", "877", "389")),
            ("PaymentMeansCode", ("30", "58", "59", "48", "54", "49")),
            ("Note", ("#SKONTO#TAGE=14#PROZENT=2.00#\n", "#SKONTO#TAGE=14#PROZENT=2#", "#SKONTO#TAGE=7#PROZENT=1.00#")),
        ),
    ),
    "DK": Nation(
        ("DK12345674", "12345674"),
        (("0184", "DK12345674"), ("0184", "12345674"), ("0096", "1234567890"), ("0198", "DK12345674")),
        (("0184", "DK12345674"), ("0184", "12345674"), ("0002", "1"), ("", "12345674")),
        (
            ("PaymentMeansCode", ("1", "10", "31", "42", "48", "49", "50", "58", "59", "93", "97", "30")),
            ("PaymentID", ("01#1234567", "04#123456789012345", "15", "71#123456789012345", "73#", "75#1")),
            ("InvoiceTypeCode", ("380", "383", "384", "751")),
        ),
    ),
    "SE": Nation(
        ("SE556036079301", "SE55603607930", "SE5560360793XX"),
        (("0007", "5560360793"), ("9955", "SE556036079301")),
        (("0007", "5560360793"), ("0007", "5560360794"), ("", "55603607931"), ("0007", "556036079A")),
        (
            ("CompanyID", ("Godkänd för F-skatt", "F-skatt", "GODKÄND FÖR F-SKATT")),
            ("Percent", ("25", "12", "6", "20", "25.00")),
            ("PaymentMeansCode", ("30", "50", "56", "31")),
            ("ID", ("5287-9999", "52879999", "1234567", "SE:BANKGIRO", "SE:PLUSGIRO", "BBBBBB")),
        ),
    ),
    "NO": Nation(
        ("NO923609016MVA", "NO923609016", "923609016MVA", "NO923609017MVA"),
        (("0192", "923609016"), ("0192", "923609017"), ("9908", "923609016")),
        (("0192", "923609016"), ("", "923609016")),
        (("CompanyID", ("Foretaksregisteret", "FORETAKSREGISTERET")),),
    ),
    "IS": Nation(
        ("IS12345",),
        (("0196", "5501694459"), ("0196", "123456")),
        (("0196", "5501694459"), ("0196", "550169445"), ("", "5501694459")),
        (
            ("PaymentMeansCode", ("9", "42", "30")),
            ("ID", ("051226012345", "0512260123", "71")),
            ("DocumentDescription", ("EINDAGI", "eindagi")),
        ),
    ),
    "NL": Nation(
        ("NL123456782B90", "NL004495445B01"),
        (("0106", "12345678"), ("0190", "00000001234567890000"), ("9944", "NL004495445B01")),
        (("0106", "12345678"), ("0190", "00000001234567890000"), ("0002", "1"), ("", "12345678")),
        (("PaymentMeansCode", ("30", "48", "49", "57", "58", "59", "1")), ("InvoiceTypeCode", ("380", "384", "381"))),
    ),
    "IT": Nation(
        ("IT06363391001", "IT0636339100"),
        (("0201", "UFABC1"), ("0201", "UFABC"), ("0211", "IT06363391001"), ("0210", "RSSMRA80A01H501U")),
        (("0210", "06363391001"), ("0210", "0636339100"), ("0211", "IT06363391001")),
        (("CompanyID", ("06363391001", "RSSMRA80A01H501U")),),
    ),
    "GR": Nation(
        ("EL094259216", "GR094259216", "EL09425921"),
        (("9933", "094259216"), ("9933", "09425921"), ("0088", "5201234567890")),
        (("", "094259216"),),
        (
            (
                "ID",
                ("094259216|23/11/2026|1|1.1|0|42", "094259216|23/11/2026|1|1.1|", "##M.AR.K##", "094259216|1|1|1|1"),
            ),
            ("DocumentDescription", ("##M.AR.K##", "##INVOICE|URL##", "##M.AR.K.##")),
        ),
    ),
    "RO": Nation(
        ("RO1234567897", "1234567897"),
        (("9947", "RO1234567897"),),
        (("", "J40/1/2020"),),
        (("CountrySubentity", ("RO-B", "RO-CJ", "B", "RO-XX")), ("CityName", ("SECTOR1", "Sector 1", "Cluj"))),
    ),
    "PT": Nation(("PT501964843", "501964843"), (("9946", "PT501964843"),), (("", "501964843"),)),
    "AU": Nation(("51824753556",), (("0151", "51824753556"), ("0151", "51824753557")), (("0151", "51824753556"),)),
    "SG": Nation(("M90001234", "201234567A"), (("0195", "SGUEN201234567A"),), (("0195", "201234567A"),)),
    "JP": Nation(("T1234567890123", "T123"), (("0188", "1234567890123"), ("0221", "T1234567890123")), (("", "1"),)),
    "MY": Nation(("C1234567890",), (("0230", "C1234567890"),), (("", "201901000005"),)),
    "AE": Nation(("100000000000003", "10000000000000"), (("0235", "1000000000"),), (("", "AE1"),)),
}


def _first(root: Element, *tags: str) -> Element | None:
    return next((one for one in root.iter(*tags)), None)


def _party(party: Element, name: str, rng: random.Random) -> None:
    nation = NATIONS[name]
    for country in party.iter(f"{_CBC}IdentificationCode", f"{_RAM}CountryID"):
        country.text = name
    for scheme in party.iter(f"{_CAC}PartyTaxScheme", f"{_RAM}SpecifiedTaxRegistration"):
        vat = _first(scheme, f"{_CBC}CompanyID", f"{_RAM}ID")
        if vat is not None and rng.random() < 0.8:
            vat.text = rng.choice(nation.vat)
    _identify(party.iter(f"{_CBC}EndpointID", f"{_RAM}URIID"), nation.addresses, rng)
    legal = _first(party, f"{_CAC}PartyLegalEntity", f"{_RAM}SpecifiedLegalOrganization")
    if legal is not None:
        _identify(legal.iter(f"{_CBC}CompanyID", f"{_RAM}ID"), nation.registrations, rng)


def _identify(elements: Iterable[Element], choices: tuple[tuple[str, str], ...], rng: random.Random) -> None:
    for element in list(elements):
        scheme, value = rng.choice(choices)
        element.text = value
        if scheme:
            element.set("schemeID", scheme)
        else:
            element.attrib.pop("schemeID", None)


def move_to_nation(root: Element, rng: random.Random) -> str | None:
    """Move the seller, often the buyer, and some texts to a country; None where there is no seller."""
    seller = _first(root, f"{_CAC}AccountingSupplierParty", f"{_RAM}SellerTradeParty")
    buyer = _first(root, f"{_CAC}AccountingCustomerParty", f"{_RAM}BuyerTradeParty")
    if seller is None:
        return None
    name = rng.choice(sorted(NATIONS))
    _party(seller, name, rng)
    if buyer is not None and rng.random() < 0.7:
        _party(buyer, name if rng.random() < 0.85 else rng.choice(sorted(NATIONS)), rng)
    for local, choices in NATIONS[name].texts:
        places = [one for one in root.iter() if isinstance(one.tag, str) and etree.QName(one).localname == local]
        if places and rng.random() < 0.6:
            rng.choice(places).text = rng.choice(choices)
    return f"move the seller to {name}"
