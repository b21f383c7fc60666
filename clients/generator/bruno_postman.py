"""Writes the collections for Bruno (plain text) and Postman (JSON, v2.1). Pure."""

import json
import re
from collections.abc import Iterator
from typing import Any

from generator.contract import Contract, Operation

_NOTICE = "Generated from the API's description by clients/generate.py; don't edit it."
_URL = "http://127.0.0.1:8080"
_NAME = "Faktura"
_OCTETS = "application/octet-stream"


def _block(name: str, rows: list[str]) -> str:
    inside = "".join(f"  {line}\n" if line else "\n" for row in rows for line in row.split("\n"))
    return f"{name} {{\n{inside}}}\n"


def _file_name(operation: Operation) -> str:
    return re.sub(r"[^\w.-]", "-", operation.name)


def _body(operation: Operation) -> str:
    """The body of an example as text; an object without fields where there is none."""
    body = operation.body
    if body is None or body.kind is None or (body.example is None and not body.required):
        return ""
    return json.dumps(body.example if body.example is not None else {}, indent=2, ensure_ascii=False)


def _headers(operation: Operation) -> list[tuple[str, str, bool]]:
    """Name, value, and whether it is sent unless somebody says so."""
    found = []
    if operation.body is not None:
        media_types = operation.body.media_types
        usual = _OCTETS if _OCTETS in media_types else media_types[0]
        found.append(("Content-Type", usual, True))
    if operation.keyed:
        found.append(("Idempotency-Key", "{{$guid}}", True))
    if not operation.open:
        found.append(("Faktura-Organization", "{{organization}}", False))
    if operation.keyed:
        found.append(("Prefer", "wait=10", False))
    return [*found, *((each.name, "", False) for each in operation.headers)]


def _request(operation: Operation, order: int) -> str:
    path = re.sub(r"\{(\w+)\}", r":\1", operation.path)
    text = _body(operation)
    binary = operation.body is not None and operation.body.kind is None
    kind = "json" if text else "file" if binary else "none"
    blocks = [
        _block("meta", [f"name: {operation.name}", "type: http", f"seq: {order}"]),
        _block(
            operation.method.lower(),
            [f"url: {{{{url}}}}{path}", f"body: {kind}", f"auth: {'none' if operation.open else 'inherit'}"],
        ),
    ]
    if operation.query:
        rows = [
            f"{'' if each.required or each.example is not None else '~'}{each.name}: {each.example or ''}"
            for each in operation.query
        ]
        blocks.append(_block("params:query", rows))
    if operation.in_path:
        blocks.append(_block("params:path", [f"{each.name}: " for each in operation.in_path]))
    if headers := _headers(operation):
        blocks.append(_block("headers", [f"{'' if sent else '~'}{name}: {value}" for name, value, sent in headers]))
    if text:
        blocks.append(_block("body:json", [text]))
    blocks.append(_block("docs", [operation.text or operation.path]))
    return "\n".join(blocks)


def bruno(contract: Contract) -> Iterator[tuple[str, str]]:
    """The files of the Bruno collection, by path."""
    about = {"version": "1", "name": _NAME, "type": "collection", "ignore": ["node_modules", ".git"]}
    yield "bruno.json", json.dumps(about, indent=2) + "\n"
    yield (
        "collection.bru",
        "\n".join(
            [
                _block("auth", ["mode: bearer"]),
                _block("auth:bearer", ["token: {{key}}"]),
                _block("docs", [_NOTICE, "Choose the environment and put a key into its secret variable key."]),
            ]
        ),
    )
    yield (
        "environments/local.bru",
        _block("vars", [f"url: {_URL}", "organization: "]) + "vars:secret [\n  key\n]\n",
    )
    counts: dict[str, int] = {}
    for operation in contract.operations:
        counts[operation.tag] = counts.get(operation.tag, 0) + 1
        yield (
            f"{operation.tag.replace(' ', '-')}/{_file_name(operation)}.bru",
            _request(operation, counts[operation.tag]),
        )


def _item(operation: Operation) -> dict[str, Any]:
    path = re.sub(r"\{(\w+)\}", r":\1", operation.path)
    text = _body(operation)
    url: dict[str, Any] = {
        "raw": "{{url}}" + path,
        "host": ["{{url}}"],
        "path": path.strip("/").split("/"),
        "variable": [{"key": each.name, "value": ""} for each in operation.in_path],
        "query": [
            {
                "key": each.name,
                "value": str(each.example or ""),
                "disabled": not each.required and each.example is None,
                "description": each.text,
            }
            for each in operation.query
        ],
    }
    request: dict[str, Any] = {
        "method": operation.method,
        "header": [{"key": name, "value": value, "disabled": not sent} for name, value, sent in _headers(operation)],
        "url": url,
        "description": operation.text,
    }
    if operation.open:
        request["auth"] = {"type": "noauth"}
    if text:
        request["body"] = {"mode": "raw", "raw": text, "options": {"raw": {"language": "json"}}}
    elif operation.body is not None and operation.body.kind is None:
        request["body"] = {"mode": "file", "file": {"src": ""}}
    return {"name": operation.name, "request": request, "response": []}


def postman(contract: Contract) -> str:
    """The Postman collection."""
    folders: dict[str, list[dict[str, Any]]] = {}
    for operation in contract.operations:
        folders.setdefault(operation.tag, []).append(_item(operation))
    collection = {
        "info": {
            "name": _NAME,
            "description": _NOTICE,
            "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
        },
        "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{key}}", "type": "string"}]},
        "variable": [{"key": "url", "value": _URL}, {"key": "key", "value": ""}, {"key": "organization", "value": ""}],
        "item": [{"name": tag, "item": items} for tag, items in folders.items()],
    }
    return json.dumps(collection, indent=2, ensure_ascii=False) + "\n"
