"""Croatia."""

from datetime import date

from faktura.countries.hr.rates import VAT_RATES
from faktura.countries.hr.rules import NUMBER_PATTERN, RULES
from faktura.countries.hr.texts import TEXTS
from faktura.sockets import Country, IdentifierKind, NumberRules, Retention, SampleIdentity

COUNTRY = Country(
    code="HR",
    name="Croatia",
    currency="EUR",
    languages=("hr",),
    eu_member=True,
    vat_name="PDV",
    vat_prefix="HR",
    vat_rates=VAT_RATES,
    identifiers=(
        IdentifierKind(
            name="VAT identification number",
            native_name="PDV identifikacijski broj",
            field="vat_id",
            stdnum="stdnum.hr.oib",
            electronic_scheme="9934",
            example="HR33392005961",
        ),
        IdentifierKind(
            name="Personal identification number",
            native_name="Osobni identifikacijski broj (OIB)",
            field="legal_registration",
            stdnum="stdnum.hr.oib",
            example="33392005961",
        ),
    ),
    printed_texts=TEXTS,
    retention=(
        Retention(
            years=11,
            since=date(2008, 1, 1),
            law="Zakon o računovodstvu (NN 109/07 art. 7, carried on by NN 78/15 and NN 85/24)",
        ),
    ),
    numbering=NumberRules(
        law="Zakon o fiskalizaciji (before 2026 Zakon o fiskalizaciji u prometu gotovinom art. 9): "
        "number/premises/device, from 1 each year without a gap",
        default_pattern="{n}/1/1",
        restart="yearly",
        length_max=50,
        pattern=NUMBER_PATTERN,
    ),
    rules=RULES,
    payment_days=30,
    timezone="Europe/Zagreb",
    sample=SampleIdentity(
        line1="Ogledna ulica 1", city="Zagreb", postal_code="10000", iban="HR1210010051863000160", bic="NBHRHR2DXXX"
    ),
    sources=(
        ("https://narodne-novine.nn.hr/clanci/sluzbeni/2013_06_73_1451.html", date(2026, 11, 23)),
        ("https://www.porezna-uprava.hr/pozivni_centar/Stranice/Broj-racuna.aspx", date(2026, 11, 23)),
        ("https://porezna-uprava.gov.hr/hr/obveze-u-postupku-fiskalizacije/4592", date(2026, 11, 23)),
    ),
    notes=(
        "The currency is the euro since 2023-01-01, before the kuna (HRK, 7.53450 for a euro).",
        "Numbers start again at 1 each year, so a number is unique only together with its year.",
        "Payment: 30 days where nothing is agreed, 60 at most between businesses "
        "(Zakon o financijskom poslovanju i predstečajnoj nagodbi art. 11).",
        "Retention counts from the last day of the business year of the books.",
        "Invoices between businesses are electronic since 2026-01-01 (Zakon o fiskalizaciji, NN 89/25).",
    ),
)
