"""Writes docs/reference/http.md and docs/reference/bodies.md from the operations of the API."""

import dataclasses
import functools
import typing
from collections.abc import Iterator
from typing import Any

from writing import REFERENCE, code, page, sentences, table

from faktura.api.app import OPERATIONS, describe_api
from faktura.api.body import DOCUMENT_TYPES
from faktura.api.operation import Operation
from faktura.model.terms import Term

PAGE = REFERENCE / "http.md"
BODIES = REFERENCE / "bodies.md"

HEAD = """\
# HTTP operations

This page is generated from the operations in `src/faktura/api/` by `python docs/generate.py`; a test compares the two.
The same facts for machines are at `/openapi.json` of a running server (OpenAPI 3.1).

## What holds for all operations

- **Key.** `Authorization: Bearer <key>`. An organization's key (`fo_test_…`, `fo_live_…`) stands for that organization.
  An account's key (`fk_…`) names one with `Faktura-Organization: org_…`.
- **JSON.** Names in snake_case. Amounts, quantities and rates are decimal strings (`"1234.50"`), days `2026-11-23`,
  times RFC 3339 in UTC. An unknown field is refused. Absent fields are left out of documents.
- **Idempotency.** Every `POST`, `PATCH`, `PUT` and `DELETE` with a key takes `Idempotency-Key`: see
  [Concepts](../concepts.md#idempotency).
- **Waiting.** `Prefer: wait=10` on a request that issues a document waits up to that many seconds (30 at most) for its
  files and first attempts to deliver, and answers with what is known by then.
- **Lists** answer `{"data": […], "has_more": …, "next_cursor": …}`, newest first. `limit` is 1 to 100 (20 unless
  given); `cursor` takes the `next_cursor` of the page before.
- **Ids.** One that can't be read, does not exist or is another tenant's answers 404, always with the same sentence.
- **Answers** carry `Request-Id`; send your own (up to 64 letters, digits, `_ . : -`) and it is kept.
- **Refusals** are `application/problem+json`: see [Problem codes](problems.md).

Besides these operations there are, without a key: `GET /health/live`, `GET /health/ready`, `GET /metrics`,
`GET /openapi.json`, and the pages `/docs` and `/i/{token}` (a buyer's page, with `/pdf` and `/xml`).
"""

HEAD_BODIES = """\
# Bodies

The shapes of what is sent and answered, with the business terms of EN 16931. This page is generated from the shapes in
the source by `python docs/generate.py`; a test compares the two. A field in **bold** must be there. The term of a part
that several groups share depends on the group around it: `BT-37 (BG-5)` is the city in the seller's address. Every
place of every term is in [Business terms](terms.md); every limit with its reason in [Limits](limits.md).
"""

_DEFAULT_URL = "http://127.0.0.1:8080"
_NEEDS = {
    "organization": "a key of the organization, or of its account with `Faktura-Organization`",
    "account": "a key of the account",
    "either": "a key of the organization, or of its account: about the account itself without `Faktura-Organization`",
    "": "none",
}


def _schemas() -> dict[str, Any]:
    found: dict[str, Any] = describe_api(_DEFAULT_URL)["components"]["schemas"]
    return found


def _link(name: str, at: str) -> str:
    return f"[`{name}`]({at}#{name.lower()})"


def show_type(schema: dict[str, Any], at: str = "") -> str:
    """A JSON schema in words; `at` is the page that the names of shapes link to."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        # A part inside a patch is the part itself, whose fields may be absent or null.
        if name not in _ENUMS and name not in _shapes():
            bare = name.removesuffix("Patch")
            name = next((each for each in (bare, f"{bare}Request") if each in _shapes()), name)
        return "one of " + ", ".join(map(code, _ENUMS[name])) if name in _ENUMS else _link(name, at)
    if choices := schema.get("anyOf", schema.get("oneOf")):
        return " or ".join(show_type(each, at) for each in choices if each.get("type") != "null")
    if "const" in schema:
        return f'`"{schema["const"]}"`'
    if "enum" in schema:
        return "one of " + ", ".join(map(code, schema["enum"]))
    kind = schema.get("type")
    if kind == "array":
        least, most = schema.get("minItems"), schema.get("maxItems")
        span = f", {least} to {most}" if least and most else f", at most {most:,}" if most else ""
        return f"list of {show_type(schema['items'], at)}{span}"
    if kind == "string":
        return _show_text(schema)
    if kind == "integer":
        least, most = schema.get("minimum"), schema.get("maximum")
        return "whole number" + (f" {least} to {most:,}" if least is not None and most is not None else "")
    return {"boolean": "true or false", "object": "object", None: "anything"}.get(kind, str(kind))


def _show_text(schema: dict[str, Any]) -> str:
    if "1234.50" in schema.get("examples", ()):
        return "decimal string"
    if schema.get("format") == "date":
        return "day"
    if schema.get("format") == "date-time":
        return "time"
    if schema.get("pattern", "").startswith("^") and "{26}" in schema["pattern"]:
        return f"`{schema['pattern'][1:4]}_…`"
    most = schema.get("maxLength")
    return f"text, up to {most:,}" if most else "text"


_ENUMS = {name: schema["enum"] for name, schema in _schemas().items() if "enum" in schema}


def _classes(annotation: Any) -> Iterator[type]:
    """The shapes inside an annotation."""
    if isinstance(annotation, type) and dataclasses.is_dataclass(annotation):
        yield annotation
    for inner in typing.get_args(annotation):
        if not isinstance(inner, (str, int)):
            yield from _classes(inner)


def _alternatives(shape: Any) -> tuple[type, ...]:
    """The shapes that an answer may have: nearly always one."""
    return typing.get_args(shape) or (shape,)


@functools.cache
def _shapes() -> dict[str, type]:
    """Every shape that the operations use, by name: first what is sent, then what is answered, then their parts."""
    waiting = [
        shape
        for operation in OPERATIONS
        for shape in (operation.shape, operation.changes)
        if shape not in (None, dict, bytes)
    ]
    waiting += [
        each
        for operation in OPERATIONS
        for shape in operation.answers.values()
        if shape is not None
        for each in _alternatives(shape)
    ]
    found: dict[str, type] = {}
    while waiting:
        shape = waiting.pop(0)
        if shape.__name__ in found:
            continue
        found[shape.__name__] = shape
        hints = typing.get_type_hints(shape, include_extras=True)
        waiting += [each for hint in hints.values() for each in _classes(hint)]
    return found


def _term(hint: Any) -> tuple[str, str]:
    """The numbers of a field's term, and its name."""
    term = next((each for each in getattr(hint, "__metadata__", ()) if isinstance(each, Term)), None)
    if term is None:
        return "", ""
    return term.id or ", ".join(f"{number} ({group})" for group, number in term.by_group), term.name


def _shape(shape: type, schema: dict[str, Any]) -> Iterator[str]:
    yield f"## {shape.__name__}\n"
    yield sentences(shape) + "\n"
    hints = typing.get_type_hints(shape, include_extras=True)
    required = schema.get("required", ())
    rows = []
    for field in dataclasses.fields(shape):
        if field.name not in schema["properties"]:
            continue
        number, name = _term(hints[field.name])
        shown = code(field.name)
        shown = f"**{shown}**" if field.name in required and not shape.__name__.endswith(("Answer", "List")) else shown
        rows.append((shown, show_type(schema["properties"][field.name]), number, name))
    yield from table(("field", "value", "term", "meaning"), rows)


def render_bodies() -> str:
    """The page of shapes."""
    schemas = _schemas()
    shapes = _shapes()
    return page(HEAD_BODIES, *(_shape(shape, schemas[name]) for name, shape in shapes.items()))


def _body(operation: Operation) -> str:
    if operation.shape is None:
        return "none"
    if operation.shape is bytes:
        return f"a document, as {', '.join(map(code, DOCUMENT_TYPES))}"
    changes = operation.changes
    shape = (
        f"the fields to change of {_link(changes.__name__, BODIES.name)}"
        if changes
        else _link(operation.shape.__name__, BODIES.name)
    )
    patch = " as `application/merge-patch+json` (RFC 7396) or `application/json`" if operation.merge_patch else ""
    return shape + patch + (", or none" if operation.body_optional else "")


def _answer(operation: Operation, status: int, shape: Any) -> str:
    if status == 204:
        return "`204` without a body"
    if shape is None:
        return f"`{status}` {' or '.join(map(code, operation.media_types))}"
    name = " or ".join(_link(each.__name__, BODIES.name) for each in _alternatives(shape))
    others = [kind for kind in operation.media_types if kind != "application/json"]
    return f"`{status}` {name}" + (f", or {' or '.join(map(code, others))}" if others else "")


def _operation(operation: Operation, described: dict[str, Any]) -> Iterator[str]:
    yield f"### {operation.name}\n"
    yield f"`{operation.method} {operation.path}`\n"
    yield f"{operation.summary}\n"
    yield f"- Key: {_NEEDS[operation.needs]}"
    yield f"- Body: {_body(operation)}"
    answers = ", ".join(_answer(operation, status, shape) for status, shape in operation.answers.items())
    yield f"- Answers: {answers}"
    refused = [status for status in described["responses"] if status[0] in "45"]
    yield f"- Refused with: {', '.join(map(code, refused))}"
    headers = [each["name"] for each in described["parameters"] if each["in"] == "header"]
    if "If-Match" in headers:
        yield "- `If-Match` with the `ETag` that was answered keeps two people from changing the same thing at once."
    yield ""
    rows = [
        (code(each["name"]), each["in"], show_type(each["schema"], BODIES.name), each.get("description", ""))
        for each in described["parameters"]
        if each["in"] != "header"
    ]
    if rows:
        yield from table(("parameter", "in", "value", "meaning"), rows)


def render() -> str:
    """The page of operations."""
    paths = describe_api(_DEFAULT_URL)["paths"]
    lines: list[str] = []
    for tag in dict.fromkeys(operation.tag for operation in OPERATIONS):
        lines.append(f"## {tag.capitalize()}\n")
        for operation in OPERATIONS:
            if operation.tag == tag:
                lines += _operation(operation, paths[operation.path][operation.method.lower()])
    return page(HEAD, *lines)
