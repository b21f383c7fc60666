"""Texts that Croatian law wants on invoices (Zakon o PDV-u art. 79)."""

from datetime import date

from faktura.countries import conditions
from faktura.sockets import PrintedText

_ACCESSION = date(2013, 7, 1)
"""First day of the law NN 73/13."""

# (id, text, condition, whether the wording is in doubt)
_TEXTS = (
    ("reverse_charge", "Prijenos porezne obveze", conditions.reverse_charge, False),
    ("self_billing", "Samoizdavanje računa", conditions.self_billed, True),
    (
        "intra_community_supply",
        "Oslobođeno PDV-a, članak 41. stavak 1. Zakona o PDV-u (isporuka unutar EU-a)",
        conditions.intra_community_supply,
        False,
    ),
    ("export", "Oslobođeno PDV-a, članak 45. stavak 1. Zakona o PDV-u (izvoz)", conditions.export, False),
    (
        "small_business",
        "Oslobođeno PDV-a, članak 90. Zakona o PDV-u (mali porezni obveznik)",
        conditions.exemption_names("članak 90", "čl. 90", "mali porezni obveznik"),
        True,
    ),
    ("cash_accounting", "Obračun prema naplaćenim naknadama", conditions.cash_accounting, True),
    (
        "margin_travel",
        "Posebni postupak oporezivanja - putničke agencije",
        conditions.exemption_names(codes=("VATEX-EU-D",)),
        True,
    ),
    (
        "margin_second_hand",
        "Posebni postupak oporezivanja marže - rabljena dobra",
        conditions.exemption_names(codes=("VATEX-EU-F",)),
        True,
    ),
    (
        "margin_art",
        "Posebni postupak oporezivanja marže - umjetnička djela",
        conditions.exemption_names(codes=("VATEX-EU-I",)),
        True,
    ),
    (
        "margin_antiques",
        "Posebni postupak oporezivanja marže - kolekcionarski ili antikni predmeti",
        conditions.exemption_names(codes=("VATEX-EU-J",)),
        True,
    ),
)

TEXTS = tuple(
    PrintedText(
        id=text_id,
        language="hr",
        text=text,
        law="Zakon o PDV-u (NN 73/13) art. 79",
        since=_ACCESSION,
        applies=condition,
        unverified=unverified,
    )
    for text_id, text, condition, unverified in _TEXTS
)
