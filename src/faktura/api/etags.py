"""Entity tags: ``"3-9f86d081884c7d65"``, the version of a thing that counts its changes, and a hash of the bytes.

They are strong: the same tag means the same bytes. A change by If-Match compares the version alone, so that what others
add to a thing (a delivery, a file) is in nobody's way.
"""

import hashlib
import re

_TAG = re.compile(r'(?:W/)?"?([0-9]{1,15})(?:-[0-9a-f]{16})?"?')


def entity_tag(version: int | None, body: bytes) -> str:
    """The tag of an answer's bytes."""
    number = "" if version is None else str(version)
    return f'"{number}-{hashlib.blake2b(body, digest_size=8).hexdigest()}"'


def version_in(tag: str) -> int | None:
    """The version in a tag of ours (``"3"`` is enough); None when there is none."""
    found = _TAG.fullmatch(tag.strip())
    return int(found[1]) if found else None


def is_among(tag: str, header: str) -> bool:
    """Whether a tag is in a header If-None-Match."""
    asked = [each.strip().removeprefix("W/") for each in header.split(",")]
    return "*" in asked or tag.removeprefix("W/") in asked
