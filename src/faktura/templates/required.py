"""What an invoice must show (Directive 2006/112/EC, article 226, and the texts of the seller's country), and whether
the text on its pages does. Whoever designs a page decides how it stands there, not whether.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.dates import format_date

from faktura.formats.pdf.language import Language, find_language
from faktura.formats.pdf.sums import exemptions
from faktura.formats.pdf.typesetting import LINES_IN_TABLE_MAX
from faktura.model import Address, Buyer, Invoice, Period, Seller, Totals
from faktura.sockets import RenderOptions

_NOT_SEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff\-\u2010\u2011\u25a1]+")
_SEPARATORS = r"[.,'’\s\u00a0\u202f\u2009]"


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that must be on the page and is not: its business term, what it is, and where it is in the data."""

    term: str
    what: str
    value: str
    data: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    missing: Missing
    is_shown: Callable[["_Seen"], bool]


class _Seen:
    """The text of the pages, and the same without what a line break may bring or take."""

    def __init__(self, pages: Sequence[str], printed: Callable[[str], str]) -> None:
        self._printed = printed
        self.text = "\n".join(pages)
        self.squashed = [squash(page) for page in pages]
        self.all_squashed = "".join(self.squashed)

    def says(self, words: str) -> bool:
        """Whether the words stand there, be it over the end of a page."""
        wanted = squash(self._printed(words))
        return not wanted or wanted in self.all_squashed or self._says_over_pages(wanted)

    def _says_over_pages(self, wanted: str) -> bool:
        """Whether a page holds the beginning and the next one the rest, with a head and a foot between them."""
        for page, following in zip(self.squashed, self.squashed[1:], strict=False):
            least, most = 0, len(wanted)
            while least < most:
                middle = (least + most + 1) // 2
                least, most = (middle, most) if wanted[:middle] in page else (least, middle - 1)
            if least and wanted[least:] in following:
                return True
        return False


def squash(text: str) -> str:
    """A text as it is compared: without white space and hyphens, small, and its ligatures taken apart."""
    return _NOT_SEEN.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _text(value: str) -> Callable[[_Seen], bool]:
    return lambda seen: seen.says(value)


def _number(value: Decimal) -> Callable[[_Seen], bool]:
    """A number, however its thousands and decimals are separated, with or without zeros at its end."""
    whole, _, fraction = format(abs(value), "f").partition(".")
    fraction = fraction.rstrip("0")
    digits = rf"{_SEPARATORS}?".join(whole)
    behind = rf"\s*[.,]\s*{fraction}0*" if fraction else r"(?:\s*[.,]\s*0+)?"
    pattern = re.compile(rf"(?<![\d]){digits}{behind}(?!\d)(?![.,]\d)")
    return lambda seen: pattern.search(seen.text) is not None


def _day(day: date, language: Language) -> Callable[[_Seen], bool]:
    """A day in any of the usual ways to write it."""
    usual = {
        format_date(day, form, locale)
        for form in ("short", "medium", "long", "full")
        for locale in (language.locale, "en")
    }
    year = str(day.year)
    numbers = ((f"{day.day:02}", f"{day.month:02}"), (str(day.day), str(day.month)))
    orders = [order for d, m in numbers for order in ((d, m, year), (m, d, year), (year, m, d))]
    forms = usual | {day.isoformat()} | {sign.join(order) for sign in "./-" for order in orders}
    return lambda seen: any(seen.says(form) for form in forms)


def _wanted(term: str, what: str, value: str, data: str, is_shown: Callable[[_Seen], bool] | None = None) -> _Wanted:
    return _Wanted(Missing(term, what, value, data), is_shown or _text(value))


def _address(address: Address | None, whose: str, data: str, terms: tuple[str, str]) -> Iterator[_Wanted]:
    if address is not None and address.line1:
        yield _wanted(terms[0], f"the {whose}'s street", address.line1, f"{data}.address.lines")
    if address is not None and address.city:
        yield _wanted(terms[1], f"the {whose}'s city", address.city, f"{data}.address.lines")


def _parties(invoice: Invoice) -> Iterator[_Wanted]:
    seller, buyer = invoice.seller or Seller(), invoice.buyer or Buyer()
    yield _wanted("BT-27", "the seller's name", seller.name or "", "seller.name")
    yield from _address(seller.address, "seller", "seller", ("BT-35", "BT-37"))
    if seller.vat_id:
        yield _wanted("BT-31", "the seller's VAT identifier", seller.vat_id, "seller.vat_id")
    elif seller.tax_registration_id:
        number = seller.tax_registration_id
        yield _wanted("BT-32", "the seller's tax number", number, "seller.tax_registration_id")
    yield _wanted("BT-44", "the buyer's name", buyer.name or "", "buyer.name")
    yield from _address(buyer.address, "buyer", "buyer", ("BT-50", "BT-52"))
    if buyer.vat_id:
        yield _wanted("BT-48", "the buyer's VAT identifier", buyer.vat_id, "buyer.vat_id")
    if representative := invoice.tax_representative:
        name, number = representative.name or "", representative.vat_id or ""
        yield _wanted("BT-62", "the tax representative's name", name, "tax_representative.name")
        yield _wanted("BT-63", "the tax representative's VAT identifier", number, "tax_representative.vat_id")


def _days(invoice: Invoice, language: Language) -> Iterator[_Wanted]:
    period = invoice.period or Period()
    for term, what, day, data in (
        ("BT-2", "the date of issue", invoice.issue_date, "document.issue_date"),
        (
            "BT-72",
            "the date of delivery",
            invoice.delivery.date if invoice.delivery else None,
            "document.delivery_date",
        ),
        ("BT-73", "the beginning of the period", period.start_date, "document.period"),
        ("BT-74", "the end of the period", period.end_date, "document.period"),
    ):
        if day is not None:
            yield _wanted(term, what, language.day(day), data, _day(day, language))


def _amount(
    term: str, what: str, value: Decimal | None, data: str, language: Language, currency: str
) -> Iterator[_Wanted]:
    if value is not None:
        yield _wanted(term, what, language.amount(value, currency), data, _number(value))


def _sums(invoice: Invoice, language: Language) -> Iterator[_Wanted]:
    currency, totals = invoice.currency or "", invoice.totals or Totals()
    for place, row in enumerate(invoice.vat_breakdown):
        at = f"vat_breakdown.at({place})"
        if row.rate is not None:
            yield _wanted("BT-119", "a rate of VAT", language.percent(row.rate), f"{at}.vat", _number(row.rate))
        yield from _amount("BT-116", "a taxable amount", row.taxable_amount, f"{at}.taxable_amount", language, currency)
        yield from _amount("BT-117", "an amount of VAT", row.tax_amount, f"{at}.tax_amount", language, currency)
    for term, what, value, name, unit in (
        ("BT-109", "the total without VAT", totals.total_without_vat, "total_without_vat", currency),
        ("BT-110", "the total VAT", totals.total_vat, "total_vat", currency),
        ("BT-111", "the VAT in the currency of accounting", totals.total_vat_accounting, "total_vat_accounting",
         invoice.vat_currency or ""),
        ("BT-112", "the total with VAT", totals.total_with_vat, "total_with_vat", currency),
        ("BT-115", "the amount due", totals.amount_due, "amount_due", currency),
    ):  # fmt: skip
        yield from _amount(term, what, value, f"totals.{name}", language, unit)


def _everything(invoice: Invoice, options: RenderOptions) -> Iterator[_Wanted]:
    language = find_language(options.language)
    if not options.preview:
        yield _wanted("BT-1", "the number", invoice.number or "", "document.number")
    yield from _days(invoice, language)
    yield from _parties(invoice)
    yield from _sums(invoice, language)
    for preceding in invoice.preceding_invoices:
        yield _wanted("BT-25", "the document that it relates to", preceding.number or "", "document.preceding")
    for text in options.printed_texts:
        yield _wanted("", "a text that the law wants", text, "texts.legal")
    for text in exemptions(invoice, language):
        yield _wanted("BT-120", "why VAT is not charged", text, "texts.exemptions")
    if len(invoice.lines) <= LINES_IN_TABLE_MAX:
        for place, line in enumerate(invoice.lines):
            yield _wanted("BT-153", "the name of a line", line.name or "", f"lines.at({place}).name")
            if line.quantity is not None:
                shown, data = language.number(line.quantity), f"lines.at({place}).quantity"
                yield _wanted("BT-129", "a quantity", shown, data, _number(line.quantity))


def find_missing(
    invoice: Invoice, options: RenderOptions, pages: Sequence[str], printed: Callable[[str], str] = str
) -> list[Missing]:
    """What must be on the pages of a document and is not; `pages` are their texts.

    `printed` gives a text as it could be printed, where some letters are in no font.
    """
    seen = _Seen(pages, printed)
    found = dict.fromkeys(
        wanted.missing for wanted in _everything(invoice, options) if wanted.missing.value and not wanted.is_shown(seen)
    )
    return list(found)
