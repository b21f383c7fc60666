"""Italy."""

from datetime import date

from faktura.countries.it.identifiers import IDENTIFIERS
from faktura.countries.it.rates import VAT_RATES
from faktura.countries.it.rules import RULES
from faktura.countries.it.texts import TEXTS
from faktura.sockets import Country, NumberRules, Retention, SampleIdentity

COUNTRY = Country(
    code="IT",
    name="Italy",
    currency="EUR",
    languages=("it",),
    eu_member=True,
    vat_name="IVA",
    vat_prefix="IT",
    vat_rates=VAT_RATES,
    identifiers=IDENTIFIERS,
    printed_texts=TEXTS,
    retention=(Retention(years=10, since=date(1942, 4, 21), law="Codice civile art. 2220; DPR 633/1972 art. 39"),),
    numbering=NumberRules(
        law="DPR 633/1972 art. 21 (2) b: a progressive number that identifies the invoice uniquely; "
        "FatturaPA: at most 20 characters with at least one digit",
        default_pattern="{n}/{yyyy}",
        restart="yearly",
        length_max=20,
        pattern=r"(?=.*[0-9])[ -~]{1,20}",
    ),
    rules=RULES,
    payment_days=30,
    timezone="Europe/Rome",
    sample=SampleIdentity(
        line1="Via Esempio 1", city="Roma", postal_code="00100", iban="IT60X0542811101000000123456", bic="BLOPIT22XXX"
    ),
    sources=(
        (
            "https://www.normattiva.it/uri-res/N2Ls?urn:nir:presidente.repubblica:decreto:1972-10-26;633~art21",
            date(2026, 11, 23),
        ),
        (
            "https://www.normattiva.it/uri-res/N2Ls?urn:nir:presidente.repubblica:decreto:1972-10-26;633~art16",
            date(2026, 11, 23),
        ),
        ("https://www.fatturapa.gov.it/it/norme-e-regole/documentazione-fattura-elettronica/", date(2026, 11, 23)),
    ),
    notes=(
        "Payment: 30 days where nothing is agreed (D.Lgs. 231/2002 art. 4).",
        "Invoices between residents travel as FatturaPA over the SdI since 2019-01-01 (L. 205/2017).",
        "Livigno and Campione d'Italia do not belong to the VAT territory.",
        "Simplified invoices up to 400 € gross need fewer details (DPR 633/1972 art. 21-bis).",
    ),
)
