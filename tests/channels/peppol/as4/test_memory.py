"""A payload of 50 MB that can't be zipped smaller is packed and unpacked in less than 300 MB of process memory."""

import subprocess
import sys
from pathlib import Path

BYTES = 50_000_000
MEGABYTES_MAX = 300

PROGRAM = """
import os, random, resource, sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, {tests!r})
{work}
# What getrusage() says begins with the size of the process that started this one, where the kernel tells better.
status = Path("/proc/self/status")
if status.exists():
    print(next(int(line.split()[1]) // 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM")))
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 * 1024 if sys.platform == "darwin" else 1024))
"""

PACK = """
from tests.channels.peppol.as4.stage import *
from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat, NoEncryption
message = packed(payload=random.Random(4).randbytes({bytes}))
Path({file!r}).write_bytes(message.body)
Path({file!r} + ".type").write_text(message.headers["Content-Type"])
for name, holder in (("root", ROOT), ("ca", CA), ("receiver", RECEIVER)):
    Path({file!r} + "." + name).write_bytes(holder.certificate.public_bytes(Encoding.PEM))
Path({file!r} + ".key").write_bytes(
    RECEIVER._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
"""

UNPACK = """
from datetime import datetime, UTC
from cryptography import x509
from faktura.channels.peppol.as4 import PEPPOL, Trust, from_pem, receipt_for, unpack
def read(name):
    return Path({file!r} + "." + name).read_bytes()
keys = (from_pem(read("key"), read("receiver")),)
trust = Trust(anchors=(x509.load_pem_x509_certificate(read("root")),),
              intermediates=(x509.load_pem_x509_certificate(read("ca")),))
now = datetime(2026, 11, 23, 12, tzinfo=UTC)
headers = {{"Content-Type": read("type").decode()}}
received = unpack(headers, Path({file!r}).read_bytes(), PEPPOL, keys, trust, now)
assert len(received.payload) == {bytes}
receipt_for(received, PEPPOL, keys, "r@x", now)
"""


def megabytes(work: str, file: Path) -> int:
    root = str(Path(__file__).parents[4])
    program = PROGRAM.format(tests=root, work=work.format(file=str(file), bytes=BYTES))
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=root, timeout=120)
    assert ended.returncode == 0, ended.stderr
    return int(ended.stdout)


def test_big_payloads_take_bounded_memory(tmp_path: Path) -> None:
    file = tmp_path / "message"
    sending = megabytes(PACK, file)
    receiving = megabytes(UNPACK, file)
    assert sending < MEGABYTES_MAX, sending
    assert receiving < MEGABYTES_MAX, receiving
