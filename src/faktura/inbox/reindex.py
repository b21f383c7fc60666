"""Writing the words of received documents anew, from what was read of them."""

from uuid import UUID

from faktura.inbox import store
from faktura.search.index import RECEIVED, add_words
from faktura.search.words import amount_word, few, words_of
from faktura.storage.unit import Unit


async def reindex_inbox(unit: Unit, after: UUID, limit: int) -> list[UUID]:
    """Index a page of received documents behind an id; answers their ids. Words of their lines stay as they were:
    the originals are not read again."""
    rows = await store.list_for_index(unit, after, limit)
    for row in rows:
        facts = store.facts_of_row(row)
        texts = (row["name"], facts.number, facts.supplier_name, facts.supplier_vat_id, facts.order_reference)
        amounts = (facts.total_with_vat, facts.amount_due, facts.total_without_vat)
        words = [word for text in texts if text for word in words_of(text)]
        words += [amount_word(amount) for amount in amounts if amount is not None]
        await add_words(unit, RECEIVED, row["id"], few(words))
    return [row["id"] for row in rows]
