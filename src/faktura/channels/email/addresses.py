"""E-mail addresses: syntax (RFC 5321 §4.1.2, RFC 6531 §3.3) and international domain names (RFC 5890). No DNS."""

import re
import unicodedata
from dataclasses import dataclass

LENGTH_MAX = 254  # RFC 5321 §4.5.3.1.3: a path of 256 octets, less its angle brackets
LOCAL_PART_OCTETS_MAX = 64  # RFC 5321 §4.5.3.1.1
DOMAIN_OCTETS_MAX = 253  # RFC 1035 §2.3.4, in the written form without the final dot
LABEL_OCTETS_MAX = 63  # RFC 1035 §2.3.4

_DOT_ATOM = re.compile(r"[^\s\x00-\x20\x7f()<>\[\]:;@\\,.\"]+(\.[^\s\x00-\x20\x7f()<>\[\]:;@\\,.\"]+)*")
_QUOTED = re.compile(r"\"([^\"\\\x00-\x1f\x7f]|\\[\x20-\x7e])*\"")
_LDH_LABEL = re.compile(r"[a-z0-9]([a-z0-9_-]*[a-z0-9])?")
# RFC 5892 appendix A (CONTEXTO): punctuation that stands inside words of Catalan, Hebrew and Japanese.
_PUNCTUATION_IN_LABELS = frozenset("·׳״・")


class AddressError(ValueError):
    """The text is not an e-mail address; the message is a sentence with a way out."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address in the form that travels: `local` as it was written, `domain` in ASCII (A-labels)."""

    local: str
    domain: str

    @property
    def address(self) -> str:
        """``local@domain``."""
        return f"{self.local}@{self.domain}"

    @property
    def needs_smtputf8(self) -> bool:
        """Whether only servers with SMTPUTF8 (RFC 6531) can carry it: the local part is not ASCII."""
        return not self.local.isascii()


def check_address(text: str) -> str | None:
    """A sentence that says what is wrong with an e-mail address, or None. Syntax only: nothing is looked up."""
    try:
        read_address(text)
    except AddressError as wrong:
        return str(wrong)
    return None


def read_address(text: str) -> Mailbox:
    """The mailbox that a bare address (without a display name) names.

    Raises `AddressError`. Quoted local parts are read; address literals (``name@[192.0.2.1]``) and domains of one
    label are not, since a buyer cannot be reached at either from another network.
    """
    shown = _shown(text)
    if not text.strip():
        raise AddressError("The e-mail address is empty. Write it like name@example.com.")
    if any(_is_control(character) for character in text):
        raise AddressError(f"The e-mail address {shown} holds a line break or another control character. Remove it.")
    if text != text.strip():
        raise AddressError(f"The e-mail address {shown} begins or ends with a space. Remove it.")
    if text.endswith(">"):
        raise AddressError(f"Only the bare e-mail address is wanted, not {shown}. Leave out the name and the < >.")
    local, at, domain = text.rpartition("@")
    if not at:
        raise AddressError(f"The e-mail address {shown} has no @. Write it like name@example.com.")
    if not local:
        raise AddressError(f"The e-mail address {shown} has nothing before the @. Write it like name@example.com.")
    if not (_DOT_ATOM.fullmatch(local) or _QUOTED.fullmatch(local)):
        raise AddressError(
            f"The part before the @ of {shown} holds a character or a dot that is not allowed there. "
            "Give one address, without spaces, commas, brackets or two dots in a row."
        )
    if len(local.encode()) > LOCAL_PART_OCTETS_MAX:
        raise AddressError(f"The part before the @ of {shown} is longer than {LOCAL_PART_OCTETS_MAX} bytes.")
    mailbox = Mailbox(unicodedata.normalize("NFC", local), ascii_domain(domain))
    if "." not in mailbox.domain:
        raise AddressError(f"The domain of {shown} has no dot. Write it in full, like name@example.com.")
    if mailbox.domain.rpartition(".")[2].isdigit():
        raise AddressError(f"The domain of {shown} is a number. Write the domain's name, like name@example.com.")
    if len(mailbox.address.encode()) > LENGTH_MAX:
        raise AddressError(f"The e-mail address {shown} is longer than {LENGTH_MAX} bytes.")
    return mailbox


def ascii_domain(domain: str) -> str:
    """The ASCII form of a domain name (A-labels, lower case); ``müller.example`` gives ``xn--mller-kva.example``.

    Follows RFC 5891 with the non-transitional mapping of UTS 46: ``ß`` and ``ς`` stay what they are. Python's
    ``idna`` codec (RFC 3490, 2003) would turn ``straße`` into ``strasse``, which is somebody else's domain.
    Raises `AddressError`.
    """
    mapped = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", domain).lower()).replace("。", ".")
    labels = [_ascii_label(label, domain) for label in mapped.split(".")]
    written = ".".join(labels)
    if len(written) > DOMAIN_OCTETS_MAX:
        raise AddressError(f"The domain {_shown(domain)} is longer than {DOMAIN_OCTETS_MAX} characters.")
    return written


def _ascii_label(label: str, domain: str) -> str:
    if not label:
        raise AddressError(f"The domain {_shown(domain)} has an empty part. Write it like example.com.")
    if label.isascii():
        written = label
        right = _LDH_LABEL.fullmatch(label) is not None
    else:
        written = "xn--" + label.encode("punycode").decode("ascii")
        right = (
            all(_may_stand_in_label(character) for character in label)
            and not unicodedata.category(label[0]).startswith("M")
            and not label.startswith("-")
            and not label.endswith("-")
        )
    if not right:
        raise AddressError(
            f"The domain {_shown(domain)} holds a character that domains cannot have. "
            "Use letters, digits, hyphens and dots."
        )
    if len(written) > LABEL_OCTETS_MAX:
        raise AddressError(f"A part of the domain {_shown(domain)} is longer than {LABEL_OCTETS_MAX} characters.")
    return written


def _may_stand_in_label(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LM" or category == "Nd" or character == "-" or character in _PUNCTUATION_IN_LABELS


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def _shown(text: str) -> str:
    """The text as it may be repeated in a sentence: visible characters only, not endlessly long."""
    visible = "".join("?" if _is_control(character) else character for character in text)
    return f"'{visible[:77]}...'" if len(visible) > 80 else f"'{visible}'"
