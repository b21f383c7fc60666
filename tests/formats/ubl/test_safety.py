"""XML that strangers send: refused with a sentence when it is not safe or not readable."""

import pytest

from faktura.formats.mapping.reading import FINDINGS_MAX
from faktura.formats.ubl import UnreadableDocument, read
from faktura.source.safe_xml import BYTES_MAX, DEPTH_MAX

ROOT = '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2">'
DOCTYPE = '<!DOCTYPE Invoice [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE Invoice SYSTEM "http://127.0.0.1:9/evil.dtd">'


@pytest.mark.parametrize("doctype", [DOCTYPE, EXTERNAL, "<!DOCTYPE Invoice>"])
@pytest.mark.parametrize(
    "before", ["", "\n", '<?xml version="1.0"?>', "<!-- <Invoice> -->", "<?a b?>\n<!-- -->", "<!---->"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_a_document_type_is_refused_wherever_it_hides(doctype, before, encoding):
    content = f"{before}{doctype}{ROOT}</Invoice>".encode(encoding)
    with pytest.raises(UnreadableDocument, match="DOCTYPE"):
        read(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   ",
        b"{}",
        b"%PDF-1.7",
        b"<?xml version='1.0'?>",
        b"<!-- never closed",
        ROOT.encode(),
        f"{ROOT}&unknown;</Invoice>".encode(),
        f"{ROOT}\x00</Invoice>".encode(),
        f"{ROOT}\xff</Invoice>".encode("latin-1"),
        f"{ROOT}</Invoice>".encode("utf-16-le"),
        b"\xff\xfe<\x00\xff",
        b"\xff\xfe\x00\xd8\x00\x00",
        f"{ROOT}</Invoice>".encode("cp037"),
        f'<?xml version="1.0" encoding="utf-7"?>{ROOT}</Invoice>'.encode(),
        f'<?xml version="1.0" encoding="iso-2022-jp"?>{ROOT}</Invoice>'.encode(),
    ],
)
def test_what_is_not_wellformed_xml_is_refused_with_a_sentence(content):
    with pytest.raises(UnreadableDocument) as refused:
        read(content)
    assert len(str(refused.value)) > 20


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-15", "windows-1252"])
def test_usual_encodings_are_read(encoding):
    note = '<Note xmlns="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">é</Note>'
    declared = encoding.removesuffix("-sig")
    content = f'<?xml version="1.0" encoding="{declared}"?>{ROOT}{note}</Invoice>'.encode(encoding)
    invoice, _ = read(content)
    assert invoice.notes[0].text == "é"


@pytest.mark.parametrize("depth", [DEPTH_MAX + 1, 1_000, 100_000])
def test_deep_nesting_is_refused(depth):
    with pytest.raises(UnreadableDocument):
        read(f"{ROOT}{'<a>' * depth}{'</a>' * depth}</Invoice>".encode())


def test_the_deepest_allowed_document_is_read():
    below = DEPTH_MAX - 1
    _, findings = read(f"{ROOT}{'<a>' * below}{'</a>' * below}</Invoice>".encode())
    assert [finding.rule for finding in findings] == ["ubl_unknown_element"]


def test_very_many_attributes_are_not_all_reported():
    attributes = " ".join(f'a{number}="1"' for number in range(FINDINGS_MAX * 20))
    _, findings = read(f"{ROOT}<a {attributes}/></Invoice>".encode())
    assert len(findings) <= FINDINGS_MAX + 1


def test_too_many_bytes_are_refused_unread():
    with pytest.raises(UnreadableDocument, match="at most"):
        read(b" " * (BYTES_MAX + 1))


def test_an_attachment_above_ten_million_bytes_is_read():
    cac = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
    cbc = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
    content = (
        f'{ROOT}<a:AdditionalDocumentReference xmlns:a="{cac}" xmlns="{cbc}"><a:Attachment>'
        f"<EmbeddedDocumentBinaryObject>{'A' * 12_000_000}</EmbeddedDocumentBinaryObject>"
        "</a:Attachment></a:AdditionalDocumentReference></Invoice>"
    )
    invoice, _ = read(content.encode())
    assert len(invoice.supporting_documents[0].content or "") == 12_000_000
