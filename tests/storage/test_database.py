import asyncio
import uuid
from decimal import Decimal

import asyncpg
import pytest

from faktura.storage.database import Database
from faktura.storage.errors import DatabaseUnavailable, DatabaseUnsafe

pytestmark = pytest.mark.anyio


async def test_connections_have_the_applications_role_and_settings(database: Database) -> None:
    async with database.acquire() as connection:
        assert await connection.fetchval("select current_user::text") == "faktura_app"
        settings = dict(
            await connection.fetch(
                "select name, setting from pg_settings"
                " where name in ('TimeZone', 'application_name', 'lock_timeout', 'statement_timeout')"
            )
        )
        assert await connection.fetchval("show citus.propagate_set_commands") == "local"
    assert settings == {
        "TimeZone": "UTC",
        "application_name": "faktura",
        "lock_timeout": "10000",
        "statement_timeout": "30000",
    }


async def test_row_level_security_holds_although_the_login_is_a_superuser(
    database: Database, database_url: str
) -> None:
    tenant = uuid.uuid4()
    owner = await asyncpg.connect(database_url)
    await owner.execute(
        "create table notes (tenant uuid not null, text text);"
        "alter table notes enable row level security; alter table notes force row level security;"
        "create policy own on notes using (tenant = nullif(current_setting('app.tenant', true), '')::uuid);"
        "grant select on notes to faktura_app"
    )
    await owner.execute("insert into notes values ($1, 'mine'), ($2, 'theirs')", tenant, uuid.uuid4())
    await owner.close()
    async with database.acquire() as connection:
        assert await connection.fetch("select * from notes") == []
        async with connection.transaction():
            await connection.execute(f"set local app.tenant = '{tenant}'")
            assert await connection.fetchval("select array_agg(text) from notes") == ["mine"]
        assert await connection.fetch("select * from notes") == []


async def test_json_goes_in_and_out_as_values(database: Database) -> None:
    value = {"amount": Decimal("12345678901234567.89"), "id": uuid.UUID(int=7), "list": [1, None, "ü"]}
    plain = {"amount": "12345678901234567.89", "id": str(uuid.UUID(int=7)), "list": [1, None, "ü"]}
    async with database.acquire() as connection:
        assert await connection.fetchval("select $1::jsonb", value) == plain
        assert await connection.fetchval("select $1::json", value) == plain
        assert await connection.fetchval("select $1::jsonb ->> 'amount'", {"amount": Decimal("1E+3")}) == "1000"
        assert await connection.fetchval("select $1::jsonb[]", [{"a": 1}, None]) == [{"a": 1}, None]


async def test_a_value_without_a_json_form_is_refused(database: Database) -> None:
    async with database.acquire() as connection:
        with pytest.raises(asyncpg.DataError, match=r"invalid input for query argument"):
            await connection.fetchval("select $1::jsonb", object())


async def test_uuids_stay_uuids(database: Database) -> None:
    async with database.acquire() as connection:
        value = await connection.fetchval("select $1::uuid", uuid.UUID(int=7))
    assert isinstance(value, uuid.UUID)
    assert value == uuid.UUID(int=7)


async def test_a_transaction_left_open_is_rolled_back_before_the_next_user(database_url: str) -> None:
    database = await Database.open(database_url, size=1)
    loop = asyncio.get_running_loop()
    complaints: list[str] = []
    loop.set_exception_handler(lambda _, context: complaints.append(context["message"]))
    async with database.acquire() as connection:
        await connection.execute("begin; set local app.tenant = 'leaked'")
    loop.set_exception_handler(None)
    async with database.acquire() as connection:
        assert await connection.fetchval("select nullif(current_setting('app.tenant', true), '')") is None
    await database.close()
    assert "active transaction" in complaints[0]


async def test_the_server_ends_what_takes_too_long(database_url: str) -> None:
    database = await Database.open(database_url, statement_seconds=0.05)
    async with database.acquire() as connection:
        with pytest.raises(asyncpg.QueryCanceledError, match="statement timeout"):
            await connection.execute("select pg_sleep(20)")
    await database.close()


async def test_ping_answers_or_says_why_not(database_url: str) -> None:
    database = await Database.open(database_url)
    await database.ping()
    await database.close()
    with pytest.raises(DatabaseUnavailable, match="does not answer"):
        await database.ping()


async def test_closing_does_not_wait_for_ever(database_url: str) -> None:
    database = await Database.open(database_url)
    async with database.acquire() as connection:
        statement = asyncio.ensure_future(connection.execute("select pg_sleep(20)"))
        await asyncio.sleep(0)
        await database.close(patience_seconds=0.05)
        with pytest.raises(asyncpg.ConnectionDoesNotExistError):
            await statement


async def test_a_role_that_passes_row_level_security_is_refused(database_url: str) -> None:
    owner = await asyncpg.connect(database_url)
    await owner.execute("alter role faktura_app bypassrls")
    try:
        with pytest.raises(DatabaseUnsafe, match="would see every tenant's data"):
            await Database.open(database_url)
    finally:
        await owner.execute("alter role faktura_app nobypassrls")
        await owner.close()


async def test_a_login_that_may_not_take_the_role_is_told_to_migrate(database_url: str) -> None:
    owner = await asyncpg.connect(database_url)
    await owner.execute("create role stranger login password 'x'")
    try:
        with pytest.raises(DatabaseUnavailable, match=r"cannot take the role faktura_app.*Run `faktura migrate`"):
            await Database.open(database_url.replace(f"faktura:{_password(database_url)}@", "stranger:x@"))
    finally:
        await owner.execute("drop role stranger")
        await owner.close()


async def test_a_wrong_password_is_told_at_once_and_never_shown(database_url: str) -> None:
    wrong = database_url.replace(_password(database_url), "mistaken")
    with pytest.raises(DatabaseUnavailable, match=r"refuses the login: password authentication failed") as caught:
        await Database.open(wrong, patience_seconds=60)
    assert "mistaken" not in str(caught.value)


async def test_an_unknown_database_is_told_at_once(database_url: str) -> None:
    with pytest.raises(DatabaseUnavailable, match="has no such database"):
        await Database.open(database_url.replace("/test_", "/tset_"), patience_seconds=60)


async def test_a_server_that_is_away_is_told_after_some_patience() -> None:
    with pytest.raises(DatabaseUnavailable, match=r"cannot be reached.*FAKTURA_DATABASE_URL"):
        await Database.open("postgresql://u:secret@127.0.0.1:1/x", patience_seconds=0.3)


async def test_an_address_that_is_none_is_told() -> None:
    with pytest.raises(DatabaseUnavailable, match="not usable"):
        await Database.open("postgresql://u:p@127.0.0.1:1/x?sslmode=perhaps", patience_seconds=60)


def _password(url: str) -> str:
    return url.split(":", 2)[2].split("@", 1)[0]
