"""Writing the words of drafts anew."""

from dataclasses import replace
from uuid import UUID

from faktura.drafts import store
from faktura.drafts.read import prepare, read_draft
from faktura.search.documents import words_of_invoice
from faktura.search.index import DRAFT, index_words
from faktura.storage.unit import Unit


async def reindex_drafts(unit: Unit, after: UUID, limit: int) -> list[UUID]:
    """The next drafts behind an id, in the order of their ids; none when there are no more."""
    ids = await store.list_ids(unit, after, limit)
    for each in ids:
        draft = await read_draft(unit, each, lock=True)
        completed = (await prepare(unit, draft.request)).completed
        words = words_of_invoice(replace(completed.invoice, number=None), draft.external_id, completed.email)
        await index_words(unit, DRAFT, each, words)
    return ids
