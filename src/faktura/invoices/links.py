"""Links for buyers: unguessable, expiring, revocable. A link names its tenant, its row and a secret that is derived
from the installation's key, so that nothing in the database alone opens a page."""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from faktura.brands.page_domains import page_base
from faktura.events import LINK_CREATED, LINK_REVOKED
from faktura.invoices import store
from faktura.invoices.errors import LinkNotFound
from faktura.invoices.read import IssuedInvoice
from faktura.jobs import publish
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id, show_id
from faktura.storage.unit import Unit, open_unit

LINK_DAYS = 365
LINK_DAYS_MAX = 3650
_SECRET_BYTES = 16
_TOKEN_BYTES = 16 + 16 + _SECRET_BYTES


@dataclass(frozen=True, slots=True)
class BuyerLink:
    """A link to the page of one document."""

    id: UUID
    invoice: UUID
    url: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None

    def to_plain(self) -> dict[str, Any]:
        """The link as JSON-ready data."""
        return {
            "id": show_id("lnk", self.id),
            "object": "buyer_link",
            "invoice": show_id("inv", self.invoice),
            "url": self.url,
            "created_at": self.created_at,
            "expires_at": self.expires_at,
            "revoked_at": self.revoked_at,
        }


def _secret(floor: Floor, tenant: UUID, link: UUID) -> bytes:
    message = b"faktura: buyer link" + tenant.bytes + link.bytes
    return hmac.new(floor.secret, message, hashlib.sha256).digest()[:_SECRET_BYTES]


def token_of(floor: Floor, tenant: UUID, link: UUID) -> str:
    """The unguessable part of a link: 128 secret bits behind the ids."""
    raw = tenant.bytes + link.bytes + _secret(floor, tenant, link)
    return base64.urlsafe_b64encode(raw).decode()


def _link(unit: Unit, row: Any, base: str) -> BuyerLink:
    url = f"{base}/i/{token_of(unit.floor, unit.tenant, row['id'])}"
    return BuyerLink(row["id"], row["invoice"], url, row["created_at"], row["expires_at"], row["revoked_at"])


async def create_link(unit: Unit, invoice: UUID, days: int = LINK_DAYS) -> BuyerLink:
    """Make a link that works for `days` days (1 to 3,650)."""
    link = new_id()
    await store.insert_link(unit, link, invoice, unit.now + timedelta(days=days))
    await publish(unit, LINK_CREATED, invoice, {"link": show_id("lnk", link)})
    row = await store.read_link(unit, link)
    return _link(unit, row, await page_base(unit, row["brand"]))


async def list_links(unit: Unit, invoice: UUID) -> list[BuyerLink]:
    """The links of a document, newest first."""
    rows = await store.list_links(unit, invoice)
    base = await page_base(unit, rows[0]["brand"]) if rows else ""
    return [_link(unit, row, base) for row in rows]


async def current_link(unit: Unit, invoice: UUID) -> BuyerLink | None:
    """The newest link that still works."""
    links = await list_links(unit, invoice)
    return next((link for link in links if link.revoked_at is None and link.expires_at > unit.now), None)


async def page_url_for(unit: Unit, issued: IssuedInvoice) -> str:
    """The address of the document's page: of the link that works, or of a new one where there never was one.

    When all links were revoked or expired, the answer is empty: a job must not open again what a person closed.
    """
    links = await list_links(unit, issued.id)
    if not links:
        return (await create_link(unit, issued.id)).url
    working = await current_link(unit, issued.id)
    return working.url if working else ""


async def revoke_link(unit: Unit, invoice: UUID, link: UUID) -> None:
    """Close a link from now on.

    Raises:
        LinkNotFound: the document has no such link.
    """
    row = await store.read_link(unit, link)
    if row is None or row["invoice"] != invoice:
        raise LinkNotFound("The document has no such link.")
    await store.revoke_link(unit, link)
    await publish(unit, LINK_REVOKED, invoice, {"link": show_id("lnk", link)})


async def open_link(floor: Floor, token: str) -> tuple[UUID, UUID]:
    """The tenant and the invoice behind a token.

    Raises:
        LinkNotFound: not a token, unknown, expired or revoked: always the same sentence.
    """
    refusal = LinkNotFound("This link does not work (any more). Ask the sender of the invoice for a new one.")
    try:
        raw = base64.b64decode(token.encode(), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise refusal from None
    if len(raw) != _TOKEN_BYTES:
        raise refusal
    tenant, link = UUID(bytes=raw[:16]), UUID(bytes=raw[16:32])
    # The secret is compared before the database is asked, so that guessing costs nothing but a hash.
    if not hmac.compare_digest(raw[32:], _secret(floor, tenant, link)):
        raise refusal
    async with open_unit(floor, tenant, actor="buyer") as unit:
        row = await store.read_link(unit, link)
        if row is None or row["revoked_at"] is not None or row["expires_at"] <= unit.now:
            raise refusal
        invoice: UUID = row["invoice"]
    return tenant, invoice
