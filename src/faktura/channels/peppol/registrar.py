"""Registering participants at the Service Metadata Locator, for those who run an SMP.

Source: Peppol SML 1.3.0, Manage Participant Identifier, by the WSDL that the network publishes
(ManageBusinessIdentifierService 1.0) and its schema (locator/1.0).

Unverified: no SML answers without a certificate of the network, so this was run against a server of the tests' only.
Where the SML wants its calls is passed in.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from lxml import etree

from faktura.channels.peppol.identifiers import ParticipantId
from faktura.channels.peppol.metadata import IDS
from faktura.channels.peppol.sml import Zone
from faktura.outgoing.errors import Unsent
from faktura.outgoing.http import Http
from faktura.source import UnreadableDocument, parse

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
LOCATOR = "http://busdox.org/serviceMetadata/locator/1.0/"
# With the blanks that stand in the WSDL.
_ACTION = "http://busdox.org/serviceMetadata/ManageBusinessIdentifierService/1.0/        :"
_NSMAP: Any = {"soap": SOAP, "lrs": LOCATOR, "ids": IDS}
_SECONDS_MAX = 30.0

_MIGRATION_KEY = re.compile(r"[0-9A-Za-z@#$%()\[\]{}*^\-!~|+=]{8,24}")
_SPECIAL = re.compile(r"[@#$%()\[\]{}*^\-!~|+=]")


@dataclass(frozen=True, slots=True)
class Done:
    """The SML did what was asked."""


@dataclass(frozen=True, slots=True)
class Declined:
    """The SML said no. `fault` is its name for it: ``BadRequestFault``, ``NotFoundFault``, ``UnauthorizedFault``,
    ``InternalErrorFault``, or nothing."""

    fault: str
    why: str


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """It is not known whether the SML did it; asking again is right."""

    why: str


RegistrarAnswer = Done | Declined | NoAnswer


class Registrar(Protocol):
    """Whoever keeps the register: the SML, or a provider's SMP."""

    async def create(self, participants: Sequence[ParticipantId]) -> RegistrarAnswer:
        """Register participants at the own SMP."""
        ...

    async def delete(self, participants: Sequence[ParticipantId]) -> RegistrarAnswer:
        """Take participants out of the register."""
        ...

    async def prepare_to_migrate(self, participant: ParticipantId, migration_key: str) -> RegistrarAnswer:
        """Let another SMP take a participant over, which needs this key."""
        ...

    async def migrate(self, participant: ParticipantId, migration_key: str) -> RegistrarAnswer:
        """Take a participant over from another SMP, with the key that was agreed on there."""
        ...


def is_migration_key(text: str) -> bool:
    """Whether a text can be a migration key: 8 to 24 signs, two or more each of capitals, small letters, digits and
    special signs (``@#$%()[]{}*^-!~|+=``).

    Source: the eDelivery BDMSL, from which the SML stems; unverified for SML 1.3.0.
    """
    return _MIGRATION_KEY.fullmatch(text) is not None and all(
        len(re.findall(kind, text)) >= 2 for kind in ("[A-Z]", "[a-z]", "[0-9]", _SPECIAL)
    )


def address_of(zone: Zone) -> str:
    """Where a zone takes these calls, as implementations have it; unverified."""
    return f"{zone.management_url}/manageparticipantidentifier"


def write_call(operation: str, smp_id: str, participants: Sequence[ParticipantId], migration_key: str = "") -> bytes:
    """The SOAP 1.1 envelope of a call: `operation` is ``Create``, ``Delete``, ``CreateList``, ``DeleteList``,
    ``PrepareToMigrate`` or ``Migrate``."""
    element = {
        "Create": "CreateParticipantIdentifier",
        "Delete": "DeleteParticipantIdentifier",
        "CreateList": "CreateList",
        "DeleteList": "DeleteList",
        "PrepareToMigrate": "PrepareMigrationRecord",
        "Migrate": "CompleteMigrationRecord",
    }[operation]
    envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap=_NSMAP)
    call = etree.SubElement(etree.SubElement(envelope, f"{{{SOAP}}}Body"), f"{{{LOCATOR}}}{element}")
    listed = operation.endswith("List")
    if not listed:
        etree.SubElement(call, f"{{{LOCATOR}}}ServiceMetadataPublisherID").text = smp_id
    for participant in participants:
        identifier = etree.SubElement(call, f"{{{IDS}}}ParticipantIdentifier", scheme=participant.scheme)
        identifier.text = participant.value
    if listed:
        etree.SubElement(call, f"{{{LOCATOR}}}ServiceMetadataPublisherID").text = smp_id
    if migration_key:
        etree.SubElement(call, f"{{{LOCATOR}}}MigrationKey").text = migration_key
    return etree.tostring(envelope, encoding="UTF-8", xml_declaration=True)


class SoapRegistrar:
    """The SML itself. `http` must carry the SMP's certificate in its TLS (``Http(tls=...)``); `url` is as `address_of`
    gives it, `smp_id` is the identifier under which the SMP is registered there."""

    def __init__(self, http: Http, url: str, smp_id: str, *, private: bool = False) -> None:
        self._http = http
        self._url = url
        self._smp_id = smp_id
        self._private = private

    async def create(self, participants: Sequence[ParticipantId]) -> RegistrarAnswer:
        """Register participants at the own SMP."""
        return await self._call("Create" if len(participants) == 1 else "CreateList", participants)

    async def delete(self, participants: Sequence[ParticipantId]) -> RegistrarAnswer:
        """Take participants out of the register."""
        return await self._call("Delete" if len(participants) == 1 else "DeleteList", participants)

    async def prepare_to_migrate(self, participant: ParticipantId, migration_key: str) -> RegistrarAnswer:
        """Let another SMP take a participant over, which needs this key."""
        return await self._migration("PrepareToMigrate", participant, migration_key)

    async def migrate(self, participant: ParticipantId, migration_key: str) -> RegistrarAnswer:
        """Take a participant over from another SMP, with the key that was agreed on there."""
        return await self._migration("Migrate", participant, migration_key)

    async def _migration(self, operation: str, participant: ParticipantId, migration_key: str) -> RegistrarAnswer:
        if not is_migration_key(migration_key):
            return Declined("BadRequestFault", "The migration key does not have the form that the SML wants.")
        return await self._call(operation, (participant,), migration_key)

    async def _call(
        self, operation: str, participants: Sequence[ParticipantId], migration_key: str = ""
    ) -> RegistrarAnswer:
        action = {"PrepareToMigrate": "prepareMigrate"}.get(operation, operation[0].lower() + operation[1:])
        headers = {"content-type": "text/xml; charset=utf-8", "soapaction": f'"{_ACTION}{action}In"'}
        try:
            reply = await self._http.request(
                "POST", self._url, headers=headers, seconds=_SECONDS_MAX, private=self._private,
                content=write_call(operation, self._smp_id, participants, migration_key),
            )  # fmt: skip
        except Unsent as error:
            return NoAnswer(str(error))
        if fault := _fault(reply.content):
            return fault
        if 200 <= reply.status < 300:
            return Done()
        why = f"The SML answered with status {reply.status}."
        return NoAnswer(why) if reply.status >= 500 else Declined("", why)


def _fault(content: bytes) -> Declined | None:
    if not content.strip():
        return None
    try:
        root = parse(content)
    except UnreadableDocument:
        return None
    fault = root.find(f"{{{SOAP}}}Body/{{{SOAP}}}Fault")
    if fault is None:
        return None
    detail = fault.find("detail/*")
    message = detail.findtext(f"{{{LOCATOR}}}FaultMessage") if detail is not None else None
    name = etree.QName(detail).localname if detail is not None else ""
    return Declined(name, (message or fault.findtext("faultstring") or "The SML declined the call.").strip())
