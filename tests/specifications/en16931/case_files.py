"""Reading the cases: TOML files with good and bad changes to a base invoice, for each rule by its official id."""

import copy
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from faktura.model import Invoice
from faktura.model.json import from_plain

from .bases import BASES

FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """One case. `at`: the pointers of the rule's findings. `also`: other rules that fire with it. `says`: words."""

    rule: str
    file: str
    good: bool
    why: str
    base: str
    change: dict[str, Any]
    remove: tuple[str, ...]
    at: tuple[str, ...]
    also: tuple[str, ...]
    says: str

    @property
    def name(self) -> str:
        return f"{self.rule} {'good' if self.good else 'bad'}: {self.why}"

    def invoice(self) -> Invoice:
        """The base with the change."""
        plain = copy.deepcopy(BASES[self.base])
        merge(plain, self.change)
        for pointer in self.remove:
            remove(plain, pointer)
        return from_plain(plain)


def merge(plain: Any, change: dict[str, Any]) -> None:
    """Lay a change over data: objects are merged, all else is replaced; in a list, a key is a position (``-`` adds)."""
    for key, value in change.items():
        if isinstance(plain, list) and key == "-":
            plain.append(value)
            continue
        place: Any = int(key) if isinstance(plain, list) else key
        inside = plain[place] if isinstance(plain, list) else plain.get(place)
        if isinstance(value, dict) and isinstance(inside, dict | list):
            merge(inside, value)
        else:
            plain[place] = copy.deepcopy(value)


def remove(plain: Any, pointer: str) -> None:
    """Take away what a JSON pointer leads to."""
    *way, last = pointer.strip("/").split("/")
    for step in way:
        plain = plain[int(step)] if isinstance(plain, list) else plain[step]
    del plain[int(last) if isinstance(plain, list) else last]


def read_cases() -> list[Case]:
    """All cases of all files.

    Raises:
        ValueError: an entry has a key that means nothing here.
    """
    cases = []
    for file in sorted(FOLDER.glob("*.toml")):
        content = tomllib.loads(file.read_text("utf-8"))
        base = content.pop("base", "standard")
        for rule, kinds in content.items():
            for kind, entries in kinds.items():
                for entry in entries:
                    unknown = entry.keys() - {"why", "base", "change", "remove", "at", "also", "says"}
                    if unknown or kind not in ("good", "bad"):
                        raise ValueError(f"{file.name}, {rule}.{kind}: what is {sorted(unknown) or kind}?")
                    at = entry.get("at", ())
                    cases.append(
                        Case(
                            rule=rule,
                            file=file.name,
                            good=kind == "good",
                            why=entry["why"],
                            base=entry.get("base", base),
                            change=entry.get("change", {}),
                            remove=tuple(entry.get("remove", ())),
                            at=(at,) if isinstance(at, str) else tuple(at),
                            also=tuple(entry.get("also", ())),
                            says=entry.get("says", ""),
                        )
                    )
    return cases


def as_parameters(cases: list[Case]) -> list[Any]:
    """The cases for pytest, each under its own name."""
    return [pytest.param(case, id=case.name) for case in cases]
