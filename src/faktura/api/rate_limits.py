"""Limits over HTTP: what an organization and its keys may ask for, and the account that sets it."""

from typing import Any

from faktura.api.answers import Answer, Problem
from faktura.api.operation import Call, Operations
from faktura.api.rate_limits_shapes import RateLimitsAnswer
from faktura.limits.change import change_rates
from faktura.limits.rates import Kind, Rate, rates_of
from faktura.limits.read import read_rates
from faktura.limits.schemas import RateLimitsRequest
from faktura.organizations.errors import OrganizationNotFound
from faktura.organizations.keys import list_keys
from faktura.organizations.read import read_organization
from faktura.storage.ids import read_id, show_id

OPERATIONS = Operations("organizations")

_PATH = "/v1/organizations/{organization}/rate-limits"


def _rate(own: Rate | None, usual: Rate) -> dict[str, Any]:
    rate = own or usual
    return {"per_second": rate.per_second, "burst": rate.burst, "is_default": own is None}


async def _shown(call: Call) -> dict[str, Any]:
    own = await read_rates(call.unit)
    usual = rates_of(call.floor.settings)
    return {
        "object": "rate_limits",
        "organization": _rate(own.organization, usual[Kind.ORGANIZATION]),
        "key_default": _rate(None, usual[Kind.KEY]),
        "keys": [
            {"key": show_id("key", key), "per_second": rate.per_second, "burst": rate.burst}
            for key, rate in own.keys.items()
        ],
    }


async def _check(call: Call) -> None:
    if (await read_organization(call.unit)).id != call.path_id("org", "organization"):
        raise OrganizationNotFound("There is no such organization for this key.")


@OPERATIONS.declare(
    "GET",
    _PATH,
    "organizations.rate_limits.get",
    "How often the organization and its keys may ask, in the key's mode.",
    answers={200: RateLimitsAnswer},
)
async def get(call: Call) -> Answer:
    """Get the limits."""
    await _check(call)
    return Answer(body=await _shown(call))


@OPERATIONS.declare(
    "PUT",
    _PATH,
    "organizations.rate_limits.put",
    "Set the limits of an organization and of its keys, all at once. Needs the account's key.",
    shape=RateLimitsRequest,
    answers={200: RateLimitsAnswer},
    refusals=(403,),
)
async def put(call: Call) -> Answer:
    """Set the limits."""
    assert call.access is not None
    await _check(call)
    if call.access.kind != "account":
        raise Problem(
            403, "account_key_needed", "An account's key is needed.", "Only the account may set limits (fk_…)."
        )
    asked: RateLimitsRequest = call.body
    own = Rate(asked.organization.per_second, asked.organization.burst) if asked.organization else None
    keys = [(read_id("key", each.key), Rate(each.per_second, each.burst)) for each in asked.keys]
    known = {key.id for key in await list_keys(call.unit)}
    await change_rates(call.unit, call.path_id("org", "organization"), own, keys, known)
    return Answer(body=await _shown(call))
