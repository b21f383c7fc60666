"""The shapes of answers about templates, for OpenAPI, and of a preview that is asked for."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from faktura.drafts.schemas import InvoiceRequest
from faktura.model.terms import part
from faktura.model.values import Code, Name
from faktura.templates.content import Content, LanguageCode, MailContent
from faktura.templates.contract import MailData, TemplateData
from faktura.templates.schemas import Note, VersionNumber

Kind = Literal["pdf", "mail"]


@part
class PreviewRequest(Content):
    """What to preview: a content that needn't be stored, with a document: a made-up one (`sample`), one of yours
    (`invoice`, an id), or one that is only being thought of (`request`). `name` and `note` are taken and not used, so
    that the body of a new template can be previewed as it is."""

    kind: Code = "pdf"
    name: Name | None = None
    note: Note | None = None
    sample: Code | None = None
    invoice: Code | None = None
    request: InvoiceRequest | None = None
    language: LanguageCode | None = None


@part
class StoredPreviewRequest:
    """What to preview of a stored template: a version (the latest one unless named), with a document as in
    `PreviewRequest`."""

    version: VersionNumber | None = None
    sample: Code | None = None
    invoice: Code | None = None
    request: InvoiceRequest | None = None
    language: LanguageCode | None = None


@part
class TemplateFindingAnswer:
    """What is wrong in a template, and where: `line` and `column` count from 1."""

    code: str
    severity: Literal["fatal", "warning", "information"]
    pointer: str
    message: str
    hint: str
    line: int | None
    column: int | None
    term: str
    sample: str


@part
class TemplateAnswer:
    """A template with its latest version's content, and what was found when that came."""

    id: Annotated[str, Field(pattern="^tpl_")]
    object: Literal["template"]
    kind: Kind
    name: str
    version: int
    active_version: int | None
    sha256: str
    source: str | None
    mail: MailContent | None
    findings: list[TemplateFindingAnswer]
    created_by: str
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None


@part
class TemplateSummary:
    """A template in a list."""

    id: Annotated[str, Field(pattern="^tpl_")]
    object: Literal["template"]
    kind: Kind
    name: str
    version: int
    active_version: int | None
    created_by: str
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None


@part
class TemplateList:
    """A page of templates."""

    data: list[TemplateSummary]
    has_more: bool
    next_cursor: str | None


@part
class TemplateVersionAnswer:
    """A version of a template. It stays as long as the organization, because documents name it."""

    object: Literal["template_version"]
    template: str
    version: int
    sha256: str
    source: str | None
    mail: MailContent | None
    findings: list[TemplateFindingAnswer]
    note: str
    created_by: str
    created_at: datetime


@part
class TemplateVersionList:
    """A page of versions, newest first."""

    data: list[TemplateVersionAnswer]
    has_more: bool
    next_cursor: str | None


@part
class WrittenMailAnswer:
    """A mail as it would be sent."""

    subject: str
    text: str
    html: str
    language: str


@part
class TemplatePreviewAnswer:
    """What a template makes of a document. `content` is base64, and empty where there is none."""

    object: Literal["template_preview"]
    kind: Kind
    valid: bool
    findings: list[TemplateFindingAnswer]
    pages: int | None
    accessible: bool | None
    media_type: str
    content: str
    mail: WrittenMailAnswer | None


@part
class ContractEntryAnswer:
    """A value of the data."""

    name: str
    kind: str
    meaning: str


@part
class ContractPartAnswer:
    """A part of the data, and its values."""

    name: str
    values: list[ContractEntryAnswer]


@part
class TemplateContractAnswer:
    """The data that a template finds, described and shown; `samples` are the names of all made-up documents."""

    object: Literal["template_contract"]
    contract: str
    parts: list[ContractPartAnswer]
    sample: TemplateData
    mail: MailData
    samples: list[str]
    languages: list[str]
    filters: list[str]
    fonts: list[str]


@part
class StarterAnswer:
    """A template to begin with."""

    object: Literal["template_starter"]
    kind: Kind
    source: str | None
    mail: MailContent | None
