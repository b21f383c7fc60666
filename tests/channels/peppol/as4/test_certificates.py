"""Whose certificates are believed, and which were taken back."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, ExtensionOID

from faktura.channels.peppol.as4 import (
    PEPPOL,
    As4Error,
    HeldKey,
    Revocation,
    RevocationCache,
    Trust,
    UnusableKey,
    check_certificate,
    from_pem,
    from_pkcs12,
    seat_id,
)
from faktura.channels.peppol.as4.revocation import (
    Answer,
    crl_addresses,
    ocsp_addresses,
    ocsp_request,
    read_crl,
    read_ocsp_response,
)

from .stage import CA, DAY, NOW, RECEIVER, ROOT, SENDER, STRANGER, TRUST, authority, key, name_of, packed, received

OCSP, CRL = "http://ocsp.example/", "http://crl.example/ca.crl"
ADDRESSES = (
    (
        x509.AuthorityInformationAccess(
            [x509.AccessDescription(AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(OCSP))]
        ),
        False,
    ),
    (
        x509.CRLDistributionPoints([x509.DistributionPoint([x509.UniformResourceIdentifier(CRL)], None, None, None)]),
        False,
    ),
)
WITH_ADDRESSES = CA.issue("POP000001", more=ADDRESSES)
LEAF = WITH_ADDRESSES.certificate


def check(certificate: x509.Certificate, trust: Trust = TRUST) -> None:
    check_certificate(certificate, trust, PEPPOL, NOW)


def test_access_points_of_the_network_are_believed() -> None:
    check(SENDER.certificate)
    check(SENDER.certificate, Trust(anchors=(CA.certificate,)))
    assert seat_id(SENDER.certificate, PEPPOL) == "POP000001"


LOWER = authority("LOWER CA", CA)
NO_AUTHORITY = type(CA)(SENDER.certificate, key("POP000001"))


@pytest.mark.parametrize(
    "holder",
    [
        STRANGER,
        CA.issue("POP000001", since=NOW + DAY),
        CA.issue("POP000001", until=NOW - DAY),
        CA.issue("POP000001", ca=True),
        CA.issue("POP000001", usage={"digital_signature": False}),
        CA.issue("POP000001", usage={"key_encipherment": False, "data_encipherment": False}),
        CA.issue("POP000001", extended=ExtendedKeyUsageOID.SERVER_AUTH),
        CA.issue("POP000001", more=((x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3"), b"x"), True),)),
        LOWER.issue("POP000001"),  # the authority above allows none below
        NO_AUTHORITY.issue("POP000001"),
        CA.issue("POP000001", key=rsa.generate_private_key(public_exponent=65537, key_size=1024)),
    ],
)
def test_others_are_not(holder: HeldKey) -> None:
    trust = replace(TRUST, intermediates=(CA.certificate, LOWER.certificate, SENDER.certificate))
    with pytest.raises(As4Error, match="EBMS:0101"):
        check(holder.certificate, trust)


@pytest.mark.parametrize("certificate", [ROOT.certificate, CA.certificate])
def test_authorities_are_no_access_points(certificate: x509.Certificate) -> None:
    with pytest.raises(As4Error, match="EBMS:0101"):
        check(certificate)


def test_only_authorities_issue() -> None:
    free = authority("FREE CA", ROOT)
    point = free.issue("PFR000001")
    below = type(CA)(point.certificate, point._key).issue("POP000001")
    trust = Trust(anchors=(ROOT.certificate,), intermediates=(free.certificate, point.certificate))
    check(point.certificate, trust)
    with pytest.raises(As4Error, match="no authority"):
        check(below.certificate, trust)


def test_extensions_that_can_not_be_read() -> None:
    garbage = x509.UnrecognizedExtension(ExtensionOID.SUBJECT_ALTERNATIVE_NAME, b"garbage")
    with pytest.raises(As4Error, match="can't be read"):
        check(CA.issue("POP000001", more=((garbage, False),)).certificate)


def test_signatures_of_certificates_have_allowed_hashes() -> None:
    strict = replace(PEPPOL, algorithms=replace(PEPPOL.algorithms, certificate_hashes=("sha384",)))
    with pytest.raises(As4Error, match="algorithm that is not trusted"):
        check_certificate(SENDER.certificate, TRUST, strict, NOW)


def test_a_chain_needs_its_links() -> None:
    with pytest.raises(As4Error, match="EBMS:0101"):
        check(SENDER.certificate, Trust(anchors=(ROOT.certificate,)))
    with pytest.raises(As4Error, match="EBMS:0101"):
        check(SENDER.certificate, Trust(anchors=()))


@pytest.mark.parametrize("name", ["POP00001", "pop000001", "POP0000011", "XOP000001", "POP000001\n"])
def test_names_that_are_no_seats(name: str) -> None:
    with pytest.raises(As4Error, match="EBMS:0101"):
        seat_id(CA.issue(name).certificate, PEPPOL)


def test_two_names_are_no_seat() -> None:
    both = x509.Name([*name_of("POP000001"), *name_of("POP000002")])
    with pytest.raises(As4Error, match="EBMS:0101"):
        seat_id(CA.issue("POP000001", subject=both).certificate, PEPPOL)


def ocsp_response(
    status: ocsp.OCSPCertStatus = ocsp.OCSPCertStatus.GOOD,
    *,
    certificate: x509.Certificate = LEAF,
    since: timedelta = -timedelta(hours=1),
    until: timedelta | None = DAY,
    responder: HeldKey | None = None,
    is_included: bool = True,
) -> bytes:
    is_revoked = status is ocsp.OCSPCertStatus.REVOKED
    own = responder or HeldKey(CA.certificate, CA.key)
    builder = (
        ocsp.OCSPResponseBuilder()
        .add_response(
            cert=certificate,
            issuer=CA.certificate,
            algorithm=hashes.SHA1(),
            cert_status=status,
            this_update=NOW + since,
            next_update=None if until is None else NOW + until,
            revocation_time=NOW - DAY if is_revoked else None,
            revocation_reason=None,
        )
        .responder_id(ocsp.OCSPResponderEncoding.HASH, own.certificate)
    )
    if responder is not None and is_included:
        builder = builder.certificates([responder.certificate])
    return builder.sign(own._key, hashes.SHA256()).public_bytes(Encoding.DER)


RESPONDER = CA.issue("responder", extended=ExtendedKeyUsageOID.OCSP_SIGNING)


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (ocsp_response(), Revocation.GOOD),
        (ocsp_response(until=None, since=timedelta(minutes=-1)), Revocation.GOOD),
        (ocsp_response(ocsp.OCSPCertStatus.REVOKED), Revocation.REVOKED),
        (ocsp_response(ocsp.OCSPCertStatus.UNKNOWN), Revocation.UNKNOWN),
        (ocsp_response(responder=RESPONDER), Revocation.GOOD),
        (ocsp_response(responder=RESPONDER, is_included=False), Revocation.UNKNOWN),
        (ocsp_response(responder=SENDER), Revocation.UNKNOWN),  # not made a responder
        (ocsp_response(responder=STRANGER), Revocation.UNKNOWN),
        (ocsp_response(certificate=SENDER.certificate), Revocation.UNKNOWN),
        (ocsp_response(since=DAY, until=2 * DAY), Revocation.UNKNOWN),
        (ocsp_response(since=-2 * DAY, until=-DAY), Revocation.UNKNOWN),
        (ocsp_response()[:-1] + b"x", Revocation.UNKNOWN),
        (ocsp_response()[:40], Revocation.UNKNOWN),
        (b"", Revocation.UNKNOWN),
        (
            ocsp.OCSPResponseBuilder.build_unsuccessful(ocsp.OCSPResponseStatus.TRY_LATER).public_bytes(Encoding.DER),
            Revocation.UNKNOWN,
        ),
    ],
)
def test_ocsp_responses(content: bytes, status: Revocation) -> None:
    assert read_ocsp_response(content, LEAF, CA.certificate, NOW).status is status


def crl(
    *revoked: x509.Certificate,
    since: timedelta = -DAY,
    until: timedelta = DAY,
    signer: rsa.RSAPrivateKey = CA.key,
    issuer: x509.Name = CA.certificate.subject,
    point: x509.IssuingDistributionPoint | None = None,
) -> bytes:
    builder = (
        x509.CertificateRevocationListBuilder().issuer_name(issuer).last_update(NOW + since).next_update(NOW + until)
    )
    if point is not None:
        builder = builder.add_extension(point, critical=True)
    for each in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(each.serial_number).revocation_date(NOW - DAY)
        builder = builder.add_revoked_certificate(entry.build())
    return builder.sign(signer, hashes.SHA256()).public_bytes(Encoding.DER)


def part(address: str | None = None, **only: bool) -> x509.IssuingDistributionPoint:
    held = {"only_contains_user_certs": False, "only_contains_ca_certs": False, "indirect_crl": False, **only}
    return x509.IssuingDistributionPoint(
        full_name=[x509.UniformResourceIdentifier(address)] if address else None,
        relative_name=None,
        only_some_reasons=None,
        only_contains_attribute_certs=False,
        **held,
    )


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (crl(), Revocation.GOOD),
        (crl(SENDER.certificate), Revocation.GOOD),
        (crl(LEAF), Revocation.REVOKED),
        (crl(LEAF, signer=key("stranger")), Revocation.UNKNOWN),
        (crl(issuer=ROOT.certificate.subject), Revocation.UNKNOWN),
        (crl(since=DAY, until=2 * DAY), Revocation.UNKNOWN),
        (crl(since=-3 * DAY, until=-DAY), Revocation.UNKNOWN),
        (crl(point=part(only_contains_user_certs=True)), Revocation.GOOD),
        (crl(point=part(only_contains_ca_certs=True)), Revocation.UNKNOWN),
        (crl(point=part(indirect_crl=True)), Revocation.UNKNOWN),
        (crl(point=part(CRL)), Revocation.GOOD),
        (crl(point=part("http://crl.example/other.crl")), Revocation.UNKNOWN),
        (b"", Revocation.UNKNOWN),
        (b"-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----", Revocation.UNKNOWN),
    ],
)
def test_lists(content: bytes, status: Revocation) -> None:
    assert read_crl(content, LEAF, CA.certificate, NOW).status is status


def test_addresses_and_requests() -> None:
    assert (ocsp_addresses(LEAF), crl_addresses(LEAF)) == ((OCSP,), (CRL,))
    assert (ocsp_addresses(SENDER.certificate), crl_addresses(SENDER.certificate)) == ((), ())
    asked = ocsp.load_der_ocsp_request(ocsp_request(LEAF, CA.certificate))
    assert asked.serial_number == LEAF.serial_number


class Fetching:
    """Answers by address, and counts."""

    def __init__(self, answers: dict[str, bytes | None]) -> None:
        self.answers = answers
        self.asked: list[tuple[str, bool]] = []

    def __call__(self, address: str, body: bytes | None) -> bytes | None:
        self.asked.append((address, body is not None))
        return self.answers.get(address)


def test_answers_are_remembered_until_they_are_old() -> None:
    fetch = Fetching({OCSP: ocsp_response()})
    cache = RevocationCache(fetch, age_max=timedelta(hours=2))
    for hours in (0, 1, 1):
        assert cache.status(LEAF, CA.certificate, NOW + timedelta(hours=hours)) is Revocation.GOOD
    assert fetch.asked == [(OCSP, True)]
    assert cache.status(LEAF, CA.certificate, NOW + timedelta(hours=3)) is Revocation.GOOD
    assert len(fetch.asked) == 2


def test_the_list_is_asked_when_ocsp_says_nothing() -> None:
    fetch = Fetching({OCSP: b"busy", CRL: crl(LEAF)})
    assert RevocationCache(fetch).status(LEAF, CA.certificate, NOW) is Revocation.REVOKED
    assert fetch.asked == [(OCSP, True), (CRL, False)]


def test_unknown_is_asked_again_soon() -> None:
    fetch = Fetching({})
    cache = RevocationCache(fetch)
    assert cache.status(LEAF, CA.certificate, NOW) is Revocation.UNKNOWN
    assert cache.status(LEAF, CA.certificate, NOW + timedelta(minutes=4)) is Revocation.UNKNOWN
    assert len(fetch.asked) == 2
    fetch.answers[OCSP] = ocsp_response(ocsp.OCSPCertStatus.REVOKED)
    assert cache.status(LEAF, CA.certificate, NOW + timedelta(minutes=6)) is Revocation.REVOKED


def test_only_so_many_are_remembered() -> None:
    cache = RevocationCache(Fetching({}), entries_max=2)
    for name in ("POP000011", "POP000012", "POP000013"):
        cache.status(CA.issue(name, key=SENDER._key).certificate, CA.certificate, NOW)
    assert len(cache._held) == 2


@pytest.mark.parametrize(
    ("answer", "soft_fail", "passes"),
    [
        (Revocation.GOOD, False, True),
        (Revocation.REVOKED, True, False),
        (Revocation.UNKNOWN, True, True),
        (Revocation.UNKNOWN, False, False),
    ],
)
def test_soft_fail_is_for_the_unknown_only(answer: Revocation, soft_fail: bool, passes: bool) -> None:
    asked: list[str] = []

    def status(certificate: x509.Certificate, issuer: x509.Certificate, now: object) -> Revocation:
        asked.append(certificate.subject.rfc4514_string())
        return answer

    trust = replace(TRUST, revocation=status, soft_fail=soft_fail)
    if passes:
        received(packed(), trust=trust)
        assert asked == ["CN=POP000001", "CN=TEST ACCESS POINT CA"]
    else:
        with pytest.raises(As4Error, match="EBMS:0101"):
            received(packed(), trust=trust)


def test_keys_are_read_from_files() -> None:
    made = pkcs12.serialize_key_and_certificates(
        b"x", RECEIVER._key, RECEIVER.certificate, [CA.certificate], BestAvailableEncryption(b"secret")
    )
    assert from_pkcs12(made, "secret").certificate == RECEIVER.certificate
    assert received(packed(), keys=(from_pkcs12(made, "secret"),)).key == 0
    pem = RECEIVER._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    shown = RECEIVER.certificate.public_bytes(Encoding.PEM)
    assert received(packed(), keys=(from_pem(pem, shown),)).key == 0
    assert "_key" not in repr(from_pem(pem, shown))


def unusable() -> list[Callable[[], object]]:
    pem = RECEIVER._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    curve = ec.generate_private_key(ec.SECP256R1())
    other = curve.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    shown = RECEIVER.certificate.public_bytes(Encoding.PEM)
    made = pkcs12.serialize_key_and_certificates(b"x", RECEIVER._key, None, None, NoEncryption())
    return [
        lambda: from_pkcs12(b"x", None),
        lambda: from_pkcs12(made, "wrong"),
        lambda: from_pkcs12(made, None),
        lambda: from_pem(b"x", shown),
        lambda: from_pem(other, shown),
        lambda: from_pem(pem, SENDER.certificate.public_bytes(Encoding.PEM)),
    ]


@pytest.mark.parametrize("number", range(6))
def test_keys_that_can_not_be_used(number: int) -> None:
    with pytest.raises(UnusableKey):
        unusable()[number]()


class ManagedKey:
    """Something that signs and decrypts elsewhere."""

    certificate = RECEIVER.certificate

    def __init__(self) -> None:
        self.done: list[str] = []

    def sign(self, digest: bytes) -> bytes:
        self.done.append(f"sign {len(digest)}")
        return RECEIVER.sign(digest)

    def decrypt(self, content: bytes) -> bytes:
        self.done.append(f"decrypt {len(content)}")
        return RECEIVER.decrypt(content)


def test_a_key_may_be_elsewhere() -> None:
    from faktura.channels.peppol.as4 import receipt_for

    held = ManagedKey()
    arrived = received(packed(), keys=(held,))
    receipt_for(arrived, PEPPOL, (held,), "r@x", NOW)
    assert held.done == ["decrypt 256", "sign 32"]


def test_an_answer_that_is_unknown_has_no_age() -> None:
    assert read_crl(b"", LEAF, CA.certificate, NOW) == Answer(Revocation.UNKNOWN)


@pytest.mark.parametrize(
    ("read", "content"), [(read_ocsp_response, ocsp_response(responder=RESPONDER)), (read_crl, crl())]
)
def test_changed_answers_are_never_more_than_unknown(read: Callable[..., Answer], content: bytes) -> None:
    dice = random.Random(4)
    for _ in range(500):
        at = dice.randrange(len(content))
        changed = content[:at] + bytes([content[at] ^ dice.randrange(1, 256)]) + content[at + 1 :]
        if read(changed, LEAF, CA.certificate, NOW).status is not Revocation.UNKNOWN:
            # Names of the responder and the like lie outside of what counts; the answer itself stays signed.
            assert read(changed, LEAF, CA.certificate, NOW) == read(content, LEAF, CA.certificate, NOW)
