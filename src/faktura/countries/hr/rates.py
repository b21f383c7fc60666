"""Croatian VAT rates."""

from datetime import date
from decimal import Decimal

from faktura.sockets import DatedRate

VAT_RATES: dict[str, tuple[DatedRate, ...]] = {
    "standard": (
        DatedRate(Decimal(22), date(1998, 8, 1), "Zakon o PDV-u (NN 47/95) art. 10", unverified=True),
        DatedRate(Decimal(23), date(2009, 8, 1), "Zakon o PDV-u (NN 47/95, 94/09) art. 10"),
        DatedRate(Decimal(25), date(2012, 3, 1), "Zakon o PDV-u (NN 22/12; NN 73/13 art. 38 (1))"),
    ),
    "reduced": (
        DatedRate(Decimal(10), date(2006, 1, 1), "Zakon o PDV-u (NN 47/95, 90/05) art. 10a", unverified=True),
        DatedRate(Decimal(13), date(2014, 1, 1), "Zakon o PDV-u (NN 73/13, 148/13) art. 38 (3)"),
    ),
    "second_reduced": (DatedRate(Decimal(5), date(2013, 1, 1), "Zakon o PDV-u (NN 136/12; NN 73/13 art. 38 (2))"),),
    "zero": (
        DatedRate(
            Decimal(0),
            date(1999, 11, 1),
            "Zakon o PDV-u (NN 47/95) art. 10a (bread, milk, books, medicines)",
            unverified=True,
            until=date(2012, 12, 31),
        ),
        DatedRate(Decimal(0), date(2022, 10, 1), "Zakon o PDV-u (NN 113/22) art. 38 (solar panels)", unverified=True),
    ),
}
