"""The Netherlands."""

from datetime import date

from faktura.countries.nl.identifiers import IDENTIFIERS
from faktura.countries.nl.rates import VAT_RATES
from faktura.countries.nl.rules import RULES
from faktura.countries.nl.texts import TEXTS
from faktura.sockets import Country, NumberRules, Retention, SampleIdentity

COUNTRY = Country(
    code="NL",
    name="Netherlands",
    currency="EUR",
    languages=("nl",),
    eu_member=True,
    vat_name="Btw",
    vat_prefix="NL",
    vat_rates=VAT_RATES,
    identifiers=IDENTIFIERS,
    printed_texts=TEXTS,
    retention=(Retention(years=7, since=date(1995, 1, 1), law="Algemene wet inzake rijksbelastingen art. 52 (4)"),),
    numbering=NumberRules(
        law="Wet op de omzetbelasting 1968 art. 35a (1) b: a sequential number of one or more series"
    ),
    rules=RULES,
    payment_days=30,
    timezone="Europe/Amsterdam",
    sample=SampleIdentity(
        line1="Voorbeeldstraat 1",
        city="Amsterdam",
        postal_code="1011 AB",
        iban="NL91ABNA0417164300",
        bic="ABNANL2AXXX",
    ),
    sources=(
        ("https://wetten.overheid.nl/BWBR0002629/", date(2026, 11, 23)),
        ("https://wetten.overheid.nl/BWBR0002320/", date(2026, 11, 23)),
        ("https://wetten.overheid.nl/BWBR0005289/", date(2026, 11, 23)),
    ),
    notes=(
        "Payment: 30 days where nothing is agreed (BW 6:119a); large companies pay smaller ones within 30 days.",
        "Retention: ten years for documents about real property (Wet OB art. 34a).",
        "The trade register number belongs on outgoing invoices (Handelsregisterwet 2007 art. 27); the Peppol rule "
        "NL-R-003 checks it.",
        "Lodging moved from 9 to 21 % on 2026-01-01.",
    ),
)
