"""JSON shapes of templates: what is sent."""

from typing import Annotated

from annotated_types import Ge, Le, MaxLen

from faktura.model.terms import part
from faktura.model.values import Code, Name, Text
from faktura.templates.content import Content

NOTE_LENGTH_MAX = 500
VERSION_NUMBER_MAX = 2**31 - 1

VersionNumber = Annotated[int, Ge(1), Le(VERSION_NUMBER_MAX)]
Note = Annotated[Text, MaxLen(NOTE_LENGTH_MAX)]


@part
class TemplateRequest(Content):
    """A new template; `kind` says which of `source` and `mail` it has. `note` says what is new in this version."""

    kind: Code
    name: Name
    note: Note | None = None


@part
class TemplatePatch(Content):
    """Another name, or a new version. Older versions stay: documents name them."""

    name: Name | None = None
    note: Note | None = None


@part
class ActivateRequest:
    """Which version new documents and mails use; the latest one unless it is named."""

    version: VersionNumber | None = None
