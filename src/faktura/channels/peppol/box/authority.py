"""A certificate authority of tests, built as Peppol's: a root, and below it one authority for access points and one for
SMPs."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from faktura.channels.peppol.as4 import HeldKey, Trust

KEY_BITS = 2048
VALID_BEFORE = timedelta(days=1)
"""Certificates are in force a little before they are made, for clocks that differ."""
VALID_FOR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey = field(repr=False)

    @property
    def holder(self) -> HeldKey:
        """The same, as messages are signed with it."""
        return HeldKey(self.certificate, self.key)


@dataclass(frozen=True, slots=True)
class Authority:
    """Issues certificates; they are in force around `now`."""

    held: Held
    now: datetime

    @classmethod
    def root(cls, name: str, now: datetime) -> "Authority":
        """A root, which vouches for itself."""
        return cls(_made(name, None, now, authority=True), now)

    def below(self, name: str) -> "Authority":
        """An authority below this one."""
        return Authority(_made(name, self.held, self.now, authority=True), self.now)

    def issue(self, name: str) -> Held:
        """A key with a certificate for it: `name` is the common name, for an access point its seat id."""
        return _made(name, self.held, self.now, authority=False)

    @property
    def certificate(self) -> x509.Certificate:
        """The authority's own."""
        return self.held.certificate


@dataclass(frozen=True, slots=True)
class Authorities:
    """All of a network. `trust` and `smp_trust` are whom its members believe."""

    root: Authority
    access_points: Authority
    smps: Authority

    @classmethod
    def make(cls, now: datetime) -> "Authorities":
        """New ones, with new keys."""
        root = Authority.root("Faktura network in a box - root", now)
        return cls(
            root, root.below("Faktura network in a box - AP CA"), root.below("Faktura network in a box - SMP CA")
        )

    @property
    def trust(self) -> Trust:
        """For access points."""
        return Trust(anchors=(self.root.certificate,), intermediates=(self.access_points.certificate,))

    @property
    def smp_trust(self) -> Trust:
        """For SMPs."""
        return Trust(anchors=(self.root.certificate,), intermediates=(self.smps.certificate,))


def new_key() -> rsa.RSAPrivateKey:
    """A key as Peppol's certificates have them."""
    return rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)


def _made(name: str, issuer: Held | None, now: datetime, *, authority: bool) -> Held:
    key = new_key()
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "EU"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "A network of tests"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - VALID_BEFORE)
        .not_valid_after(now + VALID_FOR)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(_usage(authority=authority), critical=True)
    )
    if not authority:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False)
    return Held(builder.sign(issuer.key if issuer else key, hashes.SHA256()), key)


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority, content_commitment=False, key_encipherment=not authority,
        data_encipherment=not authority, key_agreement=False, key_cert_sign=authority, crl_sign=authority,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
