"""The laws of the house about imports: the contracts in pyproject.toml, and what contracts can't say."""

import functools
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import grimp

from faktura.registry import specifications

ROOT = Path(__file__).parents[2]


@functools.cache
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("faktura", include_external_packages=True, cache_dir=None)


def importers(module: str) -> set[str]:
    return set(graph().find_modules_that_directly_import(module))


def test_the_contracts_are_kept() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, f"Run .venv/bin/lint-imports and mend what it names:\n{done.stdout}{done.stderr}"


def test_nobody_but_a_station_speaks_its_sql() -> None:
    stores = sorted(module for module in graph().modules if module.endswith(".store"))
    assert len(stores) >= 7
    strangers = [
        f"{importer} imports {store}"
        for store in stores
        for importer in sorted(importers(store))
        if not importer.startswith(store.removesuffix("store"))
    ]
    assert not strangers, f"Give the station's read.py or a verb of it a function, and import that: {strangers}"


def test_a_specification_knows_only_what_it_builds_on() -> None:
    room = importlib.import_module("faktura.specifications")
    folders = {found.name for found in pkgutil.iter_modules(room.__path__)}
    exports = {
        name: getattr(importlib.import_module(f"faktura.specifications.{name}"), "SPECIFICATIONS", ())
        for name in folders
    }
    folder_of = {spec.name: folder for folder, specs in exports.items() for spec in specs}
    # A folder without a specification of its own holds what a family shares.
    shared = {folder for folder, specs in exports.items() if not specs}
    wrong = []
    for folder in folders - shared:
        allowed = {folder, *shared}
        bases = {name for spec in exports[folder] for name in (spec.builds_on, *spec.borrows_from)}
        while bases := {base for base in bases if base}:
            allowed |= {folder_of[base] for base in bases}
            bases = {specifications()[base].builds_on for base in bases}
        package = f"faktura.specifications.{folder}"
        for module in graph().find_descendants(package) | {package}:
            for imported in graph().find_modules_directly_imported_by(module):
                parts = imported.split(".")
                if parts[:2] == ["faktura", "specifications"] and len(parts) > 2 and parts[2] not in allowed:
                    wrong.append(f"{module} imports {imported}")
    assert not wrong, f"A specification imports only those that it names in builds_on and borrows_from: {wrong}"


def test_only_the_registry_finds_what_is_plugged_in() -> None:
    """A folder in a socket's room is found, never named: adding one edits nothing else."""
    rooms = ("channels", "processors", "formats", "specifications", "countries")
    # The buyer's page says what the PDF says, in the same words; so does a template, in other places of the page.
    shared = (("faktura.web.", "faktura.templates."), "faktura.formats.pdf.")
    # This command is about one channel only: it runs that channel's network in a box.
    command = ("faktura.cli.network", "faktura.channels.peppol")
    wrong = []
    for room in rooms:
        for module in graph().find_descendants(f"faktura.{room}"):
            wrong += [
                f"{who} imports {module}"
                for who in importers(module)
                if not who.startswith(f"faktura.{room}.")
                and not (who.startswith(shared[0]) and module.startswith(shared[1]))
                and not (who == command[0] and module.startswith(command[1]))
            ]
    assert not wrong, f"Ask faktura.registry instead: {sorted(wrong)}"


def test_only_the_embedded_database_opens_sockets_besides_the_roads() -> None:
    allowed = (
        "faktura.channels.",
        "faktura.processors.",
        "faktura.outgoing.",
        "faktura.storage.embedded",
        "faktura.cli.serve",
    )
    wrong = {who for who in importers("socket") if not who.startswith(allowed)}
    assert not wrong, f"Only channels, processors and outgoing open connections: {sorted(wrong)}"
