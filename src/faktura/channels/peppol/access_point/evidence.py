"""The evidence of a message as one file that anybody can check without a network: a ZIP, always the same for the same.

`manifest.json` names what was sent, when, and the SHA-256 of each other file. Beside it lie the message as it
travelled, its payload as it was signed, every answer, and the certificates.
"""

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from faktura.channels.peppol.access_point.outcomes import Evidence
from faktura.channels.peppol.as4 import (
    PEPPOL,
    As4Error,
    Packed,
    Profile,
    Receipt,
    Refused,
    Trust,
    Unclear,
    check_certificate,
    judge_answer,
    mime,
    seat_id,
)
from faktura.channels.peppol.as4.compression import unzip_payload
from faktura.channels.peppol.as4.envelope import parse_envelope
from faktura.channels.peppol.as4.signature import (
    UNREADABLE_CERTIFICATE,
    Signature,
    certificate_of,
    check_attachments,
    check_coverage,
    check_elements,
    check_value,
    read_signature,
)
from faktura.channels.peppol.as4.user_message import UserMessage, read_user_message
from faktura.channels.peppol.sbdh import Malformed, read_envelope

FORMAT = "faktura as4 evidence"
VERSION = 1
MANIFEST = "manifest.json"
FILES_MAX = 32
"""How many files a bundle has; it has six, and two for each attempt."""
MANIFEST_BYTES_MAX = 100_000
BUNDLE_BYTES_MAX = 400_000_000
"""How many bytes all files have together, unzipped."""
RATIO_MAX = 20
"""How much bigger all files may be than the bundle; what is in one is encrypted or zipped, and hardly shrinks again."""

_DATE = (1980, 1, 1, 0, 0, 0)  # the first that ZIP knows
_MESSAGE, _HEADERS, _PAYLOAD = "message.mime", "message-headers.json", "payload.gz"
_SENDER, _RECEIVER, _SMP = "sender.cer", "receiver.cer", "smp.cer"


@dataclass(frozen=True, slots=True)
class Finding:
    """What does not hold in a bundle. `code` is ``zip``, ``manifest``, ``digest``, ``message``, ``payload``,
    ``certificate``, ``receipt`` (there is one that does not hold) or ``no_receipt`` (nothing says it arrived)."""

    code: str
    sentence: str


class _Unfit(Exception):  # noqa: N818 - carries findings to the one place that gives them back
    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.finding = Finding(code, sentence)


def write_evidence(evidence: Evidence) -> bytes:
    """The bundle: the same bytes for the same evidence, with sorted names and fixed dates, not compressed."""
    files = {
        _MESSAGE: evidence.body,
        _HEADERS: _json(dict(evidence.headers)),
        _PAYLOAD: evidence.payload,
        _SENDER: evidence.sender_certificate,
        _RECEIVER: evidence.receiver_certificate,
        _SMP: evidence.smp_certificate,
    }
    attempts = []
    for number, attempt in enumerate(evidence.attempts, 1):
        answer = None
        if attempt.status is not None:
            answer = f"answer-{number}"
            files[f"{answer}.body"] = attempt.body
            files[f"{answer}-headers.json"] = _json(dict(attempt.headers))
        attempts.append(
            {
                "started_at": _moment(attempt.started_at),
                "ended_at": _moment(attempt.ended_at),
                "status": attempt.status,
                "address": attempt.address,
                "why": attempt.why,
                "answer": answer,
            }
        )
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "message_id": evidence.message_id,
        "instance_identifier": evidence.instance_identifier,
        "sender": evidence.sender,
        "receiver": evidence.receiver,
        "document_type": evidence.document_type,
        "process": evidence.process,
        "url": evidence.url,
        "smp": {"url": evidence.smp_url, "found_at": _moment(evidence.found_at)},
        "attempts": attempts,
        "sha256": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as bundle:
        for name, content in sorted({**files, MANIFEST: _json(manifest)}.items()):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system = 3  # Unix, whatever the system is
            entry.external_attr = 0o644 << 16
            bundle.writestr(entry, content)
    return target.getvalue()


def verify_evidence(content: bytes, trust: Trust, profile: Profile = PEPPOL) -> tuple[Finding, ...]:
    """What does not hold in a bundle; nothing when all of it does. It asks no network, and never raises for its bytes.

    Checked are: the digests of all files; the sender's signature over the message, with the payload's digest; that the
    envelope inside names what the manifest says; the receipt (its signature, and its digests against those of the
    message); and both certificates under `trust`, at the time of the answer. That time is the sender's own word, as is
    what the SMP said.
    """
    try:
        files = _read_files(content)
        manifest = _read_manifest(files)
        findings = list(_digests(files, manifest))
        if findings:
            return tuple(findings)
        return tuple(_check(files, manifest, trust, profile))
    except _Unfit as unfit:
        return (unfit.finding,)


def _read_files(content: bytes) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    left = bytes_max = min(BUNDLE_BYTES_MAX, MANIFEST_BYTES_MAX + RATIO_MAX * len(content))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as bundle:
            entries = bundle.infolist()
            if len(entries) > FILES_MAX:
                raise _Unfit("zip", f"The bundle holds {len(entries)} files; at most {FILES_MAX} are read.")
            for entry in entries:
                if entry.filename in files:
                    raise _Unfit("zip", f"{entry.filename[:60]} is there twice.")
                if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    raise _Unfit("zip", "A file is compressed in a way that is not read.")
                # The size in the directory is a stranger's word; what is read is counted.
                with bundle.open(entry) as file:
                    held = file.read(left + 1)
                if len(held) > left:
                    raise _Unfit("zip", f"The bundle holds more than {bytes_max} bytes.")
                left -= len(held)
                files[entry.filename] = held
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError):
        raise _Unfit("zip", "This is no ZIP that can be read.") from None
    except zlib.error:
        raise _Unfit("zip", "A file of the ZIP can't be unzipped.") from None
    return files


def _read_manifest(files: Mapping[str, bytes]) -> dict[str, Any]:
    held = files.get(MANIFEST)
    if held is None or len(held) > MANIFEST_BYTES_MAX:
        raise _Unfit("manifest", f"There is no {MANIFEST}, or it is too long.")
    manifest = _object(MANIFEST, held)
    if (manifest.get("format"), manifest.get("version")) != (FORMAT, VERSION):
        raise _Unfit("manifest", f"The manifest is not one of “{FORMAT}”, version {VERSION}.")
    digests, attempts = manifest.get("sha256"), manifest.get("attempts")
    if not isinstance(digests, dict) or not isinstance(attempts, list) or not attempts:
        raise _Unfit("manifest", "The manifest names no files, or no attempt.")
    return manifest


def _digests(files: Mapping[str, bytes], manifest: Mapping[str, Any]) -> list[Finding]:
    named = manifest["sha256"]
    found = [
        Finding("digest", f"{name[:60]} is not the file that the manifest names.")
        for name, content in sorted(files.items())
        if name != MANIFEST and named.get(name) != hashlib.sha256(content).hexdigest()
    ]
    missing = sorted({*named, _MESSAGE, _HEADERS, _PAYLOAD, _SENDER, _RECEIVER, _SMP} - {*files})
    return found + [Finding("digest", f"{name[:60]} is missing.") for name in missing]


def _check(files: Mapping[str, bytes], manifest: Mapping[str, Any], trust: Trust, profile: Profile) -> list[Finding]:
    last = manifest["attempts"][-1]
    if not isinstance(last, dict):
        raise _Unfit("manifest", "An attempt is no object.")
    at = _read_moment(last.get("ended_at"))
    sender, receiver = (_certificate(name, files[name]) for name in (_SENDER, _RECEIVER))
    _certificate(_SMP, files[_SMP])
    message, signature = _check_message(files, sender, profile)
    findings = []
    for name, certificate, parties in (
        (_SENDER, sender, message.from_party),
        (_RECEIVER, receiver, message.to_party),
    ):
        try:
            check_certificate(certificate, trust, profile, at)
            # Otherwise any access point of the network could sign the receipt for another one.
            if profile.party_id_is_common_name and [seat_id(certificate, profile)] != [each.value for each in parties]:
                findings.append(Finding("certificate", f"{name} is not that of the party which the message names."))
        except As4Error as error:
            findings.append(Finding("certificate", f"{name}: {error.detail}"))
    findings += _check_payload(files[_PAYLOAD], manifest, message, profile)
    answer = last.get("answer")
    if answer is None:
        return [*findings, Finding("no_receipt", "The last attempt got no answer.")]
    packed = Packed(
        message_id=message.message_id,
        headers={},
        body=b"",
        references=signature.references,
        receiver_certificate=receiver.public_bytes(Encoding.DER),
    )
    names = f"{answer}.body", f"{answer}-headers.json"
    if not all(name in files for name in names) or not isinstance(last.get("status"), int):
        raise _Unfit("manifest", "The answer that an attempt names is not there.")
    verdict = judge_answer(
        packed, last["status"], _texts(names[1], files[names[1]]), files[names[0]], profile, at, trust
    )  # fmt: skip
    match verdict:
        case Receipt():
            pass
        case Refused(errors=errors):
            findings.append(Finding("no_receipt", f"The receiver refused it: {errors[0].code} {errors[0].detail}"))
        case Unclear(why=why, code=code):
            findings.append(Finding("receipt" if code else "no_receipt", why))
    return findings


def _check_message(
    files: Mapping[str, bytes], sender: x509.Certificate, profile: Profile
) -> tuple[UserMessage, Signature]:
    """The message with its signature, which the payload in the bundle has to fit."""
    try:
        package = mime.split(_texts(_HEADERS, files[_HEADERS]), files[_MESSAGE], profile.limits)
        envelope = parse_envelope(package.root, profile.limits)
        message = read_user_message(envelope.messaging)
        signature = read_signature(envelope, profile)
        certificate = certificate_of(envelope, signature.key_info)
        content_ids = tuple(package.attachments)
        check_coverage(envelope, signature, content_ids)
        check_value(signature, certificate, profile.algorithms)
        check_elements(envelope, signature)
    except As4Error as error:
        raise _Unfit("message", f"The message does not hold: {error.detail}") from None
    if certificate != sender:
        raise _Unfit("message", f"The message is not signed with {_SENDER}.")
    try:
        check_attachments(signature, dict.fromkeys(content_ids, files[_PAYLOAD]))
    except As4Error as error:
        raise _Unfit("payload", f"The payload is not the one that was signed: {error.detail}") from None
    return message, signature


def _check_payload(
    payload: bytes, manifest: Mapping[str, Any], message: UserMessage, profile: Profile
) -> list[Finding]:
    bytes_max = profile.limits.payload_bytes_max
    try:
        opened = read_envelope(unzip_payload(payload, bytes_max), bytes_max)
    except As4Error as error:
        return [Finding("payload", error.detail)]
    if isinstance(opened, Malformed):
        return [Finding("payload", f"The payload is no envelope: {opened.problems[0].sentence}")]
    header = opened.header
    held = {
        "message_id": message.message_id,
        "instance_identifier": header.instance_identifier,
        "sender": str(header.sender),
        "receiver": str(header.receiver),
        "document_type": str(header.document_type),
        "process": str(header.process),
    }
    return [
        Finding("manifest", f"{name} in the manifest is not that of the message.")
        for name, value in held.items()
        if manifest.get(name) != value
    ]


def _certificate(name: str, content: bytes) -> x509.Certificate:
    try:
        return x509.load_der_x509_certificate(content)
    except UNREADABLE_CERTIFICATE:
        raise _Unfit("certificate", f"{name} is no certificate that can be read.") from None


def _object(name: str, content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise _Unfit("manifest", f"{name} is no object of JSON.")
    return found


def _texts(name: str, content: bytes) -> dict[str, str]:
    if len(content) > MANIFEST_BYTES_MAX:
        raise _Unfit("manifest", f"{name} is too long.")
    found = _object(name, content)
    if not all(isinstance(value, str) for value in found.values()):
        raise _Unfit("manifest", f"{name} holds something else than texts.")
    return found


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _read_moment(text: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        moment = None
    if moment is None or moment.tzinfo is None:
        raise _Unfit("manifest", "The time of an attempt is none.")
    return moment
