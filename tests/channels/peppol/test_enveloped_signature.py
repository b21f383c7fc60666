"""Enveloped signatures: right ones, and each way in which one may be wrong."""

import base64
import copy
from pathlib import Path

import pytest
from lxml import etree

from faktura.channels.peppol.enveloped_signature import (
    DS,
    EXCLUSIVE,
    INCLUSIVE,
    RSA_SHA1,
    RSA_SHA256,
    SHA1,
    BadSignature,
    certificate_from_text,
    certificate_text,
    sign_enveloped,
    verify_enveloped,
)
from faktura.source import parse

from .keys import holder

DOCUMENT = b'<a:r xmlns:a="u:a" xmlns="u:d" xmlns:z="u:z"><b x="1">text<!-- comment --></b> tail </a:r>'


def signed(content: bytes = DOCUMENT) -> etree._Element:
    root = etree.fromstring(content)
    smp = holder("PDE000001")
    sign_enveloped(root, smp.key, smp.certificate)
    return root


def code(root: etree._Element, **options: bool) -> str:
    with pytest.raises(BadSignature) as caught:
        verify_enveloped(parse(etree.tostring(root)), **options)
    return caught.value.code


def the(root: etree._Element, name: str) -> etree._Element:
    return next(root.iter(f"{{{DS}}}{name}"))


def test_what_is_signed_is_verified():
    found = verify_enveloped(parse(etree.tostring(signed())))
    assert found.certificate == holder("PDE000001").certificate
    assert etree.tostring(found.root) == etree.tostring(parse(DOCUMENT))
    assert found.others == ()


@pytest.mark.parametrize("name", ["inclusive", "exclusive"])
def test_what_another_engine_signed_is_verified(name):
    """Signed by javax.xml.crypto of Java 17: once all in inclusive Canonical XML, with namespaces and ``xml:lang`` that
    SignedInfo has from the root; once in exclusive Canonical XML, with a list of prefixes in the second transform."""
    content = (Path(__file__).parent / "signed" / f"{name}.xml").read_bytes()
    found = verify_enveloped(parse(content))
    assert found.certificate.subject.rfc4514_string() == "C=DE,CN=PDE000001"
    assert code(etree.fromstring(content.replace(b"ap.example.com", b"ap.example.org"))) == "digest"
    assert (
        code(etree.fromstring(content.replace(b'"http://www.w3.org/2000/09/xmldsig#enveloped', b'"x'))) == "algorithm"
    )


def test_text_behind_the_signature_is_part_of_what_was_signed():
    root = signed()
    the(root, "Signature").tail = "later"
    assert code(root) == "digest"


def test_the_document_given_is_not_changed():
    root = parse(etree.tostring(signed()))
    before = etree.tostring(root)
    verify_enveloped(root)
    assert etree.tostring(root) == before


def test_nothing_is_signed_twice():
    root = signed()
    with pytest.raises(ValueError, match="signed already"):
        sign_enveloped(root, holder("PDE000001").key, holder("PDE000001").certificate)


def test_a_document_without_a_signature():
    assert code(etree.fromstring(DOCUMENT)) == "missing"


def test_a_changed_document():
    root = signed()
    root[0].set("x", "2")
    assert code(root) == "digest"


def test_a_changed_signed_info():
    root = signed()
    the(root, "SignedInfo").set("Id", "x")
    assert code(root) == "value"


def test_a_changed_value():
    root = signed()
    value = the(root, "SignatureValue")
    value.text = ("B" if (value.text or "")[0] == "A" else "A") + (value.text or "")[1:]
    assert code(root) == "value"


def test_a_signature_that_lies_deeper():
    root = signed()
    root[0].append(the(root, "Signature"))
    assert code(root) == "position"


def test_a_second_signature():
    root = signed()
    root.append(copy.deepcopy(the(root, "Signature")))
    assert code(root) == "position"
    root = signed()
    root[0].append(copy.deepcopy(the(root, "Signature")))
    assert code(root) == "position"


def test_wrapping_a_signed_document_into_another_one():
    outer = etree.fromstring(b"<other/>")
    outer.append(signed())
    assert code(outer) == "position"


def test_wrapping_with_the_signature_moved_up():
    inner = signed()
    signature = the(inner, "Signature")
    outer = etree.fromstring(b"<other/>")
    outer.append(inner)
    outer.append(signature)
    assert code(outer) == "digest"


@pytest.mark.parametrize("uri", ["#x", None])
def test_a_reference_to_a_part_only(uri):
    root = signed()
    reference = the(root, "Reference")
    if uri is None:
        del reference.attrib["URI"]
    else:
        reference.set("URI", uri)
    assert code(root) == "structure"


def test_a_second_reference():
    root = signed()
    the(root, "SignedInfo").append(copy.deepcopy(the(root, "Reference")))
    assert code(root) == "structure"


@pytest.mark.parametrize(
    ("name", "algorithm"),
    [
        ("CanonicalizationMethod", f"{INCLUSIVE}#WithComments"),
        ("SignatureMethod", RSA_SHA1),
        ("SignatureMethod", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"),
        ("DigestMethod", SHA1),
        ("Transform", "http://www.w3.org/TR/1999/REC-xpath-19991116"),
        ("Transform", ""),
    ],
)
def test_other_algorithms(name, algorithm):
    root = signed()
    the(root, name).set("Algorithm", algorithm)
    assert code(root) == "algorithm"


def test_no_more_transforms_than_two():
    for more in ([EXCLUSIVE, EXCLUSIVE], ["http://www.w3.org/TR/1999/REC-xslt-19991116"]):
        root = signed()
        for algorithm in more:
            etree.SubElement(the(root, "Transforms"), f"{{{DS}}}Transform", Algorithm=algorithm)
        assert code(root) == "algorithm"


def test_sha_1_is_taken_only_when_it_is_asked_for():
    root = signed()
    the(root, "SignatureMethod").set("Algorithm", RSA_SHA1)
    assert code(root) == "algorithm"
    assert code(root, sha1=True) == "value"


def test_a_certificate_of_another_key():
    root = signed()
    the(root, "X509Certificate").text = certificate_text(holder("PDE000002").certificate)
    assert code(root) == "value"


def test_certificates_that_come_along():
    root = signed()
    for place, name in ((0, "PDE000002"), (9, "PDE000003")):
        element = etree.Element(f"{{{DS}}}X509Certificate")
        element.text = certificate_text(holder(name).certificate)
        the(root, "X509Data").insert(place, element)
    found = verify_enveloped(parse(etree.tostring(root)))
    assert found.certificate == holder("PDE000001").certificate
    assert found.others == (holder("PDE000002").certificate, holder("PDE000003").certificate)


@pytest.mark.parametrize("text", ["", "!!!!", "AAAA"])
def test_a_certificate_that_can_not_be_read(text):
    root = signed()
    the(root, "X509Certificate").text = text
    assert code(root) == "certificate"


def test_a_signature_without_a_certificate():
    root = signed()
    the(root, "KeyInfo").clear()
    assert code(root) == "certificate"


def test_short_keys_are_not_taken():
    root = etree.fromstring(DOCUMENT)
    short = holder("PDE000009", 1024)
    sign_enveloped(root, short.key, short.certificate)
    assert code(root) == "value"


def test_parts_that_are_missing_or_no_base64():
    for name in ("SignedInfo", "SignatureValue", "DigestValue", "CanonicalizationMethod"):
        root = signed()
        element = the(root, name)
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)
        assert code(root) == "structure"
    root = signed()
    the(root, "SignatureValue").text = "!"
    assert code(root) == "structure"


def test_a_document_that_can_not_be_canonicalized():
    content = etree.tostring(signed()).replace(b'xmlns:z="u:z"', b'xmlns:z="relative"')
    with pytest.raises(BadSignature) as caught:
        verify_enveloped(parse(content))
    assert caught.value.code == "structure"


def test_certificates_that_are_broken_inside():
    der = base64.b64decode(certificate_text(holder("PDE000001").certificate))
    version, key = b"\xa0\x03\x02\x01\x02", b"\x30\x82\x01\x0a\x02\x82\x01\x01"
    for old, new in ((version, version[:4] + b"*"), (key, b"1" + key[1:])):
        assert old in der
        with pytest.raises(BadSignature) as caught:
            certificate_from_text(base64.b64encode(der.replace(old, new)).decode())
        assert caught.value.code == "certificate"


def test_certificates_as_text():
    certificate = holder("PDE000001").certificate
    text = certificate_text(certificate)
    assert certificate_from_text(f"\n {text[:64]}\n\t{text[64:]} ") == certificate
    assert certificate_from_text(f"-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----") == certificate


def test_the_names_of_algorithms_are_those_of_today():
    root = signed()
    assert the(root, "SignatureMethod").get("Algorithm") == RSA_SHA256
