"""JSON shapes of limits."""

from typing import Annotated

from pydantic import Field

from faktura.model.terms import part

KEYS_MAX = 100
RATE_MAX = 1_000_000

PerSecond = Annotated[int, Field(strict=True, ge=1, le=RATE_MAX)]
KeyId = Annotated[str, Field(pattern="^key_[0-9a-z]{26}$")]


@part
class KeyRateRequest:
    """A limit of one key."""

    key: KeyId
    per_second: PerSecond
    burst: PerSecond


@part
class RateRequest:
    """A limit of the organization."""

    per_second: PerSecond
    burst: PerSecond


@part
class RateLimitsRequest:
    """The limits of an organization and of its keys. What is absent or null has the installation's."""

    organization: RateRequest | None = None
    keys: Annotated[tuple[KeyRateRequest, ...], Field(max_length=KEYS_MAX)] = ()
