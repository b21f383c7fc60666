"""PEPPOL-EN16931-CL001 to CL008 and P0104 to P0111: code lists, and VAT categories that exemption codes belong to."""

from collections.abc import Callable, Iterable

from faktura import codes
from faktura.checks import Breach, along
from faktura.model import (
    DocumentAllowance,
    ElectronicAddress,
    Invoice,
    LineAllowance,
    SupportingDocument,
    VatBreakdown,
)
from faktura.specifications.peppol_bis_3.edition import SOURCE, VERSION, family

RULES = family("codes")

# As of 3.0.21 Peppol has the dobra of São Tomé by its code of 2018 (STN); EN 16931's artefacts still have STD.
CURRENCIES = codes.CodeList(
    "ISO 4217 of Peppol", (codes.CURRENCIES.codes - {"STD"}) | {"STN"}, version=VERSION, source=SOURCE
)
# The schemes of the EAS list that may route on the network, as of 3.0.21.
ELECTRONIC_ADDRESS_SCHEMES = codes.CodeList(
    "EAS schemes of Peppol",
    """
    0002 0007 0009 0060 0088 0096 0097 0106 0130 0135 0142 0151 0183 0184 0188 0190 0191 0192 0195 0196 0198 0199 0200
    0201 0204 0208 0209 0210 0211 0216 0218 0221 0225 0230 0235 0240 0242 0244 0245 0246 0248 9910 9913 9914 9915 9918
    9919 9920 9922 9923 9924 9925 9926 9927 9928 9929 9930 9931 9932 9933 9934 9935 9936 9937 9938 9939 9940 9941 9942
    9943 9944 9945 9946 9947 9948 9949 9950 9951 9952 9953 9957 9959
    """,
    version=VERSION,
    source=SOURCE,
)
CATEGORY_OF_EXEMPTION = {
    "PEPPOL-EN16931-P0104": ("VATEX-EU-G", "G"),
    "PEPPOL-EN16931-P0105": ("VATEX-EU-O", "O"),
    "PEPPOL-EN16931-P0106": ("VATEX-EU-IC", "K"),
    "PEPPOL-EN16931-P0107": ("VATEX-EU-AE", "AE"),
    "PEPPOL-EN16931-P0108": ("VATEX-EU-D", "E"),
    "PEPPOL-EN16931-P0109": ("VATEX-EU-F", "E"),
    "PEPPOL-EN16931-P0110": ("VATEX-EU-I", "E"),
    "PEPPOL-EN16931-P0111": ("VATEX-EU-J", "E"),
}
"""Rule -> exemption reason code (BT-121) and the VAT category (BT-118) that goes with it."""


@RULES.each(
    "supporting_documents",
    "PEPPOL-EN16931-CL001",
    "An attached document is PDF, PNG, JPEG, CSV, XLSX or ODS; media_type (BT-125-1) says which.",
    "BT-125-1",
)
def _media_type(document: SupportingDocument) -> Iterable[Breach]:
    given = document.media_type
    return () if given is None or given in codes.ATTACHMENT_MEDIA_TYPES else ("/media_type",)


@RULES.each(
    along("allowances", "lines/allowances"),
    "PEPPOL-EN16931-CL002",
    "The reason code of an allowance is one of UNTDID 5189, such as 95 (discount).",
    "BT-98",
    "BT-140",
)
def _allowance_reason(one: DocumentAllowance | LineAllowance) -> Iterable[Breach]:
    return () if one.reason_code is None or one.reason_code in codes.ALLOWANCE_REASONS else ("/reason_code",)


@RULES.each(
    along("charges", "lines/charges"),
    "PEPPOL-EN16931-CL003",
    "The reason code of a charge is one of UNTDID 7161, such as FC (freight).",
    "BT-105",
    "BT-145",
)
def _charge_reason(one: DocumentAllowance | LineAllowance) -> Iterable[Breach]:
    return () if one.reason_code is None or one.reason_code in codes.CHARGE_REASONS else ("/reason_code",)


@RULES.rule(
    "PEPPOL-EN16931-CL006",
    "The tax point code (BT-8) is 3 (date of issue), 35 (delivery) or 432 (payment).",
    "BT-8",
)
def _tax_point(invoice: Invoice) -> Iterable[Breach]:
    given = invoice.tax_point_date_code
    return () if given is None or given in codes.TAX_POINT_DATES else ("/tax_point_date_code",)


@RULES.rule("PEPPOL-EN16931-CL007", "Amounts are in a currency of ISO 4217, such as EUR (BT-5, BT-6).", "BT-5", "BT-6")
def _currencies(invoice: Invoice) -> Iterable[Breach]:
    for name in ("currency", "vat_currency"):
        given = getattr(invoice, name)
        if given is not None and given not in CURRENCIES:
            yield f"/{name}"


@RULES.each(
    along("seller/electronic_address", "buyer/electronic_address"),
    "PEPPOL-EN16931-CL008",
    "The scheme of an electronic address is one that the Peppol network routes by, such as 0088 (GLN).",
    "BT-34-1",
    "BT-49-1",
)
def _electronic_address_scheme(address: ElectronicAddress) -> Iterable[Breach]:
    return () if address.scheme is None or address.scheme in ELECTRONIC_ADDRESS_SCHEMES else ("/scheme",)


def _category_of(reason_code: str, category: str) -> Callable[[VatBreakdown], Iterable[Breach]]:
    def test(row: VatBreakdown) -> Iterable[Breach]:
        meant = row.exemption_reason_code is not None and row.exemption_reason_code.upper() == reason_code
        return ("/category",) if meant and row.category != category else ()

    return test


for _rule, (_code, _category) in CATEGORY_OF_EXEMPTION.items():
    RULES.each(
        "vat_breakdown",
        _rule,
        f"The exemption reason {_code} (BT-121) belongs to VAT category {_category} (BT-118).",
        "BT-118",
        "BT-121",
    )(_category_of(_code, _category))
