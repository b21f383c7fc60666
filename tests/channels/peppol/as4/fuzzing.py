"""Messages changed at random, but the same ones for the same seed."""

import contextlib
import random
import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from faktura.channels.peppol.as4 import (
    PEPPOL,
    SIGNAL_HEADERS,
    As4Error,
    Packed,
    Received,
    judge_answer,
    receipt_for,
    receiving,
)

from .stage import NOW, RECEIVER, TRUST, envelope_in, packed, received

TAGS = re.compile(rb"<[^<>]{0,400}>")
WORDS = re.compile(rb"[A-Za-z0-9+/=:#._-]{3,}")
SNIPPETS = (
    b"<!DOCTYPE a>", b"<?a b?>", b"<!-- a -->", b"<![CDATA[x]]>", b"&lt;", b"&#0;", b"&#x41;", b"&a;", b"\x00", b"\xff",
    b"\r\n", b"\n", b" ", b"--", b"<", b">", b'"', b"cid:", b"#", b"%", b"%00", b"=", b"\xef\xbb\xbf", b"xml:id='body'",
    b" Id='messaging'", b' xmlns="urn:x"', b' xmlns:eb="urn:x"', b"=\r\n", b"\xed\xa0\x80", b"9" * 400, b"A" * 5_000,
)  # fmt: skip


def meaning(message: Received) -> tuple[Any, ...]:
    """All that a caller learns from a message."""
    return (message.message, message.sender, message.receiver, message.sender_certificate, message.payloads)


def mutations(content: bytes, seed: int, number: int) -> Iterator[bytes]:
    """`number` changed versions: bytes flipped, cut, doubled, swapped; tags and words moved, renamed, left out."""
    dice = random.Random(seed)
    tags = [found.span() for found in TAGS.finditer(content)]
    words = [found.span() for found in WORDS.finditer(content) if found.end() < len(content)]
    for _ in range(number):
        held = content
        for _ in range(dice.choice((1, 1, 1, 2, 5))):
            held = _once(held, dice, tags, words)
        yield held


def _once(held: bytes, dice: random.Random, tags: list[tuple[int, int]], words: list[tuple[int, int]]) -> bytes:
    at = dice.randrange(len(held) + 1)
    # Mostly in the envelope, where there is most to go wrong.
    if dice.random() < 0.7:
        at = min(at, dice.randrange(1, 9_000), len(held))
    match dice.randrange(9):
        case 0:
            return held[:at] + bytes([dice.randrange(256)]) + held[at + 1 :]
        case 1:
            return held[:at] + held[at + dice.choice((1, 2, 10, 500)) :]
        case 2:
            end = at + dice.choice((1, 20, 400))
            return held[:end] + held[at:end] + held[end:]
        case 3:
            return held[:at] + dice.choice(SNIPPETS) + held[at:]
        case 4:
            (a, b), (c, d) = sorted(dice.sample(tags, 2))
            return held[:a] + held[c:d] + held[b:c] + held[a:b] + held[d:]
        case 5:
            start, end = dice.choice(tags)
            return held[:start] + held[end:]
        case 6:
            (start, end), (other, last) = dice.choice(words), dice.choice(words)
            return held[:start] + held[other:last] + held[end:]
        case 7:
            start, end = dice.choice(words)
            return held[:start] + held[start:end].swapcase() + held[end:]
        case _:
            return held[:at]


def fuzz(number: int, seed: int) -> tuple[int, int, Counter[str]]:
    """Unpack changed messages, judge changed receipts; gives how many of each were taken all the same, and the codes.

    A message that is taken says what the original says. Nothing but As4Error comes out.
    """
    original = packed()
    wanted = meaning(received(original))
    taken, codes = 0, Counter[str]()
    for body in mutations(original.body, seed, number):
        try:
            got = received(replace(original, body=body))
        except As4Error as error:
            codes[error.code] += 1
        else:
            assert meaning(got) == wanted
            taken += 1
    arrived = received(original)
    receipt = receipt_for(arrived, PEPPOL, (RECEIVER,), "receipt@buyer.example", NOW)
    believed = 0
    expected = judge_answer(original, 200, SIGNAL_HEADERS, receipt, PEPPOL, NOW, TRUST)
    for body in mutations(receipt, seed + 1, number // 5):
        verdict = judge_answer(original, 200, SIGNAL_HEADERS, body, PEPPOL, NOW, TRUST)
        if type(verdict) is type(expected):
            assert replace(verdict, evidence=b"") == replace(expected, evidence=b"")
            believed += 1
    return taken, believed, codes


def tree_mutations(content: bytes, seed: int, number: int) -> Iterator[bytes]:
    """Well-formed envelopes: elements left out, doubled, moved, wrapped, renamed; attributes and texts exchanged.

    Most of them are what signature wrapping is made of.
    """
    dice = random.Random(seed)
    for _ in range(number):
        root = etree.fromstring(content)
        for _ in range(dice.choice((1, 1, 2, 3, 4))):
            _change(root, dice)
        yield etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _change(root: Any, dice: random.Random) -> None:
    elements = list(root.iter())[1:]
    if len(elements) < 3:
        return
    one, other = dice.sample(elements, 2)
    is_inside = other in one.iter()
    texts = [each.text for each in elements if each.text and each.text.strip()]
    match dice.randrange(10):
        case 0:
            one.getparent().remove(one)
        case 1:
            one.addnext(deepcopy(one))
        case 2 if not is_inside:
            other.append(one)
        case 3 if not is_inside:
            other.addprevious(one)
        case 4:
            other.insert(0, deepcopy(one))
        case 5:
            wrapper = etree.Element("wrapper")
            one.addprevious(wrapper)
            wrapper.append(one)
        case 6 if one.attrib:
            name = dice.choice(sorted(one.attrib))
            values = [value for each in elements for value in each.attrib.values()]
            one.set(name, dice.choice(values))
        case 7 if one.attrib:
            del one.attrib[dice.choice(sorted(one.attrib))]
        case 8 if one.text:
            one.text = dice.choice(texts)
        case 9:
            # The classic: what is signed goes somewhere else, and a copy that says something else takes its place.
            copy = deepcopy(one)
            for each in copy.iter():
                if each.text and each.text.strip() and dice.random() < 0.5:
                    each.text = dice.choice(texts)
            if dice.random() < 0.5:
                for name in list(copy.attrib):
                    if name.endswith("Id"):
                        copy.set(name, "other")
            one.addprevious(copy)
            if not is_inside:
                other.append(one)
        case _:
            one.tag = other.tag


def fuzz_trees(number: int, seed: int) -> tuple[int, Counter[str]]:
    """Unpack messages whose envelope was rearranged; gives how many were taken, and the codes of the others."""
    original = packed()
    wanted = meaning(received(original))
    envelope = envelope_in(original)
    taken, codes = 0, Counter[str]()
    for changed in tree_mutations(envelope, seed, number):
        try:
            got = received(replace(original, body=original.body.replace(envelope, changed)))
        except As4Error as error:
            codes[error.code] += 1
        else:
            assert meaning(got) == wanted
            assert [each.digest_value for each in got.references] == [each.digest_value for each in original.references]
            taken += 1
    return taken, codes


def fuzz_headers(number: int, seed: int) -> None:
    """The Content-Type changed at random."""
    original = packed()
    wanted = meaning(received(original))
    dice = random.Random(seed)
    held = original.headers["Content-Type"]
    for _ in range(number):
        at = dice.randrange(len(held))
        new = (
            held[:at]
            + dice.choice(("", ";", '"', "\\", "a", " ", "=", "\r\n", "é", held))
            + held[at + dice.choice((0, 1, 5)) :]
        )
        message: Packed = replace(original, headers={"content-type": new})
        with contextlib.suppress(As4Error):
            assert meaning(received(message)) == wanted


def fuzz_what_a_peer_signs(number: int, seed: int) -> Counter[str]:
    """As if every changed message were signed by a peer: what lies behind the signature must hold by itself."""
    original = packed()
    codes = Counter[str]()
    with pytest.MonkeyPatch.context() as patch:
        for check in ("check_value", "check_elements", "check_certificate", "check_attachments", "check_coverage"):
            patch.setattr(receiving, check, lambda *_: None)
        for body in mutations(original.body, seed, number):
            try:
                received(replace(original, body=body))
                codes[""] += 1
            except As4Error as error:
                codes[error.code] += 1
    return codes
