import asyncio
import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from faktura.storage.errors import ObjectDamaged, ObjectMissing
from faktura.storage.objects import FolderObjects, Objects

pytestmark = pytest.mark.anyio


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def test_what_is_put_is_got_by_its_hash(tmp_path: Path) -> None:
    objects: Objects = FolderObjects.open(tmp_path / "objects")
    for content in (b"", b"<Invoice/>", os.urandom(3_000_000)):
        sha256 = await objects.put(content)
        assert sha256 == hashlib.sha256(content).hexdigest()
        assert await objects.exists(sha256)
        assert await objects.get(sha256) == content
        path = tmp_path / "objects" / sha256[:2] / sha256[2:4] / sha256
        assert path.stat().st_mode & 0o777 == 0o440
        assert path.parent.stat().st_mode & 0o777 == 0o700


async def test_putting_again_keeps_the_file_that_is_there(tmp_path: Path) -> None:
    objects = FolderObjects.open(tmp_path)
    sha256 = await objects.put(b"once")
    [before] = _files(tmp_path)
    number = before.stat().st_ino
    assert await objects.put(b"once") == sha256
    [after] = _files(tmp_path)
    assert after.stat().st_ino == number


async def test_many_writers_of_the_same_bytes_leave_one_whole_file(tmp_path: Path) -> None:
    stores = [FolderObjects.open(tmp_path) for _ in range(4)]
    content = os.urandom(200_000)
    hashes = await asyncio.gather(*(store.put(content) for store in stores * 5))
    assert len(set(hashes)) == 1
    assert [path.read_bytes() for path in _files(tmp_path)] == [content]


async def test_what_is_missing_is_told(tmp_path: Path) -> None:
    objects = FolderObjects.open(tmp_path)
    unknown = hashlib.sha256(b"never put").hexdigest()
    assert not await objects.exists(unknown)
    with pytest.raises(ObjectMissing, match=unknown):
        await objects.get(unknown)


@pytest.mark.parametrize("name", ["", "../../../../etc/passwd", "AB" * 32, "ab" * 31, "ab" * 32 + "\n"])
async def test_a_name_that_is_no_hash_leads_nowhere(tmp_path: Path, name: str) -> None:
    objects = FolderObjects.open(tmp_path)
    with pytest.raises(ObjectMissing, match="is not the hash of an object"):
        await objects.get(name)


async def test_a_changed_file_is_told_and_healed_by_putting_again(tmp_path: Path) -> None:
    objects = FolderObjects.open(tmp_path)
    sha256 = await objects.put(b"as issued")
    [path] = _files(tmp_path)
    path.chmod(0o600)
    path.write_bytes(b"as forged")
    with pytest.raises(ObjectDamaged, match=sha256):
        await objects.get(sha256)
    await objects.put(b"as issued")
    assert await objects.get(sha256) == b"as issued"


async def test_leftovers_of_killed_writers_are_removed_and_writes_in_progress_are_not(tmp_path: Path) -> None:
    FolderObjects.open(tmp_path)
    old, young = tmp_path / "incoming" / "old", tmp_path / "incoming" / "young"
    for path in (old, young):
        path.write_bytes(b"half")
    long_ago = time.time() - 7200
    os.utime(old, (long_ago, long_ago))
    FolderObjects.open(tmp_path)
    assert not old.exists()
    assert young.exists()


_WRITER = """
import asyncio, sys
from pathlib import Path
from faktura.storage.objects import FolderObjects

async def main():
    objects = FolderObjects.open(Path(sys.argv[1]))
    for number in range(100_000):
        print(await objects.put(f"{number} ".encode() * 50_000), flush=True)

asyncio.run(main())
"""


def _answers_of_a_killed_writer(folder: Path) -> list[str]:
    command = [sys.executable, "-c", _WRITER, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        answered = [writer.stdout.readline() for _ in range(20)]
        writer.send_signal(signal.SIGKILL)
        answered += writer.stdout
    return [line.strip() for line in answered if line.endswith("\n")]


async def test_what_was_answered_survives_kill_9_and_nothing_is_half(tmp_path: Path) -> None:
    answered = _answers_of_a_killed_writer(tmp_path)
    assert len(answered) >= 20
    objects = FolderObjects.open(tmp_path)
    for sha256 in answered:
        await objects.get(sha256)
    for path in _files(tmp_path):
        if path.parent.name != "incoming":
            assert hashlib.sha256(path.read_bytes()).hexdigest() == path.name
