"""The sealed document: everything that describes an issued invoice, as canonical JSON, hashed and chained. Pure.

The hash is SHA-256 over the UTF-8 bytes of the canonical JSON (RFC 8785). The JSON holds the hash of the series'
previous document, so that a changed, missing or added document breaks the chain from there on.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from faktura import __version__
from faktura.drafts.complete import Completed
from faktura.model.json import canonical, to_plain
from faktura.organizations.read import OrganizationRecord
from faktura.storage.ids import show_id
from faktura.templates.read import TemplateMark

SCHEMA = "faktura.document/1"
CALCULATION_VERSION = "1"


def new_mark() -> str:
    """A text that occurs nowhere else; it stands where number, sequence, position and previous hash will stand."""
    return f"@{secrets.token_hex(16)}:"


def number_mark(mark: str) -> str:
    """What stands in the document in place of its number."""
    return f"{mark}number"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document comes from, besides its content."""

    id: UUID
    organization: OrganizationRecord
    customer: UUID | None
    external_id: str | None
    metadata: dict[str, str]
    corrects: UUID | None
    series: UUID
    period: str
    issued_at: datetime
    template: TemplateMark | None = None
    brand: Mapping[str, Any] | None = None


def seal_text(completed: Completed, origin: Origin, mark: str) -> str:
    """The canonical JSON with marks; `issue_invoice()` puts in what is only known under the series' lock."""
    branding = origin.organization.branding
    plain: dict[str, Any] = {
        "schema": SCHEMA,
        "id": show_id("inv", origin.id),
        "organization": origin.organization.public_id,
        "mode": origin.organization.mode,
        "document_type": completed.document_type.name,
        "language": completed.language,
        "email": completed.email,
        "series": show_id("ser", origin.series),
        "period": origin.period,
        "sequence": f"{mark}sequence",
        "position": f"{mark}position",
        "previous_hash": f"{mark}previous",
        "issued_at": origin.issued_at.isoformat(),
        "customer": show_id("cus", origin.customer) if origin.customer else None,
        "external_id": origin.external_id,
        "metadata": origin.metadata,
        "corrects": show_id("inv", origin.corrects) if origin.corrects else None,
        "printed_texts": list(completed.printed_texts),
        "branding": branding.frozen(completed.language),
        "versions": {
            "faktura": __version__,
            "calculation": CALCULATION_VERSION,
            "specification": f"{completed.specification.name} {completed.specification.version}",
        },
        "document": to_plain(completed.invoice),
    }
    if origin.template is not None:
        # Only where there is one, so that a document without one reads as it did before there were templates.
        plain["template"] = origin.template.to_plain()
    if origin.brand is not None:
        plain["brand"] = dict(origin.brand)
    return canonical(plain).decode()


def hash_of(document: str | bytes) -> bytes:
    """The 32 bytes of a sealed document's hash."""
    return hashlib.sha256(document.encode() if isinstance(document, str) else document).digest()


def is_canonical(document: str) -> bool:
    """Whether the text is its own canonical form."""
    return canonical(orjson.loads(document)) == document.encode()
