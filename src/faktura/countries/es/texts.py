"""Texts that Spanish law wants on invoices (RD 1619/2012 art. 6.1)."""

from datetime import date

from faktura.countries import conditions
from faktura.sockets import PrintedText

_INVOICING_REGULATION = date(2013, 1, 1)

_TEXTS = (
    ("reverse_charge", "Inversión del sujeto pasivo", "m", conditions.reverse_charge),
    ("self_billing", "Facturación por el destinatario", "l", conditions.self_billed),
    (
        "intra_community_supply",
        "Entrega intracomunitaria exenta (artículo 25 de la Ley 37/1992)",
        "j",
        conditions.intra_community_supply,
    ),
    ("export", "Exportación exenta (artículo 21 de la Ley 37/1992)", "j", conditions.export),
    (
        "margin_travel",
        "Régimen especial de las agencias de viajes",
        "n",
        conditions.exemption_names(codes=("VATEX-EU-D",)),
    ),
    (
        "margin_second_hand",
        "Régimen especial de los bienes usados",
        "ñ",
        conditions.exemption_names(codes=("VATEX-EU-F",)),
    ),
    (
        "margin_art",
        "Régimen especial de los objetos de arte",
        "ñ",
        conditions.exemption_names(codes=("VATEX-EU-I",)),
    ),
    (
        "margin_antiques",
        "Régimen especial de las antigüedades y objetos de colección",
        "ñ",
        conditions.exemption_names(codes=("VATEX-EU-J",)),
    ),
)

TEXTS = (
    *(
        PrintedText(
            id=text_id,
            language="es",
            text=text,
            law=f"RD 1619/2012 art. 6.1.{letter}",
            since=_INVOICING_REGULATION,
            applies=condition,
        )
        for text_id, text, letter, condition in _TEXTS
    ),
    PrintedText(
        id="cash_accounting",
        language="es",
        text="Régimen especial del criterio de caja",
        law="RD 1619/2012 art. 6.1.p, Ley 14/2013",
        since=date(2014, 1, 1),
        applies=conditions.cash_accounting,
    ),
)
