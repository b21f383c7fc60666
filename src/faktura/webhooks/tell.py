"""Telling the owner of an endpoint by mail that it fails, was disabled or recovered."""

from uuid import UUID

import structlog

from faktura.members.read import list_members
from faktura.organizations.errors import OrganizationNotFound, SenderUnreadable
from faktura.organizations.read import read_organization
from faktura.organizations.senders import read_sender
from faktura.registry import channels
from faktura.sockets import Delivered, Parcel
from faktura.storage.floor import Floor
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit, open_unit
from faktura.webhooks import store

RECIPIENTS_MAX = 5
_MEMBERS_READ = 100
_ROLES = ("owner", "admin")

log = structlog.get_logger("faktura.webhooks")


async def _recipients(unit: Unit, contact: str | None) -> list[str]:
    """The organization's contact; without one, the people who own or run it."""
    if contact:
        return [contact]
    members = await list_members(unit, None, "active", _MEMBERS_READ)
    return [member.email for member in members if member.role in _ROLES][:RECIPIENTS_MAX]


async def _parcels(unit: Unit, endpoint: UUID) -> list[Parcel]:
    """The mails on how an endpoint stands now; none when there is nobody to write to, or no way to."""
    row = await store.read_endpoint(unit, endpoint)
    if row is None:
        return []
    try:
        organization = await read_organization(unit)
        sender = await read_sender(unit)
    except (OrganizationNotFound, SenderUnreadable):
        return []
    contact = organization.profile.contact
    recipients = await _recipients(unit, contact.email if contact is not None else None)
    if sender is None:
        return []
    name = show_id("whe", endpoint)
    if row["state"] == "disabled":
        subject = f"Webhook endpoint {name} was disabled"
        what = f"It gets no more events. {row['disabled_reason']}"
        todo = "Mend it, enable it again (PATCH, state enabled) and replay what it missed from missed_after."
    elif row["failing_since"] is not None:
        subject = f"Webhook endpoint {name} is failing"
        what = f"It has taken nothing since {row['failing_since']:%Y-%m-%d %H:%M} UTC. {row['last_failure']}"
        todo = "Nothing is lost: its events wait and are tried again, more and more slowly."
    else:
        subject = f"Webhook endpoint {name} takes events again"
        what, todo = "What waited for it is being sent.", ""
    text = "\n\n".join(each for each in (f"{subject}.", f"Address: {row['url']}", what, todo) if each)
    return [
        Parcel(
            id=f"{name}-{row['version']}-{row['failures']}-{place}",
            recipient=recipient,
            sender=sender.address,
            sender_name=sender.name,
            created_at=unit.wall,
            files=(),
            data={"subject": subject, "text": text + "\n", "language": "en"},
            settings=sender.settings,
        )
        for place, recipient in enumerate(recipients)
    ]


async def tell_owner(floor: Floor, tenant: UUID, endpoint: UUID) -> None:
    """The job: a mail to the organization's contact, or to who runs it. It is sent once: the event is there anyway."""
    async with open_unit(floor, tenant, actor="worker") as unit:
        parcels = await _parcels(unit, endpoint)
    for parcel in parcels:
        outcome = await channels()["email"].send(parcel)
        log.info(
            "webhook_owner_told",
            tenant=str(tenant),
            endpoint=show_id("whe", endpoint),
            delivered=isinstance(outcome, Delivered),
        )
