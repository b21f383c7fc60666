"""The proof of one series: numbers without a gap, documents that are what was sealed, each chained to the one before
it. Pure: rows in, problems out; it remembers only the last document and the last number of each period."""

import hashlib
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

import orjson

from faktura.archive.problems import Problem
from faktura.invoices.read import ChainHead
from faktura.model.json import canonical
from faktura.organizations.tenants import mode_of, owner_of
from faktura.storage.ids import show_id


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} to {last}"


def _show(value: object) -> str:
    text = "nothing" if value is None else str(value)
    return text if len(text) <= 80 else f"{text[:80]}…"


def _id(prefix: str, value: UUID | None) -> str | None:
    return show_id(prefix, value) if value is not None else None


def _at(sealed: Any, *path: str) -> Any:
    for name in path:
        sealed = sealed.get(name) if isinstance(sealed, Mapping) else None
    return sealed


def _amount(value: Any) -> Decimal | None:
    try:
        return Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        return None


class Chain:
    """Takes the documents of a series in the order of their positions."""

    def __init__(self, tenant: UUID, head: ChainHead) -> None:
        self._head = head
        self._owner = show_id("org", owner_of(tenant))
        self._mode = mode_of(tenant).value
        self._subject = f"series {head.name} of {head.document_type} ({show_id('ser', head.id)})"
        self._hash: bytes | None = None
        self._sequences: dict[str, int] = {}
        self.position = 0
        """The position of the last document taken; 0 before the first."""

    def add(self, row: Any) -> Iterator[Problem]:
        """Take the next document: everything about it that does not fit."""
        subject = f"{row['number']} ({show_id('inv', row['id'])})"
        yield from self._place(row, subject)
        content = row["document"].encode()
        found = hashlib.sha256(content).digest()
        if found != row["hash"]:
            yield Problem(
                "document_changed",
                subject,
                f"The document is not the one that was sealed: its hash is {found.hex()}, and {row['hash'].hex()} was "
                "written down when it was issued.",
            )
        yield from self._content(row, content, subject)
        self._hash = row["hash"]

    def finish(self, head: ChainHead | None) -> Iterator[Problem]:
        """After the last document: whether the series, as it stands now, ends there too."""
        if head is None:
            yield Problem("series_missing", self._subject, "The series was deleted while it was verified.")
            return
        if head.issued_count > self.position:
            span = _span(self.position + 1, head.issued_count)
            yield Problem(
                "document_missing",
                self._subject,
                f"The end of the series is missing: it has issued {head.issued_count} documents, and position {span} "
                "is gone.",
            )
        elif head.issued_count < self.position:
            yield Problem(
                "series_count_wrong",
                self._subject,
                f"The series has counted {head.issued_count} documents, but there are documents up to position "
                f"{self.position}.",
            )
        elif head.last_hash != self._hash:
            yield Problem(
                "series_hash_wrong",
                self._subject,
                "The hash of the last document is not the one that the series remembers: the last document was "
                "exchanged.",
            )
        for period in sorted({*head.next_numbers, *self._sequences}):
            following, last = head.next_numbers.get(period, 1), self._sequences.get(period, 0)
            if following != last + 1:
                yield Problem(
                    "counter_wrong",
                    self._subject,
                    f"The last running number{f' of {period}' if period else ''} is {last}, but the counter has given "
                    f"out {following - 1}.",
                )

    def _place(self, row: Any, subject: str) -> Iterator[Problem]:
        """Position, running number and the link to the document before."""
        position, expected = row["position"], self.position + 1
        if position > expected:
            yield Problem(
                "document_missing",
                self._subject,
                f"Position {_span(expected, position - 1)} of the series is missing: the next document is {subject}.",
            )
        elif position < expected:
            yield Problem("position_repeated", subject, f"Position {position} of the series is taken twice.")
        elif row["previous_hash"] != self._hash:
            yield Problem(
                "chain_broken",
                subject,
                "The document is not chained to the one before it in its series: one of the two was exchanged.",
            )
        self.position = position
        period, sequence = row["period"], row["sequence"]
        last = self._sequences.get(period, 0)
        if sequence > last + 1:
            span = _span(last + 1, sequence - 1)
            yield Problem(
                "number_missing",
                self._subject,
                f"The running number {span}{f' of {period}' if period else ''} is missing before {subject}.",
            )
        elif sequence <= last:
            yield Problem("number_repeated", subject, f"The running number {sequence} comes after {last}.")
        self._sequences[period] = max(sequence, last)
        number = self._head.number_on(row["issue_date"], sequence)
        if row["number"] != number:
            yield Problem(
                "number_wrong", subject, f"By the pattern of its series, {self._head.pattern}, it would be {number}."
            )
        if period != self._head.period_on(row["issue_date"]):
            yield Problem(
                "period_wrong", subject, f"It was numbered in the period {_show(period)}, but dates from another one."
            )

    def _content(self, row: Any, content: bytes, subject: str) -> Iterator[Problem]:
        """The document's own words against the columns that repeat them."""
        try:
            sealed = orjson.loads(content)
        except orjson.JSONDecodeError:
            yield Problem("document_unreadable", subject, "The document is not JSON.")
            return
        if canonical(sealed) != content:
            yield Problem("document_not_canonical", subject, "The document is not in its canonical form (RFC 8785).")
        previous = row["previous_hash"]
        due_date = row["due_date"]
        said = (
            ("id", _at(sealed, "id"), show_id("inv", row["id"])),
            ("organization", _at(sealed, "organization"), self._owner),
            ("mode", _at(sealed, "mode"), self._mode),
            ("series", _at(sealed, "series"), show_id("ser", row["series"])),
            ("period", _at(sealed, "period"), row["period"]),
            ("sequence", _at(sealed, "sequence"), row["sequence"]),
            ("position", _at(sealed, "position"), row["position"]),
            ("previous hash", _at(sealed, "previous_hash"), previous.hex() if previous is not None else None),
            ("time of issuing", _at(sealed, "issued_at"), row["issued_at"].isoformat()),
            ("document type", _at(sealed, "document_type"), row["document_type"]),
            ("language", _at(sealed, "language"), row["language"]),
            ("external id", _at(sealed, "external_id"), row["external_id"]),
            ("customer", _at(sealed, "customer"), _id("cus", row["customer"])),
            ("corrected document", _at(sealed, "corrects"), _id("inv", row["corrects"])),
            ("number", _at(sealed, "document", "number"), row["number"]),
            ("type code", _at(sealed, "document", "type_code"), row["type_code"]),
            ("issue date", _at(sealed, "document", "issue_date"), row["issue_date"].isoformat()),
            ("due date", _at(sealed, "document", "due_date"), due_date.isoformat() if due_date else None),
            ("currency", _at(sealed, "document", "currency"), row["currency"]),
            ("buyer", _at(sealed, "document", "buyer", "name") or "", row["buyer_name"]),
            ("total", _amount(_at(sealed, "document", "totals", "total_with_vat")), row["total_with_vat"]),
            ("amount due", _amount(_at(sealed, "document", "totals", "amount_due")), row["amount_due"]),
        )
        for name, in_document, in_table in said:
            if in_document != in_table:
                yield Problem(
                    "document_differs",
                    subject,
                    f"The {name} is {_show(in_document)} in the document and {_show(in_table)} in the table.",
                )
