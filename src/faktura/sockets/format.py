"""A format: how a document is written down and read back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from lxml import etree

from faktura.checks import Finding
from faktura.model import Address, Invoice


@dataclass(frozen=True, slots=True, kw_only=True)
class Branding:
    """How a seller's documents look. `logo` holds PNG, JPEG or SVG bytes; colours are ``#rrggbb``.

    `font` names a font that is bundled, or is empty for the usual one. `payment_note` stands beside how to pay.
    `address` takes the place of the seller's own in the letterhead; at the foot the seller's own is printed always.
    """

    colour: str = "#1f3a5f"
    logo: bytes = b""
    logo_media_type: str = ""
    footer: str = ""
    secondary_colour: str = ""
    font: str = ""
    payment_note: str = ""
    address: Address | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderOptions:
    """What a format for people needs beyond the invoice.

    `language`: ISO 639-1. `printed_texts`: texts that the law wants, in order. `pay_url`: where the buyer's page is,
    or empty. `payment_qr`: whether a payment code is drawn where the invoice allows it. `preview`: a draft's mark is
    printed across, and no number is expected. `page`: draws the pages for people in place of the standard layout, from
    the invoice and these options; None: the standard layout. It may raise what its maker says.
    """

    language: str = "en"
    branding: Branding = field(default_factory=Branding)
    printed_texts: tuple[str, ...] = ()
    pay_url: str = ""
    payment_qr: bool = True
    preview: bool = False
    page: "Callable[[Invoice, RenderOptions], bytes] | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """The bytes that a format made."""

    content: bytes
    media_type: str
    file_extension: str


class NotWritable(ValueError):  # noqa: N818 - what the invoice is to the format, as UnreadableDocument
    """The invoice can't be written in a format; the text is a sentence, `code` a word for programs."""

    code = "not_writable"


class Container(Protocol):
    """A document with another one inside, opened."""

    @property
    def xml(self) -> bytes:
        """The document inside, as its bytes stand there."""

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What is odd about the container."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format folder's one export, `FORMAT`.

    `write(invoice, options)` gives the same bytes for the same input, always; it raises `NotWritable` where it can't.
    `read(content)` gives an invoice and the findings of reading (what was unknown or unreadable); None for a format
    that is only written. `cannot_carry`: term -> reason.

    `extract(content)` opens a format that carries a document of another format inside; None for all others.
    `places(root)` gives a function from an element below that root to its JSON pointer in our model, empty where the
    model has no place for it.
    """

    name: str
    title: str
    media_type: str
    file_extension: str
    write: Callable[[Invoice, RenderOptions], Rendered]
    read: Callable[[bytes], tuple[Invoice, list[Finding]]] | None = None
    cannot_carry: Mapping[str, str] = field(default_factory=dict)
    extract: Callable[[bytes], Container] | None = None
    places: Callable[[etree._Element], Callable[[etree._Element], str]] | None = None
