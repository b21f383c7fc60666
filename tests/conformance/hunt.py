"""A hunt for documents of which our check says something else than the official rules.

``python -m conformance.hunt SPECIFICATION`` in the folder ``tests``, see ``--help``. It runs the corpora's documents of
the specification, then seeded mutants of them and of invoices that we write ourselves, and prints each rule that only
one side names. The smallest example of each goes to a folder.
"""

import argparse
import multiprocessing
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from lxml import etree

from . import comparison, manifest, official, oracles
from .comparison import Difference, differences
from .minimising import smaller
from .mutations import Edit, Pool, draw, mutate
from .schema_order import schema_order
from .sweeping import sweep
from .written import written

SHARE = {"ours": 4, "full": 5, "fragment": 2}
"""How many mutants are of which kind: our own documents say more in one place than most foreign ones do; fragments,
which are partial invoices, know the rarest rules."""

BASE_BYTES_MAX = 60_000
"""Larger documents are not mutated: they cost much and tell nothing more."""


KEPT = Path(__file__).parent / "cases"
"""Examples that we keep: made of our own documents only, never of the corpora's."""


@dataclass(frozen=True)
class Order:
    """What to hunt for.

    `rules`: a regular expression, empty takes all. `own`: mutate nothing but documents that we have written, so that
    what comes of them may be kept.
    """

    specification: str
    syntax: str = ""
    seed: int = 0
    count: int = 300
    rules: str = ""
    warnings: bool = False
    own: bool = False

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels that are compared."""
        return comparison.ALL_LEVELS if self.warnings else comparison.LEVELS

    @property
    def syntaxes(self) -> tuple[str, ...]:
        """The syntaxes that the specification has official rules for."""
        found = (syntax for name, syntax in oracles.SOURCES if name == self.specification)
        return tuple(syntax for syntax in found if self.syntax in {"", syntax})

    def wants(self, difference: Difference) -> bool:
        """Whether the rule is one that is hunted for."""
        return not self.rules or re.search(self.rules, difference.rule) is not None


@dataclass(frozen=True)
class Base:
    """A document to mutate. `kind`: ``ours`` when we have written it, else ``full`` or ``fragment``."""

    name: str
    content: bytes
    kind: str


@dataclass(frozen=True)
class Catch:
    """A difference and the document that shows it."""

    difference: Difference
    name: str
    content: bytes
    edits: tuple[str, ...] = ()
    steps: tuple[Edit, ...] = ()
    base: Base | None = None


NOTHING = Difference("", "", "")


@dataclass
class Tally:
    """What a hunt has seen. `exact`: documents with the very same fatal rules; `exact_warnings`: with the same
    warnings and informations, too, where these were compared."""

    documents: int = 0
    agreeing: int = 0
    crashed: int = 0
    broken_off: int = 0
    false_accepts: list[str] = field(default_factory=list)
    false_refusals: list[str] = field(default_factory=list)
    exact: int = 0
    exact_warnings: int = 0
    fired: set[str] = field(default_factory=set)
    catches: list[Catch] = field(default_factory=list)

    def add(self, name: str, ours: bool | None, theirs: bool, caught: list[Catch]) -> None:
        """One document more, with both verdicts and what was caught."""
        self.documents += 1
        self.exact += not any(one.difference.is_fatal for one in caught)
        self.exact_warnings += not caught
        if ours is None:
            self.crashed += 1
        elif ours == theirs:
            self.agreeing += 1
        else:
            (self.false_accepts if ours else self.false_refusals).append(name)
        self.catches += caught

    def join(self, other: "Tally") -> None:
        """Add what another process has seen."""
        self.documents += other.documents
        self.agreeing += other.agreeing
        self.broken_off += other.broken_off
        self.exact += other.exact
        self.exact_warnings += other.exact_warnings
        self.crashed += other.crashed
        self.false_accepts += other.false_accepts
        self.false_refusals += other.false_refusals
        self.fired |= other.fired
        self.catches += other.catches

    def row(self, name: str) -> str:
        """A line of the table at the end of a run."""
        return (
            f"{name:<33} documents {self.documents:>5}  same verdict {self.agreeing:>5}  same rules {self.exact:>5}"
            f"  warnings, too {self.exact_warnings:>5}"
            f"  false accepts {len(self.false_accepts):>4}  false refusals {len(self.false_refusals):>4}"
            f"  raised {self.crashed:>4}"
        )

    def to_plain(self) -> dict[str, object]:
        """For the report."""
        return {
            "documents": self.documents,
            "agreeing": self.agreeing,
            "same_rules": self.exact,
            "same_warnings": self.exact_warnings,
            "our_check_raised": self.crashed,
            "official_stylesheet_broke_off": self.broken_off,
            "false_accepts": sorted(self.false_accepts),
            "false_refusals": sorted(self.false_refusals),
            "rules_fired": sorted(self.fired),
            "differences": sorted({f"{one.difference.direction} {one.difference.rule}" for one in self.catches}),
        }


def corpus(order: Order) -> Tally:
    """The corpora's own documents and fragments, against the manifest."""
    tally = Tally()
    for kind in ("full", "fragment"):
        for row in manifest.rows(order.specification, order.syntax, kind):
            content = row.content
            mine = comparison.ours(order.specification, content)
            found = list(comparison.corpus_differences(row, mine, order.levels))
            caught = [Catch(one, row.name, content) for one in found if order.wants(one)]
            # A fragment has no verdict of its own: it agrees when the rules that its source names do.
            theirs = row.verdict == "valid" if kind == "full" else bool(mine.valid) == (not found)
            tally.fired |= row.fatal | row.warning if kind == "full" else row.expect_fire
            tally.broken_off += row.verdict == "error"
            tally.add(f"corpus {row.name}", mine.valid, theirs, caught)
    return tally


@cache
def bases(specification: str, syntax: str, *, own: bool = False) -> tuple[Base, ...]:
    """The documents to mutate: what our writers make of our own invoices, and foreign ones of the specification."""
    found = [Base(name, content, kind="ours") for name, content in written(specification, syntax)]
    if own:
        return tuple(found)
    others = "en16931" if specification == "facturx-en16931" else specification
    for kind in ("full", "fragment"):
        for row in manifest.rows(others, syntax, kind):
            content = row.content
            if len(content) <= BASE_BYTES_MAX and row.verdict != "error" and _parses(content):
                found.append(Base(row.name, content, kind=kind))
    return tuple(found)


def _parses(content: bytes) -> bool:
    try:
        etree.fromstring(content)
    except etree.XMLSyntaxError:
        return False
    return True


@cache
def pool(specification: str, syntax: str, *, own: bool = False) -> Pool:
    """What the documents of a syntax say, those of this specification first."""
    found = Pool()
    for name in dict.fromkeys((specification, "en16931", "peppol-bis-3", "xrechnung-3")):
        for base in bases(name, syntax, own=own)[:120]:
            found.add(etree.fromstring(base.content))
    return found


def _bases(order: Order, syntax: str) -> tuple[Base, ...]:
    return bases(order.specification, syntax, own=order.own)


def mutant(order: Order, syntax: str, number: int) -> tuple[Base, tuple[Edit, ...], bytes, tuple[str, ...]]:
    """The mutant of a number: the same at every run of the seed."""
    rng = random.Random(f"{order.specification} {syntax} {order.seed} {number}")
    kinds = sorted({one.kind for one in _bases(order, syntax)})
    kind = rng.choices(kinds, [SHARE[one] for one in kinds])[0]
    base = rng.choice([one for one in _bases(order, syntax) if one.kind == kind])
    steps = draw(rng)
    content, said = mutate(base.content, steps, pool(order.specification, syntax, own=order.own), schema_order(syntax))
    return base, steps, content, tuple(said)


def chase(task: tuple[Order, str, int, int]) -> Tally:
    """Mutants `first` to `last` (not included) of a syntax, against the official stylesheets."""
    order, syntax, first, last = task
    tally = Tally()
    if not _bases(order, syntax):
        return tally
    for number in range(first, last):
        base, steps, content, said = mutant(order, syntax, number)
        name = f"{syntax} mutant {number} of {base.name}"
        _judge(order, syntax, tally, Catch(NOTHING, name, content, said, steps, base))
    return tally


def _judge(order: Order, syntax: str, tally: Tally, catch: Catch) -> None:
    """Ask both sides of a catch's document and put what differs into the tally."""
    theirs = oracles.ask(order.specification, syntax, catch.content)
    mine = comparison.ours(order.specification, catch.content)
    caught = [replace(catch, difference=one) for one in differences(mine, theirs, order.levels) if order.wants(one)]
    tally.fired |= theirs.rules
    tally.broken_off += bool(theirs.error)
    tally.add(catch.name, mine.valid, theirs.valid, caught)


def swept(order: Order) -> Tally:
    """Every simple mistake in the bases that we made for that, against the official stylesheets."""
    tally = Tally()
    for syntax in order.syntaxes:
        for base in bases(order.specification, syntax, own=True):
            if base.name.endswith(".xml"):
                for content, said in sweep(base.content):
                    _judge(order, syntax, tally, Catch(NOTHING, f"{base.name}: {said}", content, (said,)))
    return tally


def hunt(order: Order, processes: int = 1) -> Tally:
    """The mutants of an order.

    Raises `oracles.NoOracleError` when the official rules can't be fetched.
    """
    tasks = []
    for syntax in order.syntaxes:
        oracles.stylesheets(order.specification, syntax)
        edges = [order.count * part // processes for part in range(processes + 1)]
        tasks += [(order, syntax, first, last) for first, last in pairwise(edges)]
    tally = Tally()
    if processes == 1:
        parts: Iterator[Tally] = map(chase, tasks)
    else:
        with multiprocessing.get_context("spawn").Pool(processes) as workers:
            parts = iter(workers.map(chase, tasks))
    for part in parts:
        tally.join(part)
    return tally


def grouped(catches: list[Catch]) -> dict[tuple[str, str], list[Catch]]:
    """The catches by rule and direction, the most frequent first, the smallest example of each first."""
    found: dict[tuple[str, str], list[Catch]] = {}
    for one in catches:
        found.setdefault((one.difference.rule, one.difference.direction), []).append(one)
    for group in found.values():
        group.sort(key=lambda one: (len(one.steps), len(one.content)))
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def shrink(order: Order, catch: Catch) -> tuple[bytes, tuple[str, ...]]:
    """A smaller document that shows the same difference, and the edits that are left."""
    syntax = oracles.syntax_of(catch.content)

    def still(content: bytes) -> bool:
        theirs = oracles.ask(order.specification, syntax, content)
        mine = comparison.ours(order.specification, content)
        wanted = (catch.difference.rule, catch.difference.direction)
        return any((one.rule, one.direction) == wanted for one in differences(mine, theirs, order.levels))

    content, edits = catch.content, catch.edits
    for step in catch.steps if len(catch.steps) > 1 and catch.base else ():
        fewer, said = mutate(
            catch.base.content if catch.base else b"",
            (step,),
            pool(order.specification, syntax, own=order.own),
            schema_order(syntax),
        )
        if still(fewer):
            content, edits = fewer, tuple(said)
            break
    return smaller(content, still) if still(content) else content, edits


def _file_name(rule: str, direction: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]+", "-", f"{rule}-{direction}").strip("-") + ".xml"


def tell(order: Order, tally: Tally, folder: Path, shrink_max: int) -> None:
    """Print the differences and write their smallest examples."""
    groups = grouped(tally.catches)
    if groups:
        folder.mkdir(parents=True, exist_ok=True)
    for position, ((rule, direction), group) in enumerate(groups.items()):
        first = group[0]
        content, edits = first.content, first.edits
        if position < shrink_max and first.edits:
            content, edits = shrink(order, first)
        path = folder / _file_name(rule, direction)
        path.write_bytes(content)
        print(f"{rule}  {direction}  {len(group)}x  {path} ({len(content)} bytes)")
        print(f"    {first.name}")
        for edit in edits:
            print(f"    - {edit}")
        print(f"    {first.difference.message[:400]}")
    print(
        f"{tally.row(order.specification)}  broken off {tally.broken_off}, rules fired {len(tally.fired)},"
        f" differences {len(groups)}"
    )


def main(arguments: list[str] | None = None) -> int:
    """The command. Its exit code is 1 when there are differences."""
    parser = argparse.ArgumentParser(prog="python -m conformance.hunt", description=__doc__)
    parser.add_argument("specification", choices=oracles.SPECIFICATIONS)
    parser.add_argument("--syntax", choices=("ubl", "cii"), default="")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=300, help="mutants for each syntax")
    parser.add_argument("--rules", default="", help="only rules that this regular expression finds")
    parser.add_argument("--corpus-only", action="store_true")
    parser.add_argument("--mutants-only", action="store_true")
    parser.add_argument("--sweep", action="store_true", help="every simple mistake in our own bases, no mutants")
    parser.add_argument("--warnings", action="store_true", help="compare warnings and information, too")
    parser.add_argument("--processes", type=int, choices=(1, 2), default=1)
    parser.add_argument("--shrink", type=int, default=15, help="how many differences get a minimised example")
    parser.add_argument("--own", action="store_true", help="mutate our own documents only")
    parser.add_argument("--keep", action="store_true", help=f"with --own: keep minimised examples in {KEPT.name}/")
    parser.add_argument("--out", type=Path, default=None)
    given = parser.parse_args(arguments)
    order = Order(
        given.specification,
        given.syntax,
        given.seed,
        given.count,
        given.rules,
        given.warnings,
        given.own or given.keep,
    )
    folder = given.out or official.BUILD / "hunt" / given.specification
    if given.keep:
        given.mutants_only, folder = True, KEPT / given.specification
    elif folder.is_dir():
        for old in folder.glob("*.xml"):
            old.unlink()
    tally = Tally()
    if not given.mutants_only:
        print(f"== corpus of {given.specification}")
        tell(order, tally := corpus(order), folder, 0)
    if given.sweep:
        print("== sweep of our own bases")
        seen = swept(order)
        tell(order, seen, folder, given.shrink)
        tally.join(seen)
    elif not given.corpus_only:
        print(f"== {given.count} mutants, seed {given.seed}")
        seen = hunt(order, given.processes)
        tell(order, seen, folder, given.shrink)
        tally.join(seen)
    return 1 if tally.catches else 0


if __name__ == "__main__":
    sys.exit(main())
