"""Changing an organization: its profile, its branding, its sender. Issued documents never look at it again."""

from dataclasses import fields
from typing import Any

from faktura.events import BRANDING_CHANGED, ORGANIZATION_CHANGED
from faktura.jobs import publish
from faktura.model.json import adapter, to_plain
from faktura.organizations import store
from faktura.organizations.checks import check_profile, finding
from faktura.organizations.create import country_of
from faktura.organizations.errors import OrganizationChanged, OrganizationInvalid
from faktura.organizations.looks import changed_looks, refuse_wrong_looks
from faktura.organizations.profile import Branding, Profile
from faktura.organizations.read import OrganizationRecord, read_organization
from faktura.organizations.sample import country_defaults
from faktura.organizations.schemas import BrandingRequest
from faktura.storage.unit import Unit


def merge_patch(target: Any, patch: Any) -> Any:
    """JSON Merge Patch (RFC 7396): objects merge, null removes, everything else replaces."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = merge_patch(merged.get(name), value)
    return merged


async def change_organization(
    unit: Unit, patch: dict[str, Any], *, expected_version: int | None = None
) -> OrganizationRecord:
    """Apply a merge patch whose shape was already checked (`OrganizationPatch`).

    Raises:
        OrganizationChanged: `expected_version` was given and is not the current one.
        OrganizationInvalid: with everything that would be wrong afterwards; nothing is changed then.
    """
    current = await read_organization(unit, lock=True)
    if expected_version is not None and expected_version != current.version:
        raise OrganizationChanged(
            f"Its version is {current.version} now, not {expected_version}. Read it, look at the change, send again."
        )
    country = country_of(current.profile.country)
    # What is set to null is the country's again.
    merged = {**country_defaults(country), **merge_patch(to_plain(current.profile), patch)}
    merged.pop("sample", None)
    if current.profile.sample and not ({"vat_id", "address", "bank_accounts"} & set(patch)):
        merged["sample"] = True
    if not merged.get("name"):
        message = "An organization needs a name."
        raise OrganizationInvalid(message, [finding("name_missing", "/name", message)])
    profile: Profile = adapter(Profile).validate_python(merged)
    if wrong := list(check_profile(profile, country)):
        raise OrganizationInvalid("The organization was not changed.", wrong)
    await store.update_organization(unit, current.id, profile.name or "", to_plain(profile))
    await publish(unit, ORGANIZATION_CHANGED, current.id, {"fields": sorted(patch)})
    return await read_organization(unit)


async def change_branding(unit: Unit, request: BrandingRequest, given: set[str]) -> Branding:
    """Change the branding; `given` names the fields that the request holds, so that null can remove what is there.

    Raises:
        OrganizationInvalid, LogoInvalid: with what is wrong.
    """
    current = await read_organization(unit)
    refuse_wrong_looks(request)
    looks = await changed_looks(unit, looks_of(current.branding), request, given)
    branding = Branding(**looks)
    await store.upsert_branding(unit, current.id, branding)
    await publish(unit, BRANDING_CHANGED, current.id, {"fields": sorted(given)})
    return branding


def looks_of(branding: Branding) -> dict[str, Any]:
    """What is set in an organization's branding."""
    return {field.name: getattr(branding, field.name) for field in fields(branding) if field.name != "address"}
