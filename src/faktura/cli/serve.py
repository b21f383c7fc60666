"""``faktura serve``: API, pages and worker; in one process, or with several processes for the API."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Coroutine
from typing import Any

import structlog
import uvicorn

from faktura.api.app import build_app, describe_api
from faktura.cli.installation import bring_up_to_date, database_address, open_floor
from faktura.cli.logs import set_up_logs
from faktura.jobs.worker import Worker
from faktura.settings import Settings
from faktura.storage.floor import Floor
from faktura.web import pages
from faktura.worker import JOBS

log = structlog.get_logger("faktura.serve")

_RESTART_SECONDS = 1.0


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

    def __init__(self, config: uvicorn.Config, tell: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell = tell

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Take the sockets, then tell."""
        await super().startup(sockets)
        if self.started:
            self._tell()


def _server(floor: Floor, tell: Callable[[], None]) -> uvicorn.Server:
    settings = floor.settings
    return _Server(
        uvicorn.Config(
            build_app(floor, pages(floor, lambda: describe_api(settings.public_url))),
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            date_header=True,
            timeout_graceful_shutdown=settings.shutdown_seconds,
            timeout_keep_alive=30,
            h11_max_incomplete_event_size=64 * 1024,
        ),
        tell,
    )


async def _run(settings: Settings, url: str, listener: socket.socket, *, works: bool, tell: Callable[[], None]) -> None:
    async with open_floor(settings, url) as floor:
        server = _server(floor, tell)
        worker = Worker(floor, JOBS) if works else None
        async with asyncio.TaskGroup() as tasks:
            working = tasks.create_task(worker.run()) if worker else None
            # uvicorn takes SIGINT and SIGTERM: it answers what is under way, then returns.
            await server.serve(sockets=[listener])
            if worker is not None and working is not None:
                worker.stop()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(asyncio.shield(working), settings.shutdown_seconds)
                # What did not end in time goes back to the queue when its heartbeat is missed.
                working.cancel()


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
    """One process for each API worker, and the jobs in this one."""
    run_async(_supervised(settings, url, listener, tell))


async def _supervised(settings: Settings, url: str, listener: socket.socket, tell: Callable[[], None]) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    environment = {**os.environ, **child_environment(settings, url)}
    children = [_start_child(listener, environment) for _ in range(settings.workers)]
    try:
        async with open_floor(settings, url) as floor:
            worker = Worker(floor, JOBS)
            working = asyncio.create_task(worker.run())
            tell()
            while not stopping.is_set():
                for place, child in enumerate(children):
                    if child.poll() is not None:
                        log.warning("api_process_ended", status=child.returncode)
                        children[place] = _start_child(listener, environment)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stopping.wait(), _RESTART_SECONDS)
            for child in children:
                child.terminate()
            worker.stop()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(working), settings.shutdown_seconds)
            working.cancel()
    finally:
        for child in children:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(settings.shutdown_seconds)
            child.kill()
            child.wait()


def child_environment(settings: Settings, url: str) -> dict[str, str]:
    """What an API process needs to open the same installation."""
    return {
        "FAKTURA_DATABASE_URL": url,
        "FAKTURA_HOME": str(settings.home),
        "FAKTURA_PUBLIC_URL": settings.public_url,
        "FAKTURA_PORT": str(settings.port),
        "FAKTURA_LOG_FORMAT": settings.log_format,
        "FAKTURA_LOG_LEVEL": settings.log_level,
    }


def _start_child(listener: socket.socket, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    descriptor = listener.fileno()
    return subprocess.Popen(  # noqa: S603 - our own program with our own arguments
        [sys.executable, "-m", "faktura.cli.api_process", str(descriptor)],
        env=environment,
        pass_fds=(descriptor,),
    )


def serve_descriptor(settings: Settings, descriptor: int) -> None:
    """The API alone, on a listening socket that the parent opened; the database is up to date."""
    set_up_logs(settings)
    assert settings.database_url is not None
    with socket.socket(fileno=descriptor) as listener:
        run_async(_run(settings, settings.database_url, listener, works=False, tell=lambda: None))


def work(settings: Settings) -> None:
    """``faktura worker``: only the jobs, until SIGINT or SIGTERM."""
    set_up_logs(settings)

    async def main(url: str) -> None:
        async with open_floor(settings, url) as floor:
            worker = Worker(floor, JOBS)
            loop = asyncio.get_running_loop()
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, worker.stop)
            print("Faktura's worker is ready", flush=True)
            await worker.run()

    with database_address(settings) as url:
        run_async(main(url))
