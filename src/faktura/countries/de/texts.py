"""Texts that German law wants on invoices."""

from datetime import date

from faktura.countries import conditions
from faktura.sockets import PrintedText

_INVOICE_DIRECTIVE = date(2013, 6, 30)
"""Amtshilferichtlinie-Umsetzungsgesetz (BGBl. 2013 I p. 1809), in force on the day after 29 June 2013."""

_MARGIN_SCHEMES = (
    ("margin_travel", "VATEX-EU-D", "Sonderregelung für Reisebüros"),
    ("margin_second_hand", "VATEX-EU-F", "Gebrauchtgegenstände/Sonderregelung"),
    ("margin_art", "VATEX-EU-I", "Kunstgegenstände/Sonderregelung"),
    ("margin_antiques", "VATEX-EU-J", "Sammlungsstücke und Antiquitäten/Sonderregelung"),
)

TEXTS = (
    PrintedText(
        id="reverse_charge",
        language="de",
        text="Steuerschuldnerschaft des Leistungsempfängers",
        law="UStG § 14a (5)",
        since=_INVOICE_DIRECTIVE,
        applies=conditions.reverse_charge,
    ),
    PrintedText(
        id="self_billing",
        language="de",
        text="Gutschrift",
        law="UStG § 14 (4) no. 10",
        since=_INVOICE_DIRECTIVE,
        applies=conditions.self_billed,
    ),
    PrintedText(
        id="intra_community_supply",
        language="de",
        text="Steuerfreie innergemeinschaftliche Lieferung (§ 4 Nr. 1 Buchst. b, § 6a UStG)",
        law="UStG § 14 (4) no. 8, § 14a (3)",
        since=date(2004, 1, 1),
        applies=conditions.intra_community_supply,
    ),
    PrintedText(
        id="export",
        language="de",
        text="Steuerfreie Ausfuhrlieferung (§ 4 Nr. 1 Buchst. a, § 6 UStG)",
        law="UStG § 14 (4) no. 8",
        since=date(2004, 1, 1),
        applies=conditions.export,
    ),
    PrintedText(
        id="small_business",
        language="de",
        text="Steuerfreier Umsatz eines Kleinunternehmers (§ 19 UStG)",
        law="UStDV § 34a no. 5",
        since=date(2025, 1, 1),
        applies=conditions.exemption_names("§ 19", "Kleinunternehmer"),
    ),
    *(
        PrintedText(
            id=text_id,
            language="de",
            text=text,
            law="UStG § 14a (6)",
            since=_INVOICE_DIRECTIVE,
            applies=conditions.exemption_names(codes=(code,)),
        )
        for text_id, code, text in _MARGIN_SCHEMES
    ),
)
