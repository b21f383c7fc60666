"""French VAT rates of the mainland."""

from datetime import date
from decimal import Decimal

from faktura.sockets import DatedRate

VAT_RATES: dict[str, tuple[DatedRate, ...]] = {
    "standard": (
        DatedRate(Decimal("19.6"), date(2000, 4, 1), "CGI art. 278, loi n° 2000-656 art. 1"),
        DatedRate(Decimal(20), date(2014, 1, 1), "CGI art. 278, loi n° 2012-1510 art. 68"),
    ),
    "reduced": (DatedRate(Decimal("5.5"), date(1982, 7, 1), "CGI art. 278-0 bis (278 bis before 2012)"),),
    "second_reduced": (
        DatedRate(Decimal(7), date(2012, 1, 1), "CGI art. 278 bis and 279, loi n° 2011-1978 art. 13"),
        DatedRate(Decimal(10), date(2014, 1, 1), "CGI art. 278 bis and 279, loi n° 2012-1510 art. 68"),
    ),
    "super_reduced": (
        DatedRate(Decimal("2.1"), date(1989, 1, 1), "CGI art. 281 quater to 281 octies", unverified=True),
    ),
}
