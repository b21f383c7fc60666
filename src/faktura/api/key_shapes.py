"""The shapes of answers about keys."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from faktura.model.terms import part


@part
class KeyAnswer:
    """A key, without its secret."""

    id: Annotated[str, Field(pattern="^key_")]
    object: Literal["api_key"]
    kind: Literal["account", "organization"]
    name: str
    hint: str
    active: bool
    scopes: list[str]
    allowed_addresses: list[str]
    allowed_origins: list[str]
    api_version: str
    created_at: datetime
    created_by: str
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None
    last_used_from: str | None
    rotated_from: str | None
    rotated_to: str | None


@part
class NewKeyAnswer(KeyAnswer):
    """A key that was just made; `key` is shown this once."""

    key: str


@part
class KeyList:
    """A page of keys."""

    data: list[KeyAnswer]
    has_more: bool
    next_cursor: str | None


@part
class RevocationAnswer:
    """The keys that were revoked together, the one that was named first."""

    object: Literal["revocation"]
    revoked: list[str]


@part
class ScopeAnswer:
    """A resource and its verbs: each makes a scope `resource:verb`."""

    resource: str
    verbs: list[str]


@part
class RoleAnswer:
    """A role and the scopes that it holds."""

    role: str
    scopes: list[str]


@part
class ScopesAnswer:
    """What keys and people can be allowed."""

    object: Literal["scopes"]
    scopes: list[ScopeAnswer]
    roles: list[RoleAnswer]
