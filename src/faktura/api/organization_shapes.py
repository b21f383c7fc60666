"""The shapes of answers about organizations and accounts."""

from datetime import datetime
from typing import Annotated, Literal

from faktura.api.shapes import OrganizationAnswer
from faktura.model.terms import Term, part


@part
class FirstKeyAnswer:
    """The first key of a new organization; `key` is shown this once."""

    id: str
    object: Literal["api_key"]
    key: str


@part
class NewOrganizationAnswer(OrganizationAnswer):
    """A new organization, ready to be used."""

    key: Annotated[FirstKeyAnswer | None, Term("", "")] = None


@part
class OrganizationSummary:
    """An organization in a list."""

    id: str
    object: Literal["organization"]
    name: str
    external_id: str | None
    created_at: datetime
    closed_at: datetime | None


@part
class OrganizationList:
    """A page of organizations."""

    data: list[OrganizationSummary]
    has_more: bool
    next_cursor: str | None


@part
class AccountAnswer:
    """An account in one mode."""

    id: str
    object: Literal["account"]
    mode: Literal["live", "test"]
    name: str
    created_at: datetime


@part
class SignupAnswer:
    """What somebody needs to start."""

    account: str
    account_key: str
    organization: str
    key: str
    mode: Literal["test"]
