"""Trying a template on made-up documents: what would go wrong with a real one is told beforehand."""

from babel.dates import format_date
from babel.numbers import format_currency

from faktura.model import DOCUMENT_TYPES, Invoice
from faktura.sockets import Announcement, Branding, RenderOptions
from faktura.templates.content import Content
from faktura.templates.draw import CHECK_LIMITS, TemplateFinding, draw_pages
from faktura.templates.mail import write_mail
from faktura.templates.samples import Sample, samples

SAMPLE_PAGE_URL = "https://invoices.example/i/sample"
_PLAINEST = "invoice"
_OF_MAIL = ("invoice", "credit_note")
_TYPES = {kind.type_code: kind.name for kind in DOCUMENT_TYPES.values()}


def announcement_of(
    invoice: Invoice, language: str, *, page_url: str = SAMPLE_PAGE_URL, colour: str = "", note: str = ""
) -> Announcement:
    """What a mail would say of a document."""
    due = invoice.totals.amount_due if invoice.totals else None
    return Announcement(
        language=language,
        document_type=_TYPES.get(invoice.type_code or "", "invoice"),
        number=invoice.number or "",
        seller_name=(invoice.seller.name if invoice.seller else None) or "",
        buyer_name=(invoice.buyer.name if invoice.buyer else None) or "",
        total=format_currency(due, invoice.currency or "EUR", locale=language) if due is not None else "",
        due_date=format_date(invoice.due_date, format="long", locale=language) if invoice.due_date else "",
        page_url=page_url,
        colour=colour,
        note=note,
    )


def check_content(content: Content, branding: Branding, *, thorough: bool) -> list[TemplateFinding]:
    """What is found when a template is tried: on the plainest document, or with `thorough` on all.

    It stops at the first document that goes wrong: one broken template must not take the time of many.

    Raises:
        Busy: too many templates are being tried at this moment.
    """
    found: dict[TemplateFinding, None] = {}
    for sample in samples().values():
        if not thorough and sample.name != _PLAINEST:
            continue
        told = _check_mail(content, sample, branding) if content.mail else _check_pages(content, sample, branding)
        found |= dict.fromkeys(told)
        if any(each.severity == "fatal" for each in told):
            break
    return list(found)


def _check_pages(content: Content, sample: Sample, branding: Branding) -> list[TemplateFinding]:
    options = sample.options(branding)
    drawn = draw_pages(content.source or "", sample.invoice, options, limits=CHECK_LIMITS, sample=sample.name)
    return drawn.findings


def _check_mail(content: Content, sample: Sample, branding: Branding) -> list[TemplateFinding]:
    if sample.name not in _OF_MAIL or content.mail is None:
        return []
    found: list[TemplateFinding] = []
    for language in content.mail.languages:
        options = RenderOptions(language=language, branding=branding, printed_texts=sample.printed_texts)
        announcement = announcement_of(sample.invoice, language, note="A note.")
        drawn = write_mail(
            content.mail,
            sample.invoice,
            options,
            announcement,
            limits=CHECK_LIMITS,
            sample=f"{sample.name}, {language}",
        )
        found += drawn.findings
    return found
