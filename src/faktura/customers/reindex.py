"""Writing the words of customers anew."""

from uuid import UUID

from faktura.customers import store
from faktura.customers.read import read_customer
from faktura.model.json import to_plain
from faktura.search.documents import words_of_customer
from faktura.search.index import CUSTOMER, index_words
from faktura.storage.unit import Unit


async def reindex_customers(unit: Unit, after: UUID, limit: int) -> list[UUID]:
    """The next customers behind an id, in the order of their ids; none when there are no more."""
    ids = await store.list_ids(unit, after, limit)
    for each in ids:
        customer = await read_customer(unit, each)
        await index_words(unit, CUSTOMER, each, words_of_customer(to_plain(customer.record), customer.external_id))
    return ids
