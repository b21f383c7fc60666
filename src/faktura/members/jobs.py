"""The members' work in the background: mails. Each is read, sent outside of a transaction, and noted."""

from uuid import UUID

import structlog

from faktura.jobs import Job, enqueue
from faktura.members import person_store, store
from faktura.members.accept import name_of_owner
from faktura.members.invite import INVITATION_DAYS, SEND_INVITATION, link_of
from faktura.members.mail import Letter, Sent, quoted, send_letter, wait_after
from faktura.members.notices import NOTICES, SEND_NOTICE
from faktura.members.persons import has_own_way
from faktura.members.reset import RESET_MINUTES, SEND_RESET, reset_expires, reset_link
from faktura.storage.floor import Floor
from faktura.storage.unit import Unit, open_unit, utc_now

log = structlog.get_logger("faktura.members")

MAILS_AT_ONCE = 4


async def _again(unit: Unit, job: str, target: UUID, sent: Sent, attempts: int) -> None:
    """Put the job into the queue once more, if that may help."""
    wait = wait_after(attempts) if sent.again else None
    if wait is not None:
        await enqueue(unit, [job], target, after=wait)
    elif not sent.good:
        log.warning("mail_given_up", job=job, attempts=attempts)


async def send_invitation(floor: Floor, tenant: UUID, invitation: UUID) -> None:
    """Mail the link of an invitation that still waits and was not mailed yet."""
    async with open_unit(floor, tenant, actor="worker") as unit:
        row = await store.find_invitation(unit, invitation)
        if row is None or row["invitation_sent_at"] is not None or row["invitation_expires_at"] <= unit.wall:
            return
        name = quoted(await name_of_owner(unit, row["kind"]))
        made_at = unit.wall
    letter = Letter(
        id=f"mail_{invitation.hex}",
        recipient=row["email"],
        subject=f"Invitation to {name}",
        paragraphs=(
            f"You are invited to {name} on Faktura, as {row['role']}. Open this page to accept:",
            f"The link works for {INVITATION_DAYS} days, and once. Nobody will ever ask you for it.",
            "If you don't know what this is about, do nothing.",
        ),
        link=link_of(floor, tenant, invitation),
        created_at=made_at,
    )
    sent = await send_letter(floor.settings, letter)
    async with open_unit(floor, tenant, actor="worker") as unit:
        await store.note_invitation_sent(unit, invitation, utc_now() if sent.good else None, sent.why)
        await _again(unit, SEND_INVITATION, invitation, sent, row["invitation_attempts"] + 1)


async def send_reset(floor: Floor, tenant: UUID, reset: UUID) -> None:
    """Make a way to a new password and mail it, if the person exists and once proved to be who they are."""
    async with open_unit(floor, tenant, actor="worker") as unit:
        person = await person_store.read_person(unit)
        if person is None or not has_own_way(person):
            return
        await person_store.insert_reset(unit, reset, reset_expires(unit))
        row = await person_store.read_reset(unit, reset)
        if row["sent_at"] is not None or row["used_at"] is not None or row["expires_at"] <= unit.wall:
            return
        letter = Letter(
            id=f"mail_{reset.hex}",
            recipient=person["email"],
            subject="A new password for Faktura",
            paragraphs=(
                "Somebody, you we hope, asked for a new password. Open this page to set it:",
                f"The link works for {RESET_MINUTES} minutes, and once. Nobody will ever ask you for it.",
                "If it was not you, do nothing: your password stays as it is.",
            ),
            link=reset_link(unit, reset),
            created_at=row["created_at"],
        )
    sent = await send_letter(floor.settings, letter)
    async with open_unit(floor, tenant, actor="worker") as unit:
        await person_store.note_reset_sent(unit, reset, utc_now() if sent.good else None)
        await _again(unit, SEND_RESET, reset, sent, row["attempts"] + 1)


async def send_notice(floor: Floor, tenant: UUID, notice: UUID) -> None:
    """Tell a person what happened to their ways to sign in."""
    async with open_unit(floor, tenant, actor="worker") as unit:
        row = await person_store.read_notice(unit, notice)
    if row is None or row["sent_at"] is not None:
        return
    when = row["created_at"].strftime("%Y-%m-%d %H:%M UTC")
    where = f" from {row['address']}" if row["address"] else ""
    letter = Letter(
        id=f"mail_{notice.hex}",
        recipient=row["email"],
        subject=NOTICES[row["kind"]],
        paragraphs=(
            f"{NOTICES[row['kind']]} That was on {when}{where}. See your account page:",
            "If it was not you, set a new password there, and sign out everywhere.",
        ),
        link=f"{floor.settings.public_url}/me",
        created_at=row["created_at"],
    )
    sent = await send_letter(floor.settings, letter)
    async with open_unit(floor, tenant, actor="worker") as unit:
        await person_store.note_notice_sent(unit, notice, utc_now() if sent.good else None)
        await _again(unit, SEND_NOTICE, notice, sent, row["attempts"] + 1)


JOBS = (
    Job(name=SEND_INVITATION, run=send_invitation, concurrency_max=MAILS_AT_ONCE),
    Job(name=SEND_RESET, run=send_reset, concurrency_max=MAILS_AT_ONCE),
    Job(name=SEND_NOTICE, run=send_notice, concurrency_max=MAILS_AT_ONCE),
)
