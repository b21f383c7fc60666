"""Creating accounts and organizations."""

from dataclasses import dataclass, fields, replace
from uuid import UUID

from faktura.audit.record import record_write
from faktura.events import ORGANIZATION_CREATED
from faktura.jobs import publish
from faktura.model import Address
from faktura.model.json import to_plain
from faktura.organizations import store
from faktura.organizations.checks import check_profile, finding
from faktura.organizations.errors import OrganizationInvalid
from faktura.organizations.key_rights import Rights
from faktura.organizations.keys import NewKey, create_key
from faktura.organizations.make_key import make_key
from faktura.organizations.profile import Profile
from faktura.organizations.sample import default_profile, sample_profile
from faktura.organizations.schemas import KeyRequest, OrganizationRequest
from faktura.organizations.scopes import ALL
from faktura.organizations.tenants import LOCAL_ACCOUNT, Mode, new_owner_id, tenant_of
from faktura.registry import countries
from faktura.sockets import Country
from faktura.storage.floor import Floor
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit, open_unit

AUDITED_CREATION = "organizations.create"
KEY_CREATED = "organizations.keys.create"
ACCOUNT_KEY_CREATED = "account.keys.create"

_SAID = {field.name for field in fields(Profile)} - {"country", "name"}

OPERATOR = Rights((ALL,))
"""What whoever sits at the machine holds: everything, without an end."""


@dataclass(frozen=True, slots=True)
class NewAccess:
    """What somebody needs to start."""

    account: UUID
    organization: UUID
    key: NewKey


def country_of(code: str, pointer: str = "/country") -> Country:
    """The country of a code.

    Raises:
        OrganizationInvalid: it has no folder in `countries/` yet.
    """
    country = countries().get(code.upper())
    if country is None:
        known = ", ".join(sorted(countries()))
        message = f"{code} is not among the countries whose law this version knows: {known}."
        raise OrganizationInvalid(message, [finding("country_unsupported", pointer, message)])
    return country


def new_profile(request: OrganizationRequest, mode: Mode) -> Profile:
    """The profile of a new organization: the request over the country's defaults (and a sample, in test mode).

    Raises:
        OrganizationInvalid: with everything that is wrong.
    """
    country = country_of(request.country)
    given = {
        field.name: value
        for field in fields(request)
        if field.name in _SAID and (value := getattr(request, field.name)) is not None
    }
    address = given.get("address")
    if isinstance(address, Address) and address.country is None:
        given["address"] = replace(address, country=country.code)
    # A sample identity fills what is missing only when nothing legal was said: half a real identity stays as it is.
    says_who = {"vat_id", "tax_registration_id", "legal_registration", "address", "bank_accounts"} & set(given)
    if mode is Mode.TEST and not says_who:
        base = sample_profile(request.name, country)
        profile = replace(base, **{**given, "sample": True})
    else:
        profile = default_profile(request.name, country, **given)
    if wrong := list(check_profile(profile, country)):
        raise OrganizationInvalid("The organization was not created.", wrong)
    return profile


async def create_organization(
    floor: Floor, account: UUID, mode: Mode, request: OrganizationRequest, *, actor: str, request_id: str,
    address: str = "",
) -> UUID:  # fmt: skip
    """Create an organization in an account, in one mode; answers its id.

    It takes two short transactions, because account and organization are two tenants: a crash in between leaves an
    organization that is listed nowhere and has no key, and nothing else.
    """
    profile = new_profile(request, mode)
    organization = new_owner_id()
    async with open_unit(floor, tenant_of(organization, mode), actor=actor, request_id=request_id) as unit:
        await insert_with_profile(unit, organization, account, mode, profile, request.external_id, address=address)
    async with open_unit(floor, tenant_of(account, mode), actor=actor, request_id=request_id) as unit:
        await list_in_account(unit, account, organization, request.name, request.external_id)
    return organization


async def list_in_account(
    unit: Unit, account: UUID, organization: UUID, name: str, external_id: str | None = None
) -> bool:
    """Put an organization on its account's list; the unit's tenant is the account's.

    False, and nothing happens, when it is there or another organization has the external id.
    """
    return await store.insert_account_organization(unit, account, organization, name, external_id)


async def insert_with_profile(
    unit: Unit, organization: UUID, account: UUID, mode: Mode, profile: Profile, external_id: str | None = None,
    *, address: str = "",
) -> None:  # fmt: skip
    """Insert an organization under the unit's tenant, and begin its audit trail; nothing happens when it is there."""
    await store.register_tenant(unit, "organization")
    made = await store.insert_organization(
        unit, organization, account, mode.value, profile.name or "", profile.country, to_plain(profile), external_id
    )
    if made:
        await record_write(unit, AUDITED_CREATION, show_id("org", organization), status=201, address=address)
        await publish(unit, ORGANIZATION_CREATED, organization, {"country": profile.country})


async def create_account(
    floor: Floor, name: str, mode: Mode, *, actor: str, request_id: str, address: str = ""
) -> tuple[UUID, NewKey]:
    """Create an account with a key for it."""
    account = new_owner_id()
    async with open_unit(floor, tenant_of(account, mode), actor=actor, request_id=request_id) as unit:
        await store.register_tenant(unit, "account")
        await store.insert_account(unit, account, name)
        key = await create_key(unit, "account", name)
        await record_write(unit, "accounts.create", show_id("acc", account), status=201, address=address)
    return account, key


async def ensure_account(floor: Floor, mode: Mode) -> UUID:
    """For the command line: the local account, made when it is missing."""
    async with open_unit(floor, tenant_of(LOCAL_ACCOUNT, mode), actor="cli") as unit:
        await store.register_tenant(unit, "account")
        await store.insert_account(unit, LOCAL_ACCOUNT, "local")
    return LOCAL_ACCOUNT


async def ensure_access(
    floor: Floor, name: str, country_code: str, mode: Mode, request: KeyRequest | None = None
) -> NewAccess:
    """For the command line: the local account, the organization of that name, and a new key for it.

    What is missing is made; an organization that exists in the other mode only is made in this one with the same id.

    Raises:
        OrganizationInvalid, KeyInvalid: with what is wrong.
    """
    asked = OrganizationRequest(name=name, country=country_code)
    profile = new_profile(asked, mode)
    account = await ensure_account(floor, mode)
    async with open_unit(floor, tenant_of(account, mode), actor="cli") as unit:
        organization = await store.find_organization_by_name(unit, name)
    if organization is None:
        other = Mode.LIVE if mode is Mode.TEST else Mode.TEST
        async with open_unit(floor, tenant_of(account, other), actor="cli") as unit:
            organization = await store.find_organization_by_name(unit, name)
    organization = organization or new_owner_id()
    async with open_unit(floor, tenant_of(organization, mode), actor="cli") as unit:
        await insert_with_profile(unit, organization, account, mode, profile)
        key = await make_key(unit, OPERATOR, "organization", request or KeyRequest(name="command line"))
        await record_write(unit, KEY_CREATED, show_id("key", key.id), status=201, address="")
    async with open_unit(floor, tenant_of(account, mode), actor="cli") as unit:
        await list_in_account(unit, account, organization, name)
    return NewAccess(account, organization, key)


async def ensure_account_key(floor: Floor, mode: Mode, request: KeyRequest) -> tuple[UUID, NewKey]:
    """For the command line: the local account, made when it is missing, and a new key for it.

    Raises:
        KeyInvalid: with what is wrong.
    """
    account = await ensure_account(floor, mode)
    async with open_unit(floor, tenant_of(account, mode), actor="cli") as unit:
        key = await make_key(unit, OPERATOR, "account", request)
        await record_write(unit, ACCOUNT_KEY_CREATED, show_id("key", key.id), status=201, address="")
    return account, key
