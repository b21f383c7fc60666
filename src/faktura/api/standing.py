"""What an organization may do at all, over HTTP: its switches, closing it, and opening it again."""

from typing import Annotated, Any

from annotated_types import MaxLen

from faktura.api.answers import Answer, Problem
from faktura.api.brand_shapes import ClosingAnswer, FeaturesAnswer
from faktura.api.operation import Call, Operations
from faktura.api.own import PATH, own_organization
from faktura.archive.read import last_retention
from faktura.model.terms import part
from faktura.model.values import Code
from faktura.organizations.closing import REOPEN_DAYS, close_organization, reopen_organization
from faktura.organizations.create import country_of
from faktura.organizations.features import FEATURES, change_features
from faktura.organizations.read import OrganizationRecord

OPERATIONS = Operations("organizations")

_KEPT = [
    "issued documents, their files, what was sent, payments and events: as long as the law asks (retain_until)",
    "customers and brands that issued documents name, series, the audit trail, keys (for reading)",
    "buyers' links, until they expire or are revoked",
]
_DELETED = [
    "drafts, and customers that no issued document names",
    "the sender with its password, sender domains with their keys, remembered answers of idempotent requests",
]


@part
class FeaturesRequest:
    """Switches: name -> whether the feature is on. What is not named stays as it is."""

    features: Annotated[dict[Code, bool], MaxLen(50)]


def _features(record: OrganizationRecord) -> dict[str, Any]:
    return {
        "object": "features",
        "features": [
            {"name": name, "on": name not in record.features_off, "description": feature.says}
            for name, feature in FEATURES.items()
        ],
    }


async def _closing(call: Call, record: OrganizationRecord) -> Answer:
    reopen_until = record.reopen_until
    is_final = record.erased_at is not None or (reopen_until is not None and call.unit.now > reopen_until)
    country = country_of(record.profile.country)
    body = {
        "object": "closing",
        "organization": record.public_id,
        "state": "open" if record.closed_at is None else "final" if is_final else "closed",
        "closed_at": record.closed_at,
        "reopen_until": reopen_until,
        "erased_at": record.erased_at,
        "retain_until": await last_retention(call.unit),
        "retention_law": country.retention_on(call.unit.now.date()).law,
        "kept": _KEPT,
        "deleted": _DELETED,
    }
    return Answer(body=body)


@OPERATIONS.declare("GET", f"{PATH}/features", "features.get", "The switches.", answers={200: FeaturesAnswer})
async def features_get(call: Call) -> Answer:
    """Get the switches."""
    return Answer(body=_features(await own_organization(call)))


@OPERATIONS.declare(
    "PATCH",
    f"{PATH}/features",
    "features.change",
    "Switch features on and off. Needs the account's key.",
    shape=FeaturesRequest,
    answers={200: FeaturesAnswer},
)
async def features_change(call: Call) -> Answer:
    """Change the switches."""
    await own_organization(call)
    assert call.access is not None
    if call.access.kind != "account":
        raise Problem(
            403, "account_key_needed", "An account's key is needed.", "Use the account's key (fk_…) for this."
        )
    return Answer(body=_features(await change_features(call.unit, call.body.features)))


@OPERATIONS.declare(
    "GET",
    f"{PATH}/closing",
    "organizations.closing",
    "Whether the organization is closed, and what closing keeps until when.",
    scope="organizations:read",
    answers={200: ClosingAnswer},
)
async def closing(call: Call) -> Answer:
    """Get the state of closing."""
    return await _closing(call, await own_organization(call))


@OPERATIONS.declare(
    "POST",
    f"{PATH}/close",
    "organizations.close",
    f"Close the organization: it can only be read from then on, and be reopened for {REOPEN_DAYS} days.",
    scope="organizations:close",
    when_closed=True,
    answers={200: ClosingAnswer},
)
async def close(call: Call) -> Answer:
    """Close the organization."""
    await own_organization(call)
    return await _closing(call, await close_organization(call.unit))


@OPERATIONS.declare(
    "POST",
    f"{PATH}/reopen",
    "organizations.reopen",
    "Open a closed organization again.",
    scope="organizations:close",
    when_closed=True,
    answers={200: ClosingAnswer},
    refusals=(409,),
)
async def reopen(call: Call) -> Answer:
    """Open the organization again."""
    await own_organization(call)
    return await _closing(call, await reopen_organization(call.unit))
