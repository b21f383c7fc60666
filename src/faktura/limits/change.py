"""Changing limits: an account sets those of its organizations and of their keys."""

from collections.abc import Collection, Sequence
from uuid import UUID

from faktura.checks import Finding, Severity
from faktura.limits import store
from faktura.limits.errors import RateLimitsInvalid
from faktura.limits.rates import Kind, Rate, rates_of
from faktura.storage.unit import Unit


async def change_rates(
    unit: Unit,
    organization: UUID,
    own: Rate | None,
    keys: Sequence[tuple[UUID | None, Rate]],
    known_keys: Collection[UUID],
) -> None:
    """Set the limits of the unit's tenant (`own`) and of its keys; what is not named has the installation's again.

    An organization may have what an account has, at most; a key what its organization has.

    Raises:
        RateLimitsInvalid: the findings name every limit that is too high, and every key that is not there.
    """
    usual = rates_of(unit.floor.settings)
    found = _too_high("/organization", own, usual[Kind.ACCOUNT], "an account of this installation")
    most = own or usual[Kind.ORGANIZATION]
    limited: dict[UUID, Rate] = {}
    for nth, (key, rate) in enumerate(keys):
        if key is None or key not in known_keys:
            found.append(_wrong_key("key_not_found", nth, "The organization has no such key."))
        elif key in limited:
            found.append(_wrong_key("key_repeated", nth, "The key is there twice; give it one limit."))
        else:
            limited[key] = rate
        found += _too_high(f"/keys/{nth}", rate, most, "its organization")
    if found:
        raise RateLimitsInvalid(f"{len(found)} limits are not right; nothing was changed.", found)
    organizations = [(Kind.ORGANIZATION, organization, own)] if own else []
    await store.replace_rates(unit, [*organizations, *((Kind.KEY, key, rate) for key, rate in limited.items())])


def _wrong_key(rule: str, nth: int, message: str) -> Finding:
    return Finding(rule=rule, severity=Severity.FATAL, message=message, pointer=f"/keys/{nth}/key")


def _too_high(pointer: str, rate: Rate | None, most: Rate, whose: str) -> list[Finding]:
    if rate is None:
        return []
    return [
        Finding(
            rule="rate_too_high",
            severity=Severity.FATAL,
            message=f"{whose[0].upper()}{whose[1:]} has {allowed}; send that or less.",
            pointer=f"{pointer}/{name}",
        )
        for name, asked, allowed in (
            ("per_second", rate.per_second, most.per_second),
            ("burst", rate.burst, most.burst),
        )
        if asked > allowed
    ]
