"""Ids: a prefix that tells the kind, and a UUIDv7 in 26 letters that sorts by time (``inv_01jd…``)."""

from uuid import UUID

import uuid_utils

# Crockford's base 32, lower case: no i, l, o, u, so that nothing is misread aloud.
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_VALUES = {letter: value for value, letter in enumerate(_ALPHABET)}
_LENGTH = 26
# Two letters at a time: ids are shown several times a request.
_PAIRS = [first + second for first in _ALPHABET for second in _ALPHABET]
_SHIFTS = range(120, -1, -10)


def new_id() -> UUID:
    """A new UUIDv7: its first 48 bits are the milliseconds since 1970, so ids sort by creation."""
    return UUID(int=uuid_utils.uuid7().int)


def show_id(prefix: str, value: UUID) -> str:
    """The public form: ``show_id("inv", uuid)`` -> ``inv_01jd…``."""
    number = value.int
    return f"{prefix}_" + "".join([_PAIRS[number >> shift & 1023] for shift in _SHIFTS])


def read_id(prefix: str, text: str) -> UUID | None:
    """The UUID of a public id; None when it is not one of this kind."""
    head, _, letters = text.partition("_")
    if head != prefix or len(letters) != _LENGTH or letters[0] > "7":
        return None
    number = 0
    for letter in letters:
        value = _VALUES.get(letter)
        if value is None:
            return None
        number = number << 5 | value
    return UUID(int=number)
