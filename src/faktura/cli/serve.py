"""``faktura serve``: API, pages and worker; in one process, or with several processes for the API."""

import asyncio
import contextlib
import gc
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from typing import Any

import structlog
import uvicorn

from faktura.api.app import build_app, describe_api
from faktura.audit.request_log import Recorder
from faktura.cli.installation import bring_up_to_date, database_address, open_floor
from faktura.cli.logs import set_up_logs
from faktura.jobs.worker import Worker
from faktura.mcp import Door, open_door
from faktura.settings import Settings
from faktura.storage.floor import Floor
from faktura.web import page_hosts, pages
from faktura.worker import JOBS, WATCHES

log = structlog.get_logger("faktura.serve")

_RESTART_SECONDS = 1.0
# A request with ten lines makes some thousand objects, nearly all freed by their counts alone.
_GARBAGE_THRESHOLD = 20_000
# Turns of the event loop in which what has arrived is still taken in.
_LAST_TURNS = 5


def listen(settings: Settings) -> socket.socket:
    """A listening socket; port 0 takes a free one.

    Raises:
        OSError: the address is taken or not this machine's.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(2048)
    except OSError:
        listener.close()
        raise
    return listener


class _Server(uvicorn.Server):
    """Tells when it is ready, before it serves the first request."""

    def __init__(self, config: uvicorn.Config, tell: Callable[[], None], recorder: Recorder) -> None:
        super().__init__(config)
        self._tell = tell
        self._recorder = recorder

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Take the sockets, then tell."""
        await super().startup(sockets)
        if self.started:
            self._tell()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to `_run`: uvicorn sends them again at its end, before worker and database are stopped."""
        yield

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take in what has arrived before closing the door: what waits unread when a socket closes is reset."""
        for _ in range(_LAST_TURNS):
            await asyncio.sleep(0)
        await super().shutdown(sockets)
        await self._recorder.close()

    def stop(self) -> None:
        """Answer what is under way, then end; called again, wait for that no longer."""
        self.force_exit = self.should_exit
        self.should_exit = True


def _server(floor: Floor, door: Door, tell: Callable[[], None]) -> _Server:
    settings = floor.settings
    app = build_app(
        floor, [*pages(floor, lambda: describe_api(settings.public_url)), *door.routes], (page_hosts(floor),)
    )
    return _Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            # Whom a proxy may name is for `trusted_proxies` to say: uvicorn would believe everybody on this machine.
            proxy_headers=False,
            date_header=True,
            timeout_graceful_shutdown=settings.shutdown_seconds,
            timeout_keep_alive=30,
            h11_max_incomplete_event_size=64 * 1024,
        ),
        tell,
        app.state.recorder,
    )


@contextlib.asynccontextmanager
async def _opened(floor: Floor) -> AsyncIterator[Door]:
    door = open_door(floor)
    async with door.running():
        yield door


async def _run(settings: Settings, url: str, listener: socket.socket, *, works: bool, tell: Callable[[], None]) -> None:
    async with open_floor(settings, url) as floor, _opened(floor) as door:
        server = _server(floor, door, tell)
        _settle_memory()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, server.stop)
        if not works:
            await server.serve(sockets=[listener])
            return
        worker = Worker(floor, JOBS, WATCHES)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(_end_in_time(worker, settings.shutdown_seconds))
            await server.serve(sockets=[listener])
            worker.stop()


def _settle_memory() -> None:
    """What was made at start stays: the garbage collector need not walk over it again and again under load."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_GARBAGE_THRESHOLD, 20, 20)


def _loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ImportError:  # not on Windows
        return None
    return uvloop.new_event_loop


def run_async(main: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine on the quickest loop there is."""
    with asyncio.Runner(loop_factory=_loop()) as runner:
        runner.run(main)


def serve(settings: Settings, *, as_json: bool) -> None:
    """Serve until SIGINT or SIGTERM; prints one line with the address when ready."""
    set_up_logs(settings)
    listener = listen(settings)
    port = listener.getsockname()[1]
    settings = settings.changed({"port": port}) if port != settings.port else settings

    def tell() -> None:
        line = json.dumps({"url": settings.public_url}) if as_json else f"Faktura is ready at {settings.public_url}"
        print(line, flush=True)

    with listener, database_address(settings, may_join=False) as url:
        for title in asyncio.run(bring_up_to_date(url)):
            log.info("migrated", migration=title)
        if settings.workers == 1:
            run_async(_run(settings, url, listener, works=True, tell=tell))
        else:
            _supervise(settings, url, listener, tell)


def _supervise(settings: Settings, url: str, listener: socket.socket, tell: Callable[[], None]) -> None:
    """One process for each API worker, and one for the jobs; this one only watches, and restarts what ends."""
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    with tempfile.TemporaryDirectory(prefix="faktura-metrics-") as metrics:
        environment = {**os.environ, **child_environment(settings, url), "PROMETHEUS_MULTIPROC_DIR": metrics}
        roles = [*["api"] * settings.workers, "jobs"]
        children = [start_child(role, listener, environment) for role in roles]
        tell()
        try:
            while not stopping.wait(_RESTART_SECONDS):
                for place, child in enumerate(children):
                    if child.poll() is not None:
                        log.warning("process_ended", role=roles[place], status=child.returncode)
                        children[place] = start_child(roles[place], listener, environment)
        finally:
            _stop(children, settings.shutdown_seconds)


def _stop(children: list[subprocess.Popen[bytes]], seconds: float) -> None:
    for child in children:
        child.terminate()
    for child in children:
        # A process gives its requests and its jobs that long; a little more for what comes after.
        try:
            child.wait(2 * seconds + 5)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def child_environment(settings: Settings, url: str) -> dict[str, str]:
    """What a process of ours needs to open the same installation; what the user's own environment says stays."""
    return {
        "FAKTURA_DATABASE_URL": url,
        "FAKTURA_HOME": str(settings.home),
        "FAKTURA_HOST": settings.host,
        "FAKTURA_PORT": str(settings.port),
        "FAKTURA_PUBLIC_URL": settings.public_url,
        "FAKTURA_WORKERS": "1",
    }


def start_child(role: str, listener: socket.socket, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a process of a role: ``api`` (requests from the listening socket) or ``jobs``."""
    descriptor = listener.fileno()
    return subprocess.Popen(  # noqa: S603 - our own program with our own arguments
        [sys.executable, "-m", "faktura.cli.process", role, str(descriptor)],
        env=environment,
        pass_fds=(descriptor,),
    )


def serve_descriptor(settings: Settings, descriptor: int) -> None:
    """The API alone, on a listening socket that the parent opened; the database is up to date."""
    set_up_logs(settings)
    assert settings.database_url is not None
    with socket.socket(fileno=descriptor) as listener:
        run_async(_run(settings, settings.database_url, listener, works=False, tell=lambda: None))


async def _end_in_time(worker: Worker, seconds: float) -> None:
    """Run the jobs; after `worker.stop()` the running ones get that long, then they go back to the queue."""
    working = asyncio.create_task(worker.run())
    stopping = asyncio.create_task(worker.stopping.wait())
    await asyncio.wait((working, stopping), return_when=asyncio.FIRST_COMPLETED)
    await asyncio.wait((working,), timeout=seconds)
    stopping.cancel()
    if not working.done():
        working.cancel()
        return
    working.result()


def work(settings: Settings, *, tell: Callable[[], None]) -> None:
    """Only the jobs, until SIGINT or SIGTERM."""
    set_up_logs(settings)

    async def main(url: str) -> None:
        async with open_floor(settings, url) as floor:
            worker = Worker(floor, JOBS, WATCHES)
            loop = asyncio.get_running_loop()
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, worker.stop)
            tell()
            await _end_in_time(worker, settings.shutdown_seconds)

    with database_address(settings) as url:
        run_async(main(url))
