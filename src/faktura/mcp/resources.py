"""Resources: what can be read under an address of its own, ``faktura://invoices/inv_…/pdf``. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlencode

from mcp_types import Resource, ResourceTemplate

from faktura.mcp.tools import Inner, OperationTool

SCHEME = "faktura://"
_PREFIX = "/v1/"


def _is_readable(tool: OperationTool) -> bool:
    """A reading of one thing: its path names what, and nothing else must be said."""
    operation = tool.operation
    needed = any(each["in"] == "query" and each.get("required") for each in tool.described.get("parameters", ()))
    return operation.method == "GET" and "{" in operation.path and operation.path.startswith(_PREFIX) and not needed


@dataclass(frozen=True, slots=True)
class Address:
    """A kind of resource: the operation that reads it, and how its addresses look."""

    tool: OperationTool

    @property
    def template(self) -> str:
        """The address as a URI template (RFC 6570)."""
        path = self.tool.operation.path.removeprefix(_PREFIX)
        words = [each["name"] for each in self.tool.described.get("parameters", ()) if each["in"] == "query"]
        plain = [word for word in words if re.fullmatch(r"\w+", word)]
        return f"{SCHEME}{path}" + (f"{{?{','.join(plain)}}}" if plain else "")

    def show(self) -> ResourceTemplate:
        """The template as it is listed."""
        operation = self.tool.operation
        kinds = operation.media_types
        return ResourceTemplate(
            name=operation.name,
            title=operation.summary,
            description=operation.summary,
            uri_template=self.template,
            mime_type=kinds[0] if len(kinds) == 1 else None,
        )

    def request(self, uri: str) -> Inner | None:
        """The request that reads an address; None when it is of another kind."""
        path, _, query = uri.removeprefix(SCHEME).partition("?")
        pattern = re.sub(r"\\\{\w+\\\}", "([^/]+)", re.escape(self.tool.operation.path.removeprefix(_PREFIX)))
        found = re.fullmatch(pattern, path)
        if found is None:
            return None
        # A dot segment would lead elsewhere.
        if any(set(unquote(each)) <= {"."} or "/" in unquote(each) for each in found.groups()):
            return None
        target = _PREFIX + path + (f"?{query}" if query else "")
        return Inner("GET", target, {"accept": ", ".join(self.tool.operation.media_types)})


def addresses_of(tools: Iterable[OperationTool]) -> tuple[Address, ...]:
    """Every kind of resource; those that name more in their path itself go first."""
    found = [Address(tool) for tool in tools if _is_readable(tool)]
    return tuple(sorted(found, key=lambda each: each.template.count("{")))


def documents_request(cursor: str | None, limit: int) -> Inner:
    """The list of issued documents, whose files are listed as resources."""
    query = {"status": "issued", "limit": str(limit), **({"cursor": cursor} if cursor else {})}
    return Inner("GET", f"/v1/invoices?{urlencode(query)}", {"accept": "application/json"})


def files_of(document: Mapping[str, Any]) -> list[Resource]:
    """The PDF and the XML of an issued document, as they are listed."""
    title = " ".join(str(document[name]) for name in ("document_type", "number", "buyer_name") if document.get(name))
    address = f"{SCHEME}invoices/{quote(str(document['id']), safe='')}"
    return [
        Resource(
            name=f"{document['number']}.{kind}",
            title=f"{title} ({kind.upper()})",
            uri=f"{address}/{kind}",
            mime_type=f"application/{kind}",
        )
        for kind in ("pdf", "xml")
    ]
