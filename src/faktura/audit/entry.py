"""An entry of the audit trail, and the line that stands for it in exports and under seals."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from faktura.storage.ids import show_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One write that was carried out. `target`: the public id of what it was about; `fields`: names, never values."""

    id: UUID
    occurred_at: datetime
    actor: str
    operation: str
    target: str
    status: int
    address: str
    request_id: str
    fields: tuple[str, ...]

    def to_plain(self) -> dict[str, Any]:
        """The entry as JSON-ready data."""
        return {
            "id": show_id("aud", self.id),
            "object": "audit_entry",
            "occurred_at": self.occurred_at,
            "actor": self.actor,
            "operation": self.operation,
            "target": self.target,
            "status": self.status,
            "address": self.address,
            "request_id": self.request_id,
            "fields": list(self.fields),
        }

    def to_line(self) -> bytes:
        """The entry as one line of JSON with sorted names: what a seal's hash is made of, so it never changes."""
        return orjson.dumps(
            self.to_plain(),
            option=orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z | orjson.OPT_NAIVE_UTC | orjson.OPT_APPEND_NEWLINE,
        )


def entry_of(row: Any) -> Entry:
    """The entry of a row."""
    return Entry(
        id=row["id"],
        occurred_at=row["occurred_at"],
        actor=row["actor"],
        operation=row["operation"],
        target=row["object"],
        status=row["status"],
        address=row["address"],
        request_id=row["request_id"],
        fields=tuple(row["fields"]),
    )
