"""A mail's template and a document -> subject, text and HTML, through the sandbox."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from faktura.checks import Severity
from faktura.model import Invoice
from faktura.registry import channels
from faktura.sockets import Announcement, RenderOptions
from faktura.templates.content import MailContent, MailTexts
from faktura.templates.contract import MailData
from faktura.templates.data import template_data, to_plain
from faktura.templates.draw import TemplateFailed, TemplateFinding, failing_is_told, told
from faktura.templates.sandbox.crew import sandbox

CHANNEL = "email"


@dataclass(frozen=True, slots=True)
class WrittenMail:
    """What a mail says; `language` is that of its template."""

    subject: str
    text: str
    html: str
    language: str

    def to_plain(self) -> dict[str, Any]:
        """The `data` of a parcel (see `faktura.channels.email`)."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class MailDrawn:
    """A mail, or None where it can't be written, and what was found."""

    mail: WrittenMail | None
    findings: list[TemplateFinding]


def language_for(content: MailContent, language: str) -> str:
    """The language that a mail in `language` is written in."""
    return language if language in content.languages else content.default_language


def mail_data(announcement: Announcement) -> MailData:
    """What a template finds in `mail`."""
    words = channels()[CHANNEL].words
    assert words is not None
    is_credit = announcement.document_type.endswith("credit_note")
    note = announcement.note.strip()
    return MailData(
        **words(announcement),
        note=note,
        note_lines=tuple(note.splitlines()),
        amount=announcement.total,
        due_date="" if is_credit else announcement.due_date,
        page_url=announcement.page_url,
    )


def mail_sample() -> dict[str, Any]:
    """A made-up mail's own facts."""
    announcement = Announcement(
        language="de",
        document_type="invoice",
        number="2026-00042",
        seller_name="Lindenhof GmbH",
        buyer_name="Musterwerk AG",
        total="1.247,49 €",
        due_date="23. Dezember 2026",
        page_url="https://invoices.example/i/sample",
        note="Vielen Dank!",
    )
    return asdict(mail_data(announcement))


def write_mail(
    content: MailContent, invoice: Invoice, options: RenderOptions, announcement: Announcement, *,
    limits: Mapping[str, int] | None = None, patient: bool = False, sample: str = "",
) -> MailDrawn:  # fmt: skip
    """Write a mail; what is wrong comes back as findings, and so does what was cleaned out of its HTML.

    Raises:
        Busy: too many others are waiting (never when `patient`).
        LogoError, ColourError: the branding can't be used.
    """
    language = language_for(content, announcement.language)
    texts: MailTexts = content.languages[language]
    parts = {name: source for name, source in _parts(texts).items() if source}
    # The words are those of the template's own language, whatever the document's is.
    data = to_plain(template_data(invoice, replace(options, language=language)))
    for drawing in (data["branding"], data["payment"] or {}):
        # Mail shows no SVG.
        drawing.update(dict.fromkeys({"logo", "code"} & set(drawing), ""))
    # So are its amounts and days.
    due, day = data["totals"]["amount_due"], data["document"]["due_date"]
    said = replace(
        announcement,
        language=language,
        total=due["money"] if due else announcement.total,
        due_date=day["long"] if day else "",
    )
    values = {"data": data, "mail": asdict(mail_data(said))}
    job = {"work": "mail", "parts": parts, "data": values, "own_link": announcement.page_url, **(limits or {})}
    made = sandbox().run(job, patient=patient)
    findings = told(made.errors, Severity.FATAL, sample) + told(made.warnings, Severity.WARNING, sample)
    findings = [replace(each, part=f"mail/languages/{language}/{each.part}") for each in findings]
    written = made.header.get("parts")
    if made.errors or not isinstance(written, dict):
        return MailDrawn(None, findings)
    finished = {name: str(written.get(name, "")) for name in ("subject", "text", "html")}
    return MailDrawn(WrittenMail(**finished, language=language), findings)


def _parts(texts: MailTexts) -> dict[str, str | None]:
    return {"subject": texts.subject, "text": texts.text, "html": texts.html}


def mail_of(content: MailContent, invoice: Invoice, options: RenderOptions, announcement: Announcement) -> WrittenMail:
    """The mail of an issued document.

    Raises:
        TemplateFailed: for whatever a template can do wrong.
    """
    with failing_is_told():
        drawn = write_mail(content, invoice, options, announcement, patient=True)
    if drawn.mail is None:
        raise TemplateFailed([each for each in drawn.findings if each.severity is Severity.FATAL])
    return drawn.mail
