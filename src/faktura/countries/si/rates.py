"""Slovenian VAT rates."""

from datetime import date
from decimal import Decimal

from faktura.sockets import DatedRate

VAT_RATES: dict[str, tuple[DatedRate, ...]] = {
    "standard": (
        DatedRate(Decimal(20), date(2002, 1, 1), "ZDDV art. 24, since 2007 ZDDV-1 art. 41 (1)"),
        DatedRate(Decimal(22), date(2013, 7, 1), "ZDDV-1 art. 41 (1), ZIPRS1314-A"),
    ),
    "reduced": (
        DatedRate(Decimal("8.5"), date(2002, 1, 1), "ZDDV art. 25, since 2007 ZDDV-1 art. 41 (2)"),
        DatedRate(Decimal("9.5"), date(2013, 7, 1), "ZDDV-1 art. 41 (2), ZIPRS1314-A"),
    ),
    "second_reduced": (DatedRate(Decimal(5), date(2020, 1, 1), "ZDDV-1 art. 41 (3) (books, newspapers)"),),
}
