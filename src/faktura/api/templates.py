"""Templates over HTTP."""

from typing import Any

from faktura.api import parameters
from faktura.api.answers import Answer
from faktura.api.operation import Call, Operations
from faktura.api.paging import make_cursor, one_of, problem, read_page
from faktura.api.template_shapes import (
    StarterAnswer,
    TemplateAnswer,
    TemplateContractAnswer,
    TemplateList,
    TemplateVersionAnswer,
    TemplateVersionList,
)
from faktura.checks import Finding, Severity
from faktura.organizations.checks import LANGUAGES
from faktura.templates.activate import activate_template, archive_template, deactivate_template
from faktura.templates.change import change_template
from faktura.templates.content import KINDS, content_to_plain
from faktura.templates.contract import CONTRACT, entries, mail_parts, parts
from faktura.templates.create import create_template
from faktura.templates.mail import mail_sample
from faktura.templates.read import Template, Version, list_templates, list_versions, read_template, read_version
from faktura.templates.samples import FONTS, samples
from faktura.templates.sandbox.mail_work import FILTERS
from faktura.templates.schemas import ActivateRequest, TemplatePatch, TemplateRequest
from faktura.templates.starter import starter
from faktura.templates.trying import current_branding, in_own_thread, sample_data

OPERATIONS = Operations("templates")

PATH = "/v1/templates"
ONE = PATH + "/{template}"
_KIND = parameters.words("kind", *KINDS)


def _body(template: Template, version: Version) -> dict[str, Any]:
    shown = version.to_plain()
    return {**template.to_plain(), **{name: shown[name] for name in ("sha256", "source", "mail", "findings")}}


def _answer(template: Template, version: Version, status: int = 200) -> Answer:
    body = _body(template, version)
    headers = {"Location": f"{PATH}/{body['id']}"} if status == 201 else {}
    return Answer(body=body, status=status, headers=headers)


async def _shown(call: Call, template: Template) -> Answer:
    return _answer(template, await read_version(call.unit, template.id, template.latest_version))


@OPERATIONS.declare(
    "POST",
    PATH,
    "templates.create",
    "Store a template for the PDF (Typst) or for mail; findings say what is wrong in it.",
    shape=TemplateRequest,
    answers={201: TemplateAnswer},
)
async def create(call: Call) -> Answer:
    """Create a template."""
    return _answer(*await create_template(call.unit, call.body), status=201)


@OPERATIONS.declare(
    "GET",
    PATH,
    "templates.list",
    "List templates, newest first; archived ones are left out.",
    answers={200: TemplateList},
    parameters=(*parameters.PAGING, _KIND),
)
async def list_all(call: Call) -> Answer:
    """List templates."""
    page = read_page(call.query, filters={"kind": one_of(*KINDS)})
    kind = page.conditions[0].value if page.conditions else None
    found = await list_templates(call.unit, kind, page.after, page.limit + 1)
    shown, more = found[: page.limit], len(found) > page.limit
    cursor = make_cursor(shown[-1].created_at, shown[-1].id) if more else None
    return Answer(body={"data": [each.to_plain() for each in shown], "has_more": more, "next_cursor": cursor})


@OPERATIONS.declare(
    "GET",
    f"{PATH}/contract",
    "templates.contract",
    "The data that a template finds: every value with its meaning, and a sample.",
    answers={200: TemplateContractAnswer},
)
async def contract(call: Call) -> Answer:
    """The data contract."""
    read_page(call.query, filters={})
    branding = await current_branding(call.unit)
    body = {
        "object": "template_contract",
        "contract": CONTRACT,
        "parts": [
            {
                "name": shape.__name__,
                "values": [{"name": each.path, "kind": each.kind, "meaning": each.meaning} for each in entries(shape)],
            }
            for shape in (*parts(), *mail_parts())
        ],
        "sample": await in_own_thread(sample_data, branding),
        "mail": mail_sample(),
        "samples": list(samples()),
        "languages": list(LANGUAGES),
        "filters": list(FILTERS),
        "fonts": list(FONTS),
    }
    return Answer(body=body)


@OPERATIONS.declare(
    "GET",
    f"{PATH}/starter",
    "templates.starter",
    "A template to begin with: the standard layout, or the standard mail.",
    answers={200: StarterAnswer},
    parameters=(_KIND,),
)
async def begin(call: Call) -> Answer:
    """A starter template."""
    page = read_page(call.query, filters={"kind": one_of(*KINDS)})
    kind = page.conditions[0].value if page.conditions else "pdf"
    plain = content_to_plain(starter(kind))
    body = {"object": "template_starter", "kind": kind, "source": plain.get("source"), "mail": plain.get("mail")}
    return Answer(body=body)


@OPERATIONS.declare("GET", ONE, "templates.get", "Get a template.", answers={200: TemplateAnswer})
async def get(call: Call) -> Answer:
    """Get a template."""
    return await _shown(call, await read_template(call.unit, call.path_id("tpl", "template")))


@OPERATIONS.declare(
    "PATCH",
    ONE,
    "templates.change",
    "Change a template: another name, or a new version of its content. What is active stays active.",
    shape=TemplatePatch,
    answers={200: TemplateAnswer},
    refusals=(409, 412),
)
async def change(call: Call) -> Answer:
    """Change a template."""
    template = call.path_id("tpl", "template")
    changed = await change_template(call.unit, template, call.body, expected_version=call.expected_version())
    return _answer(*changed)


@OPERATIONS.declare(
    "GET",
    f"{ONE}/versions",
    "templates.versions",
    "The versions of a template, newest first.",
    answers={200: TemplateVersionList},
    parameters=parameters.PAGING,
)
async def versions(call: Call) -> Answer:
    """The versions of a template."""
    # The cursor is the number of the last version that was shown.
    limits = [item for item in call.query if item[0] != "cursor"]
    cursors = [value for name, value in call.query if name == "cursor"]
    page = read_page(limits, filters={})
    before = _number(cursors[0]) if cursors else None
    if cursors and before is None:
        message = "Send a next_cursor that a list answered."
        raise problem([Finding(rule="cursor_invalid", severity=Severity.FATAL, message=message, pointer="/cursor")])
    template = await read_template(call.unit, call.path_id("tpl", "template"))
    found = await list_versions(call.unit, template.id, before, page.limit + 1)
    shown, more = found[: page.limit], len(found) > page.limit
    cursor = str(shown[-1].version) if more else None
    return Answer(body={"data": [each.to_plain() for each in shown], "has_more": more, "next_cursor": cursor})


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None


@OPERATIONS.declare(
    "GET",
    f"{ONE}/versions/{{version}}",
    "templates.version",
    "One version of a template, as documents name it.",
    answers={200: TemplateVersionAnswer},
)
async def version(call: Call) -> Answer:
    """A version of a template."""
    number = _number(call.request.path_params["version"])
    held = await read_version(call.unit, call.path_id("tpl", "template"), 0 if number is None else number)
    return Answer(body=held.to_plain())


@OPERATIONS.declare(
    "POST",
    f"{ONE}/activate",
    "templates.activate",
    "Use a version for new documents (or mails), once it has drawn all samples and left nothing out.",
    shape=ActivateRequest,
    body_optional=True,
    answers={200: TemplateAnswer},
    refusals=(409,),
)
async def activate(call: Call) -> Answer:
    """Activate a template."""
    template = call.path_id("tpl", "template")
    return await _shown(call, await activate_template(call.unit, template, call.body.version))


@OPERATIONS.declare(
    "POST",
    f"{ONE}/deactivate",
    "templates.deactivate",
    "Go back to the standard layout, or the standard mail.",
    answers={200: TemplateAnswer},
)
async def deactivate(call: Call) -> Answer:
    """Deactivate a template."""
    return await _shown(call, await deactivate_template(call.unit, call.path_id("tpl", "template")))


@OPERATIONS.declare(
    "DELETE",
    ONE,
    "templates.archive",
    "Archive a template: it leaves the lists and is used no more; its versions stay readable.",
    answers={204: None},
)
async def archive(call: Call) -> Answer:
    """Archive a template."""
    await archive_template(call.unit, call.path_id("tpl", "template"))
    return Answer(status=204)
