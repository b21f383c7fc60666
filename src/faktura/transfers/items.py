"""Rows put together to things: a row is a customer or a payment; rows with one key are a document. Pure, but for the
file that is read."""

import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
from pydantic_core import from_json

from faktura.checks import Finding, Severity
from faktura.transfers.cells import Cell, value_of
from faktura.transfers.columns import FACTS, NOT_TAKEN, Column, columns_of, key_place, kind_at, steps_of
from faktura.transfers.errors import FileUnreadable
from faktura.transfers.limits import CELL_LENGTH_MAX, LINE_BYTES_MAX, ROWS_MAX
from faktura.transfers.schemas import ImportOptions
from faktura.transfers.tables import Table, is_empty, open_table, text_of, too_long

_SOMETHING_ELSE = "something else"
_PAYMENT_KINDS_REFUSED = frozenset({"reversal", "credit"})


@dataclass(slots=True)
class Item:
    """One thing to write. `lines`: the lines of the file that it comes from; `starts`: for each of them the place of
    the first line of the document that stands there; `wrong`: why it can't even be tried."""

    lines: list[int]
    starts: list[int]
    content: dict[str, Any]
    wrong: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds: its columns (none of JSON lines), its things, and how it turned out to be written."""

    columns: list[Column]
    items: Iterator[Item]
    encoding: str = ""
    delimiter: str = ""


def read_items(path: Path, kind: str, form: str, options: ImportOptions) -> Contents:
    """A file's things, one after the other.

    Raises:
        FileUnreadable: here, or while the items are taken.
    """
    if form == "jsonl":
        text, encoding = text_of(path, options)
        return Contents([], _once(kind, _json_items(text, kind)), encoding)
    table = open_table(path, form, options)
    columns = columns_of(kind, table.headings, options.mapping or {}, options.group_by)
    if options.group_by is not None and options.group_by not in table.headings:
        raise FileUnreadable(f"There is no column {options.group_by!r} to group by.")
    if not any(column.use == "taken" for column in columns):
        raise FileUnreadable(
            f"No heading of the table is a field of {kind}: {', '.join(table.headings[:20])}. Use the headings of the "
            "template, or send a mapping."
        )
    items = _table_items(table, columns, kind, options)
    return Contents(columns, _once(kind, items), table.encoding, table.delimiter)


def told(rule: str, message: str, line: int, column: str = "") -> dict[str, Any]:
    """Something wrong with a row, as it stands in the report."""
    found = Finding(rule=rule, severity=Severity.FATAL, message=message).to_plain()
    return {**found, "line": line, "column": column}


def _once(kind: str, items: Iterator[Item]) -> Iterator[Item]:
    """The items, those refused that repeat an external id of the file."""
    seen: dict[str, int] = {}
    for item in items:
        external_id = item.content.get("external_id")
        if isinstance(external_id, str):
            if external_id in seen:
                message = f"The external id {external_id} stands in line {seen[external_id]} already."
                if kind == "invoices":
                    message += " Rows of one document must follow each other."
                item.wrong.append(told("external_id_repeated", message, item.lines[0], "external_id"))
            else:
                seen[external_id] = item.lines[0]
        yield item


def _table_items(table: Table, columns: Sequence[Column], kind: str, options: ImportOptions) -> Iterator[Item]:
    grouped = key_place(columns, options.group_by) if kind == "invoices" else None
    current: Item | None = None
    key: str | None = None
    closed: dict[str, int] = {}
    rows = 0
    for line, cells in table.rows:
        if is_empty(cells):
            continue
        rows += 1
        if rows > ROWS_MAX:
            raise FileUnreadable(f"The file has more than {ROWS_MAX:,} rows. Send several files.")
        this = _key(cells, grouped)
        if current is None or this is None or this != key:
            if current is not None:
                yield current
            if key is not None:
                closed[key] = line
            current, key = Item([line], [0], {}), this
            if this is not None and this in closed:
                message = f"Rows of {this} stand further up as well; rows of one document must follow each other."
                current.wrong.append(told("rows_apart", message, line, columns[grouped or 0].heading))
            _add(current, line, cells, columns, options, kind)
        else:
            current.lines.append(line)
            current.starts.append(len(current.content.get("lines", ())))
            _add(current, line, cells, columns, options, kind)
    if current is not None:
        yield current


def _key(cells: list[Cell], place: int | None) -> str | None:
    if place is None or place >= len(cells):
        return None
    value = value_of(cells[place], "text")
    return value if isinstance(value, str) else None


def _add(
    item: Item, line: int, cells: list[Cell], columns: Sequence[Column], options: ImportOptions, kind: str
) -> None:
    """Put a row's cells into the item."""
    long = too_long(cells)
    if long is not None:
        heading = columns[long].heading if long < len(columns) else ""
        item.wrong.append(
            told("cell_too_long", f"A cell may have at most {CELL_LENGTH_MAX} characters.", line, heading)
        )
        return
    if not is_empty(cells[len(columns) :]):
        item.wrong.append(told("row_too_wide", "The row has more cells than there are headings.", line))
    start = item.starts[-1]
    added: dict[int, Any] = {}
    for column, cell in zip(columns, cells, strict=False):
        if column.use == "fact" and column.path == "kind" and kind == "payments" and cell in _PAYMENT_KINDS_REFUSED:
            item.wrong.append(_no_payment(line, column.heading))
        if column.use != "taken" or column.path is None:
            continue
        value_kind = kind_at(kind, column.path)
        assert value_kind is not None
        value = value_of(cell, value_kind, decimal=options.decimal, date_format=options.date_format)
        if value is None:
            continue
        steps = steps_of(column.path)
        if steps[0] == "lines" and isinstance(steps[1], int):
            _put(added.setdefault(steps[1], {}), steps[2:], value)
        elif (before := _put(item.content, steps, value)) is not None and before != value:
            message = f"Rows of one document disagree: {before!r} above, {value!r} here."
            item.wrong.append(told("rows_disagree", message, line, column.heading))
    if added:
        lines = item.content.setdefault("lines", [])
        lines += [added[place] for place in sorted(added)]
        assert len(lines) > start


def _put(plain: dict[str, Any], steps: Sequence[str | int], value: Any) -> Any:
    """Put a value at a path, unless something stands there already, which is then the answer."""
    here: Any = plain
    for step, after in itertools.pairwise(steps):
        here = _enter(here, step, [] if isinstance(after, int) else {})
        if here is None:
            return _SOMETHING_ELSE
    last = steps[-1]
    if not isinstance(here, dict):
        return _SOMETHING_ELSE
    if last in here:
        return here[last]
    here[last] = value
    return None


def _enter(here: Any, step: str | int, empty: Any) -> Any:
    if isinstance(here, list) and isinstance(step, int):
        while len(here) <= step:
            here.append(type(empty)())
        return here[step]
    if isinstance(here, dict) and isinstance(step, str):
        inner = here.setdefault(step, empty)
        return inner if isinstance(inner, type(empty)) else None
    return None


def _no_payment(line: int, column: str) -> dict[str, Any]:
    return told(
        "payment_kind_not_taken", "Only payments come in; reverse one, or issue a credit note, here.", line, column
    )


def _json_items(text: str, kind: str) -> Iterator[Item]:
    rows = 0
    for line, content in enumerate(text.split("\n"), 1):
        if not content.strip():
            continue
        rows += 1
        if rows > ROWS_MAX:
            raise FileUnreadable(f"The file has more than {ROWS_MAX:,} rows. Send several files.")
        yield _json_item(line, content, kind)


def _json_item(line: int, content: str, kind: str) -> Item:
    raw = content.encode("utf-8", "surrogatepass")
    if len(raw) > LINE_BYTES_MAX:
        wrong = told("line_too_long", f"A line may have at most {LINE_BYTES_MAX} bytes.", line)
        return Item([line], [0], {}, [wrong])
    try:
        from_json(raw, allow_inf_nan=False)
        plain = json.loads(raw, parse_float=orjson.Fragment, parse_int=_integer)
    except ValueError as error:
        return Item([line], [0], {}, [told("line_unreadable", f"The line is no JSON: {error}.", line)])
    if not isinstance(plain, dict):
        return Item([line], [0], {}, [told("object_expected", "Each line must hold an object.", line)])
    item = Item([line], [0], {name: value for name, value in plain.items() if name not in FACTS[kind]})
    item.wrong += [
        told("field_not_taken", f"{name} is not taken here: say for the whole import whether it issues.", line, name)
        for name in sorted(NOT_TAKEN & item.content.keys())
        if item.content[name]
    ]
    for name in NOT_TAKEN:
        item.content.pop(name, None)
    if kind == "payments" and plain.get("kind") in _PAYMENT_KINDS_REFUSED:
        item.wrong.append(_no_payment(line, "kind"))
    return item


def _integer(literal: str) -> Any:
    """A whole number as it was written; small ones may be meant as such."""
    return int(literal) if len(literal) < 10 else orjson.Fragment(literal)
