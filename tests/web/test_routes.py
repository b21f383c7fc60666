import base64
import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
import structlog
from lxml import html as lxml_html
from structlog.testing import capture_logs

from faktura.invoices.links import create_link, revoke_link
from faktura.invoices.read import list_files, read_file
from faktura.invoices.render import write_files
from faktura.organizations.tenants import Mode
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id
from faktura.web.routes import disposition

from .html_rules import breaches
from .sample import text_of
from .stage import Scene, build_application, draw_logo, new_scene, token_of

pytestmark = pytest.mark.anyio

TODAY = datetime.now(UTC).date()
OPEN: dict[str, Any] = {"issue_date": TODAY, "due_date": TODAY + timedelta(days=14)}


def tree_of(answer: httpx.Response) -> Any:
    return lxml_html.document_fromstring(answer.text)


def assert_strict(answer: httpx.Response) -> None:
    """The headers that nothing from these doors may lack."""
    headers = answer.headers
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["x-robots-tag"] == "noindex, nofollow"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["form-action"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert set(policy) <= {"default-src", "form-action", "frame-ancestors", "base-uri", "style-src", "img-src"}
    assert "unsafe" not in headers["content-security-policy"]
    if headers["content-type"].startswith("text/html"):
        (style,) = tree_of(answer).xpath("//style")
        digest = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
        assert policy["style-src"] == f"'sha256-{digest}'"
        assert policy["img-src"] == "data:"
    for name in ("content-security-policy", "referrer-policy", "cache-control", "x-content-type-options"):
        assert len(answer.headers.get_list(name)) == 1


async def test_a_link_opens_the_page(scene: Scene, client: httpx.AsyncClient) -> None:
    answer = await client.get(await scene.link(await scene.issue(**OPEN)))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert_strict(answer)
    tree = tree_of(answer)
    assert breaches(tree) == []
    text = text_of(tree)
    assert "Wiesenhof Software GmbH" in text
    assert "€120.00 Open Please pay by" in text
    assert len(tree.xpath("//svg")) == 1


async def test_the_link_that_files_are_sent_with_opens_the_page(scene: Scene, client: httpx.AsyncClient) -> None:
    issued = await scene.issue()
    async with scene.unit() as unit:
        made = await create_link(unit, issued.id)
    assert made.url.startswith(f"{scene.floor.settings.public_url}/i/")
    assert (await client.get(made.url)).status_code == 200


async def test_the_states_follow_the_ledger(scene: Scene, client: httpx.AsyncClient) -> None:
    issued = await scene.issue(**OPEN)
    path = await scene.link(issued)
    await scene.pay(issued, "20.00")
    assert "Still to pay €100.00 Partly paid" in text_of(tree_of(await client.get(path)))
    await scene.pay(issued, "100.00")
    paid = tree_of(await client.get(path))
    assert "Amount paid €120.00 Paid Paid in full. Thank you!" in text_of(paid)
    assert paid.xpath("//svg|//*[@id='pay']") == []
    await scene.pay(issued, "1.00")
    assert "Overpaid" in text_of(tree_of(await client.get(path)))


async def test_a_due_day_in_the_past_is_overdue(scene: Scene, client: httpx.AsyncClient) -> None:
    issued = await scene.issue(issue_date=TODAY - timedelta(days=30), due_date=TODAY - timedelta(days=1))
    text = text_of(tree_of(await client.get(await scene.link(issued))))
    assert "Overdue Payment was due on" in text


async def test_a_credit_note_and_what_it_corrects(scene: Scene, client: httpx.AsyncClient) -> None:
    issued = await scene.issue(**OPEN)
    note = await scene.credit(issued)
    text = text_of(tree_of(await client.get(await scene.link(issued))))
    assert f"This document was corrected: Credit note {note.number} of" in text
    assert "Credited in full. There is nothing to pay." in text
    answer = await client.get(await scene.link(note))
    assert_strict(answer)
    text = text_of(tree_of(answer))
    assert f"Relating to invoice {issued.number}" in text
    assert "€120.00 has been set off against the invoice." in text
    assert "How to pay" not in text


async def test_test_mode_is_told(floor: Floor, client: httpx.AsyncClient) -> None:
    scene = await new_scene(floor, mode=Mode.TEST)
    text = text_of(tree_of(await client.get(await scene.link(await scene.issue()))))
    assert text.startswith("Test Made in test mode.")


async def test_the_frozen_branding_is_shown(scene: Scene, client: httpx.AsyncClient) -> None:
    await scene.brand(colour="#ffd400", logo=draw_logo())
    issued = await scene.issue()
    await scene.brand(colour="#000000", logo=None)
    answer = await client.get(await scene.link(issued))
    assert_strict(answer)
    (logo,) = tree_of(answer).xpath("//img")
    assert logo.get("alt") == "Wiesenhof Software GmbH"
    assert logo.get("src").startswith("data:image/png;base64,")
    assert "--accent:#ffd400;" in answer.text


async def test_a_lost_logo_does_not_hide_the_document(scene: Scene, client: httpx.AsyncClient) -> None:
    await scene.brand(logo=draw_logo(300, 80))
    issued = await scene.issue(files=False)
    path = await scene.link(issued)
    sha256 = issued.sealed["branding"]["logo_sha256"]
    lost = scene.floor.settings.home / "objects" / sha256[:2] / sha256[2:4] / sha256
    lost.unlink()
    with capture_logs() as logs:
        answer = await client.get(path)
    assert answer.status_code == 200
    assert tree_of(answer).xpath("//img") == []
    assert [entry["event"] for entry in logs if entry["log_level"] == "error"] == ["logo_unreadable"]


@pytest.mark.parametrize(
    ("name", "kind", "media_type"), [("pdf", "pdf", "application/pdf"), ("xml", "ubl", "application/xml")]
)
async def test_files_come_as_they_were_written(
    name: str, kind: str, media_type: str, scene: Scene, client: httpx.AsyncClient
) -> None:
    issued = await scene.issue()
    async with scene.unit() as unit:
        file, content = await read_file(unit, issued.id, kind)
    answer = await client.get(f"{await scene.link(issued)}/{name}")
    assert answer.status_code == 200
    assert answer.content == content
    assert hashlib.sha256(answer.content).hexdigest() == file.sha256
    assert answer.headers["content-type"] == media_type
    assert answer.headers["content-disposition"] == disposition(file.name)
    assert file.name.startswith(issued.number)
    assert_strict(answer)


async def test_a_file_that_is_not_written_yet_comes_in_a_moment(scene: Scene, client: httpx.AsyncClient) -> None:
    issued = await scene.issue(files=False, language="de")
    path = await scene.link(issued)
    assert (await client.get(path)).status_code == 200
    for name in ("pdf", "xml"):
        answer = await client.get(f"{path}/{name}")
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0
        assert_strict(answer)
        tree = tree_of(answer)
        assert breaches(tree) == []
        assert tree.get("lang") == "de"
        assert "Einen Augenblick" in text_of(tree)
        assert tree.xpath("//meta[@http-equiv='refresh']/@content") == [answer.headers["retry-after"]]
        (back,) = tree.xpath("//a/@href")
        assert answer.url.join(back).path == path
    await write_files(scene.floor, scene.tenant, issued.id)
    assert (await client.get(f"{path}/pdf")).status_code == 200


async def test_links_on_the_page_lead_to_the_files(scene: Scene, client: httpx.AsyncClient) -> None:
    answer = await client.get(await scene.link(await scene.issue()))
    for address in tree_of(answer).xpath("//nav//a/@href"):
        assert (await client.get(answer.url.join(address))).status_code == 200


async def test_head_gives_the_headers_alone(scene: Scene, client: httpx.AsyncClient) -> None:
    path = await scene.link(await scene.issue())
    for address in (path, f"{path}/pdf", f"{path}/xml", "/i/none", "/docs", "/"):
        got, head = await client.get(address), await client.head(address)
        assert head.status_code == got.status_code
        assert head.content == b""
        assert head.headers["content-length"] == str(len(got.content))
        names = set(got.headers) - {"request-id"}
        assert {name: head.headers[name] for name in names} == {name: got.headers[name] for name in names}


async def test_nothing_else_is_done_with_a_link(scene: Scene, client: httpx.AsyncClient) -> None:
    path = await scene.link(await scene.issue())
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert (await client.request(method, path)).status_code == 405


async def _dead_tokens(scene: Scene, other: Scene) -> dict[str, str]:
    issued = await scene.issue()
    good = token_of(await scene.link(issued))
    raw = base64.urlsafe_b64decode(good)
    past = datetime.now(UTC) - timedelta(days=60)
    async with scene.unit() as unit:
        revoked = await create_link(unit, issued.id)
        await revoke_link(unit, issued.id, revoked.id)

    def written(*parts: bytes) -> str:
        return base64.urlsafe_b64encode(b"".join(parts)).decode()

    return {
        "expired": token_of(await scene.link(issued, now=past, days=30)),
        "revoked": token_of(revoked.url),
        "one bit changed": written(raw[:-1], bytes([raw[-1] ^ 1])),
        "another tenant's name": written(other.tenant.bytes, raw[16:]),
        "another link's name": written(raw[:16], new_id().bytes, raw[32:]),
        "cut": good[:-4],
        "too long": good + "AAAA",
        "random": written(bytes(range(48))),
        "no base64": "%F0%9F%92%A9",
        "dots": "..%2f..%2fetc",
        "one letter": "x",
        "blank": "%20",
    }


async def test_every_link_that_does_not_work_gives_the_same_page(
    scene: Scene, floor: Floor, client: httpx.AsyncClient
) -> None:
    other = await new_scene(floor, name="Other GmbH")
    answers = {}
    for why, token in (await _dead_tokens(scene, other)).items():
        for end in ("", "/pdf", "/xml"):
            answer = await client.get(f"/i/{token}{end}", headers={"Accept-Language": "fr"})
            if "%2f" in token:
                # A slash is another address, which nobody knows.
                assert answer.status_code == 404
                continue
            assert answer.status_code == 404, why
            assert_strict(answer)
            headers = {name: value for name, value in answer.headers.items() if name != "request-id"}
            answers[why + end] = (answer.content, tuple(sorted(headers.items())))
    assert len(set(answers.values())) == 1
    (content, _), *_ = answers.values()
    tree = lxml_html.document_fromstring(content.decode())
    assert breaches(tree) == []
    assert tree.get("lang") == "fr"
    assert "Cette page n’est pas disponible" in text_of(tree)
    for word in ("Wiesenhof", "Buyer", "2026", "expir", "révoqu"):
        assert word not in text_of(tree)


async def test_the_page_for_dead_links_speaks_the_readers_language(client: httpx.AsyncClient) -> None:
    german = await client.get("/i/none", headers={"Accept-Language": "de-AT,en;q=0.5"})
    assert tree_of(german).get("lang") == "de"
    assert german.headers["vary"] == "Accept-Language"
    assert tree_of(await client.get("/i/none", headers={"Accept-Language": "ja"})).get("lang") == "en"


async def test_a_link_opens_its_own_document_only(scene: Scene, floor: Floor, client: httpx.AsyncClient) -> None:
    other = await new_scene(floor, name="Other GmbH")
    mine, theirs = await scene.issue(**OPEN), await other.issue(**OPEN, lines=[{**_line(), "name": "Their secret"}])
    my_page = (await client.get(await scene.link(mine))).text
    their_page = (await client.get(await other.link(theirs))).text
    assert "Their secret" not in my_page
    assert "Other GmbH" not in my_page
    assert "Their secret" in their_page
    assert "Other GmbH" in their_page


def _line() -> dict[str, Any]:
    return {"name": "Work", "quantity": "1", "unit_price": "100.00", "vat": {"category": "S", "rate": "20"}}


async def test_hostile_texts_stay_texts(scene: Scene, client: httpx.AsyncClient) -> None:
    hostile = "\"><script>alert('x')</script>{{ 7 }}<img src=x onerror=alert(1)>"
    await scene.brand(footer=hostile)
    issued = await scene.issue(
        files=False,
        customer={"name": hostile, "address": {"line1": hostile, "city": hostile, "country": "DE"}},
        lines=[{**_line(), "name": hostile, "description": hostile, "note": hostile}],
        notes=[{"text": hostile}],
        payment_terms=hostile,
        buyer_reference=hostile,
    )
    answer = await client.get(await scene.link(issued))
    assert answer.status_code == 200
    tree = tree_of(answer)
    assert breaches(tree) == []
    assert text_of(tree).count(hostile) == 10
    assert "<script" not in answer.text


async def test_no_token_reaches_a_log(scene: Scene, client: httpx.AsyncClient) -> None:
    issued = await scene.issue()
    paths = [await scene.link(issued), "/i/" + token_of(await scene.link(issued))[:-4] + "AAAA"]
    structlog.reset_defaults()
    with capture_logs() as logs:
        for path in paths:
            for end in ("", "/pdf", "/xml", "/", "/none"):
                await client.get(path + end)
                await client.post(path + end)
    assert len(logs) >= 20
    for path in paths:
        assert token_of(path) not in str(logs)
    assert {entry["operation"] for entry in logs} >= {"page.invoice", "page.invoice.pdf", "page.invoice.xml"}
    metrics = (await client.get("/metrics")).text
    assert 'operation="page.invoice"' in metrics
    assert not any(token_of(path) in metrics for path in paths)


async def test_reading_a_page_writes_nothing(scene: Scene, client: httpx.AsyncClient) -> None:
    issued = await scene.issue()
    path = await scene.link(issued)

    async def state() -> tuple[int, int]:
        async with scene.unit() as unit:
            events = await unit.fetch_value("select count(*) from events where tenant = $1", scene.tenant)
            return events, len(await list_files(unit, issued.id))

    before = await state()
    await client.get(path)
    await client.get(f"{path}/pdf")
    assert await state() == before


async def test_a_document_with_very_many_lines_is_shown_whole(scene: Scene, client: httpx.AsyncClient) -> None:
    lines = [{**_line(), "name": f"Item {place}", "unit_price": "0.01"} for place in range(2_000)]
    issued = await scene.issue(files=False, lines=lines)
    answer = await client.get(await scene.link(issued))
    assert "Item 1999" in answer.text
    assert answer.text.count('scope="row" class="item"') == 2_000


async def test_a_link_of_another_installation_is_worth_nothing(scene: Scene, floor: Floor) -> None:
    path = await scene.link(await scene.issue(files=False))
    transport = httpx.ASGITransport(build_application(replace(floor, secret=bytes(range(32)))))
    async with httpx.AsyncClient(transport=transport, base_url="https://invoices.example") as elsewhere:
        assert (await elsewhere.get(path)).status_code == 404


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("2026-1.pdf", "attachment; filename=\"2026-1.pdf\"; filename*=UTF-8''2026-1.pdf"),
        ('a"b\\c.pdf', "attachment; filename=\"a_b_c.pdf\"; filename*=UTF-8''a%22b%5Cc.pdf"),
        ("Ł-1\r\n.pdf", "attachment; filename=\"_-1__.pdf\"; filename*=UTF-8''%C5%81-1%0D%0A.pdf"),
    ],
)
async def test_a_file_is_saved_under_its_name(name: str, header: str) -> None:
    assert disposition(name) == header
