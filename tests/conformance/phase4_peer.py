"""phase4, another implementation of Peppol AS4, as an access point on 127.0.0.1.

Nothing of phase4 is in the project. Maven copies its jars into ``build/conformance``, once; they must be those of
`HASHES`. `SOURCE` is the access point around them, which Java compiles when it starts.
"""

import functools
import hashlib
import queue
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from . import official

VERSION = "4.4.1"
"""The newest release of all that is needed here, as `POM` has it; phase4-peppol-servlet is not needed."""
FOLDER = Path(__file__).parent / "phase4"
POM = FOLDER / "pom.xml"
HASHES = FOLDER / "jars.sha256"
SOURCE = FOLDER / "src" / "Phase4Peer.java"
JAVA_MIN = 17

_PASSWORD = "made for one run"
_FETCH_SECONDS = 280
_START_SECONDS = 60
_ANSWER_SECONDS = 30


class NotHere(Exception):  # noqa: N818 - said as a sentence
    """phase4 can't be had on this machine; the text is a sentence that says why."""


def _first_line(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    return (done.stdout + done.stderr).partition("\n")[0]


@functools.cache
def jars() -> Path:
    """The folder with the jars of phase4 and of what it needs.

    Raises:
        NotHere: there is no Java, no Maven, or no way to the artifacts.
    """
    folder = official.CACHE / f"phase4-{VERSION}"
    if shutil.which("java") is None:
        raise NotHere("there is no Java.")
    version = _first_line("java", "-version").partition('"')[2].partition(".")[0]
    if not version.isdecimal() or int(version) < JAVA_MIN:
        raise NotHere(f"Java is older than {JAVA_MIN}.")
    if not folder.is_dir():
        maven = shutil.which("mvn")
        if maven is None:
            raise NotHere("there is no mvn to fetch it with.")
        fresh = folder.with_suffix(".new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        command = [maven, "-q", "-B", "-f", str(POM), "dependency:copy-dependencies"]
        command += ["-DincludeScope=runtime", f"-DoutputDirectory={fresh}"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=_FETCH_SECONDS, cwd=fresh)
        except subprocess.TimeoutExpired:
            raise NotHere(f"mvn did not fetch it within {_FETCH_SECONDS} seconds.") from None
        if done.returncode:
            raise NotHere("mvn could not fetch it.")
        fresh.rename(folder)
    _check_hashes(folder)
    return folder


def _check_hashes(folder: Path) -> None:
    found = {jar.name: hashlib.sha256(jar.read_bytes()).hexdigest() for jar in folder.glob("*.jar")}
    wanted = {name: digest for digest, name in map(str.split, HASHES.read_text("utf-8").splitlines())}
    other = sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name))
    assert not other, f"These are not the jars that were looked at (see {HASHES.name}): {', '.join(other)}"


@dataclass(frozen=True)
class Sent:
    """What phase4 made of the answer to a message that it sent; `facts` are its own words."""

    facts: dict[str, str]

    @property
    def result(self) -> str:
        """``SUCCESS``, or what was wrong (``EAS4UserMessageSendResult``)."""
        return self.facts.get("result", self.facts.get("exception", ""))

    @property
    def believed(self) -> bool:
        """Whether phase4 got a receipt that holds: its ``SUCCESS`` alone does not say so of signature and digests."""
        held = {name: self.facts.get(name) for name in ("result", "receipt", "signature_checked", "digests")}
        return held == {"result": "SUCCESS", "receipt": "true", "signature_checked": "true", "digests": "same"}


class Peer:
    """A running phase4: messages for `participant` are taken at `url`."""

    def __init__(self, process: "subprocess.Popen[str]", folder: Path, participant: str, log: Path) -> None:
        self.participant = participant
        self._process, self._folder, self._log = process, folder, log
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._said(_START_SECONDS)['port']}/as4"

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line)
        self._lines.put("")

    def _said(self, seconds: float) -> dict[str, str]:
        try:
            line = self._lines.get(timeout=seconds)
        except queue.Empty:
            line = ""
        assert line, f"phase4 says nothing:\n{self.log()}"
        return dict(parse_qsl(line.strip(), keep_blank_values=True, strict_parsing=True))

    def log(self) -> str:
        """The end of what phase4 logged."""
        return self._log.read_text("utf-8", errors="replace")[-6000:]

    def received(self, instance: str) -> tuple[bytes, dict[str, str]]:
        """The business envelope that phase4 took, byte for byte, and what it read in it and in the message."""
        payload = self._folder / f"{instance}.payload"
        assert payload.is_file(), f"phase4 has not taken {instance}:\n{self.log()}"
        return payload.read_bytes(), dict(parse_qsl((self._folder / f"{instance}.facts").read_text("utf-8")))

    def has(self, instance: str) -> bool:
        return (self._folder / f"{instance}.payload").exists()

    def send(self, **asked: str) -> Sent:
        """Have phase4 send a document; see ``Phase4Peer.send`` for the names."""
        assert self._process.stdin is not None
        self._process.stdin.write(urlencode(asked) + "\n")
        self._process.stdin.flush()
        return Sent(self._said(_ANSWER_SECONDS))


@contextmanager
def running(
    folder: Path,
    key: rsa.RSAPrivateKey,
    certificate: x509.Certificate,
    authorities: tuple[x509.Certificate, ...],
    participant: str,
) -> Iterator[Peer]:
    """phase4 with a key of its own, and authorities that it trusts; it serves one participant.

    Raises:
        NotHere: as `jars` does.
    """
    libraries = jars()
    lock = BestAvailableEncryption(_PASSWORD.encode())
    keys, trust, taken, log = folder / "keys.p12", folder / "trust.p12", folder / "taken", folder / "phase4.log"
    taken.mkdir()
    keys.write_bytes(pkcs12.serialize_key_and_certificates(b"ap", key, certificate, None, lock))
    entries = [pkcs12.PKCS12Certificate(each, b"ca%d" % number) for number, each in enumerate(authorities)]
    trust.write_bytes(pkcs12.serialize_java_truststore(entries, lock))
    command = ["java", "-Xmx512m", "-Duser.timezone=UTC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"]
    command += ["-cp", f"{libraries}/*", str(SOURCE), str(keys), str(trust), _PASSWORD, str(taken), participant]
    with log.open("w", encoding="utf-8") as written:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=written,
            text=True,
            encoding="utf-8",
            cwd=folder,
        )
        try:
            yield Peer(process, taken, participant, log)
        finally:
            process.kill()
            process.communicate()
