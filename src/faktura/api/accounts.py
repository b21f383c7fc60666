"""Signing up over HTTP, in test mode only: an account, its first organization, and a key for each."""

import ipaddress
from dataclasses import replace

from faktura.api.account_shapes import SignupAnswer
from faktura.api.answers import Answer
from faktura.api.operation import Call, Operations
from faktura.organizations.create import create_account, create_organization, new_profile
from faktura.organizations.errors import OrganizationInvalid, SignupClosed
from faktura.organizations.keys import create_key
from faktura.organizations.schemas import AccountRequest
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
        call.floor, request.name, Mode.TEST, actor="signup", request_id=call.request_id
    )
    organization = await create_organization(
        call.floor, account, Mode.TEST, request.organization, actor="signup", request_id=call.request_id
    )
    async with open_unit(call.floor, tenant_of(organization, Mode.TEST), actor="signup") as unit:
        key = await create_key(unit, "organization", "signup")
    body = {
        "account": show_id("acc", account),
        "account_key": account_key.text,
        "organization": show_id("org", organization),
        "key": key.text,
        "mode": "test",
    }
    return Answer(body=body, status=201)
