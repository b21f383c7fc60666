"""Who sends the mail of a document: the organization's sender, or its brand's; signed where the domain is verified."""

from dataclasses import replace
from typing import Any

from faktura.brands import store
from faktura.brands.names import is_within, read_domain
from faktura.brands.read import find_brand
from faktura.brands.signing_keys import decrypt_key
from faktura.organizations.senders import Sender, read_sender
from faktura.storage.unit import Unit


def _domain_of(address: str) -> str:
    return read_domain(address.rpartition("@")[2]) or ""


async def _signing(unit: Unit, domain: str) -> dict[str, Any] | None:
    """How mail from a domain is signed: by it, or by a domain above it; None where none is verified."""
    labels = domain.split(".")
    names = [".".join(labels[start:]) for start in range(len(labels) - 1)]
    row = await store.find_verified_email_domain(unit, names)
    private_key = decrypt_key(unit.floor.secret, row["private_key_encrypted"]) if row is not None else None
    if row is None or private_key is None:
        return None
    return {"domain": row["domain"], "selector": row["selector"], "private_key": private_key}


async def sender_for(unit: Unit, brand_id: str | None) -> Sender | None:
    """Who sends a document of a brand (or of none); None when no sender is set up.

    Through the installation's own server, only the installation's domain and verified ones stand in From: another
    address becomes Reply-To, or any tenant could send in the name of any domain that trusts that server.

    Raises:
        SenderUnreadable: the mail server's password can't be decrypted.
    """
    sender = await read_sender(unit)
    if sender is None:
        return None
    brand = await find_brand(unit, brand_id) if brand_id is not None else None
    if brand is not None:
        own = brand.record.sender
        sender = replace(
            sender,
            address=(own.address if own is not None else None) or sender.address,
            name=(own.name if own is not None else None) or brand.record.trading_name or sender.name,
            reply_to=(own.reply_to if own is not None else None) or sender.reply_to,
        )
    domain = _domain_of(sender.address)
    signing = await _signing(unit, domain)
    if signing is not None:
        return replace(sender, settings={**sender.settings, "dkim": signing})
    settings = unit.floor.settings
    own_server = "public_only" in sender.settings
    house = settings.smtp_from or ""
    if own_server or settings.unverified_senders == "as_given" or not house or is_within(domain, _domain_of(house)):
        return sender
    return replace(sender, address=house, reply_to=sender.reply_to or sender.address)
