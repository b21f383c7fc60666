"""The floor below creating and issuing: PostgreSQL's own pgbench, sending the statements that Faktura sends.

The statements are not written down here but taken from a request as it is carried out, so they cannot drift from
what they are compared with. pgbench is a C program with prepared statements: what it reaches is what the database can
do when nobody reads JSON, checks an invoice or speaks HTTP.
"""

import os
import re
import subprocess
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import asyncpg
import orjson

from bench.stage import Stage, Tenant, client
from faktura.organizations.keys import read_key
from faktura.storage.database import APPLICATION_ROLE
from faktura.storage.embedded import pgbench_path
from faktura.storage.floor import Floor

IDEMPOTENCY_KEY = "the-request-that-is-recorded"
_CAST = re.compile(r"\$(\d+)::(?:\w+)\[\]")
_PARAMETER = re.compile(r"\$(\d+)")
# What Database.open() asks of each connection.
_OPTIONS = (
    f"-c role={APPLICATION_ROLE} -c timezone=UTC -c statement_timeout=30000 -c lock_timeout=10000 "
    "-c idle_in_transaction_session_timeout=60000"
)


@dataclass(slots=True)
class _Recording:
    """A connection's like, that notes what is sent."""

    connection: Any
    sent: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)

    def transaction(self) -> Any:
        return self.connection.transaction()

    async def fetch(self, sql: str, *values: Any) -> Any:
        self.sent.append((sql, values))
        return await self.connection.fetch(sql, *values)

    async def fetchrow(self, sql: str, *values: Any) -> Any:
        self.sent.append((sql, values))
        return await self.connection.fetchrow(sql, *values)

    async def fetchval(self, sql: str, *values: Any) -> Any:
        self.sent.append((sql, values))
        return await self.connection.fetchval(sql, *values)

    async def execute(self, sql: str, *values: Any) -> Any:
        self.sent.append((sql, values))
        return await self.connection.execute(sql, *values)


class _RecordingDatabase:
    """A database's like: notes the statements of each time that a connection was borrowed."""

    def __init__(self, database: Any) -> None:
        self._database = database
        self.transactions: list[list[tuple[str, tuple[Any, ...]]]] = []

    @asynccontextmanager
    async def acquire(self, *lane: Any, **bounds: Any) -> AsyncIterator[_Recording]:
        async with self._database.acquire(*lane, **bounds) as connection:
            recording = _Recording(connection)
            yield recording
            self.transactions.append(recording.sent)


@dataclass(frozen=True, slots=True)
class Script:
    """A pgbench script and the values of its variables."""

    text: str
    variables: dict[str, str]
    statements: int


async def record(floor: Floor, tenant: Tenant, body: dict[str, Any]) -> Script:
    """The script of one request, as this version carries it out."""
    database: Any = _RecordingDatabase(floor.database)
    async with client(replace(floor, database=database)) as http:
        for key in ("the-first-that-makes-what-is-missing", IDEMPOTENCY_KEY):
            headers = {"Authorization": f"Bearer {tenant.key}", "Idempotency-Key": key}
            response = await http.post("/v1/invoices", json=body, headers=headers)
            if response.status_code != 201:
                raise RuntimeError(response.text)
    statements = database.transactions[-1]
    series = await floor.database.pool.fetchval(
        "select set_tenant($1), (select id from series limit 1)", tenant.id, column=1
    )
    return _script(statements, tenant, series)


def _script(statements: Sequence[tuple[str, tuple[Any, ...]]], tenant: Tenant, series: UUID | None) -> Script:
    key = read_key(tenant.key)
    assert key is not None
    # What differs from one request to the next; pgbench takes it from the table of tenants, or makes it.
    changing: dict[Any, str] = {
        tenant.id: ":tenant",
        series: ":series",
        key.secret_hash: "targets.secret_hash",
        IDEMPOTENCY_KEY: ":key",
    }
    variables: dict[str, str] = {}
    lines = ["\\set key random(1, 9000000000000000)", "\\set place random(1, :tenants)", "begin;"]
    for place, (sql, values) in enumerate(statements):
        arrays = {int(number) for number in _CAST.findall(sql)}

        def fill(found: re.Match[str], place: int = place, values: Any = values, arrays: Any = arrays) -> str:
            number = int(found[1])
            value = values[number - 1]
            if isinstance(value, (UUID, str, bytes)) and value in changing:
                return changing[value]
            if isinstance(value, UUID):
                return "uuidv7()"
            text = None if value is None else _array(value) if number in arrays else _text(value)
            if not text:
                return "null" if text is None else "''"
            name = f"value_{place}_{number}"
            variables[name] = text
            return f":{name}"

        text = " ".join(_PARAMETER.sub(fill, re.sub(r"--.*", "", sql)).split())
        if place == 0:
            # The one thing added: a look into a small table tells whose turn it is.
            text = text.replace("select * from", "select * from bench_targets targets,", 1)
            text = text.replace(":tenant", "targets.tenant") + " where targets.place = :place \\gset"
        lines.append(text if text.endswith("\\gset") else f"{text};")
    return Script("\n".join([*lines, "commit;", ""]), variables, len(statements) + 2)


def _text(value: Any) -> str:
    match value:
        case bytes():
            return "\\x" + value.hex()
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case timedelta():
            return f"{value.total_seconds()} seconds"
        case dict() | list():
            return orjson.dumps(value).decode()
        case _:
            return str(value)


def _array(values: Sequence[Any]) -> str:
    quoted = ["null" if value is None else '"' + _text(value).replace("\\", "\\\\") + '"' for value in values]
    return "{" + ",".join(quoted) + "}"


async def lay_out(stage: Stage, tenants: Sequence[Tenant]) -> None:
    """Make the table that tells pgbench whose turn it is; every tenant must have issued something."""
    owner = await asyncpg.connect(stage.url)
    try:
        await owner.execute(
            "create table bench_targets (place integer primary key, tenant uuid, secret_hash bytea, series uuid)"
        )
        for place, tenant in enumerate(tenants, 1):
            key = read_key(tenant.key)
            assert key is not None
            await owner.execute(
                "insert into bench_targets select $1, $2, $3, id from series where tenant = $2",
                place,
                tenant.id,
                key.secret_hash,
            )
        await owner.execute(f"grant select on bench_targets to {APPLICATION_ROLE}")
        await owner.execute("analyze bench_targets")
    finally:
        await owner.close()


def run_pgbench(stage: Stage, script: Script, *, tenants: int, connections: int, seconds: int) -> float:
    """Transactions a second, of `connections` clients in as many processors as there are."""
    parts = urlsplit(stage.url)
    place = parse_qs(parts.query)
    environment = {
        "PATH": os.defpath,
        "PGUSER": parts.username or "",
        "PGPASSWORD": parts.password or "",
        "PGHOST": place.get("host", [parts.hostname or ""])[0],
        "PGPORT": place.get("port", [str(parts.port)])[0],
        "PGDATABASE": parts.path.removeprefix("/"),
        "PGOPTIONS": _OPTIONS,
    }
    file = stage.settings.home / "floor.sql"
    Path(file).write_text(script.text, "utf-8")
    variables = {"tenants": str(tenants), **script.variables}
    done = subprocess.run(
        [
            str(pgbench_path()),
            *("--no-vacuum", "--protocol=prepared", f"--client={connections}", "--jobs=2", f"--time={seconds}"),
            *(f"--define={name}={value}" for name, value in variables.items()),
            f"--file={file}",
        ],
        check=False,
        env=environment,
        capture_output=True,
        text=True,
    )
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    if done.returncode != 0 or found is None or "number of failed transactions: 0 " not in done.stdout:
        raise RuntimeError(done.stdout + done.stderr)
    return float(found[1])
