"""What of an answer is shown: ``expand[]`` puts things in place of their ids, ``fields`` leaves out the rest."""

import typing
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any
from uuid import UUID

from starlette.requests import Request

from faktura.api.answers import Answer
from faktura.api.document_answers import summary_of
from faktura.api.paging import problem
from faktura.checks import Finding, Severity
from faktura.customers.read import customers_of
from faktura.invoices.read import list_summaries
from faktura.storage.ids import read_id, show_id
from faktura.storage.unit import Unit

EXPAND, FIELDS = ("expand[]", "expand"), "fields"
FIELDS_MAX = 100

_Load = Callable[[Unit, Sequence[UUID]], Awaitable[dict[str, Any]]]


async def _customers(unit: Unit, ids: Sequence[UUID]) -> dict[str, Any]:
    return {show_id("cus", each.id): each.to_plain() for each in await customers_of(unit, ids)}


async def _documents(unit: Unit, ids: Sequence[UUID]) -> dict[str, Any]:
    return {show_id("inv", row["id"]): summary_of(row, "issued") for row in await list_summaries(unit, ids)}


_EXPANSIONS: Mapping[str, tuple[str, _Load]] = {
    "customer": ("cus", _customers),
    "invoice": ("inv", _documents),
    "corrects": ("inv", _documents),
    "corrected_by": ("inv", _documents),
    "source": ("inv", _documents),
}


@dataclass(frozen=True, slots=True)
class Shaping:
    """What a request asks for: names of fields to expand, and paths of fields to show (none: all)."""

    expand: tuple[str, ...] = ()
    fields: tuple[tuple[str, ...], ...] = ()


def _refuse(pointer: str, message: str, code: str) -> Finding:
    return Finding(rule=code, severity=Severity.FATAL, message=message, pointer=pointer)


def _known_fields(shape: Any) -> list[str]:
    """The names of a shape's fields; of a list those of what stands in it; none where they are not fixed."""
    if not is_dataclass(shape):
        return []
    hints = typing.get_type_hints(shape)
    if "data" in hints and "has_more" in hints:
        return _known_fields(next(iter(typing.get_args(hints["data"])), None))
    return [field.name for field in fields(shape)]


def read_shaping(request: Request, expands: Sequence[str], shape: Any) -> Shaping:
    """Read ``expand[]=customer`` and ``fields=id,totals.amount_due``.

    Raises:
        Problem: 422 with everything that is unknown.
    """
    if not request.url.query:
        return Shaping()
    wrong = []
    expand = tuple(value for name in EXPAND for value in request.query_params.getlist(name))
    for name in expand:
        if name not in expands:
            known = ", ".join(expands) or "nothing"
            wrong.append(_refuse("/expand[]", f"{name} can't be expanded here; {known} can.", "expand_unknown"))
    named = [part for value in request.query_params.getlist(FIELDS) for part in value.split(",") if part]
    if len(named) > FIELDS_MAX:
        wrong.append(_refuse("/fields", f"At most {FIELDS_MAX} fields are taken.", "fields_too_many"))
    known_fields = _known_fields(shape)
    wrong += [
        _refuse("/fields", f"There is no field {part}; there are: {', '.join(known_fields)}.", "field_unknown")
        for part in named
        if known_fields and part.split(".")[0] not in known_fields
    ]
    if wrong:
        raise problem(wrong)
    return Shaping(tuple(dict.fromkeys(expand)), tuple(tuple(part.split(".")) for part in named))


async def shaped(answer: Answer, shaping: Shaping, unit: Unit) -> Answer:
    """The answer as it was asked for."""
    body = answer.body
    if not isinstance(body, dict) or not (shaping.expand or shaping.fields):
        return answer
    is_list = isinstance(body.get("data"), list) and "has_more" in body
    shown: list[dict[str, Any]] = list(body["data"]) if is_list else [body]
    for name in shaping.expand:
        shown = await _expanded(unit, shown, name)
    if shaping.fields:
        shown = [_only(each, shaping.fields) for each in shown]
    return replace(answer, body={**body, "data": shown} if is_list else shown[0])


async def _expanded(unit: Unit, shown: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    prefix, load = _EXPANSIONS[name]
    named = [text for each in shown for text in _ids(each.get(name))]
    ids = {found for text in named if (found := read_id(prefix, text)) is not None}
    loaded = await load(unit, sorted(ids)) if ids else {}

    def put(value: Any) -> Any:
        if isinstance(value, list):
            return [loaded.get(each, each) for each in value]
        return loaded.get(value, value) if isinstance(value, str) else value

    return [{**each, name: put(each[name])} if name in each else each for each in shown]


def _ids(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _only(plain: Any, paths: Sequence[tuple[str, ...]]) -> Any:
    """The part of an object that some paths name; a path goes through lists to what stands in them."""
    if isinstance(plain, list):
        return [_only(each, paths) for each in plain]
    if not isinstance(plain, dict):
        return plain
    heads = dict.fromkeys(path[0] for path in paths)
    kept = {}
    for head in heads:
        if head in plain:
            rest = [path[1:] for path in paths if path[0] == head]
            kept[head] = plain[head] if () in rest else _only(plain[head], rest)
    return kept
