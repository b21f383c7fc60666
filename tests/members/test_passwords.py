"""Passwords: which are taken, how they are kept, and how many are checked at once."""

import asyncio

import pytest
from argon2 import PasswordHasher, extract_parameters

from faktura.members import passwords
from faktura.members.errors import PasswordInvalid, PeopleBusy
from faktura.members.passwords import (
    HASHES_AT_ONCE,
    HASHES_WAITING_MAX,
    PASSWORD_LENGTH_MAX,
    PASSWORD_LENGTH_MIN,
    check_password,
    hash_password,
    needs_new_hash,
    verify_password,
    weakness,
)

pytestmark = pytest.mark.anyio


def test_the_length_of_a_password() -> None:
    good = "violet tractor nine hummocks and then some more " * 10
    assert weakness(good[: PASSWORD_LENGTH_MIN - 1]) is not None
    assert weakness(good[:PASSWORD_LENGTH_MIN]) is None
    assert weakness(good[:PASSWORD_LENGTH_MAX]) is None
    assert weakness(good[: PASSWORD_LENGTH_MAX + 1]) is not None
    with pytest.raises(PasswordInvalid):
        check_password("short")


@pytest.mark.parametrize(
    "password",
    [
        "violet tractor nine hummocks", "correct horse battery staple", "žluťoučký kůň úpěl", "8462019375620184",
        "пароль который я помню", "k7#Vq2!mZp9w", "日本語のとても長いパスワード",
    ],
)  # fmt: skip
def test_what_is_taken(password: str) -> None:
    assert weakness(password, ("ada@example.com", "Ada Lovelace")) is None


@pytest.mark.parametrize(
    "password",
    [
        "password1234", "Password123!", "p4ssw0rd!!!!", "passwordpassword", "qwertyuiop123", "QWERTZUIOP12",
        "123456789012", "aaaaaaaaaaaa", "abababababab", "abcdefghijkl", "letmein12345", "welcome-2026",
        "admin@admin1", "iloveyou1234", "ada.lovelace1", "LovelaceAda2026!", "example.com2026", "Faktura12345",
        "snowball2025", "!!Liverpool99", "1qaz2wsx3edc", "            ", "\x00violet tractor nine",
    ],
)  # fmt: skip
def test_what_would_be_guessed_first(password: str) -> None:
    assert weakness(password, ("ada.lovelace@example.com", "Ada Lovelace")) is not None


async def test_a_hash_is_argon2id_with_parameters_that_are_recommended() -> None:
    hashed = await hash_password("violet tractor nine hummocks")
    found = extract_parameters(hashed)
    assert hashed.startswith("$argon2id$")
    # OWASP: at least 19 MiB and two passes.
    assert (found.memory_cost, found.time_cost) >= (19456, 2)
    assert hashed != await hash_password("violet tractor nine hummocks")
    assert await verify_password(hashed, "violet tractor nine hummocks")
    assert not await verify_password(hashed, "violet tractor nine hummock")
    assert not await verify_password(None, "violet tractor nine hummocks")
    assert not await verify_password("no hash", "violet tractor nine hummocks")


async def test_letters_that_look_the_same_are_the_same() -> None:
    hashed = await hash_password("cafe\u0301 au lait noir")
    assert await verify_password(hashed, "café au lait noir")


async def test_old_parameters_ask_for_a_new_hash() -> None:
    assert needs_new_hash(PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash("x"))
    assert not needs_new_hash(await hash_password("x"))
    # Who is unknown takes as long as who is known, also after the parameters changed.
    assert not needs_new_hash(passwords._NOBODY)


async def test_too_many_at_once_are_turned_away() -> None:
    results = await asyncio.gather(
        *(verify_password(None, "x") for _ in range(HASHES_AT_ONCE + HASHES_WAITING_MAX + 10)), return_exceptions=True
    )
    assert sum(isinstance(each, PeopleBusy) for each in results) == 10
    assert results.count(False) == HASHES_AT_ONCE + HASHES_WAITING_MAX
    assert await verify_password(None, "x") is False
