"""What the operations on organizations answer: branding, sender, series and keys."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from faktura.model.terms import part


@part
class OrganizationSummary:
    """An organization in the account's list."""

    id: Annotated[str, Field(pattern="^org_")]
    object: Literal["organization"]
    name: str
    created_at: datetime


@part
class OrganizationList:
    """A page of organizations."""

    data: list[OrganizationSummary]
    has_more: bool
    next_cursor: str | None


@part
class BrandingAnswer:
    """How documents look. The logo's bytes are named by their hash."""

    object: Literal["branding"] = "branding"
    colour: str
    footer: str
    logo_sha256: str | None
    logo_media_type: str | None


@part
class EmailSenderAnswer:
    """Who sends the organization's mail. Without a sender of its own, address, name and host are null."""

    object: Literal["email_sender"]
    address: str | None
    name: str | None
    host: str | None
    port: int | None = None
    security: str | None = None
    username: str | None = None
    has_password: bool = False


@part
class SeriesAnswer:
    """A numbering series."""

    id: Annotated[str, Field(pattern="^ser_")]
    object: Literal["series"]
    document_type: str
    name: str
    pattern: str
    restart: Literal["never", "yearly", "monthly"]
    is_default: bool
    issued_count: int


@part
class SeriesList:
    """The numbering series of an organization."""

    data: list[SeriesAnswer]
    has_more: bool
    next_cursor: str | None


@part
class KeyAnswer:
    """A key without its secret; `hint` are the last characters of its text."""

    id: Annotated[str, Field(pattern="^key_")]
    object: Literal["api_key"]
    kind: Literal["account", "organization"]
    name: str
    hint: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None


@part
class KeyList:
    """The keys of an organization."""

    data: list[KeyAnswer]
    has_more: bool
    next_cursor: str | None


@part
class NewKeyAnswer:
    """A new key; `key` is its text, which is shown this once."""

    id: Annotated[str, Field(pattern="^key_")]
    object: Literal["api_key"]
    key: str
    name: str
    expires_at: datetime | None
