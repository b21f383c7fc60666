"""The one verb by which a draft leaves its station: taken by issuing, in the same transaction."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from faktura.drafts import store
from faktura.drafts.errors import DraftChanged
from faktura.drafts.read import read_draft
from faktura.drafts.schemas import InvoiceRequest
from faktura.search.index import DRAFT, forget_words
from faktura.storage.unit import Unit


@dataclass(frozen=True, slots=True)
class TakenDraft:
    """What issuing needs of a draft that is no more."""

    request: InvoiceRequest
    created_at: datetime


async def take_draft(unit: Unit, draft: UUID, expected_version: int | None) -> TakenDraft:
    """Lock a draft and remove it; if the unit rolls back (rules are broken), it is still there.

    Raises:
        DraftNotFound: there is none.
        DraftChanged: `expected_version` was given and is not the current one.
    """
    current = await read_draft(unit, draft, lock=True)
    if expected_version is not None and expected_version != current.version:
        raise DraftChanged("Read the draft again before you issue it.")
    await store.delete_draft(unit, draft)
    await forget_words(unit, DRAFT, draft)
    return TakenDraft(current.request, current.created_at)
