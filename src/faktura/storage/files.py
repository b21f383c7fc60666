"""Files that are kept for some days: what is imported and exported. They lie under their tenant and an id, not under
their hash, and are deleted; see decision 0015."""

import asyncio
import contextlib
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from uuid import UUID

from faktura.storage.errors import ObjectMissing
from faktura.storage.home import sync_folder

_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeptFile:
    """What a file that was written turned out to be."""

    size: int
    sha256: str


class FolderFiles:
    """Files in a folder: ``TENANT/ID``, each 0600, whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    def of(cls, home: Path) -> Self:
        """The files of an installation."""
        return cls(home / "transfers")

    async def put(self, tenant: UUID, file: UUID, content: bytes) -> None:
        """Keep bytes; when the answer comes, they outlive a power cut."""
        await asyncio.to_thread(self._put, tenant, file, content)

    def path(self, tenant: UUID, file: UUID) -> Path:
        """Where a file lies.

        Raises:
            ObjectMissing: it is not there (any more).
        """
        path = self._path(tenant, file)
        if not path.is_file():
            raise ObjectMissing(f"The file {file} is not kept any more.")
        return path

    @contextmanager
    def writing(self, tenant: UUID, file: UUID) -> Iterator[Path]:
        """A path to write to; the file appears under its name when the block ends well."""
        path = self._path(tenant, file)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        part.touch(mode=0o600)
        try:
            yield part
            with part.open("rb") as written:
                os.fsync(written.fileno())
            part.replace(path)
            sync_folder(path.parent)
        finally:
            part.unlink(missing_ok=True)

    def delete(self, tenant: UUID, file: UUID) -> None:
        """Remove a file, if it is there."""
        with contextlib.suppress(FileNotFoundError):
            self._path(tenant, file).unlink()

    def older_than(self, tenant: UUID, seconds: int) -> list[UUID]:
        """The files of a tenant that were written so long ago, parts that a killed writer left among them."""
        oldest = time.time() - seconds
        folder = self._folder / tenant.hex
        found = []
        for path in folder.iterdir() if folder.is_dir() else ():
            with contextlib.suppress(FileNotFoundError):
                if path.stat().st_mtime >= oldest:
                    continue
                if path.suffix:
                    path.unlink()
                else:
                    found.append(UUID(hex=path.name))
        return found

    def _put(self, tenant: UUID, file: UUID, content: bytes) -> None:
        with self.writing(tenant, file) as path:
            path.write_bytes(content)

    def _path(self, tenant: UUID, file: UUID) -> Path:
        return self._folder / tenant.hex / file.hex


def measured(path: Path) -> KeptFile:
    """A file's size and hash, read in pieces."""
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            size += len(piece)
    return KeptFile(size, digest.hexdigest())
