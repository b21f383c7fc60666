"""Accounts over HTTP: signing up in test mode (an account, its first organization, and a key for each), and the
account itself."""

import ipaddress
from dataclasses import replace

from faktura.api.answers import Answer
from faktura.api.operation import Call, Operations
from faktura.api.organization_shapes import AccountAnswer, SignupAnswer
from faktura.audit.record import record_write
from faktura.organizations.account import change_account, read_account
from faktura.organizations.create import KEY_CREATED, create_account, create_organization, new_profile
from faktura.organizations.errors import OrganizationInvalid, SignupClosed
from faktura.organizations.keys import create_key
from faktura.organizations.schemas import AccountPatch, AccountRequest
from faktura.organizations.tenants import Mode, tenant_of
from faktura.storage.ids import show_id
from faktura.storage.unit import open_unit

OPERATIONS = Operations("accounts")

_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")


def _is_local(call: Call) -> bool:
    # Behind a proxy every client seems to be this machine, so whoever comes through one counts as a stranger.
    if any(name in call.request.headers for name in _FORWARDED):
        return False
    client = call.request.client
    return client is not None and ipaddress.ip_address(client.host).is_loopback


@OPERATIONS.declare(
    "POST",
    "/v1/accounts",
    "accounts.create",
    "Sign up in test mode: gives an account, an organization, and a key for each, at once.",
    needs="",
    shape=AccountRequest,
    answers={201: SignupAnswer},
    refusals=(403,),
)
async def create(call: Call) -> Answer:
    """Sign up."""
    signup = call.floor.settings.signup
    if signup == "off" or (signup == "loopback" and not _is_local(call)):
        raise SignupClosed("Ask the operator for a key (faktura keys create), or to set FAKTURA_SIGNUP.")
    request: AccountRequest = call.body
    # Everything that can be wrong is asked before the account is made.
    try:
        new_profile(request.organization, Mode.TEST)
    except OrganizationInvalid as refusal:
        inside = [replace(found, pointer=f"/organization{found.pointer}") for found in refusal.findings]
        raise OrganizationInvalid(refusal.detail, inside) from None
    account, account_key = await create_account(
        call.floor, request.name, Mode.TEST, actor="signup", request_id=call.request_id, address=call.address
    )
    organization = await create_organization(
        call.floor, account, Mode.TEST, request.organization, actor="signup", request_id=call.request_id,
        address=call.address,
    )  # fmt: skip
    tenant = tenant_of(organization, Mode.TEST)
    async with open_unit(call.floor, tenant, actor="signup", request_id=call.request_id) as unit:
        key = await create_key(unit, "organization", "signup")
        await record_write(unit, KEY_CREATED, show_id("key", key.id), status=201, address=call.address)
    body = {
        "account": show_id("acc", account),
        "account_key": account_key.text,
        "organization": show_id("org", organization),
        "key": key.text,
        "mode": "test",
    }
    return Answer(body=body, status=201)


@OPERATIONS.declare(
    "GET", "/v1/account", "account.get", "The account of the key.", needs="account", answers={200: AccountAnswer}
)
async def get(call: Call) -> Answer:
    """Get the account."""
    return Answer(body=(await read_account(call.unit)).to_plain())


@OPERATIONS.declare(
    "PATCH",
    "/v1/account",
    "account.change",
    "Change the account's name (JSON Merge Patch).",
    needs="account",
    shape=AccountPatch,
    merge_patch=True,
    answers={200: AccountAnswer},
)
async def change(call: Call) -> Answer:
    """Change the account."""
    return Answer(body=(await change_account(call.unit, call.body)).to_plain())
