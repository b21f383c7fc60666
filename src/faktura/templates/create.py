"""Storing a new template."""

from faktura.organizations.checks import finding
from faktura.storage.ids import new_id
from faktura.storage.unit import Unit
from faktura.templates import store
from faktura.templates.content import Content, content_to_plain, hash_of, wrong_content
from faktura.templates.errors import TemplateInvalid
from faktura.templates.read import Template, Version, read_template, read_version
from faktura.templates.schemas import TemplateRequest
from faktura.templates.trying import try_content

TEMPLATES_MAX = 100
"""Templates of an organization that are not archived."""


async def create_template(unit: Unit, request: TemplateRequest) -> tuple[Template, Version]:
    """Store a template. It may be broken: what is found is kept with the version, and asked again when activating.

    Raises:
        TemplateInvalid: it is not even a template of its kind, or there are too many.
        TemplatesBusy.
    """
    content = Content(source=request.source, mail=request.mail)
    wrong = wrong_content(request.kind, content)
    if await store.count_templates(unit) >= TEMPLATES_MAX:
        message = f"An organization has at most {TEMPLATES_MAX} templates; archive one that is not needed."
        wrong.append(finding("templates_too_many", "", message))
    if wrong:
        raise TemplateInvalid("The template was not stored.", wrong)
    found = await try_content(unit, content, thorough=False)
    template = new_id()
    await store.insert_template(unit, template, request.kind, request.name)
    await store.insert_version(
        unit,
        template,
        1,
        hash_of(content),
        content_to_plain(content),
        [each.to_plain() for each in found],
        request.note or "",
    )
    return await read_template(unit, template), await read_version(unit, template, 1)
