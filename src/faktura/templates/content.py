"""What a version of a template holds: Typst for pages, or texts for mail in one or more languages."""

import dataclasses
import hashlib
import re
from typing import Annotated, Any

from annotated_types import Len
from pydantic import Field, StringConstraints

from faktura.checks import Finding
from faktura.model.json import adapter, canonical
from faktura.model.terms import part
from faktura.organizations.checks import LANGUAGES, finding

PDF, MAIL = "pdf", "mail"
KINDS = (PDF, MAIL)
SOURCE_BYTES_MAX = 256 * 1024
MAIL_PART_LENGTH_MAX = 65_536
SUBJECT_LENGTH_MAX = 1_000

Source = Annotated[str, StringConstraints(min_length=1, max_length=SOURCE_BYTES_MAX)]
MailPart = Annotated[str, StringConstraints(min_length=1, max_length=MAIL_PART_LENGTH_MAX)]
LanguageCode = Annotated[str, StringConstraints(pattern="^[a-z]{2}$")]

_NOT_IN_SOURCE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


@part
class MailTexts:
    """A mail in one language. Without `html` it goes as plain text only."""

    subject: Annotated[str, StringConstraints(min_length=1, max_length=SUBJECT_LENGTH_MAX)]
    text: MailPart
    html: MailPart | None = None


@part
class MailContent:
    """A mail in all its languages; a language that is not there gets the default one."""

    default_language: LanguageCode = "en"
    languages: Annotated[dict[LanguageCode, MailTexts], Len(1, len(LANGUAGES))] = Field(default_factory=dict)


@part
class Content:
    """One of the two: `source` (Typst) for a template of kind pdf, `mail` for one of kind mail."""

    source: Source | None = None
    mail: MailContent | None = None


def wrong_content(kind: str, content: Content) -> list[Finding]:
    """Everything that is wrong in a content before anything of it is tried."""
    wrong = []
    if kind not in KINDS:
        return [finding("kind_unknown", "/kind", f"Send one of: {', '.join(KINDS)}.")]
    needed, other = ("source", "mail") if kind == PDF else ("mail", "source")
    if getattr(content, needed) is None:
        wrong.append(finding("field_missing", f"/{needed}", f"A template of kind {kind} needs {needed}."))
    if getattr(content, other) is not None:
        wrong.append(finding("field_unknown", f"/{other}", f"A template of kind {kind} has no {other}; leave it out."))
    if content.source is not None and len(content.source.encode("utf-8", "replace")) > SOURCE_BYTES_MAX:
        message = f"A source may have at most {SOURCE_BYTES_MAX} bytes."
        wrong.append(finding("template_too_large", "/source", message))
    mail = content.mail
    if mail is not None:
        for language in mail.languages:
            if language not in LANGUAGES:
                message = f"{language} is not one of {', '.join(LANGUAGES)}."
                wrong.append(finding("language_unknown", f"/mail/languages/{language}", message))
        if mail.default_language not in mail.languages:
            message = f"The default language {mail.default_language} is not among the languages."
            wrong.append(finding("language_missing", "/mail/default_language", message))
    for pointer, text in _texts(content):
        if _NOT_IN_SOURCE.search(text):
            wrong.append(finding("text_unwritable", pointer, "This text has control characters; remove them."))
    return wrong


def _texts(content: Content) -> list[tuple[str, str]]:
    found = [("/source", content.source or "")]
    for language, texts in (content.mail.languages if content.mail else {}).items():
        found += [
            (f"/mail/languages/{language}/{name}", getattr(texts, name) or "") for name in ("subject", "text", "html")
        ]
    return found


def content_to_plain(content: Content) -> dict[str, Any]:
    """A content as it is stored."""
    plain: dict[str, Any] = _without_none(dataclasses.asdict(content))
    return plain


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_none(each) for name, each in value.items() if each is not None}
    return value


def content_of(plain: dict[str, Any]) -> Content:
    """A content as it was stored."""
    read: Content = adapter(Content).validate_python(plain)
    return read


def hash_of(content: Content) -> bytes:
    """SHA-256: of the source's bytes, or of the mail's canonical JSON (RFC 8785)."""
    if content.source is not None:
        return hashlib.sha256(content.source.encode()).digest()
    return hashlib.sha256(canonical(content_to_plain(content)["mail"])).digest()
