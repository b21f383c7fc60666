"""What an access point of the box does wrong when it is asked to."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What happens to one request."""

    LOST_RECEIPT = "lost_receipt"
    """It is taken and delivered, and the connection ends without an answer."""
    CUT = "cut"
    """It is taken and delivered, and the connection ends in the middle of the answer."""
    UNANSWERED = "unanswered"
    """Nothing is done, and the connection ends without an answer."""
    LATE = "late"
    """It is taken and delivered, and the answer comes after `Fault.seconds`."""
    TRICKLE = "trickle"
    """It is taken and delivered, and the answer comes at `Fault.bytes_per_second`."""
    TWICE = "twice"
    """It comes in twice at the same time, as if the network had doubled it."""
    REFUSED = "refused"
    """It is answered with an error of `Fault.code`."""
    UNKNOWN = "unknown"
    """It is answered as if the receiver were not served (EBMS:0004, PEPPOL:NOT_SERVICED)."""
    BUSY = "busy"
    """Nothing is done, and the answer is 503."""
    BROKEN = "broken"
    """Nothing is done, and the answer is 500."""
    NONSENSE = "nonsense"
    """It is taken and delivered, and the answer is a page of HTML."""
    STALE = "stale"
    """It is taken and delivered, and the answer is the receipt of the message before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault for one request."""

    kind: Kind
    seconds: float = 0.5
    bytes_per_second: int = 2_000
    code: str = "EBMS:0004"
    detail: str = "The box was asked to refuse this."
