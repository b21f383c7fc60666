"""Writing many documents: read once, made ready wherever there is room, written in one transaction.

Each document is checked by every rule. One that is refused takes no number, and what stands behind it moves up.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

from faktura.checks import Finding, Severity
from faktura.deliveries.plan import Plan, choose_road, create_deliveries, read_roads
from faktura.deliveries.read import Delivery
from faktura.drafts.write import write_many as write_drafts
from faktura.errors import Refusal
from faktura.invoices.issue_many import Numbered, issue_many
from faktura.invoices.prepare_many import DraftMade, Ground, InvoiceMade, Item, Made, Refused, prepare_many, read_ground
from faktura.organizations.external_ids import claim_external_ids, external_id_taken, taken_external_ids
from faktura.storage.ids import new_id
from faktura.storage.unit import Unit
from faktura.transfers import store
from faktura.transfers.errors import ItemKeyRepeated, ItemKeyReused

CHUNK_DOCUMENTS = 25
CHUNK_BYTES = 128 * 1024
ITEM_KEY_DAYS = 30

Prepare = Callable[[Ground, Sequence[Item]], Awaitable[list[Made]]]
UnitOf = Callable[[], AbstractAsyncContextManager[Unit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A document to write: its JSON, its own idempotency key if it has one, and the ids that it names."""

    content: bytes
    key: str | None = None
    external_id: str | None = None
    customer: str | None = None
    corrects: str | None = None
    brand: str | None = None
    id: UUID = field(default_factory=new_id)

    @property
    def fingerprint(self) -> bytes:
        """What makes two documents with one key the same."""
        return hashlib.sha256(self.content).digest()


@dataclass(frozen=True, slots=True)
class Replayed:
    """A document that was written before under the same key."""

    id: UUID


@dataclass(frozen=True, slots=True)
class Written:
    """A document that was written: a draft, or issued (`numbered`) with its delivery and what was found planning it."""

    id: UUID
    draft: DraftMade | None = None
    numbered: Numbered | None = None
    delivery: Delivery | None = None
    road_findings: tuple[Finding, ...] = ()


Outcome = Written | Replayed | Refused


@dataclass(frozen=True, slots=True)
class Prepared:
    """Entries with what was made of each, ready to be written at once."""

    ground: Ground
    entries: Sequence[Entry]
    made: Sequence[Made | Replayed]
    plans: Mapping[UUID, Plan]


async def ground_of(unit: Unit, entries: Iterable[Entry]) -> Ground:
    """Read what the entries need."""
    entries = list(entries)
    return await read_ground(
        unit,
        {entry.customer for entry in entries if entry.customer is not None},
        {entry.corrects for entry in entries if entry.corrects is not None},
        {entry.brand for entry in entries if entry.brand is not None},
    )


async def prepare_entries(unit_of: UnitOf, entries: Sequence[Entry], prepare: Prepare) -> Prepared:
    """Make the entries ready: `unit_of` opens short units to read in, `prepare` does the work between them."""
    async with unit_of() as unit:
        ground = await ground_of(unit, entries)
        known = await store.read_item_keys(unit, [entry.key for entry in entries if entry.key is not None])
        roads = await read_roads(unit)
    before = _known(entries, {row["key"]: (row["fingerprint"], row["invoice"]) for row in known})
    fresh = [entry for entry in entries if entry.id not in before]
    results = await prepare(ground, [Item(entry.id, entry.content, entry.customer) for entry in fresh])
    made = {entry.id: result for entry, result in zip(fresh, results, strict=True)}
    plans: dict[UUID, Plan] = {}
    for entry in fresh:
        result = made[entry.id]
        if isinstance(result, InvoiceMade) and result.send is not None:
            try:
                plans[entry.id] = choose_road(result.send, result.email, roads)
            except Refusal as refusal:
                made[entry.id] = Refused.by(refusal)
    everything = {**made, **before}
    whole = [everything[entry.id] for entry in entries]
    external_ids = [each for each in map(_external_id, whole) if each is not None]
    if external_ids:
        # Asked early, so that all that is wrong can be told at once; what keeps them single is the claim.
        async with unit_of() as unit:
            whole = _with_free_ids(whole, await taken_external_ids(unit, "document", external_ids))
    return Prepared(ground, entries, whole, plans)


async def write_entries(unit: Unit, prepared: Prepared) -> list[Outcome]:
    """Write what was made ready, in the unit's transaction; the outcomes stand in the order of the entries.

    Raises:
        SeriesMoved: make ready again and write in a new unit.
        NumberTaken.
    """
    # The documents say when they were made ready; their rows must say the same.
    unit = replace(unit, now=prepared.ground.now)
    outcomes: dict[UUID, Outcome] = {}
    good: dict[UUID, tuple[Entry, DraftMade | InvoiceMade]] = {}
    for entry, made in zip(prepared.entries, prepared.made, strict=True):
        if isinstance(made, DraftMade | InvoiceMade):
            good[entry.id] = entry, made
        else:
            outcomes[entry.id] = made
    for entry_id, outcome in (await _claim_keys(unit, [entry for entry, _ in good.values()])).items():
        outcomes[entry_id] = outcome
        del good[entry_id]
    for entry_id, outcome in (await _claim_external_ids(unit, good)).items():
        outcomes[entry_id] = outcome
        del good[entry_id]
    drafts = [made.row for _, made in good.values() if isinstance(made, DraftMade)]
    if drafts:
        await write_drafts(unit, drafts)
    ready = [made.ready for _, made in good.values() if isinstance(made, InvoiceMade)]
    numbered = await issue_many(unit, ready, prepared.ground.proposed) if ready else {}
    planned = [(each, plan) for each, plan in prepared.plans.items() if each in numbered]
    deliveries = await create_deliveries(unit, planned) if planned else {}
    for entry_id, (_, made) in good.items():
        if isinstance(made, DraftMade):
            outcomes[entry_id] = Written(entry_id, draft=made)
        else:
            plan = prepared.plans.get(entry_id)
            outcomes[entry_id] = Written(
                entry_id,
                numbered=numbered[entry_id],
                delivery=deliveries.get(entry_id),
                road_findings=tuple(plan.findings) if plan else (),
            )
    return [outcomes[entry.id] for entry in prepared.entries]


def placed(index: int, refused: Refused) -> list[Finding]:
    """What is wrong with one document of many, each finding at its place among them; without a finding, the refusal
    itself is one."""
    if not refused.findings:
        return [
            Finding(rule=refused.code, severity=Severity.FATAL, message=refused.detail, pointer=f"/documents/{index}")
        ]
    return [replace(each, pointer=f"/documents/{index}{each.pointer}") for each in refused.findings]


def chunks(items: Sequence[Item]) -> list[list[Item]]:
    """Items in pieces of work of about the same size, in order."""
    found: list[list[Item]] = []
    size = 0
    for item in items:
        if not found or len(found[-1]) >= CHUNK_DOCUMENTS or size + len(item.content) > CHUNK_BYTES:
            found.append([])
            size = 0
        found[-1].append(item)
        size += len(item.content)
    return found


async def prepare_here(ground: Ground, items: Sequence[Item]) -> list[Made]:
    """Make ready in this process, one after the other, leaving room for others in between."""
    made: list[Made] = []
    for item in items:
        made += prepare_many(ground, [item])
        await asyncio.sleep(0)
    return made


def _external_id(made: Made | Replayed) -> str | None:
    if isinstance(made, DraftMade):
        return made.row.external_id
    return made.ready.external_id if isinstance(made, InvoiceMade) else None


def _taken(external_id: str) -> Refused:
    refused = Refused.by(external_id_taken("document", external_id))
    message = f"{refused.detail} An external id is used once, for ever."
    found = Finding(rule=refused.code, severity=Severity.FATAL, message=message, pointer="/external_id")
    return replace(refused, findings=[found])


def _with_free_ids(results: Sequence[Made | Replayed], taken: set[str]) -> list[Made | Replayed]:
    """Those whose external id is taken, or stands before them already, are refused."""
    seen = set(taken)
    free: list[Made | Replayed] = []
    for result in results:
        external_id = _external_id(result)
        if external_id is not None and external_id in seen:
            free.append(_taken(external_id))
            continue
        if external_id is not None:
            seen.add(external_id)
        free.append(result)
    return free


async def _claim_external_ids(
    unit: Unit, good: Mapping[UUID, tuple[Entry, DraftMade | InvoiceMade]]
) -> dict[UUID, Refused]:
    wanted = {
        external_id: entry_id for entry_id, (_, made) in good.items() if (external_id := _external_id(made)) is not None
    }
    taken = await claim_external_ids(unit, "document", wanted) if wanted else set()
    refused = {wanted[external_id]: _taken(external_id) for external_id in taken}
    keys = [key for entry_id in refused if (key := good[entry_id][0].key) is not None]
    if keys:
        await store.delete_item_keys(unit, keys)
    return refused


async def _claim_keys(unit: Unit, entries: Sequence[Entry]) -> dict[UUID, Outcome]:
    """Take the entries' keys; those that somebody else took meanwhile are answered by what he wrote."""
    keyed = [entry for entry in entries if entry.key is not None]
    if not keyed:
        return {}
    await store.delete_old_item_keys(unit, unit.wall - timedelta(days=ITEM_KEY_DAYS))
    taken = await store.insert_item_keys(
        unit, [(entry.key or "", entry.fingerprint, entry.id) for entry in keyed], unit.wall
    )
    late = [entry for entry in keyed if entry.key not in taken]
    known = await store.read_item_keys(unit, [entry.key for entry in late if entry.key is not None])
    return dict(_known(late, {row["key"]: (row["fingerprint"], row["invoice"]) for row in known}))


def _known(entries: Sequence[Entry], held: Mapping[str, tuple[bytes, UUID]]) -> dict[UUID, Replayed | Refused]:
    """The outcomes of entries whose key was used before, or stands in the batch twice."""
    found: dict[UUID, Replayed | Refused] = {}
    seen: set[str] = set()
    for entry in entries:
        if entry.key is None:
            continue
        if entry.key in seen:
            found[entry.id] = _at_key(
                ItemKeyRepeated("Another document of this batch has the same key. Give each document a key of its own.")
            )
        elif entry.key in held:
            fingerprint, invoice = held[entry.key]
            found[entry.id] = (
                Replayed(invoice)
                if fingerprint == entry.fingerprint
                else _at_key(ItemKeyReused("This key came with another document before. Use a new key for a new one."))
            )
        seen.add(entry.key)
    return found


def _at_key(refusal: Refusal) -> Refused:
    refused = Refused.by(refusal)
    found = Finding(rule=refusal.code, severity=Severity.FATAL, message=refusal.detail, pointer="/idempotency_key")
    return replace(refused, findings=[found])
