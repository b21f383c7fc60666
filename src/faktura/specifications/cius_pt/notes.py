"""DT-CIUS-PT-020: notes that carry data, each a text between marks such as ``#CALCULATIONRATE#1.25#``.

Notes of one payment or one withheld tax have the same number of three digits: ``#ENTITY@ATMPAYMENT-001#12345#``.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from faktura.checks import Breaches, RuleText, Severity
from faktura.checks.places import Places
from faktura.source import Document, spaced, value
from faktura.specifications.cius_pt.codes import CURRENCIES
from faktura.specifications.cius_pt.edition import EXEMPTION_CODE, EXEMPTION_TEXT
from faktura.specifications.cius_pt.formats import is_text
from faktura.specifications.cius_pt.places import add_below_root

_NOTE_MAX = 500
_RULE = "DT-CIUS-PT-020_"
_RATE = re.compile(r"[0-9]{1,9}\.[0-9]{2,5}")
_PROPERTY = re.compile("#ADDITIONALPROPERTY#([^\n\r]{1,50})#([^\n\r]{1,50})#")
_AMOUNT = re.compile("[0-9]{1,13}[^\n\r][0-9]{2}")
_PRECEDING = "#ID@INVOICEDOCUMENTREFERENCE@BILLINGREFERENCE-"
_PRECEDING_NUMBER = re.compile(re.escape(_PRECEDING) + "[0-9]{3}#")
_COMMITMENT = "#LINEID@COMMITMENTLINEREFERENCE#"


class Mark(NamedTuple):
    """A mark and the numbers of its rules: for what stands behind it, for its form, that others call for it, that it
    stands once."""

    number: int
    mark: str
    most: int
    content: str
    form: str
    missing: str
    repeated: str
    callers: tuple[str, ...] = ()


_HASH, _PROGRAM, _ABOUT = (
    "#HASHCODE@ATCERTIFIEDPROGRAM#",
    "#NUMBER@ATCERTIFIEDPROGRAM#",
    "#DESCRIPTION@ATCERTIFIEDPROGRAM#",
)
_SOURCE, _CALCULATION = "#SOURCECURRENCYCODE#", "#CALCULATIONRATE#"
MARKS = (
    Mark(2, _SOURCE, 0, "1", "2", "3", "4", (_CALCULATION,)),
    Mark(3, _CALCULATION, 0, "1", "2", "3", "4", (_SOURCE,)),
    Mark(4, "#DESCRIPTION@INVOICEPERIOD#", 150, "1", "2", "", "3"),
    Mark(6, _PROGRAM, 20, "1", "2", "3", "4", (_HASH, _ABOUT)),
    Mark(7, _HASH, 20, "1", "2", "3", "4", (_PROGRAM, _ABOUT)),
    Mark(8, _ABOUT, 150, "1", "2", "", "3"),
)


class Numbered(NamedTuple):
    """A mark with a number; `others` are the marks that stand beside it with the same number, in the rules' order."""

    number: int
    mark: str
    most: int
    others: tuple[str, ...]


_TAX_TEXT, _TAX_AMOUNT, _TAX_TYPE = (
    f"#WITHHOLDINGTAX{what}@WITHHOLDINGTAX-" for what in ("DESCRIPTION", "AMOUNT", "TYPE")
)
_ENTITY, _REFERENCE, _SUM, _PAYMENT_TEXT = (
    f"#{what}@ATMPAYMENT-" for what in ("ENTITY", "REFERENCE", "AMOUNT", "DESCRIPTION")
)
NUMBERED = (
    Numbered(9, _TAX_TEXT, 150, (_TAX_TYPE, _TAX_AMOUNT)),
    Numbered(10, _TAX_AMOUNT, 0, (_TAX_TYPE, _TAX_TEXT)),
    Numbered(11, _TAX_TYPE, 0, (_TAX_TEXT, _TAX_AMOUNT)),
    Numbered(12, _ENTITY, 20, (_REFERENCE, _SUM)),
    Numbered(13, _REFERENCE, 20, (_ENTITY, _SUM)),
    Numbered(14, _SUM, 0, (_ENTITY, _REFERENCE)),
    Numbered(15, _PAYMENT_TEXT, 150, (_ENTITY, _REFERENCE, _SUM)),
)
_TAX_KINDS = frozenset(("IRF",))


def texts() -> dict[str, RuleText]:
    """What is said of the rules, by formula."""
    return {rule: RuleText(rule, Severity.FATAL, sentence, ("BT-22",)) for rule, sentence in _sentences()}


def _sentences() -> Iterator[tuple[str, str]]:
    for mark in MARKS:
        prefix = f"{_RULE}{mark.number}."
        yield prefix + mark.content, f"What stands behind {mark.mark} in a note does not have its format; change it."
        yield prefix + mark.form, f"A note with {mark.mark} must be {mark.mark}...# and nothing else, in one line."
        yield prefix + mark.repeated, f"There may be one note with {mark.mark} only; take out the others."
        if mark.missing:
            yield prefix + mark.missing, f"Add a note with {mark.mark}, which {' and '.join(mark.callers)} call for."
    for part, what in (("1", "name"), ("2", "value")):
        yield f"{_RULE}5.{part}", f"The {what} of an additional property in a note must have 1 to 50 signs."
    yield f"{_RULE}5.3", "Write an additional property in a note as #ADDITIONALPROPERTY#name#value#."
    for numbered in NUMBERED:
        prefix, head = f"{_RULE}{numbered.number}.", numbered.mark
        yield f"{prefix}1", f"Write this note as {head}001#...#, with a number of three digits."
        yield f"{prefix}2", f"What stands behind {head} and its number does not have its format; change it."
        yield f"{prefix}3", f"The same note with {head} stands twice; take one out or give it another number."
        for at, other in enumerate(numbered.others, 4):
            yield f"{prefix}{at}", f"Add a note with {other} and the same number as that with {head}."


def _between(text: str, mark: str) -> str:
    """What stands behind a mark, up to the next #; empty without either."""
    content, closed, _ = text.partition(mark)[2].partition("#")
    return spaced(content) if closed else ""


def _is_form(text: str, mark: str) -> bool:
    return text.startswith(mark) and text.endswith("#") and is_text(text[len(mark) : -1], len(text))


def notes(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """All rules on notes."""
    all_texts = [value(leaf) for leaf in nodes]
    if not any("#" in text for text in all_texts):
        for leaf, text in zip(nodes, all_texts, strict=True):
            if not 0 < len(text) <= _NOTE_MAX:
                found("DT-CIUS-PT-020", leaf)
        return
    all_spaced = [spaced(text) for text in all_texts]
    counts = {mark.mark: sum(_counts(text, mark) for text in all_texts) for mark in MARKS}
    for leaf, text, note in zip(nodes, all_texts, all_spaced, strict=True):
        if not 0 < len(text) <= _NOTE_MAX:
            found("DT-CIUS-PT-020", leaf)
        if not note.startswith("#"):
            continue
        for mark in MARKS:
            if note.startswith(mark.mark):
                _marked(leaf, text, mark, counts[mark.mark], found)
            elif counts[mark.mark] < 1 and note.startswith(mark.callers):
                found(f"{_RULE}{mark.number}.{mark.missing}", leaf)
        if note.startswith("#ADDITIONALPROPERTY#"):
            _property(leaf, text, found)
        for numbered in NUMBERED:
            if note.startswith(numbered.mark):
                _numbered(leaf, text, numbered, all_spaced, all_texts.count(text), found)


def _counts(text: str, mark: Mark) -> bool:
    return _is_form(text, mark.mark) and (mark.number != 4 or len(text) - len(mark.mark) - 1 <= mark.most)


def _marked(leaf: Any, text: str, mark: Mark, count: int, found: Breaches) -> None:
    rule = f"{_RULE}{mark.number}."
    content = _between(text, mark.mark)
    if mark.mark == _SOURCE:
        fits = content in CURRENCIES
    elif mark.mark == _CALCULATION:
        fits = _RATE.fullmatch(content) is not None
    else:
        fits = is_text(content, mark.most)
    if not fits:
        found(rule + mark.content, leaf)
    if not (_counts(text, mark) if mark.number == 4 else _is_form(text, mark.mark)):
        found(rule + mark.form, leaf)
    if count > 1:
        found(rule + mark.repeated, leaf)


def _property(leaf: Any, text: str, found: Breaches) -> None:
    behind = text.partition("#ADDITIONALPROPERTY#")[2]
    name, _, rest = behind.partition("#")
    if not is_text(spaced(name) if "#" in behind else "", 50):
        found(f"{_RULE}5.1", leaf)
    content, closed, _ = rest.partition("#")
    if not is_text(spaced(content) if closed else "", 50):
        found(f"{_RULE}5.2", leaf)
    if not _PROPERTY.fullmatch(text):
        found(f"{_RULE}5.3", leaf)


def _numbered(leaf: Any, text: str, numbered: Numbered, all_spaced: Sequence[str], count: int, found: Breaches) -> None:
    rule = f"{_RULE}{numbered.number}."
    number = _between(text, numbered.mark)
    head = f"{numbered.mark}{number}#"
    if not (re.match("[0-9]{3}#", text[len(numbered.mark) :]) and _is_form(text, text[: len(numbered.mark) + 4])):
        found(f"{rule}1", leaf)
    content = _between(text, head)
    if numbered.mark in (_TAX_AMOUNT, _SUM):
        fits = _AMOUNT.fullmatch(content) is not None
    elif numbered.mark == _TAX_TYPE:
        fits = content in _TAX_KINDS
    else:
        fits = is_text(content, numbered.most)
    if not fits:
        found(f"{rule}2", leaf)
    if not spaced(text).startswith(head):
        return
    if count > 1:
        found(f"{rule}3", leaf)
    for at, other in enumerate(numbered.others, 4):
        if not any(note.startswith(f"{other}{number}#") for note in all_spaced):
            found(f"{rule}{at}", leaf)


def property_names(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """DT-CIUS-PT-139_1 to 139_5: names of item attributes that carry data."""
    names = [value(leaf) for leaf in nodes]
    if not any("#" in name for name in names):
        return
    lines = len(document.root.get("cac:InvoiceLine", ()) or document.root.get("cac:CreditNoteLine", ()))
    for rule, mark in (
        ("DT-CIUS-PT-139_2", EXEMPTION_CODE),
        ("DT-CIUS-PT-139_3", EXEMPTION_TEXT),
        ("DT-CIUS-PT-139_5", _COMMITMENT),
    ):
        if names.count(mark) > lines:
            for leaf, name in zip(nodes, names, strict=True):
                if spaced(name).startswith(mark):
                    found(rule, leaf)
    for leaf, name in zip(nodes, names, strict=True):
        if spaced(name).startswith(_PRECEDING) and not _PRECEDING_NUMBER.fullmatch(name):
            found("DT-CIUS-PT-139_1", leaf)


def add_to(places: Places) -> None:
    """Have notes tested."""
    places.add("/cbc:Note", notes)
    add_below_root(places, "*/cac:Item/cac:AdditionalItemProperty/cbc:Name", property_names)
