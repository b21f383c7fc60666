"""An installation that a test may kill: ``faktura serve`` in a process of its own, on a home folder of its own."""

import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import asyncpg
import httpx

from faktura.cli.demo_mail import MailServer
from faktura.storage import orphans
from faktura.storage.embedded import EmbeddedPostgres

Kill = Literal["everything", "server", "database"]

_FAKTURA = Path(sys.executable).with_name("faktura")
_SENDER = "invoices@seller.example"


@dataclass
class Installation:
    """``faktura serve`` on `home` and `port`, sending its mail to a mail server of the test."""

    folder: Path
    port: int
    mail_port: int
    more: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[str] | None = None

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def data(self) -> Path:
        return self.home / "postgresql"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """What the servers wrote on standard error."""
        return (self.folder / "log").read_text("utf-8", "replace")

    @property
    def _environment(self) -> dict[str, str]:
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith("FAKTURA_")},
            "FAKTURA_HOME": str(self.home),
            "FAKTURA_PORT": str(self.port),
            "FAKTURA_SMTP_HOST": "127.0.0.1",
            "FAKTURA_SMTP_PORT": str(self.mail_port),
            "FAKTURA_SMTP_SECURITY": "none",
            "FAKTURA_SMTP_FROM": _SENDER,
            "FAKTURA_DELIVERY_FIRST_WAIT_SECONDS": "1",
            "FAKTURA_LOG_LEVEL": "warning",
            **self.more,
        }

    async def start(self) -> None:
        """Start the server and wait until it says that it is ready."""
        self.process = self._launch()
        assert self.process.stdout is not None
        line = await asyncio.to_thread(self.process.stdout.readline)
        assert line, f"the server did not start:\n{self.log}"
        assert json.loads(line) == {"url": self.url}

    def _launch(self) -> subprocess.Popen[str]:
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [_FAKTURA, "serve", "--port", str(self.port), "--json"],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )

    async def kill(self, what: Kill) -> None:
        """Kill -9, and bring back what does not come back by itself.

        ``server`` kills the Python process alone, ``database`` the embedded database under it, ``everything`` both,
        as a power cut would.
        """
        assert self.process is not None
        if what in ("everything", "server"):
            database = orphans.processes_of(self.data) if what == "everything" else set()
            self.process.kill()
            self._kill_9(database)
            await self._reap()
            await self.start()
        else:
            self._kill_9(orphans.processes_of(self.data))
            await self._until_ready()

    async def stop(self, patience_seconds: float = 60) -> int:
        """Stop with SIGTERM; answers the exit status."""
        assert self.process is not None
        self.process.terminate()
        return await asyncio.wait_for(self._reap(), patience_seconds)

    async def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run another command of Faktura's on this installation."""
        return await asyncio.to_thread(
            subprocess.run, [_FAKTURA, *arguments], env=self._environment, capture_output=True, text=True
        )

    @property
    def secrets(self) -> list[str]:
        """What no log may show."""
        return [(self.home / name).read_text("utf-8").strip() for name in ("postgresql.password", "secret.key")]

    @asynccontextmanager
    async def database(self) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
        """The owner's connection to the running database, which sees every tenant."""
        url = EmbeddedPostgres.running(self.home)
        assert url is not None
        connection = await asyncpg.connect(url)
        try:
            yield connection
        finally:
            await connection.close()

    async def _until_ready(self) -> None:
        async with httpx.AsyncClient() as client:
            while True:
                if (await client.get(f"{self.url}/health/ready")).status_code == 200:
                    return
                await asyncio.sleep(0.05)

    async def _reap(self) -> int:
        assert self.process is not None
        status = await asyncio.to_thread(self.process.wait)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return status

    @staticmethod
    def _kill_9(pids: set[int]) -> None:
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue  # it went with its postmaster

    def end(self) -> None:
        """Leave nothing running, whatever state the test is in."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            assert self.process.stdout is not None
            self.process.stdout.close()
        if self.data.is_dir():
            orphans.stop_processes(self.data)


@asynccontextmanager
async def serving(mail: MailServer, **more: str) -> AsyncIterator[Installation]:
    """A running installation in a new folder; what the server wrote is shown when the test fails.

    `more` are settings, as environment variables.
    """
    with _short_folder() as folder:
        installation = Installation(folder, _free_port(), mail.port, more)
        try:
            await installation.start()
            yield installation
        except BaseException:
            print(installation.log[-8000:])
            raise
        finally:
            installation.end()


async def sign_up(installation: Installation) -> httpx.AsyncClient:
    """A client with the key of a new organization."""
    async with httpx.AsyncClient(base_url=installation.url) as client:
        body = {"name": "Storm", "organization": {"name": "Storm Chasers GmbH", "country": "AT"}}
        response = await client.post("/v1/accounts", json=body)
    assert response.status_code == 201, response.text
    key = response.json()["key"]
    return httpx.AsyncClient(
        base_url=installation.url, headers={"Authorization": f"Bearer {key}"}, timeout=httpx.Timeout(20)
    )


def invoice(**changes: Any) -> dict[str, Any]:
    """The body of a small invoice that is issued and sent by mail."""
    return {
        "issue": True,
        "issue_date": "2026-06-01",
        "due_date": "2026-06-30",
        "currency": "EUR",
        "customer": {
            "name": "Buyer AG",
            "email": "ap@buyer.example",
            "address": {"line1": "Weg 1", "city": "Berlin", "postal_code": "10115", "country": "DE"},
        },
        "lines": [{"name": "Work", "quantity": "1", "unit_price": "100.00", "vat": {"category": "S", "rate": "20"}}],
        "send": {"channels": ["email"]},
        **changes,
    }


@contextmanager
def _short_folder() -> Iterator[Path]:
    # Not pytest's own folder, whose long name leaves no room for the path of a socket.
    path = Path(tempfile.mkdtemp(prefix="faktura-storm-"))
    try:
        yield path
    finally:
        shutil.rmtree(path)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
