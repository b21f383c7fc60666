"""Encryption of attachments: their content only, AES-GCM, the key wrapped by RSA-OAEP.

Sources: XML Encryption 1.1, WSS SwA profile 1.1, Peppol AS4 2.0.3. What is encrypted was signed
before, so what is decrypted is compared with the signature after.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cryptography import x509
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from lxml import etree

from faktura.channels.peppol.as4 import names
from faktura.channels.peppol.as4.envelope import Envelope, add, base64_of, base64_text, exactly, id_of, sequence, tag
from faktura.channels.peppol.as4.errors import FailedDecryption, PolicyNoncompliance
from faktura.channels.peppol.as4.keys import KeyHolder
from faktura.channels.peppol.as4.mime import Buffer
from faktura.channels.peppol.as4.profile import Algorithms, Profile
from faktura.channels.peppol.as4.signature import (
    certificate_of,
    content_id_of,
    rsa_key_of,
    write_key_info,
    write_token,
)

_KEY_BYTES = {names.AES128_GCM: 16, names.AES256_GCM: 32}
_IV_BYTES = 12
_TAG_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Encryption:
    """What Security says about encryption; nothing is decrypted yet. `ciphers`: Content-ID -> algorithm."""

    certificate: x509.Certificate
    wrapped_key: bytes = field(repr=False)
    ciphers: Mapping[str, str]


def read_encryption(envelope: Envelope, profile: Profile) -> Encryption:
    """How the attachments are encrypted: one EncryptedKey, and for each attachment one EncryptedData that uses it.

    Raises:
        PolicyNoncompliance: nothing is encrypted, or in another way than was agreed.
        FailedAuthentication: the token of the key is no certificate, or its id is there twice.
    """
    blocks = [] if envelope.security is None else list(envelope.security)
    keys = [block for block in blocks if block.tag == tag(names.XENC, "EncryptedKey")]
    data = [block for block in blocks if block.tag == tag(names.XENC, "EncryptedData")]
    if len(keys) != 1 or not data:
        raise PolicyNoncompliance("The message is not encrypted with one key.")
    if len(data) > profile.limits.parts_max or sum(1 for _ in envelope.root.iter(tag(names.XENC, "*"))) > 100:
        raise PolicyNoncompliance("The message has too much encrypted data.")
    (method,), (key_info,), (cipher,), references, _ = sequence(
        keys[0],
        (tag(names.XENC, "EncryptionMethod"), 1, 1),
        (tag(names.DS, "KeyInfo"), 1, 1),
        (tag(names.XENC, "CipherData"), 1, 1),
        (tag(names.XENC, "ReferenceList"), 0, 1),
        (tag(names.XENC, "CarriedKeyName"), 0, 1),
        error=PolicyNoncompliance,
    )
    _check_key_transport(method, profile.algorithms)
    (value,) = exactly(cipher, tag(names.XENC, "CipherValue"), error=PolicyNoncompliance)
    listed = {each.get("URI", "") for each in (references[0] if references else ())}
    ciphers: dict[str, str] = {}
    for each in data:
        content_id, algorithm = _read_data(each, f"#{id_of(keys[0])}", listed, profile.algorithms)
        if content_id in ciphers:
            raise PolicyNoncompliance("An attachment is encrypted twice.")
        ciphers[content_id] = algorithm
    return Encryption(
        certificate=certificate_of(envelope, key_info),
        wrapped_key=base64_of(value, PolicyNoncompliance),
        ciphers=ciphers,
    )


def _check_key_transport(method: etree._Element, algorithms: Algorithms) -> None:
    if method.get("Algorithm", "") not in algorithms.key_transport:
        raise PolicyNoncompliance("The key transport algorithm is not allowed.")
    (digest,), (mask,) = sequence(
        method, (tag(names.DS, "DigestMethod"), 1, 1), (tag(names.XENC11, "MGF"), 1, 1), error=PolicyNoncompliance
    )
    if (
        digest.get("Algorithm", "") not in algorithms.key_transport_digest
        or mask.get("Algorithm", "") not in algorithms.mask_generation
    ):
        raise PolicyNoncompliance("The digest or mask generation of the key transport is not allowed.")


def _read_data(element: etree._Element, key: str, listed: set[str], algorithms: Algorithms) -> tuple[str, str]:
    """Content-ID and algorithm of an EncryptedData that uses `key` (its URI in the envelope)."""
    (method,), key_info, (cipher,), _ = sequence(
        element,
        (tag(names.XENC, "EncryptionMethod"), 1, 1),
        (tag(names.DS, "KeyInfo"), 0, 1),
        (tag(names.XENC, "CipherData"), 1, 1),
        (tag(names.XENC, "EncryptionProperties"), 0, 1),
        error=PolicyNoncompliance,
    )
    if element.get("Type") != names.CONTENT_ONLY:
        raise PolicyNoncompliance("Encryption is of the content of attachments only.")
    algorithm = method.get("Algorithm", "")
    if algorithm not in algorithms.payload_encryption or algorithm not in _KEY_BYTES:
        raise PolicyNoncompliance("The encryption algorithm of a payload is not allowed.")
    named = {each.get("URI", "") for each in element.iter(tag(names.WSSE, "Reference"))} if key_info else set()
    if named not in (set(), {key}) or not (key in named or f"#{id_of(element)}" in listed):
        raise PolicyNoncompliance("Encrypted data does not name the key that it was encrypted with.")
    (reference,) = exactly(cipher, tag(names.XENC, "CipherReference"), error=PolicyNoncompliance)
    (transforms,) = exactly(reference, tag(names.XENC, "Transforms"), error=PolicyNoncompliance)
    (transform,) = exactly(transforms, tag(names.DS, "Transform"), error=PolicyNoncompliance)
    content_id = content_id_of(reference.get("URI", ""))
    if content_id is None or transform.get("Algorithm") != names.CIPHERTEXT:
        raise PolicyNoncompliance("Encrypted data is an attachment with the ciphertext transform.")
    return content_id, algorithm


def decrypt(
    encryption: Encryption, attachments: Mapping[str, Buffer], keys: Sequence[KeyHolder]
) -> tuple[dict[str, bytes], KeyHolder]:
    """The attachments as they were signed, and the key of ours that opened them.

    Several keys may be held, as while one certificate takes the place of another. All failures say the same.

    Raises:
        FailedDecryption: not for a key of ours, or changed on the way.
    """
    holder = next((each for each in keys if each.certificate == encryption.certificate), None)
    if holder is None:
        raise FailedDecryption("The message is encrypted for another certificate.")
    try:
        key = holder.decrypt(encryption.wrapped_key)
    except ValueError:
        key = b""
    opened: dict[str, bytes] = {}
    for content_id, algorithm in encryption.ciphers.items():
        content = memoryview(attachments[content_id])
        if len(key) != _KEY_BYTES[algorithm] or len(content) < _IV_BYTES + _TAG_BYTES:
            raise FailedDecryption("A payload could not be decrypted.")
        try:
            opened[content_id] = AESGCM(key).decrypt(content[:_IV_BYTES], content[_IV_BYTES:], None)
        except InvalidTag:
            raise FailedDecryption("A payload could not be decrypted.") from None
    return opened, holder


def encrypt(
    envelope: Envelope, attachments: Sequence[tuple[str, Buffer, str]], receiver: x509.Certificate, profile: Profile
) -> dict[str, tuple[bytes, bytes]]:
    """Encrypt attachments (Content-ID, bytes, media type) for a certificate; gives IV and ciphertext by Content-ID.

    What the receiver needs is put at the end of Security, so this is done before `sign` writes there. The key is new
    for each message.

    Raises:
        ValueError: the certificate's key is not RSA.
    """
    assert envelope.security is not None
    public = rsa_key_of(receiver)
    if public is None:
        raise ValueError("The receiver's certificate has no RSA key.")
    algorithms, security = profile.algorithms, envelope.security
    algorithm = algorithms.payload_encryption[0]
    key = AESGCM.generate_key(8 * _KEY_BYTES[algorithm])
    write_token(envelope, receiver, "encryption-certificate")
    encrypted_key = add(security, names.XENC, "EncryptedKey", Id="encrypted-key")
    method = add(encrypted_key, names.XENC, "EncryptionMethod", Algorithm=algorithms.key_transport[0])
    add(method, names.DS, "DigestMethod", Algorithm=algorithms.key_transport_digest[0])
    add(method, names.XENC11, "MGF", Algorithm=algorithms.mask_generation[0])
    write_key_info(encrypted_key, "encryption-certificate")
    wrapped = public.encrypt(key, padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None))
    add(add(encrypted_key, names.XENC, "CipherData"), names.XENC, "CipherValue", base64_text(wrapped))
    listed = add(encrypted_key, names.XENC, "ReferenceList")
    closed: dict[str, tuple[bytes, bytes]] = {}
    for number, (content_id, content, media_type) in enumerate(attachments, 1):
        name = f"encrypted-data-{number}"
        add(listed, names.XENC, "DataReference", URI=f"#{name}")
        _write_data(security, name, content_id, media_type, algorithm)
        # The library makes random keys; this is a random IV of the length that is needed.
        iv = AESGCM.generate_key(128)[:_IV_BYTES]
        closed[content_id] = iv, AESGCM(key).encrypt(iv, content, None)
    return closed


def _write_data(security: etree._Element, name: str, content_id: str, media_type: str, algorithm: str) -> None:
    data = add(security, names.XENC, "EncryptedData", Id=name, MimeType=media_type, Type=names.CONTENT_ONLY)
    add(data, names.XENC, "EncryptionMethod", Algorithm=algorithm)
    token_reference = add(add(data, names.DS, "KeyInfo"), names.WSSE, "SecurityTokenReference")
    token_reference.set(tag(names.WSSE11, "TokenType"), names.ENCRYPTED_KEY)
    add(token_reference, names.WSSE, "Reference", URI="#encrypted-key")
    reference = add(add(data, names.XENC, "CipherData"), names.XENC, "CipherReference", URI=f"cid:{content_id}")
    add(add(reference, names.XENC, "Transforms"), names.DS, "Transform", Algorithm=names.CIPHERTEXT)


def boundary_of(value: bytes) -> str:
    """A MIME boundary that nobody who wrote the payload could know: made from a signature's value."""
    return f"as4-{hashlib.sha256(value).hexdigest()[:40]}"
