"""Passwords: which are taken, and how they are kept (argon2id)."""

import asyncio
import re
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from faktura.members.errors import PasswordInvalid, PeopleBusy
from faktura.organizations.checks import finding

PASSWORD_LENGTH_MIN = 12
PASSWORD_LENGTH_MAX = 256
HASHES_AT_ONCE = 2
HASHES_WAITING_MAX = 64
"""How many wait for their turn before others are turned away."""

# OWASP's password storage cheat sheet: argon2id with 19 MiB, two passes, one lane.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
# The hash of 32 random bytes that nobody knows: who is unknown takes as long as who is known.
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$vDHAnIdqfyX4eMLYPWgZ9w$GX4192ykGBM5kyLARXlHJ+XsMY/3IkuA0WZ+nS8dZrQ"
_THREADS = ThreadPoolExecutor(HASHES_AT_ONCE, thread_name_prefix="faktura-password")

_WORDS = (
    "password", "passwort", "passwd", "qwerty", "qwertz", "azerty", "letmein", "welcome", "willkommen", "admin",
    "administrator", "iloveyou", "monkey", "dragon", "sunshine", "princess", "football", "baseball", "superman",
    "batman", "master", "shadow", "secret", "geheim", "changeme", "default", "trustno", "abc", "asdf", "asdfgh",
    "yxcvbn", "zxcvbn", "qazwsx", "test", "login", "hello", "hallo", "faktura", "invoice", "summer", "winter",
    "spring", "autumn", "sommer", "user", "root", "guest", "pass", "motdepasse", "contrasena", "haslo", "geslo",
)  # fmt: skip
_LEET = str.maketrans("013457@$", "oleastas")
_AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "qwertzuiop", "asdfghjkl", "zxcvbnm", "azertyuiop")

_T = TypeVar("_T")

_waiting = 0


def _plain(password: str) -> str:
    # The same letters, however a keyboard composes them (NIST SP 800-63B, 3.1.1.2).
    return unicodedata.normalize("NFKC", password)


def _rest(text: str, words: tuple[str, ...]) -> int:
    """How many letters are left of a password when words are taken out; digits for letters (p4ssw0rd) are seen."""
    long = sorted({word for word in words if len(word) >= 3}, key=len, reverse=True)
    found = []
    for written in (text.lower(), text.lower().translate(_LEET)):
        left = written
        for word in long:
            left = left.replace(word, " ")
        found.append(sum(letter.isalpha() for letter in left))
    return min(found)


@cache
def _common() -> frozenset[str]:
    # Thirty thousand passwords by how often they were found in breaches. The list alone: to weigh a password with the
    # library may take a second of computing.
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    return frozenset(FREQUENCY_LISTS["passwords"])


def _is_common(text: str) -> bool:
    """Whether a password is one that many have, also with digits or signs around it."""
    low = text.lower()
    stem = _AROUND.sub("", low)
    return any(len(each) >= 4 and each in _common() for each in (low, stem, stem.translate(_LEET)))


def _steps(text: str) -> int:
    """How many letters do not simply follow the one before, on the keyboard or in the alphabet."""
    rows = [*_ROWS, *(row[::-1] for row in _ROWS)]
    low = text.lower()
    return 1 + sum(not (one == other or any(one + other in row for row in rows)) for one, other in pairwise(low))


def weakness(password: str, known: tuple[str, ...] = ()) -> str | None:
    """A sentence that says why a password can't be taken, or None. There are no rules about kinds of letters.

    `known`: what everybody may know of the person (address, name).
    """
    text = _plain(password)
    if len(text) < PASSWORD_LENGTH_MIN:
        return f"Take at least {PASSWORD_LENGTH_MIN} characters; a few words in a row are easy to keep in mind."
    if len(password) > PASSWORD_LENGTH_MAX or len(text) > PASSWORD_LENGTH_MAX:
        return f"At most {PASSWORD_LENGTH_MAX} characters are taken."
    if "\x00" in text:
        return "A password can't hold a NUL character."
    if len(set(text)) < 5 or _steps(text) < 5:
        return "This repeats a few characters, or follows the keyboard; it would be guessed early."
    if _is_common(text):
        return "Many people have this password; it is tried first."
    about = tuple(part.lower() for each in known for part in re.split(r"[^\w]+", each))
    if any(letter.isalpha() for letter in text) and _rest(text, (*_WORDS, *about)) < 4:
        return "This is made of words that are tried first (common passwords, your name or address). Take others."
    return None


def check_password(password: str, known: tuple[str, ...] = (), pointer: str = "/password") -> None:
    """Nothing, when a new password is good enough.

    Raises:
        PasswordInvalid: with the reason.
    """
    if reason := weakness(password, known):
        raise PasswordInvalid(reason, [finding("password_invalid", pointer, reason)])


def _verify(stored: str, password: str) -> bool:
    try:
        return _HASHER.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


async def _in_turn(work: Callable[..., _T], *values: str) -> _T:
    """Run in one of a few threads: hashing is meant to be expensive, and must not take the machine from others.

    Raises:
        PeopleBusy: too many wait already.
    """
    global _waiting
    if _waiting >= HASHES_AT_ONCE + HASHES_WAITING_MAX:
        raise PeopleBusy("Very many sign in at this moment. Try again in a few seconds.")
    _waiting += 1
    try:
        return await asyncio.get_running_loop().run_in_executor(_THREADS, work, *values)
    finally:
        _waiting -= 1


async def hash_password(password: str) -> str:
    """The hash to keep, with its own salt and its parameters inside."""
    return await _in_turn(_HASHER.hash, _plain(password))


async def verify_password(stored: str | None, password: str) -> bool:
    """Whether a password is the one of a hash; without a hash it takes as long, and is not."""
    right = await _in_turn(_verify, stored or _NOBODY, _plain(password)[:PASSWORD_LENGTH_MAX])
    return right and stored is not None


def needs_new_hash(stored: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(stored)
