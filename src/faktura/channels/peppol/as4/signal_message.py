"""eb:SignalMessage: receipts and errors, read and written (ebMS 3.0 core, AS4 profile 1.0)."""

import re
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from faktura.channels.peppol.as4 import names
from faktura.channels.peppol.as4.envelope import add, message_id_of, sequence, tag
from faktura.channels.peppol.as4.errors import As4Error, InvalidHeader
from faktura.channels.peppol.as4.profile import Profile
from faktura.channels.peppol.as4.signature import Reference, read_reference, write_reference
from faktura.channels.peppol.as4.user_message import read_message_info, write_message_info

_ERRORS_MAX = 20
_TEXT_LENGTH_MAX = 2_000
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorMessage:
    """An eb:Error as the other side wrote it, its texts cut to a sane length."""

    code: str
    severity: str
    short_description: str = ""
    description: str = ""
    detail: str = ""
    message_in_error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """A signal: `references` of a receipt that is one (None: it is none), or `errors`."""

    message_id: str
    timestamp: datetime
    ref_to_message_id: str | None
    references: tuple[Reference, ...] | None = None
    errors: tuple[ErrorMessage, ...] = ()


def _eb(name: str) -> str:
    return tag(names.EB, name)


def read_signal(messaging: etree._Element, profile: Profile) -> Signal:
    """The one SignalMessage in a Messaging element: a receipt or errors.

    Where the schema of ebMS 3.0 has room for elements of other namespaces, they are passed over: phase4 names itself
    in its receipts.

    Raises:
        InvalidHeader: it is neither, or malformed.
        PolicyNoncompliance: a receipt names references of another shape than was agreed.
    """
    ((message,),) = sequence(messaging, (_eb("SignalMessage"), 1, 1), open_end=True)
    (info,), _, receipts, errors = sequence(
        message,
        (_eb("MessageInfo"), 1, 1),
        (_eb("PullRequest"), 0, 1),
        (_eb("Receipt"), 0, 1),
        (_eb("Error"), 0, _ERRORS_MAX),
        open_end=True,
    )
    message_id, timestamp, ref = read_message_info(info)
    return Signal(
        message_id=message_id,
        timestamp=timestamp,
        ref_to_message_id=ref,
        references=_read_receipt(receipts[0], profile) if receipts else None,
        errors=tuple(_read_error(each) for each in errors),
    )


def _read_receipt(receipt: etree._Element, profile: Profile) -> tuple[Reference, ...]:
    # One statement of what was received, so that nobody can read another one than we do.
    wanted = tag(names.EBBP, "NonRepudiationInformation")
    others = [child for child in receipt if child.tag != wanted]
    if len(receipt) - len(others) != 1 or any(etree.QName(child).namespace in {None, names.EB} for child in others):
        raise InvalidHeader("A Receipt holds one NonRepudiationInformation, and elements of other namespaces.")
    (information,) = receipt.iterchildren(wanted)
    (parts,) = sequence(information, (tag(names.EBBP, "MessagePartNRInformation"), 1, profile.limits.references_max))
    found = [sequence(part, (tag(names.DS, "Reference"), 1, 1))[0][0] for part in parts]
    return tuple(read_reference(each, profile.algorithms) for each in found)


def _read_error(element: etree._Element) -> ErrorMessage:
    texts = {
        name: " ".join("".join(child.itertext()).split())[:_TEXT_LENGTH_MAX]  # type: ignore[arg-type]
        for child in element
        for name in (etree.QName(child).localname,)
        if child.tag in (_eb("Description"), _eb("ErrorDetail"))
    }
    code, severity = element.get("errorCode", ""), element.get("severity", "")
    if not code or severity.lower() not in {"failure", "warning"}:
        raise InvalidHeader("An Error has an errorCode and a severity.")
    return ErrorMessage(
        code=code[:100],
        severity=severity.lower(),
        short_description=element.get("shortDescription", "")[:_TEXT_LENGTH_MAX],
        description=texts.get("Description", ""),
        detail=texts.get("ErrorDetail", ""),
        message_in_error=element.get("refToMessageInError"),
    )


def write_receipt(
    messaging: etree._Element, *, message_id: str, timestamp: datetime, ref: str, references: tuple[Reference, ...]
) -> None:
    """A receipt of non-repudiation: the references of the signature that was received, one in each part."""
    message = add(messaging, names.EB, "SignalMessage")
    write_message_info(message, message_id, timestamp, ref)
    information = add(add(message, names.EB, "Receipt"), names.EBBP, "NonRepudiationInformation")
    for reference in references:
        write_reference(add(information, names.EBBP, "MessagePartNRInformation"), reference)


def write_error(messaging: etree._Element, *, message_id: str, timestamp: datetime, error: As4Error) -> None:
    """One error; it names the message in error when that is known."""
    message = add(messaging, names.EB, "SignalMessage")
    ref = error.message_id or None
    write_message_info(message, message_id, timestamp, ref)
    element = add(
        message,
        names.EB,
        "Error",
        category=error.category,
        errorCode=error.code,
        origin=error.origin,
        severity=error.severity,
        shortDescription=error.short_description,
    )
    if ref is not None:
        element.set("refToMessageInError", ref)
    add(element, names.EB, "Description", _clean(error.description or error.short_description)).set(
        names.XML_LANG, "en"
    )
    add(element, names.EB, "ErrorDetail", _clean(error.detail))


def _clean(text: str) -> str:
    """The text with a mark in place of what XML 1.0 can't hold: what we quote may come from outside XML."""
    return _NO_XML.sub("\ufffd", text)


def message_id_in(messaging: etree._Element) -> str:
    """The MessageId of whatever message this is, to name it in an error; empty when it can't be read."""
    for element in messaging.iter(_eb("MessageId")):
        try:
            return message_id_of(element)
        except InvalidHeader:
            return ""
    return ""
