"""Documents that are known by their looks: those that are checked, and those that can only be named."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from faktura.source import CII, UBL, Names
from faktura.source import cii as cii_names
from faktura.source import ubl as ubl_names

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_SFTI = "urn:sfti:documents:"
_UNCEFACT = "urn:un:unece:uncefact:data:"

ENVELOPE = "{http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader}StandardBusinessDocument"
"""The envelope that documents travel in on the Peppol network; its header stands first, the document behind it."""
HEADER = "{http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader}StandardBusinessDocumentHeader"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of XML that is checked. `format` is its name in answers, `syntax` that of its rules and its reader."""

    format: str
    syntax: str
    names: Names


CHECKED = {
    ubl_names.INVOICE: Kind("ubl-invoice", "ubl", UBL),
    ubl_names.CREDIT_NOTE: Kind("ubl-creditnote", "ubl", UBL),
    cii_names.INVOICE: Kind("cii", "cii", CII),
}
"""Tag of the root -> what it is."""


@dataclass(frozen=True, slots=True)
class Named:
    """A kind of document that is only named: `format` in answers, `title` in a sentence, `advice` what helps."""

    format: str
    title: str
    advice: str = "Ask for the invoice as UBL, CII or Factur-X."


# Namespace of the root, as the beginning of it; local name, or nothing for any; what it is.
_ROOTS: tuple[tuple[str, str, Named], ...] = (
    ("http://ivaservizi.agenziaentrate.gov.it/", "", Named("fatturapa", "a FatturaPA of Italy's SdI")),
    ("http://www.fatturapa.gov.it/", "", Named("fatturapa", "a FatturaPA of Italy's SdI")),
    ("http://crd.gov.pl/wzor/", "Faktura", Named("ksef-fa", "an FA invoice of Poland's KSeF")),
    ("urn:ferd:CrossIndustryDocument:", "", Named("zugferd1", "a ZUGFeRD 1 invoice, which is older than EN 16931")),
    (
        f"{_UNCEFACT}SCRDMCCBDACIOMessageStructure:",
        "",
        Named("order-x", "an Order-X order", "It is an order; send the invoice that follows it."),
    ),
    (
        f"{_UNCEFACT}standard:CrossDomainAcknowledgementAndResponse:",
        "",
        Named("cdar", "a CDAR message, which tells where an invoice stands", "Send the invoice that it speaks of."),
    ),
    (f"{_UNCEFACT}standard:CBFBUY:", "", Named("cbfbuy", "a CBFBUY message of UN/CEFACT")),
    ("http://www.ebinterface.at/schema/", "", Named("ebinterface", "an ebInterface invoice of Austria")),
    ("http://www.facturae.", "Facturae", Named("facturae", "a Facturae invoice of Spain")),
    ("http://schemas.nav.gov.hu/OSA/", "", Named("hu-osa", "invoice data for Hungary's Online Számla")),
    ("", "Finvoice", Named("finvoice", "a Finvoice invoice of Finland")),
    ("", "FinvoiceAck", Named("finvoice", "a Finvoice acknowledgement of Finland")),
    ("http://www.pankkiyhdistys.fi/", "", Named("finvoice", "a Finvoice invoice of Finland")),
    (f"{_SFTI}BasicInvoice:", "", Named("svefaktura", "a Svefaktura invoice of Sweden")),
    (
        f"{_SFTI}ObjectEnvelope:",
        "",
        Named("svefaktura", "a Svefaktura envelope of Sweden", "Take the invoice out of it, and ask for it as UBL."),
    ),
    ("http://teapps.tieto.com/", "", Named("teapps", "a TEAPPSXML invoice")),
    ("http://www.w3.org/2000/09/xmldsig#", "Signature", Named("signed", "a signature with a document inside")),
    ("http://www.w3.org/1999/xhtml", "html", Named("html", "a page for a browser", "Send the invoice itself.")),
    ("", "html", Named("html", "a page for a browser", "Send the invoice itself.")),
    ("http://schemas.xmlsoap.org/soap/envelope/", "", Named("soap", "a SOAP message", "Send the invoice in its body.")),
    ("http://www.w3.org/2003/05/soap-envelope", "", Named("soap", "a SOAP message", "Send the invoice in its body.")),
)
_UBL_ROOT = re.compile(re.escape(_UBL) + r"([A-Z][A-Za-z]{2,60})-2")
_OTHER_UBL = "Send its Invoice or CreditNote; other documents of UBL are not checked."

_BYTES: tuple[tuple[bytes, Named], ...] = (
    (b"UNA", Named("edifact", "an EDIFACT message")),
    (b"UNB+", Named("edifact", "an EDIFACT message")),
    (b"ISA*", Named("x12", "an X12 message")),
    (b"PK\x03\x04", Named("zip", "a ZIP archive", "Unpack it and send the invoice that is inside.")),
    (b"\x1f\x8b", Named("gzip", "a gzip file", "Unpack it and send the invoice that is inside.")),
    (b"\x89PNG", Named("image", "a picture", "Send the invoice as data: a picture can't be checked.")),
    (b"\xff\xd8\xff", Named("image", "a picture", "Send the invoice as data: a picture can't be checked.")),
    (b"\xd0\xcf\x11\xe0", Named("office", "an office file", "Send the invoice as UBL, CII or Factur-X.")),
    # A signed file (CMS in DER): SEQUENCE, then within the first bytes the object identifier of signed data.
    (b"\x30\x82", Named("cms", "a signed file (CMS, .p7m)", "Take the document out of its signature first.")),
    (b"\x30\x80", Named("cms", "a signed file (CMS, .p7m)", "Take the document out of its signature first.")),
    (b"\x30\x83", Named("cms", "a signed file (CMS, .p7m)", "Take the document out of its signature first.")),
)
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")


def named_by_root(tag: str) -> Named | None:
    """What a root says that is not checked; None for one that nobody here knows."""
    namespace, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    if found := _UBL_ROOT.fullmatch(namespace):
        return Named(f"ubl-{found[1].lower()}", f"a UBL {found[1]}", _OTHER_UBL)
    for beginning, name, what in _ROOTS:
        if (namespace.startswith(beginning) if beginning else not namespace) and name in ("", local):
            return what
    return None


def named_by_bytes(content: bytes) -> Named | None:
    """What the first bytes say, for what is neither XML nor JSON nor PDF."""
    for beginning, what in _BYTES:
        if content.startswith(beginning) and (what.format != "cms" or _SIGNED_DATA in content[:40]):
            return what
    return None


def titles() -> Iterator[tuple[str, str]]:
    """Format and title of everything that is named without being checked, each once."""
    seen = set()
    for what in (*(named for _, _, named in _ROOTS), *(named for _, named in _BYTES)):
        if what not in seen:
            seen.add(what)
            yield what.format, what.title
