"""Forgetting customers, when their organization is closed for good."""

from collections.abc import Sequence
from uuid import UUID

from faktura.customers import store
from faktura.search.index import CUSTOMER, forget_all
from faktura.storage.unit import Unit


async def forget_customers(unit: Unit, kept: Sequence[UUID]) -> None:
    """Delete the customers that no document names; `kept` are those that one names."""
    await store.delete_customers(unit, kept)
    await forget_all(unit, CUSTOMER, kept)
