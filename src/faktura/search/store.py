"""All SQL of the index."""

from collections.abc import Sequence
from uuid import UUID

from faktura.storage.unit import Unit


async def insert_words(unit: Unit, kind: str, words: Sequence[tuple[UUID, str]]) -> None:
    """Insert words; what is there already stays."""
    await unit.execute(
        "insert into search_words (tenant, kind, word, object) "
        "select $1, $2, found.word, found.object from unnest($3::text[], $4::uuid[]) as found (word, object) "
        "on conflict (tenant, kind, word, object) do nothing",
        unit.tenant,
        kind,
        [word for _, word in words],
        [target for target, _ in words],
    )


async def delete_words(unit: Unit, target: UUID) -> None:
    """Remove all words of a thing."""
    await unit.execute("delete from search_words where tenant = $1 and object = $2", unit.tenant, target)


async def delete_words_of(unit: Unit, kind: str, kept: Sequence[UUID]) -> None:
    """Remove all words of a kind of things, but for those to be kept."""
    await unit.execute(
        "delete from search_words where tenant = $1 and kind = $2 and not (object = any($3::uuid[]))",
        unit.tenant,
        kind,
        list(kept),
    )
