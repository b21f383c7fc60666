"""An envelope of tests, and ways to spoil it."""

from datetime import UTC, datetime
from typing import Any

from faktura.channels.peppol.document_types import BILLING
from faktura.channels.peppol.identifiers import ParticipantId
from faktura.channels.peppol.sbdh import Header, write_envelope

from .network import INVOICE, RECEIVER

DOCUMENT = (
    b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"'
    b' xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">\r\n'
    b"  <cbc:ID>1 &amp; 2</cbc:ID><!-- a comment --><cbc:Note><![CDATA[<a>]]></cbc:Note><cbc:Empty/>\n</Invoice>"
)


def header(**changed: Any) -> Header:
    values: dict[str, Any] = {
        "sender": ParticipantId("9915:TEST"),
        "receiver": RECEIVER,
        "document_type": INVOICE,
        "process": BILLING,
        "country_c1": "AT",
        "instance_identifier": "b1c9d5a0-7d1f-4a6c-9a55-0c6a3f1d2e10",
        "created_at": datetime(2026, 12, 1, 9, 30, tzinfo=UTC),
    }
    return Header(**(values | changed))


def spoiled(*changes: tuple[str, str]) -> bytes:
    """The usual envelope with texts replaced; each must be there."""
    content = write_envelope(header(), DOCUMENT).decode()
    for old, new in changes:
        assert old in content, old
        content = content.replace(old, new)
    return content.encode()
