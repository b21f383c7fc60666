"""Example requests for the reference, as commands for a shell. Pure.

Bodies stand in ``examples.toml`` by the operation's name; where there is none, one is made of the required fields.
"""

import functools
import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

import orjson

_DEPTH_MAX = 6


@functools.cache
def read_examples() -> Mapping[str, Mapping[str, Any]]:
    """The examples by operation: ``body`` (JSON text) or ``query`` (name -> value)."""
    return tomllib.loads(files(__package__).joinpath("examples.toml").read_text(encoding="utf-8"))


def least_body(schema: Mapping[str, Any], schemas: Mapping[str, Any], depth: int = 0) -> Any:
    """The smallest value that a JSON schema takes, as far as it can be seen from type, enum, examples and required."""
    if "$ref" in schema:
        return least_body(schemas[schema["$ref"].rsplit("/", 1)[-1]], schemas, depth)
    if "anyOf" in schema:
        return least_body(schema["anyOf"][0], schemas, depth)
    for known in ("examples", "enum"):
        if schema.get(known):
            return schema[known][0]
    kind = schema.get("type")
    if kind == "object" and depth < _DEPTH_MAX:
        properties = schema.get("properties", {})
        return {name: least_body(properties[name], schemas, depth + 1) for name in schema.get("required", ())}
    if kind == "integer":
        return schema.get("minimum", 1)
    return {"object": {}, "array": [], "boolean": True}.get(str(kind), "…")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _body_text(name: str, schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> str:
    given = read_examples().get(name, {}).get("body")
    if given is not None:
        return str(given).strip()
    return orjson.dumps(least_body(schema, schemas), option=orjson.OPT_INDENT_2).decode()


def curl_command(server: str, path: str, method: str, operation: Mapping[str, Any], schemas: Mapping[str, Any]) -> str:
    """The command of one operation of an OpenAPI document; ids of the path are shell variables."""
    shell_path = re.sub(r"\{(\w+)\}", lambda found: f"${found[1].upper()}", path)
    query = read_examples().get(operation["operationId"], {}).get("query", {})
    address = server + shell_path + (f"?{urlencode(query, safe='[]')}" if query else "")
    parts = ["curl" if method == "get" else f"curl -X {method.upper()}"]
    parts[0] += f' "{address}"'
    headers = {parameter["name"] for parameter in operation.get("parameters", ()) if parameter["in"] == "header"}
    if operation.get("security") != []:
        parts.append('-H "Authorization: Bearer $FAKTURA_KEY"')
    if "Idempotency-Key" in headers:
        parts.append('-H "Idempotency-Key: $(uuidgen)"')
    media_types = [
        media
        for status, answer in operation["responses"].items()
        if status < "300"
        for media in answer.get("content", ())
    ]
    if "application/json" not in media_types and media_types:
        parts.append("-o answer")
    if body := operation.get("requestBody"):
        media_type, content = next(iter(body["content"].items()))
        parts.append(f'-H "Content-Type: {media_type}"')
        if content["schema"].get("format") == "binary":
            parts.append("--data-binary @invoice.xml")
        else:
            parts.append("-d " + _quoted(_body_text(operation["operationId"], content["schema"], schemas)))
    return " \\\n  ".join(parts)
