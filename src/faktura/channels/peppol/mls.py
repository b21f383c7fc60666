"""Message Level Status: how the receiver's service provider tells the sender's what became of a document. Pure.

Source: Peppol Message Level Status 1.1.0, in force since 2026-07-02; the rules are those of its Schematron 1.0.1 and
carry its ids. It goes from corner 3 to corner 2, at most once for a document, and never about another MLS.
"""

from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from faktura.channels.peppol.application_response import (
    ElementRule,
    Unfit,
    add,
    attribute,
    broken,
    endpoint,
    found,
    group,
    has,
    like,
    new_response,
    once,
    read_root,
    text,
    written,
)
from faktura.channels.peppol.document_types import MLS, MLS_PROCESS
from faktura.channels.peppol.identifiers import (
    SERVICE_PROVIDER_SCHEME,
    DocumentTypeId,
    ParticipantId,
    is_service_provider,
    service_provider,
)
from faktura.channels.peppol.moments import read_moment

CUSTOMIZATION = MLS.customization
PROFILE = MLS_PROCESS.value

ACCEPTED, ACKNOWLEDGED, REJECTED = "AP", "AB", "RE"
RESPONSE_CODES = {
    ACCEPTED: "The document was delivered to the receiver, who confirmed it.",
    ACKNOWLEDGED: "The document was delivered to the receiver, without a confirmation.",
    REJECTED: "The document was rejected, or could not be delivered.",
}
SYNTAX, RULE_BROKEN, RULE_WARNING, NOT_DELIVERED = "SV", "BV", "BW", "FD"
STATUS_REASONS = {
    SYNTAX: "The document does not hold to its syntax.",
    RULE_BROKEN: "A business rule is broken, fatally.",
    RULE_WARNING: "A business rule gives a warning.",
    NOT_DELIVERED: "The document could not be delivered.",
}
CODES_SOURCE = "Peppol Message Level Status 1.1.0, code lists; Schematron 1.0.1 of 2025"
FAILURES = (SYNTAX, RULE_BROKEN, NOT_DELIVERED)
NO_LINE = "NA"
"""What stands for the place in the document where there is none."""

SEND_SECONDS_MAX = 20 * 60
"""Within how long an MLS is to be sent, for 99.5 % of documents (service level of MLS 1.1.0)."""

# Answers to answers would never end; MLR is what was used before MLS.
_NEVER_ANSWERED = (MLS.id.customization, "urn:fdc:peppol.eu:poacc:trns:mlr:3")

_RESPONSE = "cac:DocumentResponse"
_LINE = f"{_RESPONSE}/cac:LineResponse"


@dataclass(frozen=True, slots=True)
class StatusLine:
    """One thing to say of a document. `place` is an XPath in it, or ``NA``; `reason` is one of `STATUS_REASONS`."""

    place: str
    description: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageLevelStatus:
    """A status. `instance_identifier` is that of the envelope of the document that it is about; `issued_at` has a
    timezone; sender and receiver are service providers (``0242:000123``). A rejection has a description and a line."""

    id: str
    issued_at: datetime
    sender: ParticipantId
    receiver: ParticipantId
    code: str
    instance_identifier: str
    description: str = ""
    lines: tuple[StatusLine, ...] = ()


def may_be_answered(document_type: DocumentTypeId) -> bool:
    """Whether a received document may be answered with an MLS at all."""
    return document_type.customization not in _NEVER_ANSWERED


def receiver_of(mls_to: ParticipantId | None, sender_seat: str) -> ParticipantId:
    """Whom an MLS goes to: the service provider that the envelope names (``MLS_TO``), or else the one that sent it, by
    the seat id in its certificate.

    Raises:
        NoIdentifier: the seat id is none.
    """
    return mls_to if mls_to is not None else service_provider(sender_seat)


def is_wanted(code: str, *, always: bool) -> bool:
    """Whether an MLS with a code is to be sent: rejections always are, all others where the sender asked for them."""
    return always or code == REJECTED


def write_mls(status: MessageLevelStatus) -> bytes:
    """The document.

    Raises:
        ValueError: it would break a rule; the text says which.
    """
    root = new_response(CUSTOMIZATION, PROFILE)
    add(root, "ID", status.id)
    if status.issued_at.tzinfo is None:
        raise ValueError("a moment needs its timezone")
    add(root, "IssueDate", status.issued_at.date().isoformat())
    add(root, "IssueTime", status.issued_at.timetz().isoformat(timespec="seconds"))
    for name, party in (("SenderParty", status.sender), ("ReceiverParty", status.receiver)):
        add(group(root, name), "EndpointID", party.number, schemeID=party.agency)
    answer = group(root, "DocumentResponse")
    response = group(answer, "Response")
    add(response, "ResponseCode", status.code)
    add(response, "Description", status.description)
    add(group(answer, "DocumentReference"), "ID", status.instance_identifier)
    for line in status.lines:
        element = group(answer, "LineResponse")
        add(group(element, "LineReference"), "LineID", line.place)
        about = group(element, "Response")
        add(about, "Description", line.description)
        add(group(about, "Status"), "StatusReasonCode", line.reason)
    return written(root, RULES)


def read_mls(content: bytes) -> MessageLevelStatus | Unfit:
    """Read a status that a stranger wrote, or say every rule that it breaks."""
    root = read_root(content, "Message Level Status")
    if isinstance(root, Unfit):
        return root
    if problems := tuple(broken(root, RULES)):
        return Unfit(problems)
    issued_at = _issued_at(root)
    assert issued_at is not None
    return MessageLevelStatus(
        id=text(root, "cbc:ID"),
        issued_at=issued_at,
        sender=endpoint(found(root, "cac:SenderParty")[0]),
        receiver=endpoint(found(root, "cac:ReceiverParty")[0]),
        code=text(root, f"{_RESPONSE}/cac:Response/cbc:ResponseCode"),
        instance_identifier=text(root, f"{_RESPONSE}/cac:DocumentReference/cbc:ID"),
        description=text(root, f"{_RESPONSE}/cac:Response/cbc:Description"),
        lines=tuple(
            StatusLine(
                text(line, "cac:LineReference/cbc:LineID"),
                text(response, "cbc:Description"),
                text(response, "cac:Status/cbc:StatusReasonCode"),
            )
            for line in found(root, _LINE)
            for response in found(line, "cac:Response")
        ),
    )


def _issued_at(root: etree._Element) -> datetime | None:
    moment = read_moment(f"{text(root, 'cbc:IssueDate')}T{text(root, 'cbc:IssueTime')}")
    return moment if moment is not None and moment.tzinfo is not None else None


def _code(root: etree._Element) -> str:
    return text(root, "cac:Response/cbc:ResponseCode")


def _fails(response: etree._Element) -> bool:
    """Whether one of the lines names a failure."""
    reasons = found(response, "cac:LineResponse/cac:Response/cac:Status/cbc:StatusReasonCode")
    return any(text(reason) in FAILURES for reason in reasons)


def _party(name: str, first: int) -> tuple[ElementRule, ...]:
    """The five rules on a party's address, numbered from `first`."""
    path = f"cac:{name}Party/cbc:EndpointID"

    def is_provider(root: etree._Element) -> bool:
        return is_service_provider(text(root, path))

    def has_scheme(root: etree._Element) -> bool:
        return attribute(root, path, "schemeID") != ""

    def is_scheme(root: etree._Element) -> bool:
        return attribute(root, path, "schemeID") == SERVICE_PROVIDER_SCHEME

    return (
        ElementRule(f"SCH-MLS-{first:02}", ".", lambda root: bool(found(root, path)), f"{name}: no address."),
        ElementRule(f"SCH-MLS-{first + 1:02}", ".", has(path), f"{name}: the address is empty."),
        ElementRule(f"SCH-MLS-{first + 2:02}", ".", is_provider, f"{name}: the address is no service provider's."),
        ElementRule(f"SCH-MLS-{first + 3:02}", ".", has_scheme, f"{name}: the address has no scheme."),
        ElementRule(f"SCH-MLS-{first + 4:02}", ".", is_scheme, f"{name}: the address must be of the scheme 0242."),
    )


RULES = (
    ElementRule(
        "SCH-MLS-01", ".", lambda root: text(root, "cbc:CustomizationID") == CUSTOMIZATION,
        f"The customization must be {CUSTOMIZATION}.",
    ),
    ElementRule(
        "SCH-MLS-02", ".", lambda root: text(root, "cbc:ProfileID") == PROFILE, f"The profile must be {PROFILE}."
    ),
    ElementRule("SCH-MLS-03", ".", has("cbc:ID"), "The status has no identifier."),
    ElementRule("SCH-MLS-04", ".", like("cbc:IssueDate", r".{10}"), "The date is written without a timezone."),
    ElementRule("SCH-MLS-05", ".", lambda root: bool(found(root, "cbc:IssueTime")), "The time is missing."),
    ElementRule("SCH-MLS-06", ".", lambda root: _issued_at(root) is not None, "The time needs its timezone."),
    *_party("Sender", 7),
    *_party("Receiver", 12),
    ElementRule("SCH-MLS-17", ".", once(_RESPONSE), "There must be one DocumentResponse."),
    ElementRule("SCH-MLS-18", _RESPONSE, has("cac:Response/cbc:ResponseCode"), "The response code is missing."),
    ElementRule("SCH-MLS-19", _RESPONSE, lambda answer: _code(answer) in RESPONSE_CODES, "The code is not known."),
    ElementRule(
        "SCH-MLS-20", _RESPONSE,
        lambda answer: _code(answer) != REJECTED or bool(found(answer, "cac:Response/cbc:Description")),
        "A rejection needs a description.",
    ),
    ElementRule(
        "SCH-MLS-21", _RESPONSE,
        lambda answer: _code(answer) != REJECTED or text(answer, "cac:Response/cbc:Description") != "",
        "A rejection needs a description that is not empty.",
    ),
    ElementRule("SCH-MLS-22", _RESPONSE, once("cac:DocumentReference"), "There must be one DocumentReference."),
    ElementRule(
        "SCH-MLS-23", _RESPONSE, lambda answer: _code(answer) != REJECTED or bool(found(answer, "cac:LineResponse")),
        "A rejection needs a LineResponse.",
    ),
    ElementRule(
        "SCH-MLS-24", _RESPONSE, lambda answer: _code(answer) != REJECTED or _fails(answer),
        "A rejection needs a line with SV, BV or FD.",
    ),
    ElementRule(
        "SCH-MLS-25", _RESPONSE, lambda answer: _code(answer) == REJECTED or not _fails(answer),
        "Only a rejection may have a line with SV, BV or FD.",
    ),
    ElementRule("SCH-MLS-26", f"{_RESPONSE}/cac:DocumentReference", has("cbc:ID"), "The reference is empty."),
    ElementRule("SCH-MLS-27", _LINE, has("cac:LineReference/cbc:LineID"), "A line names no place; write NA."),
    ElementRule(
        "SCH-MLS-28", f"{_LINE}/cac:Response", lambda line: bool(found(line, "cbc:Description")),
        "A line has no description.",
    ),
    ElementRule("SCH-MLS-29", f"{_LINE}/cac:Response", has("cbc:Description"), "A line's description is empty."),
    ElementRule(
        "SCH-MLS-30", f"{_LINE}/cac:Response", lambda line: bool(found(line, "cac:Status")), "A line has no status."
    ),
    ElementRule(
        "SCH-MLS-31", f"{_LINE}/cac:Response/cac:Status",
        lambda status: text(status, "cbc:StatusReasonCode") in STATUS_REASONS, "A line's reason is not known.",
    ),
)  # fmt: skip
