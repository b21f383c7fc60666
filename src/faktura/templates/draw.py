"""A template and a document -> its pages, through the sandbox; and what is wrong with the template, as findings."""

import calendar
import contextlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog

from faktura.checks import Finding, Severity
from faktura.errors import without_values
from faktura.formats.pdf.errors import BrandingError
from faktura.formats.pdf.letters import read_not_displayed, replace_each, replace_texts, replace_unsafe
from faktura.formats.pdf.page import describe
from faktura.model import Invoice
from faktura.sockets import RenderOptions
from faktura.templates.data import template_data, to_plain
from faktura.templates.required import Missing, find_missing
from faktura.templates.sandbox.crew import SENTENCES, sandbox

log = structlog.get_logger("faktura.templates")

CHECK_LIMITS = {"cpu_seconds": 4, "wall_seconds": 12}
"""For a template that somebody is working at; issuing has more patience (see `faktura.templates.sandbox.zygote`)."""
MISSING_TOLD_MAX = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFinding:
    """What is wrong in a template, and where: `part` of a mail; `line` and `column` count from 1, or are unknown."""

    code: str
    message: str
    severity: Severity = Severity.FATAL
    part: str = "source"
    line: int | None = None
    column: int | None = None
    hint: str = ""
    term: str = ""
    sample: str = ""

    def to_plain(self) -> dict[str, Any]:
        """The finding as JSON-ready data."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "pointer": f"/{self.part}",
            "message": self.message,
            "hint": self.hint,
            "line": self.line,
            "column": self.column,
            "term": self.term,
            "sample": self.sample,
        }

    def as_finding(self) -> Finding:
        """The same in the shape of all findings, for a refusal."""
        where = f"line {self.line}" + (f", column {self.column}" if self.column else "") if self.line else ""
        told = [self.message, self.hint, f"(Sample: {self.sample}.)" if self.sample else ""]
        return Finding(
            rule=self.code,
            severity=self.severity,
            message=" ".join(filter(None, told)),
            pointer=f"/{self.part}",
            term=self.term,
            location=where,
        )


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a template made: bytes, and what was found. It is good when nothing found is fatal."""

    content: bytes
    findings: list[TemplateFinding]
    header: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        """Whether it may be used."""
        return not any(each.severity is Severity.FATAL for each in self.findings)

    @property
    def pictures(self) -> list[bytes]:
        """The pages, where they were drawn as pictures."""
        sizes = self.header.get("sizes")
        found, at = [], 0
        for size in sizes if isinstance(sizes, list) else []:
            found.append(self.content[at : at + int(size)])
            at += int(size)
        return found


class TemplateFailed(Exception):  # noqa: N818 - a fact about a template; whoever asks goes on without it
    """A template can't draw a document; `findings` say why."""

    def __init__(self, findings: list[TemplateFinding]) -> None:
        super().__init__("; ".join(each.message for each in findings[:3]))
        self.findings = findings


@contextlib.contextmanager
def failing_is_told() -> Iterator[None]:
    """Whatever goes wrong inside is a template that failed: no document waits for a fault of ours to be mended."""
    try:
        yield
    except BrandingError:
        # The standard layout could not be drawn either.
        raise
    except Exception as error:
        log.error("template_fault", error=without_values(error))
        raise TemplateFailed([TemplateFinding(code="template_crashes", message=SENTENCES["crash"])]) from error


def told(found: list[dict[str, Any]], severity: Severity, sample: str = "") -> list[TemplateFinding]:
    """What the sandbox says, as findings."""
    return [
        TemplateFinding(
            code=each["code"],
            message=each["message"],
            severity=severity,
            part=each["part"] or "source",
            line=each["line"],
            column=each["column"],
            hint=each["hint"],
            sample=sample,
        )
        for each in found
    ]


def _job(source: str, data: Mapping[str, Any], invoice: Invoice, options: RenderOptions) -> dict[str, Any]:
    file = describe(invoice, options).file
    return {
        "work": "pages",
        "source": source,
        "form": "pdf",
        "text": True,
        "timestamp": calendar.timegm(invoice.issue_date.timetuple()) if invoice.issue_date else 0,
        "inputs": {
            "data": json.dumps(data, ensure_ascii=False),
            "title": file["title"],
            "author": file["author"],
            "language": file["language"],
            "draft": file["draft"],
            "font": file["font"],
            "figures": file["figures"],
        },
    }


def draw_pages(
    source: str, invoice: Invoice, options: RenderOptions, *,
    form: str = "pdf", limits: Mapping[str, int] | None = None, patient: bool = False, sample: str = "",
) -> Drawn:  # fmt: skip
    """Set a document with a template, and look at what stands on its pages.

    The PDF is PDF/A-3b, and PDF/UA-1 where the template allows it. `form` may be ``png``. A character that no font
    has is printed as U+25A1, as in the standard layout.

    Raises:
        Busy: too many others are waiting (never when `patient`).
        LogoError, ColourError: the branding can't be used.
    """
    data = to_plain(template_data(invoice, options))
    job = {**_job(source, data, invoice, options), **(limits or {}), "form": form}
    made = sandbox().run(job, patient=patient)
    printed: Callable[[str], str] = str
    for attempt in range(2):
        pieces = read_not_displayed(str(made.header.get("diagnostic", "")))
        if not pieces:
            break
        # Letters that fail only beside others: then only what can't fail is kept.
        printed = replace_each(pieces) if attempt == 0 else replace_unsafe
        changed = json.dumps(replace_texts(data, printed), ensure_ascii=False)
        made = sandbox().run({**job, "inputs": {**job["inputs"], "data": changed}}, patient=patient)
    findings = told(made.errors, Severity.FATAL, sample) + told(made.warnings, Severity.WARNING, sample)
    pages = made.header.get("pages")
    if not made.errors and form == "pdf":
        texts = [str(page) for page in pages] if isinstance(pages, list) else []
        findings += _omitted(sample, find_missing(invoice, options, texts, printed))
    return Drawn(made.content, findings, made.header)


def _omitted(sample: str, found: list[Missing]) -> list[TemplateFinding]:
    return [
        TemplateFinding(
            code="template_omits_required",
            message=f"The page does not show {missing.what}: {missing.value[:100]}.",
            hint=f"Print data.{missing.data}.",
            term=missing.term,
            sample=sample,
        )
        for missing in found[:MISSING_TOLD_MAX]
    ]


def page_drawer(source: str) -> Callable[[Invoice, RenderOptions], bytes]:
    """What draws the page of an issued document in place of the standard layout.

    It raises `TemplateFailed` for whatever a template can do wrong.
    """

    def draw(invoice: Invoice, options: RenderOptions) -> bytes:
        with failing_is_told():
            drawn = draw_pages(source, invoice, options, patient=True)
        if not drawn.is_good:
            raise TemplateFailed([each for each in drawn.findings if each.severity is Severity.FATAL])
        return drawn.content

    return draw
