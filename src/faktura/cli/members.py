"""``faktura members invite``: how the first people come in, and what works without mail."""

import asyncio

from faktura.audit.record import record_write
from faktura.cli.installation import bring_up_to_date, database_address, open_floor
from faktura.members.accept import name_of_owner
from faktura.members.errors import MemberExists
from faktura.members.invite import invite_member, link_of, renew_link
from faktura.members.read import Member
from faktura.members.schemas import MemberRequest, Role
from faktura.organizations.scopes import ALL
from faktura.organizations.tenants import Mode, tenant_of
from faktura.settings import Settings, SettingsError
from faktura.storage.ids import read_id
from faktura.storage.unit import Unit, open_unit


async def _invite(unit: Unit, kind: str, email: str, role: Role) -> Member:
    try:
        member = await invite_member(unit, kind, MemberRequest(email=email, role=role), frozenset([ALL]), by_mail=False)
    except MemberExists:
        member = await renew_link(unit, email)
    await record_write(unit, "members.create", member.public_id, status=201, address="")
    return member


def invite(settings: Settings, email: str, to: str, role: Role, mode: str) -> dict[str, str]:
    """Invite somebody, or make a new link for who is invited already.

    Raises:
        MemberInvalid, InvitationEnded, OrganizationNotFound; SettingsError: `to` is no id.
    """
    kind = "account" if to.startswith("acc_") else "organization"
    owner = read_id("acc" if kind == "account" else "org", to)
    if owner is None:
        raise SettingsError(f"{to} is not the id of an organization (org_…) or account (acc_…)")

    async def main(url: str) -> dict[str, str]:
        await bring_up_to_date(url)
        async with (
            open_floor(settings, url) as floor,
            open_unit(floor, tenant_of(owner, Mode(mode)), actor="cli") as unit,
        ):
            if not await name_of_owner(unit, kind):
                raise SettingsError(f"There is no {to} in {mode} mode")
            member = await _invite(unit, kind, email, role)
            assert member.invitation is not None
            link = link_of(floor, unit.tenant, member.invitation.id)
        return {"id": member.public_id, "email": member.email, "role": member.role, "url": link}

    with database_address(settings) as url:
        return asyncio.run(main(url))
