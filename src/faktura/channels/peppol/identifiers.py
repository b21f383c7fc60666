"""Identifiers of Peppol: participants, document types, processes; how they are compared, matched and put into URLs.

Source: Peppol Policy for use of Identifiers 4.4.0, in force since 2025-11-01. Pure.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

PARTICIPANT_SCHEME = "iso6523-actorid-upis"
DOCUMENT_SCHEME = "busdox-docid-qns"
WILDCARD_SCHEME = "peppol-doctype-wildcard"
PROCESS_SCHEME = "cenbii-procid-ubl"
TRANSPORT_PROFILE = "peppol-transport-as4-v2_0"
"""The one transport profile that is active (code list of transport profiles 9.7)."""
SERVICE_PROVIDER_SCHEME = "0242"
"""The scheme of service providers' own identifiers (SPID)."""

SCHEME_LENGTH_MAX = 25
PARTICIPANT_LENGTH_MAX = 135
"""Four digits of the scheme, a colon, and 130 characters."""
DOCUMENT_TYPE_LENGTH_MAX = 500
PROCESS_LENGTH_MAX = 200

_PARTICIPANT = re.compile(r"[0-9]{4}:[!-~]{1,130}")
_VISIBLE = re.compile(r"[!-~]+")
_SCHEME = re.compile(r"[!-~]{1,25}")
_SEAT = re.compile(r"P[A-Z]{2}([0-9]{6})")
_SPID = re.compile(r"[0-9]{6}(?:-[0-9A-Z_]{3,12}(?:\.[0-9A-Z\-._~]{3,24})?)?", re.IGNORECASE)
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")


class NoIdentifier(ValueError):  # noqa: N818 - says what the text is, as UnreadableDocument does
    """A text is not an identifier of its kind; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class ParticipantId:
    """A participant. Values are compared without regard to case, and kept as they were written."""

    value: str
    scheme: str = PARTICIPANT_SCHEME

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ParticipantId) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __str__(self) -> str:
        return f"{self.scheme}::{self.value}"

    @property
    def key(self) -> tuple[str, str]:
        """What is compared."""
        return self.scheme.lower(), self.value.lower()

    @property
    def agency(self) -> str:
        """The four digits of the identifier's own scheme (EAS): ``0088``."""
        return self.value.partition(":")[0]

    @property
    def number(self) -> str:
        """The identifier in that scheme."""
        return self.value.partition(":")[2]


@dataclass(frozen=True, slots=True)
class DocumentTypeId:
    """A document type. Values are compared sign by sign."""

    value: str
    scheme: str = DOCUMENT_SCHEME

    def __str__(self) -> str:
        return f"{self.scheme}::{self.value}"

    @property
    def is_xml(self) -> bool:
        """Whether documents of the type are XML, with a namespace and the name of a root."""
        return "::" in self.value.partition("##")[0]

    @property
    def standard(self) -> str:
        """What stands in the envelope as ``Standard``: the namespace of the root, or the name of another syntax."""
        before = self.value.partition("##")[0]
        return before.rpartition("::")[0] or before

    @property
    def type(self) -> str:
        """The local name of the root; for syntaxes that are not XML, the last word of the syntax."""
        before = self.value.partition("##")[0]
        return before.rpartition("::")[2] if "::" in before else before.rpartition(":")[2]

    @property
    def customization(self) -> str:
        """The customization: what UBL writes as ``cbc:CustomizationID``."""
        return self.value.partition("##")[2].rpartition("::")[0]

    @property
    def version(self) -> str:
        """The version of the syntax: ``2.1``."""
        return self.value.rpartition("::")[2]


@dataclass(frozen=True, slots=True)
class ProcessId:
    """A process. Values are compared sign by sign."""

    value: str
    scheme: str = PROCESS_SCHEME

    def __str__(self) -> str:
        return f"{self.scheme}::{self.value}"


def participant(text: str) -> ParticipantId:
    """Read ``0088:7300010000001``, or the same after ``iso6523-actorid-upis::``.

    Raises:
        NoIdentifier: with a sentence.
    """
    scheme, value = _split(text, PARTICIPANT_SCHEME)
    if scheme.lower() != PARTICIPANT_SCHEME:
        raise NoIdentifier(f"The scheme of a participant is {PARTICIPANT_SCHEME}, not “{scheme[:40]}”.")
    if len(value) > PARTICIPANT_LENGTH_MAX:
        raise NoIdentifier(f"A participant's identifier has at most {PARTICIPANT_LENGTH_MAX} characters.")
    if not _PARTICIPANT.fullmatch(value):
        raise NoIdentifier(
            f"“{value[:60]}” is no participant: write four digits of the scheme, a colon, and the number, "
            "such as 0088:7300010000001."
        )
    return ParticipantId(value)


def document_type(text: str) -> DocumentTypeId:
    """Read ``urn:…:Invoice-2::Invoice##urn:…::2.1``, or the same after its scheme and ``::``.

    Raises:
        NoIdentifier: with a sentence.
    """
    for scheme in (DOCUMENT_SCHEME, WILDCARD_SCHEME):
        if text.startswith(f"{scheme}::"):
            value = text.removeprefix(f"{scheme}::")
            break
    else:
        scheme, value = DOCUMENT_SCHEME, text
    if not 0 < len(value) <= DOCUMENT_TYPE_LENGTH_MAX or not _VISIBLE.fullmatch(value):
        raise NoIdentifier(f"A document type has 1 to {DOCUMENT_TYPE_LENGTH_MAX} visible characters of ASCII.")
    before, hashes, after = value.partition("##")
    if not before or not hashes or "::" not in after or not after.rpartition("::")[2]:
        raise NoIdentifier(
            f"“{value[:80]}” is no document type: it is written as namespace::root##customization::version."
        )
    return DocumentTypeId(value, scheme)


def process(text: str) -> ProcessId:
    """Read ``urn:fdc:peppol.eu:2017:poacc:billing:01:1.0``, or the same after ``cenbii-procid-ubl::``.

    Raises:
        NoIdentifier: with a sentence.
    """
    scheme, value = PROCESS_SCHEME, text.removeprefix(f"{PROCESS_SCHEME}::")
    if not 0 < len(value) <= PROCESS_LENGTH_MAX or not _VISIBLE.fullmatch(value):
        raise NoIdentifier(f"A process has 1 to {PROCESS_LENGTH_MAX} visible characters of ASCII.")
    return ProcessId(value, scheme)


def is_scheme(text: str) -> bool:
    """Whether a text can be the scheme of an identifier: 1 to 25 visible characters, without ``::``."""
    return _SCHEME.fullmatch(text) is not None and "::" not in text


def is_service_provider(text: str) -> bool:
    """Whether a text is a service provider's identifier (SPID) without its scheme: ``000123``, ``000123-MLS``.

    Source: Message Level Status 1.1.0; the pattern of the rules SCH-MLS-09 and SCH-MLS-14.
    """
    return _SPID.fullmatch(text) is not None


def service_provider(seat: str) -> ParticipantId:
    """The SPID of an access point, from its seat id, which is the common name in its certificate: ``POP000123``.

    Raises:
        NoIdentifier: it is no seat id.
    """
    match = _SEAT.fullmatch(seat)
    if match is None:
        raise NoIdentifier(f"“{seat[:40]}” is no seat id such as POP000123.")
    return ParticipantId(f"{SERVICE_PROVIDER_SCHEME}:{match[1]}")


def encoded(text: str) -> str:
    """A text as one segment of a URL: all but unreserved characters become ``%XX`` (RFC 3986, 2.3)."""
    return "".join(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in text.encode())


def decoded(segment: str) -> str:
    """A segment of a URL as text.

    Raises:
        NoIdentifier: its bytes are not UTF-8.
    """
    try:
        return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), segment).encode("latin-1").decode()
    except UnicodeError:
        raise NoIdentifier(f"“{segment[:80]}” is not percent-encoded UTF-8.") from None


def matches(wanted: DocumentTypeId) -> Iterator[DocumentTypeId]:
    """Under which registrations a document may travel, the best first.

    With the scheme ``busdox-docid-qns`` it is the identifier itself. With ``peppol-doctype-wildcard`` it is the
    identifier itself, then with ``*`` behind its customization, then with ``*`` in place of the last part (``@…``), and
    so on: ``…billing-1@jp-1``, ``…billing-1@jp-1*``, ``…billing-1*``. What is sent is always the identifier itself.

    Source: Policy for use of Identifiers 4.3.0 and 4.4.0, wildcard scheme.

    Raises:
        NoIdentifier: a document was to be sent with ``*`` in its type.
    """
    if "*" in wanted.customization:
        raise NoIdentifier("A document has one type; an asterisk stands in what a receiver registers only.")
    yield wanted
    if wanted.scheme != WILDCARD_SCHEME:
        return
    customization = wanted.customization
    while True:
        yield _with_customization(wanted, f"{customization}*")
        if "@" not in customization:
            return
        customization = customization.rpartition("@")[0]


def best_match(wanted: DocumentTypeId, offered: Collection[DocumentTypeId]) -> DocumentTypeId | None:
    """Which of the offered registrations takes a document; None when none does.

    Raises:
        NoIdentifier: as `matches` does.
    """
    return next((candidate for candidate in matches(wanted) if candidate in offered), None)


def _with_customization(base: DocumentTypeId, customization: str) -> DocumentTypeId:
    before = base.value.partition("##")[0]
    return DocumentTypeId(f"{before}##{customization}::{base.version}", base.scheme)


def _split(text: str, scheme: str) -> tuple[str, str]:
    before, separator, value = text.partition("::")
    return (before, value) if separator else (scheme, text)
