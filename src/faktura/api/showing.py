"""Things by kind and id, as GET answers them: for whoever tells of a thing without a request."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from faktura.api.document_answers import show_document
from faktura.api.organizations import show_organization
from faktura.customers.read import read_customer
from faktura.errors import NotFound
from faktura.inbox.read import show_item
from faktura.organizations.read import read_organization
from faktura.storage.unit import Unit
from faktura.webhooks.read import read_endpoint


async def show_thing(unit: Unit, prefix: str, target: UUID) -> Mapping[str, Any] | None:
    """A thing of the unit's tenant; None when it is gone, or of a kind that has no GET of its own."""
    try:
        match prefix:
            case "inv":
                shown: Mapping[str, Any] = (await show_document(unit, target)).body
            case "cus":
                shown = (await read_customer(unit, target)).to_plain()
            case "org":
                shown = show_organization(await read_organization(unit), unit)
            case "whe":
                shown = (await read_endpoint(unit, target)).to_plain()
            case "inb":
                shown = await show_item(unit, target)
            case _:
                return None
    except NotFound:
        return None
    return shown
