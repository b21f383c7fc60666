"""Reading issued documents: what other rooms may import. Everything comes from the sealed document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson

from faktura.invoices import store
from faktura.invoices.errors import FileNotFound, InvoiceNotFound
from faktura.invoices.numbers import form_on, period_of, show_number
from faktura.model import Invoice
from faktura.model.json import from_plain
from faktura.storage.conditions import NEWEST_FIRST, Condition, Order, Place
from faktura.storage.ids import read_id, show_id
from faktura.storage.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedInvoice:
    """An issued document. `sealed` is the parsed sealed document, `text` its exact bytes as text."""

    id: UUID
    number: str
    sealed: Mapping[str, Any]
    text: str
    hash: bytes
    previous_hash: bytes | None
    findings: list[dict[str, Any]]
    created_at: datetime
    issued_at: datetime
    derivations: tuple[dict[str, Any], ...] = ()
    corrects: UUID | None = None
    corrected_by: tuple[UUID, ...] = ()

    @classmethod
    def from_issue(
        cls, invoice: UUID, row: Any, sealed: Mapping[str, Any], *, findings: list[dict[str, Any]],
        created_at: datetime, issued_at: datetime,
    ) -> "IssuedInvoice":  # fmt: skip
        """From what `issue_invoice()` answered."""
        return cls(
            id=invoice,
            number=row["number"],
            sealed=sealed,
            text=row["document"],
            hash=row["hash"],
            previous_hash=row["previous_hash"],
            findings=findings,
            created_at=created_at,
            issued_at=issued_at,
            corrects=read_id("inv", sealed["corrects"]) if sealed["corrects"] else None,
        )

    @property
    def document(self) -> Mapping[str, Any]:
        """The semantic invoice as JSON-ready data."""
        document: Mapping[str, Any] = self.sealed["document"]
        return document

    @property
    def invoice(self) -> Invoice:
        """The semantic invoice."""
        return from_plain(self.document)

    @property
    def document_type(self) -> str:
        """``invoice``, ``credit_note``, ..."""
        return str(self.sealed["document_type"])

    @property
    def brand(self) -> str | None:
        """The id of the brand that it was issued under."""
        brand: Mapping[str, str] | None = self.sealed.get("brand")
        return brand["id"] if brand is not None else None

    @property
    def language(self) -> str:
        """The language that its files are written in."""
        return str(self.sealed["language"])

    @property
    def currency(self) -> str:
        """The document's currency."""
        return str(self.document["currency"])

    @property
    def amount_due(self) -> Decimal:
        """BT-115."""
        return Decimal(self.document["totals"]["amount_due"])

    @property
    def email(self) -> str | None:
        """Where mail to the buyer goes."""
        address: str | None = self.sealed["email"]
        return address

    @property
    def due_date(self) -> date | None:
        """BT-9."""
        day = self.document.get("due_date")
        return date.fromisoformat(day) if day else None

    @property
    def issue_date(self) -> date:
        """BT-2."""
        return date.fromisoformat(self.document["issue_date"])


@dataclass(frozen=True, slots=True)
class InvoiceFile:
    """A rendered file of a document; its bytes lie in the object store under `sha256`."""

    kind: str
    name: str
    media_type: str
    sha256: str
    size: int
    created_at: datetime

    def to_plain(self, invoice: UUID) -> dict[str, Any]:
        """The file as JSON-ready data."""
        return {
            "kind": self.kind,
            "name": self.name,
            "media_type": self.media_type,
            "sha256": self.sha256,
            "size": self.size,
            "url": f"/v1/invoices/{show_id('inv', invoice)}/files/{self.kind}",
        }


async def read_invoice(unit: Unit, invoice: UUID) -> IssuedInvoice:
    """One issued document of the unit's tenant.

    Raises:
        InvoiceNotFound: there is none.
    """
    row = await store.read_invoice(unit, invoice)
    if row is None:
        raise InvoiceNotFound("There is no such document in this organization.")
    return IssuedInvoice(
        id=row["id"],
        number=row["number"],
        sealed=orjson.loads(row["document"]),
        text=row["document"],
        hash=row["hash"],
        previous_hash=row["previous_hash"],
        findings=row["findings"],
        created_at=row["created_at"],
        issued_at=row["issued_at"],
        derivations=tuple(row["derivations"]),
        corrects=row["corrects"],
        corrected_by=tuple(row["corrected_by"]),
    )


async def find_by_number(unit: Unit, number: str) -> list[UUID]:
    """The issued documents that carry a number: one at most, but where the law lets numbers begin anew each year."""
    return [row["id"] for row in await store.list_by_number(unit, number)]


async def read_documents(unit: Unit, invoices: Sequence[UUID]) -> list[Mapping[str, Any]]:
    """The sealed documents of some issued ones, each as it was sealed, with its hash; in the given order."""
    rows = {row["id"]: row for row in await store.read_documents(unit, invoices)}
    return [
        {**orjson.loads(rows[each]["document"]), "hash": rows[each]["hash"].hex()} for each in invoices if each in rows
    ]


async def list_files(unit: Unit, invoice: UUID) -> list[InvoiceFile]:
    """The rendered files of a document; empty until the job has written them (all at once)."""
    return [InvoiceFile(*row) for row in await store.list_files(unit, invoice)]


async def read_file(unit: Unit, invoice: UUID, kind: str) -> tuple[InvoiceFile, bytes]:
    """A rendered file with its bytes.

    Raises:
        FileNotFound: there is no such file (yet).
        ObjectDamaged, ObjectMissing: the object store lost it.
    """
    for file in await list_files(unit, invoice):
        if file.kind == kind:
            return file, await unit.floor.objects.get(file.sha256)
    raise FileNotFound(f"The document has no file {kind}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainHead:
    """A series as far as its chain goes: what it counts, the hash of its last document, its next running numbers.

    `next_numbers`: period -> the running number that the next document of that period gets.
    """

    id: UUID
    document_type: str
    name: str
    pattern: str
    restart: str
    issued_count: int
    last_hash: bytes | None
    next_numbers: dict[str, int]

    def period_on(self, issue_date: date) -> str:
        """The period whose counter numbers a document of that day."""
        return period_of(self.restart, issue_date)

    def number_on(self, issue_date: date, sequence: int) -> str:
        """The number that the pattern makes of a running number on that day."""
        return show_number(form_on(self.pattern, issue_date), sequence)


async def list_chain_heads(unit: Unit) -> list[ChainHead]:
    """All series, for verification."""
    return [ChainHead(**row) for row in await store.list_chain_heads(unit)]


async def read_chain_head(unit: Unit, series: UUID) -> ChainHead | None:
    """One series as it stands now, for verification; None when it is gone."""
    row = await store.read_chain_head(unit, series)
    return ChainHead(**row) if row is not None else None


async def list_chain(
    unit: Unit, series: UUID, *, after: int = 0, limit: int = 500, bytes_max: int = 32 * 1024 * 1024
) -> list[Any]:
    """The documents of a series in the order of their chain, for verification: whole rows, a page at a time.

    A page ends earlier than `limit` when the documents' texts would pass `bytes_max` bytes; only an empty page is
    the end.
    """
    return await store.list_chain(unit, series, after, limit, bytes_max)


async def list_without_series(unit: Unit, limit: int) -> list[tuple[UUID, str]]:
    """Documents (id, number) whose series is gone, which only a damaged database has."""
    return [(row["id"], row["number"]) for row in await store.list_without_series(unit, limit)]


async def hashes_of(unit: Unit, invoices: Sequence[UUID]) -> dict[UUID, bytes]:
    """The hashes of some documents; those that do not exist are left out."""
    return {row["id"]: row["hash"] for row in await store.list_hashes(unit, invoices)}


async def files_of(unit: Unit, invoices: Sequence[UUID]) -> list[tuple[UUID, InvoiceFile]]:
    """The rendered files of some documents, each with its document."""
    rows = await store.list_files_of(unit, invoices)
    return [(invoice, InvoiceFile(*rest)) for invoice, *rest in rows]


async def list_invoices(
    unit: Unit,
    conditions: Sequence[Condition],
    text: str | None,
    after: Place | None,
    limit: int,
    order: Order = NEWEST_FIRST,
) -> list[Any]:
    """Summaries of issued documents in an order; `text` is looked for in names, numbers, texts and exact amounts."""
    return await store.list_invoices(unit, conditions, text, after, limit, order)


async def count_invoices(unit: Unit, conditions: Sequence[Condition], text: str | None) -> int:
    """How many issued documents a list with these filters holds."""
    return await store.count_invoices(unit, conditions, text)


async def list_summaries(unit: Unit, invoices: Sequence[UUID]) -> list[Any]:
    """Summaries of some issued documents; those that do not exist are left out."""
    return await store.list_summaries(unit, invoices)


async def list_events(unit: Unit, invoice: UUID) -> list[dict[str, Any]]:
    """What happened to a document as JSON-ready data, first to last."""
    return [
        {
            "id": show_id("evt", row["id"]),
            "object": "event",
            "type": row["type"],
            "occurred_at": row["occurred_at"],
            "actor": row["actor"],
            "request_id": row["request_id"],
            "data": row["data"],
        }
        for row in await store.list_events(unit, invoice)
    ]
