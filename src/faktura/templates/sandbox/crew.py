"""The server's side of the sandbox: gives work to processes that stand ready, and takes away what does not end."""

import atexit
import contextlib
import functools
import json
import os
import selectors
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog

import faktura
from faktura.formats.pdf.fonts import FONTS
from faktura.templates.sandbox.zygote import OUTPUT_BYTES_MAX, WALL_SECONDS_MAX, packed

log = structlog.get_logger("faktura.templates")

PROCESSES_MAX = 2
WAITING_MAX = 8
_START_SECONDS = 20
_PATIENCE_SECONDS = 5
"""How much longer than its own limit a process is waited for."""
_HEADER_BYTES_MAX = 16 * 1024 * 1024

SENTENCES = {
    "time": "The template takes too long.",
    "memory": "The template takes too much memory.",
    "output": "The template makes too large a file.",
    "crash": "The template makes the typesetter fail: it is nested too deeply, or meets a fault of the typesetter.",
}


class Busy(Exception):  # noqa: N818 - what became of the work, not a fault of ours
    """More is waiting than will be done in a reasonable time."""


@dataclass(frozen=True, slots=True)
class Made:
    """What work made. `errors` and `warnings` are plain findings: code, message, line, column, hint.

    `header` holds what else the work says of itself: nothing in it is trusted but its form.
    """

    content: bytes = b""
    errors: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)
    header: dict[str, Any] = field(default_factory=dict)


class _Zygote:
    """One process that forks a child for each piece of work."""

    def __init__(self) -> None:
        self._folder = tempfile.mkdtemp(prefix="faktura-templates-")
        # Who works there may be nobody, and finds it empty.
        Path(self._folder).chmod(0o755)
        package = str(Path(faktura.__file__).parents[1])
        program = (
            f"import sys; sys.path.insert(0, {package!r}); "
            "from faktura.templates.sandbox.zygote import main; main(sys.argv[1:])"
        )
        self._process = subprocess.Popen(  # noqa: S603 - our own program with our own arguments
            [sys.executable, "-I", "-c", program, fonts_folder()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._folder,
            env={"LC_ALL": "C.UTF-8", "RAYON_NUM_THREADS": "2"},
            start_new_session=True,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._in, self._out = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._in, False)
        self._read(len(b"ready\n"), time.monotonic() + _START_SECONDS)

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def do(self, job: dict[str, Any]) -> tuple[str, bytes]:
        """The outcome and what was written.

        Raises:
            TimeoutError, EOFError, OSError: the process itself is of no use any more.
        """
        end = time.monotonic() + float(job.get("wall_seconds", WALL_SECONDS_MAX)) + _PATIENCE_SECONDS
        self._write(packed(json.dumps(job).encode()), end)
        outcome = self._read_packed(64, end).decode()
        return outcome, self._read_packed(OUTPUT_BYTES_MAX + _HEADER_BYTES_MAX, end)

    def _write(self, content: bytes, end: float) -> None:
        view = memoryview(content)
        with selectors.DefaultSelector() as selector:
            selector.register(self._in, selectors.EVENT_WRITE)
            while view:
                if not selector.select(max(0.0, end - time.monotonic())):
                    raise TimeoutError
                view = view[os.write(self._in, view) :]

    def _read(self, count: int, end: float) -> bytes:
        chunks = []
        with selectors.DefaultSelector() as selector:
            selector.register(self._out, selectors.EVENT_READ)
            while count:
                if not selector.select(max(0.0, end - time.monotonic())):
                    raise TimeoutError
                chunk = os.read(self._out, min(count, 1 << 20))
                if not chunk:
                    raise EOFError
                chunks.append(chunk)
                count -= len(chunk)
        return b"".join(chunks)

    def _read_packed(self, most: int, end: float) -> bytes:
        count = int.from_bytes(self._read(8, end), "big")
        if count > most:
            raise EOFError
        return self._read(count, end)

    def end(self) -> None:
        """End it with its child, and remove its folder."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, 9)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        shutil.rmtree(self._folder, ignore_errors=True)


@functools.cache
def fonts_folder() -> str:
    """A folder with the two weights of the pages and nothing else, kept while this process lives."""
    folder = tempfile.mkdtemp(prefix="faktura-fonts-")
    Path(folder).chmod(0o755)
    for path in (path for font in FONTS.values() for path in font.files.values()):
        shutil.copyfile(path, Path(folder) / path.name)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


class Sandbox:
    """`size` processes at most, started when they are first needed; a call waits for a free one, in its thread."""

    def __init__(self, size: int = PROCESSES_MAX, waiting: int = WAITING_MAX) -> None:
        self._room = threading.BoundedSemaphore(size + waiting)
        self._free = threading.BoundedSemaphore(size)
        self._idle: list[_Zygote] = []
        self._lock = threading.Lock()

    def run(self, job: dict[str, Any], *, patient: bool = False) -> Made:
        """Do a piece of work. Whatever a template does, there is an answer; a `patient` caller waits in any case.

        Raises:
            Busy: too much is waiting already.
        """
        if not self._room.acquire(blocking=patient):
            raise Busy
        try:
            with self._free:
                return self._run(job)
        finally:
            self._room.release()

    def _run(self, job: dict[str, Any]) -> Made:
        with self._lock:
            zygote = self._idle.pop() if self._idle else None
        if zygote is not None and not zygote.is_alive():
            zygote.end()
            zygote = None
        if zygote is None:
            zygote = _Zygote()
        try:
            outcome, written = zygote.do(job)
        except (TimeoutError, EOFError, OSError) as error:
            log.warning("template_process_lost", error=type(error).__name__)
            zygote.end()
            return _failed("time" if isinstance(error, TimeoutError) else "crash")
        with self._lock:
            self._idle.append(zygote)
        return _read(outcome, written)

    def close(self) -> None:
        """End all that are idle."""
        with self._lock:
            idle, self._idle = self._idle, []
        for zygote in idle:
            zygote.end()


def _failed(outcome: str) -> Made:
    code = "template_crashes" if outcome == "crash" else "template_too_large"
    message = SENTENCES.get(outcome, SENTENCES["crash"])
    return Made(errors=[_told({"code": code, "message": message, "line": None, "column": None})])


def _read(outcome: str, written: bytes) -> Made:
    """What a child wrote; it is believed in nothing that could do harm."""
    if outcome != "done":
        return _failed(outcome)
    count = int.from_bytes(written[:8], "big")
    try:
        header = json.loads(written[8 : 8 + count])
        if header["outcome"] == "memory":
            return _failed("memory")
        if header["outcome"] == "fault":
            log.warning("template_fault", error=str(header["fault"])[:100])
            return _failed("crash")
        errors, warnings = [_told(each) for each in header["errors"]], [_told(each) for each in header["warnings"]]
    except (ValueError, LookupError, TypeError):
        return _failed("crash")
    if header["outcome"] != "made" and not errors:
        return _failed("crash")
    return Made(written[8 + count :], errors, warnings, header)


def _told(given: dict[str, Any]) -> dict[str, Any]:
    numbers = {name: int(given[name]) if given[name] is not None else None for name in ("line", "column")}
    return {**{name: str(given.get(name, ""))[:1000] for name in ("code", "message", "hint", "part")}, **numbers}


@functools.cache
def sandbox() -> Sandbox:
    """This process's own."""
    made = Sandbox()
    atexit.register(made.close)
    return made
