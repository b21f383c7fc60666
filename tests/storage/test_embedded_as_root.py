"""What only root can try: collected for root only, see conftest.py."""

import os
import pwd
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from faktura.storage import orphans
from faktura.storage.embedded import EmbeddedPostgres, program_path
from faktura.storage.errors import DatabaseNotStarted
from faktura.storage.launcher import CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH

from .processes import ask, modes, next_line, python, short_folder

_NOBODY = pwd.getpwnam("nobody")

_SERVE = """
import sys, time
from pathlib import Path
from faktura.storage.embedded import EmbeddedPostgres

server = EmbeddedPostgres.start(Path(sys.argv[1]), durable=False)
print(server.url, flush=True)
time.sleep(600)
"""

# Takes capabilities away from itself and from all that it will become: PR_CAPBSET_DROP in prctl(2).
_WITHOUT = """
import ctypes, os, sys
for capability in map(int, sys.argv[3].split(",")):
    assert ctypes.CDLL(None).prctl(24, capability, 0, 0, 0) == 0
os.execv(sys.executable, [sys.executable, "-c", sys.argv[1], sys.argv[2]])
"""


@pytest.fixture
def closed() -> Iterator[Path]:
    """A folder that only root may enter."""
    with short_folder() as path:
        assert path.stat().st_mode & 0o777 == 0o700
        yield path


@pytest.fixture
def passable(closed: Path) -> Path:
    """A folder that everybody may pass through."""
    closed.chmod(0o711)
    return closed


def _facts(home: Path) -> dict[str, int]:
    """What the kernel says of the server: its user, and its capabilities in effect as a bit set."""
    file = orphans.PidFile.read(home / "postgresql")
    assert file is not None
    lines = Path(f"/proc/{file.pid}/status").read_text("ascii").splitlines()
    status = {name: value.split() for name, _, value in (line.partition(":") for line in lines)}
    return {"user": int(status["Uid"][0]), "capabilities": int(status["CapEff"][0], 16)}


def _passable_for_all(path: Path) -> bool:
    return all(folder.stat().st_mode & 0o001 for folder in path.parents)


def test_it_runs_as_an_unprivileged_account_without_capabilities_where_it_needs_none(passable: Path) -> None:
    with EmbeddedPostgres.start(passable / "home", durable=False) as server:
        facts = _facts(passable / "home")
        assert ask(server.url, "select 1") == 1
    account = pwd.getpwuid(facts["user"]).pw_name
    assert account == ("postgres" if "postgres" in {entry.pw_name for entry in pwd.getpwall()} else "nobody")
    reachable = _passable_for_all(program_path("postgres"))
    assert facts["capabilities"] == (0 if reachable else 1 << CAP_DAC_READ_SEARCH)


def test_below_a_closed_folder_it_keeps_one_capability_and_no_permission_changes(closed: Path) -> None:
    home = closed / "home"
    before = modes(closed) | modes(program_path("postgres"))
    with EmbeddedPostgres.start(home, durable=False) as server:
        assert ask(server.url, "select 1") == 1
        facts = _facts(home)
    assert facts["user"] != 0
    assert facts["capabilities"] == 1 << CAP_DAC_READ_SEARCH
    assert modes(closed) | modes(program_path("postgres")) == before


def test_where_a_container_withholds_that_capability_it_keeps_the_other(closed: Path) -> None:
    with python(_WITHOUT, _SERVE, closed / "home", CAP_DAC_READ_SEARCH) as process:
        url = next_line(process)
        assert _facts(closed / "home")["capabilities"] == 1 << CAP_DAC_OVERRIDE
        assert ask(url, "select 1") == 1


def test_where_both_are_withheld_it_says_which_folder_to_choose(closed: Path) -> None:
    with python(_WITHOUT, _SERVE, closed / "home", f"{CAP_DAC_READ_SEARCH},{CAP_DAC_OVERRIDE}") as process:
        assert process.stdout is not None
        said = process.stdout.read().splitlines()[-1]
    assert "cannot reach" in said
    assert "Choose a folder that every account may pass through, such as /var/lib/faktura, with FAKTURA_HOME" in said


def test_a_root_that_may_not_enter_other_accounts_folders_is_told(passable: Path) -> None:
    with python(_WITHOUT, _SERVE, passable / "home", f"{CAP_DAC_READ_SEARCH},{CAP_DAC_OVERRIDE}") as process:
        assert process.stdout is not None
        said = process.stdout.read().splitlines()[-1]
    assert "PostgreSQL did not start" in said
    assert "Permission denied" in said


@pytest.mark.parametrize("capability", [0, 6, 7], ids=["chown", "setgid", "setuid"])
def test_a_root_that_may_not_change_accounts_is_told_the_ways_out(closed: Path, capability: int) -> None:
    with python(_WITHOUT, _SERVE, closed / "home", capability) as process:
        assert process.stdout is not None
        said = process.stdout.read().splitlines()[-1]
    assert "PostgreSQL does not run as root" in said
    assert "Operation not permitted" in said
    assert "FAKTURA_DATABASE_URL" in said


def test_two_users_at_once_do_not_disturb_one_another(passable: Path) -> None:
    theirs = passable / "theirs"
    theirs.mkdir()
    os.chown(theirs, _NOBODY.pw_uid, _NOBODY.pw_gid)
    with python(_SERVE, theirs / "home", account=(_NOBODY.pw_uid, _NOBODY.pw_gid)) as process:
        url = next_line(process)
        with EmbeddedPostgres.start(passable / "ours", durable=False) as server:
            assert ask(server.url, "select 1") == 1
            assert ask(url, "select 1") == 1
        assert ask(url, "select 1") == 1
        assert _facts(theirs / "home")["user"] == _NOBODY.pw_uid
        assert {path.stat().st_uid for path in theirs.rglob("*")} == {_NOBODY.pw_uid}
        assert (theirs / "home").stat().st_mode & 0o777 == 0o700


def test_data_of_an_account_are_served_as_that_account(passable: Path) -> None:
    home = passable / "home"
    EmbeddedPostgres.start(home, durable=False).stop()
    subprocess.run(["chown", "-R", f"{_NOBODY.pw_uid}:{_NOBODY.pw_gid}", home / "postgresql"], check=True)
    with EmbeddedPostgres.start(home, durable=False) as server:
        assert ask(server.url, "select 1") == 1
        assert _facts(home)["user"] == _NOBODY.pw_uid


def test_data_of_root_are_refused(passable: Path) -> None:
    home = passable / "home"
    EmbeddedPostgres.start(home, durable=False).stop()
    subprocess.run(["chown", "-R", "0:0", home / "postgresql"], check=True)
    with pytest.raises(DatabaseNotStarted, match=r"belongs to root.*chown -R nobody"):
        EmbeddedPostgres.start(home, durable=False)


def test_an_ordinary_user_is_refused_anothers_data(passable: Path) -> None:
    home = passable / "home"
    EmbeddedPostgres.start(home, durable=False).stop()
    subprocess.run(["chown", f"{_NOBODY.pw_uid}:{_NOBODY.pw_gid}", home, home / "lock"], check=True)
    subprocess.run(["chown", "-R", "1:1", home / "postgresql"], check=True)
    with python(_SERVE, home, account=(_NOBODY.pw_uid, _NOBODY.pw_gid)) as process:
        assert process.stdout is not None
        said = process.stdout.read().splitlines()[-1]
    assert f"belongs to user 1, and this is user {_NOBODY.pw_uid}" in said


def test_an_ordinary_user_is_refused_anothers_home(passable: Path) -> None:
    home = passable / "home"
    EmbeddedPostgres.start(home, durable=False).stop()
    with python(_SERVE, home, account=(_NOBODY.pw_uid, _NOBODY.pw_gid)) as process:
        assert process.stdout is not None
        said = process.stdout.read().splitlines()[-1]
    assert "cannot be used by this account (Permission denied)" in said
