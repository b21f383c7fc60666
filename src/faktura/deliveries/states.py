"""The states of a delivery, the moves between them, and how long to wait between attempts. Pure."""

from datetime import timedelta
from enum import StrEnum


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    REFUSED = "refused"
    GIVEN_UP = "given_up"
    CANCELLED = "cancelled"


MOVES: dict[DeliveryState, frozenset[DeliveryState]] = {
    DeliveryState.WAITING: frozenset(
        {
            DeliveryState.WAITING,
            DeliveryState.DELIVERED,
            DeliveryState.REFUSED,
            DeliveryState.GIVEN_UP,
            DeliveryState.CANCELLED,
        }
    ),
    DeliveryState.DELIVERED: frozenset(),
    # A person may try again what was refused, given up or cancelled, once the cause is mended.
    DeliveryState.REFUSED: frozenset({DeliveryState.WAITING}),
    DeliveryState.GIVEN_UP: frozenset({DeliveryState.WAITING}),
    DeliveryState.CANCELLED: frozenset({DeliveryState.WAITING}),
}

# Multiples of the first wait (a minute, unless set otherwise): 1, 5, 15 minutes, 1, 3, 6, 12, 24, 24 hours: about
# three days in all, as long as mail servers usually try.
WAITS = (1, 5, 15, 60, 180, 360, 720, 1440, 1440)
ATTEMPTS_MAX = len(WAITS) + 1


def may_move(current: DeliveryState, target: DeliveryState) -> bool:
    """Whether the move is allowed."""
    return target in MOVES[current]


def wait_after(attempts: int, first_wait: timedelta) -> timedelta | None:
    """How long to wait after that many failed attempts; None when it is time to give up."""
    return first_wait * WAITS[attempts - 1] if attempts < ATTEMPTS_MAX else None
