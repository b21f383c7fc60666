"""Closing an organization: it can be read from then on, be reopened for a while, and is then closed for good.

Other rooms hear of it by events: what waits is cancelled when it closes, and what no law asks to keep is deleted once
it is closed for good.
"""

from datetime import timedelta
from uuid import UUID

from faktura.events import ORGANIZATION_CLOSED, ORGANIZATION_ERASED, ORGANIZATION_REOPENED, TEST_CLOCK_ADVANCED
from faktura.jobs import Job, enqueue, publish
from faktura.organizations import store
from faktura.organizations.errors import ClosingFinal, OrganizationOpen
from faktura.organizations.read import OrganizationRecord, read_organization
from faktura.organizations.tenants import mode_of, tenant_of
from faktura.storage.floor import Floor
from faktura.storage.unit import Unit, open_unit

REOPEN_DAYS = 30
"""How long a closed organization can be reopened. After that, what no law asks to keep is deleted."""

FINISH_JOB = "organizations.finish_closing"
_EARLY = timedelta(minutes=1)


async def _tell_account(unit: Unit, record: OrganizationRecord, *, closed: bool) -> None:
    """Keep the account's own list right; the list is the account's tenant's."""
    account = tenant_of(record.account, mode_of(unit.tenant))
    await unit.execute("select set_tenant($1)", account)
    await store.update_account_organization_closed(unit, account, record.id, unit.now if closed else None)
    await unit.execute("select set_tenant($1)", unit.tenant)


async def close_organization(unit: Unit) -> OrganizationRecord:
    """Close the organization; one that is closed stays as it is."""
    await store.lock_organization(unit)
    record = await read_organization(unit)
    if record.closed_at is not None:
        return record
    reopen_until = unit.now + timedelta(days=REOPEN_DAYS)
    await store.update_closed(unit, record.id, unit.now, reopen_until)
    await _tell_account(unit, record, closed=True)
    await publish(unit, ORGANIZATION_CLOSED, record.id, {"reopen_until": reopen_until.isoformat()})
    await enqueue(unit, [FINISH_JOB], record.id, after=timedelta(days=REOPEN_DAYS))
    return await read_organization(unit)


async def reopen_organization(unit: Unit) -> OrganizationRecord:
    """Open a closed organization again. What was cancelled stays so, until somebody asks for it anew.

    Raises:
        OrganizationOpen: it is not closed. ClosingFinal: it is closed for good.
    """
    await store.lock_organization(unit)
    record = await read_organization(unit)
    if record.closed_at is None or record.reopen_until is None:
        raise OrganizationOpen("The organization is open.")
    if record.erased_at is not None or unit.now > record.reopen_until:
        raise ClosingFinal(f"It could be reopened until {record.reopen_until:%Y-%m-%d %H:%M} UTC.")
    await store.update_closed(unit, record.id, None, None)
    await _tell_account(unit, record, closed=False)
    await publish(unit, ORGANIZATION_REOPENED, record.id, {})
    return await read_organization(unit)


async def finish_closing(floor: Floor, tenant: UUID, _: UUID) -> None:
    """The job, when the time for reopening is over: close it for good, and tell those who have something to delete.

    Repeating it changes nothing. It comes as well when a test clock is moved, which may be behind the queue's.
    """
    async with open_unit(floor, tenant, actor="worker") as unit:
        await store.lock_organization(unit)
        record = await read_organization(unit)
        if record.reopen_until is None or record.erased_at is not None:
            return
        if unit.now <= record.reopen_until:
            # By a hair too early it comes again. Otherwise another one is planned, or a clock has to be moved first.
            if record.reopen_until - unit.now < _EARLY:
                await enqueue(unit, [FINISH_JOB], record.id, after=_EARLY)
            return
        await store.update_erased(unit, record.id)
        await store.delete_email_sender(unit)
        await store.delete_idempotency_keys(unit)
        await publish(unit, ORGANIZATION_ERASED, record.id, {})


JOBS = (Job(name=FINISH_JOB, run=finish_closing, reacts_to=(TEST_CLOCK_ADVANCED,)),)
