"""PEPPOL-COMMON-R040 to R057 and PEPPOL-EN16931-CL008: identifiers have the form of their scheme."""

from faktura.checks import Breaches
from faktura.source import Document, spaced, value
from faktura.source.logic import applies
from faktura.source.tree import Leaf
from faktura.specifications.peppol_bis_3.codes import ELECTRONIC_ADDRESS_SCHEMES
from faktura.specifications.peppol_bis_3.forms import FORMS, FORMS_OF_ADDRESSES, Form, dutch_vat
from faktura.specifications.peppol_bis_3.ubl.parties import is_of_tax

_BEFORE_DUTCH_VAT = FORMS.keys() - {"0217"}


def identifiers(document: Document, found: Breaches) -> None:
    """The forms of the schemes and of Dutch VAT numbers, and the schemes of electronic addresses."""
    named = document.named
    for leaf in named["cbc:EndpointID"]:
        scheme = leaf.get("schemeID")
        if scheme is not None:
            if scheme not in ELECTRONIC_ADDRESS_SCHEMES.codes:
                found("PEPPOL-EN16931-CL008", leaf)
            if scheme in FORMS_OF_ADDRESSES:
                _hold(leaf, FORMS_OF_ADDRESSES[scheme], found)
    for group in named["cac:PartyIdentification"]:
        for leaf in group.get("cbc:ID", ()):
            scheme = leaf.get("schemeID")
            if scheme in FORMS:
                _hold(leaf, FORMS[scheme], found)
    dutch = _dutch_vat_numbers(document)
    for leaf in named["cbc:CompanyID"]:
        scheme = leaf.get("schemeID")
        # Each number has one rule: a Dutch VAT number that of its scheme, except of the scheme that comes last.
        if dutch and scheme not in _BEFORE_DUTCH_VAT and leaf in dutch:
            if not dutch_vat(value(leaf), leaf):
                found("PEPPOL-COMMON-R056-2", leaf)
        elif scheme in FORMS:
            _hold(leaf, FORMS[scheme], found)


def _hold(leaf: Leaf, rule_and_form: tuple[str, Form], found: Breaches) -> None:
    rule, form = rule_and_form
    if not form(value(leaf), leaf):
        found(rule, leaf)


def _dutch_vat_numbers(document: Document) -> set[Leaf]:
    """The elements with a VAT number that begins with NL."""
    return {
        leaf
        for group in document.named["cac:PartyTaxScheme"]
        for leaf in group.get("cbc:CompanyID", ())
        if "NL" in (leaf.text or "") and spaced(value(leaf)).startswith("NL") and applies(is_of_tax, group, "VAT")
    }
