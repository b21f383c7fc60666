"""How the model's values stand in XML: texts, decimals, amounts with their currency, days, attached bytes."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from faktura.money import plain

# xs:decimal: no exponent; a sign, leading zeros and a missing side of the dot are allowed. More than 40 signs is no
# invoice's number, and numbers of unbounded length cost unbounded time later on.
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DECIMAL_LENGTH_MAX = 40
# xs:date may carry a time zone; a calendar day in an invoice is the day as written.
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: to text and back. `read` raises ValueError with a sentence for what it can't read.

    `currency` says which currency the ``currencyID`` attribute names: of the document, of VAT accounting, or none;
    with `writes_currency` false it is compared on reading only.
    """

    write: Callable[[Any], str]
    read: Callable[[str], Any]
    currency: str = ""
    writes_currency: bool = True


def _read_decimal(text: str) -> Decimal:
    if len(text) > _DECIMAL_LENGTH_MAX or not _DECIMAL.fullmatch(text):
        raise ValueError(f"“{text[:60]}” is not a decimal number such as 1234.50")
    number = Decimal(text)
    return number if number else abs(number)


def _read_day(text: str) -> date:
    match = _DATE.fullmatch(text)
    try:
        return date.fromisoformat(match[1] if match else "")
    except ValueError:
        raise ValueError(f"“{text[:60]}” is not a calendar date such as 2026-11-23") from None


def _write_terms(text: str) -> str:
    """XRechnung wants a line feed behind a line with conditions (``#SKONTO#TAGE=14#PROZENT=2.00#``), the last, too."""
    return f"{text}\n" if text.endswith("#") and text.rpartition("\n")[2].lstrip().startswith("#") else text


TEXT = Kind(str, str)
TERMS = Kind(_write_terms, str)
DECIMAL = Kind(plain, _read_decimal)
AMOUNT = Kind(plain, _read_decimal, "document")
BARE_AMOUNT = Kind(plain, _read_decimal, "document", writes_currency=False)
ACCOUNTING_AMOUNT = Kind(plain, _read_decimal, "accounting")
DAY = Kind(date.isoformat, _read_day)
BASE64 = Kind(str, lambda text: "".join(text.split()))
