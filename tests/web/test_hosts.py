"""Own domains of buyers' pages: they serve their organization's pages and nothing else, in its looks."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from api.stage import prepare_queue
from brands.name_server import NameServer, name_server
from faktura.brands.create import create_brand
from faktura.brands.errors import DomainInvalid, DomainNotFound, DomainTaken
from faktura.brands.hosts import find_host
from faktura.brands.page_domains import (
    PageDomain,
    add_page_domain,
    check_page_domain,
    look_at_page_domain,
    read_page_domain,
    record_page_check,
    remove_page_domain,
)
from faktura.brands.record import BrandRequest
from faktura.invoices.links import create_link, list_links
from faktura.model.json import adapter
from faktura.organizations.features import change_features
from faktura.storage.database import Database
from faktura.storage.floor import Floor

from .sample import text_of
from .stage import Scene, build_application, build_floor, new_scene, token_of
from .test_routes import OPEN, assert_strict, tree_of

pytestmark = pytest.mark.anyio

HOST = "rechnung.garden.example"


@pytest.fixture
async def names(anyio_backend: str) -> AsyncIterator[NameServer]:
    async with name_server() as running:
        yield running


@pytest.fixture
async def floor(database: Database, database_url: str, tmp_path: Path, names: NameServer) -> Floor:
    await prepare_queue(database_url)
    made = build_floor(database, tmp_path)
    return replace(made, settings=made.settings.changed({"dns_servers": f"127.0.0.1:{names.port}"}))


@pytest.fixture
def app(floor: Floor) -> Starlette:
    return build_application(floor)


def at(app: Starlette, host: str, address: str = "127.0.0.1") -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app, client=(address, 5000))
    return httpx.AsyncClient(transport=transport, base_url=f"https://{host}")


async def add(scene: Scene, host: str = HOST, brand: str | None = None) -> PageDomain:
    async with scene.unit() as unit:
        return await add_page_domain(unit, host, brand)


async def check(scene: Scene, domain: PageDomain) -> PageDomain:
    records = await look_at_page_domain(scene.floor, domain)
    async with scene.unit() as unit:
        return await record_page_check(unit, domain.id, records)


def publish(names: NameServer, domain: PageDomain) -> None:
    for record in domain.records:
        names.set(record.type, record.name, record.value)


async def verified(scene: Scene, names: NameServer, host: str = HOST, brand: str | None = None) -> PageDomain:
    domain = await add(scene, host, brand)
    publish(names, domain)
    made = await check(scene, domain)
    assert made.state == "verified"
    return made


async def test_a_new_domain_says_what_to_set(scene: Scene) -> None:
    domain = await add(scene)
    assert [(each.purpose, each.type, each.name) for each in domain.records] == [
        ("ownership", "TXT", f"_invoicing.{HOST}"),
        ("address", "CNAME", HOST),
    ]
    assert domain.records[1].value == "invoices.example"
    assert (await check(scene, domain)).state == "pending"


@pytest.mark.parametrize("host", ["", "localhost", "192.0.2.1", "invoices.example", "x.invoices.example"])
async def test_what_can_not_be_a_domain_is_refused(scene: Scene, host: str) -> None:
    with pytest.raises(DomainInvalid):
        await add(scene, host)


async def test_a_domain_is_added_once(scene: Scene) -> None:
    await add(scene)
    with pytest.raises(DomainTaken):
        await add(scene, HOST.upper())


@pytest.mark.parametrize(
    ("kind", "value", "is_verified"),
    [("CNAME", "invoices.example.", True), ("A", "203.0.113.9", True), ("A", "198.51.100.1", False),
     ("CNAME", "elsewhere.example.", False)],
)  # fmt: skip
async def test_it_must_lead_here(scene: Scene, names: NameServer, kind: str, value: str, is_verified: bool) -> None:
    names.set("A", "invoices.example", "203.0.113.9")
    domain = await add(scene)
    publish(names, domain)
    names.remove("CNAME", HOST)
    names.set(kind, HOST, value)
    checked = await check(scene, domain)
    assert checked.state == ("verified" if is_verified else "pending")
    if not is_verified:
        assert checked.records[1].state == "different"
        assert "203.0.113.9" in checked.records[1].hint


async def test_links_use_it_once_it_is_verified(scene: Scene, names: NameServer, app: Starlette) -> None:
    issued = await scene.issue(**OPEN)
    domain = await add(scene)
    async with scene.unit() as unit:
        assert (await create_link(unit, issued.id)).url.startswith("https://invoices.example/i/")
    publish(names, domain)
    await check(scene, domain)
    async with scene.unit() as unit:
        url = (await create_link(unit, issued.id)).url
        assert {link.url.split("/i/")[0] for link in await list_links(unit, issued.id)} == {f"https://{HOST}"}
    assert url.startswith(f"https://{HOST}/i/")
    async with at(app, HOST) as client:
        answer = await client.get(url)
        assert answer.status_code == 200
        assert_strict(answer)
        assert (await client.get(f"{url}/pdf")).content.startswith(b"%PDF")
        assert (await client.head(url)).status_code == 200


async def test_it_serves_no_other_organizations_pages(scene: Scene, names: NameServer, app: Starlette) -> None:
    await verified(scene, names)
    other = await new_scene(scene.floor)
    path = await other.link(await other.issue())
    async with at(app, "invoices.example") as client:
        assert (await client.get(path)).status_code == 200
    async with at(app, HOST) as client:
        for each in (path, f"{path}/pdf", f"{path}/xml"):
            foreign = await client.get(each)
            unknown = await client.get("/i/" + "A" * 64)
            assert foreign.status_code == unknown.status_code == 404
            assert foreign.content == unknown.content


@pytest.mark.parametrize(
    "path", ["/", "/docs", "/openapi.json", "/v1/invoices", "/health/live", "/metrics", "/internal/domains", "/ix"]
)
async def test_it_serves_nothing_but_pages(scene: Scene, names: NameServer, app: Starlette, path: str) -> None:
    await verified(scene, names)
    for host in (HOST, HOST.upper(), f"{HOST}:443", f"{HOST}."):
        async with at(app, "invoices.example") as client:
            answer = await client.get(path, headers={"Host": host})
        assert answer.status_code == 404, host
        assert_strict(answer)
        assert answer.headers["request-id"]


async def test_its_errors_look_like_the_brand(scene: Scene, names: NameServer, app: Starlette) -> None:
    await scene.brand(colour="#112233")
    asked: BrandRequest = adapter(BrandRequest).validate_python(
        {"name": "Roses", "external_id": "roses", "branding": {"colour": "#aa0044", "font": "source-serif"}}
    )
    async with scene.unit() as unit:
        await create_brand(unit, asked, {"colour", "font"})
    await verified(scene, names)
    await verified(scene, names, "pay.roses.example", "roses")
    async with at(app, HOST) as client:
        assert "--accent:#112233;" in (await client.get("/i/x")).text
    async with at(app, "pay.roses.example") as client:
        answer = await client.get("/nowhere")
    assert "--accent:#aa0044;" in answer.text
    assert "Georgia" in answer.text
    assert "Faktura" not in text_of(tree_of(answer))


async def test_a_brands_links_use_the_brands_domain(scene: Scene, names: NameServer) -> None:
    async with scene.unit() as unit:
        await create_brand(unit, BrandRequest(name="Roses", external_id="roses"), set())
    plain, branded = await scene.issue(), await scene.issue(brand="roses")
    await verified(scene, names)
    async with scene.unit() as unit:
        # Until the brand has one of its own, the organization's serves it.
        assert (await create_link(unit, branded.id)).url.startswith(f"https://{HOST}/")
    await verified(scene, names, "pay.roses.example", "roses")
    async with scene.unit() as unit:
        assert (await create_link(unit, branded.id)).url.startswith("https://pay.roses.example/")
        assert (await create_link(unit, plain.id)).url.startswith(f"https://{HOST}/")


async def test_a_domain_that_fails_is_an_ordinary_host_again(scene: Scene, names: NameServer, app: Starlette) -> None:
    domain = await verified(scene, names)
    names.remove("CNAME", HOST)
    assert (await check(scene, domain)).state == "failing"
    assert await find_host(scene.floor, HOST) is None
    issued = await scene.issue()
    async with scene.unit() as unit:
        assert (await create_link(unit, issued.id)).url.startswith("https://invoices.example/")
        rows = await unit.fetch("select type from events where tenant = $1 and object = $2", unit.tenant, domain.id)
    assert [row["type"] for row in rows] == ["page_domain.verified", "page_domain.failing"]


async def test_it_goes_to_whoever_controls_it_now(scene: Scene, names: NameServer, app: Starlette) -> None:
    mine = await verified(scene, names)
    other = await new_scene(scene.floor)
    theirs = await add(other)
    # Without a proof of their own the other ones get nothing, and are told nothing of the first.
    checked = await check(other, theirs)
    assert checked.state == "pending"
    assert (await find_host(scene.floor, HOST)).tenant == scene.tenant  # type: ignore[union-attr]
    # Beside the first token theirs is no proof: whoever sets it must take the other one away.
    names.set("TXT", f"_invoicing.{HOST}", mine.token, theirs.token)
    assert (await check(other, theirs)).state == "pending"
    names.set("TXT", f"_invoicing.{HOST}", theirs.token)
    assert (await check(other, theirs)).state == "verified"
    assert (await find_host(scene.floor, HOST)).tenant == other.tenant  # type: ignore[union-attr]
    # The first one loses it when it is looked at next, and takes nothing away with it.
    assert (await check(scene, mine)).state == "failing"
    async with scene.unit() as unit:
        await remove_page_domain(unit, mine.id)
    assert (await find_host(scene.floor, HOST)).tenant == other.tenant  # type: ignore[union-attr]


async def test_a_removed_domain_serves_nothing_more(scene: Scene, names: NameServer) -> None:
    domain = await verified(scene, names)
    async with scene.unit() as unit:
        await remove_page_domain(unit, domain.id)
    assert await find_host(scene.floor, HOST) is None
    with pytest.raises(DomainNotFound):
        async with scene.unit() as unit:
            await read_page_domain(unit, domain.id)
    await check_page_domain(scene.floor, scene.tenant, domain.id)


async def test_the_hosts_row_lies_under_no_tenant_that_can_be_listed(scene: Scene, names: NameServer) -> None:
    await verified(scene, names)
    other = await new_scene(scene.floor)
    for each in (scene, other):
        async with each.unit() as unit:
            assert await unit.fetch("select * from page_hosts") == []


# What a proxy asks ------------------------------------------------------------------------------------------------


async def test_a_proxy_may_ask_for_which_hosts_there_are_certificates(
    scene: Scene, names: NameServer, app: Starlette
) -> None:
    await verified(scene, names)
    await add(scene, "pending.example")
    async with at(app, "127.0.0.1:8080") as client:
        for path in (
            f"/internal/domains?domain={HOST}",
            f"/internal/domains/{HOST}",
            f"/internal/domains/{HOST.upper()}",
        ):
            assert (await client.get(path)).status_code == 200
        for path in ("/internal/domains", "/internal/domains?domain=pending.example", "/internal/domains/x.example"):
            assert (await client.get(path)).status_code == 404
        forwarded = {"X-Forwarded-For": "198.51.100.7"}
        assert (await client.get(f"/internal/domains/{HOST}", headers=forwarded)).status_code == 404
    async with at(app, "10.0.0.1", address="198.51.100.7") as client:
        assert (await client.get(f"/internal/domains/{HOST}")).status_code == 404
        assert (await client.get(f"/internal/domains/{HOST}?secret=")).status_code == 404


async def test_from_elsewhere_it_asks_with_the_secret(scene: Scene, names: NameServer, floor: Floor) -> None:
    await verified(scene, names)
    app = build_application(replace(floor, settings=floor.settings.changed({"ask_secret": "s3cret"})))
    async with at(app, "10.0.0.1", address="198.51.100.7") as client:
        assert (await client.get(f"/internal/domains?domain={HOST}&secret=s3cret")).status_code == 200
        assert (await client.get(f"/internal/domains?domain={HOST}&secret=wrong")).status_code == 404


# Switches ---------------------------------------------------------------------------------------------------------


async def test_the_payment_details_can_be_switched_off(scene: Scene, app: Starlette) -> None:
    path = await scene.link(await scene.issue(**OPEN))
    async with at(app, "invoices.example") as client:
        assert "AT61" in text_of(tree_of(await client.get(path))).replace(" ", "")
        async with scene.unit() as unit:
            await change_features(unit, {"payment_details": False})
        answer = await client.get(path)
    assert tree_of(answer).xpath("//section[contains(@class, 'pay')]") == []
    assert tree_of(answer).xpath("//svg") == []
    assert token_of(path)
