"""Issuing many documents at once: a series is locked once, and its numbers follow each other in the given order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson

from faktura.events import INVOICE_ISSUED
from faktura.invoices import store
from faktura.invoices.issue import number_taken
from faktura.invoices.read import IssuedInvoice
from faktura.invoices.ready import Ready
from faktura.invoices.series import Series
from faktura.jobs import publish_many
from faktura.search.index import INVOICE, index_many
from faktura.storage.unit import Unit


class SeriesMoved(Exception):  # noqa: N818 - what happened meanwhile, not a fault
    """A series is not any more what it was when documents were made ready; they must be made ready again."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """What the database made of a document that was ready."""

    ready: Ready
    number: str
    text: str
    hash: bytes
    previous_hash: bytes | None

    def issued(self, now: datetime) -> IssuedInvoice:
        """The whole document, issued `now`."""
        row = {
            "number": self.number, "document": self.text, "hash": self.hash, "previous_hash": self.previous_hash,
        }  # fmt: skip
        return IssuedInvoice.from_issue(
            self.ready.id,
            row,
            orjson.loads(self.text),
            findings=self.ready.findings,
            created_at=now,
            issued_at=now,
        )


async def issue_many(unit: Unit, ready: Sequence[Ready], proposed: Mapping[str, UUID]) -> dict[UUID, Numbered]:
    """Issue documents that were made ready at `unit.now`; each series numbers its own in the given order.

    `proposed`: document type -> the id that its default series was given when there was none. The series are locked
    in the order of their ids, so that two who issue in the same ones wait for each other and don't block each other.

    Raises:
        SeriesMoved: nothing was issued; make them ready again, in a new unit.
        NumberTaken: nothing was issued.
    """
    by_series: dict[UUID, list[Ready]] = {}
    for each in ready:
        by_series.setdefault(each.series.id, []).append(each)
    await _lock(unit, [documents[0].series for documents in by_series.values()], set(proposed.values()))
    made: dict[UUID, Numbered] = {}
    for series in sorted(by_series):
        documents = by_series[series]
        rows = await store.issue_invoices(unit, series, documents)
        if rows is None:
            raise number_taken(documents[0].series)
        of_id = {each.id: each for each in documents}
        for row in rows:
            made[row["id"]] = Numbered(
                of_id[row["id"]], row["number"], row["document"], row["hash"], row["previous_hash"]
            )
    branded = [(each.id, each.brand) for each in ready if each.brand is not None]
    if branded:
        await store.insert_invoice_brands(unit, branded)
    words = [(each.id, each.words_with(made[each.id].number)) for each in ready]
    await index_many(unit, INVOICE, words)
    told = [(each.id, {"number": made[each.id].number, "hash": made[each.id].hash.hex()}) for each in ready]
    await publish_many(unit, INVOICE_ISSUED, told)
    return made


async def _lock(unit: Unit, wanted: Sequence[Series], proposed: set[UUID]) -> None:
    """Lock the series, make those that were proposed, and see whether they are what they were.

    Raises:
        SeriesMoved.
    """
    for each in wanted:
        if each.id in proposed and not await store.insert_series(
            unit, each.id, each.document_type, each.name, each.pattern, each.restart, each.is_default
        ):
            raise SeriesMoved
    rows = await store.lock_many_series(unit, [each.id for each in wanted])
    found = {row["id"]: (row["pattern"], row["restart"]) for row in rows}
    if any(found.get(each.id) != (each.pattern, each.restart) for each in wanted):
        raise SeriesMoved
