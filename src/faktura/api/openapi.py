"""OpenAPI 3.1, made from the operations: one declaration, so that the description can't drift from the routes."""

import itertools
import re
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from pydantic import TypeAdapter

from faktura import __version__
from faktura.api.examples import Example, read_examples
from faktura.api.operation import Operation
from faktura.api.parameters import query
from faktura.api.shapes import ProblemAnswer
from faktura.api.versions import HISTORY
from faktura.brands.record import LEGAL
from faktura.members.cookies import cookie_name
from faktura.transfers.templates import TEMPLATES

_Mode = Literal["validation", "serialization"]
_NULL = {"type": "null"}
_REF = "#/components/schemas/{model}"
ID_PARAMETERS = {
    "invoice": "inv",
    "customer": "cus",
    "organization": "org",
    "payment": "pay",
    "delivery": "del",
    "entry": "arc",
    "series": "ser",
    "key": "key",
    "link": "lnk",
    "member": "usr",
    "brand": "brd",
    "email_domain": "edm",
    "page_domain": "pdm",
    "audit_entry": "aud",
    "clock": "clk",
    "event": "evt",
    "endpoint": "whe",
    "webhook_delivery": "whd",
    "template": "tpl",
    "import": "imp",
    "export": "exp",
    "inbox_item": "inb",
    "inbox_rule": "inr",
    "supplier": "sup",
    "purchase_order": "por",
}
_REFUSALS = {
    400: "The body or a header can't be read.",
    401: "No right key.",
    403: "This key may not do that.",
    404: "There is no such thing, or it is another tenant's.",
    409: "The state does not allow it, or the Idempotency-Key is busy.",
    410: "It was deleted after its time.",
    412: "Somebody else changed it in between.",
    413: "The body is too long.",
    415: "The body is of a kind that is not read there.",
    422: "What was sent is not right; `errors` hold everything at once.",
    429: "Too many requests, or too many at once; ask again after Retry-After seconds.",
    503: "Not ready, or the database does not answer; ask again after Retry-After seconds.",
}
_DESCRIPTION = (
    "The invoicing API that a business hosts itself. Amounts, quantities and rates are decimal strings; every refusal "
    "is problem+json with all findings at once, each with a JSON pointer, the official rule and the business term. "
    "Every GET that answers JSON takes fields=id,totals.amount_due to answer these fields only."
)
_ANSWER_HEADERS = {
    "Request-Id": {"description": "What to name when you ask about it.", "schema": {"type": "string"}},
    "Faktura-Version": {"description": "The version that was answered in.", "schema": {"type": "string"}},
    "ETag": {"description": "What If-None-Match and If-Match take.", "schema": {"type": "string"}},
}


def _plain_object() -> dict[str, Any]:
    return {"type": "object", "additionalProperties": True}


def _reference(name: str) -> dict[str, Any]:
    return {"$ref": _REF.format(model=name)}


def _close_keys(schema: Any) -> None:
    """Objects whose keys have a pattern take no other keys: pydantic leaves that unsaid."""
    if isinstance(schema, dict):
        if "patternProperties" in schema:
            schema.setdefault("additionalProperties", False)
        for each in schema.values():
            _close_keys(each)
    elif isinstance(schema, list):
        for each in schema:
            _close_keys(each)


class _Schemas:
    """Collects the shapes that are used, and gives references to them."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        wanted: dict[tuple[Any, _Mode], TypeAdapter[Any]] = {}
        for operation in operations:
            for shape in (operation.shape, operation.changes):
                if shape not in (None, dict, bytes):
                    wanted[shape, "validation"] = TypeAdapter(shape)
            for shape in operation.answers.values():
                if shape not in (None, dict):
                    wanted[shape, "serialization"] = TypeAdapter(shape)
        wanted[ProblemAnswer, "serialization"] = TypeAdapter(ProblemAnswer)
        inputs = [(shape, mode, adapter) for (shape, mode), adapter in wanted.items()]
        self._references, definitions = TypeAdapter.json_schemas(inputs, ref_template=_REF)
        self.definitions: dict[str, Any] = definitions["$defs"]
        self._patches: set[str] = set()
        _close_keys(self.definitions)
        # What we answer leaves absent fields out, and may hold more than a client of today knows.
        for name, schema in self.definitions.items():
            if name.endswith(("Answer", "-Output")):
                schema["additionalProperties"] = True
        # Numbers and sellers are given by Faktura: they are read, never sent.
        for field in ("number", "seller"):
            request = self.definitions["InvoiceRequest"]["properties"]
            request.pop(field, None)
        # A brand can't say these; whoever tries is told why.
        for field, shape in itertools.product(LEGAL, ("BrandRequest", "BrandPatch")):
            self.definitions.get(shape, {}).get("properties", {}).pop(field, None)

    def of(self, shape: Any, mode: _Mode) -> dict[str, Any]:
        """The schema of a shape."""
        if shape is dict:
            return _plain_object()
        reference: dict[str, Any] = self._references[shape, mode]
        return reference

    def patch_of(self, shape: Any) -> dict[str, Any]:
        """The schema of a merge patch on a shape: nothing is needed, and null removes, inside parts as well."""
        name = self.of(shape, "validation")["$ref"].rsplit("/", 1)[-1]
        return _reference(self._patch(name))

    def _patch(self, name: str) -> str:
        patch = name if name.endswith("Patch") else f"{name.removesuffix('Request')}Patch"
        if patch not in self._patches:
            self._patches.add(patch)
            whole = self.definitions[name]
            # Named before its fields are made: a part may hold itself.
            made = self.definitions[patch] = {**whole, "title": patch, "properties": {}}
            made.pop("required", None)
            if name != patch:
                made["description"] = f"A change (JSON Merge Patch) of {name}: absent stays, null is removed."
            made["properties"] = {field: self._or_null(schema) for field, schema in whole["properties"].items()}
        return patch

    def _or_null(self, schema: dict[str, Any]) -> dict[str, Any]:
        patched = self._patched(schema)
        kinds = patched["anyOf"] if set(patched) == {"anyOf"} else [patched]
        return {"anyOf": [*(each for each in kinds if each != _NULL), _NULL]}

    def _patched(self, schema: dict[str, Any]) -> dict[str, Any]:
        kept = {key: value for key, value in schema.items() if key not in ("default", "title")}
        if "$ref" in kept:
            name = kept["$ref"].rsplit("/", 1)[-1]
            return _reference(self._patch(name)) if "properties" in self.definitions[name] else kept
        for union in ("anyOf", "oneOf"):
            if union in kept:
                kept[union] = [self._patched(each) for each in kept[union]]
        if "patternProperties" in kept:
            kept["patternProperties"] = {
                pattern: self._or_null(value) for pattern, value in kept["patternProperties"].items()
            }
        return kept


def _path_parameters(path: str) -> list[dict[str, Any]]:
    found = []
    for name in re.findall(r"\{(\w+)\}", path):
        prefix = ID_PARAMETERS.get(name)
        schema: dict[str, Any] = {"type": "string", "minLength": 1}
        if prefix:
            schema = {"type": "string", "pattern": f"^{prefix}_[0-9a-z]{{26}}$"}
        elif name == "kind":
            schema = {"type": "string", "enum": ["pdf", "ubl", "cii", "facturx", "json"]}
        elif name == "file":
            schema = {"type": "string", "enum": list(TEMPLATES)}
        elif name == "number":
            schema = {"type": "integer", "minimum": 1}
        found.append({"name": name, "in": "path", "required": True, "schema": schema})
    return found


def _example(operation: Operation) -> Example:
    return read_examples().get(operation.name, Example())


def _header(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": False, "description": description, "schema": schema}


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    examples = _example(operation).query
    shown = (
        {**each, "example": examples[each["name"]]} if each["name"] in examples else each
        for each in operation.parameters
    )
    found = [*_path_parameters(operation.path), *shown]
    if operation.expands:
        found.append(
            query(
                "expand[]",
                {"type": "array", "items": {"type": "string", "enum": list(operation.expands)}},
                "Fields that hold ids, to be answered with the things themselves.",
            )
        )
    if operation.needs in ("organization", "either"):
        told = "Which organization is meant (org_…): needed with an account's key; with an organization's, its own."
        if operation.needs == "either":
            told = "Which organization is meant (org_…); without it an account's key means the account itself."
        found.append(_header("Faktura-Organization", told, {"type": "string", "pattern": "^org_[0-9a-z]{26}$"}))
    found.append(
        _header(
            "Faktura-Version",
            "How requests and answers look; without it as the key remembers.",
            {"type": "string", "enum": list(HISTORY.versions)},
        )
    )
    if operation.method == "GET":
        found.append(
            _header(
                "If-None-Match",
                "The ETag of the answer that you have: 304 when it is still the same.",
                {"type": "string"},
            )
        )
    if operation.writes and operation.needs:
        found.append(
            _header(
                "Idempotency-Key",
                "Repeat a request safely: the same key answers the first status and body again.",
                {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]([ -~]*[!-~])?$"},
            )
        )
    if 412 in operation.refusals:
        found.append(
            _header(
                "If-Match",
                "The ETag that the change is based on.",
                {"type": "string", "pattern": '^"[0-9]{1,15}(-[0-9a-f]{16})?"$'},
            )
        )
    return [dict(parameter) for parameter in found]


def _responses(operation: Operation, schemas: _Schemas) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for status, shape in operation.answers.items():
        response: dict[str, Any] = {"description": operation.summary, "headers": _ANSWER_HEADERS}
        if status != 204:
            response["content"] = {
                media_type: {"schema": schemas.of(shape, "serialization")}
                if media_type == "application/json" and shape is not None
                else {"schema": {} if media_type == "application/json" else {"type": "string"}}
                for media_type in operation.media_types
            }
        found[str(status)] = response
    if operation.method == "GET":
        found["304"] = {"description": "What you have is still the same.", "headers": _ANSWER_HEADERS}
    refusals = {400, 404, 422, 429, 503, *operation.refusals}
    if operation.needs:
        refusals |= {401, 403}
    if operation.method != "GET":
        refusals |= {409, 413}
    if operation.shape is not None:
        refusals |= {415}
    problem = {"application/problem+json": {"schema": schemas.of(ProblemAnswer, "serialization")}}
    for status in sorted(refusals):
        found[str(status)] = {"description": _REFUSALS[status], "content": problem}
    return found


def _describe(operation: Operation, schemas: _Schemas) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "tags": [operation.tag],
        "parameters": _parameters(operation),
        "responses": _responses(operation, schemas),
    }
    if operation.needs:
        described["x-faktura-scope"] = operation.needed_scope
        if operation.feature:
            described["x-faktura-feature"] = operation.feature
    else:
        described["security"] = []
    if operation.shape is bytes:
        # Any JSON is read: what is no invoice is a finding.
        described["requestBody"] = {
            "required": True,
            "content": {
                kind: {"schema": {} if kind == "application/json" else {"type": "string", "format": "binary"}}
                for kind in operation.takes
            },
        }
    elif operation.shape is not None:
        media_type = "application/merge-patch+json" if operation.merge_patch else "application/json"
        changes = operation.changes
        body = {"schema": schemas.patch_of(changes) if changes else schemas.of(operation.shape, "validation")}
        if (example := _example(operation).body) is not None:
            body["example"] = example
        content = {media_type: body}
        if operation.merge_patch:
            content["application/json"] = body
        described["requestBody"] = {"required": not operation.body_optional, "content": content}
    return described


def _link(operations: Sequence[Operation], paths: dict[str, Any]) -> None:
    """Say with each answer to a creation what can be done next with the thing that it made (OpenAPI links)."""
    for operation in operations:
        for status in {201, 202} & set(operation.answers):
            below = re.compile(re.escape(operation.path) + r"/\{(\w+)\}(/[a-z-]+)?")
            links = {
                each.name: {
                    "operationId": each.name,
                    "parameters": {
                        name: "$response.body#/id" if name == found[1] else f"$request.path.{name}"
                        for name in re.findall(r"\{(\w+)\}", each.path)
                    },
                }
                for each in operations
                if (found := below.fullmatch(each.path)) is not None and found[1] in ID_PARAMETERS
            }
            if operation.method == "POST" and links:
                paths[operation.path]["post"]["responses"][str(status)]["links"] = links


def describe(operations: Iterable[Operation], public_url: str) -> dict[str, Any]:
    """The OpenAPI document of all operations."""
    operations = tuple(operations)
    schemas = _Schemas(operations)
    paths: dict[str, Any] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _describe(operation, schemas)
    _link(operations, paths)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Faktura",
            "version": __version__,
            "description": _DESCRIPTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": public_url}],
        "security": [{"key": []}, {"session": []}],
        "tags": [{"name": tag} for tag in dict.fromkeys(operation.tag for operation in operations)],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": "fo_… or fk_…"},
                "session": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": cookie_name(public_url),
                    "description": "A person who signed in on the pages; names the mode with Faktura-Mode: live|test.",
                },
            },
            "schemas": schemas.definitions,
        },
    }
