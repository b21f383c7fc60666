"""Slovenia."""

from datetime import date

from faktura.countries.si.identifiers import IDENTIFIERS
from faktura.countries.si.rates import VAT_RATES
from faktura.countries.si.rules import RULES
from faktura.countries.si.texts import TEXTS
from faktura.sockets import Country, NumberRules, Retention, SampleIdentity

COUNTRY = Country(
    code="SI",
    name="Slovenia",
    currency="EUR",
    languages=("sl",),
    eu_member=True,
    vat_name="DDV",
    vat_prefix="SI",
    vat_rates=VAT_RATES,
    identifiers=IDENTIFIERS,
    printed_texts=TEXTS,
    retention=(Retention(years=10, since=date(2007, 1, 1), law="ZDDV-1 art. 86"),),
    numbering=NumberRules(law="ZDDV-1 art. 82 (1): a sequential number that identifies the invoice"),
    rules=RULES,
    payment_days=30,
    timezone="Europe/Ljubljana",
    sample=SampleIdentity(
        line1="Vzorčna ulica 1", city="Ljubljana", postal_code="1000", iban="SI56191000000123438", bic="SZKBSI2XXXX"
    ),
    sources=(
        ("https://pisrs.si/pregledPredpisa?id=ZAKO4701", date(2026, 11, 23)),
        ("https://www.fu.gov.si/davki_in_druge_dajatve/podrocja/davek_na_dodano_vrednost_ddv/", date(2026, 11, 23)),
    ),
    notes=(
        "Payment: 30 days where nothing is agreed, 60 at most between businesses (ZPreZP-1).",
        "Retention: twenty years for documents about real property (ZDDV-1 art. 86).",
        "Invoices paid in cash are numbered premises-device-number and confirmed by the tax office (ZDavPR).",
        "Simplified invoices up to 100 € without VAT need fewer details (ZDDV-1 art. 83).",
    ),
)
