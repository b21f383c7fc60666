"""Writes docs/reference/specifications.md and official-rules.md from the specifications that are plugged in."""

import functools
import importlib
import pkgutil
from collections.abc import Iterator, Mapping

from writing import REFERENCE, code, page, table

from faktura import specifications as rooms
from faktura.checks import Book, RuleText, Severity
from faktura.registry import editions
from faktura.sockets import Specification

PAGE = REFERENCE / "specifications.md"
RULES = REFERENCE / "official-rules.md"

HEAD = """\
# Specifications

What `faktura check` and `POST /v1/check` hold a document against, as it was written. The rules of each syntax are
our own code; their verdict is compared with the official artefact's, rule for rule, on foreign documents and on
mutated ones (`make conformance`). Where we knowingly differ is told in [Disagreements](disagreements.md). This page is
generated from the source by `python docs/generate.py`; a test compares the two.

A document is held against the version in force on its day of issue. Not checked by anybody here: whether the elements
stand in the order of the XML schema. `faktura convert` tells that while reading.
"""

RULES_HEAD = """\
# Official rules on UBL and CII

The rules of each artefact, in our own words, without the hundreds that only say that an element or attribute is not
used (UBL-CR, UBL-DT, CII-SR, CII-DT, FX-SCH, DT-CIUS-PT: their findings name the element), and without those of the
core that a specification takes over as they are. Rules with a pointer into our JSON are on [Rules](rules.md). This page
is generated from the source by `python docs/generate.py`; a test compares the two.
"""
_UNIFORM = ("UBL-CR-", "UBL-DT-", "CII-SR-", "CII-DT-", "FX-SCH-", "DT-CIUS-PT-")


def _specifications() -> Iterator[Specification]:
    for name in sorted(editions()):
        yield from editions()[name]


@functools.cache
def _left_out() -> Mapping[str, Mapping[str, str]]:
    """Package of a specification -> rules that are not checked, with the reasons, of it and of its syntaxes."""
    found: dict[str, dict[str, str]] = {}
    for module in pkgutil.walk_packages(rooms.__path__, f"{rooms.__name__}."):
        folder = module.name.removeprefix(f"{rooms.__name__}.").partition(".")[0]
        reasons: Mapping[str, str] = getattr(importlib.import_module(module.name), "NOT_CHECKED", {})
        found.setdefault(folder, {}).update(reasons)
    return found


def _told(book: Book) -> list[RuleText]:
    return [text for rule, text in book.catalogue().items() if rule not in book.silent]


def _row(spec: Specification) -> tuple[str, ...]:
    counts = []
    for syntax, books in sorted(spec.books.items()):
        texts = {text.id: text for book in books for text in _told(book)}
        fatal = sum(text.severity is Severity.FATAL for text in texts.values())
        counts.append(f"{syntax.upper()}: {len(texts)} ({fatal} fatal)")
    since = spec.since.isoformat() + (" (unverified)" if "since" in spec.unverified else "")
    return code(spec.name), f"{spec.title} {spec.version}", since, "; ".join(counts), spec.source


def render() -> str:
    """The page of specifications."""
    header = ("name", "specification", "in force since", "rules known by syntax", "source")
    lines = list(table(header, [_row(spec) for spec in _specifications() if spec.books]))
    for folder, reasons in sorted(_left_out().items()):
        if reasons:
            lines.append(f"## Left out: {folder.replace('_', '-')}\n")
            lines += table(("rule", "why it is not checked"), [(code(rule), why) for rule, why in reasons.items()])
    return page(HEAD, *lines)


def render_rules() -> str:
    """The page of rules."""
    books: dict[str, Book] = {}
    for spec in _specifications():
        for each in spec.books.values():
            for book in each:
                books.setdefault(book.name, book)
    lines = []
    core = {text.id: text for name in ("en16931-ubl", "en16931-cii") for text in books[name].catalogue().values()}
    for name, book in sorted(books.items()):
        rows = [
            (code(text.id), text.severity.value, ", ".join(text.terms), text.message)
            for text in book.catalogue().values()
            if not text.id.startswith(_UNIFORM) and (name.startswith("en16931") or core.get(text.id) != text)
        ]
        lines += [f"## {name}\n", f"Version {book.version}. {book.source}\n"]
        lines += table(("rule", "severity", "terms", "what must hold"), rows)
    return page(RULES_HEAD, *lines)
