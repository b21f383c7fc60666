"""Templates to begin with: the standard layout and the standard mail, as they would be written by a customer."""

from importlib.resources import files

from faktura.organizations.checks import LANGUAGES
from faktura.templates.content import MAIL, Content, MailContent, MailTexts


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def starter(kind: str) -> Content:
    """The template of a kind to begin with."""
    if kind != MAIL:
        return Content(source=_read("invoice.typ"))
    texts = MailTexts(
        subject=_read("mail.subject.jinja").strip(), text=_read("mail.text.jinja"), html=_read("mail.html.jinja")
    )
    # All words come in the language, so one text serves every language.
    return Content(mail=MailContent(default_language="en", languages=dict.fromkeys(LANGUAGES, texts)))
