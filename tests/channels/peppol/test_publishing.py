"""An SMP of one's own: what it writes is what our own reading wants, and holds to the schema's order."""

from datetime import timedelta

from lxml import etree

from faktura.channels.peppol.metadata import SMP, read_service_group, read_signed_metadata
from faktura.channels.peppol.publishing import metadata_url, write_service_group, write_service_metadata

from .keys import NOW, holder
from .network import INVOICE, RECEIVER, endpoint, served

SIGNER = holder("PDE000001")


def test_references_lead_to_the_metadata():
    content = write_service_group(RECEIVER, "https://smp.example.com/", (INVOICE,))
    reference = next(etree.fromstring(content).iter(f"{{{SMP}}}ServiceMetadataReference"))
    assert reference.get("href") == metadata_url("https://smp.example.com", RECEIVER, INVOICE)
    assert read_service_group(content).document_types == (INVOICE,)


def test_a_participant_without_documents():
    assert read_service_group(write_service_group(RECEIVER, "https://smp.example.com", ())).document_types == ()


def test_an_endpoint_is_written_in_the_order_of_the_schema():
    one = endpoint(activation=NOW, expiration=NOW + timedelta(days=1))
    content = write_service_metadata(RECEIVER, INVOICE, served(one), SIGNER.key, SIGNER.certificate)
    written = next(etree.fromstring(content).iter(f"{{{SMP}}}Endpoint"))
    assert [etree.QName(child).localname for child in written] == [
        "EndpointReference", "RequireBusinessLevelSignature", "ServiceActivationDate", "ServiceExpirationDate",
        "Certificate", "ServiceDescription", "TechnicalContactUrl",
    ]  # fmt: skip


def test_signs_that_mean_something_in_xml():
    one = endpoint("https://ap.example.com/as4?a=1&b=<2>")
    content = write_service_metadata(RECEIVER, INVOICE, served(one), SIGNER.key, SIGNER.certificate)
    read = read_signed_metadata(content)
    assert read_signed_metadata(content) == read
    assert b"a=1&amp;b=&lt;2&gt;" in content
