"""The shapes of answers, for OpenAPI. They describe what the doors write; they validate nothing."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from faktura.api.brand_shapes import BrandingAnswer
from faktura.api.delivery_shapes import DeliveryAnswer
from faktura.api.summary_shapes import CustomerAnswer, DocumentSummary
from faktura.model import Invoice
from faktura.model.terms import Term, part
from faktura.organizations.profile import Profile

_T = Term("", "")


@part
class FindingAnswer:
    """What a rule says."""

    pointer: str
    code: str
    rule: str
    term: str
    severity: Literal["fatal", "warning", "information"]
    message: str
    location: str


@part
class ProblemAnswer:
    """Why a request was refused (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str
    errors: list[FindingAnswer]


@part
class FileAnswer:
    """A file of an issued document."""

    kind: str
    name: str
    media_type: str
    sha256: str
    size: int
    url: str


@part
class DocumentAnswer(Invoice):
    """A draft or an issued document: the semantic invoice, and what Faktura knows of it."""

    id: Annotated[str, Field(pattern="^inv_"), _T] = ""
    object: Annotated[Literal["invoice"], _T] = "invoice"
    state: Annotated[Literal["draft", "issued"], _T] = "draft"
    mode: Annotated[Literal["live", "test"], _T] = "test"
    document_type: Annotated[str, _T] = "invoice"
    language: Annotated[str, _T] = "en"
    customer: Annotated[str | CustomerAnswer | None, _T] = None
    brand: Annotated[str | None, _T] = None
    external_id: Annotated[str | None, _T] = None
    metadata: Annotated[dict[str, str], _T] = Field(default_factory=dict)
    findings: Annotated[tuple[FindingAnswer, ...], _T] = ()
    files: Annotated[tuple[FileAnswer, ...], _T] = ()
    links: Annotated[dict[str, str], _T] = Field(default_factory=dict)
    version: Annotated[int | None, _T] = None
    series: Annotated[str | None, _T] = None
    sequence: Annotated[int | None, _T] = None
    hash: Annotated[str | None, _T] = None
    previous_hash: Annotated[str | None, _T] = None
    corrects: Annotated[str | DocumentSummary | None, _T] = None
    corrected_by: Annotated[tuple[str | DocumentSummary, ...], _T] = ()
    deliveries: Annotated[tuple[DeliveryAnswer, ...], _T] = ()
    created_at: Annotated[datetime | None, _T] = None
    issued_at: Annotated[datetime | None, _T] = None


@part
class DocumentList:
    """A page of documents."""

    data: list[DocumentSummary]
    has_more: bool
    next_cursor: str | None
    total: int | None = None


@part
class PreviewAnswer(Invoice):
    """A document as it would be, without being stored."""

    object: Annotated[Literal["preview"], _T] = "preview"
    document_type: Annotated[str, _T] = "invoice"
    language: Annotated[str, _T] = "en"
    findings: Annotated[tuple[FindingAnswer, ...], _T] = ()
    issuable: Annotated[bool, _T] = True
    printed_texts: Annotated[tuple[str, ...], _T] = ()


@part
class StepAnswer:
    """How one value came to be."""

    pointer: str
    term: str
    value: str
    formula: str
    why: str


@part
class ExplanationAnswer:
    """How all derived values came to be."""

    id: str
    object: Literal["explanation"]
    steps: list[StepAnswer]


@part
class CustomerList:
    """A page of customers."""

    data: list[CustomerAnswer]
    has_more: bool
    next_cursor: str | None


@part
class VatRateAnswer:
    """A VAT rate of a country in force."""

    kind: str
    rate: str
    since: date
    law: str


@part
class NumberingAnswer:
    """How a country has documents numbered: what a default series begins with."""

    pattern: str
    restart: str
    separate_credit_notes: bool
    law: str


@part
class RetentionAnswer:
    """How long documents are kept by a country's law."""

    years: int
    from_end_of_year: bool
    law: str


@part
class CountryDefaultsAnswer:
    """What follows from an organization's country today."""

    currency: str
    languages: list[str]
    vat_name: str
    vat_rates: list[VatRateAnswer]
    numbering: NumberingAnswer
    retention: RetentionAnswer


@part
class OrganizationAnswer(Profile):
    """An organization."""

    id: Annotated[str, _T] = ""
    object: Annotated[Literal["organization"], _T] = "organization"
    mode: Annotated[Literal["live", "test"], _T] = "test"
    version: Annotated[int, _T] = 1
    closed_at: Annotated[datetime | None, _T] = None
    external_id: Annotated[str | None, _T] = None
    branding: Annotated[BrandingAnswer | None, _T] = None
    defaults: Annotated[CountryDefaultsAnswer | None, _T] = None


@part
class ClockAnswer:
    """The time of a test organization."""

    id: str
    object: Literal["test_clock"]
    name: str
    frozen_at: datetime
    created_at: datetime


@part
class ClockList:
    """The clock of an organization, if it has one."""

    data: list[ClockAnswer]
    has_more: bool
    next_cursor: str | None
