"""The payment code that banking apps scan: European Payments Council, EPC069-12, version 3.1 (2024), "SCT QR".

The data layout is version 002, where the BIC is optional within the European Economic Area.
"""

import re
from decimal import Decimal

from stdnum import iban, iso11649

from faktura.model import Invoice
from faktura.money import round_amount

_AMOUNT_MIN = Decimal("0.01")
_AMOUNT_MAX = Decimal("999999999.99")
_NAME_LENGTH_MAX = 70
_TEXT_LENGTH_MAX = 140
_BYTES_MAX = 331
_BIC = re.compile("[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")

CREDIT_TRANSFER_MEANS = frozenset({"30", "58"})
"""UNTDID 4461: credit transfer, SEPA credit transfer."""


def _one_line(text: str, length_max: int) -> str:
    """A text as one line without control characters, cut to a length."""
    return " ".join(text.split())[:length_max].strip()


def payment_code_payload(invoice: Invoice) -> str:
    """The text inside the payment code, or an empty string where the rules allow none.

    There is one for an amount due in euro from 0.01 to 999999999.99 that is to be paid by credit transfer (means
    30 or 58) to a known IBAN, never on a credit note. The remittance is given as a structured reference when it is
    an ISO 11649 creditor reference, else as text; without remittance information it is the document's number.
    """
    due = invoice.totals.amount_due if invoice.totals else None
    if invoice.currency != "EUR" or invoice.is_credit_note or due is None or not _AMOUNT_MIN <= due <= _AMOUNT_MAX:
        return ""
    for instructions in invoice.payment_instructions:
        if instructions.means_code not in CREDIT_TRANSFER_MEANS:
            continue
        for transfer in instructions.credit_transfers:
            account = iban.compact(transfer.account or "")
            if not iban.is_valid(account, check_country=False):
                continue
            payee = invoice.payee.name if invoice.payee else None
            seller = invoice.seller.name if invoice.seller else None
            name = _one_line(transfer.account_name or payee or seller or "", _NAME_LENGTH_MAX)
            if not name:
                continue
            remittance = instructions.remittance_information or invoice.number or ""
            structured = iso11649.compact(remittance) if iso11649.is_valid(remittance) else ""
            bic = (transfer.bic or "").replace(" ", "").upper()
            fields = [
                "BCD",
                "002",
                "1",  # UTF-8
                "SCT",
                bic if _BIC.fullmatch(bic) else "",
                name,
                account,
                f"EUR{round_amount(due)}",
                "",  # purpose
                structured,
                "" if structured else _one_line(remittance, _TEXT_LENGTH_MAX),
            ]
            payload = "\n".join(fields).rstrip("\n")
            return payload if len(payload.encode()) <= _BYTES_MAX else ""
    return ""
