"""The TypeScript client: compiled by the official compiler, and run by Node against a running server."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from api.process import serving
from clients.conftest import sign_up

from . import official

pytestmark = pytest.mark.conformance

SOURCE = Path(__file__).parents[2] / "clients" / "typescript"


def run(folder: Path, *command: str, **variables: str) -> str:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env={**os.environ, **variables}, timeout=280
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-4000:]
    return done.stdout


def test_the_typescript_client_compiles_and_works(tmp_path: Path, database_url: str) -> None:
    if shutil.which("node") is None or shutil.which("npm") is None:
        sentence = "Node is not on this machine: the TypeScript client was neither compiled nor run."
        official.note(sentence)
        pytest.skip(sentence)
    folder = tmp_path / "typescript"
    shutil.copytree(SOURCE, folder, ignore=shutil.ignore_patterns("node_modules", "dist"))
    run(folder, "npm", "ci", "--no-audit", "--no-fund")
    run(folder, "npm", "run", "build")
    # The examples of the documentation are checked along with the tests' own types.
    page = (SOURCE.parents[1] / "docs" / "clients.md").read_text(encoding="utf-8")
    for number, code in enumerate(re.findall(r"^```ts\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)):
        (folder / "test" / f"docs_{number}.ts").write_text(code.replace("@faktura/client", "../src/index.js"))
    assert (folder / "test" / "docs_0.ts").is_file()
    run(folder, "npm", "run", "typecheck")
    assert (folder / "dist" / "index.d.ts").is_file()
    with serving(tmp_path / "home", database_url=database_url) as server:
        access = sign_up(server.url)
        told = run(
            folder, "npm", "test", FAKTURA_URL=server.url, FAKTURA_KEY=access.key,
            FAKTURA_ACCOUNT_KEY=access.account_key,
        )  # fmt: skip
    assert "# fail 0" in told
    assert "# skipped 0" in told
    assert int(told.partition("# pass ")[2].split()[0]) >= 20
    packed = run(folder, "npm", "pack", "--dry-run", "--json")
    assert "dist/index.js" in packed
    assert "node_modules" not in packed
