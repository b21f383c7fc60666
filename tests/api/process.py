"""A real server: `faktura serve` as a user starts it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

SECONDS_MAX = 60


@dataclass(frozen=True, slots=True)
class Server:
    """Its address, and what it has written to standard error so far (whole after the end)."""

    url: str
    _lines: list[str]

    @property
    def log(self) -> str:
        return "".join(self._lines)


def environment(home: Path, **settings: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FAKTURA_")}
    return {**kept, "FAKTURA_HOME": str(home), **{f"FAKTURA_{name.upper()}": text for name, text in settings.items()}}


@contextmanager
def serving(home: Path, *, port: int = 0, **settings: str) -> Iterator[Server]:
    """A server with these settings; it must end by SIGTERM with status 0."""
    program = Path(sys.executable).with_name("faktura")
    with subprocess.Popen(
        [program, "serve", "--port", str(port), "--json"],
        env=environment(home, **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        lines: list[str] = []
        # Read all the time: a full pipe would make the server wait.
        reader = Thread(target=lines.extend, args=(process.stderr,))
        reader.start()
        try:
            first = process.stdout.readline()
            assert first, "".join(lines)
            yield Server(json.loads(first)["url"], lines)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                status = process.wait(SECONDS_MAX)
            except subprocess.TimeoutExpired:
                process.kill()
                status = process.wait()
            reader.join(SECONDS_MAX)
    assert status == 0, "".join(lines)
