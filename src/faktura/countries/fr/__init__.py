"""France: the mainland."""

from datetime import date

from faktura.countries.fr.identifiers import IDENTIFIERS
from faktura.countries.fr.rates import VAT_RATES
from faktura.countries.fr.rules import RULES
from faktura.countries.fr.texts import TEXTS
from faktura.sockets import Country, NumberRules, Retention, SampleIdentity

COUNTRY = Country(
    code="FR",
    name="France",
    currency="EUR",
    languages=("fr",),
    eu_member=True,
    vat_name="TVA",
    vat_prefix="FR",
    vat_rates=VAT_RATES,
    identifiers=IDENTIFIERS,
    printed_texts=TEXTS,
    retention=(Retention(years=10, since=date(2000, 9, 21), law="C. com. art. L123-22"),),
    numbering=NumberRules(
        law="CGI ann. II art. 242 nonies A, I, 7°: a unique number of a chronological and continuous sequence; "
        "distinct series only where the way of working calls for them",
    ),
    rules=RULES,
    payment_days=30,
    timezone="Europe/Paris",
    sample=SampleIdentity(
        line1="1 rue de l'Exemple",
        city="Paris",
        postal_code="75001",
        iban="FR1420041010050500013M02606",
        bic="PSSTFRPPXXX",
    ),
    sources=(
        ("https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000046086694", date(2026, 11, 23)),
        ("https://www.legifrance.gouv.fr/codes/id/LEGITEXT000006069577/", date(2026, 11, 23)),
        ("https://www.legifrance.gouv.fr/codes/id/LEGITEXT000005634379/", date(2026, 11, 23)),
        ("https://www.economie.gouv.fr/cedef/taux-tva-france-et-union-europeenne", date(2026, 11, 23)),
    ),
    notes=(
        "Payment: 30 days where nothing is agreed; at most 60 days, or 45 days to the end of the month "
        "(C. com. art. L441-10).",
        "Retention: six years for the tax office (LPF art. L102 B); the ten years of commercial law are longer.",
        "The electronic invoicing reform (AFNOR XP Z12-012) limits numbers to 35 characters of A-Z a-z 0-9 + - _ /; "
        "the CGI does not, so only the platforms check it.",
        "VAT law moved from the CGI to the Code des impositions sur les biens et services on 2026-09-01 "
        "(ordonnance n° 2025-1247); invoices may name the old articles until 2027-12-31.",
        "Corsica and the overseas departments have rates of their own, which are not in the list.",
    ),
)
