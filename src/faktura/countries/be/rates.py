"""Belgian VAT rates."""

from datetime import date
from decimal import Decimal

from faktura.sockets import DatedRate

VAT_RATES: dict[str, tuple[DatedRate, ...]] = {
    "standard": (DatedRate(Decimal(21), date(1996, 1, 1), "AR / KB n° 20 of 20 July 1970, art. 1"),),
    "reduced": (DatedRate(Decimal(6), date(1992, 4, 1), "AR / KB n° 20, art. 1 and table A"),),
    "second_reduced": (DatedRate(Decimal(12), date(1992, 4, 1), "AR / KB n° 20, art. 1 and table B"),),
    "parking": (DatedRate(Decimal(12), date(1992, 4, 1), "AR / KB n° 20, table B (coal, certain tyres)"),),
    "zero": (
        DatedRate(
            Decimal(0),
            date(1992, 4, 1),
            "Administrative practice: newspapers and recovered materials",
            unverified=True,
        ),
    ),
}
