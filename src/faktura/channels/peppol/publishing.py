"""An SMP of one's own: what it answers about the participants that this installation serves. Pure.

Source: Peppol SMP 1.4.0. The answers are XML; a door gives them at ``/{participant}`` and
``/{participant}/services/{document type}``, with the media type ``application/xml`` (older clients want ``text/xml``).
"""

from collections.abc import Iterable, Sequence
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from lxml import etree

from faktura.channels.peppol.enveloped_signature import certificate_text, sign_enveloped
from faktura.channels.peppol.identifiers import DocumentTypeId, ParticipantId, ProcessId, encoded
from faktura.channels.peppol.metadata import IDS, SMP, WSA, Endpoint, ServiceProcess
from faktura.channels.peppol.moments import write_moment

_NSMAP: Any = {"smp": SMP, "ids": IDS, "wsa": WSA}


def write_service_group(participant: ParticipantId, base: str, document_types: Iterable[DocumentTypeId]) -> bytes:
    """The answer about a participant: references to its document types, below the SMP's own address `base`."""
    root = etree.Element(f"{{{SMP}}}ServiceGroup", nsmap=_NSMAP)
    _identifier(root, "ParticipantIdentifier", participant)
    references = etree.SubElement(root, f"{{{SMP}}}ServiceMetadataReferenceCollection")
    for each in document_types:
        etree.SubElement(
            references, f"{{{SMP}}}ServiceMetadataReference", href=metadata_url(base, participant, each)
        )  # fmt: skip
    return _written(root)


def metadata_url(base: str, participant: ParticipantId, document_type: DocumentTypeId) -> str:
    """Where the metadata of a document type stands, below the address of an SMP."""
    return f"{base.rstrip('/')}/{encoded(str(participant))}/services/{encoded(str(document_type))}"


def write_service_metadata(
    participant: ParticipantId,
    document_type: DocumentTypeId,
    processes: Sequence[ServiceProcess],
    key: rsa.RSAPrivateKey,
    certificate: x509.Certificate,
) -> bytes:
    """The signed answer about a document type. `key` and `certificate` are the SMP's; those in the endpoints are the
    access point's."""
    root = etree.Element(f"{{{SMP}}}SignedServiceMetadata", nsmap=_NSMAP)
    metadata = etree.SubElement(root, f"{{{SMP}}}ServiceMetadata")
    information = etree.SubElement(metadata, f"{{{SMP}}}ServiceInformation")
    _identifier(information, "ParticipantIdentifier", participant)
    _identifier(information, "DocumentIdentifier", document_type)
    listed = etree.SubElement(information, f"{{{SMP}}}ProcessList")
    for process in processes:
        element = etree.SubElement(listed, f"{{{SMP}}}Process")
        _identifier(element, "ProcessIdentifier", process.id)
        endpoints = etree.SubElement(element, f"{{{SMP}}}ServiceEndpointList")
        for endpoint in process.endpoints:
            _endpoint(endpoints, endpoint)
    sign_enveloped(root, key, certificate)
    return _written(root)


def write_redirect(
    url: str, certificate_uid: str, key: rsa.RSAPrivateKey, certificate: x509.Certificate
) -> bytes:  # fmt: skip
    """The signed answer that another SMP knows about a document type, at an address of its own."""
    root = etree.Element(f"{{{SMP}}}SignedServiceMetadata", nsmap=_NSMAP)
    metadata = etree.SubElement(root, f"{{{SMP}}}ServiceMetadata")
    redirect = etree.SubElement(metadata, f"{{{SMP}}}Redirect", href=url)
    etree.SubElement(redirect, f"{{{SMP}}}CertificateUID").text = certificate_uid
    sign_enveloped(root, key, certificate)
    return _written(root)


def _endpoint(parent: etree._Element, endpoint: Endpoint) -> None:
    element = etree.SubElement(parent, f"{{{SMP}}}Endpoint", transportProfile=endpoint.transport_profile)
    reference = etree.SubElement(element, f"{{{WSA}}}EndpointReference")
    etree.SubElement(reference, f"{{{WSA}}}Address").text = endpoint.url
    texts = [("RequireBusinessLevelSignature", "true" if endpoint.business_signature else "false")]
    if endpoint.activation is not None:
        texts.append(("ServiceActivationDate", write_moment(endpoint.activation)))
    if endpoint.expiration is not None:
        texts.append(("ServiceExpirationDate", write_moment(endpoint.expiration)))
    texts += [
        ("Certificate", certificate_text(endpoint.certificate)),
        ("ServiceDescription", endpoint.description),
        ("TechnicalContactUrl", endpoint.contact),
    ]
    for name, text in texts:
        etree.SubElement(element, f"{{{SMP}}}{name}").text = text


def _identifier(parent: etree._Element, name: str, identifier: ParticipantId | DocumentTypeId | ProcessId) -> None:
    element = etree.SubElement(parent, f"{{{IDS}}}{name}", scheme=identifier.scheme)
    element.text = identifier.value


def _written(root: etree._Element) -> bytes:
    # Never indented: what was signed must not change any more.
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)
