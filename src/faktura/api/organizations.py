"""Organizations over HTTP: their data, branding, sender, series and keys."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from faktura.api import parameters
from faktura.api.answers import Answer
from faktura.api.body import read_object, read_plain_shape
from faktura.api.brand_shapes import BrandingAnswer
from faktura.api.keys import check_version, note_maker
from faktura.api.operation import Call, Operations
from faktura.api.organization_part_shapes import EmailSenderAnswer, SeriesAnswer, SeriesList
from faktura.api.organization_shapes import NewOrganizationAnswer, OrganizationList
from faktura.api.paging import make_cursor, read_page, text
from faktura.api.shapes import OrganizationAnswer
from faktura.audit.record import record_write
from faktura.errors import Refusal
from faktura.invoices.schemas import SeriesPatch, SeriesRequest
from faktura.invoices.series import change_series, create_series, list_series
from faktura.model.json import to_plain
from faktura.organizations.change import change_branding, change_organization, merge_patch
from faktura.organizations.create import (
    KEY_CREATED,
    country_of,
    insert_with_profile,
    list_in_account,
    new_profile,
)
from faktura.organizations.defaults import country_defaults_on
from faktura.organizations.errors import OrganizationNotFound
from faktura.organizations.external_ids import ExternalIdTaken
from faktura.organizations.keys import NewKey
from faktura.organizations.looks import contrast_plain
from faktura.organizations.make_key import make_key
from faktura.organizations.profile import FONTS, Branding, Profile
from faktura.organizations.read import (
    OrganizationRecord,
    find_by_external_id,
    list_account_organizations,
    read_organization,
)
from faktura.organizations.schemas import (
    BrandingRequest,
    EmailSenderRequest,
    NewOrganizationRequest,
    OrganizationPatch,
)
from faktura.organizations.senders import change_sender, read_sender, remove_sender
from faktura.organizations.tenants import new_owner_id, owner_of, tenant_of
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit

OPERATIONS = Operations("organizations")

_PATH = "/v1/organizations"
_ONE = _PATH + "/{organization}"


def _branding(branding: Branding) -> dict[str, Any]:
    return {
        "object": "branding",
        "colour": branding.colour,
        "secondary_colour": branding.secondary_colour,
        "font": branding.font or FONTS[0],
        "footer": branding.footer,
        "texts": branding.texts,
        "logo_sha256": branding.logo_sha256,
        "logo_media_type": branding.logo_media_type,
        "contrast": contrast_plain(branding),
    }


def show_organization(record: OrganizationRecord, unit: Unit) -> dict[str, Any]:
    """An organization as it is answered."""
    return {
        "id": record.public_id,
        "object": "organization",
        "mode": record.mode,
        **to_plain(record.profile),
        "external_id": record.external_id,
        "branding": _branding(record.branding),
        "closed_at": record.closed_at,
        "defaults": country_defaults_on(record.profile.country, unit.now),
        "version": record.version,
    }


async def _own(call: Call) -> OrganizationRecord:
    """The organization of the path, which must be the one that the key stands for."""
    record = await read_organization(call.unit)
    if record.id != call.path_id("org", "organization"):
        raise OrganizationNotFound("There is no such organization for this key.")
    return record


@OPERATIONS.declare(
    "POST",
    _PATH,
    "organizations.create",
    "Create an organization; what is absent comes from its country, `key` makes a first key. Needs the account's key.",
    needs="account",
    scope="organizations:create",
    shape=NewOrganizationRequest,
    answers_secret=True,
    answers={201: NewOrganizationAnswer, 200: NewOrganizationAnswer},
    refusals=(409,),
)
async def create(call: Call) -> Answer:
    """Create an organization: its own tenant and its account's in the one transaction that remembers the answer.

    Its external id makes it safe to repeat: what is there already is answered with 200.
    """
    assert call.access is not None
    unit, mode, asked = call.unit, call.access.mode, call.body
    if asked.key is not None:
        call.require("api-keys:write")
        check_version(call, asked.key.api_version, "/key/api_version")
    account, organization = owner_of(unit.tenant), new_owner_id()
    profile = new_profile(asked, mode)
    if not await list_in_account(unit, account, organization, asked.name, asked.external_id):
        found = await find_by_external_id(unit, asked.external_id or "")
        if found is None:
            raise ExternalIdTaken("Another request made this organization just now; repeat yours.")
        return await _existing(call, found)
    async with call.access.acting_for(tenant_of(organization, mode)) as own:
        await insert_with_profile(
            own, organization, account, mode, profile, asked.external_id, address=call.access.address
        )
        body = show_organization(await read_organization(own), own)
        key = await _first_key(call, own)
    return await _created(call, body, key, organization, 201)


async def _existing(call: Call, organization: UUID) -> Answer:
    """The organization with the external id as it is now; with another key, when one is asked for.

    Raises:
        ExternalIdTaken: it is in another country, so it can't be the one that is meant.
    """
    assert call.access is not None
    async with call.access.acting_for(tenant_of(organization, call.access.mode)) as own:
        record = await read_organization(own)
        if record.profile.country != call.body.country.upper():
            raise ExternalIdTaken(
                f"{record.public_id} has this external id, and is in {record.profile.country}; a country can't change."
            )
        body = show_organization(record, own)
        key = await _first_key(call, own)
    return await _created(call, body, key, organization, 200)


async def _first_key(call: Call, own: Unit) -> NewKey | None:
    if call.body.key is None:
        return None
    assert call.access is not None
    try:
        made = await make_key(own, call.access.rights, "organization", call.body.key)
    except Refusal as refusal:
        refusal.findings = [replace(found, pointer=f"/key{found.pointer}") for found in refusal.findings]
        raise
    await record_write(own, KEY_CREATED, show_id("key", made.id), status=201, address=call.access.address)
    return made


async def _created(call: Call, body: dict[str, Any], key: NewKey | None, organization: UUID, status: int) -> Answer:
    if key is not None:
        await note_maker(call, key, organization)
        body = {**body, "key": {"id": show_id("key", key.id), "object": "api_key", "key": key.text}}
    return Answer(body=body, status=status, headers={"Location": f"{_PATH}/{body['id']}"})


@OPERATIONS.declare(
    "GET",
    _PATH,
    "organizations.list",
    "List the account's organizations, newest first. Needs the account's key.",
    needs="account",
    answers={200: OrganizationList},
    parameters=(*parameters.PAGING, *parameters.texts("external_id")),
)
async def list_all(call: Call) -> Answer:
    """List organizations."""
    page = read_page(call.query, filters={"external_id": text})
    external_id = next((each.value for each in page.conditions), None)
    after = page.after[1] if page.after else None
    rows = await list_account_organizations(call.unit, after, page.limit + 1, external_id)
    shown = rows[: page.limit]
    more = len(rows) > page.limit
    data = [
        {
            "id": show_id("org", row["organization"]),
            "object": "organization",
            "name": row["name"],
            "external_id": row["external_id"],
            "created_at": row["created_at"],
            "closed_at": row["closed_at"],
        }
        for row in shown
    ]
    cursor = make_cursor(shown[-1]["created_at"], shown[-1]["organization"]) if more else None
    return Answer(body={"data": data, "has_more": more, "next_cursor": cursor})


@OPERATIONS.declare("GET", _ONE, "organizations.get", "Get an organization.", answers={200: OrganizationAnswer})
async def get(call: Call) -> Answer:
    """Get an organization."""
    return Answer(body=show_organization(await _own(call), call.unit))


@OPERATIONS.declare(
    "PATCH",
    _ONE,
    "organizations.change",
    "Change an organization (JSON Merge Patch). Issued documents keep what they froze.",
    shape=dict,
    changes=OrganizationPatch,
    merge_patch=True,
    answers={200: OrganizationAnswer},
    refusals=(412,),
)
async def change(call: Call) -> Answer:
    """Change an organization."""
    current = await _own(call)
    read_plain_shape(OrganizationPatch, {name: value for name, value in call.body.items() if value is not None})
    read_plain_shape(Profile, merge_patch(to_plain(current.profile), call.body))
    changed = await change_organization(call.unit, call.body, expected_version=call.expected_version())
    return Answer(body=show_organization(changed, call.unit))


@OPERATIONS.declare(
    "GET", f"{_ONE}/branding", "organizations.branding.get", "How documents look.", answers={200: BrandingAnswer}
)
async def branding_get(call: Call) -> Answer:
    """Get the branding."""
    return Answer(body=_branding((await _own(call)).branding))


@OPERATIONS.declare(
    "PATCH",
    f"{_ONE}/branding",
    "organizations.branding.change",
    "Change colours, font, texts or logo (PNG or JPEG as base64, at most 1 MiB).",
    shape=BrandingRequest,
    answers={200: BrandingAnswer},
)
async def branding_change(call: Call) -> Answer:
    """Change the branding."""
    await _own(call)
    return Answer(body=_branding(await change_branding(call.unit, call.body, set(read_object(call.raw)))))


async def _sender(unit: Unit) -> dict[str, Any]:
    sender = await read_sender(unit)
    if sender is None:
        return {"object": "email_sender", "address": None, "name": None, "host": None}
    shown = {name: sender.settings.get(name) for name in ("host", "port", "security", "username")}
    return {
        "object": "email_sender",
        "address": sender.address,
        "name": sender.name,
        **shown,
        "has_password": sender.settings.get("password") is not None,
    }


@OPERATIONS.declare(
    "GET",
    f"{_ONE}/email-sender",
    "organizations.email_sender.get",
    "Who sends the organization's mail.",
    answers={200: EmailSenderAnswer},
)
async def sender_get(call: Call) -> Answer:
    """Get the sender."""
    await _own(call)
    return Answer(body=await _sender(call.unit))


@OPERATIONS.declare(
    "PUT",
    f"{_ONE}/email-sender",
    "organizations.email_sender.put",
    "Set the organization's own sender and mail server. The password is encrypted and never shown.",
    shape=EmailSenderRequest,
    answers={200: EmailSenderAnswer},
)
async def sender_put(call: Call) -> Answer:
    """Set the sender."""
    await _own(call)
    await change_sender(call.unit, call.body)
    return Answer(body=await _sender(call.unit))


@OPERATIONS.declare(
    "DELETE",
    f"{_ONE}/email-sender",
    "organizations.email_sender.delete",
    "Go back to the installation's sender.",
    answers={204: None},
)
async def sender_delete(call: Call) -> Answer:
    """Remove the own sender."""
    await _own(call)
    await remove_sender(call.unit)
    return Answer(status=204)


@OPERATIONS.declare(
    "GET", f"{_ONE}/series", "organizations.series.list", "The numbering series.", answers={200: SeriesList}
)
async def series_list(call: Call) -> Answer:
    """List series."""
    await _own(call)
    found = [each.to_plain() for each in await list_series(call.unit)]
    return Answer(body={"data": found, "has_more": False, "next_cursor": None})


@OPERATIONS.declare(
    "POST",
    f"{_ONE}/series",
    "organizations.series.create",
    "Add a numbering series; as the default it numbers from now on.",
    shape=SeriesRequest,
    answers={201: SeriesAnswer},
    refusals=(409,),
)
async def series_create(call: Call) -> Answer:
    """Add a series."""
    organization = await _own(call)
    asked: SeriesRequest = call.body
    made = await create_series(
        call.unit,
        document_type=asked.document_type,
        name=asked.name,
        pattern=asked.pattern,
        restart=asked.restart,
        is_default=asked.is_default,
        country=country_of(organization.profile.country),
    )
    return Answer(body=made.to_plain(), status=201)


@OPERATIONS.declare(
    "PATCH",
    f"{_ONE}/series/{{series}}",
    "organizations.series.change",
    "Change a series that has not numbered anything yet.",
    shape=SeriesPatch,
    answers={200: SeriesAnswer},
    refusals=(409,),
)
async def series_change(call: Call) -> Answer:
    """Change a series."""
    organization = await _own(call)
    changed = await change_series(
        call.unit,
        call.path_id("ser", "series"),
        pattern=call.body.pattern,
        restart=call.body.restart,
        country=country_of(organization.profile.country),
    )
    return Answer(body=changed.to_plain())
