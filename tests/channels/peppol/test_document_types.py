"""The table of document types that are known here."""

from faktura.channels.peppol.document_types import KNOWN, MLS, known, known_for
from faktura.channels.peppol.identifiers import DocumentTypeId, document_type, process
from faktura.registry import specifications


def test_every_identifier_is_right():
    for each in KNOWN:
        assert document_type(str(each.id)) == each.id
        assert all(process(str(one)) == one for one in each.processes)
    assert len({each.id for each in KNOWN}) == len(KNOWN)


def test_a_document_type_is_found():
    assert known(MLS.id) is MLS
    assert known(DocumentTypeId("urn:a::B##c::1")) is None


def test_a_document_tells_its_type():
    found = known_for("urn:peppol:pint:billing-1@eu-1", "credit-note")
    assert found is not None
    assert found.id.scheme == "peppol-doctype-wildcard"
    assert found.id.type == "CreditNote"
    assert known_for("urn:peppol:pint:billing-1@eu-1", "report") is None


def test_what_we_write_for_peppol_can_travel():
    ours = {spec.identifier for spec in specifications().values()}
    sent = {each.customization for each in KNOWN if each.kind in ("invoice", "credit-note")}
    assert sent <= ours | {"urn:peppol:pint:selfbilling-1@" + part for part in ("aunz-1", "jp-1", "my-1", "ae-1")}
