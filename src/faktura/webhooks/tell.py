"""Telling the owner of an endpoint by mail that it fails, was disabled or recovered."""

from uuid import UUID

import structlog

from faktura.organizations.errors import OrganizationNotFound, SenderUnreadable
from faktura.organizations.read import read_organization
from faktura.organizations.senders import read_sender
from faktura.registry import channels
from faktura.sockets import Delivered, Parcel
from faktura.storage.floor import Floor
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit, open_unit
from faktura.webhooks import store

log = structlog.get_logger("faktura.webhooks")


async def _parcel(unit: Unit, endpoint: UUID) -> Parcel | None:
    """The mail on how an endpoint stands now; None when there is nobody to write to, or no way to."""
    row = await store.read_endpoint(unit, endpoint)
    if row is None:
        return None
    try:
        organization = await read_organization(unit)
        sender = await read_sender(unit)
    except (OrganizationNotFound, SenderUnreadable):
        return None
    contact = organization.profile.contact
    if sender is None or contact is None or not contact.email:
        return None
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
    return Parcel(
        id=f"{name}-{row['version']}-{row['failures']}",
        recipient=contact.email,
        sender=sender.address,
        sender_name=sender.name,
        created_at=unit.wall,
        files=(),
        data={"subject": subject, "text": text + "\n", "language": "en"},
        settings=sender.settings,
    )


async def tell_owner(floor: Floor, tenant: UUID, endpoint: UUID) -> None:
    """The job: a mail to the organization's contact. It is sent once, as well as it goes: the event is there anyway."""
    async with open_unit(floor, tenant, actor="worker") as unit:
        parcel = await _parcel(unit, endpoint)
    if parcel is None:
        return
    outcome = await channels()["email"].send(parcel)
    log.info(
        "webhook_owner_told",
        tenant=str(tenant),
        endpoint=show_id("whe", endpoint),
        delivered=isinstance(outcome, Delivered),
    )
