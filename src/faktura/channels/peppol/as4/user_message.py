"""eb:UserMessage: read with a strict sequence of elements, and written (ebMS 3.0 core)."""

from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from faktura.channels.peppol.as4 import names
from faktura.channels.peppol.as4.envelope import (
    add,
    date_time_of,
    date_time_text,
    exactly,
    message_id_of,
    sequence,
    tag,
    text_of,
)
from faktura.channels.peppol.as4.errors import InvalidHeader, ProcessingModeMismatch, ValueInconsistent
from faktura.channels.peppol.as4.profile import Profile

_PROPERTIES_MAX = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyId:
    """Who a party is: a value, and the URI of what kind of value that is."""

    value: str
    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A name with a value, of the message or of a part; `type` is only of use for those of the message."""

    name: str
    value: str
    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartInfo:
    """A payload of the message; `href` is ``cid:…``, or empty for the SOAP body."""

    href: str
    properties: tuple[Property, ...] = ()

    def value(self, name: str) -> str:
        """The value of a property; empty when there is none."""
        return next((each.value for each in self.properties if each.name == name), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class UserMessage:
    """The business header of a message, in the words of ebMS. `timestamp` is in UTC."""

    message_id: str
    timestamp: datetime
    ref_to_message_id: str | None = None
    mpc: str | None = None
    from_party: tuple[PartyId, ...]
    from_role: str
    to_party: tuple[PartyId, ...]
    to_role: str
    agreement: str | None = None
    agreement_type: str | None = None
    service: str
    service_type: str | None = None
    action: str
    conversation_id: str
    properties: tuple[Property, ...] = ()
    parts: tuple[PartInfo, ...] = ()

    def value(self, name: str) -> str:
        """The value of a message property; empty when there is none."""
        return next((each.value for each in self.properties if each.name == name), "")


def _eb(name: str) -> str:
    return tag(names.EB, name)


def read_user_message(messaging: etree._Element) -> UserMessage:
    """The one UserMessage in a Messaging element.

    Raises:
        InvalidHeader: it is not as the schema of ebMS 3.0 has it, or other messages stand beside it.
    """
    (message,) = exactly(messaging, _eb("UserMessage"))
    (info,), (parties,), (collaboration,), properties, payload = sequence(
        message,
        (_eb("MessageInfo"), 1, 1),
        (_eb("PartyInfo"), 1, 1),
        (_eb("CollaborationInfo"), 1, 1),
        (_eb("MessageProperties"), 0, 1),
        (_eb("PayloadInfo"), 0, 1),
    )
    message_id, timestamp, ref_to_message_id = read_message_info(info)
    sender, receiver = exactly(parties, _eb("From"), _eb("To"))
    agreement, (service,), (action,), (conversation,) = sequence(
        collaboration,
        (_eb("AgreementRef"), 0, 1),
        (_eb("Service"), 1, 1),
        (_eb("Action"), 1, 1),
        (_eb("ConversationId"), 1, 1),
    )
    from_party, from_role = _read_party(sender)
    to_party, to_role = _read_party(receiver)
    parts = sequence(payload[0], (_eb("PartInfo"), 1, _PROPERTIES_MAX))[0] if payload else []
    return UserMessage(
        message_id=message_id,
        timestamp=timestamp,
        ref_to_message_id=ref_to_message_id,
        mpc=message.get("mpc"),
        from_party=from_party,
        from_role=from_role,
        to_party=to_party,
        to_role=to_role,
        agreement=text_of(agreement[0]) if agreement else None,
        agreement_type=agreement[0].get("type") if agreement else None,
        service=text_of(service),
        service_type=service.get("type"),
        action=text_of(action),
        conversation_id=text_of(conversation),
        properties=_read_properties(properties[0]) if properties else (),
        parts=tuple(_read_part(part) for part in parts),
    )


def read_message_info(info: etree._Element) -> tuple[str, datetime, str | None]:
    """MessageId, Timestamp and RefToMessageId of a MessageInfo.

    Raises:
        InvalidHeader: one is missing or malformed.
    """
    (timestamp,), (message_id,), ref = sequence(
        info, (_eb("Timestamp"), 1, 1), (_eb("MessageId"), 1, 1), (_eb("RefToMessageId"), 0, 1)
    )
    return message_id_of(message_id), date_time_of(timestamp), message_id_of(ref[0]) if ref else None


def _read_party(element: etree._Element) -> tuple[tuple[PartyId, ...], str]:
    ids, (role,) = sequence(element, (_eb("PartyId"), 1, 10), (_eb("Role"), 1, 1))
    return tuple(PartyId(value=text_of(each), type=each.get("type")) for each in ids), text_of(role)


def _read_properties(element: etree._Element) -> tuple[Property, ...]:
    (found,) = sequence(element, (_eb("Property"), 1, _PROPERTIES_MAX))
    properties = tuple(
        Property(name=each.get("name", ""), value=text_of(each), type=each.get("type")) for each in found
    )
    if not all(each.name for each in properties):
        raise InvalidHeader("A Property has a name.")
    return properties


def _read_part(element: etree._Element) -> PartInfo:
    _, _, properties = sequence(
        element, (_eb("Schema"), 0, 1), (_eb("Description"), 0, 1), (_eb("PartProperties"), 0, 1)
    )
    return PartInfo(href=element.get("href", ""), properties=_read_properties(properties[0]) if properties else ())


def check_agreed(message: UserMessage, profile: Profile) -> None:
    """Whether a header is what the profile expects of every message.

    Raises:
        ProcessingModeMismatch: party type, role, agreement, service type, channel or number of payloads differ.
        ValueInconsistent: a required message property is missing, there twice or of another type.
    """
    for party in (message.from_party, message.to_party):
        if len(party) != 1 or party[0].type != profile.party_id_type:
            raise ProcessingModeMismatch(f"There is one PartyId on each side, of type {profile.party_id_type}.")
        if not profile.party_id_pattern.fullmatch(party[0].value):
            raise ProcessingModeMismatch("A PartyId is not of the form that was agreed.")
    for name, held, agreed in (
        ("Role of From", message.from_role, profile.initiator_role),
        ("Role of To", message.to_role, profile.responder_role),
        ("AgreementRef", message.agreement, profile.agreement),
        ("type of AgreementRef", message.agreement_type, profile.agreement_type),
        ("type of Service", message.service_type, profile.service_type),
        ("mpc", message.mpc or names.MPC_DEFAULT, names.MPC_DEFAULT),
        ("number of payloads", len(message.parts), profile.payloads),
    ):
        if held != agreed:
            raise ProcessingModeMismatch(f"The {name} is not {agreed or 'absent'}, as it was agreed.")
    all_names = [each.name for each in message.properties]
    if len(set(all_names)) != len(all_names):
        raise ValueInconsistent("A message property is there twice.")
    held_types = {each.name: each.type for each in message.properties}
    for name, kind in profile.message_properties:
        if name not in held_types or held_types[name] != kind:
            raise ValueInconsistent(f"The message property {name} is missing, or not of type {kind}.")
    for part in message.parts:
        part_names = [each.name for each in part.properties]
        if len(set(part_names)) != len(part_names):
            raise ValueInconsistent("A part property is there twice.")


def write_user_message(messaging: etree._Element, message: UserMessage) -> None:
    """A UserMessage as the child of a Messaging element."""
    root = add(messaging, names.EB, "UserMessage")
    if message.mpc is not None:
        root.set("mpc", message.mpc)
    write_message_info(root, message.message_id, message.timestamp, message.ref_to_message_id)
    parties = add(root, names.EB, "PartyInfo")
    for name, ids, role in (
        ("From", message.from_party, message.from_role),
        ("To", message.to_party, message.to_role),
    ):
        party = add(parties, names.EB, name)
        for each in ids:
            _add_typed(party, "PartyId", each.value, each.type)
        add(party, names.EB, "Role", role)
    collaboration = add(root, names.EB, "CollaborationInfo")
    if message.agreement is not None:
        _add_typed(collaboration, "AgreementRef", message.agreement, message.agreement_type)
    _add_typed(collaboration, "Service", message.service, message.service_type)
    add(collaboration, names.EB, "Action", message.action)
    add(collaboration, names.EB, "ConversationId", message.conversation_id)
    if message.properties:
        _write_properties(add(root, names.EB, "MessageProperties"), message.properties)
    if message.parts:
        payload = add(root, names.EB, "PayloadInfo")
        for part in message.parts:
            element = add(payload, names.EB, "PartInfo", href=part.href)
            if part.properties:
                _write_properties(add(element, names.EB, "PartProperties"), part.properties)


def write_message_info(parent: etree._Element, message_id: str, timestamp: datetime, ref: str | None) -> None:
    """A MessageInfo as a new last child."""
    info = add(parent, names.EB, "MessageInfo")
    add(info, names.EB, "Timestamp", date_time_text(timestamp))
    add(info, names.EB, "MessageId", message_id)
    if ref is not None:
        add(info, names.EB, "RefToMessageId", ref)


def _write_properties(parent: etree._Element, properties: tuple[Property, ...]) -> None:
    for each in properties:
        _add_typed(parent, "Property", each.value, each.type).set("name", each.name)


def _add_typed(parent: etree._Element, name: str, text: str, kind: str | None) -> etree._Element:
    element = add(parent, names.EB, name, text)
    if kind is not None:
        element.set("type", kind)
    return element
