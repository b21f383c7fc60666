import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from faktura.storage import orphans
from faktura.storage.embedded import EmbeddedPostgres, pgbench_path, program_path
from faktura.storage.errors import DatabaseNotStarted, HomeInUse, HomeUnusable
from faktura.storage.postmaster import LogFile

from .processes import ask, kill_9, modes, next_line, python, short_folder

# A server of its own for each test, with fsync on: what is tested here is what users run.
_SERVE = """
import asyncio, sys, time
from pathlib import Path
import asyncpg
from faktura.storage.embedded import EmbeddedPostgres

server = EmbeddedPostgres.start(Path(sys.argv[1]))

async def fill():
    connection = await asyncpg.connect(server.url)
    await connection.execute("create table if not exists kept as select 42 as x")
    await connection.close()

asyncio.run(fill())
print(server.url, flush=True)
"""
_KEEP = "create table if not exists kept as select 42 as x"
_AND_WAIT = _SERVE + "time.sleep(600)"


@pytest.fixture
def folder() -> Iterator[Path]:
    """A new folder with a short path, so that the path of a socket fits."""
    with short_folder() as path:
        yield path


@pytest.fixture
def new_home(folder: Path) -> Path:
    """A home that does not exist yet."""
    return folder / "home"


@pytest.fixture(scope="module")
def used_home() -> Iterator[Path]:
    """A home that was started and stopped."""
    with short_folder() as path:
        EmbeddedPostgres.start(path / "home").stop()
        yield path / "home"


@pytest.fixture
def home(folder: Path, used_home: Path) -> Iterator[Path]:
    """That home, lent to one test under a path of its own: making one for each test would take a second each."""
    yield used_home.rename(folder / "home")
    [data] = folder.glob("*/postgresql")
    orphans.stop_processes(data)
    (data.parent / "postgresql.log").unlink(missing_ok=True)
    data.parent.rename(used_home)


def _postmaster(home: Path) -> int:
    file = orphans.PidFile.read(home / "postgresql")
    assert file is not None
    return file.pid


def _is_back(url: str) -> bool:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            return ask(url, "select 1") == 1
        except (OSError, asyncpg.PostgresError):
            time.sleep(0.02)
    return False


def test_starts_cold_and_warm_and_keeps_its_data(new_home: Path) -> None:
    with EmbeddedPostgres.start(new_home) as server:
        ask(server.url, _KEEP)
    with EmbeddedPostgres.start(new_home) as server:
        assert ask(server.url, "select x from kept") == 42
        assert ask(server.url_of("template1"), "select current_database()::text") == "template1"
    assert orphans.processes_of(new_home / "postgresql") == set()


def test_the_server_is_set_as_decided(new_home: Path) -> None:
    expected = {
        "TimeZone": "UTC",
        "shared_buffers": "128MB",
        "max_connections": "100",
        "jit": "off",
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "data_checksums": "on",
        "listen_addresses": "",
        "server_encoding": "UTF8",
        "log_error_verbosity": "terse",
    }
    with EmbeddedPostgres.start(new_home) as server:
        assert {name: ask(server.url, f"show {name}") for name in expected} == expected
        query = (
            "select datlocprovider::text || ' ' || datlocale || ' ' || datcollate"
            " from pg_database where datname = current_database()"
        )
        assert ask(server.url, query) == "b C.UTF-8 C"


def test_only_its_own_files_are_closed_and_existing_folders_stay_as_they_are(folder: Path) -> None:
    home = folder / "given" / "home"
    home.mkdir(parents=True)
    home.chmod(0o755)
    before = modes(home)
    with EmbeddedPostgres.start(home):
        assert modes(home) == before
        names = {path.name: path.stat().st_mode & 0o777 for path in home.iterdir()}
    assert modes(home) == before
    assert names == {"lock": 0o600, "postgresql": 0o700, "postgresql.log": 0o600, "postgresql.password": 0o600}


def test_a_home_that_it_makes_cannot_be_listed_by_others(new_home: Path) -> None:
    with EmbeddedPostgres.start(new_home):
        assert new_home.stat().st_mode & 0o077 == (0o011 if os.geteuid() == 0 else 0)


def test_nobody_logs_in_without_the_password(home: Path) -> None:
    with EmbeddedPostgres.start(home) as server:
        password = (home / "postgresql.password").read_text("ascii").strip()
        assert len(password) == 64
        for address in (server.url.replace(password, "wrong"), server.url.replace("//faktura:", "//postgres:")):
            with pytest.raises(asyncpg.InvalidPasswordError):
                ask(address, "select 1")


def test_a_second_process_is_refused_and_may_ask_for_the_address(home: Path) -> None:
    assert EmbeddedPostgres.running(home) is None
    with python(_AND_WAIT, home) as other:
        url = next_line(other)
        with pytest.raises(HomeInUse, match=rf"{home} is in use by another Faktura .process {other.pid}.*FAKTURA_HOME"):
            EmbeddedPostgres.start(home)
        assert EmbeddedPostgres.running(home) == url
        assert ask(url, "select x from kept") == 42
    with EmbeddedPostgres.start(home):
        pass
    assert EmbeddedPostgres.running(home) is None


def test_a_second_start_in_the_same_process_is_refused_too(home: Path) -> None:
    with EmbeddedPostgres.start(home) as server:
        with pytest.raises(HomeInUse):
            EmbeddedPostgres.start(home)
        assert ask(server.url, "select 1") == 1


def test_kill_9_of_the_postmaster_is_survived_while_serving(home: Path) -> None:
    with EmbeddedPostgres.start(home) as server:
        ask(server.url, _KEEP)
        first = _postmaster(home)
        kill_9(first)
        assert _is_back(server.url)
        assert _postmaster(home) != first
        assert ask(server.url, "select x from kept") == 42
    assert orphans.processes_of(home / "postgresql") == set()


def test_stop_right_after_kill_9_of_the_postmaster(home: Path) -> None:
    server = EmbeddedPostgres.start(home)
    kill_9(_postmaster(home))
    server.stop()
    with EmbeddedPostgres.start(home) as server:
        assert ask(server.url, "select 1") == 1


def test_kill_9_of_the_owning_process_takes_the_server_along_and_keeps_the_data(home: Path) -> None:
    with python(_AND_WAIT, home) as owner:
        next_line(owner)
        first = _postmaster(home)
        kill_9(owner.pid)
        owner.wait()
    with EmbeddedPostgres.start(home) as server:
        assert _postmaster(home) != first
        assert ask(server.url, "select x from kept") == 42


def test_an_orphan_that_goes_on_serving_is_stopped_cleanly(home: Path) -> None:
    # Frozen and without its lock, the first owner is as good as dead, but its server has not noticed.
    with python(_SERVE + "server._lock.release(); print('free', flush=True); time.sleep(600)", home) as owner:
        url = next_line(owner)
        assert next_line(owner) == "free"
        owner.send_signal(signal.SIGSTOP)
        first = _postmaster(home)
        assert ask(url, "select x from kept") == 42
        with EmbeddedPostgres.start(home) as server:
            assert _postmaster(home) != first
            assert ask(server.url, "select x from kept") == 42
            owner.kill()
            owner.wait()
            assert ask(server.url, "select x from kept") == 42
    log = (home / "postgresql.log").read_text("utf-8")
    assert "was not properly shut down" not in log


def test_a_pid_file_whose_number_is_now_another_programs_is_no_obstacle(home: Path) -> None:
    with EmbeddedPostgres.start(home):
        content = (home / "postgresql" / "postmaster.pid").read_text("utf-8")
    facts = (home / "postgresql").stat()
    with subprocess.Popen(["sleep", "600"], user=facts.st_uid if os.geteuid() == 0 else None) as stranger:
        path = home / "postgresql" / "postmaster.pid"
        path.write_text(f"{stranger.pid}\n" + content.split("\n", 1)[1], encoding="utf-8")
        if os.geteuid() == 0:
            os.chown(path, facts.st_uid, facts.st_gid)
        with EmbeddedPostgres.start(home) as server:
            assert ask(server.url, "select 1") == 1
        assert stranger.poll() is None
        stranger.kill()


def test_kill_9_while_the_data_folder_is_made(new_home: Path) -> None:
    with python(_AND_WAIT, new_home) as owner:
        while not list(new_home.glob("postgresql.new-*/data/base")):
            time.sleep(0.001)
        kill_9(owner.pid)
        owner.wait()
    assert not (new_home / "postgresql").exists()
    with EmbeddedPostgres.start(new_home) as server:
        assert ask(server.url, "select 1") == 1
    assert list(new_home.glob("postgresql.new-*")) == []


def test_the_end_of_the_process_without_stop_stops_the_server(home: Path) -> None:
    with python(_SERVE, home) as owner:
        next_line(owner)
        assert owner.wait() == 0
    assert orphans.processes_of(home / "postgresql") == set()
    assert "database system is shut down" in (home / "postgresql.log").read_text("utf-8")


def test_the_end_of_the_starting_thread_does_not_stop_the_server(home: Path) -> None:
    servers: list[EmbeddedPostgres] = []
    thread = threading.Thread(target=lambda: servers.append(EmbeddedPostgres.start(home)))
    thread.start()
    thread.join()
    with servers[0] as server:
        first = _postmaster(home)
        time.sleep(0.1)
        assert ask(server.url, "select 1") == 1
        assert _postmaster(home) == first


def test_a_forked_child_does_not_stop_the_server(home: Path) -> None:
    code = (
        _SERVE + "import os\nif os.fork() == 0: sys.exit()\nos.wait(); asyncio.run(fill()); print('well', flush=True)"
    )
    with python(code, home) as owner:
        next_line(owner)
        assert next_line(owner) == "well"


def test_ctrl_c_in_a_terminal_reaches_us_and_not_the_server(home: Path) -> None:
    with EmbeddedPostgres.start(home):
        assert os.getsid(_postmaster(home)) != os.getsid(0)


def test_stopping_twice_is_harmless(home: Path) -> None:
    server = EmbeddedPostgres.start(home)
    server.stop()
    server.stop()
    with pytest.raises(OSError, match=r"No such file|refused"):
        ask(server.url, "select 1")


@pytest.mark.parametrize("name", ["x" * 120, "a, b"])
def test_where_no_socket_fits_it_listens_on_this_machine_only(home: Path, name: str) -> None:
    home = home.rename(home.with_name(name))
    for _ in range(2):
        with EmbeddedPostgres.start(home) as server:
            assert "@127.0.0.1:" in server.url
            assert ask(server.url, "show listen_addresses") == "127.0.0.1"
            password = (home / "postgresql.password").read_text("ascii").strip()
            with pytest.raises(asyncpg.InvalidPasswordError):
                ask(server.url.replace(password, "wrong"), "select 1")
            with pytest.raises(HomeInUse):
                EmbeddedPostgres.start(home)
            assert EmbeddedPostgres.running(home) == server.url


def test_a_port_taken_in_the_last_moment_costs_only_another_try(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, socket.create_server(("127.0.0.1", 0)) as free:
        ports = [taken.getsockname()[1], free.getsockname()[1]]
        free.close()
        # The race itself cannot be staged: the answer of the look is.
        monkeypatch.setattr("faktura.storage.embedded._free_port", lambda: ports.pop(0))
        with EmbeddedPostgres.start(home.rename(home.with_name("x" * 120))) as server:
            assert ask(server.url, "select 1") == 1
    assert ports == []


@pytest.mark.parametrize("name", ["with space and quote\"'", "ü%20#?&=@:~"])
def test_any_name_will_do_for_the_folder(home: Path, name: str) -> None:
    with EmbeddedPostgres.start(home.rename(home.with_name(name))) as server:
        assert "@127.0.0.1:" not in server.url
        assert ask(server.url, "select 1") == 1


def test_a_lost_password_is_replaced(home: Path) -> None:
    with EmbeddedPostgres.start(home) as server:
        ask(server.url, _KEEP)
    (home / "postgresql.password").unlink()
    with EmbeddedPostgres.start(home) as server:
        assert ask(server.url, "select x from kept") == 42


def test_data_of_another_version_are_refused(home: Path) -> None:
    version = home / "postgresql" / "PG_VERSION"
    version.write_text("12\n", "ascii")
    with pytest.raises(DatabaseNotStarted, match=r"written by PostgreSQL 12; installed is 18"):
        EmbeddedPostgres.start(home)
    version.write_text("18\n", "ascii")


def test_damaged_data_are_told_with_postgresqls_own_words_and_the_home_is_free_again(home: Path) -> None:
    control = home / "postgresql" / "global" / "pg_control"
    away = control.rename(control.with_name("away"))
    for _ in range(2):
        with pytest.raises(DatabaseNotStarted, match=r"did not start in .*pg_control.*More is in .*postgresql\.log"):
            EmbeddedPostgres.start(home)
    away.rename(control)


def test_a_home_that_cannot_be_made_is_told(folder: Path) -> None:
    (folder / "file").touch()
    with pytest.raises(HomeUnusable, match=r"cannot be made .*FAKTURA_HOME"):
        EmbeddedPostgres.start(folder / "file" / "home")


def test_the_programs_of_the_wheel_are_found() -> None:
    for program in (pgbench_path(), program_path("pg_dump", "18")):
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
        assert " 18." in said


def test_the_log_is_renamed_when_it_has_grown(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "x.log", bytes_max=10, files_old=2)
    for number in range(7):
        log.write(f"line {number}\n".encode())
    log.close()
    contents = {path.name: path.read_text("ascii") for path in tmp_path.iterdir()}
    assert contents == {"x.log": "line 6\n", "x.log.1": "line 5\n", "x.log.2": "line 4\n"}
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
