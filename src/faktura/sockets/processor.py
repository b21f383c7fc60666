"""A processor: how money becomes known."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedAmount:
    """Money that came in: `amount` in `currency` on `day`, with the payer's `reference`."""

    amount: Decimal
    currency: str
    day: date
    reference: str
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Processor:
    """A processor folder's one export, `PROCESSOR`."""

    name: str
    title: str
