"""The metadata of a hybrid PDF (XMP, ISO 16684-1): what Factur-X adds to them, and what any hybrid PDF says there."""

from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree

from faktura.formats.facturx.profiles import Profile
from faktura.source import UnreadableDocument, parse

NAMESPACE = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"

_PROPERTIES = (
    ("DocumentFileName", "The name of the embedded XML document"),
    ("DocumentType", "The type of the hybrid document in capital letters, such as INVOICE"),
    ("Version", "The version of the standard that the embedded XML document follows"),
    ("ConformanceLevel", "The profile of the embedded XML document"),
)
# Where the typesetter's metadata end their list of schemas, and all.
_END_OF_SCHEMAS = b"</rdf:Bag></pdfaExtension:schemas>"
_END = b"</rdf:RDF>"

# PDF/A wants every property that it does not know to be described in the file itself (ISO 19005-3, 6.6.2.3).
_SCHEMA = (
    '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>'
    f"<pdfaSchema:namespaceURI>{NAMESPACE}</pdfaSchema:namespaceURI><pdfaSchema:prefix>fx</pdfaSchema:prefix>"
    "<pdfaSchema:property><rdf:Seq>"
    + "".join(
        '<rdf:li rdf:parseType="Resource"><pdfaProperty:category>external</pdfaProperty:category>'
        f"<pdfaProperty:description>{description}</pdfaProperty:description>"
        f"<pdfaProperty:name>{name}</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType></rdf:li>"
        for name, description in _PROPERTIES
    )
    + "</rdf:Seq></pdfaSchema:property></rdf:li>"
).encode()


def add_facturx(metadata: bytes, profile: Profile, version: str) -> bytes:
    """The typesetter's metadata with the four properties of Factur-X and the schema that explains them."""
    values = {
        "DocumentFileName": profile.file_name,
        "DocumentType": "INVOICE",
        "Version": version,
        "ConformanceLevel": profile.level,
    }
    properties = "".join(f"<fx:{name}>{escape(values[name])}</fx:{name}>" for name, _ in _PROPERTIES)
    description = f'<rdf:Description rdf:about="" xmlns:fx="{NAMESPACE}">{properties}</rdf:Description>'
    assert metadata.count(_END_OF_SCHEMAS) == 1
    assert metadata.count(_END) == 1
    return metadata.replace(_END_OF_SCHEMAS, _SCHEMA + _END_OF_SCHEMAS).replace(_END, description.encode() + _END)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What the metadata say of the embedded XML; empty where they say nothing."""

    level: str = ""
    file_name: str = ""
    document_type: str = ""
    version: str = ""


_FIELDS = {
    "ConformanceLevel": "level",
    "DocumentFileName": "file_name",
    "DocumentType": "document_type",
    "Version": "version",
}


def read_claim(metadata: bytes) -> Claim:
    """The claim of ZUGFeRD 1, ZUGFeRD 2, Factur-X or Order-X: their namespaces differ in little but their beginning.

    Properties may be written as elements or as attributes.

    Raises:
        UnreadableDocument: the metadata are not XML that is safe to read.
    """
    root = parse(metadata.strip(b"\x00 \t\r\n"))
    found: dict[str, str] = {}
    for element in root.iter():
        for tag, text in ((element.tag, element.text), *element.attrib.items()):
            name = etree.QName(tag)
            if name.localname in _FIELDS and "crossindustrydocument" in (name.namespace or "").lower():
                value = text.decode() if isinstance(text, bytes) else text
                found.setdefault(_FIELDS[name.localname], (value or "").strip())
    return Claim(**found)


__all__ = ["NAMESPACE", "Claim", "UnreadableDocument", "add_facturx", "read_claim"]
