"""Dutch VAT rates."""

from datetime import date
from decimal import Decimal

from faktura.sockets import DatedRate

VAT_RATES: dict[str, tuple[DatedRate, ...]] = {
    "standard": (
        DatedRate(Decimal(19), date(2001, 1, 1), "Wet op de omzetbelasting 1968 art. 9 (1)"),
        DatedRate(Decimal(21), date(2012, 10, 1), "Wet op de omzetbelasting 1968 art. 9 (1), Stb. 2012, 321"),
    ),
    "reduced": (
        DatedRate(Decimal(6), date(1986, 10, 1), "Wet op de omzetbelasting 1968 art. 9 (2) a and table I"),
        DatedRate(Decimal(9), date(2019, 1, 1), "Wet op de omzetbelasting 1968 art. 9 (2) a, Belastingplan 2019"),
    ),
    "zero": (DatedRate(Decimal(0), date(1969, 1, 1), "Wet op de omzetbelasting 1968 art. 9 (2) b and table II"),),
}
