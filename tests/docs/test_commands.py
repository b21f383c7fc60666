"""The commands that README and docs show are run against a real server, and print what is shown."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from .commands import ROOT, Story, marked, recognized, stories
from .installation import BIN, Installation, running_installation

PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
STORIES = [pytest.param(story, id=f"{page.name}: {name}") for page in PAGES for name, story in stories(page).items()]


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    with running_installation() as running:
        yield running


@pytest.mark.server
@pytest.mark.parametrize("story", STORIES)
def test_the_commands_work(story: Story, installation: Installation, tmp_path: Path) -> None:
    script = story.script.replace("http://127.0.0.1:8080", installation.url).replace(".venv/bin", str(BIN))
    ended = subprocess.run(
        ["sh", "-eu"],
        input=script,
        env=installation.environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    lines = ended.stdout.splitlines()
    for shown in story.printed:
        assert shown in lines, f"{shown!r} is not printed (any more) behind the lines before: {ended.stdout}"
        del lines[: lines.index(shown) + 1]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_mark_stands_before_a_block(page: Path) -> None:
    assert marked(page) == recognized(page), "a mark must stand on the line before ```sh or ```text"


def test_there_are_stories() -> None:
    assert {"first-invoice", "quick-start"} <= {name for page in PAGES for name in stories(page)}
