"""What limits refuse."""

from faktura.errors import Invalid


class RateLimitsInvalid(Invalid):
    """The limits can't be set so."""

    code = "rate_limits_invalid"
    title = "The limits are not right."


class TooManyRequests(Exception):  # noqa: N818 - an answer, not a failure of the program
    """Somebody asked too often; `seconds` until it may ask again. The doors put it into their own words."""

    def __init__(self, policy: str, seconds: float) -> None:
        super().__init__(policy)
        self.policy = policy
        self.seconds = seconds
