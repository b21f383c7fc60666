"""Lines, allowances, VAT breakdown and totals: Invoice -> Invoice, and the explanation of each step. Pure."""

from faktura.calculation.calculate import Calculation, calculate
from faktura.calculation.copying import changed
from faktura.calculation.explanation import Step

__all__ = ["Calculation", "Step", "calculate", "changed"]
