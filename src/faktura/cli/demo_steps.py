"""What the demo runs on: a Faktura server of its own, a client for its API, and steps that print what was checked."""

import contextlib
import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

_START_SECONDS = 60
_STOP_SECONDS = 30


class DemoFailed(Exception):  # noqa: N818 - told as a sentence
    """A step did not come out as it must."""


class Steps:
    """Prints each step with what was checked; a check that fails ends the demo."""

    def __init__(self) -> None:
        self._count = 0

    def chapter(self, title: str) -> None:
        """Begin a part of the story."""
        print(f"\n{title}\n{'─' * len(title)}", flush=True)

    def step(self, sentence: str) -> None:
        """Tell what is done next."""
        self._count += 1
        print(f"{self._count:3}. {sentence}", flush=True)

    def check(self, holds: bool, sentence: str) -> None:
        """Tell what was checked.

        Raises:
            DemoFailed: it does not hold.
        """
        if not holds:
            raise DemoFailed(f"This does not hold: {sentence}")
        print(f"     ✓ {sentence}", flush=True)


class Client:
    """The API with one key; every refusal that was not expected ends the demo."""

    def __init__(self, url: str, key: str = "") -> None:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._http = httpx.Client(base_url=url, headers=headers, timeout=60, trust_env=False)

    def call(
        self, method: str, path: str, body: Any = None, *, expect: int = 200, headers: dict[str, str] | None = None
    ) -> httpx.Response:
        """One request; writes carry a new Idempotency-Key unless `headers` give one.

        Raises:
            DemoFailed: the status is not the one expected.
        """
        sent = {"Idempotency-Key": str(uuid.uuid4())} if method != "GET" else {}
        response = self._http.request(method, path, json=body, headers={**sent, **(headers or {})})
        if response.status_code != expect:
            raise DemoFailed(f"{method} {path} answered {response.status_code}: {response.text[:2000]}")
        return response

    def get(self, path: str) -> Any:
        """The JSON of a resource."""
        return self.call("GET", path).json()

    def post(self, path: str, body: Any = None, *, expect: int = 201, wait: int = 20) -> Any:
        """The JSON of a write, after its work in the background."""
        return self.call("POST", path, body, expect=expect, headers={"Prefer": f"wait={wait}"}).json()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()


@contextlib.contextmanager
def faktura_server(home: Path, **settings: object) -> Iterator[str]:
    """A Faktura server on a free loopback port; gives its address, and stops it afterwards.

    Raises:
        DemoFailed: it did not start.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FAKTURA_")}
    environment |= {f"FAKTURA_{name.upper()}": str(value) for name, value in settings.items()}
    environment["FAKTURA_HOME"] = str(home)
    log_path = home.parent / "server.log"
    with log_path.open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-c", "from faktura.cli import main; main()", "serve", "--port", "0", "--json"],
            stdout=subprocess.PIPE,
            stderr=log,
            env=environment,
        )
        try:
            assert server.stdout is not None
            line = server.stdout.readline()
            if not line:
                raise DemoFailed(f"The server did not start:\n{log_path.read_text()[-3000:]}")
            yield json.loads(line)["url"]
        finally:
            server.terminate()
            try:
                server.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def run_command(home: Path, *arguments: str) -> str:
    """Run a command of ours and give what it printed.

    Raises:
        DemoFailed: its status was not 0.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FAKTURA_")}
    done = subprocess.run(  # noqa: S603 - our own program with our own arguments
        [sys.executable, "-c", "from faktura.cli import main; main()", *arguments],
        env={**environment, "FAKTURA_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=_START_SECONDS,
        check=False,
    )
    if done.returncode != 0:
        raise DemoFailed(f"faktura {' '.join(arguments)} ended with {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout
