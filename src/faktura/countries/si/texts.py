"""Texts that Slovenian law wants on invoices (ZDDV-1 art. 82)."""

from datetime import date

from faktura.countries import conditions
from faktura.sockets import PrintedText

_INVOICE_DIRECTIVE = date(2013, 1, 1)

# (id, text, condition, whether the wording is in doubt)
_TEXTS = (
    ("reverse_charge", "Obrnjena davčna obveznost", conditions.reverse_charge, False),
    ("self_billing", "Samofakturiranje", conditions.self_billed, False),
    (
        "intra_community_supply",
        "Oproščeno DDV po 46. členu ZDDV-1 (dobava znotraj Unije)",
        conditions.intra_community_supply,
        False,
    ),
    ("export", "Oproščeno DDV po 52. členu ZDDV-1 (izvoz)", conditions.export, False),
    (
        "small_business",
        "DDV ni obračunan na podlagi prvega odstavka 94. člena ZDDV-1",
        conditions.exemption_names("94. člen", "mali davčni zavezanec"),
        False,
    ),
    (
        "margin_travel",
        "Posebna ureditev - potovalne agencije",
        conditions.exemption_names(codes=("VATEX-EU-D",)),
        True,
    ),
    (
        "margin_second_hand",
        "Posebna ureditev - rabljeno blago",
        conditions.exemption_names(codes=("VATEX-EU-F",)),
        True,
    ),
    (
        "margin_art",
        "Posebna ureditev - umetniški predmeti",
        conditions.exemption_names(codes=("VATEX-EU-I",)),
        True,
    ),
    (
        "margin_antiques",
        "Posebna ureditev - zbirke in starine",
        conditions.exemption_names(codes=("VATEX-EU-J",)),
        True,
    ),
)

TEXTS = tuple(
    PrintedText(
        id=text_id,
        language="sl",
        text=text,
        law="ZDDV-1 art. 82 (1)",
        since=_INVOICE_DIRECTIVE,
        applies=condition,
        unverified=unverified,
    )
    for text_id, text, condition, unverified in _TEXTS
)
