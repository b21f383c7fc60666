"""Changing a template: another name, or a new version beside the old ones."""

from uuid import UUID

from faktura.organizations.checks import finding
from faktura.storage.unit import Unit
from faktura.templates import store
from faktura.templates.content import Content, content_to_plain, hash_of, wrong_content
from faktura.templates.errors import TemplateArchived, TemplateChanged, TemplateInvalid
from faktura.templates.read import Template, Version, read_template, read_version
from faktura.templates.schemas import TemplatePatch
from faktura.templates.trying import try_content

VERSIONS_MAX = 1_000
"""Versions of one template."""


async def change_template(
    unit: Unit, template: UUID, patch: TemplatePatch, *, expected_version: int | None
) -> tuple[Template, Version]:
    """Write a new version when the content differs from the latest one; what is active stays active.

    Raises:
        TemplateNotFound, TemplateArchived, TemplateInvalid, TemplatesBusy.
        TemplateChanged: `expected_version` was given and is not the latest one.
    """
    current = await read_template(unit, template, lock=True)
    if current.archived_at is not None:
        raise TemplateArchived("It can't be changed any more; create another one.")
    if expected_version is not None and expected_version != current.latest_version:
        raise TemplateChanged("Read the template again, then repeat your change.")
    latest = await read_version(unit, template, current.latest_version)
    number = current.latest_version
    content = Content(source=patch.source, mail=patch.mail)
    if content != Content():
        if wrong := wrong_content(current.kind, content):
            raise TemplateInvalid("The template was not changed.", wrong)
        if hash_of(content) != latest.sha256:
            number = await _add(unit, template, number + 1, content, patch.note or "")
    await store.update_template(unit, template, patch.name or current.name, number)
    return await read_template(unit, template), await read_version(unit, template, number)


async def _add(unit: Unit, template: UUID, number: int, content: Content, note: str) -> int:
    if number > VERSIONS_MAX:
        message = f"A template has at most {VERSIONS_MAX} versions; create another template."
        raise TemplateInvalid("The template was not changed.", [finding("versions_too_many", "", message)])
    found = [each.to_plain() for each in await try_content(unit, content, thorough=False)]
    await store.insert_version(unit, template, number, hash_of(content), content_to_plain(content), found, note)
    return number
