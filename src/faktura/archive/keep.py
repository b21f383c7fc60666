"""Keeping: the jobs that listen. Each may run any number of times; what is kept once stays as it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from faktura.archive import store
from faktura.archive.read import DOCUMENT, PAYMENT, SENT, entries_of
from faktura.deliveries.read import list_sent
from faktura.invoices.read import IssuedInvoice, list_files, read_invoice
from faktura.model.json import canonical
from faktura.organizations.read import read_organization
from faktura.payments.read import EntryKind, Payment
from faktura.payments.read import entries_of as ledger_of
from faktura.registry import countries
from faktura.storage.errors import ObjectDamaged
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id, show_id
from faktura.storage.unit import Unit, open_unit

PAYMENT_SCHEMA = "faktura.payment/1"
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class _Find:
    """Something to keep, whose bytes are in the object store."""

    kind: str
    source: UUID
    name: str
    media_type: str
    sha256: str
    size: int


def file_source(invoice: UUID, kind: str) -> UUID:
    """What tells a document's file of a kind apart from everything else: always the same."""
    return uuid5(invoice, kind)


def payment_bytes(payment: Payment) -> bytes:
    """An entry of the ledger as canonical JSON, as it is kept."""
    return canonical({"schema": PAYMENT_SCHEMA, **payment.entry_plain()})


async def _retain_until(unit: Unit, issued: IssuedInvoice) -> date:
    """The last day of keeping, by the law of the organization's country (which can't be changed)."""
    organization = await read_organization(unit)
    country = countries()[organization.profile.country]
    return country.retention_on(issued.issue_date).until(issued.issue_date)


async def _add(unit: Unit, issued: IssuedInvoice, finds: Iterable[_Find]) -> None:
    retain_until = await _retain_until(unit, issued)
    for find in finds:
        await store.insert_entry(
            unit,
            new_id(),
            issued.id,
            kind=find.kind,
            source=find.source,
            name=find.name,
            media_type=find.media_type,
            sha256=find.sha256,
            size=find.size,
            retain_until=retain_until,
        )


async def _size_of(floor: Floor, sha256: str) -> int:
    """The size of an object that is there and undamaged; raises `ObjectMissing` or `ObjectDamaged` otherwise."""
    return len(await floor.objects.get(sha256))


async def keep_document(floor: Floor, tenant: UUID, invoice: UUID) -> None:
    """Keep the sealed document's exact bytes."""
    async with open_unit(floor, tenant, actor="worker") as unit:
        issued = await read_invoice(unit, invoice)
    content = issued.text.encode()
    sha256 = await floor.objects.put(content)
    find = _Find(DOCUMENT, invoice, f"{show_id('inv', invoice)}.json", JSON, sha256, len(content))
    async with open_unit(floor, tenant, actor="worker") as unit:
        await _add(unit, issued, [find])


async def keep_files(floor: Floor, tenant: UUID, invoice: UUID) -> None:
    """Keep the rendered files: their bytes are stored already, and looked at once more.

    Raises:
        ObjectMissing, ObjectDamaged: the object store lost one; the job is held for a person to look at.
    """
    async with open_unit(floor, tenant, actor="worker") as unit:
        issued = await read_invoice(unit, invoice)
        files = await list_files(unit, invoice)
    for file in files:
        if await _size_of(floor, file.sha256) != file.size:
            raise ObjectDamaged(f"The file {file.name} has another size than the {file.size} bytes that were written.")
    async with open_unit(floor, tenant, actor="worker") as unit:
        await _add(
            unit,
            issued,
            [
                _Find(file.kind, file_source(invoice, file.kind), file.name, file.media_type, file.sha256, file.size)
                for file in files
            ],
        )


async def keep_sent(floor: Floor, tenant: UUID, invoice: UUID) -> None:
    """Keep what travelled, as it travelled.

    Raises:
        ObjectMissing, ObjectDamaged: as `keep_files`.
    """
    async with open_unit(floor, tenant, actor="worker") as unit:
        issued = await read_invoice(unit, invoice)
        kept = {entry.source for entry in await entries_of(unit, [invoice]) if entry.kind == SENT}
        parcels = [parcel for parcel in await list_sent(unit, invoice) if parcel.attempt_id not in kept]
    finds = [
        _Find(
            SENT,
            parcel.attempt_id,
            parcel.name,
            parcel.media_type,
            parcel.sha256,
            await _size_of(floor, parcel.sha256),
        )
        for parcel in parcels
    ]
    async with open_unit(floor, tenant, actor="worker") as unit:
        await _add(unit, issued, finds)


async def keep_payments(floor: Floor, tenant: UUID, invoice: UUID) -> None:
    """Keep the document's entries of the ledger, and the other side of each credit."""
    async with open_unit(floor, tenant, actor="worker") as unit:
        payments = await ledger_of(unit, [invoice])
        others = {payment.source for payment in payments if payment.kind is EntryKind.CREDIT and payment.source}
        payments += [payment for payment in await ledger_of(unit, [*others]) if payment.source == invoice]
        kept = {entry.source for entry in await entries_of(unit, [invoice, *others]) if entry.kind == PAYMENT}
        documents = {document: await read_invoice(unit, document) for document in {invoice, *others}}
    finds: dict[UUID, list[_Find]] = {}
    for payment in payments:
        if payment.id not in kept:
            content = payment_bytes(payment)
            sha256 = await floor.objects.put(content)
            find = _Find(PAYMENT, payment.id, f"{show_id('pay', payment.id)}.json", JSON, sha256, len(content))
            finds.setdefault(payment.invoice, []).append(find)
    async with open_unit(floor, tenant, actor="worker") as unit:
        for document, found in finds.items():
            await _add(unit, documents[document], found)
