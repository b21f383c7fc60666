"""Texts that Polish law wants on invoices (ustawa o VAT art. 106e)."""

from datetime import date
from decimal import Decimal

from faktura.countries import conditions
from faktura.model import Invoice
from faktura.sockets import PrintedText

_LAW = "Ustawa o VAT art. 106e (1)"
_CHAPTER_ON_INVOICES = date(2014, 1, 1)

SPLIT_PAYMENT_ABOVE = Decimal(15_000)
"""Gross, in PLN: art. 106e (1) no. 18a with ustawa - Prawo przedsiębiorców art. 19 no. 2."""


def _split_payment(invoice: Invoice) -> bool:
    """A Polish business buys for more than 15 000 PLN gross with VAT"""
    domestic = conditions.buyer_country(invoice) == "PL" and conditions.business_buyer(invoice)
    in_zloty = conditions.gross(invoice) if invoice.currency == "PLN" else Decimal(0)
    return domestic and in_zloty > SPLIT_PAYMENT_ABOVE and "S" in conditions.categories(invoice)


TEXTS = (
    PrintedText(
        id="reverse_charge",
        language="pl",
        text="odwrotne obciążenie",
        law=f"{_LAW} no. 18",
        since=_CHAPTER_ON_INVOICES,
        applies=conditions.reverse_charge,
    ),
    PrintedText(
        id="self_billing",
        language="pl",
        text="samofakturowanie",
        law=f"{_LAW} no. 17",
        since=_CHAPTER_ON_INVOICES,
        applies=conditions.self_billed,
    ),
    PrintedText(
        id="cash_accounting",
        language="pl",
        text="metoda kasowa",
        law=f"{_LAW} no. 16",
        since=_CHAPTER_ON_INVOICES,
        applies=conditions.cash_accounting,
    ),
    PrintedText(
        id="split_payment",
        language="pl",
        text="mechanizm podzielonej płatności",
        law=f"{_LAW} no. 18a",
        since=date(2019, 11, 1),
        applies=_split_payment,
        unverified=True,
    ),
    PrintedText(
        id="intra_community_supply",
        language="pl",
        text="Wewnątrzwspólnotowa dostawa towarów, stawka 0% (art. 42 ustawy o VAT)",
        law=f"{_LAW} no. 12",
        since=_CHAPTER_ON_INVOICES,
        applies=conditions.intra_community_supply,
        unverified=True,
    ),
    PrintedText(
        id="export",
        language="pl",
        text="Eksport towarów, stawka 0% (art. 41 ust. 4 ustawy o VAT)",
        law=f"{_LAW} no. 12",
        since=_CHAPTER_ON_INVOICES,
        applies=conditions.export,
        unverified=True,
    ),
    PrintedText(
        id="small_business",
        language="pl",
        text="Zwolnienie od podatku na podstawie art. 113 ust. 1 ustawy o VAT",
        law=f"{_LAW} no. 19",
        since=_CHAPTER_ON_INVOICES,
        applies=conditions.exemption_names("art. 113"),
    ),
    *(
        PrintedText(
            id=text_id,
            language="pl",
            text=text,
            law=f"Ustawa o VAT art. 106e {paragraph}",
            since=_CHAPTER_ON_INVOICES,
            applies=conditions.exemption_names(codes=(code,)),
        )
        for text_id, code, text, paragraph in (
            ("margin_travel", "VATEX-EU-D", "procedura marży dla biur podróży", "(2)"),
            ("margin_second_hand", "VATEX-EU-F", "procedura marży - towary używane", "(3)"),
            ("margin_art", "VATEX-EU-I", "procedura marży - dzieła sztuki", "(3)"),
            ("margin_antiques", "VATEX-EU-J", "procedura marży - przedmioty kolekcjonerskie i antyki", "(3)"),
        )
    ),
)
