"""An account as it stands, and changing its name."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.organizations import store
from faktura.organizations.errors import AccountNotFound
from faktura.organizations.schemas import AccountPatch
from faktura.organizations.tenants import mode_of
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Account:
    """An account in one mode."""

    id: UUID
    mode: str
    name: str
    created_at: datetime

    def to_plain(self) -> dict[str, Any]:
        """The account as JSON-ready data."""
        return {
            "id": show_id("acc", self.id),
            "object": "account",
            "mode": self.mode,
            "name": self.name,
            "created_at": self.created_at,
        }


async def read_account(unit: Unit) -> Account:
    """The account of the unit's tenant.

    Raises:
        AccountNotFound: the tenant is none.
    """
    row = await store.read_account(unit)
    if row is None:
        raise AccountNotFound("This key's account does not exist in this mode.")
    return Account(row["id"], mode_of(unit.tenant).value, row["name"], row["created_at"])


async def change_account(unit: Unit, patch: AccountPatch) -> Account:
    """Change the account's name.

    Raises:
        AccountNotFound: the tenant is none.
    """
    await store.update_account(unit, patch.name)
    return await read_account(unit)
