"""The program that templates run in: ``main(fonts, root)``.

It reads one piece of work after the other from standard input, and forks a child for each, so that nothing of one
template reaches the next, nor a template anything of the server: the environment is empty, the folder is empty, and
what the server knows was never in this program. Of its answers only the form is trusted.
"""

import codecs
import json
import os
import selectors
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from faktura.templates.sandbox import mail_work, typst_work
from faktura.templates.sandbox.lock import end_with_parent, lock

CPU_SECONDS_MAX = 10
WALL_SECONDS_MAX = 20
MEMORY_BYTES_MAX = 1024**3
OUTPUT_BYTES_MAX = 32 * 1024 * 1024

_CHUNK = 1 << 20
_NUMBER_BYTES = 8

Job = dict[str, Any]
Answer = tuple[dict[str, Any], bytes]

# Codecs are loaded when they are first used, and then it is too late.
for _codec in ("latin-1", "unicode-escape", "utf-16-be"):
    codecs.lookup(_codec)

_WORK: dict[str, Callable[[Any, Job], Answer]] = {"pages": typst_work.work, "mail": mail_work.work}


def read_exactly(descriptor: int, count: int) -> bytes:
    """So many bytes; raises EOFError when the other side is gone."""
    chunks = []
    while count:
        chunk = os.read(descriptor, min(count, _CHUNK))
        if not chunk:
            raise EOFError
        chunks.append(chunk)
        count -= len(chunk)
    return b"".join(chunks)


def write_all(descriptor: int, content: bytes) -> None:
    """All bytes, however often it takes."""
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]


def packed(content: bytes) -> bytes:
    """Bytes with their number before them."""
    return len(content).to_bytes(_NUMBER_BYTES, "big") + content


def read_packed(descriptor: int) -> bytes:
    """What `packed` made."""
    return read_exactly(descriptor, int.from_bytes(read_exactly(descriptor, _NUMBER_BYTES), "big"))


def _child(fonts: Any, job: Job, out: int) -> None:
    """Make ready what needs files and threads, close the doors, work, write the answer, end."""
    for descriptor in (0, 1):
        os.close(descriptor)
    ready = typst_work.make_ready(fonts, str(Path.cwd())) if job["work"] == "pages" else None
    lock(job.get("cpu_seconds", CPU_SECONDS_MAX), MEMORY_BYTES_MAX)
    try:
        header, content = _WORK[job["work"]](ready, job)
    except MemoryError:
        header, content = {"outcome": "memory"}, b""
    except Exception as error:  # noqa: BLE001 - the server logs what it is; there is nobody else here to see it
        header, content = {"outcome": "fault", "fault": type(error).__name__}, b""
    write_all(out, packed(json.dumps(header).encode()) + content)


def collect(descriptor: int, seconds: float) -> tuple[bytes, str]:
    """What a child writes, and why it was not heard to its end: ``time``, ``output`` or nothing."""
    end = time.monotonic() + seconds
    chunks: list[bytes] = []
    size = 0
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, selectors.EVENT_READ)
        while True:
            left = end - time.monotonic()
            if left <= 0 or not selector.select(left):
                return b"", "time"
            chunk = os.read(descriptor, _CHUNK)
            if not chunk:
                return b"".join(chunks), ""
            chunks.append(chunk)
            size += len(chunk)
            if size > OUTPUT_BYTES_MAX:
                return b"", "output"


def _outcome(status: int) -> str:
    """What became of a child that did not come to its end."""
    ended_by = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if ended_by == signal.SIGXCPU:
        return "time"
    # A reckoning program that gets no memory aborts; the machine itself ends one that takes too much.
    return "memory" if ended_by in (signal.SIGABRT, signal.SIGKILL) else "crash"


def do(fonts: Any, job: Job) -> tuple[str, bytes]:
    """One piece of work in a child of its own: ``done`` with what it wrote, or why there is nothing."""
    here, there = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.close(here)
            end_with_parent()
            _child(fonts, job, there)
            status = 0
        finally:
            os._exit(status)
    os.close(there)
    try:
        written, why = collect(here, job.get("wall_seconds", WALL_SECONDS_MAX))
    finally:
        os.close(here)
        if is_still_there(pid):
            os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    if why:
        return why, b""
    return ("done", written) if status == 0 and written else (_outcome(status), b"")


def is_still_there(pid: int) -> bool:
    """Whether a child has not ended by itself in the moment after its last word."""
    end = time.monotonic() + 0.5
    while time.monotonic() < end:
        found = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if found is not None:
            return False
        time.sleep(0.001)
    return True


def main(font_paths: list[str]) -> None:
    """Serve until whoever gives the work is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    fonts = typst_work.open_fonts(font_paths)
    write_all(1, b"ready\n")
    while True:
        try:
            job = json.loads(read_packed(0))
        except EOFError:
            return
        outcome, written = do(fonts, job)
        write_all(1, packed(outcome.encode()) + packed(written))


if __name__ == "__main__":
    main(sys.argv[1:])
