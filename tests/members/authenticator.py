"""A software authenticator (WebAuthn level 2, CTAP2): makes passkeys and signs with them, or cheats on request."""

import base64
import hashlib
import os
from dataclasses import dataclass, field
from typing import Any

import cbor2
import orjson
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, BACKUP_POSSIBLE, BACKED_UP, HAS_KEY = 1, 4, 8, 16, 64


def text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Authenticator:
    """One device with one passkey. What it says of itself may be changed between two uses."""

    origin: str
    relying_party: str
    flags: int = PRESENT | VERIFIED
    count: int = 0
    counts: bool = True
    credential_id: bytes = field(default_factory=lambda: os.urandom(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    user_handle: bytes = b""

    def _data(self, flags: int, attested: bytes = b"") -> bytes:
        self.count += self.counts
        digest = hashlib.sha256(self.relying_party.encode()).digest()
        return digest + bytes([flags]) + self.count.to_bytes(4, "big") + attested

    def _client(self, kind: str, challenge: str) -> bytes:
        return orjson.dumps(
            {"type": f"webauthn.{kind}", "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        )

    def make(self, options: str) -> str:
        """What navigator.credentials.create() gives, as the page sends it."""
        asked: dict[str, Any] = orjson.loads(options)
        self.user_handle = raw(asked["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")})
        attested = bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id + public
        made = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": self._data(self.flags | HAS_KEY, attested)})
        return self._answer(
            clientDataJSON=text(self._client("create", asked["challenge"])), attestationObject=text(made)
        )

    def sign(self, options: str, **changes: str) -> str:
        """What navigator.credentials.get() gives."""
        asked: dict[str, Any] = orjson.loads(options)
        client = self._client("get", asked["challenge"])
        data = self._data(self.flags)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            **{
                "clientDataJSON": text(client),
                "authenticatorData": text(data),
                "signature": text(signature),
                "userHandle": text(self.user_handle),
                **changes,
            }
        )

    def _answer(self, **response: str) -> str:
        return orjson.dumps(
            {
                "id": text(self.credential_id),
                "rawId": text(self.credential_id),
                "type": "public-key",
                "response": response,
                "clientExtensionResults": {},
            }
        ).decode()
