"""The generated clients are fresh, typed, and made of any operation that may come."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CLIENTS = ROOT / "clients"
PYTHON = CLIENTS / "python"


def run(*command: object, folder: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command], cwd=folder, capture_output=True, text=True, env={**os.environ, **variables}
    )


def mypy(*arguments: object) -> subprocess.CompletedProcess[str]:
    return run(
        sys.executable, "-m", "mypy", "--strict", "--warn-unreachable", f"--config-file={os.devnull}",
        f"--cache-dir={os.devnull}", *arguments, MYPYPATH=str(PYTHON / "src"),
    )  # fmt: skip


def test_the_clients_are_made_of_the_api_as_it_is() -> None:
    done = run(sys.executable, CLIENTS / "generate.py", "--check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_operation_is_a_method_of_both_clients() -> None:
    from faktura.api.app import OPERATIONS
    from faktura_client import AsyncFaktura, Faktura

    for client in (Faktura("k"), AsyncFaktura("k")):
        for operation in OPERATIONS:
            place: Any = client
            for part in operation.name.split("."):
                place = getattr(place, part if hasattr(place, part) else f"{part}_")
            assert callable(place), operation.name


def test_the_python_client_is_strictly_typed() -> None:
    done = mypy("-p", "faktura_client")
    assert done.returncode == 0, done.stdout


GOOD_AND_BAD = """
from datetime import date
from decimal import Decimal
from faktura_client import AsyncFaktura, Faktura

client = Faktura("k")
invoice = client.invoices.create({"lines": [{"quantity": Decimal("1"), "unit_price": "80.00"}]}, wait=10)
if invoice.totals is not None:
    reveal_type(invoice.totals.amount_due)
reveal_type(invoice.issue_date)
reveal_type([each.name for each in client.customers.list(limit=5)])
client.invoices.create({"colour": "red"})  # wrong
client.invoices.create({"lines": [{"quantity": 1.5}]})  # wrong
client.invoices.list(status="paid")  # wrong
client.invoices.get(invoice.id).nubmer  # wrong
client.accounts.create({"name": "A"})  # wrong
client.payments.record(invoice.id, {"received_on": date(2026, 1, 1)})  # wrong
client.invoices.get(invoice.id, patience=1)  # wrong


async def awaited(client: AsyncFaktura) -> None:
    reveal_type(await client.invoices.get("inv_1"))
    async for each in client.invoices.list():
        reveal_type(each.total_with_vat)
"""


def test_type_checkers_find_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "code.py"
    path.write_text(GOOD_AND_BAD)
    done = mypy(path)
    wrong = {number for number, line in enumerate(GOOD_AND_BAD.splitlines(), 1) if line.endswith("# wrong")}
    told = {int(line.split(":")[1]) for line in done.stdout.splitlines() if ": error:" in line}
    assert told == wrong, done.stdout
    notes = [line.partition("Revealed type is ")[2] for line in done.stdout.splitlines() if "Revealed" in line]
    assert [note.strip('"') for note in notes] == [
        "decimal.Decimal | None", "datetime.date | None", "list[str | None]", "faktura_client.models.DocumentAnswer",
        "decimal.Decimal | None",
    ]  # fmt: skip


def test_the_python_client_is_a_wheel_of_its_own(tmp_path: Path) -> None:
    done = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path, folder=PYTHON)
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "faktura_client/py.typed" in names
    assert not [name for name in names if name.startswith("faktura/")]


STRANGE: dict[str, Any] = {
    "info": {"version": "1"},
    "tags": [{"name": "import"}],
    "paths": {
        "/v1/import/{class}": {
            "post": {
                "operationId": "import.global",
                "tags": ["import"],
                "summary": 'Says "hello" with a \\ and """.',
                "parameters": [
                    {"name": "class", "in": "path", "required": True, "schema": {"type": "string"}},
                    {"name": "from", "in": "query", "required": True, "schema": {"type": "string"}},
                    {"name": "expand[]", "in": "query", "schema": {"type": "array", "items": {"enum": ["a", "b"]}}},
                    {"name": "expand", "in": "query", "schema": {"type": "boolean"}},
                    {"name": "timeout", "in": "query", "schema": {"type": "integer"}},
                    {"name": "body", "in": "query", "schema": {"type": ["number", "null"]}},
                    {"name": "If-Match", "in": "header", "schema": {"type": "string"}},
                    {"name": "Idempotency-Key", "in": "header", "schema": {"type": "string"}},
                ],
                "requestBody": {"required": True, "content": {"text/csv": {"schema": {"format": "binary"}}}},
                "responses": {"202": {"content": {"application/json": {"schema": {"type": "object"}}}}},
            }
        },
        "/v1/import": {
            "get": {
                "operationId": "import.lines",
                "tags": ["import"],
                "responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/L"}}}}},
            },
            "patch": {
                "operationId": "import.lines.change",
                "tags": ["import"],
                "requestBody": {
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Part-Input"}}}
                },
                "responses": {"204": {}, "304": {}},
            },
        },
    },
    "components": {
        "schemas": {
            "L": {
                "properties": {
                    "data": {"type": "array", "items": {"anyOf": [{"$ref": "#/components/schemas/Part-Output"},
                                                                 {"type": "object"}]}},
                    "has_more": {"type": "boolean"},
                    "next_cursor": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                }
            },
            "Part-Input": {
                "required": ["from"],
                "properties": {"from": {"type": "string"}, "b-c": {"type": "integer"}},
            },
            "Part-Output": {
                "properties": {"from": {"type": "string"}, "self": {"$ref": "#/components/schemas/Part-Output"},
                               "maybe": {"anyOf": [{"const": "x"}, {"$ref": "#/components/schemas/Word"}]}},
            },
            "Word": {"enum": ["one", 'two"'], "type": "string"},
        }
    },
}  # fmt: skip


def test_an_operation_that_nobody_thought_of_becomes_a_method(tmp_path: Path) -> None:
    """Names that are keywords or taken, unnamed shapes, unions, bytes: whatever is added to the API."""
    code = f"""
import sys
sys.path[:0] = [{str(CLIENTS)!r}]
import generate
from generator import python
from generator.contract import Problem, read_contract
from pathlib import Path
import shutil

target = Path({str(tmp_path)!r}) / "faktura_client"
shutil.copytree({str(PYTHON / "src" / "faktura_client")!r}, target)
contract = read_contract({STRANGE!r}, (Problem(code="not_found", status=404, text=""),
                                       Problem(code="a_teapot", status=418, text="Tea.")), {{"a.b": "It."}})
for name, text in generate.python_files(contract):
    (target / name).write_text(text)
"""
    done = run(sys.executable, "-c", code)
    assert done.returncode == 0, done.stderr
    # Only what is made is looked at: the problem's shape is not in this description.
    made = (tmp_path / "faktura_client" / "resources.py").read_text()
    compile(made, "resources.py", "exec")
    assert "self.import_ = ImportResource(core)" in made
    assert "def global_(" in made
    for parameter in ("class_: str", "from_: str", "expand:", "expand_:", "timeout_:", "body_:", "if_match:"):
        assert parameter in made, parameter
    assert "def lines_(self" in made
    checked = mypy("--follow-imports=silent", tmp_path / "faktura_client" / "resources.py",
                   tmp_path / "faktura_client" / "requests.py", tmp_path / "faktura_client" / "models.py",
                   tmp_path / "faktura_client" / "async_resources.py")  # fmt: skip
    assert "resources.py" not in checked.stdout, checked.stdout
    assert "requests.py" not in checked.stdout, checked.stdout
    assert "models.py:" not in checked.stdout, checked.stdout


def operation_names() -> list[str]:
    from faktura.api.app import OPERATIONS

    return sorted(operation.name for operation in OPERATIONS)


def test_the_bruno_collection_names_every_operation() -> None:
    files = sorted((CLIENTS / "bruno").rglob("*.bru"))
    named = []
    for path in files:
        text = path.read_text()
        assert text.count("{") == text.count("}"), path
        if (found := re.search(r"^  name: (.+)$", text, re.MULTILINE)) is not None:
            named.append(found[1])
            assert re.search(r"^(get|post|put|patch|delete) \{\n  url: \{\{url\}\}/v1/", text, re.MULTILINE), path
    assert sorted(named) == operation_names()
    assert "key" in (CLIENTS / "bruno" / "environments" / "local.bru").read_text()


def test_the_postman_collection_names_every_operation() -> None:
    collection = json.loads((CLIENTS / "postman" / "faktura.postman_collection.json").read_text())
    items = [item for folder in collection["item"] for item in folder["item"]]
    assert sorted(item["name"] for item in items) == operation_names()
    for item in items:
        assert item["request"]["url"]["raw"].startswith("{{url}}/v1/")
        if "body" in item["request"] and item["request"]["body"]["mode"] == "raw":
            json.loads(item["request"]["body"]["raw"])
