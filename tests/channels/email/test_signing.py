"""Signatures of mails: by a receiver's reckoning they hold, and adding or changing what counts breaks them."""

import base64

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from faktura.channels.email.signing import Signing, read_signing, sign

MAIL = (
    b"Date: Mon, 01 Jun 2026 10:00:00 +0000\r\nFrom: Seller <a@seller.example>\r\nTo: b@buyer.example\r\n"
    b"Subject: Invoice 1\r\nMessage-ID: <1@seller.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n"
    b"Line one\r\n.dot\r\n\r\n"
)


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(scope="module")
def signing(key: rsa.RSAPrivateKey) -> Signing:
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    return Signing(domain="seller.example", selector="s1", private_key=pem.decode())


def holds(content: bytes, key: rsa.RSAPrivateKey) -> bool:
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)

    def text_of(name: bytes, timeout: int = 5) -> bytes | None:
        assert name == b"s1._domainkey.seller.example."
        return b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)

    return bool(dkim.verify(content, dnsfunc=text_of))


def test_a_signature_holds(signing: Signing, key: rsa.RSAPrivateKey) -> None:
    signed = sign(MAIL, signing)
    assert signed.startswith(b"DKIM-Signature: ")
    assert signed.endswith(MAIL)
    head = signed.split(MAIL)[0]
    assert b"\n" not in head.replace(b"\r\n", b"")
    assert max(map(len, head.split(b"\r\n"))) < 998
    assert holds(signed, key)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Line one", b"Line two"),
        (b"Subject: Invoice 1", b"Subject: Invoice 2"),
        (b"From: Seller", b"From: Other"),
        (b"To: b@buyer.example\r\n", b"To: b@buyer.example\r\nFrom: x@evil.example\r\n"),
        (b"To: b@buyer.example\r\n", b"To: b@buyer.example\r\nReply-To: x@evil.example\r\n"),
    ],
)
def test_what_is_changed_on_the_way_breaks_it(signing: Signing, key: rsa.RSAPrivateKey, old: bytes, new: bytes) -> None:
    assert not holds(sign(MAIL, signing).replace(old, new, 1), key)


def test_without_a_key_the_mail_stays_as_it_is() -> None:
    assert read_signing({"host": "mail.example"}) is None
    assert sign(MAIL, None) == MAIL


def test_the_key_is_not_shown(signing: Signing) -> None:
    assert "PRIVATE" not in repr(signing)
