"""What belongs to an organization: branding, sender and series, as they are answered."""

from typing import Annotated, Literal

from pydantic import Field

from faktura.model.terms import part


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
