"""JSON shapes of test clocks."""

from datetime import datetime

from faktura.model.terms import part
from faktura.model.values import Name


@part
class ClockRequest:
    """A new clock: the time in which the organization lives from now on."""

    frozen_at: datetime
    name: Name | None = None


@part
class AdvanceRequest:
    """The time to move on to; it must be later than the clock's."""

    frozen_at: datetime
