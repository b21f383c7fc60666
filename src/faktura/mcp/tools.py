"""Operations as tools: a name, a description, a schema of arguments, and the request that arguments become. Pure."""

import base64
import binascii
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from mcp_types import Tool, ToolAnnotations

from faktura.api.operation import WAIT_SECONDS_MAX, Operation
from faktura.organizations.scopes import holds

MODES = ("off", "read", "write")
_SCHEMAS = "#/components/schemas/"
_ORGANIZATION = "faktura_organization"
_OWN = ("wait", "idempotency_key", "fields", _ORGANIZATION)


class ArgumentsWrong(ValueError):  # noqa: N818 - a sentence fragment, as all refusals
    """The arguments can't become a request; the message is a sentence for whoever sent them."""


@dataclass(frozen=True, slots=True)
class Inner:
    """A request to the API itself. `target`: path and query."""

    method: str
    target: str
    headers: Mapping[str, str]
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class OperationTool:
    """An operation, and the tool that stands for it. `described`: the operation's page in the OpenAPI document."""

    operation: Operation
    described: Mapping[str, Any]
    schemas: Mapping[str, Any]

    @property
    def name(self) -> str:
        """``invoices_links_create``: clients take letters, digits and underscores."""
        return self.operation.name.replace(".", "_").replace("-", "_")

    @property
    def reads(self) -> bool:
        """Whether it changes nothing."""
        return self.operation.method == "GET" or self.operation.reads_only

    def is_open(self, mode: str, scopes: Iterable[str]) -> bool:
        """Whether the door shows it, to a key with these scopes."""
        return (mode == "write" or self.reads) and holds(scopes, self.operation.needed_scope)

    def show(self, *, for_account: bool) -> Tool:
        """The tool as it is listed; who comes with an account's key may name an organization."""
        read_only = self.reads
        return Tool(
            name=self.name,
            title=self.operation.name,
            description=f"{self.operation.summary}\n\n{self.operation.method} {self.operation.path}",
            input_schema=self._schema(for_account=for_account),
            annotations=ToolAnnotations(
                title=self.operation.summary,
                read_only_hint=read_only,
                destructive_hint=False if read_only else self.operation.method in ("DELETE", "PUT", "PATCH"),
                idempotent_hint=True if read_only else self.operation.method in ("DELETE", "PUT"),
                open_world_hint=False,
            ),
        )

    def _parameters(self, place: str) -> list[Mapping[str, Any]]:
        return [each for each in self.described.get("parameters", ()) if each["in"] == place]

    @property
    def _words(self) -> dict[str, Mapping[str, Any]]:
        """Argument -> parameter of path or query: ``issue_date[gte]`` is called ``issue_date_gte``."""
        return {
            re.sub(r"\W+", "_", each["name"]).strip("_"): each
            for each in (*self._parameters("path"), *self._parameters("query"))
        }

    @property
    def _body(self) -> Mapping[str, Any] | None:
        """The schema of the JSON body; None where there is none, or where bytes are sent."""
        if self.operation.shape in (None, bytes):
            return None
        content: Mapping[str, Any] = self.described["requestBody"]["content"]
        schema: Mapping[str, Any] = next(iter(content.values()))["schema"]
        return schema

    def _schema(self, *, for_account: bool) -> dict[str, Any]:
        properties: dict[str, Any] = {}
        required = []
        for word, parameter in self._words.items():
            text = {"description": parameter["description"]} if parameter.get("description") else {}
            properties[word] = {**parameter["schema"], **text}
            if parameter.get("required"):
                required.append(word)
        if (body := self._body) is not None:
            properties["body"] = body
            if self.described["requestBody"]["required"]:
                required.append("body")
        if self.operation.shape is bytes:
            types = list(self.described["requestBody"]["content"])
            properties["content"] = {"type": "string", "description": "The document as text, such as XML."}
            properties["content_base64"] = {"type": "string", "description": "The document as base64, such as a PDF."}
            properties["content_type"] = {"type": "string", "enum": types, "default": types[0]}
        if self.operation.writes or self._answers_bytes:
            told = "Seconds to wait for background work, such as files and deliveries."
            properties["wait"] = {"type": "integer", "minimum": 0, "maximum": WAIT_SECONDS_MAX, "description": told}
        if self._answers_fields:
            told = "Only these fields of the answer, separated by commas: id,totals.amount_due. It keeps answers short."
            properties["fields"] = {"type": "string", "description": told}
        if self.operation.writes and not self.reads:
            told = "Send the same key again to repeat a call safely: it is carried out once."
            properties["idempotency_key"] = {"type": "string", "maxLength": 255, "description": told}
        if for_account and any(each["name"] == "Faktura-Organization" for each in self._parameters("header")):
            properties[_ORGANIZATION] = {"type": "string", "description": "The organization that is meant: org_…."}
        whole = {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
        return self._whole(whole)

    def _whole(self, schema: dict[str, Any]) -> dict[str, Any]:
        """A schema with the definitions that it needs."""
        found: dict[str, Any] = {}
        waiting = list(_references(schema))
        while waiting:
            name = waiting.pop()
            if name not in found:
                found[name] = self.schemas[name]
                waiting += _references(self.schemas[name])
        if not found:
            return schema
        definitions = {name: found[name] for name in sorted(found)}
        rebased: dict[str, Any] = json.loads(json.dumps({**schema, "$defs": definitions}).replace(_SCHEMAS, "#/$defs/"))
        return rebased

    @property
    def _answers_bytes(self) -> bool:
        return None in self.operation.answers.values() and self.operation.media_types[0] != "application/json"

    @property
    def _answers_fields(self) -> bool:
        return self.operation.method == "GET" and not self._answers_bytes and "fields" not in self._words

    def request(self, arguments: Mapping[str, Any]) -> Inner:
        """The request that arguments ask for.

        Raises:
            ArgumentsWrong: they name what there is not, or leave out what is needed.
        """
        words = self._words
        known = {*words, "body", "content", "content_base64", "content_type", *_OWN}
        if unknown := sorted(set(arguments) - known):
            raise ArgumentsWrong(f"There is no argument {', '.join(unknown)}; there are: {', '.join(sorted(known))}.")
        path = self.operation.path
        query: list[tuple[str, str]] = []
        for word, parameter in words.items():
            value = arguments.get(word)
            if value is None:
                if parameter.get("required"):
                    raise ArgumentsWrong(f"{word} is needed.")
                continue
            if parameter["in"] == "path":
                path = path.replace(f"{{{parameter['name']}}}", _segment(word, value))
            else:
                query += [(parameter["name"], _text(each)) for each in (value if isinstance(value, list) else [value])]
        if self._answers_fields and arguments.get("fields"):
            query.append(("fields", _text(arguments["fields"])))
        headers = self._headers(arguments)
        content, kind = self._content(arguments)
        if kind:
            headers["content-type"] = kind
        target = f"{path}?{urlencode(query)}" if query else path
        return Inner(self.operation.method, target, headers, content)

    def _headers(self, arguments: Mapping[str, Any]) -> dict[str, str]:
        headers = {"accept": ", ".join(self.operation.media_types)}
        if "application/json" in self.operation.media_types and None not in self.operation.answers.values():
            # Where there is JSON as well, it says more.
            headers["accept"] = "application/json"
        if wait := arguments.get("wait"):
            headers["prefer"] = f"wait={_text(wait)}"
        for word, header in (("idempotency_key", "idempotency-key"), (_ORGANIZATION, "faktura-organization")):
            if arguments.get(word):
                headers[header] = _line(word, arguments[word])
        return headers

    def _content(self, arguments: Mapping[str, Any]) -> tuple[bytes, str]:
        if self.operation.shape is None:
            return b"", ""
        if self.operation.shape is bytes:
            kind = _line("content_type", arguments.get("content_type") or "application/octet-stream")
            if encoded := arguments.get("content_base64"):
                try:
                    return base64.b64decode(_text(encoded), validate=True), kind
                except (binascii.Error, ValueError):
                    raise ArgumentsWrong("content_base64 is not base64.") from None
            return _text(arguments.get("content") or "").encode(), kind
        if arguments.get("body") is None:
            if self.operation.body_optional:
                return b"", ""
            raise ArgumentsWrong("body is needed.")
        kind = "application/merge-patch+json" if self.operation.merge_patch else "application/json"
        return json.dumps(arguments["body"]).encode(), kind


def _references(plain: Any) -> Iterator[str]:
    if isinstance(plain, Mapping):
        for name, value in plain.items():
            if name == "$ref" and isinstance(value, str):
                yield value.removeprefix(_SCHEMAS)
            else:
                yield from _references(value)
    elif isinstance(plain, list):
        for value in plain:
            yield from _references(value)


def _segment(word: str, value: Any) -> str:
    text = _text(value)
    # A slash or dots would lead to another operation.
    if not text or "/" in text or set(text) == {"."}:
        raise ArgumentsWrong(f"{word} is no id.")
    return quote(text, safe="")


def _line(word: str, value: Any) -> str:
    text = _text(value)
    if not text.isascii() or not text.isprintable():
        raise ArgumentsWrong(f"{word} has letters that can't be in it.")
    return text


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


def tools_of(operations: Iterable[Operation], described: Mapping[str, Any]) -> dict[str, OperationTool]:
    """A tool for each operation that a key is asked for, by name."""
    schemas = described["components"]["schemas"]
    made = [
        OperationTool(each, described["paths"][each.path][each.method.lower()], schemas)
        for each in operations
        if each.needs
    ]
    return {tool.name: tool for tool in made}
