"""The object store: bytes kept under their own hash, written once; see decision 0004."""

import asyncio
import contextlib
import fcntl
import hashlib
import os
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import Protocol, Self

from faktura.storage.errors import ObjectDamaged, ObjectMissing
from faktura.storage.home import sync_folder

_SHA256 = re.compile(r"[0-9a-f]{64}")
# Nobody needs an hour between the first byte of a write and its rename; older ones were left by a kill.
_LEFTOVER_SECONDS = 3600


class Objects(Protocol):
    """What the archive needs of a store: put, get, exists. Keys are the SHA-256 of the content, in hex."""

    async def put(self, content: bytes) -> str:
        """Keep `content` for good and answer its hash; keeping the same bytes again changes nothing."""

    async def get(self, sha256: str) -> bytes:
        """The bytes of a hash, verified; raises `ObjectMissing` or `ObjectDamaged`."""

    async def exists(self, sha256: str) -> bool:
        """Whether an object with this hash is kept (its content is not looked at)."""


class FolderObjects:
    """Objects in a folder: ``ab/cd/abcd…``, each file 0440.

    A file appears under its name only when all of its bytes are on the disk, so neither a crash nor a second
    writer can leave a part of one. Files being written stand in ``incoming/``.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._incoming = folder / "incoming"
        self._synced: set[Path] = set()

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The store of a folder, made (0700) when it is missing; removes what a killed writer left behind."""
        objects = cls(folder)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        objects._incoming.mkdir(mode=0o700, exist_ok=True)
        oldest = time.time() - _LEFTOVER_SECONDS
        for path in objects._incoming.iterdir():
            with contextlib.suppress(FileNotFoundError):
                if path.stat().st_mtime < oldest:
                    path.unlink()
        return objects

    async def put(self, content: bytes) -> str:
        """Keep `content`; when the answer comes, it outlives a power cut.

        A kept file that was damaged in the meantime is replaced. Raises OSError when the disk is full.
        """
        return await asyncio.to_thread(self._put, content)

    async def get(self, sha256: str) -> bytes:
        """The bytes of a hash, verified; raises `ObjectMissing` or `ObjectDamaged`."""
        return await asyncio.to_thread(self._get, sha256)

    async def exists(self, sha256: str) -> bool:
        """Whether an object with this hash is kept (its content is not looked at)."""
        return await asyncio.to_thread(self._path(sha256).is_file)

    def _put(self, content: bytes) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        path = self._path(sha256)
        self._make_folders(path.parent)
        if not _holds(path, content):
            self._write(path, content)
        # Also when the file was there: its writer may not have come to this line yet.
        sync_folder(path.parent)
        return sha256

    def _write(self, path: Path, content: bytes) -> None:
        descriptor, name = tempfile.mkstemp(dir=self._incoming)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fchmod(descriptor, 0o440)
                _sync_file(descriptor)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def _make_folders(self, folder: Path) -> None:
        if folder in self._synced:
            return
        folder.parent.mkdir(mode=0o700, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        # Once for each folder and process, also when it was there: its maker may have been killed before this line.
        sync_folder(folder.parent)
        sync_folder(self._folder)
        self._synced.add(folder)

    def _get(self, sha256: str) -> bytes:
        try:
            content = self._path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise ObjectMissing(f"No object with the hash {sha256} is kept in {self._folder}.") from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise ObjectDamaged(
                f"The object {sha256} in {self._folder} was changed after it was kept. Bring it back from a backup."
            )
        return content

    def _path(self, sha256: str) -> Path:
        if _SHA256.fullmatch(sha256) is None:
            raise ObjectMissing(f"{sha256!r} is not the hash of an object: 64 hexadecimal digits in lower case.")
        return self._folder / sha256[:2] / sha256[2:4] / sha256


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except FileNotFoundError:
        return False


def _sync_file(descriptor: int) -> None:
    if sys.platform == "darwin":
        # macOS's fsync leaves the bytes in the drive's own memory: fsync(2) there.
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)
