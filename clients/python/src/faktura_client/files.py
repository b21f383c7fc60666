"""Bytes that the API answers: PDF, XML and what else is no JSON."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was answered. `name` is what it wants to be called, `etag` the hash that names its content."""

    content: bytes
    media_type: str
    name: str
    etag: str

    def __bytes__(self) -> bytes:
        return self.content

    def __len__(self) -> int:
        return len(self.content)

    def save(self, path: str | Path | None = None) -> Path:
        """Write it to a path, or into a folder under its own name; without a path, into the current folder."""
        target = Path(path) if path is not None else Path()
        if target.is_dir():
            target = target / (Path(self.name).name or "file")
        target.write_bytes(self.content)
        return target


def file_name(disposition: str) -> str:
    """The file's name in a Content-Disposition (RFC 6266)."""
    extended = re.search(r"filename\*=UTF-8''([^;]+)", disposition, re.IGNORECASE)
    if extended:
        return unquote(extended[1])
    quoted = re.search(r'filename="((?:[^"\\]|\\.)*)"', disposition)
    return re.sub(r"\\(.)", r"\1", quoted[1]) if quoted else ""
