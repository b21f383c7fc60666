"""Every way in which a request can name a thing of somebody else, made from the operations themselves."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from faktura.api.app import OPERATIONS
from faktura.api.openapi import ID_PARAMETERS
from faktura.api.operation import Operation
from faktura.storage.ids import new_id, show_id

from .bodies import BODIES

_PARAMETER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request that names things: `where` says in which place the foreign one stands."""

    operation: Operation
    where: str
    address: str
    query: tuple[tuple[str, str], ...] = ()
    body: Any = None
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        return f"{self.operation.name} ({self.where})"


def nobodys(parameter: str) -> str:
    """An id of the right kind that nothing has."""
    return show_id(ID_PARAMETERS[parameter], new_id())


def names_of(operation: Operation) -> list[str]:
    """The path parameters that are ids."""
    return [name for name in _PARAMETER.findall(operation.path) if name in ID_PARAMETERS]


def _address(operation: Operation, things: Mapping[str, str]) -> str:
    def fill(found: re.Match[str]) -> str:
        name = found[1]
        return things.get(name) or {"kind": "pdf"}.get(name, "x")

    return _PARAMETER.sub(fill, operation.path)


def _bodies(operation: Operation, things: Mapping[str, str]) -> list[Any]:
    body = BODIES.get(operation.name)
    if body is None:
        return [{}] if operation.shape not in (None, bytes) else [None]
    return [body(things) if callable(body) else body]


def by_path(own: Mapping[str, str], foreign: Mapping[str, str]) -> Iterator[tuple[Attempt, Attempt]]:
    """For each path parameter: the request with the foreign id, and the same with an id that nothing has."""
    for operation in OPERATIONS:
        if operation.needs not in ("organization", "either"):
            continue
        for name in names_of(operation):
            if name not in foreign:
                raise AssertionError(f"Let population.populate() make a thing for {{{name}}} of {operation.path}.")
            for body in _bodies(operation, own):
                pair = [
                    Attempt(operation, f"path {name}", _address(operation, {**own, name: named}), body=body)
                    for named in (foreign[name], nobodys(name))
                ]
                yield pair[0], pair[1]
            if len(names_of(operation)) > 1:
                # The outer thing is the attacker's, or both are the victim's.
                for body in _bodies(operation, own):
                    ids = {each: foreign[each] for each in names_of(operation)}
                    none = {each: nobodys(each) for each in names_of(operation)}
                    yield (
                        Attempt(operation, "path, all", _address(operation, {**own, **ids}), body=body),
                        Attempt(operation, "path, all", _address(operation, {**own, **none}), body=body),
                    )


def by_query(
    own: Mapping[str, str], foreign: Mapping[str, str], mark: str, cursors: list[str]
) -> Iterator[tuple[Attempt, Attempt]]:
    """For each query parameter of a text: the victim's id, mark or cursor, and one that nobody has."""
    for operation in OPERATIONS:
        if operation.needs not in ("organization", "either") or operation.method != "GET":
            continue
        address = _address(operation, own)
        for parameter in operation.parameters:
            name, schema = parameter["name"], parameter["schema"]
            if schema.get("type") != "string" or "enum" in schema or schema.get("format"):
                continue
            named = [(foreign[name], nobodys(name))] if name in ID_PARAMETERS and name in foreign else []
            named += [(mark, "Q000000000000"), (f"ext-{mark}", "ext-Q000000000000")]
            if name == "cursor":
                continue
            for theirs, none in named:
                yield (
                    Attempt(operation, f"query {name}", address, ((name, theirs),)),
                    Attempt(operation, f"query {name}", address, ((name, none),)),
                )


def by_header(own: Mapping[str, str], foreign: Mapping[str, str]) -> Iterator[tuple[Attempt, Attempt]]:
    """For each operation: the victim named as the organization that is meant."""
    for operation in OPERATIONS:
        if operation.needs not in ("organization", "either"):
            continue
        for body in _bodies(operation, own):
            pair = [
                Attempt(
                    operation,
                    "header",
                    _address(operation, {**own, "organization": named}),
                    body=body,
                    headers=(("Faktura-Organization", named),),
                )
                for named in (foreign["organization"], nobodys("organization"))
            ]
            yield pair[0], pair[1]


REFERENCES = {
    "customer": "customer",
    "corrects": "invoice",
    "brand": "brand",
    "template": "template",
    "invoice": "invoice",
    "document": "invoice",
    "supplier": "supplier",
}
"""Fields of bodies that name a thing -> the parameter whose kind of id they take."""


def by_body(own: Mapping[str, str], foreign: Mapping[str, str]) -> Iterator[tuple[Attempt, Attempt]]:
    """For each body that is an object: the fields that name things, with the foreign id."""
    for operation in OPERATIONS:
        if operation.needs not in ("organization", "either") or operation.shape in (None, bytes):
            continue
        for body in _bodies(operation, own):
            if not isinstance(body, dict):
                continue
            for place, name in REFERENCES.items():
                if name not in foreign:
                    continue
                yield (
                    Attempt(
                        operation, f"body {place}", _address(operation, own), body=_with(body, place, foreign[name])
                    ),
                    Attempt(
                        operation, f"body {place}", _address(operation, own), body=_with(body, place, nobodys(name))
                    ),
                )


def _with(body: dict[str, Any], place: str, value: str) -> dict[str, Any]:
    """The body with a field set, in the documents of a batch as well."""
    if isinstance(body.get("documents"), list):
        return {**body, "documents": [{**each, place: value} for each in body["documents"]]}
    return {**body, place: value}
