"""German VAT rates."""

from datetime import date
from decimal import Decimal

from faktura.sockets import DatedRate

VAT_RATES: dict[str, tuple[DatedRate, ...]] = {
    "standard": (
        DatedRate(Decimal(19), date(2007, 1, 1), "UStG § 12 (1), Haushaltsbegleitgesetz 2006 Art. 4"),
        DatedRate(Decimal(16), date(2020, 7, 1), "UStG § 28 (1), Zweites Corona-Steuerhilfegesetz Art. 3"),
        DatedRate(Decimal(19), date(2021, 1, 1), "UStG § 12 (1)"),
    ),
    "reduced": (
        DatedRate(Decimal(7), date(1983, 7, 1), "UStG § 12 (2), Haushaltsbegleitgesetz 1983"),
        DatedRate(Decimal(5), date(2020, 7, 1), "UStG § 28 (2), Zweites Corona-Steuerhilfegesetz Art. 3"),
        DatedRate(Decimal(7), date(2021, 1, 1), "UStG § 12 (2)"),
    ),
    "zero": (
        DatedRate(Decimal(0), date(2023, 1, 1), "UStG § 12 (3) (photovoltaics), Jahressteuergesetz 2022 Art. 16"),
    ),
}
