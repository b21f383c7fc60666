"""What a business document says of itself that its envelope has to say, too."""

from dataclasses import dataclass

from lxml import etree

from faktura.channels.peppol.discovery import Wanted
from faktura.channels.peppol.document_types import known_for
from faktura.channels.peppol.identifiers import DocumentTypeId, NoIdentifier, document_type, process
from faktura.source import UnreadableDocument, parse

_CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
_CAC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"
_KINDS = {"Invoice": "invoice", "CreditNote": "credit-note"}
# Who sends: the seller of an invoice, the sender of a response.
_SENDERS = ("AccountingSupplierParty", "SenderParty")


@dataclass(frozen=True, slots=True)
class About:
    """The document's type with its processes, and the country of who sends it (empty when it is not written)."""

    wanted: Wanted
    country: str


def about(document: bytes) -> About:
    """Read a UBL document: its type from root and customization, the country from the sender's address.

    Raises:
        ValueError: it is no XML, or does not say what it is; the text is a sentence.
    """
    try:
        root = parse(document)
    except UnreadableDocument as error:
        raise ValueError(str(error)) from None
    name = etree.QName(root)
    customization = _text(root, f"{_CBC}CustomizationID")
    if not customization:
        raise ValueError("The document names no customization (cbc:CustomizationID), so its type is not known.")
    return About(_wanted(root, name.namespace or "", name.localname, customization), _country(root))


def _wanted(root: etree._Element, namespace: str, name: str, customization: str) -> Wanted:
    known = known_for(customization, _KINDS.get(name, ""))
    if known is not None:
        return Wanted.of(known)
    version = _text(root, f"{_CBC}UBLVersionID") or "2.1"
    try:
        kind: DocumentTypeId = document_type(f"{namespace}::{name}##{customization}::{version}")
        return Wanted(kind, (process(_text(root, f"{_CBC}ProfileID")),))
    except NoIdentifier as error:
        raise ValueError(f"The document does not say under which type and process it travels: {error}") from None


def _country(root: etree._Element) -> str:
    for name in _SENDERS:
        for party in root.iterfind(f"{_CAC}{name}"):
            found = _text(party, f".//{_CAC}PostalAddress/{_CAC}Country/{_CBC}IdentificationCode")
            if found:
                return found
    return ""


def _text(parent: etree._Element, path: str) -> str:
    return (parent.findtext(path) or "").strip()
