"""Writing the words of issued documents anew."""

from uuid import UUID

from faktura.invoices import store
from faktura.invoices.read import read_invoice
from faktura.search.documents import words_of_invoice
from faktura.search.index import INVOICE, index_words
from faktura.storage.unit import Unit


async def reindex_invoices(unit: Unit, after: UUID, limit: int) -> list[UUID]:
    """The next documents behind an id, in the order of their ids; none when there are no more."""
    ids = await store.list_ids(unit, after, limit)
    for invoice in ids:
        issued = await read_invoice(unit, invoice)
        words = words_of_invoice(issued.invoice, issued.sealed["external_id"], issued.email)
        await index_words(unit, INVOICE, invoice, words)
    return ids
