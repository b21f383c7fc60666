"""Where the box keeps claims and receipts: in memory, or in a folder that outlives a restart. For one process."""

import asyncio
import hashlib
import json
import os
from pathlib import Path

from faktura.channels.peppol.access_point.claims import Claim, Claimed, Done, Free, Held, SameEnvelope
from faktura.channels.peppol.as4 import DuplicateKey

_Instance = tuple[str, str]


class _Claims:
    """Claims live in memory: a crash gives all of them up, as it must."""

    def __init__(self) -> None:
        self._messages: set[DuplicateKey] = set()
        self._instances: set[_Instance] = set()

    def take(self, claim: Claim) -> bool:
        instance = claim.message.sender, claim.instance
        if claim.message in self._messages or instance in self._instances:
            return False
        self._messages.add(claim.message)
        self._instances.add(instance)
        return True

    def give_up(self, claim: Claim) -> None:
        self._messages.discard(claim.message)
        self._instances.discard((claim.message.sender, claim.instance))


class MemoryStore:
    """A store that is lost with the process."""

    def __init__(self) -> None:
        self._claims = _Claims()
        self._finished: dict[DuplicateKey, Done] = {}
        self._documents: dict[_Instance, str] = {}

    async def find(self, message: DuplicateKey) -> Done | None:
        """See `Store`."""
        return self._finished.get(message)

    async def claim(self, claim: Claim) -> Claimed:
        """See `Store`."""
        if done := self._finished.get(claim.message):
            return done
        if (document := self._documents.get((claim.message.sender, claim.instance))) is not None:
            return SameEnvelope(document)
        return Free() if self._claims.take(claim) else Held()

    async def finish(self, claim: Claim, receipt: bytes) -> None:
        """See `Store`."""
        self._finished[claim.message] = Done(receipt, claim.payload)
        self._documents.setdefault((claim.message.sender, claim.instance), claim.document)
        self._claims.give_up(claim)

    async def release(self, claim: Claim) -> None:
        """See `Store`."""
        self._claims.give_up(claim)


class FolderStore:
    """A store in a folder: one file for each message, one for each envelope, named by hashes.

    Files are written aside, flushed and then renamed, so that each is there whole or not at all.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._claims = _Claims()
        # Looking and taking must not be parted: one at a time.
        self._lock = asyncio.Lock()

    async def find(self, message: DuplicateKey) -> Done | None:
        """See `Store`."""
        return await asyncio.to_thread(self._receipt, message)

    async def claim(self, claim: Claim) -> Claimed:
        """See `Store`."""
        async with self._lock:
            if (done := await asyncio.to_thread(self._receipt, claim.message)) is not None:
                return done
            if (document := await asyncio.to_thread(self._document, claim.message.sender, claim.instance)) is not None:
                return SameEnvelope(document)
            return Free() if self._claims.take(claim) else Held()

    async def finish(self, claim: Claim, receipt: bytes) -> None:
        """See `Store`."""
        async with self._lock:
            await asyncio.to_thread(self._keep, claim, receipt)
            self._claims.give_up(claim)

    async def release(self, claim: Claim) -> None:
        """See `Store`."""
        self._claims.give_up(claim)

    def _receipt(self, message: DuplicateKey) -> Done | None:
        found = self._read("message", message.sender, message.message_id)
        return Done(found["receipt"].encode(), found["payload"]) if found else None

    def _document(self, sender: str, instance: str) -> str | None:
        found = self._read("envelope", sender, instance)
        return found["document"] if found else None

    def _keep(self, claim: Claim, receipt: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        if self._document(claim.message.sender, claim.instance) is None:
            self._write("envelope", claim.message.sender, claim.instance, {"document": claim.document})
        held = {"receipt": receipt.decode(), "payload": claim.payload}
        self._write("message", claim.message.sender, claim.message.message_id, held)

    def _path(self, kind: str, sender: str, name: str) -> Path:
        digest = hashlib.sha256(f"{sender}\n{name}".encode()).hexdigest()
        return self._folder / f"{kind}-{digest}.json"

    def _read(self, kind: str, sender: str, name: str) -> dict[str, str] | None:
        try:
            found: dict[str, str] = json.loads(self._path(kind, sender, name).read_bytes())
        except FileNotFoundError:
            return None
        return found

    def _write(self, kind: str, sender: str, name: str, held: dict[str, str]) -> None:
        path = self._path(kind, sender, name)
        aside = path.with_suffix(".new")
        with aside.open("wb") as file:
            file.write(json.dumps(held).encode())
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
        _flush_folder(self._folder)


def _flush_folder(folder: Path) -> None:
    # A rename is only kept once the folder itself is on the disk; Windows can't open folders.
    if os.name == "posix":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
