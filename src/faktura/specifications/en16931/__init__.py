"""The European core invoice, EN 16931-1: its rules on the semantic model, one file for each family."""

from datetime import date

from faktura.sockets import Specification
from faktura.specifications.en16931 import (
    calculation,
    codes,
    decimals,
    document,
    vat_exempt,
    vat_export,
    vat_igic,
    vat_intra_community,
    vat_ipsi,
    vat_outside_scope,
    vat_reverse_charge,
    vat_split_payment,
    vat_standard,
    vat_zero,
)
from faktura.specifications.en16931.cii import BOOK as CII_BOOK
from faktura.specifications.en16931.edition import SOURCE, VERSION, family
from faktura.specifications.en16931.ubl import BOOK as UBL_BOOK

RULES = family("").extended(
    "en16931",
    VERSION,
    SOURCE,
    document.RULES,
    calculation.RULES,
    decimals.RULES,
    vat_standard.RULES,
    vat_zero.RULES,
    vat_exempt.RULES,
    vat_reverse_charge.RULES,
    vat_intra_community.RULES,
    vat_export.RULES,
    vat_outside_scope.RULES,
    vat_igic.RULES,
    vat_ipsi.RULES,
    vat_split_payment.RULES,
    codes.RULES,
)

NOT_IN_THE_MODEL = {
    "BR-CO-05": "whether a reason and its code mean the same cannot be computed; the artefacts never report it",
    "BR-CO-06": "whether a reason and its code mean the same cannot be computed; the artefacts never report it",
    "BR-CO-07": "whether a reason and its code mean the same cannot be computed; the artefacts never report it",
    "BR-CO-08": "whether a reason and its code mean the same cannot be computed; the artefacts never report it",
    "BR-CL-03": "the currency beside each amount is of UBL and CII; the model has one currency for all amounts",
}
"""Official rules that are not in `RULES`, each with the reason."""

SPECIFICATIONS = (
    Specification(
        name="en16931",
        title="EN 16931, the European core invoice",
        version=VERSION,
        identifier="urn:cen.eu:en16931:2017",
        rules=RULES,
        since=date(2017, 6, 28),
        source=SOURCE,
        books={"ubl": (UBL_BOOK,), "cii": (CII_BOOK,)},
    ),
)
