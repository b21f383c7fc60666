"""The human reference of the API as data, from its OpenAPI document. Pure.

The document says what is sent and answered; the business terms of EN 16931 (``BT-131``) come from the model's own
declarations, by the name that a shape has in both.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from faktura import model
from faktura.customers.record import CustomerRecord
from faktura.drafts.schemas import EmailMessage, InvoiceRequest, SendRequest
from faktura.model.terms import Term, fields_of
from faktura.organizations.profile import Profile
from faktura.web.curl import curl_command

# Shapes that hold a part of the model under a name of their own.
_PARTS: Mapping[str, type] = {
    "InvoiceRequest": InvoiceRequest,
    "SendRequest": SendRequest,
    "EmailMessage": EmailMessage,
    "CreditRequest": InvoiceRequest,
    "DocumentAnswer": InvoiceRequest,
    "PreviewAnswer": InvoiceRequest,
    "CustomerRecord": CustomerRecord,
    "CustomerRequest": CustomerRecord,
    "CustomerAnswer": CustomerRecord,
    "OrganizationRequest": Profile,
    "OrganizationAnswer": Profile,
}
_FORMATS = {"date": "date", "date-time": "time", "uuid": "UUID"}
_DECIMAL = "decimal string"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value is: words, with the name of the shape they refer to (or none)."""

    words: str
    shape: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A parameter, or a field of a shape.

    `place` is ``path``, ``query``, ``header`` or ``body``; `terms` are business terms; `limits` what it must keep to.
    """

    name: str
    place: str
    kinds: tuple[Kind, ...]
    required: bool
    limits: str
    terms: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """An object that is sent or answered."""

    name: str
    text: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class AnswerKind:
    """An answer that is no refusal."""

    status: str
    media_types: tuple[str, ...]
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationPage:
    """One operation. `body` are the fields of its body, `body_shape` their shape's name; `refusals` the codes."""

    name: str
    method: str
    path: str
    summary: str
    open: bool
    parameters: tuple[Field, ...]
    body_shape: str
    body_types: tuple[str, ...]
    body_required: bool
    answers: tuple[AnswerKind, ...]
    refusals: tuple[str, ...]
    curl: str


@dataclass(frozen=True, slots=True)
class Group:
    """The operations of one tag."""

    name: str
    operations: tuple[OperationPage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The whole reference; `refusals` are (code, meaning)."""

    title: str
    version: str
    text: str
    server: str
    groups: tuple[Group, ...]
    shapes: tuple[Shape, ...]
    refusals: tuple[tuple[str, str], ...]


def _kinds(schema: Mapping[str, Any]) -> Iterator[Kind]:
    """What a JSON schema takes; null is left out, since absent and null are the same to us."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        yield Kind(name, name)
    elif "anyOf" in schema or "oneOf" in schema:
        for each in schema.get("anyOf", schema.get("oneOf", ())):
            if each.get("type") != "null":
                yield from _kinds(each)
    elif "const" in schema:
        yield Kind(f'"{schema["const"]}"')
    elif "enum" in schema:
        yield Kind(" | ".join(f'"{value}"' for value in schema["enum"] if value is not None))
    elif schema.get("type") == "array":
        for each in _kinds(schema.get("items", {})):
            yield Kind(f"list of {each.words}", each.shape)
    elif schema.get("type") == "string":
        decimal = schema.get("examples") == ["1234.50"]
        yield Kind(_DECIMAL if decimal else _FORMATS.get(schema.get("format", ""), "text"))
    elif schema.get("type") == "object" or "patternProperties" in schema:
        yield Kind("map of texts" if "patternProperties" in schema else "object")
    else:
        yield Kind(str(schema.get("type", "any value")))


def _limits(schema: Mapping[str, Any]) -> str:
    """The limits that are worth a reader's while, and the default."""
    found: dict[str, Any] = {}
    for each in (schema, *schema.get("anyOf", ())):
        if each.get("type") != "null":
            found |= {name: value for name, value in each.items() if name != "default"}
    said = []
    if "minimum" in found and "maximum" in found:
        said.append(f"{found['minimum']} to {found['maximum']}")
    for name, words in (("maxLength", "characters"), ("maxItems", "entries"), ("maxProperties", "keys")):
        if name in found:
            said.append(f"at most {found[name]:,} {words}")
    if schema.get("default") not in (None, [], {}, ""):
        default = schema["default"]
        said.append(f"default {str(default).lower() if isinstance(default, bool) else default}")
    return ", ".join(said)


def _terms_of(shape: str) -> Mapping[str, Term]:
    part = _PARTS.get(shape) or getattr(model, shape, None)
    if not isinstance(part, type):
        return {}
    return {info.name: info.term for info in fields_of(part)}


def _numbers(term: Term) -> str:
    return term.id or " ".join(number for _, number in term.by_group)


def _shape(name: str, schema: Mapping[str, Any]) -> Shape:
    terms = _terms_of(name)
    required = set(schema.get("required", ()))
    fields = []
    for field, inner in schema.get("properties", {}).items():
        term = terms.get(field, Term("", ""))
        fields.append(
            Field(
                name=field,
                place="body",
                kinds=tuple(dict.fromkeys(_kinds(inner))),
                required=field in required,
                limits=_limits(inner),
                terms=_numbers(term),
                text=inner.get("description") or term.name,
            )
        )
    kinds = " | ".join(kind.words for kind in _kinds(schema)) if "enum" in schema else ""
    return Shape(name=name, text=schema.get("description", "") or kinds, fields=tuple(fields))


def _parameter(parameter: Mapping[str, Any]) -> Field:
    schema = parameter.get("schema", {})
    return Field(
        name=parameter["name"],
        place=parameter["in"],
        kinds=tuple(dict.fromkeys(_kinds(schema))),
        required=bool(parameter.get("required")),
        limits=_limits(schema),
        terms="",
        text=parameter.get("description", ""),
    )


def _answer(status: str, answer: Mapping[str, Any]) -> AnswerKind:
    content = answer.get("content", {})
    kinds = [kind for each in content.values() if each.get("schema") for kind in _kinds(each["schema"])]
    return AnswerKind(status, tuple(content), tuple(dict.fromkeys(kinds)))


def _operation(
    path: str, method: str, operation: Mapping[str, Any], server: str, schemas: Mapping[str, Any]
) -> OperationPage:
    body = operation.get("requestBody", {})
    content = body.get("content", {})
    schema: Mapping[str, Any] = next((each["schema"] for each in content.values()), {})
    return OperationPage(
        name=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        open=operation.get("security") == [],
        parameters=tuple(_parameter(each) for each in operation.get("parameters", ())),
        body_shape=next((kind.shape for kind in _kinds(schema) if kind.shape), "") if schema else "",
        body_types=tuple(content),
        body_required=bool(body.get("required")),
        answers=tuple(_answer(code, each) for code, each in operation["responses"].items() if code < "400"),
        refusals=tuple(code for code in operation["responses"] if code >= "400"),
        curl=curl_command(server, path, method, operation, schemas),
    )


def describe_reference(described: Mapping[str, Any]) -> Reference:
    """The reference of an OpenAPI 3.1 document, in the document's order."""
    server = described["servers"][0]["url"].rstrip("/")
    schemas = described["components"]["schemas"]
    by_tag: dict[str, list[OperationPage]] = {tag["name"]: [] for tag in described.get("tags", ())}
    refusals: dict[str, str] = {}
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            page = _operation(path, method, operation, server, schemas)
            by_tag.setdefault(operation["tags"][0], []).append(page)
            refusals |= {code: operation["responses"][code]["description"] for code in page.refusals}
    return Reference(
        title=described["info"]["title"],
        version=described["info"]["version"],
        text=described["info"].get("description", ""),
        server=server,
        groups=tuple(Group(name, tuple(operations)) for name, operations in by_tag.items() if operations),
        shapes=tuple(_shape(name, schema) for name, schema in sorted(schemas.items())),
        refusals=tuple(sorted(refusals.items())),
    )
