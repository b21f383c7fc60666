"""Widths and heights that the texts of a page need, in points, reckoned before the typesetter starts.

The typesetter could find them by itself, by setting everything twice; that was half of its work. What can't be
reckoned (a text that breaks, a letter of another script) is left open as None, and measured by the typesetter.
The sizes of type stand here and in the template.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from faktura.formats.pdf.fonts import cap_height, text_width

_MILLIMETRE = 72 / 25.4
# Pairs of letters that stand further apart than usual add up to half a point in sixty letters at the most.
_TOLERANCE = 1.0

_TEXT_WIDTH = 165 * _MILLIMETRE
_POSITION_WIDTH = 9 * _MILLIMETRE
_POSITION_GAP = 1 * _MILLIMETRE
_COLUMN_GAP = 3.5 * _MILLIMETRE
_UNIT_WIDTH_MAX = 18 * _MILLIMETRE
_DESCRIPTION_WIDTH_WANTED = 55 * _MILLIMETRE
_DESCRIPTION_WIDTH_MIN = 25 * _MILLIMETRE
_DIGITS = (9.0, 7.5, 6.0, 5.0)
_NAME, _DESCRIPTION, _SMALL = 9.0, 8.5, 8.0
_LEADING = 3.96
_ABOVE, _BELOW, _BELOW_BEFORE_ENTRY, _ABOVE_ENTRY = (each * _MILLIMETRE for each in (2, 2, 0.4, 0.7))
_BELOW_HEAD = 1.6 * _MILLIMETRE
_ENTRY_INDENT = 3 * _MILLIMETRE

_BODY = 9.5
_SUMS_PADDING = 1.15 * _MILLIMETRE
_TOTALS_WIDTH = 82 * _MILLIMETRE
_BREAKDOWN_WIDTH_MAX = 77 * _MILLIMETRE
_BREAKDOWN_GAP = 6 * _MILLIMETRE
_BEFORE_SUMS = 4 * _MILLIMETRE
_DUE, _DUE_PADDING, _BEFORE_DUE = 13.0, 2.4 * _MILLIMETRE, 1.5 * _MILLIMETRE

_LETTERHEAD_HEIGHT = 33 * _MILLIMETRE
_LETTERHEAD_LINES_MAX = 8
_SENDER_WIDTH = 65 * _MILLIMETRE
_NAME_WIDTH = 92 * _MILLIMETRE

_ADDRESS_HEIGHT = 51 * _MILLIMETRE
_WINDOW_WIDTH = 80 * _MILLIMETRE
_WINDOW, _WINDOW_LINES_MAX = 10.5, 7
_META_WIDTH = 65 * _MILLIMETRE
_META_LABEL_MAX = 33 * _MILLIMETRE
_META_GAP = 4 * _MILLIMETRE
_META_LINES_MAX = 11
_PAYMENT_LABEL = 36 * _MILLIMETRE
# Between label and payment code.
_PAYMENT_VALUE = 88 * _MILLIMETRE

_FOOT = 7.2
_FOOT_COLUMN_GAP = 5 * _MILLIMETRE
_FOOT_LEADING = 0.42
_FOOT_HEIGHT_MAX = 42 * _MILLIMETRE
# Below the rule, above the number of the page, and a hair for letters that reach below their line.
_FOOT_GAPS = (1.6 + 1.8 + 1) * _MILLIMETRE


def _width(text: str, size: float, weight: str = "Regular") -> float:
    """The width of a text on one line; one with letters that are not measured is reckoned as one em a letter."""
    width = text_width(text, size, weight)
    return len(text) * size if width is None else width


def _widest(texts: Iterable[str], size: float, weight: str = "Regular") -> float:
    return max((_width(text, size, weight) for text in set(texts)), default=0.0)


def _fits(text: str, room: float, size: float, weight: str = "Regular") -> bool:
    """Whether a text certainly stands on one line; a line break is no letter that is measured."""
    width = text_width(text, size, weight)
    return width is not None and width + _TOLERANCE <= room


def _stack(sizes: Sequence[float]) -> float:
    """The height of lines one below the other, in the table."""
    return cap_height() * sum(sizes) + _LEADING * (len(sizes) - 1) if sizes else 0.0


def _column_widths(shown: Mapping[str, Any], digits: float) -> tuple[float, dict[str, float]]:
    """At a size of type: the width of units with the gap before them, and those of the columns of numbers.

    Each has the gap behind it, but the last one; and a hair more, so that no text is broken by a rounding.
    """
    rows, more, heads = shown["rows"], shown["document_rows"], shown["columns"]

    def column(head: str, *parts: tuple[Iterable[str], float]) -> float:
        return 0.1 + max(_width(head, _SMALL, "Semibold"), *(_widest(texts, size) for texts, size in parts))

    quantity = _widest((row["quantity"] for row in rows), digits)
    unit = min(_widest((row["unit"] for row in rows), digits), _UNIT_WIDTH_MAX)
    unit = max(unit + _COLUMN_GAP if unit else 0.0, _width(heads["quantity"], _SMALL, "Semibold") - quantity)
    amounts_of_entries = (entry["amount"] for row in rows for entry in row["entries"])
    return unit, {
        "quantity": quantity + unit + _COLUMN_GAP + 0.1,
        "price": _COLUMN_GAP
        + column(
            heads["unit_price"],
            ((row["price"] for row in rows), digits),
            ((row["price_base"] for row in rows), _SMALL),
            (amounts_of_entries, _SMALL),
        ),
        "vat": _COLUMN_GAP
        + column(heads["vat"], ((row["vat"] for row in rows), digits), ((row["vat"] for row in more), _NAME)),
        "amount": column(
            f"{heads['net_amount']} {shown['currency']}",
            ((row["amount"] for row in rows), digits),
            ((row["amount"] for row in more), _NAME),
        ),
    }


def _line(row: Mapping[str, Any], columns: Mapping[str, float], digits: float, *, squeezed: bool) -> dict[str, Any]:
    """How a line stands in its columns.

    ``unit_below``: its unit stands below the quantity. ``height``, and ``entries`` for what is below the line: with
    their padding, where nothing needs a second line. ``block``: the height of all together as one paragraph.
    ``gaps``: in such a paragraph, what is between position and name, unit and price, price and VAT, VAT and amount.
    """
    unit_below = squeezed or _width(row["unit"], digits) > _UNIT_WIDTH_MAX
    words = [
        (row["name"], _NAME, "Semibold"),
        (row["description"], _DESCRIPTION, "Regular"),
        *((detail, _SMALL, "Regular") for detail in row["details"]),
    ]
    words = [word for word in words if word[0]]
    position, *numbers = (
        text_width(row[name], size)
        for name, size in (("position", _NAME), ("price", digits), ("vat", digits), ("amount", digits))
    )
    gaps = None
    if position is not None and position <= _POSITION_WIDTH - _POSITION_GAP and None not in numbers and not unit_below:
        room = (columns["price"], columns["vat"], columns["amount"] + _COLUMN_GAP)
        gaps = [_POSITION_WIDTH - position, *(width - (text or 0) for width, text in zip(room, numbers, strict=True))]
    entries, height = row["entries"], None
    room_for_words = columns["description"] - _COLUMN_GAP
    sizes = [size for _, size, _ in words] or [_NAME]
    if row["price_base"] and len(sizes) == 1:
        sizes.append(_SMALL)
    if gaps and all(_fits(text, room_for_words, size, weight) for text, size, weight in words):
        height = _ABOVE + _stack(sizes) + (_BELOW_BEFORE_ENTRY if entries else _BELOW)
    room_for_entry = columns["description"] + columns["quantity"] - _ENTRY_INDENT - _COLUMN_GAP
    heights_of_entries = [
        _ABOVE_ENTRY + cap_height() * _SMALL + (_BELOW if entry is entries[-1] else _BELOW_BEFORE_ENTRY)
        if _fits(entry["text"], room_for_entry, _SMALL)
        else None
        for entry in entries
    ]
    is_one_paragraph = height is not None and None not in heights_of_entries
    return {
        "unit_below": unit_below,
        "height": height,
        "entries": heights_of_entries,
        "block": _ABOVE + _stack([*sizes, *(_SMALL for _ in entries)]) + _BELOW if is_one_paragraph else None,
        "gaps": gaps,
    }


def _lines_table(shown: Mapping[str, Any]) -> dict[str, Any]:
    """The size of the digits, the widths of the columns, and how each line stands in them."""
    heads, room = shown["columns"], _TEXT_WIDTH - _POSITION_WIDTH
    for digits in _DIGITS:
        unit, columns = _column_widths(shown, digits)
        if sum(columns.values()) <= room - _DESCRIPTION_WIDTH_WANTED:
            break
    # Numbers that are too long even so are broken.
    share = min(1.0, (room - _DESCRIPTION_WIDTH_MIN) / sum(columns.values()))
    numbers = {name: width * share for name, width in columns.items()}
    columns = {"position": _POSITION_WIDTH, "description": room - sum(numbers.values()), **numbers}
    flat_head = all(
        _fits(heads[name], columns[name] - gap, _SMALL, "Semibold")
        for name, gap in (("position", _POSITION_GAP), ("description", _COLUMN_GAP))
    )
    return {
        "digits": digits,
        "unit": unit if share == 1 else 0.0,
        "columns": list(columns.values()),
        "head": cap_height() * _SMALL + _BELOW_HEAD if flat_head and share == 1 else None,
        "rows": [_line(row, columns, digits, squeezed=share < 1) for row in shown["rows"]],
    }


def _sums(shown: Mapping[str, Any]) -> dict[str, Any]:
    """The breakdown's columns and heights of rows, and the height of breakdown and totals side by side."""
    breakdown, totals, due = shown["breakdown"], shown["totals"], shown["due"]
    columns = [
        _BREAKDOWN_GAP * (name != "rate")
        + 0.1
        + max(_width(breakdown[name], _SMALL), _widest((row[name] for row in breakdown["rows"]), _DESCRIPTION))
        for name in ("rate", "taxable", "tax")
    ]
    head, row = (cap_height() * size + 2 * _SUMS_PADDING for size in (_SMALL, _DESCRIPTION))
    flat = sum(columns) <= _BREAKDOWN_WIDTH_MAX and all(
        _fits(f"{entry['label']} {entry['amount']}", _TOTALS_WIDTH, _BODY, "Semibold") for entry in totals
    )
    height = None
    if flat and breakdown["beside"]:
        left = head + row * len(breakdown["rows"])
        right = (cap_height() * _BODY + 2 * _SUMS_PADDING) * len(totals)
        if due:
            flat = _fits(f"{due['label']}{due['amount']}", _TOTALS_WIDTH, _DUE, "Semibold")
            right += _BEFORE_DUE + cap_height() * _DUE + 2 * _DUE_PADDING
        height = max(left, right) + _BEFORE_SUMS if flat else None
    return {
        "columns": columns if flat else None,
        "head": head if flat else None,
        "row": row if flat else None,
        "height": height,
    }


def _facts(pairs: Sequence[Mapping[str, str]], width: float, room: float, size: float) -> dict[str, Any]:
    """The width of the labels, and whether each label and each value is short enough for one line."""
    flat = all(_fits(pair["label"], width + _TOLERANCE, size) and _fits(pair["value"], room, size) for pair in pairs)
    return {"width": width, "flat": flat}


def _address_height(shown: Mapping[str, Any], *, flat_meta: bool) -> float | None:
    flat = (
        flat_meta
        and len(shown["meta"]) <= _META_LINES_MAX
        and len(shown["window"]) <= _WINDOW_LINES_MAX
        and all(_fits(line, _WINDOW_WIDTH, _WINDOW) for line in shown["window"])
    )
    return _ADDRESS_HEIGHT if flat else None


def _letterhead_height(head: Mapping[str, Any]) -> float | None:
    lines = [*head["lines"], *head["contact"]]
    flat = len(lines) <= _LETTERHEAD_LINES_MAX and all(_fits(line, _SENDER_WIDTH, 8.5) for line in lines)
    return _LETTERHEAD_HEIGHT if flat and _fits(head["name"], _SENDER_WIDTH, 9.5, "Semibold") else None


def _foot_height(foot: Mapping[str, Any]) -> float | None:
    """The height of the foot, where no entry of its columns needs two lines and the seller adds nothing."""
    columns = foot["columns"]
    room = (_TEXT_WIDTH - _FOOT_COLUMN_GAP * (len(columns) - 1)) / max(len(columns), 1)
    # The first entry of all is the name, in bold.
    entries = [(entry, "Regular") for column in columns for entry in column]
    entries[:1] = [(entry, "Semibold") for entry, _ in entries[:1]]
    if foot["own"] or not all(_fits(entry, room, _FOOT, weight) for entry, weight in entries):
        return None
    lines = max(map(len, columns), default=0)
    height = _FOOT * (cap_height() * (lines + 1) + _FOOT_LEADING * max(lines - 1, 0)) + _FOOT_GAPS
    return height if height <= _FOOT_HEIGHT_MAX else None


def measure(shown: Mapping[str, Any]) -> dict[str, Any]:
    """All that the template wants to know about the texts of a page (see `faktura.formats.pdf.page`)."""
    payment = shown["payment"]
    sums = _sums(shown)
    label_width = min(_META_LABEL_MAX, _widest((fact["label"] for fact in shown["meta"]), _NAME))
    meta = _facts(shown["meta"], label_width, _META_WIDTH - _META_GAP - label_width, _NAME)
    return {
        "lines": {**_lines_table(shown), "sums": sums["height"]},
        "sums": sums,
        "letterhead": _letterhead_height(shown["head"]),
        "meta": {**meta, "height": _address_height(shown, flat_meta=meta["flat"])},
        "payment": payment and _facts(payment["rows"], _PAYMENT_LABEL, _PAYMENT_VALUE, _BODY),
        "foot": _foot_height(shown["foot"]),
    }
