"""BR-B-01 and BR-B-02: split payment, where an Italian public buyer pays the VAT itself; VAT category B."""

from collections.abc import Iterable

from faktura.checks import Breach
from faktura.specifications.en16931.edition import family
from faktura.specifications.en16931.vat import Category, CategoryUse, Where

RULES = family("VAT split payment")
CATEGORY = Category(RULES, "B")
_COUNTRY = "IT"


@CATEGORY.own(
    "BR-B-01",
    "Split payment (category B) is for invoices within Italy: all addresses are in IT then.",
    "BT-95",
    "BT-102",
    "BT-151",
)
def _within_italy(use: CategoryUse) -> Iterable[Breach]:
    invoice = use.invoice
    # The artefacts for UBL count an item's country of origin too, those for CII do not; what was made elsewhere can
    # be sold within Italy.
    parties = (
        ("seller", invoice.seller),
        ("buyer", invoice.buyer),
        ("tax_representative", invoice.tax_representative),
        ("delivery", invoice.delivery),
    )
    for name, party in parties:
        address = party.address if party is not None else None
        if address is not None and address.country not in (None, _COUNTRY):
            yield (
                f"/{name}/address/country",
                f"Split payment (category B) is for invoices within Italy, but this country is {address.country}.",
            )


@CATEGORY.own(
    "BR-B-02",
    "Split payment (category B) does not mix with standard rated VAT (category S): write two invoices.",
    "BG-20",
    "BG-21",
    "BG-25",
    "BT-95",
    "BT-102",
    "BT-118",
    "BT-151",
)
def _not_with_standard(use: CategoryUse) -> Iterable[Breach]:
    invoice = use.invoice
    for at, row in enumerate(invoice.vat_breakdown):
        if row.category == "S":
            yield f"/vat_breakdown/{at}/category"
    places: tuple[Where, ...] = ("lines", "allowances", "charges")
    for where in places:
        for at, part in enumerate(getattr(invoice, where)):
            if part.vat is not None and part.vat.category == "S":
                yield f"/{where}/{at}/vat/category"
