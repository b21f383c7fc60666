"""All SQL of the index."""

from collections.abc import Sequence
from uuid import UUID

from faktura.storage.unit import Unit


async def insert_words(unit: Unit, kind: str, words: Sequence[tuple[str, UUID]], *, is_new: bool) -> None:
    """Insert words of things; what is there already stays, which is not looked for when the things are new."""
    # In the order of the index: neighbours lie on one page.
    ordered = sorted(words)
    conflict = "" if is_new else "on conflict (tenant, kind, word, object) do nothing"
    await unit.execute(
        "insert into search_words (tenant, kind, word, object) "
        "select $1, $2, found.word, found.object from unnest($3::text[], $4::uuid[]) as found (word, object) "
        f"{conflict}",
        unit.tenant,
        kind,
        [word for word, _ in ordered],
        [target for _, target in ordered],
    )


async def delete_words(unit: Unit, kind: str, target: UUID) -> None:
    """Remove all words of a thing, which is no issued document: of those there is no index."""
    await unit.execute(
        "delete from search_words where tenant = $1 and kind <> 'invoice' and kind = $2 and object = $3",
        unit.tenant,
        kind,
        target,
    )


async def delete_words_of(unit: Unit, kind: str, kept: Sequence[UUID]) -> None:
    """Remove all words of a kind of things, but for those to be kept."""
    await unit.execute(
        "delete from search_words where tenant = $1 and kind = $2 and not (object = any($3::uuid[]))",
        unit.tenant,
        kind,
        list(kept),
    )
