"""Invoices and small hand-made PDFs for the tests of this folder."""

import base64
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from faktura.calculation import calculate
from faktura.formats import cii
from faktura.model import Invoice, SupportingDocument
from faktura.sockets import RenderOptions
from formats import samples

OPTIONS = RenderOptions()
DRAFT = replace(samples.INVOICE, totals=None, vat_breakdown=(), specification="urn:cen.eu:en16931:2017")
INVOICE = calculate(DRAFT).invoice
BINARY = b"%PDF-1.4 \x00\xff\r\n endstream endobj (\\"


def with_attachments(*names: str, invoice: Invoice = INVOICE) -> Invoice:
    """An invoice with a file of each name, all with the same content."""
    documents = tuple(
        SupportingDocument(
            reference=f"ref {place}",
            description="Hours (all)",
            content=base64.b64encode(BINARY).decode(),
            media_type="application/pdf",
            file_name=name,
        )
        for place, name in enumerate(names)
    )
    return replace(invoice, supporting_documents=documents)


def rounded() -> Invoice:
    """An invoice whose amount due is rounded (BT-114)."""
    assert INVOICE.totals is not None
    totals = replace(INVOICE.totals, rounding_amount=Decimal("0.01"))
    return replace(INVOICE, totals=totals)


XML = cii.write(INVOICE, OPTIONS).content
XMP = (
    b'<?xpacket begin="" id="W5M0"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#">'
    b"<fx:DocumentType>INVOICE</fx:DocumentType><fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>"
    b"<fx:Version>1.0</fx:Version><fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>"
    b'</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)


@dataclass(kw_only=True)
class Handmade:
    """A PDF of a few objects; each part can be bent by a test.

    `files` are names with contents. `filters` pack them, given as PDF and as function. `catalog` and `trailer` add
    to these dictionaries, `objects` are further ones from number 50 on. `prefix` stands before the header.
    """

    files: dict[str, bytes] = field(default_factory=lambda: {"factur-x.xml": XML})
    filters: bytes = b""
    pack: Callable[[bytes], bytes] = bytes
    metadata: bytes | None = XMP
    catalog: bytes = b""
    trailer: bytes = b""
    objects: tuple[bytes, ...] = ()
    in_names: bool = True
    in_af: bool = True
    relationship: bytes = b"/AFRelationship/Alternative"
    prefix: bytes = b""

    def numbered(self) -> dict[int, bytes]:
        """Number -> object."""
        made = {2: b"<</Type/Pages/Count 0/Kids[]>>"}
        names, associated = b"", b""
        for place, (name, content) in enumerate(self.files.items()):
            number, packed = 10 + 2 * place, self.pack(content)
            shown = b"<" + ("\ufeff" + name).encode("utf-16-be").hex().encode() + b">"
            made[number] = (
                b"<</Type/Filespec/F" + shown + b"/EF<</F %d 0 R>>" % (number + 1) + self.relationship + b">>"
            )
            made[number + 1] = (
                b"<</Type/EmbeddedFile/Subtype/text#2Fxml/Length %d" % len(packed)
                + self.filters
                + b">>\nstream\n"
                + packed
                + b"\nendstream"
            )
            names += shown + b" %d 0 R " % number
            associated += b"%d 0 R " % number
        catalog = b"<</Type/Catalog/Pages 2 0 R" + self.catalog
        if self.in_names:
            made[4] = b"<</Names[" + names + b"]>>"
            catalog += b"/Names<</EmbeddedFiles<</Kids[4 0 R]>>>>"
        if self.in_af:
            catalog += b"/AF[" + associated + b"]"
        if self.metadata is not None:
            made[3] = b"<</Type/Metadata/Length %d>>stream\r\n" % len(self.metadata) + self.metadata + b"\r\nendstream"
            catalog += b"/Metadata 3 0 R"
        made[1] = catalog + b">>"
        return made | dict(enumerate(self.objects, start=50))

    def content(self) -> bytes:
        """With a plain table of objects."""
        body, offsets = b"%PDF-1.7\n", {}
        for number, text in self.numbered().items():
            offsets[number] = len(body)
            body += b"%d 0 obj\n" % number + text + b"\nendobj\n"
        table = b"xref\n0 1\n0000000000 65535 f \n"
        for number, offset in offsets.items():
            table += b"%d 1\n%010d 00000 n \n" % (number, offset)
        end = b"trailer\n<</Size 99/Root 1 0 R" + self.trailer + b">>\nstartxref\n%d\n%%%%EOF\n" % len(body)
        return self.prefix + body + table + end

    def packed_content(self) -> bytes:
        """With object streams, and a table of objects that is a stream with a predictor (PDF 1.5)."""
        body, rows, plain = b"%PDF-1.7\n", {}, {}
        for number, text in self.numbered().items():
            if b"stream" in text:
                rows[number] = (1, len(body), 0)
                body += b"%d 0 obj\n" % number + text + b"\nendobj\n"
            else:
                plain[number] = text
        head, inner = b"", b""
        for place, (number, text) in enumerate(plain.items()):
            rows[number] = (2, 90, place)
            head += b"%d %d " % (number, len(inner))
            inner += text + b" "
        rows[90], packed = (1, len(body), 0), zlib.compress(head + inner)
        body += b"90 0 obj\n<</Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(plain), len(head))
        body += b"/Length %d>>\nstream\n" % len(packed) + packed + b"\nendstream\nendobj\n"
        rows[91], above, table = (1, len(body), 0), bytes(6), b""
        for number in sorted(rows):
            kind, where, place = rows[number]
            row = bytes([kind]) + where.to_bytes(4, "big") + bytes([place])
            table += b"\x02" + bytes((one - other) & 255 for one, other in zip(row, above, strict=True))
            above = row
        packed = zlib.compress(table)
        index = b" ".join(b"%d 1" % number for number in sorted(rows))
        start = len(body)
        body += b"91 0 obj\n<</Type/XRef/Size 99/Root 1 0 R/W[1 4 1]/Index[" + index + b"]" + self.trailer
        body += b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 6>>/Length %d>>\nstream\n" % len(packed)
        return body + packed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start
