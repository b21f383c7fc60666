"""How an organization works on its inbox."""

from faktura.inbox import store
from faktura.inbox.schemas import InboxSettingsRequest
from faktura.storage.unit import Unit


async def read_four_eyes(unit: Unit) -> bool:
    """Whether two must approve every document."""
    return await store.read_four_eyes(unit)


async def change_settings(unit: Unit, request: InboxSettingsRequest) -> None:
    """Set it; it counts from the next approval on, and takes none back."""
    await store.write_settings(unit, four_eyes=request.four_eyes)
