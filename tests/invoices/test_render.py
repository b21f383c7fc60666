import asyncio
import base64
import io

import pytest
from PIL import Image

from faktura.invoices.errors import FileNotFound
from faktura.invoices.read import list_files, read_file
from faktura.invoices.render import FILE_FORMATS, file_name, options_of, render, write_files
from faktura.organizations.change import change_branding, change_organization
from faktura.organizations.schemas import BrandingRequest
from faktura.registry import countries
from faktura.storage.floor import Floor
from scenarios.business import Business, new_business

pytestmark = pytest.mark.anyio


@pytest.fixture
async def business(floor: Floor) -> Business:
    return await new_business(floor)


def logo() -> str:
    file = io.BytesIO()
    Image.new("RGB", (40, 20), (200, 20, 30)).save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


async def test_a_document_rendered_twice_is_the_same_to_the_byte(business: Business) -> None:
    async with business.unit() as unit:
        await change_branding(unit, BrandingRequest(colour="#aa0011", footer="FN 1", logo=logo()), {"logo", "footer"})
    issued = await business.issue()
    options = await options_of(business.floor, issued)
    assert options.branding.logo
    (first, failures), (second, _) = await render(issued, options), await render(issued, options)
    assert failures == []
    assert sorted(first) == sorted(FILE_FORMATS)
    assert {kind: file.content for kind, file in first.items()} == {kind: file.content for kind, file in second.items()}
    assert first["pdf"].content.startswith(b"%PDF-")
    assert issued.number.encode() in first["ubl"].content


async def test_nothing_live_is_looked_at_after_issuing(business: Business) -> None:
    issued = await business.issue()
    before, _ = await render(issued, await options_of(business.floor, issued))
    async with business.unit() as unit:
        await change_organization(unit, {"name": "Renamed Ltd", "address": {"city": "Elsewhere"}})
        await change_branding(unit, BrandingRequest(colour="#00ff00", logo=logo()), {"colour", "logo"})
    after, _ = await render(issued, await options_of(business.floor, issued))
    assert {kind: file.content for kind, file in after.items()} == {kind: file.content for kind, file in before.items()}


async def test_files_are_written_once_however_often_and_by_how_many(business: Business) -> None:
    issued = await business.issue()
    await asyncio.gather(*(write_files(business.floor, business.tenant, issued.id) for _ in range(3)))
    await write_files(business.floor, business.tenant, issued.id)
    async with business.unit() as unit:
        files = {file.kind: file for file in await list_files(unit, issued.id)}
        told = await unit.fetch_value(
            "select count(*) from events where tenant = $1 and type = 'invoice.files_written'", business.tenant
        )
        assert told == 1
        assert set(files) == set(FILE_FORMATS)
        for kind, file in files.items():
            again, content = await read_file(unit, issued.id, kind)
            assert again == file
            assert len(content) == file.size
        with pytest.raises(FileNotFound, match="no file fa3"):
            await read_file(unit, issued.id, "fa3")
    assert files["pdf"].name == "2026-00001.pdf"
    assert (await business.queued()).count("deliveries.start_waiting") == 1


async def test_numbers_with_slashes_make_plain_file_names(floor: Floor) -> None:
    names = set()
    for code in countries():
        issued = await (await new_business(floor, code)).issue()
        names.add(file_name(issued, "pdf"))
    assert "1-2026.pdf" in names
    assert "1-1-1.pdf" in names
    assert all("/" not in name for name in names)
