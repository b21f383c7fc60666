"""Writes docs/reference/template-data.md: the data contract of templates, from its declaration."""

import json

from writing import REFERENCE, code, page, sentences, table

from faktura.sockets import Branding
from faktura.templates.contract import CONTRACT, entries, mail_parts, parts
from faktura.templates.sandbox.mail_work import FILTERS
from faktura.templates.trying import sample_data

PAGE = REFERENCE / "template-data.md"

HEAD = f"""\
# Data of templates

What a [template](../templates.md) finds: the data contract `{CONTRACT}`. This page is generated from the code by
`python docs/generate.py`; a test compares the two. `GET /v1/templates/contract` answers the same, with a sample.

Every key is always there. What a document doesn't say is null (`none` in Typst and Jinja), an empty text or an empty
list. New keys may come; those that are here keep their names and meanings as long as the contract has this number.
"""

MAIL = """\
## Mail

A mail's template finds all of this as `data`, and besides it `mail`. Filters that it may use: {filters}.
"""


def _name(shape: type) -> str:
    return shape.__name__.removesuffix("Data").lower()


def _part(shape: type) -> list[str]:
    rows = [(code(each.path), each.kind, each.meaning) for each in entries(shape)]
    return [f"### {_name(shape)}\n", f"{sentences(shape)}\n", *table(("key", "kind", "meaning"), rows)]


def render() -> str:
    """The whole page."""
    first, *rest = parts()
    rows = [(code(each.path), each.kind, each.meaning) for each in entries(first)]
    sample = {**sample_data(Branding()), "labels": "…", "payment": "…", "imprint": "…"}
    shown = {name: sample[name] for name in ("document", "totals") if name in sample}
    shown["lines"] = sample["lines"][:1]
    lines: list[str] = ["## The whole\n", *table(("key", "kind", "meaning"), rows), "## Parts\n"]
    for shape in rest:
        lines += _part(shape)
    lines.append(MAIL.format(filters=", ".join(map(code, FILTERS))))
    for shape in mail_parts():
        lines += _part(shape)
    lines += ["## Part of a sample\n", "```json", json.dumps(shown, ensure_ascii=False, indent=2), "```"]
    return page(HEAD, *lines)
