"""Italian VAT rates."""

from datetime import date
from decimal import Decimal

from faktura.sockets import DatedRate

VAT_RATES: dict[str, tuple[DatedRate, ...]] = {
    "standard": (
        DatedRate(Decimal(20), date(1997, 10, 1), "DPR 633/1972 art. 16 (1), D.L. 328/1997"),
        DatedRate(Decimal(21), date(2011, 9, 17), "DPR 633/1972 art. 16 (1), D.L. 138/2011 (L. 148/2011)"),
        DatedRate(Decimal(22), date(2013, 10, 1), "DPR 633/1972 art. 16 (1), D.L. 98/2011 art. 40 (1-ter)"),
    ),
    "reduced": (
        DatedRate(Decimal(10), date(1995, 2, 24), "DPR 633/1972 tabella A, parte III, D.L. 41/1995", unverified=True),
    ),
    "second_reduced": (
        DatedRate(Decimal(5), date(2016, 1, 1), "DPR 633/1972 tabella A, parte II-bis, L. 208/2015 art. 1 (960)"),
    ),
    "super_reduced": (DatedRate(Decimal(4), date(1989, 1, 1), "DPR 633/1972 tabella A, parte II", unverified=True),),
}
