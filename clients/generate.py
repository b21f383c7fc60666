"""Writes the clients. ``python clients/generate.py`` after a change of the API; ``--check`` names what is stale."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "docs")]

import generate_problems

from faktura.api.app import describe_api
from faktura.events.types import EVENT_TYPES
from generator import bruno_postman, python, typescript
from generator.contract import Contract, Problem, read_contract

CLIENTS = Path(__file__).parent
_PYTHON = CLIENTS / "python" / "src" / "faktura_client"
BRUNO = CLIENTS / "bruno"
_TYPESCRIPT = CLIENTS / "typescript" / "src"
URL = "http://127.0.0.1:8080"


def _problems() -> tuple[Problem, ...]:
    """Every code with its status; a code of several classes is told once."""
    found: dict[str, Problem] = {}
    for each in sorted(generate_problems.refusals()):
        if "…" not in each.code and each.code:
            found.setdefault(each.code, Problem(code=each.code, status=each.status, text=each.meaning or each.title))
    return tuple(found[code] for code in sorted(found))


def contract() -> Contract:
    """The contract of the API as it is in the source."""
    return read_contract(describe_api(URL), _problems(), EVENT_TYPES)


def _formatted(name: str, text: str) -> str:
    ruff = Path(sys.executable).with_name("ruff")
    settings = ["--config", str(ROOT / "pyproject.toml"), "--stdin-filename", str(_PYTHON / name)]
    checked = subprocess.run(  # noqa: S603 - our own tools on our own text
        [ruff, "check", "--select", "I,F401,RUF022", "--fix", "--quiet", *settings, "-"],
        input=text, capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    done = subprocess.run(  # noqa: S603
        [ruff, "format", *settings, "-"], input=checked.stdout, capture_output=True, text=True, cwd=ROOT, check=False
    )
    if done.returncode != 0:
        raise ValueError(f"{name} can't be written: {done.stderr}")
    return done.stdout


def python_files(made: Contract) -> Iterator[tuple[str, str]]:
    """The generated modules of the Python client, by name."""
    for name, text in (
        ("__init__.py", python.package(made)),
        ("_codes.py", python.codes(made)),
        ("events.py", python.events(made)),
        ("models.py", python.models(made)),
        ("requests.py", python.requests(made)),
        ("resources.py", python.resources(made, asynchronous=False)),
        ("async_resources.py", python.resources(made, asynchronous=True)),
    ):
        yield name, _formatted(name, text)


def files() -> Iterator[tuple[Path, str]]:
    """Every generated file with its text."""
    made = contract()
    for name, text in python_files(made):
        yield _PYTHON / name, text
    for name, text in (
        ("codes.ts", typescript.codes(made)),
        ("resources.ts", typescript.resources(made)),
        ("types.ts", typescript.types(made)),
    ):
        yield _TYPESCRIPT / name, text
    for name, text in bruno_postman.bruno(made):
        yield BRUNO / name, text
    yield CLIENTS / "postman" / "faktura.postman_collection.json", bruno_postman.postman(made)


def main(*, only_check: bool) -> int:
    """Write what is stale, or only name it; 1 when something was stale and was not written."""
    stale = []
    made = dict(files())
    # What stood for an operation that is gone is gone as well.
    for path in sorted(set(BRUNO.rglob("*.bru")) - set(made)):
        stale.append(path.relative_to(ROOT))
        if not only_check:
            path.unlink()
    for path, text in made.items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(path.relative_to(ROOT))
            if not only_check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
    for each in stale:
        print(f"{each} is stale: run python clients/generate.py" if only_check else f"wrote {each}")
    return 1 if stale and only_check else 0


if __name__ == "__main__":
    sys.exit(main(only_check="--check" in sys.argv[1:]))
