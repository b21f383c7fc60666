"""Exact decimals: rounding and currencies. Pure; no float ever enters."""

from faktura.money.currencies import amount_digits, minor_units
from faktura.money.rounding import ZERO, plain, round_amount

__all__ = ["ZERO", "amount_digits", "minor_units", "plain", "round_amount"]
