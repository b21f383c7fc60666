"""Austria."""

from datetime import date

from faktura.countries.at.identifiers import IDENTIFIERS
from faktura.countries.at.rates import VAT_RATES
from faktura.countries.at.rules import RULES
from faktura.countries.at.texts import TEXTS
from faktura.sockets import Country, NumberRules, Retention, SampleIdentity

COUNTRY = Country(
    code="AT",
    name="Austria",
    currency="EUR",
    languages=("de",),
    eu_member=True,
    vat_name="Umsatzsteuer",
    vat_prefix="AT",
    vat_rates=VAT_RATES,
    identifiers=IDENTIFIERS,
    printed_texts=TEXTS,
    retention=(Retention(years=7, since=date(1995, 1, 1), law="UStG 1994 § 11 (2); BAO § 132 (1)"),),
    numbering=NumberRules(law="UStG 1994 § 11 (1): a consecutive number of one or more series, given once"),
    rules=RULES,
    payment_days=14,
    timezone="Europe/Vienna",
    sample=SampleIdentity(
        line1="Mustergasse 1", city="Wien", postal_code="1010", iban="AT611904300234573201", bic="BKAUATWWXXX"
    ),
    sources=(
        (
            "https://www.ris.bka.gv.at/GeltendeFassung.wxe?Abfrage=Bundesnormen&Gesetzesnummer=10004873",
            date(2026, 11, 23),
        ),
        (
            "https://www.ris.bka.gv.at/GeltendeFassung.wxe?Abfrage=Bundesnormen&Gesetzesnummer=10003940",
            date(2026, 11, 23),
        ),
    ),
    notes=(
        "Payment: without an agreed term the price is due at once (ABGB § 904); 14 days are usage.",
        "Retention: 22 years for documents about real property (UStG § 18 (10)).",
        "Jungholz and Mittelberg: 19 % in place of 20 % (UStG § 10 (4)); not in the list of rates.",
        "Farmers under UStG § 22 charge flat rates of their own, which are not in the list of rates.",
        "Invoices up to 400 € gross need fewer details (UStG § 11 (6)).",
    ),
)
