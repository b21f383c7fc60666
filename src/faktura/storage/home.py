"""The home folder: where one installation keeps its data, and the lock that gives it to one process at a time."""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from faktura.storage.errors import HomeInUse, HomeUnusable


def make_home(home: Path) -> Path:
    """Make the home folder when it is missing; a folder that is there is never changed. Answers its absolute path.

    Raises `HomeUnusable` when it cannot be made or is not a folder.
    """
    home = home.expanduser().absolute()
    if home.is_dir():
        return home
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        # Root's folder may be passed through, not listed: the account of the embedded database must reach its own
        # folder below, and everything else in here is closed by itself.
        home.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, exist_ok=True)
    except OSError as error:
        raise HomeUnusable(
            f"The folder {home} cannot be made ({error.strerror}). "
            "Make it yourself, or name another one with FAKTURA_HOME."
        ) from error
    return home


def write_once(path: Path, text: str) -> str:
    """Keep `text` in a new file that only its owner can read (0600); answers what the file holds.

    When the file is there already, also by another process at this very moment, it is left alone and its text is
    answered. The file appears complete or not at all.
    """
    if path.exists():
        return path.read_text(encoding="utf-8")
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        try:
            path.hardlink_to(draft)  # unlike a rename, it never replaces what another process wrote first
        except FileExistsError:
            return path.read_text(encoding="utf-8")
    finally:
        draft.unlink()
    sync_folder(path.parent)
    return text


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class HomeLock:
    """An flock on ``HOME/lock``: held until released or until the process ends, however it ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def take(cls, home: Path) -> Self:
        """Take the lock, or raise `HomeInUse` at once."""
        path = home / "lock"
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise HomeUnusable(
                f"The folder {home} cannot be used by this account ({error.strerror}). "
                "Run Faktura as the owner of the folder, or name another one with FAKTURA_HOME."
            ) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(descriptor, 32).decode("ascii", "replace").strip()
            os.close(descriptor)
            who = f" (process {holder})" if holder else ""
            raise HomeInUse(
                f"The folder {home} is in use by another Faktura{who}. "
                "Stop that one first, or give this one its own folder with FAKTURA_HOME."
            ) from error
        # Only for the sentence above: what locks is the flock, not the number.
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode("ascii"), 0)
        return cls(descriptor)

    def release(self) -> None:
        """Give the folder back; doing so twice is harmless."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
