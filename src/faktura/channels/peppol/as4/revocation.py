"""Whether a certificate was taken back: OCSP (RFC 6960) and CRL (RFC 5280) read from bytes, answers remembered.

Nothing here opens a connection: `RevocationCache` is given a function that fetches. What can't be verified is unknown,
never good.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID

from faktura.channels.peppol.as4.signature import UNREADABLE_CERTIFICATE

SKEW = timedelta(minutes=5)
"""How far clocks may differ."""
RESPONSE_BYTES_MAX = 20_000_000
OCSP_REQUEST = "application/ocsp-request"
_UNREADABLE = (*UNREADABLE_CERTIFICATE, KeyError, InvalidSignature)


class Revocation(StrEnum):
    """What an authority says, or that it says nothing that can be believed."""

    GOOD = "good"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, and until when (aware) it may be used; `until` is None for what is unknown."""

    status: Revocation
    until: datetime | None = None


_UNKNOWN = Answer(Revocation.UNKNOWN)


def _extension(certificate: x509.Certificate, kind: type[x509.ExtensionType]) -> Any:
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except (x509.ExtensionNotFound, *UNREADABLE_CERTIFICATE):
        return None


def ocsp_addresses(certificate: x509.Certificate) -> tuple[str, ...]:
    """Where a certificate says that OCSP is answered."""
    held = _extension(certificate, x509.AuthorityInformationAccess) or ()
    return _http(each.access_location for each in held if each.access_method == AuthorityInformationAccessOID.OCSP)


def crl_addresses(certificate: x509.Certificate) -> tuple[str, ...]:
    """Where a certificate says that lists of revoked certificates lie."""
    held = _extension(certificate, x509.CRLDistributionPoints) or ()
    return _http(name for point in held for name in point.full_name or ())


def _http(found: Iterable[x509.GeneralName]) -> tuple[str, ...]:
    return tuple(
        name.value
        for name in found
        if isinstance(name, x509.UniformResourceIdentifier) and name.value.startswith(("http://", "https://"))
    )[:3]


def ocsp_request(certificate: x509.Certificate, issuer: x509.Certificate) -> bytes:
    """The DER of an OCSP request, to be sent as ``application/ocsp-request`` by POST.

    The certificate is named by SHA-1, which is what responders know (RFC 5019); nothing rests on it.
    """
    builder = ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, hashes.SHA1())  # noqa: S303
    return builder.build().public_bytes(Encoding.DER)


def read_ocsp_response(
    content: bytes, certificate: x509.Certificate, issuer: x509.Certificate, now: datetime
) -> Answer:
    """What an OCSP response says about a certificate at this time (aware).

    Unknown when it is about another certificate, out of date, or not signed by the issuer or by one whom the issuer
    made a responder (RFC 6960).
    """
    try:
        response = ocsp.load_der_ocsp_response(content)
        if response.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
            return _UNKNOWN
        singles = [single for single in response.responses if single.serial_number == certificate.serial_number]
        if len(singles) != 1 or not _is_about(singles[0], certificate, issuer):
            return _UNKNOWN
        if not _signed_by_responder(response, issuer, now):
            return _UNKNOWN
        single = singles[0]
        until = single.next_update_utc or single.this_update_utc + timedelta(hours=1)
        if not single.this_update_utc - SKEW <= now <= until + SKEW:
            return _UNKNOWN
        match single.certificate_status:
            case ocsp.OCSPCertStatus.GOOD:
                return Answer(Revocation.GOOD, until)
            case ocsp.OCSPCertStatus.REVOKED:
                return Answer(Revocation.REVOKED, until)
        return _UNKNOWN
    except _UNREADABLE:
        return _UNKNOWN


def _is_about(single: ocsp.OCSPSingleResponse, certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    # A certificate id names the issuer by hashes of its name and key; the library computes them for a request.
    own = ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, single.hash_algorithm).build()
    return (single.issuer_key_hash, single.issuer_name_hash) == (own.issuer_key_hash, own.issuer_name_hash)


def _signed_by_responder(response: ocsp.OCSPResponse, issuer: x509.Certificate, now: datetime) -> bool:
    if _verifies(issuer, response):
        return True
    for responder in response.certificates[:5]:
        usage = _extension(responder, x509.ExtendedKeyUsage)
        if (
            usage is not None
            and ExtendedKeyUsageOID.OCSP_SIGNING in usage
            and responder.not_valid_before_utc <= now <= responder.not_valid_after_utc
            and _issued(responder, issuer)
            and _verifies(responder, response)
        ):
            return True
    return False


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except _UNREADABLE:
        return False
    return True


def _verifies(signer: x509.Certificate, response: ocsp.OCSPResponse) -> bool:
    algorithm = response.signature_hash_algorithm
    if algorithm is None or algorithm.name not in {"sha256", "sha384", "sha512"}:
        return False
    try:
        match signer.public_key():
            case rsa.RSAPublicKey() as key:
                key.verify(response.signature, response.tbs_response_bytes, padding.PKCS1v15(), algorithm)
            case ec.EllipticCurvePublicKey() as curve:
                curve.verify(response.signature, response.tbs_response_bytes, ec.ECDSA(algorithm))
            case _:
                return False
    except _UNREADABLE:
        return False
    return True


def read_crl(content: bytes, certificate: x509.Certificate, issuer: x509.Certificate, now: datetime) -> Answer:
    """What a list of revoked certificates (DER or PEM) says about a certificate at this time (aware).

    Unknown when it is another issuer's, not signed by it, out of date, partial or indirect.
    """
    try:
        is_pem = content.lstrip().startswith(b"-----BEGIN")
        crl = x509.load_pem_x509_crl(content) if is_pem else x509.load_der_x509_crl(content)
        until = crl.next_update_utc
        if crl.issuer != issuer.subject or certificate.issuer != issuer.subject or until is None:
            return _UNKNOWN
        if not crl.last_update_utc - SKEW <= now <= until + SKEW:
            return _UNKNOWN
        if not _covers(crl, certificate):
            return _UNKNOWN
        key = issuer.public_key()
        if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey) or not crl.is_signature_valid(key):
            return _UNKNOWN
        entry = crl.get_revoked_certificate_by_serial_number(certificate.serial_number)
        return Answer(Revocation.GOOD if entry is None else Revocation.REVOKED, until)
    except _UNREADABLE:
        return _UNKNOWN


def _covers(crl: x509.CertificateRevocationList, certificate: x509.Certificate) -> bool:
    """Whether a list is complete for a certificate: it may be one part of several, which its extension then says."""
    for extension in crl.extensions:
        if not isinstance(extension.value, x509.IssuingDistributionPoint):
            if extension.critical:
                return False
            continue
        point = extension.value
        if point.indirect_crl or point.only_some_reasons or point.only_contains_attribute_certs:
            return False
        constraints = _extension(certificate, x509.BasicConstraints)
        is_authority = constraints is not None and constraints.ca
        if point.only_contains_user_certs if is_authority else point.only_contains_ca_certs:
            return False
        if point.full_name and not set(_http(point.full_name)) & set(crl_addresses(certificate)):
            return False
    return True


Fetch = Callable[[str, bytes | None], bytes | None]
"""`fetch(address, body)`: POST of an OCSP request, or GET when there is no body; None when there is no answer."""


@dataclass(slots=True)
class RevocationCache:
    """Asks OCSP first, then the CRL, and remembers; its `status` fits `Trust.revocation`.

    An answer is used until the authority says, but no longer than `age_max`; when nobody answered, it is asked again
    after `unknown_age`. At most `entries_max` certificates are remembered, the oldest give way. It may be called from
    several threads: at worst one asks twice.
    """

    fetch: Fetch
    age_max: timedelta = timedelta(hours=12)
    unknown_age: timedelta = timedelta(minutes=5)
    entries_max: int = 10_000
    _held: dict[bytes, Answer] = field(default_factory=dict)

    def status(self, certificate: x509.Certificate, issuer: x509.Certificate, now: datetime) -> Revocation:
        """What is known about a certificate now (aware), asking when nothing fresh is remembered."""
        name = certificate.fingerprint(hashes.SHA256())
        held = self._held.get(name)
        if held is not None and held.until is not None and now < held.until:
            return held.status
        answer = self._ask(certificate, issuer, now)
        age = self.unknown_age if answer.status is Revocation.UNKNOWN else self.age_max
        until = now + age if answer.until is None else min(answer.until, now + age)
        # A response that is just out of date by our clock is believed, but not remembered for long.
        self._held.pop(name, None)
        self._held[name] = Answer(answer.status, max(until, now + timedelta(seconds=30)))
        for oldest in list(self._held)[: max(0, len(self._held) - self.entries_max)]:
            self._held.pop(oldest, None)
        return answer.status

    def _ask(self, certificate: x509.Certificate, issuer: x509.Certificate, now: datetime) -> Answer:
        for address in ocsp_addresses(certificate):
            content = self.fetch(address, ocsp_request(certificate, issuer))
            if content is not None and len(content) <= RESPONSE_BYTES_MAX:
                answer = read_ocsp_response(content, certificate, issuer, now)
                if answer.status is not Revocation.UNKNOWN:
                    return answer
        for address in crl_addresses(certificate):
            content = self.fetch(address, None)
            if content is not None and len(content) <= RESPONSE_BYTES_MAX:
                answer = read_crl(content, certificate, issuer, now)
                if answer.status is not Revocation.UNKNOWN:
                    return answer
        return _UNKNOWN
