"""Writing the words of issued documents anew."""

from uuid import UUID

from faktura.invoices import store
from faktura.invoices.read import read_invoice
from faktura.search.documents import words_of_invoice
from faktura.search.index import INVOICE, add_words, forget_all
from faktura.storage.unit import Unit

FIRST = UUID(int=0)
"""Before all ids."""


async def reindex_invoices(unit: Unit, after: UUID, limit: int) -> list[UUID]:
    """The next documents behind an id, in the order of their ids; none when there are no more.

    Before the first ones all words are taken away: until it is through, fewer documents are found.
    """
    if after == FIRST:
        await forget_all(unit, INVOICE)
    ids = await store.list_ids(unit, after, limit)
    for invoice in ids:
        issued = await read_invoice(unit, invoice)
        words = words_of_invoice(issued.invoice, issued.sealed["external_id"], issued.email)
        await add_words(unit, INVOICE, invoice, words)
    return ids
