"""Putting a template to use, and taking it out of use."""

from uuid import UUID

from faktura.storage.unit import Unit
from faktura.templates import store
from faktura.templates.errors import TemplateArchived, TemplateInvalid
from faktura.templates.read import Template, read_template, read_version
from faktura.templates.trying import try_content


async def activate_template(unit: Unit, template: UUID, version: int | None) -> Template:
    """Let new documents (or mails) use a version, in place of whichever was used before.

    It is tried on all made-up documents first: what fails there, or leaves out what the law wants, is not used.

    Raises:
        TemplateNotFound, TemplateArchived, TemplatesBusy.
        TemplateInvalid: with what goes wrong; what was used before still is.
    """
    current = await read_template(unit, template)
    if current.archived_at is not None:
        raise TemplateArchived("It can't be used any more; create another one.")
    held = await read_version(unit, template, current.latest_version if version is None else version)
    found = await try_content(unit, held.content, thorough=True)
    fatal = [each.as_finding() for each in found if each.severity == "fatal"]
    if fatal:
        raise TemplateInvalid(f"Version {held.version} can't be used; what was used before still is.", fatal)
    await store.lock_kind(unit, current.kind)
    if (await read_template(unit, template)).archived_at is not None:
        raise TemplateArchived("Somebody archived it at this moment.")
    await store.activate(unit, current.kind, template, held.version)
    return await read_template(unit, template)


async def deactivate_template(unit: Unit, template: UUID) -> Template:
    """Go back to the standard layout (or the standard mail), if this template is the one in use.

    Raises:
        TemplateNotFound: there is none.
    """
    current = await read_template(unit, template, lock=True)
    if current.active_version is not None:
        await store.activate(unit, current.kind, None, None)
    return await read_template(unit, template)


async def archive_template(unit: Unit, template: UUID) -> None:
    """Take a template out of use and out of the lists. Its versions stay: documents name them.

    Raises:
        TemplateNotFound: there is none.
    """
    await read_template(unit, template, lock=True)
    await store.archive_template(unit, template)
