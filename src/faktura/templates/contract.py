"""The data contract: what a template finds in ``sys.inputs.data``. Names and meanings stay as long as its version.

Every key is always there; what a document doesn't say is null (`none` in Typst) or empty. Amounts come twice: `value`
is the decimal as it is, `text` the same as the document's language writes it.
"""

import dataclasses
import typing
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field

from faktura.model.terms import part

CONTRACT = "faktura.template/1"


def _says(text: str) -> Any:
    return Field(description=text)


@part
class NumberData:
    """A number, twice."""

    value: Annotated[str, _says('as it is: "1234.5"')]
    text: Annotated[str, _says('as the language writes it: "1.234,5"')]


@part
class AmountData:
    """An amount of money, three times."""

    value: Annotated[str, _says('as it is: "1234.50"')]
    text: Annotated[str, _says('as the language writes it: "1.234,50"')]
    money: Annotated[str, _says('with its currency: "1.234,50 €"')]


@part
class DayData:
    """A day, three times."""

    value: Annotated[str, _says('ISO 8601: "2026-11-23"')]
    text: Annotated[str, _says('as the standard layout writes it: "23.11.2026"')]
    long: Annotated[str, _says('"23. November 2026"')]


@part
class FactData:
    """Something with its name in the document's language."""

    label: Annotated[str, _says('"Your order no."')]
    value: Annotated[str, _says("what is printed behind it")]


@part
class PeriodData:
    """A period of service."""

    start: Annotated[DayData | None, _says("first day (BT-73, BT-134)")]
    end: Annotated[DayData | None, _says("last day (BT-74, BT-135)")]
    text: Annotated[str, _says("both, with a dash")]


@part
class PrecedingData:
    """A document that this one relates to."""

    number: Annotated[str, _says("BT-25")]
    issue_date: Annotated[DayData | None, _says("BT-26")]
    text: Annotated[str, _says('"Relating to invoice 2026-00041 of 3 Nov 2026"')]


@part
class ReferencesData:
    """References by their names in EN 16931; empty where there is none."""

    buyer_reference: Annotated[str, _says("BT-10")]
    purchase_order: Annotated[str, _says("BT-13")]
    sales_order: Annotated[str, _says("BT-14")]
    contract: Annotated[str, _says("BT-12")]
    project: Annotated[str, _says("BT-11")]
    tender_or_lot: Annotated[str, _says("BT-17")]
    invoiced_object: Annotated[str, _says("BT-18")]
    buyer_accounting: Annotated[str, _says("BT-19")]
    despatch_advice: Annotated[str, _says("BT-16")]
    receiving_advice: Annotated[str, _says("BT-15")]


@part
class DocumentData:
    """The document itself."""

    type: Annotated[str, _says("invoice, credit_note, ...")]
    type_code: Annotated[str, _says("UNTDID 1001 (BT-3)")]
    title: Annotated[str, _says('"Invoice", in the language')]
    number: Annotated[str, _says("BT-1; empty on a draft")]
    is_credit_note: Annotated[bool, _says("whether the amounts are owed by the seller")]
    is_draft: Annotated[bool, _says("whether it is not issued; the word for it is printed across by itself")]
    currency: Annotated[str, _says("ISO 4217 (BT-5)")]
    issue_date: Annotated[DayData | None, _says("BT-2")]
    due_date: Annotated[DayData | None, _says("BT-9")]
    delivery_date: Annotated[DayData | None, _says("BT-72")]
    tax_point_date: Annotated[DayData | None, _says("BT-7")]
    period: Annotated[PeriodData | None, _says("BG-14")]
    preceding: Annotated[tuple[PrecedingData, ...], _says("BG-3")]
    references: Annotated[ReferencesData, _says("each by its name")]
    facts: Annotated[tuple[FactData, ...], _says("number, dates, references and the buyer's numbers, as a list")]


@part
class AddressData:
    """A postal address."""

    line1: Annotated[str, _says("BT-35, BT-50")]
    line2: Annotated[str, _says("BT-36, BT-51")]
    line3: Annotated[str, _says("BT-162, BT-163")]
    city: Annotated[str, _says("BT-37, BT-52")]
    postal_code: Annotated[str, _says("BT-38, BT-53")]
    subdivision: Annotated[str, _says("BT-39, BT-54")]
    country: Annotated[str, _says("ISO 3166-1 alpha-2 (BT-40, BT-55)")]
    country_name: Annotated[str, _says("in the language")]
    lines: Annotated[tuple[str, ...], _says("in the order of the country's post; a foreign country is named")]


@part
class PartyData:
    """Somebody: all that the document says."""

    name: Annotated[str, _says("BT-27, BT-44, ...")]
    trading_name: Annotated[str, _says("BT-28, BT-45")]
    address: Annotated[AddressData, _says("BG-5, BG-8, ...")]
    vat_id: Annotated[str, _says("BT-31, BT-48, BT-63")]
    tax_registration_id: Annotated[str, _says("BT-32")]
    registration: Annotated[str, _says("BT-30, BT-47, BT-61")]
    identifiers: Annotated[tuple[str, ...], _says("BT-29, BT-46, BT-60")]
    contact_name: Annotated[str, _says("BT-41, BT-56")]
    phone: Annotated[str, _says("BT-42, BT-57")]
    email: Annotated[str, _says("BT-43, BT-58")]
    legal_information: Annotated[str, _says("BT-33")]


@part
class VatData:
    """A category and a rate of VAT."""

    category: Annotated[str, _says("UNTDID 5305 (BT-151)")]
    rate: Annotated[NumberData | None, _says("percent (BT-152)")]
    text: Annotated[str, _says('"19 %", or "0 % AE"')]


@part
class AdjustmentData:
    """An allowance or a charge; what is taken away is negative."""

    text: Annotated[str, _says("why, and how it was reckoned")]
    amount: Annotated[AmountData | None, _says("BT-92, BT-99, BT-136, BT-141")]
    vat: Annotated[VatData | None, _says("BT-95, BT-102; null below a line")]


@part
class LineData:
    """A line (BG-25)."""

    position: Annotated[str, _says("BT-126")]
    name: Annotated[str, _says("BT-153")]
    description: Annotated[str, _says("BT-154")]
    details: Annotated[tuple[str, ...], _says("item numbers, period, note and the like, finished")]
    quantity: Annotated[NumberData | None, _says("BT-129")]
    unit: Annotated[str, _says("in words (BT-130)")]
    unit_code: Annotated[str, _says("UNECE Recommendation 20")]
    unit_price: Annotated[AmountData | None, _says("BT-146")]
    price_base: Annotated[str, _says('"per 100 pcs" (BT-149), or empty')]
    vat: Annotated[VatData | None, _says("BG-30")]
    net_amount: Annotated[AmountData | None, _says("BT-131")]
    period: Annotated[PeriodData | None, _says("BG-26")]
    adjustments: Annotated[tuple[AdjustmentData, ...], _says("BG-27, BG-28")]


@part
class BreakdownData:
    """The sums of one category and rate of VAT (BG-23)."""

    vat: Annotated[VatData, _says("BT-118, BT-119")]
    taxable_amount: Annotated[AmountData | None, _says("BT-116")]
    tax_amount: Annotated[AmountData | None, _says("BT-117")]
    exemption_reason: Annotated[str, _says("BT-120")]
    exemption_reason_code: Annotated[str, _says("BT-121")]


@part
class TotalsData:
    """The totals (BG-22), as they are."""

    sum_of_lines: Annotated[AmountData | None, _says("BT-106")]
    sum_of_allowances: Annotated[AmountData | None, _says("BT-107")]
    sum_of_charges: Annotated[AmountData | None, _says("BT-108")]
    total_without_vat: Annotated[AmountData | None, _says("BT-109")]
    total_vat: Annotated[AmountData | None, _says("BT-110")]
    total_vat_accounting: Annotated[AmountData | None, _says("BT-111, in the currency of accounting")]
    total_with_vat: Annotated[AmountData | None, _says("BT-112")]
    prepaid: Annotated[AmountData | None, _says("BT-113")]
    rounding: Annotated[AmountData | None, _says("BT-114")]
    amount_due: Annotated[AmountData | None, _says("BT-115")]


@part
class TotalRowData:
    """A row of the totals that is worth printing."""

    label: Annotated[str, _says('"Total including VAT"')]
    amount: Annotated[str, _says('as the language writes it: "1.234,50"')]
    strong: Annotated[bool, _says("whether it is the total with VAT")]


@part
class PaymentData:
    """How to pay."""

    title: Annotated[str, _says('"Payment"')]
    terms: Annotated[str, _says("BT-20")]
    note: Annotated[str, _says("what the brand says about paying")]
    facts: Annotated[tuple[FactData, ...], _says("means, account, reference, due date, ...: what there is")]
    remittance: Annotated[str, _says("BT-83")]
    account: Annotated[str, _says("the first account, an IBAN in groups of four (BT-84)")]
    bic: Annotated[str, _says("BT-86")]
    account_name: Annotated[str, _says("BT-85")]
    pay_url: Annotated[str, _says("the buyer's page, or empty")]
    code: Annotated[str, _says("the code that banking apps scan, as SVG; empty where the rules allow none")]
    code_label: Annotated[str, _says('"Scan with your banking app to pay"')]


@part
class TextsData:
    """What else is printed."""

    legal: Annotated[tuple[str, ...], _says("what the seller's law wants on this document; all of it must be printed")]
    exemptions: Annotated[tuple[str, ...], _says("why VAT is not charged; must be printed, too")]
    notes: Annotated[tuple[str, ...], _says("BT-22")]
    attachments: Annotated[tuple[str, ...], _says("BG-24")]


@part
class BrandingData:
    """How the seller's documents look; frozen when the document was issued."""

    colour: Annotated[str, _says("#rrggbb, the brand's own")]
    ink: Annotated[str, _says("a shade of it that can be read on white")]
    ground: Annotated[str, _says("a pale shade for grounds")]
    second: Annotated[str, _says("the second colour as it can be read on white; the first one where there is none")]
    font: Annotated[
        str, _says("the family that the brand is set in; text is set in it unless a template says otherwise")
    ]
    letterhead: Annotated[tuple[str, ...], _says("address and contact as the brand's letterhead has them")]
    return_line: Annotated[str, _says("the one line above the buyer's address")]
    footer: Annotated[str, _says("the seller's own line at the foot")]
    logo: Annotated[str, _says("SVG, made safe to draw, or empty: image(bytes(data.branding.logo), alt: ...)")]


@part
class TemplateData:
    """All that a template knows."""

    contract: Annotated[str, _says('"faktura.template/1"')]
    language: Annotated[str, _says("ISO 639-1")]
    document: Annotated[DocumentData, _says("")]
    seller: Annotated[PartyData, _says("BG-4")]
    buyer: Annotated[PartyData, _says("BG-7")]
    payee: Annotated[PartyData | None, _says("BG-10")]
    tax_representative: Annotated[PartyData | None, _says("BG-11")]
    deliver_to: Annotated[PartyData | None, _says("BG-13")]
    lines: Annotated[tuple[LineData, ...], _says("BG-25")]
    adjustments: Annotated[tuple[AdjustmentData, ...], _says("on the whole document: BG-20, BG-21")]
    vat_breakdown: Annotated[tuple[BreakdownData, ...], _says("BG-23")]
    totals: Annotated[TotalsData, _says("BG-22")]
    total_rows: Annotated[tuple[TotalRowData, ...], _says("the totals that say something, in order, with labels")]
    amount_due: Annotated[FactData | None, _says("BT-115 with its label and currency")]
    payment: Annotated[PaymentData | None, _says("null where there is nothing to say")]
    texts: Annotated[TextsData, _says("")]
    imprint: Annotated[tuple[tuple[str, ...], ...], _says("name, contact, numbers and bank of the seller, in columns")]
    branding: Annotated[BrandingData, _says("")]
    labels: Annotated[
        dict[str, dict[str, str]], _says('all words of the language: labels.lines.quantity is "Quantity"')
    ]


@part
class MailData:
    """What a mail's template finds in `mail`, beside `data`: the usual words, and this mail's own facts."""

    greeting: Annotated[str, _says('"Hello,"')]
    opening: Annotated[str, _says('"Please find your invoice attached."')]
    note: Annotated[str, _says("what the sender adds to this mail, or empty")]
    note_lines: Annotated[tuple[str, ...], _says("the same, line by line")]
    recipient_label: Annotated[str, _says('"For"')]
    amount_label: Annotated[str, _says('"Amount due", or "Amount credited"')]
    amount: Annotated[str, _says("with its currency")]
    due_date_label: Annotated[str, _says('"Due date"')]
    due_date: Annotated[str, _says("empty on credits")]
    open_label: Annotated[str, _says('"View online"')]
    page_url: Annotated[str, _says("the buyer's page")]
    closing: Annotated[str, _says('"Kind regards"')]


def mail_parts() -> list[type]:
    """The parts that only mail has."""
    return [MailData]


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """A row of the contract: where a value stands, of what kind it is, what it means."""

    path: str
    kind: str
    meaning: str


def _kind(hint: Any) -> tuple[str, type | None]:
    """What JSON calls it, and the part that it is made of."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        name, found = _kind(inner[0])
        return f"list of {name}", found
    if origin is dict:
        return "object", None
    if type(None) in inner:
        name, found = _kind(next(each for each in inner if each is not type(None)))
        return f"{name} or null", found
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return hint.__name__.removesuffix("Data").lower(), hint
    return {str: "text", bool: "boolean"}[hint], None


def entries(shape: type = TemplateData) -> Iterator[Entry]:
    """The fields of a part in order."""
    hints = typing.get_type_hints(shape, include_extras=True)
    for field in dataclasses.fields(shape):
        hint = hints[field.name]
        kind, _ = _kind(typing.get_args(hint)[0])
        meaning = next(each.description for each in hint.__metadata__ if hasattr(each, "description"))
        yield Entry(field.name, kind, meaning or "")


def parts(shape: type = TemplateData) -> list[type]:
    """A part and those below it, each once."""
    found: dict[type, None] = {shape: None}
    hints = typing.get_type_hints(shape, include_extras=True)
    for hint in hints.values():
        _, inner = _kind(typing.get_args(hint)[0])
        if inner is not None:
            found |= dict.fromkeys(parts(inner))
    return list(found)
