"""Number patterns: ``{yyyy}-{n:5}`` gives 2026-00001. Pure.

A pattern is free text with ``{yyyy}``, ``{yy}``, ``{mm}`` (of the issue date) and exactly one ``{n}`` or ``{n:W}``
(the running number, padded with zeros to W digits, 1 to 12). The letters are those that every format and every
national platform takes: letters, digits, ``-``, ``/``, ``.``, ``_`` and, inside, blanks.
"""

import re
from dataclasses import dataclass
from datetime import date

from faktura.checks import Finding
from faktura.organizations.checks import finding
from faktura.sockets import NumberRules

PATTERN_LENGTH_MAX = 50
_TOKEN = re.compile(r"\{(yyyy|yy|mm|n(?::([1-9]|1[0-2]))?)\}")
_FREE_TEXT = re.compile(r"[A-Za-z0-9\-/._ ]*")
RESTARTS = ("never", "yearly", "monthly")


@dataclass(frozen=True, slots=True)
class NumberForm:
    """A pattern for one issue date: `prefix` + running number with at least `width` digits + `suffix`."""

    prefix: str
    width: int
    suffix: str


def check_pattern(pattern: str, restart: str) -> list[Finding]:
    """Everything that is wrong with a pattern and its restart."""
    wrong = []
    free = _TOKEN.sub("", pattern)
    if not _FREE_TEXT.fullmatch(free) or pattern != pattern.strip() or len(pattern) > PATTERN_LENGTH_MAX:
        wrong.append(
            finding(
                "pattern_invalid",
                "/pattern",
                f"Use letters, digits, - / . _ and {{yyyy}}, {{yy}}, {{mm}}, {{n}} or {{n:5}}; at most "
                f"{PATTERN_LENGTH_MAX} characters.",
            )
        )
    tokens = [found.group(1) for found in _TOKEN.finditer(pattern)]
    if sum(token.startswith("n") for token in tokens) != 1:
        wrong.append(finding("pattern_without_number", "/pattern", "The running number {n} must stand exactly once."))
    if restart not in RESTARTS:
        wrong.append(finding("restart_unknown", "/restart", f"Send one of: {', '.join(RESTARTS)}."))
    # A series that starts again must show the period, or its numbers would come twice.
    has_year = "yyyy" in tokens or "yy" in tokens
    if (restart == "yearly" and not has_year) or (restart == "monthly" and not (has_year and "mm" in tokens)):
        wrong.append(
            finding(
                "pattern_repeats",
                "/pattern",
                f"A series that restarts {restart} must show the year{' and the month' if restart == 'monthly' else ''}"
                " in its pattern, or its numbers would repeat.",
            )
        )
    return wrong


def check_against(rules: NumberRules, pattern: str) -> list[Finding]:
    """What a country's rules say of the numbers that a pattern makes: their length, and their form."""
    # Any date and a running number of the usual length show the form.
    number = show_number(form_on(pattern, date(2026, 12, 31)), 1)
    wrong = []
    if len(number) > rules.length_max:
        message = f"Numbers such as {number} are longer than the {rules.length_max} characters that {rules.law} allows."
        wrong.append(finding("number_too_long", "/pattern", message))
    if rules.pattern and not re.fullmatch(rules.pattern, number):
        message = f"Numbers such as {number} have not the form that the law asks for: {rules.law}."
        wrong.append(finding("number_form_wrong", "/pattern", message))
    return wrong


def period_of(restart: str, day: date) -> str:
    """The period whose counter numbers a document of that day: ``2026``, ``2026-11`` or nothing."""
    if restart == "yearly":
        return f"{day.year:04}"
    if restart == "monthly":
        return f"{day.year:04}-{day.month:02}"
    return ""


def period_shown(pattern: str, restart: str, day: date) -> str:
    """The period inside which a number is unique: none where it shows the year or never restarts.

    Only a country's own default may restart without showing the year (Croatia counts from 1 each year).
    """
    shows_year = "{yyyy}" in pattern or "{yy}" in pattern
    return "" if shows_year else period_of(restart, day)


def form_on(pattern: str, day: date) -> NumberForm:
    """The pattern with the date filled in."""
    width = 1
    parts = ["", ""]
    place = position = 0
    for found in _TOKEN.finditer(pattern):
        parts[place] += pattern[position : found.start()]
        position = found.end()
        token = found.group(1)
        if token.startswith("n"):
            width = int(found.group(2) or 1)
            place = 1
        else:
            parts[place] += {"yyyy": f"{day.year:04}", "yy": f"{day.year % 100:02}", "mm": f"{day.month:02}"}[token]
    parts[place] += pattern[position:]
    return NumberForm(parts[0], width, parts[1])


def show_number(form: NumberForm, sequence: int) -> str:
    """The number as it is printed."""
    return f"{form.prefix}{sequence:0{form.width}}{form.suffix}"
