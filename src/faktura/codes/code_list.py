"""What a code list is: codes with the name, the version and the source they were taken from."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from importlib import resources

EN16931_VERSION = "2026-03-30"
EN16931_SOURCE = "https://github.com/ConnectingEurope/eInvoicing-EN16931 (validation artefacts 1.3.16)"
"""Most lists are taken as EN 16931's own validation artefacts bind them, so that we and they agree on every code."""


class CodeList:
    """A code list. `codes` is a frozenset; a list that lies in a file is read once, when it is first asked for."""

    def __init__(
        self,
        name: str,
        codes: Iterable[str] | str = "",
        *,
        file: str = "",
        version: str = EN16931_VERSION,
        source: str = EN16931_SOURCE,
    ) -> None:
        """Give either `codes` (a string holds them with spaces between), or a `file` in `faktura/codes/data`."""
        self.name = name
        self.version = version
        self.source = source
        self.file = file
        self._codes = frozenset(codes.split() if isinstance(codes, str) else codes)

    @cached_property
    def codes(self) -> frozenset[str]:
        """All codes of the list."""
        return frozenset(read_codes(self.file)) if self.file else self._codes

    def __contains__(self, code: object) -> bool:
        return code in self.codes

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.codes))

    def __len__(self) -> int:
        return len(self.codes)

    def __repr__(self) -> str:
        return f"CodeList({self.name!r}, {len(self)} codes of {self.version})"


def read_codes(file: str) -> list[str]:
    """The codes in a data file: words, after header lines that begin with ``#`` and name the list and its source."""
    text = resources.files("faktura.codes").joinpath("data", file).read_text("ascii")
    return [code for line in text.splitlines() if not line.startswith("#") for code in line.split()]
