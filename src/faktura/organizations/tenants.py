"""Tenants: an organization, or an account, in one mode. Live and test data have different tenants, so the row level
security that keeps organizations apart keeps the modes apart as well."""

from enum import StrEnum
from uuid import UUID, uuid5

from faktura.storage.ids import new_id

LOCAL_ACCOUNT = UUID(int=uuid5(UUID(int=0), "faktura: the installation's own account").int & ~1)
"""The account that `faktura keys create` uses; the same in every installation, and nothing secret."""


class Mode(StrEnum):
    """Live documents are legal documents; test documents are not."""

    LIVE = "live"
    TEST = "test"


def new_owner_id() -> UUID:
    """A new id for an account or an organization: its last bit is free to tell the mode in a tenant."""
    return UUID(int=new_id().int & ~1)


def tenant_of(owner: UUID, mode: Mode) -> UUID:
    """The tenant of an account or organization in a mode: its id, with the last bit set for test."""
    return UUID(int=owner.int & ~1 | (mode is Mode.TEST))


def owner_of(tenant: UUID) -> UUID:
    """The account or organization of a tenant."""
    return UUID(int=tenant.int & ~1)


def mode_of(tenant: UUID) -> Mode:
    """The mode of a tenant."""
    return Mode.TEST if tenant.int & 1 else Mode.LIVE
