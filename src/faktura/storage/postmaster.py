"""One PostgreSQL server process: launched, watched, launched again when it falls, and stopped."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import IO

import structlog

from faktura.storage import launcher, orphans
from faktura.storage.errors import DatabaseNotStarted

_LOG_BYTES_MAX = 10 * 1024 * 1024
_LOG_FILES_OLD = 3
_WAIT_SECONDS_MAX = 30.0
# A server that comes back after a crash reads its log first; with the limits we set, that is far below this.
_READY_SECONDS_MAX = 600.0

_log = structlog.get_logger(__name__)


def launch_command(
    arguments: Sequence[str],
    account: tuple[int, int] | None,
    *,
    read: Sequence[Path],
    write: Sequence[Path],
    at_our_end: signal.Signals = signal.SIGKILL,
) -> list[str]:
    """The command that runs a program under an account, see `launcher`. `at_our_end` is sent to it when we end."""
    order: launcher.Order = {
        "arguments": list(arguments),
        # Nothing of our own environment: it may hold secrets, and TZ and LC_* would change what PostgreSQL does.
        "environment": {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
        "account": account,
        "read": [str(folder) for folder in read],
        "write": [str(folder) for folder in write],
        "parent": os.getpid(),
        "at_its_end": at_our_end,
    }
    return [sys.executable, "-I", "-S", launcher.__file__, json.dumps(order)]


class LogFile:
    """A text file that is renamed to ``.1``, ``.2``, ... when it has grown; readable for its owner only."""

    def __init__(self, path: Path, bytes_max: int = _LOG_BYTES_MAX, files_old: int = _LOG_FILES_OLD) -> None:
        self._path = path
        self._bytes_max = bytes_max
        self._files_old = files_old
        self._file = self._open()

    def write(self, line: bytes) -> None:
        """Append a line; raises OSError when the disk is full."""
        if self._file.tell() + len(line) > self._bytes_max:
            self._rotate()
        self._file.write(line)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _open(self) -> IO[bytes]:
        descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        return os.fdopen(descriptor, "ab", buffering=0)

    def _rotate(self) -> None:
        self._file.close()
        for number in range(self._files_old, 0, -1):
            older = self._path.with_name(f"{self._path.name}.{number}")
            newer = self._path.with_name(f"{self._path.name}.{number - 1}") if number > 1 else self._path
            if newer.exists():
                newer.replace(older)
        self._file = self._open()


class Postmaster:
    """A running PostgreSQL server on one data folder.

    One thread launches the server and waits for it as long as it lives. It must be one and the same thread, because
    the kernel tells the server to stop when the *thread* that launched it ends (PR_SET_PDEATHSIG), and a thread of
    a pool may end long before the process does.
    """

    def __init__(self, command: list[str], data: Path, log_path: Path) -> None:
        self._command = command
        self._data = data
        self._log_file = LogFile(log_path)
        self._log_path = log_path
        self._tail: deque[str] = deque(maxlen=30)
        self._first_start: Future[None] = Future()
        self._stopping = threading.Event()
        self._launching = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name="postgresql", daemon=True)

    def start(self) -> None:
        """Launch the server and wait until it takes connections; raises `DatabaseNotStarted`."""
        self._thread.start()
        try:
            self._first_start.result()
        except BaseException:
            self.stop()  # Ctrl-C while waiting must not leave a server that nobody knows
            raise

    def stop(self) -> None:
        """Fast shutdown: open transactions are rolled back, everything is written; then wait until it is gone."""
        with self._launching:
            self._stopping.set()
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            if self._process is not None:
                self._process.send_signal(number)
            self._thread.join(_WAIT_SECONDS_MAX)
            if not self._thread.is_alive():
                return

    def _keep(self) -> None:
        try:
            self._keep_first()
        finally:
            self._log_file.close()

    def _keep_first(self) -> None:
        try:
            self._launch()
        except BaseException as error:  # noqa: BLE001 - handed over to the thread that waits in start()
            self._first_start.set_exception(error)
            return
        self._first_start.set_result(None)
        pause_seconds = 0.1
        while True:
            self._wait()
            if self._stopping.wait(pause_seconds):
                return
            # Somebody killed it, or memory ran out. Everything that was committed is in its log: it comes back.
            _log.error("PostgreSQL ended and is started again", log=str(self._log_path), last=self._last_words())
            try:
                self._launch()
                pause_seconds = 0.1
            except DatabaseNotStarted as error:
                pause_seconds = min(pause_seconds * 2, 30.0)
                _log.error("PostgreSQL does not start", why=str(error), next_try_seconds=pause_seconds)

    def _launch(self) -> None:
        # What is left of an earlier server must be gone before the next one touches the same files.
        orphans.stop_processes(self._data, _WAIT_SECONDS_MAX)
        orphans.drop_stale_pid_files(self._data)
        self._tail.clear()
        with self._launching:
            if self._stopping.is_set():
                return
            # A session of its own: Ctrl-C in a terminal is for us, who stop the server after the last request.
            process = subprocess.Popen(  # noqa: S603 - a fixed program with our own arguments
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
            self._process = process
        reader = threading.Thread(target=self._read_log, args=(process,), name="postgresql-log", daemon=True)
        reader.start()
        end = time.monotonic() + _READY_SECONDS_MAX
        while not self._is_ready(process.pid):
            if process.poll() is not None:
                reader.join(5)
                if self._stopping.is_set():
                    return
                raise DatabaseNotStarted(self._why())
            if time.monotonic() > end:
                process.send_signal(signal.SIGQUIT)
            time.sleep(0.005)

    def _wait(self) -> None:
        if self._process is not None:
            self._process.wait()

    def _is_ready(self, pid: int) -> bool:
        file = orphans.PidFile.read(self._data)
        return file is not None and file.pid == pid and file.ready

    def _read_log(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stderr is not None
        with process.stderr as lines:
            for line in lines:
                self._tail.append(line.decode("utf-8", "replace").rstrip("\n"))
                try:
                    self._log_file.write(line)
                except (OSError, ValueError):
                    continue  # a full disk, or closed at the end: the server must not wait for its log

    def _last_words(self) -> str:
        return "\n".join(tuple(self._tail)[-5:])

    def _why(self) -> str:
        return why_not_started(tuple(self._tail), self._data, self._log_path)


def why_not_started(lines: Sequence[str], data: Path, log_path: Path | None = None) -> str:
    """The sentence for what a PostgreSQL program wrote before it gave up."""
    for line in lines:
        if line.startswith(launcher.UNREACHABLE):
            return (
                f"PostgreSQL does not run as root, and under its own account it has no way to {data.parent}: "
                f"{line.removeprefix(launcher.UNREACHABLE)}. Choose a folder that every account may pass through, "
                "such as /var/lib/faktura, with FAKTURA_HOME; or run Faktura as an ordinary user; "
                "or name a database with FAKTURA_DATABASE_URL."
            )
    fatal = [line for line in lines if "FATAL" in line or "PANIC" in line or "error:" in line]
    said = " ".join((fatal or list(lines))[-2:]) or "it said nothing"
    where = f" More is in {log_path}." if log_path else ""
    return f"PostgreSQL did not start in {data}: {said.strip()}.{where}"
