"""Reading templates: what other rooms may import."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.storage.ids import read_id, show_id
from faktura.storage.unit import Unit
from faktura.templates import store
from faktura.templates.content import Content, content_of
from faktura.templates.errors import TemplateNotFound


@dataclass(frozen=True, slots=True)
class Template:
    """A template without its content."""

    id: UUID
    kind: str
    name: str
    latest_version: int
    active_version: int | None
    created_by: str
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None

    def to_plain(self) -> dict[str, Any]:
        """The template as JSON-ready data."""
        return {
            "id": show_id("tpl", self.id),
            "object": "template",
            "kind": self.kind,
            "name": self.name,
            "version": self.latest_version,
            "active_version": self.active_version,
            "created_by": self.created_by,
            "created_at": self.created_at,
            "updated_at": self.updated_at,
            "archived_at": self.archived_at,
        }


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a template. `findings` are those of the day when it came."""

    template: UUID
    version: int
    sha256: bytes
    content: Content
    plain: Mapping[str, Any]
    findings: list[dict[str, Any]]
    note: str
    created_by: str
    created_at: datetime

    def to_plain(self) -> dict[str, Any]:
        """The version as JSON-ready data."""
        return {
            "object": "template_version",
            "template": show_id("tpl", self.template),
            "version": self.version,
            "sha256": self.sha256.hex(),
            "source": self.plain.get("source"),
            "mail": self.plain.get("mail"),
            "findings": self.findings,
            "note": self.note,
            "created_by": self.created_by,
            "created_at": self.created_at,
        }


@dataclass(frozen=True, slots=True)
class TemplateMark:
    """What names a version for ever: in a sealed document, in a delivery."""

    template: UUID
    version: int
    sha256: str

    def to_plain(self) -> dict[str, Any]:
        """The mark as it is frozen."""
        return {"id": show_id("tpl", self.template), "version": self.version, "sha256": self.sha256}


def mark_of(plain: Mapping[str, Any] | None) -> TemplateMark | None:
    """A mark as it was frozen; None where there is none."""
    template = read_id("tpl", plain["id"]) if plain else None
    return TemplateMark(template, plain["version"], plain["sha256"]) if plain and template else None


async def read_template(unit: Unit, template: UUID, *, lock: bool = False) -> Template:
    """One template of the unit's tenant, archived ones, too.

    Raises:
        TemplateNotFound: there is none.
    """
    row = await store.read_template(unit, template, lock=lock)
    if row is None:
        raise TemplateNotFound("There is no such template in this organization.")
    return Template(**row)


def _version(row: Any) -> Version:
    return Version(
        row["template"],
        row["version"],
        row["sha256"],
        content_of(row["content"]),
        row["content"],
        row["findings"],
        row["note"],
        row["created_by"],
        row["created_at"],
    )


async def read_version(unit: Unit, template: UUID, version: int) -> Version:
    """One version of a template.

    Raises:
        TemplateNotFound: there is none.
    """
    row = await store.read_version(unit, template, version)
    if row is None:
        raise TemplateNotFound("There is no such version of a template in this organization.")
    return _version(row)


async def list_versions(unit: Unit, template: UUID, before: int | None, limit: int) -> list[Version]:
    """The versions of a template, newest first; `before` is the number of the last one seen."""
    return [_version(row) for row in await store.list_versions(unit, template, before, limit)]


async def list_templates(
    unit: Unit, kind: str | None, after: tuple[datetime, UUID] | None, limit: int
) -> list[Template]:
    """Templates that are not archived, newest first."""
    return [Template(**row) for row in await store.list_templates(unit, kind, after, limit)]


async def active_mark(unit: Unit, kind: str) -> TemplateMark | None:
    """The version that new documents (or mails) use; None: the standard layout."""
    row = await store.read_active(unit, kind)
    return TemplateMark(row["template"], row["version"], row["sha256"].hex()) if row else None


async def marked_content(unit: Unit, mark: TemplateMark) -> Content:
    """The content that a mark names.

    Raises:
        TemplateNotFound: there is none, which only a damaged database has.
    """
    return (await read_version(unit, mark.template, mark.version)).content
