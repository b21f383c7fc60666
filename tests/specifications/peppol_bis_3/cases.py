"""Reading the cases: changes to the base invoice under which a rule holds (good) or is broken (bad)."""

import copy
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from faktura.model import Invoice
from faktura.model.json import from_plain

FOLDER = Path(__file__).parent
BASE: dict[str, Any] = tomllib.loads((FOLDER / "base.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Case:
    """`put`: JSON pointer -> value; `remove`: pointers. `at`: where a bad case is reported; `also`: what else fires."""

    rule: str
    good: bool
    put: dict[str, Any]
    remove: list[str]
    at: list[str]
    also: list[str]

    def invoice(self) -> Invoice:
        """The base with the changes."""
        plain = copy.deepcopy(BASE)
        for pointer in self.remove:
            parent, last = _find(plain, pointer)
            del parent[last]
        for pointer, value in self.put.items():
            parent, last = _find(plain, pointer)
            if last == "-":
                parent.append(value)
            else:
                parent[last] = value
        return from_plain(plain)


def _find(plain: Any, pointer: str) -> tuple[Any, Any]:
    *way, last = pointer.strip("/").split("/")
    for step in way:
        plain = plain[int(step)] if isinstance(plain, list) else plain.setdefault(step, {})
    return plain, int(last) if isinstance(plain, list) and last != "-" else last


def read_cases() -> list[Case]:
    """All cases of cases.toml.

    Raises:
        TypeError: a case has a key that means nothing here.
    """
    content = tomllib.loads((FOLDER / "cases.toml").read_text("utf-8"))
    nothing: dict[str, Any] = {"put": {}, "remove": [], "at": [], "also": []}
    return [
        Case(rule=rule, good=kind == "good", **{**nothing, **case})
        for rule, kinds in content.items()
        for kind in ("good", "bad")
        for case in kinds.get(kind, ())
    ]
