"""Telling a person by mail what happened to their ways to sign in, so that somebody else's doing is noticed."""

from faktura.audit.record import record_write
from faktura.jobs import enqueue
from faktura.members import person_store
from faktura.storage.ids import new_id
from faktura.storage.unit import Unit

SEND_NOTICE = "members.send_notice"

NOTICES = {
    "members.password_changed": "Your password was changed.",
    "members.password_reset": "Your password was set anew through a link that was mailed to you.",
    "members.totp_added": "An authenticator app was added as your second factor.",
    "members.totp_removed": "The authenticator app was removed.",
    "members.recovery_codes_made": "New recovery codes were made; the old ones work no longer.",
    "members.recovery_code_used": "Somebody signed in with one of your recovery codes.",
    "members.passkey_added": "A passkey was added.",
    "members.passkey_removed": "A passkey was removed.",
    "members.provider_linked": "A sign-in provider was used for you for the first time.",
}
"""What is worth a mail -> its sentence."""


async def record_person(unit: Unit, operation: str, target: str, address: str, *, fields: tuple[str, ...] = ()) -> None:
    """Write into the person's own audit trail, and mail what is worth a mail; the unit's tenant is the person's."""
    await record_write(unit, operation, target, status=200, address=address, fields=fields)
    if operation in NOTICES:
        notice = new_id()
        await person_store.insert_notice(unit, notice, operation, address)
        await enqueue(unit, [SEND_NOTICE], notice)
