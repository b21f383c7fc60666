"""Reading the inbox: what other rooms may import."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from faktura.inbox import store
from faktura.inbox.errors import InboxItemNotFound
from faktura.inbox.examine import Facts
from faktura.inbox.limits import MOVES_SHOWN_MAX
from faktura.inbox.states import State, allowed
from faktura.model import DOCUMENT_TYPES
from faktura.money import plain
from faktura.storage.conditions import NEWEST_FIRST, Condition, Order, Place
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit

PREFIX = "inb"
CHANNELS = ("api", "peppol", "email")
VERDICTS = ("valid", "invalid", "unsupported", "unreadable")
_WORDS = {kind.type_code: name for name, kind in DOCUMENT_TYPES.items()}
_SEVERITIES = ("fatal", "warning", "information")


def _amount(value: Decimal | None) -> str | None:
    return plain(value) if value is not None else None


def _day(value: date | None) -> str | None:
    return value.isoformat() if value is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxItem:
    """A received document as it stands now. `approvals_needed` is what its supplier and the organization want today."""

    id: UUID
    state: State
    state_before: str
    channel: str
    name: str
    media_type: str
    size: int
    sha256: str
    format: str
    specification: str
    specification_version: str
    verdict: str
    rule_findings: Sequence[dict[str, Any]]
    findings_total: int
    findings: Sequence[dict[str, Any]]
    facts: Facts
    supplier: UUID | None
    supplier_state: str | None
    purchase_order: UUID | None
    duplicate_of: UUID | None
    assigned_to: str
    approved_by: tuple[str, ...]
    approvals_needed: int
    paid_on: date | None
    paid_amount: Decimal | None
    paid_reference: str
    version: int
    received_at: datetime
    created_at: datetime
    updated_at: datetime

    @property
    def public_id(self) -> str:
        """``inb_…``."""
        return show_id(PREFIX, self.id)

    def summary_plain(self) -> dict[str, Any]:
        """The item as it stands in lists, as JSON-ready data."""
        facts = self.facts
        every = [*self.findings, *self.rule_findings]
        counts = {name: sum(each["severity"] == name for each in every) for name in _SEVERITIES}
        return {
            "id": self.public_id,
            "object": "inbox_item",
            "state": self.state.value,
            "channel": self.channel,
            "name": self.name,
            "media_type": self.media_type,
            "size": self.size,
            "sha256": self.sha256,
            "format": self.format,
            "specification": self.specification,
            "verdict": self.verdict,
            "finding_counts": counts,
            "number": facts.number,
            "document_type": _WORDS.get(facts.type_code or ""),
            "type_code": facts.type_code,
            "issue_date": _day(facts.issue_date),
            "due_date": _day(facts.due_date),
            "currency": facts.currency,
            "total_without_vat": _amount(facts.total_without_vat),
            "total_vat": _amount(facts.total_vat),
            "total_with_vat": _amount(facts.total_with_vat),
            "amount_due": _amount(facts.amount_due),
            "supplier": show_id("sup", self.supplier) if self.supplier else None,
            "supplier_name": facts.supplier_name,
            "supplier_vat_id": facts.supplier_vat_id,
            "order_reference": facts.order_reference,
            "purchase_order": show_id("por", self.purchase_order) if self.purchase_order else None,
            "duplicate_of": show_id(PREFIX, self.duplicate_of) if self.duplicate_of else None,
            "assigned_to": self.assigned_to,
            "version": self.version,
            "received_at": self.received_at,
            "created_at": self.created_at,
            "updated_at": self.updated_at,
        }

    def to_plain(self) -> dict[str, Any]:
        """The item as JSON-ready data, without what was done with it."""
        facts = self.facts
        path = f"/v1/inbox/{self.public_id}"
        readable = self.verdict in ("valid", "invalid")
        return {
            **self.summary_plain(),
            "specification_version": self.specification_version,
            "findings": [*self.findings, *self.rule_findings],
            "findings_total": len(self.findings) + self.findings_total,
            "parties": {
                "supplier": _party(facts, "supplier"),
                "buyer": _party(facts, "buyer"),
            },
            "payment_means": facts.payment_means,
            "payment_reference": facts.payment_reference,
            "accounts": list(facts.accounts),
            "approvals": {"needed": self.approvals_needed, "given_by": list(self.approved_by)},
            "payment": {
                "paid_on": self.paid_on.isoformat(),
                "amount": _amount(self.paid_amount),
                "reference": self.paid_reference,
            }
            if self.paid_on is not None
            else None,
            "allowed_moves": [move.value for move in allowed(self.state)],
            "links": {
                "self": path,
                "original": f"{path}/original",
                **({"pdf": f"{path}/pdf"} if readable else {}),
            },
        }


def _party(facts: Facts, role: str) -> dict[str, Any]:
    def said(name: str) -> Any:
        return getattr(facts, f"{role}_{name}")

    return {
        "name": said("name"),
        "vat_id": said("vat_id"),
        "legal_id": said("legal_id"),
        "legal_scheme": said("legal_scheme"),
        "endpoint": said("endpoint"),
        "endpoint_scheme": said("endpoint_scheme"),
    }


_SAME = (
    "id", "state_before", "channel", "name", "media_type", "size", "sha256", "format", "specification",
    "specification_version", "verdict", "rule_findings", "findings_total", "findings", "supplier", "supplier_state",
    "purchase_order", "duplicate_of", "assigned_to", "paid_on", "paid_amount", "paid_reference", "version",
    "received_at", "created_at", "updated_at",
)  # fmt: skip


def _item(row: Any, *, four_eyes: bool) -> InboxItem:
    return InboxItem(
        **{name: row[name] for name in _SAME},
        state=State(row["state"]),
        facts=store.facts_of_row(row),
        approved_by=tuple(row["approved_by"]),
        approvals_needed=2 if four_eyes or row["supplier_four_eyes"] else 1,
    )


async def read_item(unit: Unit, item: UUID, *, lock: bool = False) -> InboxItem:
    """One received document of the unit's tenant.

    Raises:
        InboxItemNotFound: there is none.
    """
    row = await store.read_item(unit, item, lock=lock)
    if row is None:
        raise InboxItemNotFound("There is no such document in the inbox of this organization.")
    return _item(row, four_eyes=await store.read_four_eyes(unit))


async def show_item(unit: Unit, item: UUID) -> dict[str, Any]:
    """One received document as JSON-ready data, with how it came and what was done with it.

    Raises:
        InboxItemNotFound: there is none.
    """
    found = await read_item(unit, item)
    moves = [dict(row) for row in await store.list_moves(unit, item, MOVES_SHOWN_MAX)]
    arrivals = [dict(row) for row in await store.list_arrivals(unit, item, MOVES_SHOWN_MAX)]
    return {**found.to_plain(), "moves": moves, "arrivals": arrivals}


async def list_items(
    unit: Unit, conditions: Sequence[Condition], text: str | None, after: Place | None, limit: int,
    order: Order = NEWEST_FIRST,
) -> list[InboxItem]:  # fmt: skip
    """Received documents in an order; `text` is looked for in names, numbers, texts and exact amounts."""
    four_eyes = await store.read_four_eyes(unit)
    rows = await store.list_items(unit, conditions, text, after, limit, order)
    return [_item(row, four_eyes=four_eyes) for row in rows]


async def count_items(unit: Unit, conditions: Sequence[Condition], text: str | None) -> int:
    """How many received documents a list with these filters holds."""
    return await store.count_items(unit, conditions, text)


async def read_original(unit: Unit, item: UUID) -> tuple[InboxItem, bytes]:
    """A received document with its bytes as they came, verified by their hash.

    Raises:
        InboxItemNotFound: there is none. ObjectMissing, ObjectDamaged: the store of objects lost it.
    """
    found = await read_item(unit, item)
    return found, await unit.floor.objects.get(found.sha256)


def event_data(item: InboxItem) -> dict[str, Any]:
    """What an event tells of a received document."""
    facts = item.facts
    return {
        "state": item.state.value,
        "channel": item.channel,
        "verdict": item.verdict,
        "number": facts.number,
        "supplier": show_id("sup", item.supplier) if item.supplier else None,
        "currency": facts.currency,
        "amount_due": plain(facts.amount_due) if facts.amount_due is not None else None,
    }
