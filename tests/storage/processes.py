"""Other processes for the tests: Python programs of this or another account, and what the kernel says of them."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg

import faktura
from faktura.storage import orphans
from faktura.storage.postmaster import launch_command

_SOURCES = Path(faktura.__file__).parents[1]


@contextmanager
def python(code: str, *arguments: object, account: tuple[int, int] | None = None) -> Iterator[subprocess.Popen[str]]:
    """A running Python program, killed at the end; standard output and error are one pipe."""
    program = [sys.executable, "-c", code, *map(str, arguments)]
    if account is not None:
        # As root does for PostgreSQL: it works also where the account has no way to this interpreter.
        folders = [Path(sys.prefix), Path(sys.base_prefix), _SOURCES]
        program = launch_command(program, account, read=folders, write=[])
    process = subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        with process:
            yield process
            process.kill()
    finally:
        process.kill()


@contextmanager
def short_folder() -> Iterator[Path]:
    """A new folder with a path that leaves room for a socket's; whatever PostgreSQL is left in it is stopped."""
    path = Path(tempfile.mkdtemp(prefix="faktura-test-"))
    try:
        yield path
    finally:
        for data in path.glob("**/postgresql"):
            orphans.stop_processes(data)
        shutil.rmtree(path)


def next_line(process: subprocess.Popen[str]) -> str:
    """The next line that a program writes."""
    assert process.stdout is not None
    return process.stdout.readline().rstrip("\n")


def kill_9(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def ask(url: str, statement: str) -> object:
    """The first value of a statement's answer, on a connection of its own."""
    return asyncio.run(_ask(url, statement))


async def _ask(url: str, statement: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


def modes(folder: Path) -> dict[Path, int]:
    """The permissions of a folder and of every folder above it."""
    return {path: path.stat().st_mode for path in (folder, *folder.parents)}
