import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from faktura.storage.errors import DatabaseUnavailable, MigrationRefused
from faktura.storage.migrate import MIGRATIONS, migrate, read_migrations

pytestmark = pytest.mark.anyio

_ROLE = (
    "do $$ begin if not exists (select from pg_roles where rolname = 'faktura_app')"
    " then create role faktura_app nologin; end if; end $$;"
)


def _write(folder: Path, **files: str) -> Path:
    for name, sql in files.items():
        (folder / f"{name.removeprefix('m')}.sql").write_text(sql, encoding="utf-8")
    return folder


async def _value(url: str, query: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(query)
    finally:
        await connection.close()


async def test_files_run_once_in_order_and_are_recorded(empty_database_url: str, tmp_path: Path) -> None:
    _write(
        tmp_path, m0002_more="alter table a add y int; insert into a values (1, 2)", m0001_a="create table a (x int)"
    )
    assert await migrate(empty_database_url, folder=tmp_path) == ["0001_a", "0002_more"]
    assert await migrate(empty_database_url, folder=tmp_path) == []
    _write(tmp_path, m0003_last="create table b (x int); create table c (x int)")
    assert await migrate(empty_database_url, folder=tmp_path) == ["0003_last"]
    assert await _value(
        empty_database_url,
        "select array_agg(version || name || length(sha256) order by version) from schema_migrations"
        " where applied_at <= now()",
    ) == ["1a32", "2more32", "3last32"]


async def test_a_failing_file_leaves_nothing_and_the_earlier_ones_stay(empty_database_url: str, tmp_path: Path) -> None:
    _write(tmp_path, m0001_a="create table a (x int)", m0002_b="create table b (x int); select 1/0")
    with pytest.raises(MigrationRefused, match=r"0002_b failed, and nothing of it was kept: division by zero"):
        await migrate(empty_database_url, folder=tmp_path)
    assert await _value(empty_database_url, "select to_regclass('a')") == "a"
    assert await _value(empty_database_url, "select to_regclass('b')") is None
    _write(tmp_path, m0002_b="create table b (x int)")
    assert await migrate(empty_database_url, folder=tmp_path) == ["0002_b"]


async def test_a_changed_file_is_refused_before_anything_runs(empty_database_url: str, tmp_path: Path) -> None:
    _write(tmp_path, m0001_a="create table a (x int)")
    await migrate(empty_database_url, folder=tmp_path)
    _write(tmp_path, m0001_a="create table a (x bigint)", m0002_b="create table b (x int)")
    with pytest.raises(MigrationRefused, match=r"0001_a was changed after the database took it"):
        await migrate(empty_database_url, folder=tmp_path)
    assert await _value(empty_database_url, "select to_regclass('b')") is None


async def test_a_database_that_is_newer_is_refused(empty_database_url: str, tmp_path: Path) -> None:
    _write(tmp_path, m0001_a="create table a (x int)", m0002_b="create table b (x int)")
    await migrate(empty_database_url, folder=tmp_path)
    (tmp_path / "0002_b.sql").unlink()
    with pytest.raises(MigrationRefused, match=r"newer than this version.*0002_b.*knows 1 migrations"):
        await migrate(empty_database_url, folder=tmp_path)


async def test_two_at_once_take_turns(empty_database_url: str, tmp_path: Path) -> None:
    _write(tmp_path, m0001_a="select pg_sleep(0.1); create table a (x int)", m0002_b="create table b (x int)")
    runs = await asyncio.gather(*(migrate(empty_database_url, folder=tmp_path) for _ in range(4)))
    assert sorted(runs, key=len) == [[], [], [], ["0001_a", "0002_b"]]


@pytest.fixture
async def ordinary_owner(anyio_backend: str, empty_database_url: str) -> AsyncIterator[tuple[asyncpg.Connection, str]]:
    """A superuser's connection to a database, and its address with the login of an owner who is no superuser."""
    superuser = await asyncpg.connect(empty_database_url)
    name = await superuser.fetchval("select current_database()::text")
    await superuser.execute(
        f"{_ROLE} create role {name} login password 'x'; alter database {name} owner to {name};"
        f"alter schema public owner to {name}"
    )
    password = empty_database_url.split(":", 2)[2].split("@", 1)[0]
    yield superuser, empty_database_url.replace(f"faktura:{password}@", f"{name}:x@")
    await superuser.execute(f"reassign owned by {name} to faktura; drop owned by {name}; drop role {name}")
    await superuser.close()


async def test_an_ordinary_owner_gets_the_right_to_take_the_role(
    ordinary_owner: tuple[asyncpg.Connection, str], tmp_path: Path
) -> None:
    superuser, url = ordinary_owner
    login = await superuser.fetchval("select current_database()::text")
    # What PostgreSQL gives to whoever creates a role: the right to hand it on, not to take it.
    await superuser.execute(f"grant faktura_app to {login} with admin true, inherit false, set false")
    _write(tmp_path, m0001_a="create table a (x int)")
    assert await migrate(url, folder=tmp_path) == ["0001_a"]
    assert await migrate(url, folder=tmp_path) == []
    assert await superuser.fetchval(f"select pg_has_role('{login}', 'faktura_app', 'SET')") is True


async def test_an_owner_who_cannot_get_that_right_is_told_what_to_ask_for(
    ordinary_owner: tuple[asyncpg.Connection, str], tmp_path: Path
) -> None:
    _, url = ordinary_owner
    _write(tmp_path, m0001_a="create table a (x int)")
    with pytest.raises(MigrationRefused, match=r"As a superuser, run: grant faktura_app to \"test_"):
        await migrate(url, folder=tmp_path)


async def test_a_database_that_is_away_is_told() -> None:
    with pytest.raises(DatabaseUnavailable, match="cannot be reached"):
        await migrate("postgresql://u:secret@127.0.0.1:1/x", patience_seconds=0)


@pytest.mark.parametrize("name", ["1_short", "0001-dash", "0001_Upper", "0001_"])
def test_wrong_names_are_refused(tmp_path: Path, name: str) -> None:
    _write(tmp_path, **{name: ""})
    with pytest.raises(MigrationRefused, match=r"is no migration's name"):
        read_migrations(tmp_path)


@pytest.mark.parametrize("names", [("0002_b",), ("0001_a", "0003_c"), ("0001_a", "0001_b")])
def test_gaps_and_double_numbers_are_refused(tmp_path: Path, names: tuple[str, ...]) -> None:
    _write(tmp_path, **dict.fromkeys(names, ""))
    with pytest.raises(MigrationRefused, match="without a gap"):
        read_migrations(tmp_path)


async def test_this_versions_migrations_run_and_give_a_safe_role(empty_database_url: str) -> None:
    assert await migrate(empty_database_url) == [migration.title for migration in read_migrations(MIGRATIONS)]
    assert await migrate(empty_database_url) == []
    query = "select rolsuper or rolbypassrls or rolcanlogin from pg_roles where rolname = 'faktura_app'"
    assert await _value(empty_database_url, query) is False
