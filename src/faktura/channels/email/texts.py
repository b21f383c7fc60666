"""What a mail says: subject, plain text and HTML, in the buyer's language. Pure; amounts and dates come formatted."""

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined, Template

from faktura.channels.email.message import clean
from faktura.sockets import Announcement, Branding
from faktura.sockets.colours import INK, PAPER, contrast, is_colour
from faktura.sockets.fonts import stack_of
from faktura.sockets.pictures import small_picture

LANGUAGES = ("en", "de", "fr", "it", "es", "sl", "hr", "pl", "nl", "pt")

_CREDITS = frozenset({"credit_note", "self_billed_credit_note"})
_URL = re.compile(r"https?://[^\s<>\"'\\]+")
_TYPEFACE = "'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
# Twice the largest size in the mail, for fine screens.
_LOGO_SIZE_MAX = (480, 128)
_EDGE = "#9aa5b1"


@dataclass(frozen=True, slots=True)
class MailTexts:
    """The texts of one mail, in `language` (ISO 639-1); `text` and `html` say the same.

    `logo` is the PNG that `html` shows (as ``cid:logo``), or nothing.
    """

    subject: str
    text: str
    html: str
    language: str
    logo: bytes = b""


def compose_data(announcement: Announcement) -> Mapping[str, Any]:
    """The `data` of a parcel that carries the announced document: ``subject``, ``text``, ``html``, ``language``,
    ``logo``."""
    return asdict(compose_texts(announcement))


def mail_words(announcement: Announcement) -> Mapping[str, str]:
    """The words of a mail in its language, by name: ``greeting``, ``opening``, labels, ``closing``."""
    labels = read_labels(_language(announcement))
    kind = announcement.document_type
    return {
        "greeting": labels["greeting"],
        "opening": labels["opening"].get(kind, labels["opening"]["other"]),
        "recipient_label": labels["recipient"],
        "amount_label": labels["amount_credited" if kind in _CREDITS else "amount_due"],
        "due_date_label": labels["due_date"],
        "open_label": labels["open"],
        "closing": labels["closing"],
    }


def _language(announcement: Announcement) -> str:
    language = re.split("[-_]", announcement.language.lower())[0]
    return language if language in LANGUAGES else "en"


def compose_texts(announcement: Announcement) -> MailTexts:
    """What the mail says.

    A language that is not among `LANGUAGES` becomes English (``de-AT`` is German), a document type without a word of
    its own is a document, a colour that is not ``#rrggbb`` the default one. The due date is left out for credits.
    Raises ValueError when `page_url` is not an http or https address.
    """
    if announcement.page_url and not _URL.fullmatch(announcement.page_url):
        raise ValueError("page_url must be an http or https address")
    language = _language(announcement)
    labels = read_labels(language)
    kind = announcement.document_type
    credit = kind in _CREDITS
    colour = announcement.colour if is_colour(announcement.colour) else Branding().colour
    seller_name = clean(announcement.seller_name)
    light = contrast(colour, PAPER) >= contrast(colour, INK)
    picture = small_picture(announcement.logo, _LOGO_SIZE_MAX) if announcement.logo else None
    said = {
        "language": language,
        "labels": labels,
        "document": labels["document"].get(kind, labels["document"]["other"]),
        "opening": labels["opening"].get(kind, labels["opening"]["other"]),
        "number": clean(announcement.number),
        "seller_name": seller_name,
        "buyer_name": clean(announcement.buyer_name),
        "amount_label": labels["amount_credited" if credit else "amount_due"],
        "total": clean(announcement.total),
        "due_date": "" if credit else clean(announcement.due_date),
        "page_url": announcement.page_url,
        "note": announcement.note.strip().splitlines(),
        "greeting": announcement.greeting.strip() or labels["greeting"],
        "signature": announcement.signature.strip().splitlines() or [labels["closing"], seller_name],
        "footer": announcement.footer.strip().splitlines(),
        "logo": picture,
        "font": f"font-family:{stack_of(announcement.font, _TYPEFACE)};",
        "colour": colour,
        "second": announcement.second_colour if is_colour(announcement.second_colour) else "",
        "on_colour": PAPER if light else INK,
        "edge": colour if light else _EDGE,
    }
    # A dash instead of "from": no preposition has to agree with a name in ten languages.
    said["subject"] = f"{said['document']} {said['number']} – {said['seller_name']}"
    logo = picture.content if picture else b""
    return MailTexts(str(said["subject"]), _plain(said), _template().render(said), language, logo)


@functools.cache
def read_labels(language: str) -> Mapping[str, Any]:
    """The fixed texts of one of `LANGUAGES`: text by name, and the tables ``document`` and ``opening`` by type."""
    return tomllib.loads(files(__package__).joinpath("labels", f"{language}.toml").read_text(encoding="utf-8"))


def _plain(said: Mapping[str, Any]) -> str:
    labels = said["labels"]
    facts = [
        f"{said['document']} {said['number']}",
        f"{labels['recipient']}: {said['buyer_name']}",
        f"{said['amount_label']}: {said['total']}",
    ]
    if said["due_date"]:
        facts.append(f"{labels['due_date']}: {said['due_date']}")
    blocks = [said["greeting"], said["opening"]]
    if said["note"]:
        blocks.append("\n".join(said["note"]))
    blocks.append("\n".join(facts))
    if said["page_url"]:
        blocks.append(f"{labels['open']}: {said['page_url']}")
    blocks.append("\n".join(said["signature"]))
    if said["footer"]:
        blocks.append("\n".join(said["footer"]))
    return "\n\n".join(blocks) + "\n"


@functools.cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(files(__package__).joinpath("mail.html.jinja").read_text(encoding="utf-8"))
