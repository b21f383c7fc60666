"""Whom a certificate belongs to, and whether it is to be believed at a given time.

The network has its own authorities: a chain leads from the certificate over given intermediates to a given anchor.
Sources: RFC 5280, Peppol PKI (2-year RSA certificates, EKU clientAuth, CN = seat id).
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID, NameOID

from faktura.channels.peppol.as4.errors import FailedAuthentication
from faktura.channels.peppol.as4.profile import Profile
from faktura.channels.peppol.as4.revocation import Revocation
from faktura.channels.peppol.as4.signature import UNREADABLE_CERTIFICATE, rsa_key_of

_CHAIN_LENGTH_MAX = 5
_UNDERSTOOD = {
    ExtensionOID.BASIC_CONSTRAINTS,
    ExtensionOID.KEY_USAGE,
    ExtensionOID.EXTENDED_KEY_USAGE,
    ExtensionOID.SUBJECT_ALTERNATIVE_NAME,
    ExtensionOID.CERTIFICATE_POLICIES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """Whom to believe: `anchors` end a chain (roots, or an issuing authority alone), `intermediates` lead there.

    `revocation(certificate, issuer, now)` says whether a certificate was taken back; None asks nobody. When the answer
    is unknown, `soft_fail` lets the certificate pass; a revoked one never passes.
    """

    anchors: tuple[x509.Certificate, ...]
    intermediates: tuple[x509.Certificate, ...] = ()
    revocation: Callable[[x509.Certificate, x509.Certificate, datetime], Revocation] | None = None
    soft_fail: bool = True


def common_name(certificate: x509.Certificate) -> str:
    """The subject's one CN; empty when there is none, or more than one."""
    try:
        found = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    except UNREADABLE_CERTIFICATE:
        return ""
    return str(found[0].value) if len(found) == 1 else ""


def seat_id(certificate: x509.Certificate, profile: Profile) -> str:
    """The party id in a certificate: for Peppol the CN, like ``POP000306``.

    Raises:
        FailedAuthentication: the CN is not of the profile's form.
    """
    name = common_name(certificate)
    if not profile.party_id_pattern.fullmatch(name):
        raise FailedAuthentication("The name in the certificate is not that of an access point of this network.")
    return name


def check_certificate(certificate: x509.Certificate, trust: Trust, profile: Profile, now: datetime) -> None:
    """Whether a certificate may sign and receive messages of this network at this time (aware).

    Raises:
        FailedAuthentication: not issued under an anchor, not in force, made for something else, or revoked.
    """
    try:
        chain = _chain(certificate, trust)
        for each in chain:
            if not each.not_valid_before_utc <= now <= each.not_valid_after_utc:
                raise FailedAuthentication("A certificate is not in force at this time.")
            _check_extensions_understood(each)
            if _hash_name(each) not in profile.algorithms.certificate_hashes:
                raise FailedAuthentication("A certificate is signed with an algorithm that is not trusted.")
        _check_usage(certificate, profile)
        for below, issuer in enumerate(chain[1:]):
            _check_authority(issuer, below)
    except UNREADABLE_CERTIFICATE:
        raise FailedAuthentication("A certificate can't be read.") from None
    if trust.revocation is not None:
        # The anchor itself is trusted by hand; an authority between is asked about, too.
        for each, issuer in itertools.pairwise(chain):
            _check_revocation(trust, each, issuer, now)


def _hash_name(certificate: x509.Certificate) -> str:
    algorithm = certificate.signature_hash_algorithm
    return "" if algorithm is None else algorithm.name


def _chain(certificate: x509.Certificate, trust: Trust) -> list[x509.Certificate]:
    chain = [certificate]
    # An anchor is an authority; a certificate that is an anchor itself has no issuer to vouch for it.
    while len(chain) < _CHAIN_LENGTH_MAX:
        last = chain[-1]
        if last is not certificate and last in trust.anchors:
            return chain
        issuer = next((each for each in (*trust.anchors, *trust.intermediates) if _issued(last, each)), None)
        if issuer is None or issuer in chain:
            break
        chain.append(issuer)
    raise FailedAuthentication("The certificate was not issued by an authority of this network.")


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    if certificate.issuer != issuer.subject:
        return False
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, *UNREADABLE_CERTIFICATE):
        return False
    return True


def _extension(certificate: x509.Certificate, kind: type[x509.ExtensionType]) -> Any:
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None


def _check_extensions_understood(certificate: x509.Certificate) -> None:
    for extension in certificate.extensions:
        if extension.critical and extension.oid not in _UNDERSTOOD:
            raise FailedAuthentication("A certificate has a critical extension that is not understood.")


def _check_usage(certificate: x509.Certificate, profile: Profile) -> None:
    key = rsa_key_of(certificate)
    if key is None or key.key_size < profile.algorithms.rsa_bits_min:
        raise FailedAuthentication("The key of the certificate is not RSA, or too short.")
    basic = _extension(certificate, x509.BasicConstraints)
    usage = _extension(certificate, x509.KeyUsage)
    extended = _extension(certificate, x509.ExtendedKeyUsage)
    if basic is not None and basic.ca:
        raise FailedAuthentication("The certificate is an authority's, not an access point's.")
    if usage is not None and not (usage.digital_signature and (usage.key_encipherment or usage.data_encipherment)):
        raise FailedAuthentication("The certificate is not made for signing and encrypting.")
    wanted = {*profile.extended_key_usages, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE}
    if extended is not None and profile.extended_key_usages and wanted.isdisjoint(extended):
        raise FailedAuthentication("The certificate is not made for an access point.")


def _check_authority(certificate: x509.Certificate, authorities_below: int) -> None:
    basic = _extension(certificate, x509.BasicConstraints)
    usage = _extension(certificate, x509.KeyUsage)
    if basic is None or not basic.ca or (usage is not None and not usage.key_cert_sign):
        raise FailedAuthentication("A certificate was issued by one that is no authority.")
    if basic.path_length is not None and authorities_below > basic.path_length:
        raise FailedAuthentication("The chain of a certificate is longer than its authority allows.")


def _check_revocation(trust: Trust, certificate: x509.Certificate, issuer: x509.Certificate, now: datetime) -> None:
    assert trust.revocation is not None
    match trust.revocation(certificate, issuer, now):
        case Revocation.REVOKED:
            raise FailedAuthentication("The certificate was revoked.")
        case Revocation.UNKNOWN if not trust.soft_fail:
            raise FailedAuthentication("Whether the certificate was revoked could not be found out.")
