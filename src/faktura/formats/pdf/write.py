"""Invoice -> PDF."""

from collections.abc import Sequence
from dataclasses import replace

from faktura.formats.pdf.logo import prepare_logo
from faktura.formats.pdf.page import describe
from faktura.formats.pdf.payment_code import payment_code_payload
from faktura.formats.pdf.qr_code import draw_qr_code
from faktura.formats.pdf.typesetting import Attachment, typeset
from faktura.model import Invoice
from faktura.sockets import Format, Rendered, RenderOptions


def render(invoice: Invoice, options: RenderOptions, attachments: Sequence[Attachment] = ()) -> bytes:
    """The PDF of an invoice, with files inside when there are `attachments`.

    The same input gives the same bytes: the file's date is the issue date, and its id is made from its content. Pages
    that `options` draw themselves (``options.page``) take no attachments.

    Raises:
        LogoError: the branding's logo can't be used (see `faktura.formats.pdf.logo`).
        ColourError: the branding's colour is not ``#rrggbb``.
    """
    if options.page is not None:
        return options.page(invoice, replace(options, page=None))
    page = describe(invoice, options)
    drawings = {}
    if options.branding.logo:
        drawings["logo"] = prepare_logo(options.branding.logo)
    payment = page.shown["payment"]
    if payment and payment["code"]:
        drawings["payment_code"] = draw_qr_code(payment_code_payload(invoice))
    return typeset(page.file, page.shown, drawings, invoice.issue_date, attachments)


def write(invoice: Invoice, options: RenderOptions) -> Rendered:
    """The PDF of an invoice; see `render` for what it raises."""
    return Rendered(content=render(invoice, options), media_type=FORMAT.media_type, file_extension="pdf")


_ROUTING = "tells machines how to route and check the document; people have no use for it"
_SCHEME = "the label beside the identifier says in words what it is"
_REASON = "printed in words: the reason given, else discount or surcharge"
_OWN_DATA = "the recipient's own data, which the recipient needn't be told"

FORMAT = Format(
    name="pdf",
    title="PDF",
    media_type="application/pdf",
    file_extension="pdf",
    write=write,
    cannot_carry={
        "BT-21": "the note is printed with its text; its subject is not named",
        "BT-23": _ROUTING,
        "BT-24": _ROUTING,
        "BT-34": _ROUTING,
        "BT-34-1": _ROUTING,
        "BT-49": _ROUTING,
        "BT-49-1": _ROUTING,
        "BT-57": _OWN_DATA,
        "BT-58": _OWN_DATA,
        "BT-87": "only the last four digits are printed, so that the card can't be used by a reader",
        "BT-98": _REASON,
        "BT-105": _REASON,
        "BT-140": _REASON,
        "BT-145": _REASON,
        "BT-93": "printed together with the percentage only",
        "BT-100": "printed together with the percentage only",
        "BT-137": "printed together with the percentage only",
        "BT-142": "printed together with the percentage only",
        "BT-125": "the content of an attachment travels beside the page",
        "BT-125-1": "the content of an attachment travels beside the page",
        "BT-158-1": _SCHEME,
        "BT-158-2": _SCHEME,
    },
)
