"""The Python that docs/clients.md and the client's README show is typed, and works against a running server."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Running
from .test_generated import PYTHON, ROOT, mypy

PAGE = ROOT / "docs" / "clients.md"
_MARKED = re.compile(r"^<!-- python: ([a-z-]+) -->\n```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FENCED = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = dict(_MARKED.findall(PAGE.read_text(encoding="utf-8")))
README = _FENCED.findall((PYTHON / "README.md").read_text(encoding="utf-8"))[0]


def test_every_block_is_marked() -> None:
    assert len(_FENCED.findall(PAGE.read_text(encoding="utf-8"))) == len(BLOCKS) >= 5


@pytest.mark.server
@pytest.mark.parametrize("name", [*BLOCKS, "readme"])
def test_the_examples_work(name: str, running: Running, tmp_path: Path) -> None:
    code = BLOCKS.get(name, README)
    for shown, real in (
        ("http://127.0.0.1:8080", running.url), ("https://invoices.example.com", running.url),
        ("fo_test_…", running.key), ("fk_test_…", running.account_key),
    ):  # fmt: skip
        code = code.replace(shown, real)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=120,
        env={**os.environ, "PYTHONPATH": str(PYTHON / "src")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    if name in ("first", "readme"):
        assert [path.suffix for path in tmp_path.iterdir()] == [".pdf"], done.stdout + done.stderr


def test_the_examples_are_typed(tmp_path: Path) -> None:
    paths = []
    for name, code in BLOCKS.items():
        path = tmp_path / f"{name}_example.py"
        path.write_text(code)
        paths.append(path)
    done = mypy(*paths)
    assert done.returncode == 0, done.stdout
