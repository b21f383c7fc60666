"""Keeping the index, in the transaction of the write, and the condition by which lists are searched."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from faktura.search import store
from faktura.search.words import terms_of
from faktura.storage.unit import Unit

_LAST_LETTER = "\U0010ffff"
INVOICE, DRAFT, CUSTOMER, RECEIVED = "invoice", "draft", "customer", "inbox"


async def index_words(unit: Unit, kind: str, target: UUID, words: Sequence[str], *, is_new: bool = False) -> None:
    """Let a thing be found by these words, and by no others any more. `is_new`: it was never indexed."""
    if not is_new:
        await store.delete_words(unit, kind, target)
    await store.insert_words(unit, kind, [(word, target) for word in words], is_new=is_new)


async def index_many(unit: Unit, kind: str, words: Sequence[tuple[UUID, Sequence[str]]]) -> None:
    """The same for many new things, in one statement."""
    await store.insert_words(unit, kind, [(word, target) for target, each in words for word in each], is_new=True)


async def add_words(unit: Unit, kind: str, target: UUID, words: Sequence[str]) -> None:
    """Let a thing be found by these words as well."""
    await store.insert_words(unit, kind, [(word, target) for word in words], is_new=False)


async def forget_words(unit: Unit, kind: str, target: UUID) -> None:
    """The thing is no more."""
    await store.delete_words(unit, kind, target)


async def forget_all(unit: Unit, kind: str, kept: Sequence[UUID] = ()) -> None:
    """All things of a kind are no more, but for some."""
    await store.delete_words_of(unit, kind, kept)


def search_condition(text: str, kind: str, first: int, column: str = "id") -> tuple[str, list[Any]]:
    """The condition, as SQL that begins with ``and``, by which a list finds only what holds all words of a text.

    The tenant is ``$1`` of the statement; parameters go from ``$first`` on.
    """
    conditions = []
    values: list[Any] = []
    for beginning, amounts in terms_of(text):
        place = first + len(values)
        conditions.append(
            # Kind and column are constants of the caller, every value is a parameter.
            f"and {column} in (select object from search_words where tenant = $1 and kind = '{kind}' and "  # noqa: S608
            f"word >= ${place} and word < ${place + 1} union "
            f"select object from search_words where tenant = $1 and kind = '{kind}' and "
            f"word = any(${place + 2}::text[])) "
        )
        values += [beginning, beginning + _LAST_LETTER, amounts]
    if not conditions:
        return "and false ", []
    return "".join(conditions), values
