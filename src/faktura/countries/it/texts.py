"""Texts that Italian law wants on invoices."""

from datetime import date
from decimal import Decimal

from faktura.countries import conditions
from faktura.model import Invoice
from faktura.sockets import PrintedText

_ART_21 = "DPR 633/1972 art. 21"
_INVOICE_DIRECTIVE = date(2013, 1, 1)
"""L. 228/2012 art. 1 (325)."""

STAMP_DUTY_ABOVE = Decimal("77.47")
"""Euro: DPR 642/1972 tariffa art. 13."""
_UNTAXED = {"E", "O"}


def _stamp_duty(invoice: Invoice) -> bool:
    """More than 77.47 € are charged without VAT (categories E and O)"""
    untaxed = (row.taxable_amount for row in invoice.vat_breakdown if row.category in _UNTAXED)
    return sum((amount for amount in untaxed if amount is not None), Decimal(0)) > STAMP_DUTY_ABOVE


TEXTS = (
    PrintedText(
        id="reverse_charge",
        language="it",
        text="Inversione contabile",
        law=f"{_ART_21} (6-bis) a; art. 17",
        since=_INVOICE_DIRECTIVE,
        applies=conditions.reverse_charge,
    ),
    PrintedText(
        id="self_billing",
        language="it",
        text="Autofatturazione",
        law=f"{_ART_21} (6-ter)",
        since=_INVOICE_DIRECTIVE,
        applies=conditions.self_billed,
    ),
    PrintedText(
        id="intra_community_supply",
        language="it",
        text="Operazione non imponibile (art. 41 D.L. 331/1993)",
        law="D.L. 331/1993 art. 46 (2)",
        since=date(1993, 1, 1),
        applies=conditions.intra_community_supply,
    ),
    PrintedText(
        id="export",
        language="it",
        text="Operazione non imponibile (art. 8 DPR 633/1972)",
        law=f"{_ART_21} (6) b",
        since=_INVOICE_DIRECTIVE,
        applies=conditions.export,
    ),
    PrintedText(
        id="small_business",
        language="it",
        text="Operazione senza applicazione dell'IVA, art. 1, commi da 54 a 89, L. 190/2014 (regime forfetario)",
        law="L. 190/2014 art. 1 (58)",
        since=date(2015, 1, 1),
        applies=conditions.exemption_names("190/2014", "forfetario", "forfettario"),
    ),
    PrintedText(
        id="split_payment",
        language="it",
        text="Scissione dei pagamenti",
        law="DPR 633/1972 art. 17-ter; D.M. 23 January 2015 art. 2",
        since=date(2015, 1, 1),
        applies=conditions.split_payment,
    ),
    PrintedText(
        id="cash_accounting",
        language="it",
        text="Operazione con IVA per cassa (art. 32-bis D.L. 83/2012)",
        law="D.L. 83/2012 art. 32-bis; D.M. 11 October 2012",
        since=date(2012, 12, 1),
        applies=conditions.cash_accounting,
    ),
    PrintedText(
        id="stamp_duty",
        language="it",
        text="Imposta di bollo assolta in modo virtuale ai sensi del D.M. 17 giugno 2014",
        law="DPR 642/1972 tariffa art. 13; D.M. 17 June 2014 art. 6",
        since=date(2014, 6, 27),
        applies=_stamp_duty,
    ),
    *(
        PrintedText(
            id=text_id,
            language="it",
            text=f"Regime del margine - {goods}",
            law=f"{_ART_21} (6) {letter}",
            since=_INVOICE_DIRECTIVE,
            applies=conditions.exemption_names(codes=(code,)),
        )
        for text_id, code, goods, letter in (
            ("margin_travel", "VATEX-EU-D", "agenzie di viaggio", "e"),
            ("margin_second_hand", "VATEX-EU-F", "beni usati", "d"),
            ("margin_art", "VATEX-EU-I", "oggetti d'arte", "d"),
            ("margin_antiques", "VATEX-EU-J", "oggetti di antiquariato o da collezione", "d"),
        )
    ),
)
