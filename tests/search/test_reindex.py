import pytest

from faktura.cli.reindex import _reindex
from faktura.storage.floor import Floor
from scenarios.business import new_business

pytestmark = pytest.mark.anyio


async def test_everything_that_is_there_is_found_by_the_same_words_again(floor: Floor) -> None:
    business = await new_business(floor)
    await business.issue(external_id="A-1")
    await business.draft()

    async def words() -> set[tuple[str, str, str]]:
        async with business.unit() as unit:
            rows = await unit.fetch("select kind, word, object from search_words where tenant = $1", unit.tenant)
        return {(row["kind"], row["word"], str(row["object"])) for row in rows}

    before = await words()
    assert {kind for kind, _, _ in before} >= {"invoice", "draft"}
    async with business.unit() as unit:
        await unit.execute("delete from search_words where tenant = $1 and word > 'b'", unit.tenant)
    assert await words() < before
    assert await _reindex(floor, business.tenant) >= 2
    assert await words() == before
