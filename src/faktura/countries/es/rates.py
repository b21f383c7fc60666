"""Spanish VAT rates."""

from datetime import date
from decimal import Decimal

from faktura.sockets import DatedRate

VAT_RATES: dict[str, tuple[DatedRate, ...]] = {
    "standard": (
        DatedRate(Decimal(16), date(1995, 1, 1), "Ley 37/1992 art. 90, Ley 41/1994 art. 78"),
        DatedRate(Decimal(18), date(2010, 7, 1), "Ley 37/1992 art. 90, Ley 26/2009 art. 79"),
        DatedRate(Decimal(21), date(2012, 9, 1), "Ley 37/1992 art. 90, RDL 20/2012 art. 23"),
    ),
    "reduced": (
        DatedRate(Decimal(7), date(1995, 1, 1), "Ley 37/1992 art. 91.1, Ley 41/1994 art. 78"),
        DatedRate(Decimal(8), date(2010, 7, 1), "Ley 37/1992 art. 91.1, Ley 26/2009 art. 79"),
        DatedRate(Decimal(10), date(2012, 9, 1), "Ley 37/1992 art. 91.1, RDL 20/2012 art. 23"),
    ),
    "super_reduced": (DatedRate(Decimal(4), date(1995, 1, 1), "Ley 37/1992 art. 91.2"),),
    "second_reduced": (
        DatedRate(
            Decimal(5),
            date(2022, 7, 1),
            "RDL 11/2022 (electricity), RDL 17/2022 (gas), RDL 20/2022 art. 72 (oils, pasta)",
            unverified=True,
        ),
        DatedRate(
            Decimal("7.5"),
            date(2024, 10, 1),
            "RDL 4/2024 (pasta, seed oils)",
            unverified=True,
            until=date(2024, 12, 31),
        ),
    ),
    "temporary": (
        DatedRate(
            Decimal(2),
            date(2024, 10, 1),
            "RDL 4/2024 (bread, milk, eggs, fruit, olive oil)",
            unverified=True,
            until=date(2024, 12, 31),
        ),
    ),
    "zero": (
        DatedRate(
            Decimal(0),
            date(2023, 1, 1),
            "RDL 20/2022 art. 72 (bread, milk, eggs, fruit)",
            until=date(2024, 9, 30),
        ),
    ),
}
