"""Signing mail (DKIM, RFC 6376), so that receivers see that the domain in From stands behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import dkim

# What a reader goes by, and what would change the meaning of the rest. From is named once more than it stands in the
# mail: a second one that somebody adds on the way would break the signature (RFC 6376, 8.15).
_HEADERS = (
    "From", "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type",
    "Content-Language",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """A key of a domain: `selector` is where its public half stands in the DNS, `private_key` is PEM."""

    domain: str
    selector: str
    private_key: str = field(repr=False)


def read_signing(settings: Mapping[str, Any]) -> Signing | None:
    """How a parcel's settings want its mail signed; None for not at all."""
    held = settings.get("dkim")
    return Signing(**held) if held is not None else None


def sign(content: bytes, signing: Signing | None) -> bytes:
    """A message with its signature before it; as it is when there is nothing to sign with."""
    if signing is None:
        return content
    header: bytes = dkim.sign(
        content,
        signing.selector.encode(),
        signing.domain.encode(),
        signing.private_key.encode(),
        canonicalize=(b"relaxed", b"relaxed"),
        include_headers=[name.encode() for name in _HEADERS],
        linesep=b"\r\n",
    )
    return header + content
