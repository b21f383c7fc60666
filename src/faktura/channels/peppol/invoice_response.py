"""Invoice Response: what the buyer says of an invoice, to its seller. Pure.

Source: Peppol BIS 63 Invoice Response 3 (transaction T111, https://docs.peppol.eu/poacc/upgrade-3/profiles/63-invoiceresponse/),
release 2026.5; the rules carry the ids of its Schematron.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lxml import etree

from faktura.channels.peppol.application_response import (
    ElementRule,
    Test,
    Unfit,
    add,
    attribute,
    broken,
    endpoint,
    found,
    group,
    has,
    new_response,
    once,
    read_root,
    text,
    written,
)
from faktura.channels.peppol.document_types import BILLING_WITH_RESPONSE, INVOICE_RESPONSE, INVOICE_RESPONSE_PROCESS
from faktura.channels.peppol.identifiers import ParticipantId
from faktura.channels.peppol.moments import read_moment

CUSTOMIZATION = INVOICE_RESPONSE.customization
PROFILE = INVOICE_RESPONSE_PROCESS.value

CODES_SOURCE = "https://docs.peppol.eu/poacc/upgrade-3/codelist/ (release 2026.5)"
STATUS_CODES = {
    "AB": "The invoice was received and can be read.",
    "IP": "The invoice is being worked on.",
    "UQ": "The buyer has a question, and waits until it is answered.",
    "CA": "The invoice is accepted under a condition that is given.",
    "RE": "The invoice is rejected; the buyer does nothing more with it.",
    "AP": "The invoice is accepted; its payment is next.",
    "PD": "The invoice is paid, or its payment was ordered.",
}
"""UNCL 4343, as far as T111 uses it."""
CLARIFIED = ("CA", "UQ", "RE")
"""Codes that need a reason or an action."""

REASONS, ACTIONS = "OPStatusReason", "OPStatusAction"
STATUS_REASONS = {
    "NON": "There is no issue.",
    "REF": "References are missing or wrong.",
    "LEG": "What the law asks for is missing or wrong.",
    "REC": "The receiver is not the right one.",
    "QUA": "The quality of the items is not as agreed.",
    "DEL": "Something is wrong with the delivery.",
    "PRI": "Prices are not as agreed.",
    "QTY": "Quantities are not as agreed or delivered.",
    "ITM": "The items are not those that were ordered.",
    "PAY": "The payment terms are not as agreed.",
    "UNR": "The buyer knows nothing of this purchase.",
    "FIN": "Something is wrong with the finance.",
    "PPD": "The invoice is paid in part.",
    "OTH": "Another reason, which is told in words.",
}
STATUS_ACTIONS = {
    "NOA": "Nothing needs to be done.",
    "PIN": "Send the information that is missing.",
    "NIN": "Send a new invoice.",
    "CNF": "Credit the whole invoice.",
    "CNP": "Credit a part of the invoice.",
    "CNA": "Credit the amount.",
    "OTH": "Another action, which is told in words.",
}

_ANSWER = "cac:DocumentResponse"
_RESPONSE = f"{_ANSWER}/cac:Response"
_STATUS = f"{_RESPONSE}/cac:Status"
_REFERENCE = f"{_ANSWER}/cac:DocumentReference"
_NAME = "cac:PartyName/cbc:Name"


@dataclass(frozen=True, slots=True)
class Identification:
    """An identifier of a party; `scheme` is an ICD (``0184``), or nothing."""

    value: str
    scheme: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """The buyer (sender) or the seller (receiver). The contact is the buyer's only."""

    endpoint: ParticipantId
    name: str
    identification: Identification | None = None
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""


@dataclass(frozen=True, slots=True)
class ThirdParty:
    """The issuer or the recipient of the invoice, where they are not the parties that exchange documents."""

    name: str
    identification: Identification | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """A detail: what it is about (a business term such as ``BT-48``), and what should stand there."""

    attribute: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Clarification:
    """Why, or what is to be done: `list` is ``OPStatusReason`` or ``OPStatusAction``."""

    list: str
    code: str
    reason: str = ""
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceResponse:
    """A response. `invoice_type_code` is from UNTDID 1001 (``380``), `code` one of `STATUS_CODES`."""

    id: str
    issued_at: datetime
    sender: Party
    receiver: Party
    code: str
    invoice_number: str
    invoice_type_code: str
    invoice_issue_date: date | None = None
    effective_date: date | None = None
    clarifications: tuple[Clarification, ...] = ()
    note: str = ""
    issuer: ThirdParty | None = None
    recipient: ThirdParty | None = None
    profile: str = PROFILE


def write_invoice_response(response: InvoiceResponse) -> bytes:
    """The document.

    Raises:
        ValueError: it would break a fatal rule; the text says which.
    """
    root = new_response(CUSTOMIZATION, response.profile)
    add(root, "ID", response.id)
    add(root, "IssueDate", response.issued_at.date().isoformat())
    add(root, "IssueTime", response.issued_at.timetz().isoformat(timespec="seconds"))
    add(root, "Note", response.note)
    _write_party(group(root, "SenderParty"), response.sender)
    _write_party(group(root, "ReceiverParty"), response.receiver)
    answer = group(root, "DocumentResponse")
    status = group(answer, "Response")
    add(status, "ResponseCode", response.code)
    add(status, "EffectiveDate", response.effective_date.isoformat() if response.effective_date else "")
    for clarification in response.clarifications:
        element = group(status, "Status")
        add(element, "StatusReasonCode", clarification.code, listID=clarification.list)
        add(element, "StatusReason", clarification.reason)
        for condition in clarification.conditions:
            detail = group(element, "Condition")
            add(detail, "AttributeID", condition.attribute)
            add(detail, "Description", condition.description)
    reference = group(answer, "DocumentReference")
    add(reference, "ID", response.invoice_number)
    add(reference, "IssueDate", response.invoice_issue_date.isoformat() if response.invoice_issue_date else "")
    add(reference, "DocumentTypeCode", response.invoice_type_code)
    for name, party in (("IssuerParty", response.issuer), ("RecipientParty", response.recipient)):
        if party is not None:
            element = group(answer, name)
            _write_identification(element, party.identification)
            add(group(element, "PartyName"), "Name", party.name)
    return written(root, FATAL)


def read_invoice_response(content: bytes) -> InvoiceResponse | Unfit:
    """Read a response that a stranger wrote, or say every fatal rule that it breaks."""
    root = read_root(content, "Invoice Response")
    if isinstance(root, Unfit):
        return root
    if problems := tuple(broken(root, FATAL)):
        return Unfit(problems)
    issued_at = _issued_at(root)
    assert issued_at is not None
    return InvoiceResponse(
        id=text(root, "cbc:ID"),
        issued_at=issued_at,
        sender=_read_party(found(root, "cac:SenderParty")[0]),
        receiver=_read_party(found(root, "cac:ReceiverParty")[0]),
        code=text(root, f"{_RESPONSE}/cbc:ResponseCode"),
        invoice_number=text(root, f"{_REFERENCE}/cbc:ID"),
        invoice_type_code=text(root, f"{_REFERENCE}/cbc:DocumentTypeCode"),
        invoice_issue_date=_day(text(root, f"{_REFERENCE}/cbc:IssueDate")),
        effective_date=_day(text(root, f"{_RESPONSE}/cbc:EffectiveDate")),
        clarifications=tuple(_clarification(status) for status in found(root, _STATUS)),
        note=text(root, "cbc:Note"),
        issuer=_third_party(found(root, f"{_ANSWER}/cac:IssuerParty")),
        recipient=_third_party(found(root, f"{_ANSWER}/cac:RecipientParty")),
        profile=text(root, "cbc:ProfileID"),
    )


def _write_party(element: etree._Element, party: Party) -> None:
    add(element, "EndpointID", party.endpoint.number, schemeID=party.endpoint.agency)
    _write_identification(element, party.identification)
    add(group(element, "PartyLegalEntity"), "RegistrationName", party.name)
    if party.contact_name or party.contact_phone or party.contact_email:
        contact = group(element, "Contact")
        add(contact, "Name", party.contact_name)
        add(contact, "Telephone", party.contact_phone)
        add(contact, "ElectronicMail", party.contact_email)


def _write_identification(element: etree._Element, identification: Identification | None) -> None:
    if identification is not None:
        scheme = {"schemeID": identification.scheme} if identification.scheme else {}
        add(group(element, "PartyIdentification"), "ID", identification.value, **scheme)


def _read_party(element: etree._Element) -> Party:
    return Party(
        endpoint=endpoint(element),
        name=text(element, "cac:PartyLegalEntity/cbc:RegistrationName"),
        identification=_identification(element),
        contact_name=text(element, "cac:Contact/cbc:Name"),
        contact_phone=text(element, "cac:Contact/cbc:Telephone"),
        contact_email=text(element, "cac:Contact/cbc:ElectronicMail"),
    )


def _third_party(elements: Sequence[etree._Element]) -> ThirdParty | None:
    if not elements:
        return None
    return ThirdParty(text(elements[0], _NAME), _identification(elements[0]))


def _identification(element: etree._Element) -> Identification | None:
    path = "cac:PartyIdentification/cbc:ID"
    value = text(element, path)
    return Identification(value, attribute(element, path, "schemeID")) if value else None


def _clarification(status: etree._Element) -> Clarification:
    return Clarification(
        attribute(status, "cbc:StatusReasonCode", "listID"),
        text(status, "cbc:StatusReasonCode"),
        text(status, "cbc:StatusReason"),
        tuple(
            Condition(text(each, "cbc:AttributeID"), text(each, "cbc:Description"))
            for each in found(status, "cac:Condition")
        ),
    )


def _issued_at(root: etree._Element) -> datetime | None:
    """The moment of issue; without a time it is the beginning of the day, and it may have no timezone."""
    time = text(root, "cbc:IssueTime")
    return read_moment(f"{text(root, 'cbc:IssueDate')}{'T' if time else ''}{time}")


def _day(value: str) -> date | None:
    moment = read_moment(value)
    return moment.date() if moment is not None else None


def _is_day(path: str) -> Test:
    return lambda element: all(len(text(day)) == 10 and _day(text(day)) is not None for day in found(element, path))


def _status_code(root: etree._Element) -> str:
    return text(root, f"{_RESPONSE}/cbc:ResponseCode")


def _listed_in(name: str, codes: Collection[str]) -> Test:
    """A test: the code of a clarification is in its list, where that is the one."""
    return lambda status: (
        attribute(status, "cbc:StatusReasonCode", "listID") != name or text(status, "cbc:StatusReasonCode") in codes
    )


def _partly_paid(root: etree._Element) -> bool:
    codes = {text(code) for code in found(root, f"{_STATUS}/cbc:StatusReasonCode")}
    return "PPD" not in codes or _status_code(root) == "PD"


def _reason_told(code: str) -> Test:
    return lambda status: text(status, "cbc:StatusReasonCode") != code or text(status, "cbc:StatusReason") != ""


FATAL = (
    ElementRule(
        "PEPPOL-T111-R003", ".", lambda root: text(root, "cbc:CustomizationID").startswith(CUSTOMIZATION),
        f"The customization must begin with {CUSTOMIZATION}.",
    ),
    ElementRule(
        "PEPPOL-T111-R008", ".", lambda root: text(root, "cbc:ProfileID") in (PROFILE, BILLING_WITH_RESPONSE.value),
        f"The profile must be {PROFILE}, or billing with response.",
    ),
    ElementRule("PEPPOL-T111-B00103", ".", has("cbc:ID"), "The response has no identifier."),
    ElementRule("PEPPOL-T111-B00104", ".", has("cbc:IssueDate"), "The date of issue is missing."),
    ElementRule("PEPPOL-COMMON-R030", ".", _is_day("cbc:IssueDate"), "A date is written as 2026-07-02."),
    ElementRule("PEPPOL-COMMON-R030", ".", lambda root: _issued_at(root) is not None, "The time can't be read."),
    ElementRule("PEPPOL-T111-B00105", ".", once("cac:SenderParty"), "There must be one sender."),
    ElementRule("PEPPOL-T111-B00106", ".", once("cac:ReceiverParty"), "There must be one receiver."),
    ElementRule("PEPPOL-T111-B00107", ".", once(_ANSWER), "There must be one DocumentResponse."),
    *(
        rule
        for party, first in (("Sender", 8), ("Receiver", 20))
        for rule in (
            ElementRule(
                f"PEPPOL-T111-B{first:03}01", f"cac:{party}Party", has("cbc:EndpointID"), f"{party}: no address."
            ),
            ElementRule(
                f"PEPPOL-T111-B{first + 1:03}01", f"cac:{party}Party/cbc:EndpointID",
                lambda element: (element.get("schemeID") or "") != "", f"{party}: the address has no scheme.",
            ),
            ElementRule(
                f"PEPPOL-T111-B{first + 6:03}01", f"cac:{party}Party",
                has("cac:PartyLegalEntity/cbc:RegistrationName"), f"{party}: the name is missing.",
            ),
        )
    ),
    ElementRule("PEPPOL-T111-B02801", _ANSWER, once("cac:Response"), "There must be one Response."),
    ElementRule("PEPPOL-T111-B02802", _ANSWER, once("cac:DocumentReference"), "There must be one DocumentReference."),
    ElementRule(
        "PEPPOL-T111-B03001", _RESPONSE, lambda each: text(each, "cbc:ResponseCode") in STATUS_CODES,
        "The status code is not known.",
    ),
    ElementRule("PEPPOL-COMMON-R030", _RESPONSE, _is_day("cbc:EffectiveDate"), "A date is written as 2026-07-02."),
    ElementRule(
        "PEPPOL-T111-R001", _RESPONSE,
        lambda each: text(each, "cbc:ResponseCode") not in CLARIFIED or has("cac:Status/cbc:StatusReasonCode")(each),
        "CA, UQ and RE need a clarification.",
    ),
    ElementRule(
        "PEPPOL-T111-B03301", f"{_STATUS}/cbc:StatusReasonCode",
        lambda code: text(code) in STATUS_REASONS or text(code) in STATUS_ACTIONS,
        "The code of a clarification is not known.",
    ),
    ElementRule(
        "PEPPOL-T111-B03302", f"{_STATUS}/cbc:StatusReasonCode", lambda code: (code.get("listID") or "") != "",
        "The code of a clarification does not name its list.",
    ),
    ElementRule(
        "PEPPOL-T111-B03303", f"{_STATUS}/cbc:StatusReasonCode",
        lambda code: (code.get("listID") or "") in ("", REASONS, ACTIONS), "The list of a clarification is not known.",
    ),
    ElementRule(
        "PEPPOL-T111-R006", _STATUS, _listed_in(ACTIONS, STATUS_ACTIONS), "The code is not in the list of actions."
    ),
    ElementRule(
        "PEPPOL-T111-R007", _STATUS, _listed_in(REASONS, STATUS_REASONS), "The code is not in the list of reasons."
    ),
    ElementRule("PEPPOL-T111-R004", _STATUS, _reason_told("PPD"), "PPD needs a reason in words."),
    ElementRule("PEPPOL-T111-R005", ".", _partly_paid, "PPD goes with the status PD only."),
    ElementRule(
        "PEPPOL-T111-B03601", f"{_STATUS}/cac:Condition", has("cbc:AttributeID"), "A condition names no attribute."
    ),
    ElementRule("PEPPOL-T111-B03901", _REFERENCE, has("cbc:ID"), "The number of the invoice is missing."),
    ElementRule("PEPPOL-T111-B03902", _REFERENCE, has("cbc:DocumentTypeCode"), "The type of the invoice is missing."),
    ElementRule("PEPPOL-COMMON-R030", _REFERENCE, _is_day("cbc:IssueDate"), "A date is written as 2026-07-02."),
    ElementRule("PEPPOL-T111-B04301", f"{_ANSWER}/cac:IssuerParty", has(_NAME), "The issuer has no name."),
    ElementRule("PEPPOL-T111-B04901", f"{_ANSWER}/cac:RecipientParty", has(_NAME), "The recipient has no name."),
)  # fmt: skip
"""Rules that refuse a document. R005 is meant as its text says: the official test of it can't fail."""
WARNINGS = (ElementRule("PEPPOL-T111-R002", _STATUS, _reason_told("OTH"), "OTH should come with a reason in words."),)
