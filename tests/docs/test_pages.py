"""The pages are fresh, complete and build; what they name exists."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from faktura.errors import Refusal
from faktura.registry import countries, formats, specifications
from faktura.settings import Settings

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
TEXTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md"]
PAGES = sorted([*TEXTS, *DOCS.rglob("*.md")])
GENERATORS = sorted(DOCS.glob("*.py"))

_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"")
_PATH = re.compile(r"`((?:src|tests|docs|tools|bench)/[A-Za-z0-9_./-]*[A-Za-z0-9_/])(?:::(\w+))?`")


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub and MkDocs make them for plain words."""
    titles = re.findall(r"^#+ (.+)$", _FENCE.sub("", read(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def test_the_generated_pages_have_not_drifted() -> None:
    ended = subprocess.run([sys.executable, DOCS / "generate.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_the_site_builds_without_a_warning_and_fetches_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    built = list((tmp_path / "site").rglob("*.html"))
    assert len(built) > 20
    fetched = re.compile(
        r"<(?:script|img|link rel=\"(?:stylesheet|preconnect|icon)\")[^>]*?(?:src|href)=\"?(https?:|//)"
    )
    for page in built:
        assert not fetched.search(read(page)), f"{page.name} fetches something from elsewhere"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for groups in _LINK.findall(_FENCE.sub("", read(page))):
        target = groups[0] or groups[1]
        if target.startswith(("http://", "https://")):
            continue
        path, _, anchor = target.partition("#")
        linked = (page.parent / path).resolve() if path else page
        assert linked.is_file(), f"{page.name} links to {target}, which is not there"
        if anchor:
            assert anchor in anchors(linked), f"{page.name} links to {target}, which has no such heading"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_and_tests_that_are_named_exist(page: Path) -> None:
    for path, test in _PATH.findall(read(page)):
        assert (ROOT / path).exists(), f"{page.name} names {path}, which is not there"
        if test:
            assert re.search(rf"def {test}\(", read(ROOT / path)), (
                f"{page.name} names {path}::{test}, which is not there"
            )


@pytest.mark.parametrize("page", [*PAGES, *GENERATORS, ROOT / "mkdocs.yml"], ids=lambda page: page.name)
def test_no_page_knows_the_machine_that_it_was_written_on(page: Path) -> None:
    places = [str(Path.home()) + "/", str(ROOT), "/tmp/", "/home/", "/Users/"]
    assert not [place for place in places if place in read(page)]


def test_decisions_are_numbered_listed_and_say_what_keeps_them() -> None:
    decisions = sorted((DOCS / "decisions").glob("*.md"))
    assert [path.name[:4] for path in decisions] == [f"{number:04}" for number in range(1, len(decisions) + 1)]
    architecture = read(DOCS / "architecture.md")
    for path in decisions:
        assert f"decisions/{path.name}" in architecture
        assert re.match(rf"# {path.name[:4]}: ", read(path))
        assert "**Decided.**" in read(path)
        assert re.search(r"[Kk]ept by\s+`tests/", read(path)), f"{path.name} does not name the test that keeps it"


def test_the_architecture_shows_the_layers_that_are_kept() -> None:
    contracts = tomllib.loads(read(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = next(contract for contract in contracts if contract["id"] == "layers")["layers"]
    shown = re.search(r"<!-- layers -->\n```text\n(.*?)\n```", read(DOCS / "architecture.md"), re.DOTALL)
    assert shown is not None
    # Brackets let a contract hold while a room is not there yet.
    assert shown[1].splitlines() == [re.sub("[()]", "", layer) for layer in layers], (
        "copy the layers of pyproject.toml into docs/architecture.md"
    )


def test_the_tree_shows_every_room() -> None:
    tree = read(DOCS / "architecture.md")
    rooms = {path.name for path in (ROOT / "src" / "faktura").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert not [room for room in sorted(rooms) if f" {room}/" not in tree]


def test_the_reference_names_what_is_there() -> None:
    def all_refusals(kind: type[Refusal]) -> set[str]:
        return {kind.code}.union(*(all_refusals(each) for each in kind.__subclasses__()))

    problems = read(DOCS / "reference" / "problems.md")
    assert not [code for code in all_refusals(Refusal) if f"`{code}`" not in problems]
    rules = read(DOCS / "reference" / "rules.md")
    missing = [
        rule.id for spec in specifications().values() for rule in spec.rules.rules if f"| `{rule.id}` |" not in rules
    ]
    assert not missing
    assert all(f"- Name here: `{name}`" in read(DOCS / "reference" / "formats.md") for name in formats())
    readme = read(ROOT / "README.md")
    assert all(code in readme for code in countries()), "name the country in the table of README.md"


@pytest.mark.parametrize("name", [each.name for each in Settings(home=Path("HOME")).report()])
def test_every_setting_is_explained(name: str) -> None:
    row = re.search(
        rf"^\| `{name}` \| `FAKTURA_{name.upper()}` \| ([^|]+) \| ([^|]+) \|", _settings_page(), re.MULTILINE
    )
    assert row is not None
    assert row[1].strip().endswith(".")


def _settings_page() -> str:
    return read(DOCS / "reference" / "settings.md")


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        (name, int(least), int(most))
        for name, least, most in re.findall(r"^\| `(\w+)` \|.*\| (\d+) to (\d+) \|", _settings_page(), re.MULTILINE)
    ],
)
def test_the_spans_of_settings_are_those_that_are_read(name: str, least: int, most: int) -> None:
    from faktura.settings import SettingsError, load

    for good in (least, most):
        assert getattr(load(env={f"FAKTURA_{name.upper()}": str(good)}), name) == good
    for bad in (least - 1, most + 1):
        with pytest.raises(SettingsError):
            load(env={f"FAKTURA_{name.upper()}": str(bad)})
