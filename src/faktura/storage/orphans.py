"""PostgreSQL processes that outlived their Faktura: found, told to stop, and waited for."""

import os
import signal
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class PidFile:
    """What a postmaster writes about itself into ``postmaster.pid`` of its data folder."""

    pid: int
    port: int
    socket_folder: str
    ready: bool

    @classmethod
    def read(cls, data: Path) -> "PidFile | None":
        """None when there is none, or when it is not written to its end yet."""
        try:
            lines = (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            # pid, data folder, start time, port, socket folder, listen address, shared memory, status:
            # src/include/utils/pidfile.h of PostgreSQL.
            return cls(int(lines[0]), int(lines[3]), lines[4], lines[7].strip() == "ready")
        except (OSError, ValueError, IndexError):
            return None


def mark_of(data: Path) -> str:
    """The cluster name of a data folder; PostgreSQL shows it in the title of each of its processes."""
    facts = data.stat()
    return f"faktura-{facts.st_dev:x}-{facts.st_ino:x}"


def processes_of(data: Path) -> set[int]:
    """The PostgreSQL processes that work on a data folder.

    A process counts when it belongs to the folder's owner, is a ``postgres``, and either shows the folder's mark or
    stands in the folder. The titles are asked first, because a container's root may read nothing else of another
    account's process.
    """
    owner = data.stat().st_uid
    mark = mark_of(data)
    if not _PROC.is_dir():
        return _processes_by_ps(owner, mark)
    found = set()
    for entry in _PROC.iterdir():
        if entry.name.isdigit() and _is_postgres(entry, owner) and (_shows(entry, mark) or _stands_in(entry, data)):
            found.add(int(entry.name))
    return found


def stop_processes(data: Path, patience_seconds: float = 30) -> bool:
    """Stop every PostgreSQL process that works on a data folder; answers whether there were any.

    A postmaster is asked for a fast shutdown; what does not go, or has no postmaster any more, is told to go at
    once, and is killed at last. The write-ahead log makes each of these safe. Only a caller who holds the home's
    lock may do this: nobody else can have started them for good reason.
    """
    found = processes_of(data)
    if not found:
        return False
    file = PidFile.read(data)
    if file is not None and file.pid in found:
        _signal([file.pid], signal.SIGINT)
        found = _wait_until_gone(data, patience_seconds)
    for number, patience in ((signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
        if found:
            _signal(found, number)
            found = _wait_until_gone(data, patience)
    return True


def drop_stale_pid_files(data: Path) -> None:
    """Remove ``postmaster.pid``, and its like beside the socket, when the number in it belongs to a process that is no
    PostgreSQL, or that has ended.

    PostgreSQL removes a stale file itself, unless the number was given to another process of the same account; in a
    container, where numbers begin at 1 after each start, that is the rule and not the exception. Nor does it when its
    predecessor is a zombie: killed together with its Faktura, and not yet (or, in a container whose first process
    does not care for orphans, never) buried.
    """
    for path in (data / "postmaster.pid", *data.glob(".s.PGSQL.*.lock")):
        _drop_if_stale(path)


def _drop_if_stale(path: Path) -> None:
    try:
        # A server without a postmaster (single-user mode) writes its number as a negative one.
        pid = abs(int(path.read_text(encoding="utf-8").split("\n", 1)[0]))
    except (OSError, ValueError):
        return
    if pid > 0 and _lives(pid) and (_is_zombie(pid) or not _may_be_postgres(pid)):
        path.unlink(missing_ok=True)


def _wait_until_gone(data: Path, seconds: float) -> set[int]:
    end = time.monotonic() + seconds
    while (found := processes_of(data)) and time.monotonic() < end:
        time.sleep(0.02)
    return found


def _signal(pids: Iterable[int], number: signal.Signals) -> None:
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _is_zombie(pid: int) -> bool:
    if not _PROC.is_dir():
        return _ps("-p", str(pid), "-o", "stat=").startswith("Z")
    try:
        # The state follows the name, which stands in brackets and may hold any character: proc_pid_stat(5).
        return (_PROC / str(pid) / "stat").read_text("utf-8", "replace").rpartition(") ")[2].startswith("Z")
    except OSError:
        return True  # buried while we looked


def _may_be_postgres(pid: int) -> bool:
    if not _PROC.is_dir():
        return "postgres" in _ps("-p", str(pid), "-o", "command=")
    try:
        return (_PROC / str(pid) / "comm").read_text(encoding="utf-8").strip() == "postgres"
    except OSError:
        return False


def _is_postgres(entry: Path, owner: int) -> bool:
    try:
        return entry.stat().st_uid == owner and (entry / "comm").read_text("utf-8", "replace").strip() == "postgres"
    except OSError:
        return False  # it ended while we looked


def _shows(entry: Path, mark: str) -> bool:
    try:
        return mark.encode("ascii") in (entry / "cmdline").read_bytes()
    except OSError:
        return False


def _stands_in(entry: Path, data: Path) -> bool:
    try:
        return (entry / "cwd").samefile(data)
    except OSError:
        return False


def _processes_by_ps(owner: int, mark: str) -> set[int]:
    found = set()
    for line in _ps("-axo", "pid=,uid=,command=").splitlines():
        pid, uid, command = line.split(maxsplit=2)
        if int(uid) == owner and "postgres" in command and mark in command:
            found.add(int(pid))
    return found


def _ps(*arguments: str) -> str:
    # The one way to see processes where there is no /proc (macOS).
    return subprocess.run(["/bin/ps", *arguments], capture_output=True, text=True, check=False).stdout  # noqa: S603
