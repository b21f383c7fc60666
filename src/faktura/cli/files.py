"""Files and folders that commands are given."""

import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from faktura.source import UnreadableDocument
from faktura.source.safe_xml import BYTES_MAX

SUFFIXES = frozenset({".xml", ".pdf", ".json"})
"""What is looked at in a folder; a file that is named by itself is looked at whatever its name."""


class WrongUsage(ValueError):  # noqa: N818 - a sentence for whoever called
    """What was asked for can't be meant: the command ends with status 2."""


def files_of(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that are meant, those of a folder in the order of their names, at any depth."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for folder, below, names in os.walk(path):
            below.sort()
            for name in sorted(names):
                if Path(name).suffix.lower() in SUFFIXES:
                    yield Path(folder) / name


def read_file(path: Path) -> bytes:
    """The bytes of a file, at most as many as are read of any document.

    Raises:
        UnreadableDocument: it can't be opened, is no file, or is too big.
    """
    try:
        if not path.is_file() and not path.is_fifo():
            raise UnreadableDocument("This is no file.")
        with path.open("rb") as file:
            content = file.read(BYTES_MAX + 1)
    except OSError as error:
        raise UnreadableDocument(f"The file can't be opened: {error.strerror or error}.") from None
    if len(content) > BYTES_MAX:
        raise UnreadableDocument(f"The file has more than {BYTES_MAX} bytes, which is the most that is read.")
    return content


def write_file(path: Path, content: bytes) -> None:
    """Write a file that the caller named.

    Raises:
        WrongUsage: it can't be written.
    """
    try:
        path.write_bytes(content)
    except OSError as error:
        raise WrongUsage(f"{path} can't be written: {error.strerror or error}") from None


def read_day(text: str | None) -> date | None:
    """A day as YYYY-MM-DD.

    Raises:
        WrongUsage: it is none.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUsage(f"{text[:40]!r} is no day; write YYYY-MM-DD") from None
