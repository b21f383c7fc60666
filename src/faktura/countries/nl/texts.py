"""Texts that Dutch law wants on invoices (Wet op de omzetbelasting 1968 art. 35a)."""

from datetime import date

from faktura.countries import conditions
from faktura.sockets import PrintedText

_LAW = "Wet op de omzetbelasting 1968 art. 35a (1)"
_INVOICE_DIRECTIVE = date(2013, 1, 1)

_TEXTS = (
    ("reverse_charge", "Btw verlegd", _INVOICE_DIRECTIVE, conditions.reverse_charge),
    ("self_billing", "Factuur uitgereikt door afnemer", _INVOICE_DIRECTIVE, conditions.self_billed),
    (
        "intra_community_supply",
        "Intracommunautaire levering, 0% btw (tabel II, post a.6)",
        _INVOICE_DIRECTIVE,
        conditions.intra_community_supply,
    ),
    ("export", "Uitvoer buiten de EU, 0% btw (tabel II, post a.2)", _INVOICE_DIRECTIVE, conditions.export),
    (
        "small_business",
        "Vrijgesteld van btw, artikel 25 Wet op de omzetbelasting 1968 (kleineondernemersregeling)",
        date(2020, 1, 1),
        conditions.exemption_names("artikel 25 Wet", "art. 25 Wet", "kleineondernemersregeling"),
    ),
    (
        "margin_travel",
        "Bijzondere regeling reisbureaus",
        _INVOICE_DIRECTIVE,
        conditions.exemption_names(codes=("VATEX-EU-D",)),
    ),
    (
        "margin_second_hand",
        "Bijzondere regeling - gebruikte goederen",
        _INVOICE_DIRECTIVE,
        conditions.exemption_names(codes=("VATEX-EU-F",)),
    ),
    (
        "margin_art",
        "Bijzondere regeling - kunstvoorwerpen",
        _INVOICE_DIRECTIVE,
        conditions.exemption_names(codes=("VATEX-EU-I",)),
    ),
    (
        "margin_antiques",
        "Bijzondere regeling - voorwerpen voor verzamelingen of antiquiteiten",
        _INVOICE_DIRECTIVE,
        conditions.exemption_names(codes=("VATEX-EU-J",)),
    ),
)

TEXTS = tuple(
    PrintedText(id=text_id, language="nl", text=text, law=_LAW, since=since, applies=condition)
    for text_id, text, since, condition in _TEXTS
)
