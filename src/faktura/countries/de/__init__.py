"""Germany."""

from datetime import date

from faktura.countries.de.identifiers import IDENTIFIERS
from faktura.countries.de.rates import VAT_RATES
from faktura.countries.de.rules import RULES
from faktura.countries.de.texts import TEXTS
from faktura.sockets import Country, NumberRules, Retention, SampleIdentity

COUNTRY = Country(
    code="DE",
    name="Germany",
    currency="EUR",
    languages=("de",),
    eu_member=True,
    vat_name="Umsatzsteuer",
    vat_prefix="DE",
    vat_rates=VAT_RATES,
    identifiers=IDENTIFIERS,
    printed_texts=TEXTS,
    retention=(
        Retention(years=10, since=date(2004, 1, 1), law="UStG § 14b (1); AO § 147 (3)"),
        Retention(
            years=8,
            since=date(2025, 1, 1),
            law="UStG § 14b (1) and AO § 147 (3) as amended by the Viertes Bürokratieentlastungsgesetz "
            "(BGBl. 2024 I Nr. 323)",
        ),
    ),
    numbering=NumberRules(law="UStG § 14 (4) no. 4: a consecutive number of one or more series, given once"),
    rules=RULES,
    payment_days=30,
    # Instrument not defined: DE-R-001 (Peppol) and BR-DE-1 (XRechnung) want payment instructions in credit notes, too.
    credit_note_means="1",
    timezone="Europe/Berlin",
    sample=SampleIdentity(
        line1="Musterweg 1",
        city="Berlin",
        postal_code="10115",
        iban="DE89370400440532013000",
        bic="COBADEFFXXX",
    ),
    sources=(
        ("https://www.gesetze-im-internet.de/ustg_1980/", date(2026, 11, 23)),
        ("https://www.gesetze-im-internet.de/ustdv_1980/", date(2026, 11, 23)),
        ("https://www.gesetze-im-internet.de/ao_1977/__147.html", date(2026, 11, 23)),
        ("https://www.gesetze-im-internet.de/bgb/__286.html", date(2026, 11, 23)),
    ),
    notes=(
        "Payment: without an agreed term a business is in default 30 days after the invoice (BGB § 286 (3)).",
        "Retention: the eight years also hold for older invoices whose ten years had not run out when the law came "
        "into force (UStG § 27 (40)); ten years are kept here for invoices issued before 2025, to be safe.",
        "Retention: the period does not end while the tax is still open to assessment (AO § 147 (3)).",
        "Invoices up to 250 € gross need fewer details (UStDV § 33).",
        "Restaurant meals are taxed at the reduced rate since 2026-01-01 (UStG § 12 (2) no. 15).",
        "Büsingen and Heligoland do not belong to the VAT territory (UStG § 1 (2)).",
        "Farmers under UStG § 24 charge flat rates of their own, which are not in the list of rates.",
        "Work on real property for a private buyer: the invoice must say that the buyer keeps it for two years "
        "(UStG § 14 (4) no. 9); the model does not tell such work, so the seller adds the sentence.",
    ),
)
