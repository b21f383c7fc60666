"""A channel: the road on which a document travels. Outcomes are values; the deliveries station decides."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelFile:
    """A file in a parcel."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What is to travel.

    `id` is the delivery's id and stays the same on every try, so that a receiver can see a repetition.
    `recipient` and `sender` are the channel's own addresses; `data` holds what its messages need (plain values).
    `settings` holds the sender's own connection settings (for e-mail: host, port, security, username, password).
    """

    id: str
    recipient: str
    sender: str
    sender_name: str
    created_at: datetime
    files: tuple[ParcelFile, ...]
    data: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """The next hop took it. `proof` are facts to keep; `sent` the exact bytes that travelled."""

    proof: Mapping[str, Any]
    sent: bytes = b""
    sent_media_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The receiver's side said no for good: trying again would not help."""

    why: str
    proof: Mapping[str, Any] = field(default_factory=dict)
    sent: bytes = b""
    sent_media_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TryLater:
    """It did not work this time (no connection, a temporary answer). `after_seconds` overrides the usual wait."""

    why: str
    after_seconds: float | None = None
    proof: Mapping[str, Any] = field(default_factory=dict)


Outcome = Delivered | Refused | TryLater


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What a channel may say of the document that it carries; amounts and dates are formatted for the language.

    `colour`, `second_colour`, `font`, `logo` (PNG or JPEG) and `footer` are the seller's looks; `greeting` and
    `signature` take the place of the usual ones where they are given.
    """

    language: str
    document_type: str
    number: str
    seller_name: str
    buyer_name: str
    total: str
    due_date: str = ""
    page_url: str = ""
    colour: str = ""
    note: str = ""
    second_colour: str = ""
    font: str = ""
    logo: bytes = b""
    footer: str = ""
    greeting: str = ""
    signature: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A channel folder's one export, `CHANNEL`.

    `compose(announcement)` gives the `data` of a parcel; `words(announcement)` the words that it is made of, by name,
    for a template that says the same otherwise (None: there are none). `check_recipient(text)` gives a sentence when
    an address is not one of this channel's. `send` never raises for what a road can do; it gives an outcome.
    """

    name: str
    title: str
    compose: Callable[[Announcement], Mapping[str, Any]]
    check_recipient: Callable[[str], str | None]
    send: Callable[[Parcel], Awaitable[Outcome]]
    words: Callable[[Announcement], Mapping[str, str]] | None = None
