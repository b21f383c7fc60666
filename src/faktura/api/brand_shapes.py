"""What the operations on brands, looks, domains, switches and closing answer."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from faktura.brands.record import BrandRecord
from faktura.model.terms import Term, part
from faktura.organizations.schemas import BrandTexts

_T = Term("", "")


@part
class LooksAnswer:
    """What a brand decides of its own looks; what is absent is the organization's."""

    colour: str | None = None
    secondary_colour: str | None = None
    font: str | None = None
    footer: str | None = None
    texts: BrandTexts | None = None
    logo_sha256: str | None = None
    logo_media_type: str | None = None


@part
class ContrastAnswer:
    """How well the colour can be read (WCAG 2.1). Documents and pages use a darker shade where it can't."""

    text_on_colour: str
    ratio_on_white: str
    ratio_on_dark: str
    readable_on_white: bool


@part
class BrandAnswer(BrandRecord):
    """A brand."""

    id: Annotated[str, Field(pattern="^brd_"), _T] = ""
    object: Annotated[Literal["brand"], _T] = "brand"
    name: Annotated[str, _T] = ""
    external_id: Annotated[str | None, _T] = None
    branding: Annotated[LooksAnswer, _T] = Field(default_factory=LooksAnswer)
    page_domain: Annotated[str | None, _T] = None
    version: Annotated[int, _T] = 1
    created_at: Annotated[datetime | None, _T] = None
    updated_at: Annotated[datetime | None, _T] = None
    archived_at: Annotated[datetime | None, _T] = None


@part
class BrandList:
    """A page of brands."""

    data: list[BrandAnswer]
    has_more: bool
    next_cursor: str | None


@part
class BrandingAnswer:
    """How documents look. The logo's bytes are named by their hash."""

    object: Literal["branding"] = "branding"
    colour: str
    secondary_colour: str | None = None
    font: str
    footer: str
    texts: BrandTexts
    logo_sha256: str | None = None
    logo_media_type: str | None = None
    contrast: ContrastAnswer


@part
class RecordAnswer:
    """A DNS record to set, and what the last check found at its place."""

    purpose: Literal["ownership", "dkim", "spf", "dmarc", "address"]
    type: Literal["TXT", "CNAME", "A", "AAAA"]
    name: str
    value: str
    required: bool
    state: Literal["unchecked", "found", "missing", "different", "unknown"]
    found: list[str]
    hint: str


@part
class EmailDomainAnswer:
    """A domain that mail is sent from; verified when all required records were found."""

    id: Annotated[str, Field(pattern="^edm_")]
    object: Literal["email_domain"]
    domain: str
    state: Literal["pending", "verified", "failing"]
    records: list[RecordAnswer]
    created_at: datetime
    verified_at: datetime | None
    checked_at: datetime | None
    next_check_at: datetime | None


@part
class EmailDomainList:
    """The sender domains of an organization."""

    data: list[EmailDomainAnswer]
    has_more: bool
    next_cursor: str | None


@part
class PageDomainAnswer:
    """A domain of buyers' pages, of a brand or of the organization."""

    id: Annotated[str, Field(pattern="^pdm_")]
    object: Literal["page_domain"]
    host: str
    brand: str | None
    state: Literal["pending", "verified", "failing"]
    records: list[RecordAnswer]
    created_at: datetime
    verified_at: datetime | None
    checked_at: datetime | None
    next_check_at: datetime | None


@part
class PageDomainList:
    """The domains of buyers' pages of an organization."""

    data: list[PageDomainAnswer]
    has_more: bool
    next_cursor: str | None


@part
class FeatureAnswer:
    """A feature, and whether it is on."""

    name: str
    on: bool
    description: str


@part
class FeaturesAnswer:
    """The switches of an organization."""

    object: Literal["features"]
    features: list[FeatureAnswer]


@part
class ClosingAnswer:
    """Whether the organization is closed, what can still be done, and what is kept until when.

    `retain_until` is the last day on which the law wants something of the archive kept (null: it is empty).
    """

    object: Literal["closing"]
    organization: str
    state: Literal["open", "closed", "final"]
    closed_at: datetime | None
    reopen_until: datetime | None
    erased_at: datetime | None
    retain_until: date | None
    retention_law: str
    kept: list[str]
    deleted: list[str]
