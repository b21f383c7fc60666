"""Commands as somebody types them."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from faktura.cli.app import app

PROGRAM = (sys.executable, "-c", "from faktura.cli import main; main()")


@dataclass(frozen=True, slots=True)
class Ended:
    """What a command printed, and its status."""

    returncode: int
    stdout: bytes
    stderr: bytes


def run(*arguments: str | Path) -> Ended:
    """The command in this process, which is quicker than starting one."""
    result = CliRunner().invoke(app, list(map(str, arguments)), prog_name="faktura")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ended(result.exit_code, result.stdout_bytes, result.stderr_bytes)


def start(*arguments: str | Path) -> Ended:
    """The command in a process of its own."""
    ended = subprocess.run([*PROGRAM, *map(str, arguments)], capture_output=True, timeout=120)
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def said(ended: Ended) -> str:
    return ended.stderr.decode()
