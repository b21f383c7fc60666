"""Example requests for the reference, as commands for a shell. Pure.

Bodies and queries are the document's examples; where there is none, a body is made of the required fields.
"""

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

_DEPTH_MAX = 6
_FILES = {"application/xml": "invoice.xml", "text/csv": "file.csv"}
_WIDTH_MAX = 100


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


def show_json(plain: Any, indent: str = "") -> str:
    """JSON for people: what fits in a line stands in one."""
    line = json.dumps(plain, ensure_ascii=False)
    if len(indent) + len(line) <= _WIDTH_MAX or not isinstance(plain, dict | list):
        return line
    inner = indent + "  "
    if isinstance(plain, dict):
        rows = [f"{inner}{json.dumps(name)}: {show_json(value, inner)}" for name, value in plain.items()]
        return "{\n" + ",\n".join(rows) + f"\n{indent}}}"
    return "[\n" + ",\n".join(inner + show_json(each, inner) for each in plain) + f"\n{indent}]"


def example_body(content: Mapping[str, Any], schemas: Mapping[str, Any]) -> str:
    """The JSON of a request's media type object: its example, or the least that its schema takes."""
    return show_json(content["example"] if "example" in content else least_body(content["schema"], schemas))


def curl_command(server: str, path: str, method: str, operation: Mapping[str, Any], schemas: Mapping[str, Any]) -> str:
    """The command of one operation of an OpenAPI document; ids of the path are shell variables."""
    shell_path = re.sub(r"\{(\w+)\}", lambda found: f"${found[1].upper()}", path)
    query = {each["name"]: each["example"] for each in operation.get("parameters", ()) if "example" in each}
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
        if media_type != "application/json" and not media_type.endswith("+json"):
            parts.append(f"--data-binary @{_FILES.get(media_type, 'file')}")
        else:
            parts.append("-d " + _quoted(example_body(content, schemas)))
    return " \\\n  ".join(parts)
