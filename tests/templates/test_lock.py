"""Each wall alone keeps the doors shut: the limits of the system, and the list of system calls."""

import os
import platform
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from faktura.templates.sandbox import lock

CPU_SECONDS, MEMORY_BYTES = 5, 1024**3
HAS_LIST = sys.platform == "linux" and platform.machine() in ("x86_64", "aarch64")

WALLS: dict[str, Callable[[], object]] = {
    "limits": lambda: lock.limit_resources(CPU_SECONDS, MEMORY_BYTES),
    "both": lambda: lock.lock(CPU_SECONDS, MEMORY_BYTES),
}
if HAS_LIST:
    WALLS["calls"] = lock.forbid_system_calls


def behind(wall: str, act: Callable[[], object]) -> str:
    """What becomes of an act behind a wall, in a process of its own: the name of its error, or ``done``."""
    here, there = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            WALLS[wall]()
            try:
                act()
                said = "done"
            except Exception as error:  # noqa: BLE001 - whatever it is, it is what is asked
                said = type(error).__name__
            os.write(there, said.encode())
        finally:
            os._exit(0)
    os.close(there)
    with os.fdopen(here, "rb") as pipe:
        answer = pipe.read().decode()
    os.waitpid(pid, 0)
    return answer


ACTS: dict[str, Callable[[], object]] = {
    "read a file": lambda: os.open("/etc/passwd", os.O_RDONLY),
    "write a file": lambda: os.open("/tmp/faktura-lock", os.O_WRONLY | os.O_CREAT),
    "open a socket": socket.socket,
    "open a socket of the machine": lambda: socket.socket(socket.AF_UNIX),
    "list a folder": lambda: next(os.scandir("/")),
    "make a pipe": os.pipe,
}


@pytest.mark.parametrize("wall", WALLS)
@pytest.mark.parametrize("act", ACTS)
def test_nothing_can_be_opened(wall: str, act: str) -> None:
    assert behind(wall, ACTS[act]) in {"OSError", "PermissionError"}
    assert not Path("/tmp/faktura-lock").exists()


@pytest.mark.parametrize("wall", WALLS)
def test_no_process_can_be_started(wall: str) -> None:
    def fork() -> None:
        if os.fork() == 0:
            os._exit(0)

    if wall == "limits" and os.geteuid() == 0 and not _can_leave_root():
        pytest.skip("root may start processes beyond any limit, and can't be left here")
    assert behind(wall, fork) in {"BlockingIOError", "PermissionError"}


def _can_leave_root() -> bool:
    return behind("both", lambda: None) == "done" and Path("/proc/self/uid_map").exists()


@pytest.mark.skipif(not HAS_LIST, reason="seccomp is Linux's, and the list is known for two kinds of processors")
def test_no_other_process_can_be_reached_nor_a_program_run(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.touch()
    parent = os.getpid()
    assert behind("calls", lambda: os.kill(parent, 0)) == "PermissionError"
    assert behind("calls", lambda: os.execv("/bin/true", ["true"])) == "PermissionError"
    assert behind("calls", kept.unlink) == "PermissionError"
    assert kept.exists()


@pytest.mark.parametrize("wall", ["limits", "both"])
def test_memory_is_bounded(wall: str) -> None:
    assert behind(wall, lambda: bytearray(2 * MEMORY_BYTES)) == "MemoryError"


@pytest.mark.parametrize("wall", WALLS)
def test_reckoning_goes_on(wall: str) -> None:
    assert behind(wall, lambda: sum(range(1000))) == "done"
