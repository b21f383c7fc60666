"""Habits of the source text, each with the sentence that says what to do."""

import ast
import functools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import faktura
from faktura.api.app import OPERATIONS
from faktura.api.operation import Operation
from faktura.model.terms import all_terms, fields_of
from faktura.registry import countries

SOURCES = Path(faktura.__file__).parent
MODULES = sorted(SOURCES.rglob("*.py"))
LINES_MAX = 500
MONEY_ROOMS = (
    "money",
    "calculation",
    "model",
    "checks",
    "specifications",
    "countries",
    "payments",
    "drafts",
    "invoices",
    "inbox",
)
PURE_ROOMS = ("money", "codes", "model", "calculation", "checks", "sockets", "countries", "specifications")
CLOCKS = {"now", "today", "utcnow", "fromtimestamp", "monotonic", "perf_counter"}
FORBIDDEN_NAMES = ("utils", "helpers", "common", "manager", "misc", "service")


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def name_of(path: Path) -> str:
    return str(path.relative_to(SOURCES))


def rooms(names: tuple[str, ...]) -> Iterator[Path]:
    for path in MODULES:
        if path.relative_to(SOURCES).parts[0] in names:
            yield path


def test_every_module_says_what_it_is_for() -> None:
    silent = [name_of(path) for path in MODULES if not ast.get_docstring(tree(path))]
    assert not silent, f"Begin each with a docstring that says what it is for: {silent}"


def test_every_folder_is_a_package() -> None:
    folders = {path.parent for path in MODULES}
    missing = [str(folder.relative_to(SOURCES)) for folder in folders if not (folder / "__init__.py").is_file()]
    assert not missing, f"Without __init__.py a folder is no room, and no contract sees it: {missing}"


# Longer than it should be; each leaves this list when it is taken apart.
LONG: frozenset[str] = frozenset()


def test_no_file_is_too_long() -> None:
    long = {name_of(path) for path in MODULES if len(path.read_text("utf-8").splitlines()) > LINES_MAX}
    assert long - LONG == set(), f"Take them apart: at most {LINES_MAX} lines a file."
    assert long >= LONG, "Take it off the list LONG: it is short enough now."


def test_names_say_what_is_inside() -> None:
    wrong = [name_of(path) for path in MODULES if any(word in path.stem.split("_") for word in FORBIDDEN_NAMES)]
    assert not wrong, f"Name them for what they hold, not {', '.join(FORBIDDEN_NAMES)}: {wrong}"


def test_nothing_is_left_for_later_in_the_source() -> None:
    wanted = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HACK)\b")
    found = [name_of(path) for path in MODULES if wanted.search(path.read_text("utf-8"))]
    assert not found, f"Do it, or write it into an issue: {found}"


def floats_in(module: ast.Module) -> Iterator[int]:
    """The lines that call float(), write a float down or declare one."""
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Name(id="float")) | ast.Constant(value=float()):
                yield node.lineno
            case ast.arg(annotation=ast.expr() as hint) | ast.AnnAssign(annotation=hint) if "float" in ast.unparse(
                hint
            ):
                yield node.lineno


@pytest.mark.parametrize("text", ["x = float(y)", "x = 1.5", "def f(x: float | None): pass", "x: list[float] = []"])
def test_the_scan_sees_floats(text: str) -> None:
    assert list(floats_in(ast.parse(text)))


# What computes a verdict, never an amount, in the binary numbers of XPath (decision 0011).
BINARY = {"faktura.source.doubles", "faktura.specifications.pint.binary"}


def imported_by(module: ast.Module) -> Iterator[str]:
    """The modules and names that a module imports, in full."""
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom):
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def computes_as_xpath(path: Path) -> bool:
    """Whether a module of a specification is, or imports, what computes in binary numbers."""
    parts = path.relative_to(SOURCES).with_suffix("").parts
    return parts[0] == "specifications" and not BINARY.isdisjoint(
        {".".join(("faktura", *parts)), *imported_by(tree(path))}
    )


def test_money_never_meets_a_float() -> None:
    found = [
        f"{name_of(path)}:{line}"
        for path in rooms(MONEY_ROOMS)
        if not computes_as_xpath(path)
        for line in floats_in(tree(path))
    ]
    assert not found, f"Use Decimal, made from a string: {found}"


def test_knowledge_asks_no_clock() -> None:
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in rooms(PURE_ROOMS)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
    ]
    assert not found, f"Take the day as an argument: {found}"


def _compared_constants(node: ast.AST) -> Iterator[str]:
    """The strings that a condition compares something with."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Compare):
            for side in (inner.left, *inner.comparators):
                for leaf in ast.walk(side):
                    if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str):
                        yield leaf.value
        elif isinstance(inner, ast.MatchValue) and isinstance(inner.value, ast.Constant):
            yield str(inner.value.value)


def countries_asked_in(module: ast.Module) -> Iterator[int]:
    """The lines of conditions that name a country."""
    codes = {*countries(), *(country.vat_prefix for country in countries().values())} - {""}
    for node in ast.walk(module):
        match node:
            case (
                ast.If(test=asked) | ast.IfExp(test=asked) | ast.While(test=asked) | ast.comprehension(ifs=[asked, *_])
            ):
                pass
            case ast.Match():
                asked = node
            case _:
                continue
        if codes & set(_compared_constants(asked)):
            yield asked.lineno


@pytest.mark.parametrize(
    "text",
    [
        "if country == 'IT': pass",
        "if x and country.code in ('DE', 'AT'): pass",
        "y = 1 if 'HR' == country else 2",
        "match country:\n  case 'SI': pass",
        "y = [x for x in z if x.country != 'FR']",
    ],
)
def test_the_scan_sees_countries(text: str) -> None:
    assert list(countries_asked_in(ast.parse(text)))


def test_no_room_but_the_countries_asks_which_country_it_is() -> None:
    found = [
        f"{name_of(path)}:{line}"
        for path in MODULES
        # A specification repeats what its artefact says, and artefacts have rules for single countries.
        if path.relative_to(SOURCES).parts[0] not in {"countries", "specifications"}
        for line in countries_asked_in(tree(path))
    ]
    assert not found, f"Make it a fact of the country, in countries/<cc>/: {found}"


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_every_operation_of_the_api_is_described(operation: Operation) -> None:
    assert operation.summary[0].isupper()
    assert operation.summary.endswith(".")
    assert operation.run.__doc__
    assert operation.answers


def test_operations_have_names_of_their_own() -> None:
    names = [operation.name for operation in OPERATIONS]
    places = [(operation.method, operation.path) for operation in OPERATIONS]
    assert len(set(names)) == len(names)
    assert len(set(places)) == len(places)


def test_every_field_of_the_model_carries_its_term() -> None:
    from faktura.model import Invoice

    assert fields_of(Invoice)
    numbers = [number for number, _, _ in all_terms(Invoice)]
    assert {number.split("-")[0] for number in numbers} == {"BG", "BT"}


def test_the_project_does_not_know_where_it_was_made() -> None:
    place = re.compile(r"/(?:work|root|home)/|/tmp/(?!\w*\{)|localhost:\d{4,5}/simple")
    found = [name_of(path) for path in MODULES if place.search(path.read_text("utf-8"))]
    assert not found, f"Paths of one machine have no place in the source: {found}"
