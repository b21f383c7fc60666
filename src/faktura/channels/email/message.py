"""From a parcel to the bytes of a mail (RFC 5322, MIME). Pure: the same parcel gives the same bytes on every try.

The lines are written here, not by Python's `email` package: its folding of long headers differs between Python
versions, which would break the promise above, and has lost the quotes around display names, which lets a name
become a second address. Reading back with that package is how the tests check this one.

What is left out on purpose: anything that tracks the reader, and ``Auto-Submitted: auto-generated`` (RFC 3834). An
invoice is correspondence that the seller decided on and that somebody must act upon; ticket systems, behind which
many invoice mailboxes stand, throw messages with that mark away as automatic replies.
"""

import base64
import hashlib
import quopri
import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC
from email.utils import format_datetime

from faktura.channels.email.addresses import Mailbox, read_address
from faktura.sockets import Parcel, ParcelFile

MEDIA_TYPE = "message/rfc822"
TEXT_LENGTH_MAX = 250  # of a subject or a display name, in characters
FILE_NAME_OCTETS_MAX = 200  # percent-encoded, it stays below the 998 octets of a line (RFC 5322 §2.1.1)
LINE_LENGTH = 76

_PLAIN_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,60}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_PLAIN_FILE_NAME = re.compile(r"[A-Za-z0-9 ._()+-]{1,60}")
_ATTRIBUTE_CHARACTERS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")  # RFC 2231 §7
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # UAX 9
_HEADER_WORD_MAX = 70


def compose(parcel: Parcel) -> bytes:
    """The whole message with CRLF line ends.

    Takes from `parcel.data`: ``subject`` and ``text`` (both needed), ``html`` with its ``logo`` (a PNG), ``language``
    (ISO 639-1) and ``reply_to``. Names, subject and file names are cleaned of control characters, so none of them can
    start a header.
    Every line is ASCII unless an address has a local part that is not (`needs_smtputf8`).
    Raises `AddressError` when the sender, the recipient or ``reply_to`` is not an address.
    """
    if parcel.created_at.tzinfo is None:
        raise ValueError("a parcel's created_at must carry its time zone")
    sender = read_address(parcel.sender)
    headers = [
        ("Date", format_datetime(parcel.created_at.astimezone(UTC))),
        ("From", _named_address(parcel.sender_name, sender)),
        ("To", read_address(parcel.recipient).address),
    ]
    if reply_to := parcel.data.get("reply_to"):
        headers.append(("Reply-To", read_address(str(reply_to)).address))
    headers.append(("Subject", _header_text(clean(str(parcel.data["subject"])), first_line_used=len("Subject: "))))
    headers.append(("Message-ID", message_id(parcel)))
    language = str(parcel.data.get("language") or "")
    if _LANGUAGE.fullmatch(language):
        headers.append(("Content-Language", language))
    headers.append(("MIME-Version", "1.0"))
    return "".join(f"{name}: {value}\r\n" for name, value in headers).encode() + _content(parcel)


def message_id(parcel: Parcel) -> str:
    """The Message-ID of every try of a parcel, so that a receiver who got it twice can tell (RFC 5322 §3.6.4)."""
    own = parcel.id if _PLAIN_ID.fullmatch(parcel.id) else hashlib.sha256(parcel.id.encode()).hexdigest()[:40]
    return f"<{own}@{read_address(parcel.sender).domain}>"


def needs_smtputf8(parcel: Parcel) -> bool:
    """Whether an address in the message can only be carried with SMTPUTF8 (RFC 6531)."""
    addresses = [parcel.sender, parcel.recipient]
    if reply_to := parcel.data.get("reply_to"):
        addresses.append(str(reply_to))
    return any(read_address(address).needs_smtputf8 for address in addresses)


def clean(text: str) -> str:
    """One line of visible text: line breaks and control characters become a space, the length is limited.

    Marks that turn the reading direction go as well: with them ``gpj.exe`` is shown as ``exe.jpg``.
    """
    kept = (" " if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} else c for c in text if c not in _TURNING)
    line = " ".join("".join(kept).split())
    return line if len(line) <= TEXT_LENGTH_MAX else line[: TEXT_LENGTH_MAX - 1].rstrip() + "…"


def _content(parcel: Parcel) -> bytes:
    """The body with its Content headers: the text, its HTML form beside it, then the files."""
    body = _text_part("plain", str(parcel.data["text"]))
    if html := parcel.data.get("html"):
        shown = _text_part("html", str(html))
        if logo := parcel.data.get("logo"):
            # The picture travels inside: one that is fetched from a server would tell who reads the mail, and when.
            shown = _multipart(parcel, "related", [shown, _picture_part("logo", logo)])
        body = _multipart(parcel, "alternative", [body, shown])
    if parcel.files:
        body = _multipart(parcel, "mixed", [body, *(_file_part(file) for file in parcel.files)])
    return body


def _multipart(parcel: Parcel, kind: str, parts: Iterable[bytes]) -> bytes:
    # "=_" can appear neither in base64 nor in quoted-printable, so no content can hold the boundary (RFC 2045 §6.7).
    boundary = "=_" + hashlib.sha256(f"{kind}:{parcel.id}".encode()).hexdigest()[:32]
    opening = f"\r\n--{boundary}\r\n".encode()
    head = f'Content-Type: multipart/{kind};\r\n boundary="{boundary}"\r\n'.encode()
    return head + b"".join(opening + part for part in parts) + f"\r\n--{boundary}--\r\n".encode()


def _text_part(subtype: str, text: str) -> bytes:
    lines = "\n".join(text.splitlines()) + "\n"
    body = quopri.encodestring(lines.encode("utf-8", "replace")).replace(b"\n", b"\r\n")
    head = f"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    return head.encode() + body


def _file_part(file: ParcelFile) -> bytes:
    media_type = file.media_type.partition(";")[0].strip().lower()
    if not _MEDIA_TYPE.fullmatch(media_type) or media_type.startswith(("multipart/", "message/")):
        media_type = "application/octet-stream"
    head = (
        f"Content-Type: {media_type}\r\n"
        "Content-Transfer-Encoding: base64\r\n"
        f"Content-Disposition: attachment;\r\n {_file_name_parameter(file.name)}\r\n\r\n"
    )
    return head.encode() + base64.encodebytes(file.content).replace(b"\n", b"\r\n")


def _picture_part(name: str, content: bytes) -> bytes:
    """A PNG that the HTML names as ``cid:`` and its name."""
    head = (
        "Content-Type: image/png\r\n"
        "Content-Transfer-Encoding: base64\r\n"
        f"Content-ID: <{name}>\r\n"
        f'Content-Disposition: inline;\r\n filename="{name}.png"\r\n\r\n'
    )
    return head.encode() + base64.encodebytes(content).replace(b"\n", b"\r\n")


def _file_name_parameter(name: str) -> str:
    """The ``filename`` parameter, in the form of RFC 2231 when the name is not plain."""
    cleaned = clean(name).replace("/", "-").replace("\\", "-").lstrip(".") or "attachment"
    if _PLAIN_FILE_NAME.fullmatch(cleaned):
        return f'filename="{cleaned}"'
    stem, dot, extension = cleaned.rpartition(".")
    if not dot or len(extension) > 10:
        stem, dot, extension = cleaned, "", ""
    room = FILE_NAME_OCTETS_MAX - len((dot + extension).encode())
    octets = stem.encode()[:room].decode("utf-8", "ignore").encode() + (dot + extension).encode()
    return "filename*=UTF-8''" + "".join(chr(o) if o in _ATTRIBUTE_CHARACTERS else f"%{o:02X}" for o in octets)


def _named_address(name: str, mailbox: Mailbox) -> str:
    cleaned = clean(name)
    if not cleaned:
        return mailbox.address
    if cleaned.isascii() and len(cleaned) <= _HEADER_WORD_MAX and "=?" not in cleaned:
        escaped = cleaned.replace("\\", "\\\\").replace('"', '\\"')
        written = f'"{escaped}"'
    else:
        written = _encoded_words(cleaned, first_line_used=len("From: "))
    return f"{written}\r\n <{mailbox.address}>"


def _header_text(text: str, first_line_used: int) -> str:
    """Unstructured text for a header, folded at spaces; in encoded words (RFC 2047) when it is not plain ASCII."""
    words = text.split(" ")
    if not text.isascii() or "=?" in text or any(len(word) > _HEADER_WORD_MAX for word in words):
        return _encoded_words(text, first_line_used)
    lines = [words[0]]
    used = first_line_used + len(words[0])
    for word in words[1:]:
        if used + 1 + len(word) > LINE_LENGTH:
            lines.append(word)
            used = len(word)
        else:
            lines[-1] += " " + word
            used += 1 + len(word)
    return "\r\n ".join(lines)


def _encoded_words(text: str, first_line_used: int) -> str:
    """Encoded words, one a line; a line that holds one has 76 characters at most (RFC 2047 §2)."""
    chunks = [b""]
    room = LINE_LENGTH - first_line_used
    for character in text:
        octets = character.encode("utf-8", "replace")
        if len(chunks[-1]) + len(octets) > (room - len("=?UTF-8?B??=")) // 4 * 3:
            chunks.append(b"")
            room = LINE_LENGTH - 1
        chunks[-1] += octets
    return "\r\n ".join(f"=?UTF-8?B?{base64.b64encode(chunk).decode('ascii')}?=" for chunk in chunks)
