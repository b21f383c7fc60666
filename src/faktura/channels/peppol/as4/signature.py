"""The signature of a message: built, and checked for what it covers before it is believed.

No library verifies the attachment transform of WS-Security's SwA profile, so SignedInfo is read by hand. That digests
match is not enough: only elements at their exact positions count, each id is there once, and every part that PartInfo
names is covered. Sources: XML Signature 1.1, Exclusive C14N 1.0, WSS 1.1.1 with X.509 token and SwA profiles.
"""

import hashlib
import hmac
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.utils import CryptographyDeprecationWarning
from lxml import etree

from faktura.channels.peppol.as4 import names
from faktura.channels.peppol.as4.envelope import (
    Envelope,
    add,
    base64_of,
    base64_text,
    canonical,
    digest,
    exactly,
    id_of,
    sequence,
    tag,
)
from faktura.channels.peppol.as4.errors import FailedAuthentication, PolicyNoncompliance
from faktura.channels.peppol.as4.keys import KeyHolder
from faktura.channels.peppol.as4.mime import Buffer
from faktura.channels.peppol.as4.profile import Algorithms, Profile

_SIGNATURES: dict[str, type[hashes.HashAlgorithm]] = {
    names.RSA_SHA256: hashes.SHA256,
    names.RSA_SHA384: hashes.SHA384,
    names.RSA_SHA512: hashes.SHA512,
}
_DIGESTS = (names.SHA256, names.SHA384, names.SHA512)
_PREFIXES_MAX = 32
UNREADABLE_CERTIFICATE = (
    ValueError,
    TypeError,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
    # What the library still reads and announces to refuse, where warnings are errors.
    CryptographyDeprecationWarning,
)
"""What the library raises for a certificate or an extension of it that it can't read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A ds:Reference with its one transform; `prefixes` is the PrefixList of InclusiveNamespaces."""

    uri: str
    transform: str
    prefixes: tuple[str, ...] = ()
    digest_algorithm: str
    digest_value: bytes

    @property
    def content_id(self) -> str | None:
        """Of the attachment that it names; None for an element."""
        return content_id_of(self.uri)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A ds:Signature as it was read; nothing is verified yet."""

    method: str
    signed_info: bytes = field(repr=False)
    value: bytes = field(repr=False)
    references: tuple[Reference, ...]
    key_info: etree._Element = field(repr=False)


def content_id_of(uri: str) -> str | None:
    """The Content-ID that a ``cid:`` URL names (RFC 2392), percent signs undone; None for another URL."""
    if not uri.startswith("cid:"):
        return None
    head, *rest = uri[4:].split("%")
    try:
        raw = head.encode() + b"".join(bytes.fromhex(each[:2]) + each[2:].encode() for each in rest)
        # fromhex() skips spaces, and takes an odd rest for an error.
        return raw.decode() if all(len(each) >= 2 and each[:2].isalnum() for each in rest) else None
    except ValueError:
        return None


def read_reference(element: etree._Element, algorithms: Algorithms) -> Reference:
    """A ds:Reference: one transform, which fits what the URI names, and an allowed digest.

    Raises:
        PolicyNoncompliance: it is of another shape, or names what is not allowed.
    """
    transforms, method, value = exactly(
        element,
        *(tag(names.DS, name) for name in ("Transforms", "DigestMethod", "DigestValue")),
        error=PolicyNoncompliance,
    )
    (transform,) = exactly(transforms, tag(names.DS, "Transform"), error=PolicyNoncompliance)
    uri, named = element.get("URI", ""), transform.get("Algorithm", "")
    if uri.startswith("cid:"):
        if named not in algorithms.attachment_transform or len(transform):
            raise PolicyNoncompliance("The transform of an attachment is not the one that was agreed.")
        prefixes: tuple[str, ...] = ()
    elif uri.startswith("#") and len(uri) > 1:
        prefixes = _read_canonicalization(transform, algorithms)
    else:
        raise PolicyNoncompliance("A reference names neither an element of the envelope nor an attachment.")
    digest_algorithm = method.get("Algorithm", "")
    if digest_algorithm not in algorithms.digest or digest_algorithm not in _DIGESTS or len(method):
        raise PolicyNoncompliance("The digest algorithm of a reference is not allowed.")
    return Reference(
        uri=uri,
        transform=named,
        prefixes=prefixes,
        digest_algorithm=digest_algorithm,
        digest_value=base64_of(value, PolicyNoncompliance),
    )


def _read_canonicalization(element: etree._Element, algorithms: Algorithms) -> tuple[str, ...]:
    if element.get("Algorithm", "") not in algorithms.canonicalization:
        raise PolicyNoncompliance("The canonicalization is not allowed.")
    ((inclusive,),) = (sequence(element, (tag(names.EC, "InclusiveNamespaces"), 0, 1), error=PolicyNoncompliance),)
    prefixes = tuple(inclusive[0].get("PrefixList", "").split()) if inclusive else ()
    if len(prefixes) > _PREFIXES_MAX or (inclusive and len(inclusive[0])):
        raise PolicyNoncompliance("The InclusiveNamespaces of a canonicalization can't be taken.")
    return prefixes


def write_reference(parent: etree._Element, reference: Reference) -> None:
    """A ds:Reference as a new last child: in SignedInfo, or in a receipt."""
    element = add(parent, names.DS, "Reference", URI=reference.uri)
    transform = add(add(element, names.DS, "Transforms"), names.DS, "Transform", Algorithm=reference.transform)
    if reference.prefixes:
        inclusive = etree.SubElement(transform, tag(names.EC, "InclusiveNamespaces"), nsmap={"ec": names.EC})
        inclusive.set("PrefixList", " ".join(reference.prefixes))
    add(element, names.DS, "DigestMethod", Algorithm=reference.digest_algorithm)
    add(element, names.DS, "DigestValue", base64_text(reference.digest_value))


def read_signature(envelope: Envelope, profile: Profile) -> Signature:
    """The one signature of an envelope; shape and algorithms are as agreed, nothing is verified yet.

    Raises:
        PolicyNoncompliance: there is none or more than one, or it is of another shape or with other algorithms.
    """
    if envelope.security is None:
        raise PolicyNoncompliance("The message is not signed: it has no Security header.")
    everywhere = list(envelope.root.iter(tag(names.DS, "Signature")))
    placed = [child for child in envelope.security if child.tag == tag(names.DS, "Signature")]
    if len(everywhere) != 1 or len(placed) != 1:
        raise PolicyNoncompliance("A message has one signature, in its Security header.")
    signed_info, value, key_info = exactly(
        placed[0],
        *(tag(names.DS, name) for name in ("SignedInfo", "SignatureValue", "KeyInfo")),
        error=PolicyNoncompliance,
    )
    (canonicalization,), (method,), references = sequence(
        signed_info,
        (tag(names.DS, "CanonicalizationMethod"), 1, 1),
        (tag(names.DS, "SignatureMethod"), 1, 1),
        (tag(names.DS, "Reference"), 1, profile.limits.references_max),
        error=PolicyNoncompliance,
    )
    prefixes = _read_canonicalization(canonicalization, profile.algorithms)
    algorithm = method.get("Algorithm", "")
    if algorithm not in profile.algorithms.signature or algorithm not in _SIGNATURES or len(method):
        raise PolicyNoncompliance("The signature algorithm is not allowed.")
    read = tuple(read_reference(each, profile.algorithms) for each in references)
    if len({reference.uri for reference in read}) != len(read):
        raise PolicyNoncompliance("Two references of the signature name the same.")
    return Signature(
        method=algorithm,
        signed_info=canonical(signed_info, prefixes),
        value=base64_of(value, PolicyNoncompliance),
        references=read,
        key_info=key_info,
    )


def certificate_of(envelope: Envelope, key_info: etree._Element) -> x509.Certificate:
    """The certificate that a ds:KeyInfo names: by direct reference to a BinarySecurityToken of type X509v3.

    Raises:
        PolicyNoncompliance: it is named in another way, or not there.
        FailedAuthentication: its id is there twice, or it is no certificate.
    """
    (token_reference,) = exactly(key_info, tag(names.WSSE, "SecurityTokenReference"), error=PolicyNoncompliance)
    (direct,) = exactly(token_reference, tag(names.WSSE, "Reference"), error=PolicyNoncompliance)
    held = direct.get("URI", "")
    _refuse_repeated(envelope, held)
    found = [
        child
        for child in (() if envelope.security is None else envelope.security)
        if child.tag == tag(names.WSSE, "BinarySecurityToken") and id_of(child) and f"#{id_of(child)}" == held
    ]
    if len(found) != 1 or direct.get("ValueType", names.X509V3) != names.X509V3:
        raise PolicyNoncompliance("A certificate is a BinarySecurityToken with a direct reference to it.")
    token = found[0]
    if token.get("ValueType") != names.X509V3 or token.get("EncodingType", names.BASE64_BINARY) != names.BASE64_BINARY:
        raise PolicyNoncompliance("A BinarySecurityToken is an X509v3 certificate in base64.")
    try:
        certificate = x509.load_der_x509_certificate(base64_of(token, PolicyNoncompliance))
    except UNREADABLE_CERTIFICATE:
        raise FailedAuthentication("A BinarySecurityToken is not a certificate.") from None
    if certificate.serial_number <= 0:
        raise FailedAuthentication("The serial number of a certificate is not positive.")
    return certificate


def _refuse_repeated(envelope: Envelope, uri: str) -> None:
    if uri[1:] in envelope.repeated_ids:
        raise FailedAuthentication("An id that the signature relies on is there more than once.")


def check_coverage(envelope: Envelope, signature: Signature, content_ids: Collection[str]) -> None:
    """Whether the references cover Messaging, Body and exactly these attachments, and nothing at an odd place.

    Raises:
        FailedAuthentication: an id is there twice.
        PolicyNoncompliance: something is not covered, or a reference names something else.
    """
    signed = {reference.uri for reference in signature.references}
    for uri in signed:
        _refuse_repeated(envelope, uri)
    for element in (envelope.messaging, envelope.body):
        if not id_of(element) or f"#{id_of(element)}" not in signed:
            raise PolicyNoncompliance(f"The {etree.QName(element).localname} at its place is not signed.")
    attachments = {reference.content_id for reference in signature.references if reference.uri.startswith("cid:")}
    if None in attachments or attachments != set(content_ids):
        raise PolicyNoncompliance("The signature does not cover exactly the parts that PartInfo names.")
    if not all(reference.uri in _elements(envelope) for reference in signature.references if _is_element(reference)):
        raise PolicyNoncompliance("A reference names an element that is not at a place where one is signed.")


def _is_element(reference: Reference) -> bool:
    return reference.uri.startswith("#")


def _elements(envelope: Envelope) -> dict[str, etree._Element]:
    # Some stacks sign the tokens and the time stamp of Security besides.
    blocks = [] if envelope.security is None else [*envelope.security]
    tokens = [
        block for block in blocks if block.tag in (tag(names.WSSE, "BinarySecurityToken"), tag(names.WSU, "Timestamp"))
    ]
    return {f"#{id_of(each)}": each for each in (*tokens, envelope.messaging, envelope.body) if id_of(each)}


def check_value(signature: Signature, certificate: x509.Certificate, algorithms: Algorithms) -> None:
    """Whether the signature over SignedInfo is that of the certificate's key.

    Raises:
        PolicyNoncompliance: the key is not RSA, or too short.
        FailedAuthentication: it is not.
    """
    key = rsa_key_of(certificate)
    if key is None or key.key_size < algorithms.rsa_bits_min:
        raise PolicyNoncompliance(f"The key of the signature is RSA with at least {algorithms.rsa_bits_min} bits.")
    try:
        key.verify(signature.value, signature.signed_info, padding.PKCS1v15(), _SIGNATURES[signature.method]())
    except InvalidSignature:
        raise FailedAuthentication("The signature does not hold.") from None


def rsa_key_of(certificate: x509.Certificate) -> rsa.RSAPublicKey | None:
    """The public key, if it is one that can be used here."""
    try:
        key = certificate.public_key()
    except UNREADABLE_CERTIFICATE:
        return None
    return key if isinstance(key, rsa.RSAPublicKey) else None


def check_elements(envelope: Envelope, signature: Signature) -> None:
    """Whether the digests of the elements match; `check_coverage` has said that they are at their places.

    Raises:
        FailedAuthentication: one does not.
    """
    elements = _elements(envelope)
    for reference in filter(_is_element, signature.references):
        element = elements.get(reference.uri)
        if element is None or not _matches(reference, canonical(element, reference.prefixes)):
            raise FailedAuthentication("The digest of an element of the envelope does not match.")


def check_attachments(signature: Signature, contents: Mapping[str, Buffer]) -> None:
    """Whether the digests of attachments match; `contents` by Content-ID, decrypted and still zipped.

    Raises:
        FailedAuthentication: one does not.
    """
    for reference in signature.references:
        if reference.content_id is not None and not _matches(reference, contents[reference.content_id]):
            raise FailedAuthentication("The digest of an attachment does not match.")


def _matches(reference: Reference, content: Buffer) -> bool:
    return hmac.compare_digest(digest(reference.digest_algorithm, content), reference.digest_value)


def write_token(envelope: Envelope, certificate: x509.Certificate, name: str) -> None:
    """A BinarySecurityToken at the end of Security."""
    assert envelope.security is not None
    der = certificate.public_bytes(Encoding.DER)
    token = add(envelope.security, names.WSSE, "BinarySecurityToken", base64_text(der))
    token.set("EncodingType", names.BASE64_BINARY)
    token.set("ValueType", names.X509V3)
    token.set(tag(names.WSU, "Id"), name)


def write_key_info(parent: etree._Element, name: str) -> None:
    """A ds:KeyInfo with a direct reference to a token."""
    token_reference = add(add(parent, names.DS, "KeyInfo"), names.WSSE, "SecurityTokenReference")
    add(token_reference, names.WSSE, "Reference", URI=f"#{name}", ValueType=names.X509V3)


def sign(
    envelope: Envelope, attachments: Sequence[tuple[str, Buffer]], keys: KeyHolder, algorithms: Algorithms
) -> tuple[Reference, ...]:
    """Sign Messaging, Body and attachments (Content-ID and bytes, zipped, not encrypted); gives the references.

    Token and signature are put at the end of Security. We sign with RSA-SHA256, whatever else is allowed.
    """
    assert envelope.security is not None
    digest_algorithm = algorithms.digest[0]
    references = [
        Reference(
            uri=f"#{id_of(element)}",
            transform=algorithms.canonicalization[0],
            digest_algorithm=digest_algorithm,
            digest_value=digest(digest_algorithm, canonical(element)),
        )
        for element in (envelope.messaging, envelope.body)
    ] + [
        Reference(
            uri=f"cid:{content_id}",
            transform=algorithms.attachment_transform[0],
            digest_algorithm=digest_algorithm,
            digest_value=digest(digest_algorithm, content),
        )
        for content_id, content in attachments
    ]
    write_token(envelope, keys.certificate, "signing-certificate")
    signature = add(envelope.security, names.DS, "Signature")
    signed_info = add(signature, names.DS, "SignedInfo")
    add(signed_info, names.DS, "CanonicalizationMethod", Algorithm=algorithms.canonicalization[0])
    add(signed_info, names.DS, "SignatureMethod", Algorithm=names.RSA_SHA256)
    for reference in references:
        write_reference(signed_info, reference)
    value = keys.sign(hashlib.sha256(canonical(signed_info)).digest())
    add(signature, names.DS, "SignatureValue", base64_text(value))
    write_key_info(signature, "signing-certificate")
    return tuple(references)
