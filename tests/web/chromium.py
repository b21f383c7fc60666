"""A headless Chromium, driven by its DevTools protocol over two pipes, and a server for it to look at.

Chromium reads commands from its descriptor 3 and writes answers to its descriptor 4, each a JSON text that ends with
a NUL byte (--remote-debugging-pipe); no port is opened.
"""

import asyncio
import base64
import os
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import orjson
import uvicorn

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)


class Browser:
    """One browser with one tab; every call waits for its answer.

    `events` are what the tab told: requests, console messages, violations of the policy.
    """

    def __init__(self, commands: int, answers: int) -> None:
        self._commands, self._answers = commands, answers
        self._rest = b""
        self._last = 0
        self._session = ""
        self.width = 0
        self.events: list[dict[str, Any]] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log", "Audits"):
            self.call(f"{domain}.enable")

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            piece = os.read(self._answers, 1 << 16)
            if not piece:
                raise EOFError("Chromium has gone")
            self._rest += piece
        text, self._rest = self._rest.split(b"\0", 1)
        message: dict[str, Any] = orjson.loads(text)
        return message

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and wait for its answer."""
        self._last += 1
        command: dict[str, Any] = {"id": self._last, "method": method, "params": parameters}
        if self._session:
            command["sessionId"] = self._session
        os.write(self._commands, orjson.dumps(command) + b"\0")
        while True:
            message = self._read()
            if message.get("id") == self._last:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                result: dict[str, Any] = message["result"]
                return result
            self.events.append(message)

    def screen(self, width: int, height: int, *, dark: bool = False, scale: float = 1, media: str = "") -> None:
        """Take the size and taste of a device; `media` is empty for a screen, or ``print``."""
        self.width = width
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=width < 600,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", media=media, features=[scheme])

    def open(self, url: str) -> None:
        """Go to an address and wait until everything is there."""
        self.events.clear()
        self.call("Page.navigate", url=url)
        self.wait("Page.loadEventFired")

    def wait(self, event: str) -> dict[str, Any]:
        """The first event of a name since the page was opened, or when it comes."""
        while True:
            for told in self.events:
                if told["method"] == event:
                    parameters: dict[str, Any] = told["params"]
                    return parameters
            self.events.append(self._read())

    def ask(self, expression: str) -> Any:
        """The value of a JavaScript expression, asked from outside of the page."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def picture(self, path: Path, *, whole: bool = True) -> None:
        """A screenshot as PNG: of the whole page, or of the screen."""
        taken = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(taken["data"]))

    def printed(self) -> bytes:
        """The page as it would be printed: a PDF."""
        return base64.b64decode(
            self.call("Page.printToPDF", preferCSSPageSize=True, paperWidth=8.27, paperHeight=11.69)["data"]
        )

    def requested(self) -> list[str]:
        """The addresses that the page asked for, those inside of it left out."""
        found = [
            event["params"]["request"]["url"] for event in self.events if event["method"] == "Network.requestWillBeSent"
        ]
        return [url for url in found if not url.startswith("data:")]

    def complaints(self) -> list[Any]:
        """What the browser did not like: blocked styles, blocked pictures, errors."""
        kinds = ("Log.entryAdded", "Audits.issueAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown")
        return [event["params"] for event in self.events if event["method"] in kinds]


@contextmanager
def open_browser(program: str, profile: Path) -> Iterator[Browser]:
    """A browser with a fresh profile, ended with the block."""
    commands_read, commands_write = os.pipe()
    answers_read, answers_write = os.pipe()
    # The shell puts the two pipes where Chromium looks for them.
    script = 'exec "$0" "$@" 3<&"$FAKTURA_TEST_IN" 4>&"$FAKTURA_TEST_OUT"'
    process = subprocess.Popen(
        ["bash", "-c", script, program, *FLAGS, f"--user-data-dir={profile}", "about:blank"],
        pass_fds=(commands_read, answers_write),
        env={**os.environ, "FAKTURA_TEST_IN": str(commands_read), "FAKTURA_TEST_OUT": str(answers_write)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(commands_read)
    os.close(answers_write)
    try:
        yield Browser(commands_write, answers_read)
    finally:
        # It ends by itself when nobody holds the other end of its pipe.
        os.close(commands_write)
        os.close(answers_read)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class _Server(uvicorn.Server):
    """A server that tells when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listens.set()


@asynccontextmanager
async def serve(application: Any) -> AsyncIterator[str]:
    """The application behind a real server on a free port of this machine; gives its address."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(application, lifespan="off", ws="none", log_config=None, access_log=False)
    server = _Server(config)
    running = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        await server.listens.wait()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        await running
        listener.close()
