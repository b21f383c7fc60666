"""Delivery information (BG-13) and invoicing periods (BG-14, BG-26)."""

from typing import Annotated

from faktura.model.party import Address, Identifier
from faktura.model.terms import Term, by_group, part
from faktura.model.values import Day, Name


@part
class Period:
    """A period of time, both days included."""

    start_date: Annotated[Day | None, by_group("Period start date", BG_14="BT-73", BG_26="BT-134")] = None
    end_date: Annotated[Day | None, by_group("Period end date", BG_14="BT-74", BG_26="BT-135")] = None


@part
class Delivery:
    """BG-13 DELIVERY INFORMATION."""

    name: Annotated[Name | None, Term("BT-70", "Deliver to party name")] = None
    location: Annotated[Identifier | None, Term("BT-71", "Deliver to location identifier")] = None
    date: Annotated[Day | None, Term("BT-72", "Actual delivery date")] = None
    address: Annotated[Address | None, Term("BG-15", "DELIVER TO ADDRESS")] = None
