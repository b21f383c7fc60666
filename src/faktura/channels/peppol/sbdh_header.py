"""The header of an envelope (SBDH): its parts, read, with everything that is wrong with them. Pure.

Source: Peppol Business Message Envelope 2.0.2, in force since 2026-07-02, on UN/CEFACT SBDH 1.3.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from faktura.channels.peppol.identifiers import (
    DOCUMENT_SCHEME,
    PARTICIPANT_SCHEME,
    PROCESS_SCHEME,
    SERVICE_PROVIDER_SCHEME,
    WILDCARD_SCHEME,
    DocumentTypeId,
    NoIdentifier,
    ParticipantId,
    ProcessId,
    document_type,
    is_service_provider,
    participant,
    process,
)
from faktura.channels.peppol.moments import read_moment

SBDH = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"
HEADER_VERSION = "1.0"
FAILURE_ONLY = "FAILURE_ONLY"
ALWAYS_SEND = "ALWAYS_SEND"
MLS_TYPES = (FAILURE_ONLY, ALWAYS_SEND)
INSTANCE_LENGTH_MAX = 255
"""More than any identifier in use; a UUID has 36 signs."""

_COUNTRY = re.compile(r"[A-Z0-9]{2}")
_INSTANCE = re.compile(rf"[!-~]{{1,{INSTANCE_LENGTH_MAX}}}")
_KNOWN_SCOPES = ("DOCUMENTID", "PROCESSID", "COUNTRY_C1", "MLS_TO", "MLS_TYPE")
_NEEDED_SCOPES = ("DOCUMENTID", "PROCESSID", "COUNTRY_C1")
SCOPE_PARTS = ("Type", "InstanceIdentifier", "Identifier")


@dataclass(frozen=True, slots=True)
class Scope:
    """A scope that is not one of Peppol's: kept, and written again."""

    type: str
    instance_identifier: str
    identifier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What an envelope says of its document.

    `country_c1` is the country of the sender (ISO 3166-1 alpha-2), `instance_identifier` the envelope's own identifier
    (a UUID), to which Message Level Status and reports refer. `created_at` has a timezone. `mls_to` is the service
    provider that wants the Message Level Status when it is not the one that sends; `mls_type` is empty (which means
    failures only), ``FAILURE_ONLY`` or ``ALWAYS_SEND``.
    """

    sender: ParticipantId
    receiver: ParticipantId
    document_type: DocumentTypeId
    process: ProcessId
    country_c1: str
    instance_identifier: str
    created_at: datetime
    mls_to: ParticipantId | None = None
    mls_type: str = ""
    scopes: tuple[Scope, ...] = ()

    @property
    def mls_always(self) -> bool:
        """Whether a Message Level Status is wanted for success, too."""
        return self.mls_type == ALWAYS_SEND


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in an envelope (EBMS:0003 for the sender). `place` names the element."""

    code: str
    place: str
    sentence: str


class HeaderReading:
    """Reads a header and gathers what is wrong with it."""

    def __init__(self, root: etree._Element) -> None:
        self.problems: list[Problem] = []
        self.root = root
        if self._text(root, "HeaderVersion", "Header") != HEADER_VERSION:
            self._wrong("header_version", "HeaderVersion", f"The version of the header must be {HEADER_VERSION}.")
        self.sender, self.sender_text = self._partner("Sender")
        self.receiver, self.receiver_text = self._partner("Receiver")
        self.scopes = self._scopes()
        self.document_type = self._document_type()
        self.process = self._process()
        self.country = self._country()
        self.mls_to, self.mls_type = self._mls()
        identification = self._one(root, "DocumentIdentification", "Header")
        self.instance = ""
        self.created_at: datetime | None = None
        self.standard = self.type = ""
        if identification is not None:
            self._identification(identification)

    def header(self) -> Header | None:
        """The header, when nothing is wrong with it."""
        if (
            self.problems or self.sender is None or self.receiver is None or self.document_type is None
            or self.process is None or self.created_at is None
        ):  # fmt: skip
            return None
        return Header(
            sender=self.sender,
            receiver=self.receiver,
            document_type=self.document_type,
            process=self.process,
            country_c1=self.country,
            instance_identifier=self.instance,
            created_at=self.created_at,
            mls_to=self.mls_to,
            mls_type=self.mls_type,
            scopes=tuple(scope for scope in self.scopes if scope.type not in _KNOWN_SCOPES),
        )

    def compare(self, name: str, namespace: str) -> None:
        """Whether the header speaks of the document that is there: its root's name and namespace."""
        if self.standard and self.standard != namespace:
            sentence = f"The document's namespace is {namespace or 'none'}, and not {self.standard[:100]}."
            self._wrong("standard", "DocumentIdentification/Standard", sentence)
        if self.type and self.type != name:
            sentence = f"The document is a {name}, and not a {self.type[:100]}."
            self._wrong("type", "DocumentIdentification/Type", sentence)

    def _identification(self, parent: etree._Element) -> None:
        self.standard = self._text(parent, "Standard", "DocumentIdentification")
        version = self._text(parent, "TypeVersion", "DocumentIdentification")
        self.instance = self._text(parent, "InstanceIdentifier", "DocumentIdentification")
        self.type = self._text(parent, "Type", "DocumentIdentification")
        created = self._text(parent, "CreationDateAndTime", "DocumentIdentification")
        if self.instance and not _INSTANCE.fullmatch(self.instance):
            sentence = f"The envelope's identifier must have 1 to {INSTANCE_LENGTH_MAX} visible characters."
            self._wrong("instance_identifier", "DocumentIdentification/InstanceIdentifier", sentence)
        if created:
            self.created_at = read_moment(created)
            if self.created_at is None or self.created_at.tzinfo is None or "T" not in created:
                sentence = f"“{created[:40]}” is no moment with a timezone, such as 2026-07-02T09:30:00Z."
                self._wrong("creation_time", "DocumentIdentification/CreationDateAndTime", sentence)
        kind = self.document_type
        if kind is None:
            return
        for code, name, found, expected in (
            ("standard", "Standard", self.standard, kind.standard),
            ("type", "Type", self.type, kind.type),
            ("type_version", "TypeVersion", version, kind.version),
        ):
            # How other syntaxes than XML fill these two is not written down anywhere.
            if found and found != expected and (kind.is_xml or code == "type_version"):
                sentence = f"{name} is “{found[:100]}”, and by the document type it is “{expected[:100]}”."
                self._wrong(code, f"DocumentIdentification/{name}", sentence)

    def _partner(self, name: str) -> tuple[ParticipantId | None, str]:
        partner = self._one(self.root, name, "Header")
        identifier = self._one(partner, "Identifier", name) if partner is not None else None
        if identifier is None:
            return None, ""
        text = (identifier.text or "").strip()
        if identifier.get("Authority") != PARTICIPANT_SCHEME:
            self._wrong("authority", f"{name}/Identifier", f"The authority must be {PARTICIPANT_SCHEME}.")
        try:
            return participant(text), text
        except NoIdentifier as error:
            self._wrong("participant", f"{name}/Identifier", str(error))
            return None, text

    def _scopes(self) -> list[Scope]:
        parent = self._one(self.root, "BusinessScope", "Header")
        if parent is None:
            return []
        return [
            Scope(*((scope.findtext(f"{{{SBDH}}}{name}") or "").strip() for name in SCOPE_PARTS))
            for scope in parent.iterfind(f"{{{SBDH}}}Scope")
        ]

    def _scope(self, name: str) -> Scope | None:
        found = [scope for scope in self.scopes if scope.type == name]
        place = f"BusinessScope/Scope[Type='{name}']"
        if not found and name in _NEEDED_SCOPES:
            self._wrong("missing", place, f"The scope {name} is missing.")
        elif len(found) > 1:
            self._wrong("repeated", place, f"The scope {name} is there {len(found)} times.")
        return found[0] if found else None

    def _document_type(self) -> DocumentTypeId | None:
        scope = self._scope("DOCUMENTID")
        if scope is None:
            return None
        scheme = scope.identifier or DOCUMENT_SCHEME
        try:
            if scheme not in (DOCUMENT_SCHEME, WILDCARD_SCHEME):
                raise NoIdentifier(f"The scheme “{scheme[:40]}” is none of document types.")
            return document_type(f"{scheme}::{scope.instance_identifier}")
        except NoIdentifier as error:
            self._wrong("document_type", "BusinessScope/Scope[Type='DOCUMENTID']", str(error))
            return None

    def _process(self) -> ProcessId | None:
        scope = self._scope("PROCESSID")
        if scope is None:
            return None
        try:
            if (scope.identifier or PROCESS_SCHEME) != PROCESS_SCHEME:
                raise NoIdentifier(f"The scheme “{scope.identifier[:40]}” is none of processes.")
            return process(scope.instance_identifier)
        except NoIdentifier as error:
            self._wrong("process", "BusinessScope/Scope[Type='PROCESSID']", str(error))
            return None

    def _country(self) -> str:
        scope = self._scope("COUNTRY_C1")
        if scope is None:
            return ""
        if not _COUNTRY.fullmatch(scope.instance_identifier):
            sentence = f"“{scope.instance_identifier[:40]}” is no country of two letters."
            self._wrong("country_c1", "BusinessScope/Scope[Type='COUNTRY_C1']", sentence)
        return scope.instance_identifier

    def _mls(self) -> tuple[ParticipantId | None, str]:
        to, kind = self._scope("MLS_TO"), self._scope("MLS_TYPE")
        addressee = None
        if to is not None:
            addressee = ParticipantId(to.instance_identifier, to.identifier or PARTICIPANT_SCHEME)
            right = addressee.agency == SERVICE_PROVIDER_SCHEME and is_service_provider(addressee.number)
            if not right or addressee.scheme != PARTICIPANT_SCHEME:
                sentence = f"“{to.instance_identifier[:60]}” is no service provider such as 0242:000123."
                self._wrong("mls_to", "BusinessScope/Scope[Type='MLS_TO']", sentence)
        if kind is not None and kind.instance_identifier not in MLS_TYPES:
            self._wrong(
                "mls_type", "BusinessScope/Scope[Type='MLS_TYPE']", f"It must be one of {', '.join(MLS_TYPES)}."
            )
        return addressee, kind.instance_identifier if kind is not None else ""

    def _one(self, parent: etree._Element, name: str, inside: str) -> etree._Element | None:
        found = parent.findall(f"{{{SBDH}}}{name}")
        if not found:
            self._wrong("missing", inside, f"{name} is missing in {inside}.")
        elif len(found) > 1:
            self._wrong("repeated", f"{inside}/{name}", f"{name} is there {len(found)} times; it may be there once.")
        return found[0] if len(found) == 1 else None

    def _text(self, parent: etree._Element, name: str, inside: str) -> str:
        element = self._one(parent, name, inside)
        if element is None:
            return ""
        text = (element.text or "").strip()
        if not text:
            self._wrong("missing", f"{inside}/{name}", f"{name} is empty.")
        return text

    def _wrong(self, code: str, place: str, sentence: str) -> None:
        self.problems.append(Problem(code, place, sentence))
