"""PEPPOL-EN16931-CL001 to CL008 and F001, PEPPOL-COMMON-R040 to R050: codes, dates and identifiers."""

from faktura import codes
from faktura.checks import Breaches
from faktura.source import Document, Leaf, spaced, value
from faktura.source.sequences import below
from faktura.specifications.peppol_bis_3.check_digits import all_digits, australian
from faktura.specifications.peppol_bis_3.codes import CURRENCIES, ELECTRONIC_ADDRESS_SCHEMES
from faktura.specifications.peppol_bis_3.forms import FORMS, Form, danish_vat, italian_fiscal, italian_vat_number


def _australian(text: str, leaf: Leaf) -> bool:
    # Signs after the eleventh are not looked at.
    text = spaced(text)[:11]
    return len(text) == 11 and all_digits(text) and australian(text)


_FORMS: dict[str, tuple[str, Form]] = {
    **{scheme: FORMS[scheme] for scheme in ("0088", "0192", "0208", "0201", "0210", "0211", "0007")},
    "0184": ("PEPPOL-COMMON-R042", danish_vat),
    "0151": ("PEPPOL-COMMON-R050", _australian),
}
_FORMS_OF_ADDRESSES: dict[str, tuple[str, Form]] = {
    **_FORMS,
    "9906": ("PEPPOL-COMMON-R048", italian_vat_number),
    "9907": ("PEPPOL-COMMON-R046", italian_fiscal),
}


def identifiers(document: Document, found: Breaches) -> None:
    """R040 to R050 and CL008."""
    named = document.named
    for name, forms in (("ram:URIID", _FORMS_OF_ADDRESSES), ("ram:ID", _FORMS), ("ram:GlobalID", _FORMS)):
        for leaf in named[name]:
            scheme = leaf.get("schemeID")
            if scheme in forms:
                rule, form = forms[scheme]
                if not form(value(leaf), leaf):
                    found(rule, leaf)
    for name in ("ram:BuyerTradeParty", "ram:SellerTradeParty"):
        for leaf in below(named[name], "ram:URIUniversalCommunication", "ram:URIID"):
            if leaf.get("schemeID") not in ELECTRONIC_ADDRESS_SCHEMES.codes:
                found("PEPPOL-EN16931-CL008", leaf)


def coded(document: Document, found: Breaches) -> None:
    """CL001 to CL003, CL007 and F001."""
    named = document.named
    for leaf in named["ram:AttachmentBinaryObject"]:
        if leaf.get("mimeCode", "text/csv") not in codes.ATTACHMENT_MEDIA_TYPES.codes:
            found("PEPPOL-EN16931-CL001", leaf)
    for group in named["ram:SpecifiedTradeAllowanceCharge"]:
        if "ram:ReasonCode" in group:
            indicators = below((group,), "ram:ChargeIndicator", "udt:Indicator")
            indicator = spaced(value(indicators[0])) if len(indicators) == 1 else ""
            if indicator == "false":
                rule, known = "PEPPOL-EN16931-CL002", codes.ALLOWANCE_REASONS.codes
            elif indicator == "true":
                rule, known = "PEPPOL-EN16931-CL003", codes.CHARGE_REASONS.codes
            else:
                continue
            for leaf in group["ram:ReasonCode"]:
                if spaced(leaf.text or "") not in known:
                    found(rule, leaf)
    for leaf in named["ram:TaxTotalAmount"]:
        currency = leaf.get("currencyID")
        if currency is not None and currency not in CURRENCIES.codes:
            found("PEPPOL-EN16931-CL007", leaf)
    for leaf in named["udt:DateTimeString"]:
        text = leaf.text or ""
        if (
            spaced(leaf.get("format", "")) != "102"
            or len(text) != 8
            or not text.startswith("20")
            or not all_digits(text)
        ):
            found("PEPPOL-EN16931-F001", leaf)
