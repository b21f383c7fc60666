"""What an SMP says, read; and the endpoint that is chosen."""

from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree

from faktura.channels.peppol.document_types import BILLING, PINT_BILLING
from faktura.channels.peppol.enveloped_signature import sign_enveloped
from faktura.channels.peppol.identifiers import DocumentTypeId, ParticipantId
from faktura.channels.peppol.metadata import (
    SMP,
    NoEndpoint,
    Redirect,
    ServiceGroup,
    ServiceMetadata,
    ServiceProcess,
    UnreadableMetadata,
    choose_endpoint,
    read_service_group,
    read_signed_metadata,
)
from faktura.channels.peppol.publishing import write_redirect, write_service_group, write_service_metadata

from .keys import NOW, holder
from .network import INVOICE, RECEIVER, endpoint, served

SIGNER = holder("PDE000001")
BASE = "https://smp.example.com"


def metadata(*processes: ServiceProcess) -> bytes:
    return write_service_metadata(RECEIVER, INVOICE, processes or served(), SIGNER.key, SIGNER.certificate)


def resigned(old: str, new: str) -> bytes:
    """The usual metadata with a text replaced, and signed again."""
    content = metadata().decode()
    assert old in content, old
    root = etree.fromstring(content.replace(old, new).encode())
    root.remove(root[-1])
    sign_enveloped(root, SIGNER.key, SIGNER.certificate)
    return etree.tostring(root)


def test_metadata_is_read():
    one = endpoint(activation=NOW, expiration=NOW + timedelta(days=1))
    read = read_signed_metadata(metadata(*served(one)))
    assert read == ServiceMetadata(
        participant=RECEIVER, document_type=INVOICE, processes=served(one), signer=SIGNER.certificate
    )  # fmt: skip


def test_a_redirect_is_read():
    url = f"{BASE}/other/services/x"
    content = write_redirect(url, "CN=PDE000002", SIGNER.key, SIGNER.certificate)
    assert read_signed_metadata(content) == Redirect(
        url=url, certificate_uid="CN=PDE000002", signer=SIGNER.certificate
    )  # fmt: skip


def test_a_service_group_is_read():
    wild = DocumentTypeId("urn:a::B##urn:c@d*::2.1", "peppol-doctype-wildcard")
    content = write_service_group(RECEIVER, BASE, (INVOICE, wild))
    assert read_service_group(content) == ServiceGroup(RECEIVER, (INVOICE, wild))


def test_references_that_are_no_document_types_are_left_out():
    content = write_service_group(RECEIVER, BASE, (INVOICE, INVOICE)).decode()
    for bad in ("https://x.example.com", "https://x.example.com/services/%FF", "https://x.example.com/services/a"):
        content = content.replace("/></smp", f'/><smp:ServiceMetadataReference href="{bad}"/></smp')
    assert read_service_group(content.encode()) == ServiceGroup(RECEIVER, (INVOICE,))


BOMB = b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><r>&b;</r>'


@pytest.mark.parametrize("content", [b"", b"no xml", BOMB, b"<a>"])
def test_what_is_not_xml_is_refused(content):
    for read in (read_service_group, read_signed_metadata):
        with pytest.raises(UnreadableMetadata) as caught:
            read(content)
        assert caught.value.code == "xml"


def test_other_documents_are_refused():
    for read, content in (
        (read_service_group, metadata()),
        (read_signed_metadata, write_service_group(RECEIVER, BASE, ())),
        (read_service_group, f'<x:ServiceGroup xmlns:x="{SMP}"/>'.encode()),
    ):
        with pytest.raises(UnreadableMetadata) as caught:
            read(content)
        assert caught.value.code == "structure"


def test_a_wrong_signature_is_refused():
    with pytest.raises(UnreadableMetadata) as caught:
        read_signed_metadata(metadata().replace(b"ap.example.com", b"ap.example.org"))
    assert caught.value.code == "signature"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<ids:ParticipantIdentifier scheme="iso6523-actorid-upis"', "<ids:ParticipantIdentifier"),
        ("ids:DocumentIdentifier", "ids:Other"),
        ("smp:ServiceInformation", "smp:Other"),
    ],
)
def test_what_is_missing_is_told(old, new):
    with pytest.raises(UnreadableMetadata) as caught:
        read_signed_metadata(resigned(old, new))
    assert caught.value.code == "structure"


def test_a_date_that_is_none():
    content = metadata(*served(endpoint(activation=NOW))).decode().replace("2026-12-01T12:00:00+00:00", "soon")
    root = etree.fromstring(content.encode())
    root.remove(root[-1])
    sign_enveloped(root, SIGNER.key, SIGNER.certificate)
    with pytest.raises(UnreadableMetadata, match="soon"):
        read_signed_metadata(etree.tostring(root))


def test_an_endpoint_without_a_certificate_is_left_out():
    read = read_signed_metadata(resigned("</smp:Certificate>", "!</smp:Certificate>"))
    assert isinstance(read, ServiceMetadata)
    assert read.processes == (ServiceProcess(BILLING, ()),)


def choose(*processes: ServiceProcess) -> object:
    read = ServiceMetadata(
        participant=ParticipantId("0088:1"), document_type=INVOICE, processes=processes, signer=SIGNER.certificate
    )
    return choose_endpoint(read, (BILLING, PINT_BILLING), NOW)


def test_the_endpoint_of_the_first_process_is_chosen():
    one, two = endpoint("https://one.example.com"), endpoint("https://two.example.com")
    assert choose(*served(two, process=PINT_BILLING), *served(one)) == (BILLING, one)
    assert choose(*served(two, process=PINT_BILLING)) == (PINT_BILLING, two)


def test_only_the_active_transport_profile_is_used():
    old, one = endpoint(transport_profile="busdox-transport-as2-ver1p0"), endpoint()
    assert choose(*served(old, one)) == (BILLING, one)
    assert code(choose(*served(old))) == "no_transport"


def test_the_dates_of_endpoints_are_kept():
    day = timedelta(days=1)
    early, late = endpoint(activation=NOW + day), endpoint(expiration=NOW - day)
    now = endpoint(activation=NOW, expiration=NOW)
    assert choose(*served(early, late, now)) == (BILLING, now)
    assert code(choose(*served(early))) == "not_yet"
    assert code(choose(*served(late))) == "expired"
    assert code(choose(*served(late, early))) == "not_yet"


def test_a_second_process_may_have_an_endpoint_in_use():
    late, one = endpoint(expiration=NOW - timedelta(seconds=1)), endpoint()
    assert choose(*served(late), *served(one, process=PINT_BILLING)) == (PINT_BILLING, one)


def test_other_processes_are_no_use():
    assert code(choose()) == "no_process"


def code(chosen: object) -> str:
    assert isinstance(chosen, NoEndpoint)
    return chosen.code


def test_dates_without_a_timezone_are_in_utc():
    content = resigned(
        "<smp:Certificate>",
        "<smp:ServiceActivationDate>2026-12-01T00:00:00</smp:ServiceActivationDate>"
        "<smp:ServiceExpirationDate>2027-01-01</smp:ServiceExpirationDate><smp:Certificate>",
    )
    read = read_signed_metadata(content)
    assert isinstance(read, ServiceMetadata)
    (only,) = read.processes[0].endpoints
    assert only.activation == datetime(2026, 12, 1, tzinfo=UTC)
    assert only.expiration == datetime(2027, 1, 1, tzinfo=UTC)
