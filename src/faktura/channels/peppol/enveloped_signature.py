"""Enveloped XML signatures of service metadata: checked and written by hand, so that nothing but the whole document can
be what was signed. Pure.

Source: XML Signature 1.1; SMP 1.4.0: one reference to the whole document (``URI=""``), the enveloped-signature
transform, Canonical XML 1.0 inclusive or exclusive, RSA-SHA256.
"""

import base64
import binascii
import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from faktura.source import parse

DS = "http://www.w3.org/2000/09/xmldsig#"
INCLUSIVE = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
ENVELOPED = f"{DS}enveloped-signature"
RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
RSA_SHA1 = f"{DS}rsa-sha1"
SHA1 = f"{DS}sha1"

KEY_BITS_MIN = 2048
_CERTIFICATES_MAX = 10
_CANONICAL = (INCLUSIVE, EXCLUSIVE)
_NSMAP: Any = {None: DS}
_XML = "{http://www.w3.org/XML/1998/namespace}"
_Hash = hashes.SHA256 | hashes.SHA1


class BadSignature(Exception):  # noqa: N818 - says what the document is
    """A document is not signed as it has to be; `code` tells apart what is wrong, the message is a sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class Signed:
    """What a signature covers: the document without it, and the certificate whose key made it.

    Whether the certificate is to be trusted is for others to say. `others` are further certificates that came along.
    """

    root: etree._Element
    certificate: x509.Certificate
    others: tuple[x509.Certificate, ...] = ()


def verify_enveloped(root: etree._Element, *, sha1: bool = False) -> Signed:
    """Check the one signature of a document that was read with `faktura.source.parse`.

    The signature must be a child of the root, there must be no second one anywhere, and its one reference must be to
    the whole document; so whatever is read from `Signed.root` was signed. With `sha1`, RSA-SHA1 and SHA-1 are taken as
    well, for documents of the years before SMP 1.3.

    Raises:
        BadSignature: `code` is ``missing``, ``position``, ``structure``, ``algorithm``, ``certificate``, ``digest`` or
            ``value``.
    """
    signature = _the_signature(root)
    signed_info = _one(signature, "SignedInfo")
    method = _one(signed_info, "CanonicalizationMethod")
    canonical = _algorithm(method, _CANONICAL)
    value_hash: _Hash = hashes.SHA256()
    if _algorithm(_one(signed_info, "SignatureMethod"), (RSA_SHA256, *((RSA_SHA1,) if sha1 else ()))) == RSA_SHA1:
        value_hash = hashes.SHA1()  # noqa: S303 - only where the caller asks for old documents
    references = signed_info.findall(f"{{{DS}}}Reference")
    if len(references) != 1 or references[0].get("URI") != "":
        raise BadSignature("structure", "The signature must refer to the whole document, once.")
    bare = _without_signature(root)
    _check_digest(references[0], bare, sha1=sha1)
    content = _canonical(_alone(signed_info, canonical), canonical, _prefixes(method))
    value = _decoded(_one(signature, "SignatureValue"), "SignatureValue")
    certificates = _certificates(signature)
    for place, certificate in enumerate(certificates):
        if _holds(certificate, value, content, value_hash):
            return Signed(bare, certificate, (*certificates[:place], *certificates[place + 1 :]))
    raise BadSignature("value", "No certificate in the document has the key that made the signature.")


def sign_enveloped(root: etree._Element, key: rsa.RSAPrivateKey, certificate: x509.Certificate) -> None:
    """Sign a document in place: the signature becomes the last child of the root.

    RSA-SHA256 over exclusive Canonical XML, the document itself as inclusive Canonical XML 1.0, as nearly all SMPs
    write it. The certificate goes along.
    """
    if root.find(f".//{{{DS}}}Signature") is not None:
        raise ValueError("the document is signed already")
    digest = hashes.Hash(hashes.SHA256())
    digest.update(_canonical(root, INCLUSIVE, ()))
    signature = etree.SubElement(root, f"{{{DS}}}Signature", nsmap=_NSMAP)
    signed_info = etree.SubElement(signature, f"{{{DS}}}SignedInfo")
    etree.SubElement(signed_info, f"{{{DS}}}CanonicalizationMethod", Algorithm=EXCLUSIVE)
    etree.SubElement(signed_info, f"{{{DS}}}SignatureMethod", Algorithm=RSA_SHA256)
    reference = etree.SubElement(signed_info, f"{{{DS}}}Reference", URI="")
    transforms = etree.SubElement(reference, f"{{{DS}}}Transforms")
    etree.SubElement(transforms, f"{{{DS}}}Transform", Algorithm=ENVELOPED)
    etree.SubElement(reference, f"{{{DS}}}DigestMethod", Algorithm=SHA256)
    etree.SubElement(reference, f"{{{DS}}}DigestValue").text = _encoded(digest.finalize())
    value = key.sign(_canonical(_alone(signed_info, EXCLUSIVE), EXCLUSIVE, ()), padding.PKCS1v15(), hashes.SHA256())
    etree.SubElement(signature, f"{{{DS}}}SignatureValue").text = _encoded(value)
    data = etree.SubElement(etree.SubElement(signature, f"{{{DS}}}KeyInfo"), f"{{{DS}}}X509Data")
    etree.SubElement(data, f"{{{DS}}}X509SubjectName").text = certificate.subject.rfc4514_string()
    etree.SubElement(data, f"{{{DS}}}X509Certificate").text = certificate_text(certificate)


def certificate_text(certificate: x509.Certificate) -> str:
    """A certificate as XML carries it: the DER in base64."""
    return _encoded(certificate.public_bytes(Encoding.DER))


def certificate_from_text(text: str) -> x509.Certificate:
    """A certificate as XML carries it: the DER in base64, white space anywhere; some write PEM's lines around it.

    Raises:
        BadSignature: ``certificate``.
    """
    bare = "".join(line for line in text.splitlines() if "-----" not in line)
    try:
        certificate = x509.load_der_x509_certificate(base64.b64decode("".join(bare.split()), validate=True))
        # These parts are read only when they are asked for, and nobody should meet a broken one later.
        _ = certificate.public_key(), certificate.subject, certificate.issuer, certificate.not_valid_after_utc
        return certificate
    except (ValueError, UnsupportedAlgorithm, x509.InvalidVersion):  # binascii.Error is a ValueError, too
        raise BadSignature("certificate", "A certificate in the document can't be read.") from None


def _the_signature(root: etree._Element) -> etree._Element:
    signatures = list(root.iter(f"{{{DS}}}Signature"))
    if not signatures:
        raise BadSignature("missing", "The document is not signed.")
    if len(signatures) > 1 or signatures[0].getparent() is not root:
        raise BadSignature("position", "The signature must be the only one, and a child of the root.")
    return signatures[0]


def _check_digest(reference: etree._Element, bare: etree._Element, *, sha1: bool) -> None:
    transforms = _one(reference, "Transforms").findall(f"{{{DS}}}Transform")
    names = [transform.get("Algorithm") for transform in transforms]
    if not names or names[0] != ENVELOPED or len(names) > 2 or (len(names) == 2 and names[1] not in _CANONICAL):
        raise BadSignature("algorithm", "The signature must take itself out, and may then canonicalize; nothing else.")
    canonical = str(names[1]) if len(names) == 2 else INCLUSIVE
    prefixes = _prefixes(transforms[1]) if len(names) == 2 else ()
    kind: _Hash = hashes.SHA256()
    if _algorithm(_one(reference, "DigestMethod"), (SHA256, *((SHA1,) if sha1 else ()))) == SHA1:
        kind = hashes.SHA1()  # noqa: S303 - only where the caller asks for old documents
    digest = hashes.Hash(kind)
    digest.update(_canonical(bare, canonical, prefixes))
    if digest.finalize() != _decoded(_one(reference, "DigestValue"), "DigestValue"):
        raise BadSignature("digest", "The document was changed after it had been signed.")


def _without_signature(root: etree._Element) -> etree._Element:
    bare = copy.deepcopy(root)
    signature = bare.find(f"{{{DS}}}Signature")
    if signature is None:
        raise BadSignature("missing", "The document is not signed.")
    if signature.tail:
        # Text behind the signature is part of what was signed; lxml would take it away with the element.
        before = signature.getprevious()
        if before is None:
            bare.text = (bare.text or "") + signature.tail
        else:
            before.tail = (before.tail or "") + signature.tail
    bare.remove(signature)
    return bare


def _alone(element: etree._Element, algorithm: str) -> etree._Element:
    """An element as the root of a document of its own, with the namespaces that it has from around it, and for
    inclusive Canonical XML with the attributes ``xml:…``, too (Canonical XML 1.0, 2.4).

    lxml canonicalizes elements inside of a document wrongly where the default namespace is declared further out: it
    writes ``xmlns=""`` into them.
    """
    alone = parse(etree.tostring(element, with_tail=False))
    for around in element.iterancestors() if algorithm == INCLUSIVE else ():
        for name, value in around.items():
            if str(name).startswith(_XML) and name not in alone.attrib:
                alone.set(name, value)
    return alone


def _canonical(element: etree._Element, algorithm: str, prefixes: Sequence[str]) -> bytes:
    exclusive = algorithm == EXCLUSIVE
    try:
        return etree.tostring(
            element,
            method="c14n",
            exclusive=exclusive,
            with_comments=False,
            inclusive_ns_prefixes=list(prefixes) if exclusive and prefixes else None,
        )
    except etree.C14NError:
        # Namespaces that are relative URIs, for one.
        raise BadSignature("structure", "The document can't be canonicalized.") from None


def _prefixes(method: etree._Element) -> tuple[str, ...]:
    found = method.find(f"{{{EXCLUSIVE}}}InclusiveNamespaces")
    return tuple((found.get("PrefixList") or "").split()) if found is not None else ()


def _one(parent: etree._Element, name: str) -> etree._Element:
    found = parent.findall(f"{{{DS}}}{name}")
    if len(found) != 1:
        raise BadSignature("structure", f"There must be one {name} in {etree.QName(parent).localname}.")
    return found[0]


def _algorithm(element: etree._Element, allowed: Sequence[str]) -> str:
    name = element.get("Algorithm") or ""
    if name not in allowed:
        raise BadSignature("algorithm", f"The algorithm {name[:80]} is not taken.")
    return name


def _decoded(element: etree._Element, name: str) -> bytes:
    try:
        return base64.b64decode("".join((element.text or "").split()), validate=True)
    except (binascii.Error, ValueError):
        raise BadSignature("structure", f"{name} is not base64.") from None


def _certificates(signature: etree._Element) -> list[x509.Certificate]:
    found = signature.findall(f"{{{DS}}}KeyInfo/{{{DS}}}X509Data/{{{DS}}}X509Certificate")
    if not found or len(found) > _CERTIFICATES_MAX:
        raise BadSignature("certificate", "The signature must carry the certificate of its key.")
    return [certificate_from_text(element.text or "") for element in found]


def _holds(certificate: x509.Certificate, value: bytes, content: bytes, kind: _Hash) -> bool:
    key = certificate.public_key()
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size < KEY_BITS_MIN:
        return False
    try:
        key.verify(value, content, padding.PKCS1v15(), kind)
    except InvalidSignature:
        return False
    return True


def _encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()
