"""Poland."""

from datetime import date

from faktura.countries.pl.identifiers import IDENTIFIERS
from faktura.countries.pl.rates import VAT_RATES
from faktura.countries.pl.rules import RULES
from faktura.countries.pl.texts import TEXTS
from faktura.sockets import Country, NumberRules, Retention, SampleIdentity

COUNTRY = Country(
    code="PL",
    name="Poland",
    currency="PLN",
    languages=("pl",),
    eu_member=True,
    vat_name="VAT",
    vat_prefix="PL",
    vat_rates=VAT_RATES,
    identifiers=IDENTIFIERS,
    printed_texts=TEXTS,
    retention=(
        # Five years count from the end of the year in which the tax fell due. A December invoice's tax falls due in
        # January, so six years from the end of the year of issue are the shortest period that is right for all.
        Retention(
            years=6,
            since=date(2004, 5, 1),
            law="Ustawa o VAT art. 112 and 112a; Ordynacja podatkowa art. 70 § 1: five years from the end of the "
            "year in which the tax fell due, hence six from the end of the year of issue",
        ),
    ),
    numbering=NumberRules(
        law="Ustawa o VAT art. 106e (1) no. 2: the next number of one or more series, which identifies the invoice",
        default_pattern="FV/{yyyy}/{n:5}",
    ),
    rules=RULES,
    payment_days=30,
    timezone="Europe/Warsaw",
    sample=SampleIdentity(
        line1="ul. Przykładowa 1",
        city="Warszawa",
        postal_code="00-001",
        iban="PL61109010140000071219812874",
        bic="WBKPPLPPXXX",
    ),
    sources=(
        ("https://isap.sejm.gov.pl/isap.nsf/DocDetails.xsp?id=WDU20040540535", date(2026, 11, 23)),
        ("https://isap.sejm.gov.pl/isap.nsf/DocDetails.xsp?id=WDU19971370926", date(2026, 11, 23)),
        ("https://isap.sejm.gov.pl/isap.nsf/DocDetails.xsp?id=WDU20130000403", date(2026, 11, 23)),
    ),
    notes=(
        "Payment: the creditor may ask for interest after 30 days where nothing is agreed (ustawa z 8.03.2013 art. 5).",
        "The split payment text is a duty above 15 000 PLN for goods and services of annex 15 to the VAT law; the "
        "model does not tell those, so the text stands on every domestic business invoice above that amount.",
        "Structured invoices over KSeF are mandatory since 2026 (FA(3)).",
        "Food of annex 10 had 0 % from 2022-02-01 to 2024-03-31.",
    ),
)
