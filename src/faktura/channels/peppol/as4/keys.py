"""Who signs and decrypts: a key in memory, or anything else that can do both, like a key management service."""

from dataclasses import dataclass, field
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa, utils
from cryptography.hazmat.primitives.serialization import pkcs12


class KeyHolder(Protocol):
    """A certificate and the two things that its private key does.

    Both may raise ValueError for what can't be done. They are called from threads.
    """

    @property
    def certificate(self) -> x509.Certificate:
        """The certificate that the other side sees; its key is RSA."""

    def sign(self, digest: bytes) -> bytes:
        """The RSASSA-PKCS1-v1_5 signature of a SHA-256 digest (32 bytes)."""

    def decrypt(self, content: bytes) -> bytes:
        """What was encrypted by RSAES-OAEP with SHA-256 and MGF1-SHA256."""


class UnusableKey(ValueError):  # noqa: N818 - named for what the key is
    """A key or its file can't be used; the text is a sentence for the operator."""


@dataclass(frozen=True, slots=True)
class HeldKey:
    """A private key in memory; see `from_pkcs12` and `from_pem`."""

    certificate: x509.Certificate
    _key: rsa.RSAPrivateKey = field(repr=False)

    def __post_init__(self) -> None:
        public = self.certificate.public_key()
        if (
            not isinstance(public, rsa.RSAPublicKey)
            or public.public_numbers() != self._key.public_key().public_numbers()
        ):
            raise UnusableKey("The private key is not that of the certificate.")

    def sign(self, digest: bytes) -> bytes:
        """See `KeyHolder`."""
        return self._key.sign(digest, padding.PKCS1v15(), utils.Prehashed(hashes.SHA256()))

    def decrypt(self, content: bytes) -> bytes:
        """See `KeyHolder`."""
        return self._key.decrypt(content, padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None))


def from_pkcs12(content: bytes, password: str | None) -> HeldKey:
    """The key and certificate in a PKCS#12 file (``.p12``, ``.pfx``); other certificates in it are left aside.

    Raises:
        UnusableKey: not readable with this password, or no RSA key with its certificate inside.
    """
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(content, password.encode() if password else None)
    except (ValueError, TypeError):
        raise UnusableKey("The PKCS#12 file can't be read with this password.") from None
    if certificate is None or not isinstance(key, rsa.RSAPrivateKey):
        raise UnusableKey("The PKCS#12 file holds no RSA key with its certificate.")
    return HeldKey(certificate, key)


def from_pem(key: bytes, certificate: bytes, password: str | None = None) -> HeldKey:
    """The key and certificate in two PEM texts; of several certificates the first is the key's.

    Raises:
        UnusableKey: not readable with this password, or not an RSA key with its certificate.
    """
    try:
        held = serialization.load_pem_private_key(key, password.encode() if password else None)
        shown = x509.load_pem_x509_certificate(certificate)
    except (ValueError, TypeError):
        raise UnusableKey("The PEM texts of key and certificate can't be read with this password.") from None
    if not isinstance(held, rsa.RSAPrivateKey):
        raise UnusableKey("The key is not an RSA key, which AS4 wants.")
    return HeldKey(shown, held)
