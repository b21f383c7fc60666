"""multipart/related (RFC 2387, RFC 2046): split by hand and written, without copies of big parts.

Python's own parser decodes text and copies; binary parts need neither. What other access points send is taken: folded
headers, base64 as transfer encoding, a root part without Content-ID.
"""

import binascii
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from faktura.channels.peppol.as4 import names
from faktura.channels.peppol.as4.errors import MimeInconsistency
from faktura.channels.peppol.as4.profile import Limits

Buffer = bytes | bytearray | memoryview

_WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_MEDIA_TYPE = re.compile(rf"\s*({_WORD}/{_WORD})\s*")
_PARAMETER = re.compile(rf';\s*({_WORD})\s*=\s*(?:"((?:[^"\\\r\n]|\\[^\r\n])*)"|([^\s;"]+))\s*')
_HEADER_LENGTH_MAX = 4_096
_BOUNDARY_LENGTH_MAX = 200  # RFC 2046 says 70; stacks in use exceed it
_PADDING_MAX = 100
_LOOKALIKES_MAX = 100
_HEADER_NAME = re.compile(_WORD)
# Base64 in lines, as RFC 2045 has it.
_BASE64 = re.compile(rb"[A-Za-z0-9+/\r\n]*+={0,2}+[\r\n]*+")


@dataclass(frozen=True, slots=True)
class Part:
    """A body part: header names are in lower case, `content` is decoded; a memoryview into the message if it can be."""

    headers: Mapping[str, str]
    content: Buffer

    @property
    def content_id(self) -> str:
        """Without its angle brackets; empty when there is none."""
        held = self.headers.get("content-id", "").strip()
        return held[1:-1] if held.startswith("<") and held.endswith(">") else held


@dataclass(frozen=True, slots=True)
class Package:
    """A message as MIME sees it: the envelope, and the other parts by Content-ID."""

    root: Buffer
    attachments: Mapping[str, Part]


def parse_content_type(value: str) -> tuple[str, dict[str, str]]:
    """``type/subtype`` in lower case, and the parameters, names in lower case, quotes undone (RFC 2045).

    Raises:
        MimeInconsistency: the header is not of that form, or names a parameter twice.
    """
    found = _MEDIA_TYPE.match(value) if len(value) <= _HEADER_LENGTH_MAX else None
    if not found:
        raise MimeInconsistency("The Content-Type is not of the form type/subtype.")
    parameters: dict[str, str] = {}
    at = found.end()
    while at < len(value):
        parameter = _PARAMETER.match(value, at)
        if not parameter:
            if value[at:].strip(" \t;"):
                raise MimeInconsistency("The parameters of the Content-Type can't be read.")
            break
        name = parameter[1].lower()
        if name in parameters:
            raise MimeInconsistency(f"The Content-Type has the parameter {name} twice.")
        quoted = parameter[2]
        parameters[name] = parameter[3] if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
        at = parameter.end()
    return found[1].lower(), parameters


def split(headers: Mapping[str, str], body: Buffer, limits: Limits) -> Package:
    """The envelope and attachments of an HTTP message, request or response.

    `headers` are those of HTTP (any case); `body` is the whole content. A message that is not multipart is an
    envelope alone.

    Raises:
        MimeInconsistency: not SOAP 1.2, not readable as MIME, or beyond `limits`.
    """
    if len(body) > limits.message_bytes_max:
        raise MimeInconsistency(f"The message has {len(body)} bytes; at most {limits.message_bytes_max} are read.")
    held = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    media_type, parameters = parse_content_type(held)
    if media_type == names.SOAP:
        return Package(body, {})
    if media_type != "multipart/related":
        raise MimeInconsistency(f"A message is multipart/related or {names.SOAP}, not {media_type}.")
    if parameters.get("type", names.SOAP).lower() != names.SOAP:
        raise MimeInconsistency(f"The type of a multipart/related message is {names.SOAP}.")
    boundary = parameters.get("boundary", "")
    if not boundary or len(boundary) > _BOUNDARY_LENGTH_MAX or not boundary.isascii() or not boundary.isprintable():
        raise MimeInconsistency("A multipart message needs the parameter boundary.")
    parts = [_read_part(raw, newline, limits) for raw, newline in _split_raw(body, boundary.encode(), limits)]
    return _package(parts, parameters.get("start", ""))


def _package(parts: Sequence[Part], start: str) -> Package:
    root = parts[0]
    if start:
        wanted = start.strip().removeprefix("<").removesuffix(">")
        found = [part for part in parts if part.content_id == wanted]
        if len(found) != 1:
            raise MimeInconsistency("The parameter start names no part, or more than one.")
        root = found[0]
    media_type, _ = parse_content_type(root.headers.get("content-type", ""))
    if media_type != names.SOAP:
        raise MimeInconsistency(f"The root part is {names.SOAP}, not {media_type}.")
    attachments: dict[str, Part] = {}
    for part in parts:
        if part is root:
            continue
        if not part.content_id:
            raise MimeInconsistency("A part besides the root has no Content-ID.")
        if part.content_id in attachments or part.content_id == root.content_id:
            raise MimeInconsistency("Two parts have the same Content-ID.")
        attachments[part.content_id] = part
    return Package(root.content, attachments)


def _split_raw(body: Buffer, boundary: bytes, limits: Limits) -> list[tuple[memoryview, bytes]]:
    """The bytes between delimiters, with the newline that the sender uses."""
    # find() is wanted, which a memoryview lacks; only that one is copied.
    whole = bytes(body) if isinstance(body, memoryview) else body
    view = memoryview(whole)
    delimiter = b"--" + boundary
    at = 0 if whole.startswith(delimiter) else whole.find(b"\n" + delimiter, 0, limits.part_header_bytes_max) + 1
    if at == 0 and not whole.startswith(delimiter):
        raise MimeInconsistency("The boundary is not where the message begins.")
    start, closed = _after_delimiter(view, at + len(delimiter))
    if start < 0 or closed:
        raise MimeInconsistency("The message has no part.")
    newline = b"\r\n" if whole[start - 2 : start] == b"\r\n" else b"\n"
    marker = newline + delimiter
    found: list[tuple[memoryview, bytes]] = []
    search, lookalikes = start - len(newline), 0
    while not closed:
        end = whole.find(marker, search)
        if end < 0:
            raise MimeInconsistency("The message ends before its last boundary.")
        following, closed = _after_delimiter(view, end + len(marker))
        if following < 0:
            # Content that happens to begin like a delimiter.
            search, lookalikes = end + len(marker), lookalikes + 1
            if lookalikes > _LOOKALIKES_MAX:
                raise MimeInconsistency("The boundary stands in the content of a part.")
            continue
        if len(found) >= limits.parts_max:
            raise MimeInconsistency(f"The message has more than {limits.parts_max} parts.")
        found.append((view[start : max(start, end)], newline))
        start, search = following, following - len(newline)
    return found


def _after_delimiter(view: memoryview, at: int) -> tuple[int, bool]:
    """Where content goes on after a delimiter, and whether it was the closing one; -1 if it is no delimiter."""
    tail = bytes(view[at : at + _PADDING_MAX])
    closed = tail.startswith(b"--")
    rest = (tail[2:] if closed else tail).lstrip(b" \t")
    offset = at + len(tail) - len(rest)
    if closed:
        return (offset, True) if not rest or rest[:1] in b"\r\n" else (-1, False)
    if rest.startswith(b"\r\n"):
        return offset + 2, False
    return (offset + 1, False) if rest.startswith(b"\n") else (-1, False)


def _read_part(raw: memoryview, newline: bytes, limits: Limits) -> Part:
    head = bytes(raw[: limits.part_header_bytes_max])
    if head.startswith(newline):
        headers: dict[str, str] = {}
        content = raw[len(newline) :]
    else:
        end = head.find(newline + newline)
        if end < 0:
            raise MimeInconsistency("The headers of a part have no end, or are too long.")
        headers = _read_headers(head[:end], newline, limits)
        content = raw[end + 2 * len(newline) :]
    encoding = headers.get("content-transfer-encoding", "binary").strip().lower()
    if encoding == "base64":
        return Part(headers, _decode_base64(content))
    if encoding not in {"binary", "8bit", "7bit"}:
        raise MimeInconsistency(f"The transfer encoding {encoding!r} is not read; send binary.")
    return Part(headers, content)


def _read_headers(head: bytes, newline: bytes, limits: Limits) -> dict[str, str]:
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError:
        raise MimeInconsistency("The headers of a part are not text.") from None
    headers: dict[str, str] = {}
    unfolded: list[str] = []
    for line in text.split(newline.decode()):
        if line[:1] in {" ", "\t"} and unfolded:
            unfolded[-1] += " " + line.strip()
        else:
            unfolded.append(line)
    if len(unfolded) > limits.part_headers_max:
        raise MimeInconsistency(f"A part has more than {limits.part_headers_max} headers.")
    for line in unfolded:
        name, colon, value = line.partition(":")
        name = name.rstrip(" \t").lower()
        if not colon or not _HEADER_NAME.fullmatch(name) or name in headers:
            raise MimeInconsistency("A header of a part is malformed, or stands there twice.")
        headers[name] = value.strip()
    return headers


def _decode_base64(content: memoryview) -> bytes:
    if not _BASE64.fullmatch(content):
        raise MimeInconsistency("A part is not the base64 that its transfer encoding names.")
    try:
        return binascii.a2b_base64(content)
    except ValueError:
        raise MimeInconsistency("A part is not the base64 that its transfer encoding names.") from None


def write(
    root: bytes, attachments: Iterable[tuple[str, str, Sequence[Buffer]]], boundary: str
) -> tuple[dict[str, str], bytes]:
    """The HTTP headers and content of a message.

    Each attachment is a Content-ID, a media type and its content in pieces; `boundary` must not occur in the
    contents. Transfer encoding is binary and lines end with CRLF (Peppol AS4 2.0.3).
    """
    delimiter = f"--{boundary}".encode()
    pieces: list[Buffer] = [
        delimiter,
        b"\r\nContent-Type: application/soap+xml; charset=UTF-8\r\nContent-Transfer-Encoding: binary\r\n"
        b"Content-ID: <envelope@" + boundary.encode() + b">\r\n\r\n",
        root,
    ]
    for content_id, media_type, content in attachments:
        head = f"Content-Type: {media_type}\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <{content_id}>\r\n\r\n"
        pieces += [b"\r\n", delimiter, b"\r\n", head.encode(), *content]
    pieces += [b"\r\n", delimiter, b"--\r\n"]
    held = f'multipart/related; boundary="{boundary}"; type="{names.SOAP}"; start="<envelope@{boundary}>"'
    return {"Content-Type": held, "MIME-Version": "1.0"}, b"".join(pieces)
