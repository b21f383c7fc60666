"""Verification of an audit trail: each seal's hash is computed again from the entries that it names."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from faktura.audit import store
from faktura.audit.entry import entry_of
from faktura.audit.read import list_seals
from faktura.audit.seal import LATE_MAX, Seal, hash_of, seal_tenant
from faktura.storage.floor import Floor
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit, open_unit

PROBLEMS_MAX = 100
_SEALS_AT_ONCE = 20


@dataclass(slots=True)
class TrailReport:
    """What verification found: counts, the hash of the last seal, and the first problems."""

    tenant: UUID
    entries: int = 0
    seals: int = 0
    hash: bytes | None = None
    problem_count: int = 0
    problems: list[tuple[str, str, str]] = field(default_factory=list)

    def tell(self, kind: str, subject: str, detail: str) -> None:
        """Note a problem; beyond the first hundred they are only counted."""
        self.problem_count += 1
        if len(self.problems) < PROBLEMS_MAX:
            self.problems.append((kind, subject, detail))

    def to_plain(self) -> dict[str, Any]:
        """The report as JSON-ready data."""
        return {
            "object": "audit_report",
            "entries": self.entries,
            "seals": self.seals,
            "hash": self.hash.hex() if self.hash is not None else None,
            "problem_count": self.problem_count,
            "problems": [
                {"kind": kind, "subject": subject, "detail": detail} for kind, subject, detail in self.problems
            ],
        }


async def verify_trail(floor: Floor, tenant: UUID) -> TrailReport:
    """Seal what is unsealed, then check all seals of a tenant in order, and that no entry lies outside of them."""
    await seal_tenant(floor, tenant)
    report = TrailReport(tenant)
    previous: Seal | None = None
    while True:
        async with open_unit(floor, tenant, actor="verify") as unit:
            seals = await list_seals(unit, after=previous.number if previous is not None else 0, limit=_SEALS_AT_ONCE)
            for seal in seals:
                await _verify_seal(unit, seal, previous, report)
                previous = seal
            if not seals:
                await _verify_outside(unit, previous, report)
                return report


async def _verify_seal(unit: Unit, seal: Seal, previous: Seal | None, report: TrailReport) -> None:
    subject = f"seal {seal.number}"
    expected = previous.number + 1 if previous is not None else 1
    if seal.number != expected:
        report.tell("seal_missing", subject, f"The seals from {expected} to {seal.number - 1} are gone.")
    if seal.previous_hash != (previous.hash if previous is not None else None):
        report.tell("seal_chain", subject, "It does not hold the hash of the seal before it.")
    found = {row["id"]: entry_of(row) for row in await store.entries_by_id(unit, seal.entries)}
    missing = [entry for entry in seal.entries if entry not in found]
    for entry in missing:
        report.tell("entry_missing", show_id("aud", entry), f"It is under {subject}, and is gone.")
    entries = [found[entry] for entry in seal.entries if entry in found]
    if not missing and hash_of(seal.previous_hash, entries) != seal.hash:
        report.tell("seal_hash", subject, "The entries are not those that were sealed: one at least was changed.")
    report.seals += 1
    report.entries += len(entries)
    report.hash = seal.hash


async def _verify_outside(unit: Unit, last: Seal | None, report: TrailReport) -> None:
    """Entries that no seal will ever find, because they claim a time that was sealed long ago."""
    if last is None:
        return
    for row in await store.list_outside_seals(unit, last.last_at - LATE_MAX, PROBLEMS_MAX):
        report.tell("entry_added", show_id("aud", row["id"]), "It was added after its time was sealed.")
