"""A whole Faktura for the pages' commands: its own home, its own port, stopped at the end."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """A server that runs: its address, its home folder, and the environment for commands beside it."""

    url: str
    home: Path
    environment: dict[str, str]


@contextmanager
def running_installation() -> Iterator[Installation]:
    """Start a server, and stop it as an operator does."""
    # Not pytest's own folder, whose long name leaves no room for the path of a socket.
    home = Path(tempfile.mkdtemp(prefix="faktura-docs-"))
    plain = {name: value for name, value in os.environ.items() if not name.startswith("FAKTURA_")}
    environment = {**plain, "FAKTURA_HOME": str(home)}
    log = home / "serve.log"
    try:
        with log.open("wb") as errors:
            server = subprocess.Popen(
                [BIN / "faktura", "serve", "--port", "0", "--json"],
                env=environment,
                cwd=home,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        assert server.stdout is not None
        with server.stdout:
            line = server.stdout.readline()
            try:
                assert line, f"the server did not start: {log.read_text('utf-8')}"
                yield Installation(url=json.loads(line)["url"], home=home, environment=environment)
            finally:
                server.send_signal(signal.SIGTERM)
                server.wait(60)
    finally:
        shutil.rmtree(home)
