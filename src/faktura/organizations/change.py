"""Changing an organization: its profile, its branding, its sender. Issued documents never look at it again."""

import base64
import binascii
import io
from typing import Any

from PIL import Image, UnidentifiedImageError

from faktura.events import BRANDING_CHANGED, ORGANIZATION_CHANGED
from faktura.jobs import publish
from faktura.model.json import adapter, to_plain
from faktura.organizations import store
from faktura.organizations.checks import check_profile, colour_is_valid, finding
from faktura.organizations.create import country_of
from faktura.organizations.errors import LogoInvalid, OrganizationChanged, OrganizationInvalid
from faktura.organizations.profile import Branding, Profile
from faktura.organizations.read import OrganizationRecord, read_organization
from faktura.organizations.sample import country_defaults
from faktura.organizations.schemas import BrandingRequest
from faktura.storage.unit import Unit

LOGO_BYTES_MAX = 1024 * 1024
LOGO_PIXELS_MAX = 4000


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


def read_logo(text: str) -> tuple[bytes, str]:
    """The bytes and media type of a logo sent as base64.

    Raises:
        LogoInvalid: not base64, too large, or not a PNG or JPEG of at most 4,000 pixels a side.
    """

    def refuse(message: str) -> LogoInvalid:
        return LogoInvalid(message, [finding("logo_invalid", "/logo", message)])

    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise refuse("The logo is not base64.") from None
    if len(content) > LOGO_BYTES_MAX:
        raise refuse(f"The logo has {len(content)} bytes; at most {LOGO_BYTES_MAX} are taken.")
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as image:
            kind, size = image.format, image.size
            if max(size) > LOGO_PIXELS_MAX:
                raise refuse(f"The logo has {size[0]} x {size[1]} pixels; at most {LOGO_PIXELS_MAX} a side are taken.")
            image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise refuse("The logo is not a readable PNG or JPEG.") from None
    return content, "image/png" if kind == "PNG" else "image/jpeg"


async def change_branding(unit: Unit, request: BrandingRequest, given: set[str]) -> Branding:
    """Change the branding; `given` names the fields that the request holds, so that null can remove the logo.

    Raises:
        OrganizationInvalid, LogoInvalid: with what is wrong.
    """
    current = await read_organization(unit)
    colour = (request.colour or current.branding.colour).lower()
    if not colour_is_valid(colour):
        message = "Send a colour as #rrggbb."
        raise OrganizationInvalid(message, [finding("colour_invalid", "/colour", message)])
    sha256, media_type = current.branding.logo_sha256, current.branding.logo_media_type
    if "logo" in given:
        sha256 = media_type = None
        if request.logo is not None:
            content, media_type = read_logo(request.logo)
            sha256 = await unit.floor.objects.put(content)
    footer = request.footer if "footer" in given else current.branding.footer
    branding = Branding(colour=colour, footer=footer or "", logo_sha256=sha256, logo_media_type=media_type)
    await store.upsert_branding(
        unit, current.id, branding.colour, branding.footer, branding.logo_sha256, branding.logo_media_type
    )
    await publish(unit, BRANDING_CHANGED, current.id, {"fields": sorted(given)})
    return branding
