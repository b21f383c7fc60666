"""Our verdict beside the official one: in which rules they differ, and in which direction."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from faktura.checks import Severity

from . import oracles
from .manifest import Row

MISSED = "we miss"
INVENTED = "we invent"
BROKEN_OFF = "(stylesheet breaks off)"
CRASH = "(our check raises)"

_OUR_CODE = re.compile(r"[a-z]+(_[a-z]+)+")

LEVELS = ("fatal",)
ALL_LEVELS = ("fatal", "warning", "information")


@dataclass
class Ours:
    """What our check says of a document: rules by level, each with its first message."""

    levels: dict[str, dict[str, str]] = field(default_factory=lambda: {level: {} for level in ALL_LEVELS})
    crash: str = ""

    @property
    def valid(self) -> bool | None:
        """Our verdict; None when there is none, because the check raised."""
        return None if self.crash else not self.levels["fatal"]


def ours(specification: str, content: bytes) -> Ours:
    """Our check's answer. That it raises is an answer, too: the hunt goes on and says so."""
    from faktura.documents import check

    answer = Ours()
    try:
        report = check(content, specification=specification)
    except Exception as why:  # noqa: BLE001 - a crash is what the hunt looks for
        answer.crash = f"{type(why).__name__}: {why}"[:300]
        return answer
    for finding in report.findings:
        if finding.severity is not Severity.FATAL and _OUR_CODE.fullmatch(finding.rule):
            continue  # a remark of ours, such as the rules' own dates; it changes no verdict
        rule = oracles.rule_name(specification, finding.rule)
        answer.levels[finding.severity.value].setdefault(rule, f"{finding.message} [{finding.location}]")
    return answer


@dataclass(frozen=True)
class Difference:
    """A rule that only one side names. `message` is of the side that names it."""

    rule: str
    direction: str
    message: str

    @property
    def is_fatal(self) -> bool:
        """Whether it is about the verdict: no warning, no information."""
        return not self.rule.endswith((" (warning)", " (information)"))


def differences(mine: Ours, theirs: oracles.Answer, levels: Iterable[str] = LEVELS) -> Iterator[Difference]:
    """Where the two answers differ, level by level."""
    if mine.crash:
        yield Difference(CRASH, MISSED, mine.crash)
        return
    if theirs.error:
        if mine.valid:
            yield Difference(BROKEN_OFF, MISSED, theirs.error)
        return
    for level in levels:
        said, official = mine.levels[level], theirs.level(level)
        mark = "" if level == "fatal" else f" ({level})"
        for rule in sorted(official.keys() - said.keys()):
            yield Difference(rule + mark, MISSED, official[rule])
        for rule in sorted(said.keys() - official.keys()):
            yield Difference(rule + mark, INVENTED, said[rule])


def corpus_differences(row: Row, mine: Ours, levels: Iterable[str] = LEVELS) -> Iterator[Difference]:
    """Where our answer differs from what the manifest says of a row.

    Of a fragment, which is a partial invoice, only the rules count that its source names.
    """
    if row.kind == "fragment" and not mine.crash:
        fired = {rule for level in mine.levels.values() for rule in level}
        for rule in sorted(row.expect_fire - fired):
            yield Difference(rule, MISSED, "the official unit test expects it")
        for rule in sorted(row.expect_not_fire & fired):
            yield Difference(rule, INVENTED, "the official unit test forbids it")
        return
    theirs = oracles.Answer(
        dict.fromkeys(row.fatal, "fatal in the manifest"),
        {},
        {},
        error="error in the manifest" if row.verdict == "error" else "",
    )
    yield from differences(mine, theirs)
    if "warning" in levels and not mine.crash and row.verdict != "error":
        said = {**mine.levels["warning"], **mine.levels["information"]}
        for rule in sorted(row.warning - said.keys()):
            yield Difference(f"{rule} (warning)", MISSED, "warning in the manifest")
        for rule in sorted(said.keys() - row.warning):
            yield Difference(f"{rule} (warning)", INVENTED, said[rule])
