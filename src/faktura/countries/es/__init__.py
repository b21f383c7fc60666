"""Spain: peninsula and Balearic Islands (the territory of the IVA)."""

from datetime import date

from faktura.countries.es.rates import VAT_RATES
from faktura.countries.es.rules import RULES
from faktura.countries.es.texts import TEXTS
from faktura.sockets import Country, IdentifierKind, NumberRules, Retention, SampleIdentity

COUNTRY = Country(
    code="ES",
    name="Spain",
    currency="EUR",
    languages=("es",),
    eu_member=True,
    vat_name="IVA",
    vat_prefix="ES",
    vat_rates=VAT_RATES,
    identifiers=(
        IdentifierKind(
            name="VAT identification number",
            native_name="NIF-IVA",
            field="vat_id",
            stdnum="stdnum.es.nif",
            electronic_scheme="9920",
            example="ESB64717838",
        ),
        IdentifierKind(
            name="Tax identification number",
            native_name="Número de identificación fiscal (NIF)",
            field="tax_registration_id",
            stdnum="stdnum.es.nif",
            example="B64717838",
        ),
    ),
    printed_texts=TEXTS,
    retention=(Retention(years=6, since=date(1990, 1, 1), law="Código de Comercio art. 30"),),
    numbering=NumberRules(
        law="RD 1619/2012 art. 6.1.a: correlative number within a series; rectifying invoices in their own series",
        separate_credit_notes=True,
    ),
    rules=RULES,
    payment_days=30,
    timezone="Europe/Madrid",
    sample=SampleIdentity(
        line1="Calle de la Muestra 1",
        city="Madrid",
        postal_code="28001",
        iban="ES9121000418450200051332",
        bic="CAIXESBBXXX",
    ),
    sources=(
        ("https://www.boe.es/buscar/act.php?id=BOE-A-1992-28740", date(2026, 11, 23)),
        ("https://www.boe.es/buscar/act.php?id=BOE-A-2012-14696", date(2026, 11, 23)),
        ("https://www.boe.es/buscar/act.php?id=BOE-A-1885-6627", date(2026, 11, 23)),
        ("https://www.boe.es/buscar/act.php?id=BOE-A-2004-21830", date(2026, 11, 23)),
    ),
    notes=(
        "Payment: 30 days where nothing is agreed, 60 at most (Ley 3/2004 art. 4).",
        "Retention: taxes lapse after four years (Ley 58/2003 art. 66); the six years of commercial law are longer.",
        "The Canary Islands (IGIC), Ceuta and Melilla (IPSI) do not belong to the VAT territory.",
        "The equivalence surcharge (recargo de equivalencia) comes on top of the rates in the list.",
        "Simplified invoices up to 400 € gross (3 000 € in retail and the like) need fewer details "
        "(RD 1619/2012 art. 4 and 7).",
        "Invoicing software must chain its records from 2027 on (RD 1007/2023, Verifactu).",
    ),
)
