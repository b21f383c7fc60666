"""Currencies of ISO 4217 and how many decimals their amounts have."""

# ISO 4217 list one, as of 2026-01-01 (source: SIX, "Table A.1"): the currencies that have no, three or four
# decimals; every other active currency has two.
_MINOR_UNITS = {
    **dict.fromkeys(
        ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF",
         "XOF", "XPF"),
        0,
    ),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}  # fmt: skip


def minor_units(currency: str) -> int:
    """The decimals of a currency by ISO 4217: EUR 2, JPY 0, KWD 3."""
    return _MINOR_UNITS.get(currency, 2)


def amount_digits(currency: str) -> int:
    """The decimals that calculated amounts are rounded to.

    EN 16931 allows at most two (rules BR-DEC-*), so a currency with three decimals is rounded to two.
    """
    return min(2, minor_units(currency))
