"""The API as its clients see it: shapes, operations and resources, read from the OpenAPI document. Pure.

Nothing here or in the writers knows an operation by its name: what is added to the API is added to the clients.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

JSON = "application/json"
# Headers that the clients' cores send by themselves.
_VERSION = "Faktura-Version"
_OWN_HEADERS = frozenset({"Faktura-Organization", "Idempotency-Key", "If-None-Match", "Prefer", _VERSION})
_PAGE = frozenset({"data", "has_more", "next_cursor"})
# What a list is continued with, in the order of preference.
_CURSORS = ("cursor", "after")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a value is.

    `name`: ``text``, ``decimal``, ``date``, ``time``, ``integer``, ``number``, ``boolean``, ``any``, ``list``, ``map``,
    ``shape``, ``choice`` or ``union``. `of`: what it is made of; `shape`: the shape's name; `choices`: the words.
    """

    name: str
    of: tuple["Kind", ...] = ()
    shape: str = ""
    choices: tuple[str, ...] = ()
    nullable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a shape; `required` says whether it must be sent."""

    name: str
    kind: Kind
    required: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A named shape: an object with fields, or words to choose from. `sent`, `answered`: which way it travels."""

    name: str
    text: str
    fields: tuple[Field, ...]
    choices: tuple[str, ...]
    sent: bool
    answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of the path, the query or a header, by its name on the wire."""

    name: str
    kind: Kind
    required: bool
    text: str
    example: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What an operation is sent: JSON of a kind, or (`kind` is None) bytes of one of some media types."""

    kind: Kind | None
    media_types: tuple[str, ...]
    required: bool
    example: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation.

    `answer`: the kind of its JSON, None for none. `item`: what the pages of a list hold, `cursor` what continues it.
    `files`: media types of bytes that it may answer. `keyed`: whether it takes an Idempotency-Key.
    """

    name: str
    method: str
    path: str
    text: str
    tag: str
    open: bool
    keyed: bool
    in_path: tuple[Parameter, ...]
    query: tuple[Parameter, ...]
    headers: tuple[Parameter, ...]
    body: Body | None
    answer: Kind | None
    item: Kind | None
    cursor: str
    files: tuple[str, ...]

    @property
    def word(self) -> str:
        """The last part of its name: ``create`` of ``invoices.create``."""
        return self.name.rpartition(".")[2]


@dataclass(slots=True)
class Resource:
    """Operations under one name, and the resources inside: ``invoices`` holds ``links``."""

    name: str
    path: tuple[str, ...]
    operations: list[Operation] = field(default_factory=list)
    inner: dict[str, "Resource"] = field(default_factory=dict)

    def walk(self) -> Iterator["Resource"]:
        """This resource after those inside it."""
        for each in self.inner.values():
            yield from each.walk()
        yield self


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A code that a refusal may carry."""

    code: str
    status: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """Everything that the writers write from. `api_version`: the newest date that ``Faktura-Version`` takes."""

    version: str
    api_version: str
    shapes: Mapping[str, Shape]
    operations: tuple[Operation, ...]
    root: Resource
    problems: tuple[Problem, ...]
    events: Mapping[str, str]


def shape_name(name: str) -> str:
    """A schema's name as a name of a type."""
    return re.sub(r"\W", "", name)


def _referred(schema: Mapping[str, Any]) -> str:
    return shape_name(str(schema["$ref"]).rpartition("/")[2])


def read_kind(schema: Mapping[str, Any] | bool) -> Kind:
    """What a JSON schema describes."""
    if isinstance(schema, bool) or not schema:
        return Kind(name="any")
    if "$ref" in schema:
        return Kind(name="shape", shape=_referred(schema))
    if "allOf" in schema and len(schema["allOf"]) == 1:
        return read_kind(schema["allOf"][0])
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        return _union([read_kind(each) for each in choices if each != {"type": "null"}], {"type": "null"} in choices)
    if isinstance(schema.get("type"), list):
        kinds = [read_kind({**schema, "type": each}) for each in schema["type"] if each != "null"]
        return _union(kinds, "null" in schema["type"])
    if "const" in schema:
        return Kind(name="choice", choices=(str(schema["const"]),)) if isinstance(schema["const"], str) else _ANY
    if "enum" in schema:
        words = tuple(each for each in schema["enum"] if isinstance(each, str))
        return Kind(name="choice", choices=words, nullable=None in schema["enum"]) if words else _ANY
    return _plain_kind(schema)


_ANY = Kind(name="any")


def _plain_kind(schema: Mapping[str, Any]) -> Kind:
    kind = schema.get("type")
    if kind == "array":
        return Kind(name="list", of=(read_kind(schema.get("items", {})),))
    if kind == "object":
        values = [*schema.get("patternProperties", {}).values()] or [schema.get("additionalProperties", {})]
        return Kind(name="map", of=(read_kind(values[0]),))
    if kind == "string":
        if schema.get("pattern", "").startswith("^-?("):
            return Kind(name="decimal")
        return Kind(name={"date": "date", "date-time": "time"}.get(schema.get("format", ""), "text"))
    return Kind(name=kind) if kind in ("integer", "number", "boolean") else _ANY


def _union(kinds: list[Kind], nullable: bool) -> Kind:
    nullable = nullable or any(each.nullable for each in kinds)
    flat: list[Kind] = []
    for each in kinds:
        flat += each.of if each.name == "union" else (replace(each, nullable=False),)
    flat = list(dict.fromkeys(flat))
    if not flat:
        return _ANY
    if len(flat) == 1:
        return replace(flat[0], nullable=nullable)
    return Kind(name="union", of=tuple(flat), nullable=nullable)


def _shape(name: str, schema: Mapping[str, Any], sent: set[str], answered: set[str]) -> Shape:
    required = schema.get("required", ())
    fields = tuple(
        Field(
            name=each,
            kind=read_kind(inner),
            required=each in required,
            text=" ".join(inner.get("description", "").split()),
        )
        for each, inner in schema.get("properties", {}).items()
    )
    return Shape(
        name=name,
        text=schema.get("description", ""),
        fields=fields,
        choices=tuple(schema.get("enum", ())),
        sent=name in sent,
        answered=name in answered,
    )


def _parts(kind: Kind) -> Iterator[str]:
    if kind.shape:
        yield kind.shape
    for each in kind.of:
        yield from _parts(each)


def _reached(schemas: Mapping[str, Mapping[str, Any]], kinds: Iterator[Kind]) -> set[str]:
    waiting = [name for kind in kinds for name in _parts(kind)]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            for inner in schemas[name].get("properties", {}).values():
                waiting += _parts(read_kind(inner))
    return found


def _parameter(described: Mapping[str, Any]) -> Parameter:
    return Parameter(
        name=described["name"],
        kind=read_kind(described.get("schema", {})),
        required=bool(described.get("required")),
        text=described.get("description", ""),
        example=described.get("example"),
    )


def _body(described: Mapping[str, Any] | None) -> Body | None:
    if described is None:
        return None
    content: Mapping[str, Any] = described["content"]
    required = bool(described.get("required"))
    for media_type, each in content.items():
        if (media_type == JSON or media_type.endswith("+json")) and each.get("schema"):
            kind = read_kind(each["schema"])
            return Body(kind=kind, media_types=(media_type,), required=required, example=each.get("example"))
    return Body(kind=None, media_types=tuple(content), required=required, example=None)


def _answers(responses: Mapping[str, Any]) -> tuple[Kind | None, tuple[str, ...]]:
    """The kind of the JSON that success answers, and the media types of bytes."""
    answer = None
    files: list[str] = []
    for status, response in responses.items():
        if not status.startswith("2"):
            continue
        for media_type, each in response.get("content", {}).items():
            schema = each.get("schema")
            if media_type == JSON and schema:
                # Of several shapes the first is what Accept: application/json asks for.
                answer = answer or read_kind((schema.get("anyOf") or [schema])[0])
            else:
                files.append(media_type)
    if answer is not None and "204" in responses:
        answer = replace(answer, nullable=True)
    return answer, tuple(dict.fromkeys(files))


def _item(answer: Kind | None, schemas: Mapping[str, Mapping[str, Any]]) -> Kind | None:
    if answer is None or answer.name != "shape":
        return None
    properties = schemas[answer.shape].get("properties", {})
    if not set(properties) >= _PAGE:
        return None
    data = read_kind(properties["data"])
    return data.of[0] if data.name == "list" else None


def _operation(
    path: str, method: str, described: Mapping[str, Any], schemas: Mapping[str, Mapping[str, Any]]
) -> Operation:
    by_place: dict[str, list[Parameter]] = {"path": [], "query": [], "header": []}
    for each in described.get("parameters", ()):
        by_place[each["in"]].append(_parameter(each))
    order = re.findall(r"\{(\w+)\}", path)
    by_place["path"].sort(key=lambda each: order.index(each.name))
    answer, files = _answers(described["responses"])
    item = _item(answer, schemas) if method == "get" else None
    names = {each.name for each in by_place["query"]}
    return Operation(
        name=described["operationId"],
        method=method.upper(),
        path=path,
        text=" ".join(part for part in (described.get("summary", ""), described.get("description", "")) if part),
        tag=described["tags"][0],
        open=described.get("security") == [],
        keyed=any(each.name == "Idempotency-Key" for each in by_place["header"]),
        in_path=tuple(by_place["path"]),
        query=tuple(by_place["query"]),
        headers=tuple(each for each in by_place["header"] if each.name not in _OWN_HEADERS),
        body=_body(described.get("requestBody")),
        answer=answer,
        item=item,
        cursor=next((each for each in _CURSORS if each in names), "") if item else "",
        files=files,
    )


def _resources(operations: tuple[Operation, ...]) -> Resource:
    root = Resource("", ())
    for operation in operations:
        place = root
        for part in operation.name.split(".")[:-1]:
            place = place.inner.setdefault(part, Resource(part, (*place.path, part)))
        place.operations.append(operation)
    return root


def _sent(operations: tuple[Operation, ...]) -> Iterator[Kind]:
    for operation in operations:
        if operation.body is not None and operation.body.kind is not None:
            yield operation.body.kind


def _answered(described: Mapping[str, Any]) -> Iterator[Kind]:
    for methods in described["paths"].values():
        for operation in methods.values():
            for response in operation["responses"].values():
                for content in response.get("content", {}).values():
                    yield read_kind(content.get("schema", {}))


def _api_version(described: Mapping[str, Any]) -> str:
    known = [
        version
        for methods in described["paths"].values()
        for operation in methods.values()
        for each in operation.get("parameters", ())
        if each["name"] == _VERSION
        for version in each["schema"].get("enum", ())
    ]
    return max(known, default="")


def read_contract(described: Mapping[str, Any], problems: tuple[Problem, ...], events: Mapping[str, str]) -> Contract:
    """The contract of an OpenAPI 3.1 document, with the codes of refusals and the types of events."""
    schemas = {shape_name(name): schema for name, schema in described["components"]["schemas"].items()}
    operations = tuple(
        _operation(path, method, operation, schemas)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    )
    sent = _reached(schemas, _sent(operations))
    answered = _reached(schemas, _answered(described))
    shapes = {name: _shape(name, schema, sent, answered) for name, schema in sorted(schemas.items())}
    return Contract(
        version=described["info"]["version"],
        api_version=_api_version(described),
        shapes=shapes,
        operations=operations,
        root=_resources(operations),
        problems=problems,
        events=events,
    )
