"""Texts that Belgian law wants on invoices, in the three national languages."""

from datetime import date

from faktura.countries import conditions
from faktura.sockets import PrintedText

_ROYAL_DECREE_1 = "AR / KB n° 1 of 29 December 1992, art. 5, § 1"
_INVOICE_DIRECTIVE = date(2013, 1, 1)
"""AR / KB of 19 December 2012."""

# id -> (condition, first day, Dutch, French, German, which of them are in doubt)
_TEXTS = {
    "reverse_charge": (
        conditions.reverse_charge,
        _INVOICE_DIRECTIVE,
        ("Btw verlegd", "Autoliquidation", "Steuerschuldnerschaft des Leistungsempfängers"),
        ("nl", "de"),
    ),
    "self_billing": (
        conditions.self_billed,
        _INVOICE_DIRECTIVE,
        ("Factuur uitgereikt door afnemer", "Facture établie par le preneur", "Gutschrift"),
        ("nl", "fr", "de"),
    ),
    "intra_community_supply": (
        conditions.intra_community_supply,
        _INVOICE_DIRECTIVE,
        (
            "Vrijgestelde intracommunautaire levering (artikel 39bis Btw-Wetboek)",
            "Livraison intracommunautaire exonérée (article 39bis du Code de la TVA)",
            "Steuerfreie innergemeinschaftliche Lieferung (Artikel 39bis MwSt.-Gesetzbuch)",
        ),
        (),
    ),
    "export": (
        conditions.export,
        _INVOICE_DIRECTIVE,
        (
            "Vrijgestelde uitvoer (artikel 39 Btw-Wetboek)",
            "Exportation exonérée (article 39 du Code de la TVA)",
            "Steuerfreie Ausfuhr (Artikel 39 MwSt.-Gesetzbuch)",
        ),
        (),
    ),
    "small_business": (
        conditions.exemption_names("56bis", "franchise", "vrijstellingsregeling", "Sonderregelung der Steuerbefreiung"),
        date(2025, 1, 1),
        (
            "Bijzondere vrijstellingsregeling",
            "Régime particulier de la franchise de taxe",
            "Sonderregelung der Steuerbefreiung",
        ),
        ("nl", "de"),
    ),
    "margin_travel": (
        conditions.exemption_names(codes=("VATEX-EU-D",)),
        _INVOICE_DIRECTIVE,
        (
            "Bijzondere regeling - reisbureaus",
            "Régime particulier - agences de voyages",
            "Sonderregelung für Reisebüros",
        ),
        ("nl", "fr", "de"),
    ),
    "margin_second_hand": (
        conditions.exemption_names(codes=("VATEX-EU-F",)),
        _INVOICE_DIRECTIVE,
        (
            "Bijzondere regeling - gebruikte goederen",
            "Régime particulier - biens d'occasion",
            "Gebrauchtgegenstände/Sonderregelung",
        ),
        ("nl", "fr", "de"),
    ),
    "margin_art": (
        conditions.exemption_names(codes=("VATEX-EU-I",)),
        _INVOICE_DIRECTIVE,
        (
            "Bijzondere regeling - kunstvoorwerpen",
            "Régime particulier - objets d'art",
            "Kunstgegenstände/Sonderregelung",
        ),
        ("nl", "fr", "de"),
    ),
    "margin_antiques": (
        conditions.exemption_names(codes=("VATEX-EU-J",)),
        _INVOICE_DIRECTIVE,
        (
            "Bijzondere regeling - voorwerpen voor verzamelingen of antiquiteiten",
            "Régime particulier - objets de collection ou d'antiquité",
            "Sammlungsstücke und Antiquitäten/Sonderregelung",
        ),
        ("nl", "fr", "de"),
    ),
}

TEXTS = tuple(
    PrintedText(
        id=text_id,
        language=language,
        text=text,
        law=_ROYAL_DECREE_1,
        since=since,
        applies=condition,
        unverified=language in unread,
    )
    for text_id, (condition, since, texts, unread) in _TEXTS.items()
    for language, text in zip(("nl", "fr", "de"), texts, strict=True)
)
