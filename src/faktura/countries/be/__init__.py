"""Belgium."""

from datetime import date

from faktura.countries.be.rates import VAT_RATES
from faktura.countries.be.rules import RULES
from faktura.countries.be.texts import TEXTS
from faktura.sockets import Country, IdentifierKind, NumberRules, Retention, SampleIdentity

COUNTRY = Country(
    code="BE",
    name="Belgium",
    currency="EUR",
    languages=("nl", "fr", "de"),
    eu_member=True,
    vat_name="BTW / TVA / MwSt.",
    vat_prefix="BE",
    vat_rates=VAT_RATES,
    identifiers=(
        IdentifierKind(
            name="VAT identification number",
            native_name="Btw-identificatienummer / Numéro d'identification à la TVA",
            field="vat_id",
            stdnum="stdnum.be.vat",
            electronic_scheme="9925",
            example="BE0428759497",
        ),
        IdentifierKind(
            name="Enterprise number",
            native_name="Ondernemingsnummer / Numéro d'entreprise",
            field="legal_registration",
            stdnum="stdnum.be.vat",
            scheme="0208",
            electronic_scheme="0208",
            example="0428759497",
        ),
    ),
    printed_texts=TEXTS,
    retention=(
        Retention(years=7, since=date(1993, 1, 1), law="CTVA / WBTW art. 60 (version in force until 2022)"),
        Retention(
            years=10,
            since=date(2023, 1, 1),
            law="CTVA / WBTW art. 60 as amended by the law of 20 November 2022",
            unverified=True,
        ),
    ),
    numbering=NumberRules(
        law="AR / KB n° 1 of 29 December 1992, art. 5, § 1: a sequential number of one or more series"
    ),
    rules=RULES,
    payment_days=30,
    timezone="Europe/Brussels",
    sample=SampleIdentity(
        line1="Voorbeeldstraat 1", city="Brussel", postal_code="1000", iban="BE71096123456769", bic="GKCCBEBBXXX"
    ),
    sources=(
        ("https://www.ejustice.just.fgov.be/eli/arrete/1992/12/29/1992003823/justel", date(2026, 11, 23)),
        ("https://www.ejustice.just.fgov.be/eli/arrete/1970/07/20/1970072001/justel", date(2026, 11, 23)),
        ("https://www.ejustice.just.fgov.be/eli/loi/2013/02/28/2013A11134/justel", date(2026, 11, 23)),
        ("https://finances.belgium.be/fr/entreprises/tva", date(2026, 11, 23)),
    ),
    notes=(
        "Payment: 30 days where nothing is agreed, 60 at most between businesses (law of 2 August 2002, art. 4).",
        "Retention: 25 years for documents about certain real property let with VAT.",
        "Lodging and camping moved from 6 to 12 % on 2026-03-01, with a transition for earlier bookings.",
        "Structured electronic invoices are mandatory between Belgian businesses since 2026-01-01.",
    ),
)
