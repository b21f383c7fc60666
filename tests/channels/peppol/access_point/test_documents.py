"""What a document says of itself for its envelope."""

import pytest

from channels.peppol.box.networks import INVOICE
from faktura.channels.peppol.access_point.documents import about
from faktura.channels.peppol.discovery import Wanted
from faktura.channels.peppol.document_types import KNOWN

CUSTOMIZATION = b"urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"


def test_a_known_document() -> None:
    said = about(INVOICE)
    assert said.wanted == Wanted.of(KNOWN[0])
    assert said.country == "AT"


def test_a_document_of_a_type_that_is_not_known() -> None:
    said = about(INVOICE.replace(CUSTOMIZATION, b"urn:other"))
    assert said.wanted.document_type.customization == "urn:other"
    assert said.wanted.document_type.value.endswith("Invoice-2::Invoice##urn:other::2.1")
    assert [process.value for process in said.wanted.processes] == ["urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"]


def test_without_a_country() -> None:
    assert about(INVOICE.replace(b"<cbc:IdentificationCode>AT</cbc:IdentificationCode>", b"")).country == ""


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"<x/>",
        b"<!DOCTYPE x><x/>",
        INVOICE.replace(CUSTOMIZATION, b""),
        INVOICE.replace(CUSTOMIZATION, b"with spaces"),
        INVOICE.replace(CUSTOMIZATION, b"urn:other").replace(b"urn:fdc:peppol.eu:2017:poacc:billing:01:1.0", b""),
    ],
)
def test_what_says_nothing(document: bytes) -> None:
    with pytest.raises(ValueError, match=r"\."):
        about(document)
