import asyncpg
import pytest

from faktura.search.index import CUSTOMER, index_words
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id
from faktura.storage.unit import open_unit

pytestmark = pytest.mark.anyio


async def test_a_search_reads_the_words_and_nothing_else_of_the_tenant(floor: Floor, module_database_url: str) -> None:
    tenants = [new_id() for _ in range(3)]
    for tenant in tenants:
        async with open_unit(floor, tenant, actor="test") as unit:
            for number in range(100):
                await index_words(unit, CUSTOMER, new_id(), [f"word{number}x{each}" for each in range(50)])
    owner = await asyncpg.connect(module_database_url)
    await owner.execute("analyze search_words")
    await owner.close()
    async with open_unit(floor, tenants[0], actor="test") as unit:
        plan = await unit.fetch(
            "explain select object from search_words where tenant = $1 and kind = 'customer' "
            "and word >= $2 and word < $3",
            tenants[0],
            "word12",
            "word12\U0010ffff",
        )
    # The beginning of the word must be a condition of the index; as a filter it would read all words of the tenant.
    condition = next(row[0] for row in plan if "Index Cond" in row[0])
    assert "word >= 'word12'" in condition
