"""``faktura keys``: at the machine itself, on an installation with its own database."""

import asyncio
import json
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from starlette.applications import Starlette

from api.stage import answered, client_of, prepare_queue, refused
from faktura.api.app import build_app
from faktura.cli.installation import open_floor
from faktura.settings import load

from .runs import Ended, run, said


@pytest.fixture
def home(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation on a database of the test's own server."""
    monkeypatch.setenv("FAKTURA_DATABASE_URL", database_url)
    monkeypatch.setenv("FAKTURA_HOME", str(tmp_path))
    asyncio.run(prepare_queue(database_url))
    return tmp_path


def told(ended: Ended) -> Any:
    assert ended.returncode == 0, said(ended)
    return json.loads(ended.stdout)


def lines(ended: Ended) -> list[dict[str, Any]]:
    assert ended.returncode == 0, said(ended)
    return [json.loads(line) for line in ended.stdout.splitlines()]


def use(key: str, method: str, path: str, *, refusal: tuple[int, str] | None = None) -> Any:
    """What the API answers to a key."""

    async def main() -> Any:
        settings = load()
        assert settings.database_url is not None
        async with open_floor(settings, settings.database_url) as floor:
            app: Starlette = build_app(floor)
            async with client_of(app, key) as http:
                response = await http.request(method, path)
            await app.state.recorder.close()
        return refused(response, *refusal) if refusal else answered(response)

    return asyncio.run(main())


def test_a_key_is_made_narrow_and_ends(home: Path) -> None:
    made = told(run("keys", "create", "--organization", "A", "--scopes", "invoices:read, customers:read",
                    "--expires", "2h", "--name", "till", "--json"))  # fmt: skip
    assert set(made) == {"account", "organization", "key"}
    use(made["key"], "GET", "/v1/invoices")
    use(made["key"], "POST", "/v1/invoices", refusal=(403, "scope_missing"))
    key = lines(run("keys", "list", "--owner", made["organization"], "--json"))[0]
    assert (key["name"], key["scopes"]) == ("till", ["invoices:read", "customers:read"])
    assert (key["owner"], key["mode"], key["created_by"]) == (made["organization"], "test", "cli")
    assert key["expires_at"] is not None
    assert "key" not in key


def test_a_key_of_the_account_makes_organizations(home: Path) -> None:
    made = told(run("keys", "create", "--account", "--mode", "live", "--json"))
    assert set(made) == {"account", "key"}
    assert made["key"].startswith("fk_live_")
    assert use(made["key"], "GET", "/v1/account")["id"] == made["account"]


def test_what_is_done_at_the_machine_is_in_the_audit_trail(home: Path) -> None:
    made = told(run("keys", "create", "--organization", "A", "--json"))
    second = told(run("keys", "create", "--organization", "A", "--json"))
    revoked = told(run("keys", "revoke", made["key"], "--json"))["revoked"]
    trail = use(second["key"], "GET", "/v1/audit-trail")["data"]
    assert [(entry["operation"], entry["actor"]) for entry in trail] == [
        ("organizations.keys.revoke", "cli"), ("organizations.keys.create", "cli"),
        ("organizations.keys.create", "cli"), ("organizations.create", "cli"),
    ]  # fmt: skip
    assert trail[0]["target"] == revoked[0]


@pytest.mark.parametrize("by", ["id", "text"])
def test_a_key_is_revoked_by_its_id_or_by_its_text(home: Path, by: str) -> None:
    made = told(run("keys", "create", "--organization", "A", "--json"))
    told(run("keys", "create", "--organization", "B", "--json"))
    key = lines(run("keys", "list", "--owner", made["organization"], "--json"))[0]
    ended = run("keys", "revoke", key["id"] if by == "id" else made["key"])
    assert ended.stdout.decode() == f"{key['id']} is revoked.\n"
    use(made["key"], "GET", "/v1/invoices", refusal=(401, "unauthorized"))
    assert len(lines(run("keys", "list", "--json"))) == 1
    assert len(lines(run("keys", "list", "--all", "--json"))) == 2


def test_a_key_is_revoked_with_all_that_it_made(home: Path) -> None:
    made = told(run("keys", "create", "--organization", "A", "--json"))
    use_made = use_post(made["key"], f"/v1/organizations/{made['organization']}/api-keys")
    revoked = told(run("keys", "revoke", made["key"], "--descendants", "--json"))["revoked"]
    assert use_made["id"] in revoked
    use(use_made["key"], "GET", "/v1/invoices", refusal=(401, "unauthorized"))


def use_post(key: str, path: str) -> Any:
    async def main() -> Any:
        settings = load()
        assert settings.database_url is not None
        async with open_floor(settings, settings.database_url) as floor:
            app: Starlette = build_app(floor)
            async with client_of(app, key) as http:
                made = answered(await http.post(path), 201)
            await app.state.recorder.close()
        return made

    return asyncio.run(main())


@pytest.mark.parametrize(("arguments", "sentence"), [
    (["keys", "create"], "name an organization"),
    (["keys", "create", "--organization", "A", "--account"], "name an organization"),
    (["keys", "create", "--account", "--expires", "soon"], "--expires is a span"),
    (["keys", "create", "--account", "--expires", "1s"], "a minute away"),
    (["keys", "create", "--account", "--scopes", "invoices:fly"], "invoices:fly is no scope"),
    (["keys", "create", "--account", "--mode", "prod"], "--mode is test or live"),
    (["keys", "list", "--owner", "A"], "neither an organization's id"),
    (["keys", "revoke", "A"], "by its id"),
    (["keys", "revoke", "key_" + "0" * 26], "no such key"),
    (["keys", "revoke", "fo_test_" + "0" * 65], "no such key"),
])  # fmt: skip
def test_what_is_wrong_is_told_in_a_sentence(home: Path, arguments: list[str], sentence: str) -> None:
    ended = run(*arguments)
    assert ended.returncode == 1
    assert sentence in said(ended)


def test_the_list_is_readable_and_holds_no_secret(home: Path) -> None:
    made = told(run("keys", "create", "--organization", "A", "--json"))
    text = run("keys", "list").stdout.decode()
    assert made["organization"] in text
    assert f"…{made['key'][-4:]} command line: *; ends never; used never" in text
    assert made["key"][-20:] not in text


def test_verify_finds_an_audit_trail_that_somebody_cut(home: Path, database_url: str) -> None:
    made = told(run("keys", "create", "--organization", "A", "--json"))
    told(run("keys", "create", "--account", "--json"))
    good = lines(run("verify", "--json"))
    assert {line["audit_trail"]["problem_count"] for line in good} == {0}
    assert sum(line["audit_trail"]["entries"] for line in good) == 3

    async def cut() -> None:
        owner = await asyncpg.connect(database_url)
        await owner.execute("set session_replication_role = replica")
        await owner.execute("delete from audit_entries where operation = 'organizations.keys.create'")
        await owner.close()

    asyncio.run(cut())
    ended = run("verify")
    assert ended.returncode == 1
    assert "entry_missing" in ended.stdout.decode()
    assert made["organization"] in ended.stdout.decode()
