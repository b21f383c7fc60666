"""BR-DE-14 to BR-DE-18, BR-DE-21, BR-DE-22, BR-DE-26, BR-DE-TMP-32 and BR-TMP-2: the document as a whole."""

from collections.abc import Iterable

from faktura.checks import Breach, Severity
from faktura.model import Invoice
from faktura.model.references import SupportingDocument
from faktura.model.totals import VatBreakdown
from faktura.specifications.xrechnung_3.codes import CORRECTED, TAXED_CATEGORIES, TYPES
from faktura.specifications.xrechnung_3.edition import IDENTIFIER, IDENTIFIERS, family
from faktura.specifications.xrechnung_3.texts import discounts_hold, is_url

RULES = family("document")


@RULES.rule(
    "BR-DE-15",
    "Give the buyer's reference (buyer_reference, BT-10): for public buyers in Germany their Leitweg-ID, for others "
    "what the buyer names, or a text agreed upon.",
    "BT-10",
)
def _buyer_reference(invoice: Invoice) -> Iterable[Breach]:
    return () if (invoice.buyer_reference or "").strip() else ("/buyer_reference",)


@RULES.rule(
    "BR-DE-16",
    "With the VAT categories S, Z, E, AE, K, G, L and M, give the seller's VAT identifier (seller.vat_id, BT-31), tax "
    "number (seller.tax_registration_id, BT-32) or tax representative (BG-11).",
    "BT-31",
    "BT-32",
    "BG-11",
)
def _tax_number(invoice: Invoice) -> Iterable[Breach]:
    seller = invoice.seller
    if invoice.tax_representative is not None or (seller and (seller.vat_id or seller.tax_registration_id)):
        return ()
    taxes = [each.vat for each in (*invoice.allowances, *invoice.charges)] + [line.vat for line in invoice.lines]
    asked = any(vat is not None and vat.category in TAXED_CATEGORIES for vat in taxes)
    return ("/seller/vat_id",) if asked else ()


@RULES.rule(
    "BR-DE-17",
    "The type of an XRechnung (type_code, BT-3) should be 326, 380, 381, 384, 389, 875, 876 or 877.",
    "BT-3",
    severity=Severity.WARNING,
)
def _type(invoice: Invoice) -> Iterable[Breach]:
    return () if invoice.type_code in TYPES else ("/type_code",)


@RULES.rule(
    "BR-DE-18",
    "A line of the payment terms (payment_terms, BT-20) that begins with # is a discount for early payment, written as "
    "#SKONTO#TAGE=14#PROZENT=2.00# or #SKONTO#TAGE=14#PROZENT=2.00#BASISBETRAG=100.00#, with a line feed behind it.",
    "BT-20",
)
def _discounts(invoice: Invoice) -> Iterable[Breach]:
    return () if discounts_hold(invoice.payment_terms or "") else ("/payment_terms",)


@RULES.rule(
    "BR-DE-21",
    f"The specification (BT-24) of an XRechnung 3.0 is {IDENTIFIER}, or that of its Extension or of CVD; older ones "
    "are out of force.",
    "BT-24",
    severity=Severity.WARNING,
)
def _specification(invoice: Invoice) -> Iterable[Breach]:
    return () if invoice.specification in IDENTIFIERS else ("/specification",)


@RULES.rule(
    "BR-DE-22",
    "Each attached document has a file name of its own (file_name, BT-125-2): rename those that share one.",
    "BT-125",
)
def _file_names(invoice: Invoice) -> Iterable[Breach]:
    seen: set[str] = set()
    found = []
    for at, document in enumerate(invoice.supporting_documents):
        if document.file_name is not None and document.file_name in seen:
            found.append(f"/supporting_documents/{at}/file_name")
        seen.add(document.file_name or "")
    return found


@RULES.rule(
    "BR-DE-26",
    "A corrected invoice (type 384, BT-3) should name the invoice that it corrects (preceding_invoices, BG-3).",
    "BT-3",
    "BG-3",
    severity=Severity.WARNING,
)
def _corrected_invoice_named(invoice: Invoice) -> Iterable[Breach]:
    return ("/preceding_invoices",) if invoice.type_code == CORRECTED and not invoice.preceding_invoices else ()


@RULES.each("vat_breakdown", "BR-DE-14", "Give the VAT rate of each row of the VAT breakdown (rate, BT-119).", "BT-119")
def _rate(row: VatBreakdown) -> Iterable[Breach]:
    return () if row.rate is not None else ("/rate",)


@RULES.rule(
    "BR-DE-TMP-32",
    "Say when was delivered: a day (delivery.date, BT-72), the document's period (period, BG-14), or a period in each "
    "line (BG-26).",
    "BT-72",
    "BG-14",
    "BG-26",
    severity=Severity.INFORMATION,
)
def _day_of_delivery(invoice: Invoice) -> Iterable[Breach]:
    if (invoice.delivery is not None and invoice.delivery.date is not None) or invoice.period is not None:
        return ()
    return () if all(line.period is not None for line in invoice.lines) else ("/delivery/date",)


@RULES.each(
    "supporting_documents",
    "BR-TMP-2",
    "The location of an external document (url, BT-124) is an absolute URL that begins with its scheme, as https: is.",
    "BT-124",
    severity=Severity.WARNING,
)
def _url(document: SupportingDocument) -> Iterable[Breach]:
    return () if document.url is None or is_url(document.url) else ("/url",)
