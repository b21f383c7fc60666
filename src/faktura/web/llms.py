"""``llms.txt`` and ``llms-full.txt``: what a language model needs to know to use the API. Pure.

The first is an index after llmstxt.org; the second holds every operation and every shape in one text.
"""

import functools
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from faktura.web.curl import example_body
from faktura.web.reference import Field, Kind, OperationPage, Reference, Shape, describe_reference


@functools.cache
def _guide() -> str:
    return files(__package__).joinpath("llms.md").read_text(encoding="utf-8").strip()


def _head(reference: Reference) -> str:
    return f"# {reference.title}\n\n> {reference.text}\n\nThe server is at {reference.server}.\n\n{_guide()}\n"


def index(described: Mapping[str, Any], *, mcp: bool = True) -> str:
    """``llms.txt``: what holds for everything, and a link to each operation. `mcp`: agents find a door here."""
    reference = describe_reference(described)
    server = reference.server
    lines = [_head(reference), "## For machines\n"]
    lines += [
        f"- [OpenAPI]({server}/openapi.json): every operation, shape and limit (OpenAPI 3.1)",
        f"- [Everything in one text]({server}/llms-full.txt): all operations with examples, and all shapes",
        *([f"- [MCP]({server}/mcp): the operations as tools, PDFs as resources (streamable HTTP)"] if mcp else []),
        f"- [Reference]({server}/docs): the same for people",
    ]
    for group in reference.groups:
        lines.append(f"\n## {group.name.capitalize()}\n")
        lines += [
            f"- [{each.method} {each.path}]({server}/docs#{each.name}): {each.summary}" for each in group.operations
        ]
    return "\n".join(lines) + "\n"


def full(described: Mapping[str, Any]) -> str:
    """``llms-full.txt``: everything."""
    reference = describe_reference(described)
    schemas = described["components"]["schemas"]
    lines = [_head(reference), "## Operations\n"]
    for group in reference.groups:
        for each in group.operations:
            lines += _operation(each, described["paths"][each.path][each.method.lower()], schemas)
    lines.append("## Shapes\n")
    lines.append("A field marked ! must be sent. What a document does not have is left out of answers.\n")
    for shape in reference.shapes:
        lines += _shape(shape)
    lines.append("## Refusals\n")
    lines += [f"- {code}: {meaning}" for code, meaning in reference.refusals]
    return "\n".join(lines) + "\n"


def _words(kinds: tuple[Kind, ...]) -> str:
    return " or ".join(kind.words for kind in kinds)


def _field(field: Field) -> str:
    told = ", ".join(part for part in (_words(field.kinds), field.limits) if part)
    text = " ".join(part for part in (field.terms, field.text) if part)
    return f"- {field.name}{'!' if field.required else ''}: {told}{f' ({text})' if text else ''}"


def _operation(page: OperationPage, described: Mapping[str, Any], schemas: Mapping[str, Any]) -> Iterator[str]:
    yield f"### {page.method} {page.path}\n"
    yield f"{page.summary}\n"
    if described.get("x-faktura-scope"):
        yield f"Scope: {described['x-faktura-scope']}"
    if page.open:
        yield "No key is needed."
    if page.body_types:
        needed = "" if page.body_required else ", or none"
        yield f"Body: {page.body_shape or 'a document'} as {', '.join(page.body_types)}{needed}"
    for answer in page.answers:
        kinds = _words(answer.kinds) or " or ".join(answer.media_types) or "nothing"
        yield f"Answers {answer.status}: {kinds}"
    yield f"Refused with: {', '.join(page.refusals)}"
    parameters = [each for each in page.parameters if each.place in ("path", "query")]
    if parameters:
        yield ""
        yield from map(_field, parameters)
    for content in described.get("requestBody", {}).get("content", {}).values():
        if "example" in content:
            yield f"\n```json\n{example_body(content, schemas)}\n```"
            break
    yield ""


def _shape(shape: Shape) -> Iterator[str]:
    yield f"### {shape.name}\n"
    if shape.text:
        yield " ".join(shape.text.split()) + "\n"
    yield from map(_field, shape.fields)
    yield ""
