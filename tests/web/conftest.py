"""Fixtures for the pages, and the browser that some of their tests drive."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from api.stage import prepare_queue
from faktura.storage.database import Database
from faktura.storage.floor import Floor

from .stage import Scene, build_application, build_floor, new_scene

CHROMIUM = shutil.which("chromium")

# Without a browser its tests can't be tried at all, and the run says so.
collect_ignore = [] if CHROMIUM else ["test_browser.py", "test_people_browser.py"]
_NO_BROWSER = "pages: no Chromium on this machine, so the tests in a real browser are not collected"


def pytest_report_header() -> list[str]:
    return [] if CHROMIUM else [_NO_BROWSER]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    # The header is not shown when pytest is told to be quiet.
    if not CHROMIUM and not terminalreporter.showheader:
        terminalreporter.write_line(_NO_BROWSER)


@pytest.fixture
async def floor(database: Database, database_url: str, tmp_path: Path) -> Floor:
    await prepare_queue(database_url)
    return build_floor(database, tmp_path)


@pytest.fixture
async def scene(floor: Floor) -> Scene:
    return await new_scene(floor)


@pytest.fixture
async def client(floor: Floor) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(build_application(floor))
    async with httpx.AsyncClient(transport=transport, base_url="https://invoices.example") as opened:
        yield opened
