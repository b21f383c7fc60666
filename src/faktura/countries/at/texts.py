"""Texts that Austrian law wants on invoices."""

from datetime import date

from faktura.countries import conditions
from faktura.sockets import PrintedText

_INVOICE_DIRECTIVE = date(2013, 1, 1)
"""Abgabenänderungsgesetz 2012 (BGBl. I Nr. 112/2012)."""

_MARGIN_SCHEMES = (
    ("margin_travel", "VATEX-EU-D", "Reiseleistungen/Sonderregelung", "UStG 1994 § 23"),
    ("margin_second_hand", "VATEX-EU-F", "Gebrauchtgegenstände/Sonderregelung", "UStG 1994 § 24 (7)"),
    ("margin_art", "VATEX-EU-I", "Kunstgegenstände/Sonderregelung", "UStG 1994 § 24 (7)"),
    ("margin_antiques", "VATEX-EU-J", "Sammlungsstücke und Antiquitäten/Sonderregelung", "UStG 1994 § 24 (7)"),
)

TEXTS = (
    PrintedText(
        id="reverse_charge",
        language="de",
        text="Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge)",
        law="UStG 1994 § 11 (1a)",
        since=_INVOICE_DIRECTIVE,
        applies=conditions.reverse_charge,
    ),
    PrintedText(
        id="self_billing",
        language="de",
        text="Gutschrift",
        law="UStG 1994 § 11 (8)",
        since=_INVOICE_DIRECTIVE,
        applies=conditions.self_billed,
    ),
    PrintedText(
        id="intra_community_supply",
        language="de",
        text="Steuerfreie innergemeinschaftliche Lieferung (Art. 6 Abs. 1 UStG 1994)",
        law="UStG 1994 Art. 11 (1)",
        since=date(1995, 1, 1),
        applies=conditions.intra_community_supply,
    ),
    PrintedText(
        id="export",
        language="de",
        text="Steuerfreie Ausfuhrlieferung (§ 6 Abs. 1 Z 1 UStG 1994)",
        law="UStG 1994 § 11 (1)",
        since=date(2003, 1, 1),
        applies=conditions.export,
    ),
    PrintedText(
        id="small_business",
        language="de",
        text="Steuerfrei nach der Kleinunternehmerregelung (§ 6 Abs. 1 Z 27 UStG 1994)",
        law="UStG 1994 § 11 (1)",
        since=date(2003, 1, 1),
        applies=conditions.exemption_names("Z 27", "Kleinunternehmer"),
    ),
    *(
        PrintedText(
            id=text_id,
            language="de",
            text=text,
            law=law,
            since=_INVOICE_DIRECTIVE,
            applies=conditions.exemption_names(codes=(code,)),
            unverified=True,
        )
        for text_id, code, text, law in _MARGIN_SCHEMES
    ),
)
