"""Polish VAT rates."""

from datetime import date
from decimal import Decimal

from faktura.sockets import DatedRate

_ACCESSION = date(2004, 5, 1)
"""First day of the ustawa o VAT of 11 March 2004."""

VAT_RATES: dict[str, tuple[DatedRate, ...]] = {
    "standard": (
        DatedRate(Decimal(22), _ACCESSION, "Ustawa o VAT art. 41 (1)"),
        DatedRate(Decimal(23), date(2011, 1, 1), "Ustawa o VAT art. 146a no. 1, since 2019 art. 146aa, 146ef"),
    ),
    "reduced": (
        DatedRate(Decimal(7), _ACCESSION, "Ustawa o VAT art. 41 (2)"),
        DatedRate(Decimal(8), date(2011, 1, 1), "Ustawa o VAT art. 146a no. 2, since 2019 art. 146aa, 146ef"),
    ),
    "second_reduced": (
        DatedRate(Decimal(3), _ACCESSION, "Ustawa o VAT art. 146 (1) no. 1 (farm products)"),
        DatedRate(Decimal(5), date(2011, 1, 1), "Ustawa o VAT art. 41 (2a)"),
    ),
    "zero": (DatedRate(Decimal(0), _ACCESSION, "Ustawa o VAT art. 83"),),
}
