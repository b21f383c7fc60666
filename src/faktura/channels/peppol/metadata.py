"""Service metadata: what an SMP says of a participant, read; and the endpoint that a document is to go to. Pure.

Source: Peppol SMP 1.4.0 (Service Metadata Publishing), in force since 2025-11-01.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from lxml import etree

from faktura.channels.peppol.enveloped_signature import BadSignature, certificate_from_text, verify_enveloped
from faktura.channels.peppol.identifiers import (
    TRANSPORT_PROFILE,
    DocumentTypeId,
    NoIdentifier,
    ParticipantId,
    ProcessId,
    decoded,
    document_type,
    is_scheme,
)
from faktura.channels.peppol.moments import read_moment
from faktura.source import UnreadableDocument, parse

SMP = "http://busdox.org/serviceMetadata/publishing/1.0/"
IDS = "http://busdox.org/transport/identifiers/1.0/"
WSA = "http://www.w3.org/2005/08/addressing"

_TRUE = ("true", "1")


class UnreadableMetadata(ValueError):  # noqa: N818 - says what the answer is
    """An SMP's answer is not what SMP 1.4.0 describes; `code` tells apart, the message is a sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class ServiceGroup:
    """Which document types a participant has registered. Nobody signs this answer: it only tells what to ask next."""

    participant: ParticipantId
    document_types: tuple[DocumentTypeId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where documents of one type go under one process. `certificate` is the receiving access point's.

    It is in use from `activation` to `expiration`; None leaves that side open.
    """

    transport_profile: str
    url: str
    certificate: x509.Certificate
    activation: datetime | None = None
    expiration: datetime | None = None
    business_signature: bool = False
    description: str = ""
    contact: str = ""

    def in_use(self, at: datetime) -> bool:
        """Whether documents may be sent to it at a moment."""
        return (self.activation is None or self.activation <= at) and (self.expiration is None or at <= self.expiration)


@dataclass(frozen=True, slots=True)
class ServiceProcess:
    """A process, with its endpoints."""

    id: ProcessId
    endpoints: tuple[Endpoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceMetadata:
    """How one document type reaches a participant. `signer` is the certificate of the SMP that signed it."""

    participant: ParticipantId
    document_type: DocumentTypeId
    processes: tuple[ServiceProcess, ...]
    signer: x509.Certificate


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """Another SMP answers. `certificate_uid` is how the answer names that SMP's certificate."""

    url: str
    certificate_uid: str
    signer: x509.Certificate


@dataclass(frozen=True, slots=True)
class NoEndpoint:
    """Why no endpoint can be used: `code` is ``no_process``, ``no_transport``, ``not_yet`` or ``expired``."""

    code: str
    why: str


def read_service_group(content: bytes) -> ServiceGroup:
    """Read the answer to ``GET {smp}/{participant}``; references that are no document types are left out.

    Raises:
        UnreadableMetadata: ``xml`` or ``structure``.
    """
    root = _root(content, "ServiceGroup")
    found: list[DocumentTypeId] = []
    for reference in root.iterfind(f"{{{SMP}}}ServiceMetadataReferenceCollection/{{{SMP}}}ServiceMetadataReference"):
        segment = (reference.get("href") or "").partition("?")[0].rstrip("/").rpartition("/services/")[2]
        try:
            each = document_type(decoded(segment))
        except NoIdentifier:
            continue
        if each not in found:
            found.append(each)
    return ServiceGroup(_participant(root), tuple(found))


def read_signed_metadata(content: bytes, *, sha1: bool = False) -> ServiceMetadata | Redirect:
    """Read the answer to ``GET {smp}/{participant}/services/{document type}``: the signature is checked first, and only
    what it covers is read. Endpoints whose certificate can't be read are left out.

    `sha1` takes signatures of the years before SMP 1.3, for samples.

    Raises:
        UnreadableMetadata: ``xml``, ``structure``, or ``signature`` for what is not signed as it must be.
    """
    root = _root(content, "SignedServiceMetadata")
    try:
        signed = verify_enveloped(root, sha1=sha1)
    except BadSignature as error:
        raise UnreadableMetadata("signature", str(error)) from None
    metadata = _one(signed.root, SMP, "ServiceMetadata")
    redirect = metadata.find(f"{{{SMP}}}Redirect")
    if redirect is not None:
        url = (redirect.get("href") or "").strip()
        return Redirect(url=url, certificate_uid=_text(redirect, SMP, "CertificateUID"), signer=signed.certificate)
    information = _one(metadata, SMP, "ServiceInformation")
    kind = _one(information, IDS, "DocumentIdentifier")
    return ServiceMetadata(
        participant=_participant(information),
        document_type=DocumentTypeId((kind.text or "").strip(), _scheme(kind)),
        processes=tuple(
            _process(each) for each in information.iterfind(f"{{{SMP}}}ProcessList/{{{SMP}}}Process")
        ),
        signer=signed.certificate,
    )  # fmt: skip


def choose_endpoint(
    metadata: ServiceMetadata, processes: Sequence[ProcessId], at: datetime, transport_profile: str = TRANSPORT_PROFILE
) -> tuple[ProcessId, Endpoint] | NoEndpoint:
    """The endpoint for the first of the processes that has one in use at a moment; else the reason that came nearest.

    Source: SMP 1.4.0, on activation and expiration dates.
    """
    nearest = NoEndpoint("no_process", "The receiver takes this document under other processes only.")
    offered = {each.id: each for each in metadata.processes}
    for process in processes:
        if process not in offered:
            continue
        endpoints = [each for each in offered[process].endpoints if each.transport_profile == transport_profile]
        for endpoint in endpoints:
            if endpoint.in_use(at):
                return process, endpoint
        if not endpoints:
            if nearest.code == "no_process":
                nearest = NoEndpoint("no_transport", f"The receiver has no endpoint for {transport_profile}.")
        elif any(each.activation is not None and at < each.activation for each in endpoints):
            nearest = NoEndpoint("not_yet", "The receiver's endpoint is not in use yet.")
        elif nearest.code != "not_yet":
            nearest = NoEndpoint("expired", "The receiver's endpoint is no longer in use.")
    return nearest


def _root(content: bytes, name: str) -> etree._Element:
    try:
        root = parse(content)
    except UnreadableDocument as error:
        raise UnreadableMetadata("xml", str(error)) from None
    if root.tag != f"{{{SMP}}}{name}":
        raise UnreadableMetadata("structure", f"The answer is not a {name} of SMP 1.")
    return root


def _process(element: etree._Element) -> ServiceProcess:
    identifier = _one(element, IDS, "ProcessIdentifier")
    endpoints = []
    for each in element.iterfind(f"{{{SMP}}}ServiceEndpointList/{{{SMP}}}Endpoint"):
        try:
            endpoints.append(_endpoint(each))
        except BadSignature:
            continue
    return ServiceProcess(ProcessId((identifier.text or "").strip(), _scheme(identifier)), tuple(endpoints))


def _endpoint(element: etree._Element) -> Endpoint:
    return Endpoint(
        transport_profile=(element.get("transportProfile") or "").strip(),
        url=(element.findtext(f"{{{WSA}}}EndpointReference/{{{WSA}}}Address") or "").strip(),
        certificate=certificate_from_text(_text(element, SMP, "Certificate")),
        activation=_moment(_text(element, SMP, "ServiceActivationDate")),
        expiration=_moment(_text(element, SMP, "ServiceExpirationDate")),
        business_signature=_text(element, SMP, "RequireBusinessLevelSignature") in _TRUE,
        description=_text(element, SMP, "ServiceDescription"),
        contact=_text(element, SMP, "TechnicalContactUrl"),
    )


def _moment(text: str) -> datetime | None:
    """A moment (xs:dateTime or xs:date); without a timezone it is meant in UTC."""
    if not text:
        return None
    moment = read_moment(text)
    if moment is None:
        raise UnreadableMetadata("structure", f"“{text[:40]}” is no moment such as 2026-07-02T00:00:00Z.")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _participant(parent: etree._Element) -> ParticipantId:
    element = _one(parent, IDS, "ParticipantIdentifier")
    return ParticipantId((element.text or "").strip(), _scheme(element))


def _scheme(element: etree._Element) -> str:
    scheme = (element.get("scheme") or "").strip()
    if not is_scheme(scheme):
        raise UnreadableMetadata("structure", f"{etree.QName(element).localname} has no scheme.")
    return scheme


def _one(parent: etree._Element, namespace: str, name: str) -> etree._Element:
    found = parent.findall(f"{{{namespace}}}{name}")
    if len(found) != 1:
        raise UnreadableMetadata("structure", f"There must be one {name} in {etree.QName(parent).localname}.")
    return found[0]


def _text(parent: etree._Element, namespace: str, name: str) -> str:
    return (parent.findtext(f"{{{namespace}}}{name}") or "").strip()
