"""Exact decimals: rounding and currencies. Pure; no float ever enters."""

from faktura.money.currencies import amount_digits, minor_units
from faktura.money.rounding import EXACT, ZERO, plain, quantum, round_amount, trimmed

__all__ = ["EXACT", "ZERO", "amount_digits", "minor_units", "plain", "quantum", "round_amount", "trimmed"]
