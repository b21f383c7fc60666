"""Austrian VAT rates."""

from datetime import date
from decimal import Decimal

from faktura.sockets import DatedRate

_UST_1994 = date(1995, 1, 1)
"""The law's first day; 20 and 10 % are older."""

VAT_RATES: dict[str, tuple[DatedRate, ...]] = {
    "standard": (DatedRate(Decimal(20), _UST_1994, "UStG 1994 § 10 (1)"),),
    "reduced": (DatedRate(Decimal(10), _UST_1994, "UStG 1994 § 10 (2)"),),
    "second_reduced": (
        DatedRate(
            Decimal(13),
            date(2016, 1, 1),
            "UStG 1994 § 10 (3), Steuerreformgesetz 2015/2016 (BGBl. I Nr. 118/2015)",
        ),
    ),
    "super_reduced": (
        DatedRate(
            Decimal("4.9"),
            date(2026, 7, 1),
            "UStG 1994 § 10 (essential foods), announced in January 2026",
            unverified=True,
        ),
    ),
    "parking": (
        DatedRate(Decimal(12), _UST_1994, "UStG 1994 § 10 (3) as of 1995 (wine sold by its grower)"),
        DatedRate(Decimal(13), date(2016, 1, 1), "UStG 1994 § 10 (3) no. 11 (wine sold by its grower)"),
    ),
    "temporary": (
        DatedRate(
            Decimal(5),
            date(2020, 7, 1),
            "UStG 1994 § 28 (52) (meals, lodging, culture, publications)",
            until=date(2021, 12, 31),
        ),
    ),
    "zero": (
        DatedRate(
            Decimal(0),
            date(2024, 1, 1),
            "UStG 1994 § 28 (62) (photovoltaic modules)",
            unverified=True,
            until=date(2025, 3, 31),
        ),
        DatedRate(
            Decimal(0),
            date(2026, 1, 1),
            "UStG 1994 (menstrual products and contraceptives)",
            unverified=True,
        ),
    ),
}
