"""Texts that French law wants on invoices."""

from datetime import date

from faktura.countries import conditions
from faktura.model import Invoice
from faktura.sockets import PrintedText

_MENTIONS = "CGI ann. II art. 242 nonies A, I"
_INVOICE_DIRECTIVE = date(2013, 1, 1)
"""Décret n° 2013-346 and loi n° 2012-1510 art. 62, which apply to invoices since that day."""


def _to_business(invoice: Invoice) -> bool:
    """The buyer is a business, and the document asks for payment"""
    return conditions.business_buyer(invoice) and not invoice.is_credit_note


def _no_discount_agreed(invoice: Invoice) -> bool:
    """The buyer is a business, and the payment terms (BT-20) do not speak of a discount"""
    return _to_business(invoice) and not conditions.says(invoice.payment_terms, "escompte", "skonto")


_MARGIN_SCHEMES = (
    ("margin_travel", "VATEX-EU-D", "Régime particulier - Agences de voyages", "15°"),
    ("margin_second_hand", "VATEX-EU-F", "Régime particulier - Biens d'occasion", "16°"),
    ("margin_art", "VATEX-EU-I", "Régime particulier - Objets d'art", "16°"),
    ("margin_antiques", "VATEX-EU-J", "Régime particulier - Objets de collection et d'antiquité", "16°"),
)

TEXTS = (
    PrintedText(
        id="reverse_charge",
        language="fr",
        text="Autoliquidation",
        law=f"{_MENTIONS}, 13°",
        since=_INVOICE_DIRECTIVE,
        applies=conditions.reverse_charge,
    ),
    PrintedText(
        id="self_billing",
        language="fr",
        text="Autofacturation",
        law=f"{_MENTIONS}, 14°",
        since=_INVOICE_DIRECTIVE,
        applies=conditions.self_billed,
    ),
    PrintedText(
        id="intra_community_supply",
        language="fr",
        text="Exonération de TVA, article 262 ter, I du code général des impôts",
        law=f"{_MENTIONS}, 12°",
        since=_INVOICE_DIRECTIVE,
        applies=conditions.intra_community_supply,
    ),
    PrintedText(
        id="export",
        language="fr",
        text="Exonération de TVA, article 262, I du code général des impôts",
        law=f"{_MENTIONS}, 12°",
        since=_INVOICE_DIRECTIVE,
        applies=conditions.export,
    ),
    PrintedText(
        id="small_business",
        language="fr",
        text="TVA non applicable, article 293 B du CGI",
        law="CGI art. 293 E",
        since=date(1999, 1, 1),
        applies=conditions.exemption_names("293 B", codes=("VATEX-FR-FRANCHISE",)),
    ),
    PrintedText(
        id="late_payment",
        language="fr",
        text="En cas de retard de paiement, des pénalités sont exigibles sans rappel au taux de refinancement de la "
        "Banque centrale européenne majoré de 10 points, ainsi qu'une indemnité forfaitaire de 40 € pour frais de "
        "recouvrement.",
        law="C. com. art. L441-9, I, L441-10, II and D441-5",
        since=date(2013, 1, 1),
        applies=_to_business,
    ),
    PrintedText(
        id="early_payment",
        language="fr",
        text="Pas d'escompte pour paiement anticipé.",
        law="C. com. art. L441-9, I",
        since=date(2009, 1, 1),
        applies=_no_discount_agreed,
    ),
    *(
        PrintedText(
            id=text_id,
            language="fr",
            text=text,
            law=f"{_MENTIONS}, {number}",
            since=_INVOICE_DIRECTIVE,
            applies=conditions.exemption_names(codes=(code,)),
        )
        for text_id, code, text, number in _MARGIN_SCHEMES
    ),
)
