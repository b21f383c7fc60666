"""The shapes of answers about limits."""

from typing import Literal

from faktura.model.terms import part


@part
class RateAnswer:
    """A limit: so many a second in the long run, and so many at once after a pause."""

    per_second: int
    burst: int
    is_default: bool


@part
class KeyRateAnswer:
    """A limit that was set for one key."""

    key: str
    per_second: int
    burst: int


@part
class RateLimitsAnswer:
    """The limits of an organization: reads and writes are counted apart, with the same limit."""

    object: Literal["rate_limits"]
    organization: RateAnswer
    key_default: RateAnswer
    keys: list[KeyRateAnswer]
