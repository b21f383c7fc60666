"""Sealing the audit trail: a hash over entries and over the seal before, made by a job.

Chaining each entry to the one before would let the writers of a tenant wait for one another. So entries are written as
they come, and a seal names those that it covers: one whose transaction ends late comes under the next seal.
"""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from faktura.audit import store
from faktura.audit.entry import Entry, entry_of
from faktura.jobs import enqueue
from faktura.storage.floor import Floor
from faktura.storage.unit import Unit, open_unit

SEAL_JOB = "audit.seal"
SEAL_AFTER = timedelta(minutes=10)
SEAL_ENTRIES_MAX = 1000
LATE_MAX = timedelta(hours=1)
"""How long after its time an entry may become visible; a transaction lasts a minute at most."""

_TENANTS_REMEMBERED = 10_000
_planned: OrderedDict[UUID, float] = OrderedDict()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """A seal: the entries that it covers, and the hash over their lines and the seal before."""

    number: int
    entries: tuple[UUID, ...]
    first_at: datetime
    last_at: datetime
    previous_hash: bytes | None
    hash: bytes
    sealed_at: datetime


def sealed_text(previous_hash: bytes | None, entries: Iterable[Entry]) -> bytes:
    """What the hash of a seal is made of: a line with the hash before (empty at first), then a line for each entry."""
    head = previous_hash.hex() if previous_hash is not None else ""
    return head.encode() + b"\n" + b"".join(entry.to_line() for entry in entries)


def hash_of(previous_hash: bytes | None, entries: Sequence[Entry]) -> bytes:
    """The hash of a seal over entries."""
    return hashlib.sha256(sealed_text(previous_hash, entries)).digest()


async def plan_seal(unit: Unit) -> None:
    """See to it that what the unit writes is sealed soon: one job for each tenant in `SEAL_AFTER`, in each process."""
    now = time.monotonic()
    planned = _planned.get(unit.tenant)
    if planned is not None and now - planned < SEAL_AFTER.total_seconds():
        return
    await enqueue(unit, (SEAL_JOB,), unit.tenant, after=SEAL_AFTER)
    _planned[unit.tenant] = now
    _planned.move_to_end(unit.tenant)
    while len(_planned) > _TENANTS_REMEMBERED:
        _planned.popitem(last=False)


async def seal_tenant(floor: Floor, tenant: UUID) -> None:
    """Seal all entries of a tenant that are under no seal yet, in one walk from an hour before the last seal."""
    while not await _seal_once(floor, tenant):
        pass


async def run_seal(floor: Floor, tenant: UUID, target: UUID) -> None:
    """The job."""
    await seal_tenant(floor, tenant)


async def _seal_once(floor: Floor, tenant: UUID) -> bool:
    """Walk once; False when another process sealed meanwhile, so that what is known of the seals is old."""
    async with open_unit(floor, tenant, actor="worker") as unit:
        last = await store.read_last_seal(unit)
        since = last["last_at"] - LATE_MAX if last is not None else None
        known = set(await store.list_sealed(unit, since)) if since is not None else set()
    chain = _Chain(last["number"], last["hash"], last["last_at"]) if last is not None else _Chain()
    after = (since, UUID(int=0)) if since is not None else None
    waiting: list[Entry] = []
    while True:
        async with open_unit(floor, tenant, actor="worker") as unit:
            rows = await store.list_entries(unit, (), after=after, limit=SEAL_ENTRIES_MAX, oldest_first=True)
            waiting += [entry_of(row) for row in rows if row["id"] not in known]
            while len(waiting) >= SEAL_ENTRIES_MAX or (waiting and not rows):
                if not await chain.add(unit, waiting[:SEAL_ENTRIES_MAX]):
                    return False
                del waiting[:SEAL_ENTRIES_MAX]
        if not rows:
            return True
        after = (rows[-1]["occurred_at"], rows[-1]["id"])


@dataclass(slots=True)
class _Chain:
    """The end of the chain as one walk knows it."""

    number: int = 0
    hash: bytes | None = None
    last_at: datetime | None = None

    async def add(self, unit: Unit, entries: Sequence[Entry]) -> bool:
        """Add a seal; False when there is one with that number."""
        sealed = hash_of(self.hash, entries)
        # Never earlier than before, or the search for what is unsealed would go back further each time.
        last_at = max([entry.occurred_at for entry in entries] + ([self.last_at] if self.last_at is not None else []))
        added = await store.insert_seal(
            unit,
            number=self.number + 1,
            entries=[entry.id for entry in entries],
            first_at=min(entry.occurred_at for entry in entries),
            last_at=last_at,
            previous_hash=self.hash,
            hash_=sealed,
        )
        self.number, self.hash, self.last_at = self.number + 1, sealed, last_at
        return added
