"""Organizations over HTTP: their data, branding, sender, series and keys."""

from datetime import UTC
from typing import Any

from faktura.api import parameters
from faktura.api.answers import Answer, Problem
from faktura.api.body import read_object, read_plain_shape
from faktura.api.operation import Call, Operations
from faktura.api.paging import make_cursor, read_page
from faktura.api.shapes import OrganizationAnswer, PlainList
from faktura.checks import Finding, Severity
from faktura.invoices.schemas import SeriesPatch, SeriesRequest
from faktura.invoices.series import change_series, create_series, list_series
from faktura.model.json import to_plain
from faktura.organizations.change import change_branding, change_organization, merge_patch
from faktura.organizations.create import country_of, insert_with_profile, list_in_account, new_profile
from faktura.organizations.errors import OrganizationNotFound
from faktura.organizations.keys import create_key, list_keys, revoke_key
from faktura.organizations.profile import Branding, Profile
from faktura.organizations.read import OrganizationRecord, list_account_organizations, read_organization
from faktura.organizations.schemas import (
    BrandingRequest,
    EmailSenderRequest,
    KeyRequest,
    OrganizationPatch,
    OrganizationRequest,
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
        "footer": branding.footer,
        "logo_sha256": branding.logo_sha256,
        "logo_media_type": branding.logo_media_type,
    }


def _show(record: OrganizationRecord) -> dict[str, Any]:
    return {
        "id": record.public_id,
        "object": "organization",
        "mode": record.mode,
        **to_plain(record.profile),
        "branding": _branding(record.branding),
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
    "Create an organization; what is absent comes from its country. Needs the account's key.",
    needs="account",
    scope="organizations:create",
    shape=OrganizationRequest,
    answers={201: OrganizationAnswer},
)
async def create(call: Call) -> Answer:
    """Create an organization: its own tenant and its account's in the one transaction that remembers the answer."""
    assert call.access is not None
    unit, mode = call.unit, call.access.mode
    account, organization = owner_of(unit.tenant), new_owner_id()
    profile = new_profile(call.body, mode)
    async with call.access.acting_for(tenant_of(organization, mode)) as own:
        await insert_with_profile(own, organization, account, mode, profile)
        body = _show(await read_organization(own))
    await list_in_account(unit, account, organization, call.body.name)
    return Answer(body=body, status=201, headers={"Location": f"{_PATH}/{body['id']}"})


@OPERATIONS.declare(
    "GET",
    _PATH,
    "organizations.list",
    "List the account's organizations, newest first. Needs the account's key.",
    needs="account",
    answers={200: PlainList},
    parameters=parameters.PAGING,
)
async def list_all(call: Call) -> Answer:
    """List organizations."""
    page = read_page(call.query, filters={})
    rows = await list_account_organizations(call.unit, page.after[1] if page.after else None, page.limit + 1)
    shown = rows[: page.limit]
    more = len(rows) > page.limit
    data = [
        {
            "id": show_id("org", row["organization"]),
            "object": "organization",
            "name": row["name"],
            "created_at": row["created_at"],
        }
        for row in shown
    ]
    cursor = make_cursor(shown[-1]["created_at"], shown[-1]["organization"]) if more else None
    return Answer(body={"data": data, "has_more": more, "next_cursor": cursor})


@OPERATIONS.declare("GET", _ONE, "organizations.get", "Get an organization.", answers={200: OrganizationAnswer})
async def get(call: Call) -> Answer:
    """Get an organization."""
    return Answer(body=_show(await _own(call)))


@OPERATIONS.declare(
    "PATCH",
    _ONE,
    "organizations.change",
    "Change an organization (JSON Merge Patch). Issued documents keep what they froze.",
    shape=dict,
    merge_patch=True,
    answers={200: OrganizationAnswer},
)
async def change(call: Call) -> Answer:
    """Change an organization."""
    current = await _own(call)
    read_plain_shape(OrganizationPatch, {name: value for name, value in call.body.items() if value is not None})
    read_plain_shape(Profile, merge_patch(to_plain(current.profile), call.body))
    return Answer(body=_show(await change_organization(call.unit, call.body)))


@OPERATIONS.declare("GET", f"{_ONE}/branding", "organizations.branding.get", "How documents look.", answers={200: dict})
async def branding_get(call: Call) -> Answer:
    """Get the branding."""
    return Answer(body=_branding((await _own(call)).branding))


@OPERATIONS.declare(
    "PATCH",
    f"{_ONE}/branding",
    "organizations.branding.change",
    "Change colour, footer or logo (PNG or JPEG as base64, at most 1 MiB).",
    shape=BrandingRequest,
    answers={200: dict},
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
    answers={200: dict},
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
    answers={200: dict},
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
    "GET", f"{_ONE}/series", "organizations.series.list", "The numbering series.", answers={200: PlainList}
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
    answers={201: dict},
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
    answers={200: dict},
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


@OPERATIONS.declare(
    "GET", f"{_ONE}/api-keys", "organizations.keys.list", "The keys, without their secrets.", answers={200: PlainList}
)
async def keys_list(call: Call) -> Answer:
    """List keys."""
    await _own(call)
    found = [{**row, "id": show_id("key", row["id"]), "object": "api_key"} for row in await list_keys(call.unit)]
    return Answer(body={"data": found, "has_more": False, "next_cursor": None})


@OPERATIONS.declare(
    "POST",
    f"{_ONE}/api-keys",
    "organizations.keys.create",
    "Make a key; its text is shown this once.",
    shape=KeyRequest,
    body_optional=True,
    answers={201: dict},
)
async def keys_create(call: Call) -> Answer:
    """Make a key."""
    await _own(call)
    asked: KeyRequest = call.body
    expires_at = asked.expires_at
    # The years are those of every date here; a time without its zone would mean another one on every machine.
    if expires_at is not None and (
        expires_at.tzinfo is None or not 1900 < expires_at.year < 2999 or expires_at <= call.unit.now
    ):
        told = "Send a time to come, with its zone, such as 2031-01-31T12:00:00Z."
        wrong = Finding(rule="time_invalid", severity=Severity.FATAL, message=told, pointer="/expires_at")
        raise Problem(422, "invalid", "What was sent is not right.", told, findings=[wrong])
    made = await create_key(call.unit, "organization", asked.name, expires_at=expires_at)
    body = {
        "id": show_id("key", made.id),
        "object": "api_key",
        "key": made.text,
        "name": asked.name,
        "expires_at": expires_at.astimezone(UTC) if expires_at is not None else None,
    }
    return Answer(body=body, status=201)


@OPERATIONS.declare(
    "DELETE", f"{_ONE}/api-keys/{{key}}", "organizations.keys.revoke", "Revoke a key at once.", answers={204: None}
)
async def keys_revoke(call: Call) -> Answer:
    """Revoke a key."""
    await _own(call)
    if not await revoke_key(call.unit, call.path_id("key", "key")):
        raise Problem(404, "key_not_found", "There is no such key.", "The organization has no such key.")
    return Answer(status=204)
