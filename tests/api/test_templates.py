"""/v1/templates: versions, activation, previews; and what issuing, PDF and mail make of them."""

import asyncio
import base64
import email
import email.policy
import hashlib
import io
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader
from starlette.applications import Starlette

from faktura.events import TEMPLATE_FAILED
from faktura.storage.floor import Floor
from faktura.storage.ids import read_id
from faktura.storage.unit import open_unit
from faktura.templates import store
from faktura.templates.content import MAIL_PART_LENGTH_MAX, SOURCE_BYTES_MAX
from faktura.templates.create import TEMPLATES_MAX
from faktura.templates.sandbox.crew import PROCESSES_MAX, WAITING_MAX
from faktura.templates.starter import starter

from .stage import Tenant, answered, found, refused, request

pytestmark = pytest.mark.anyio

PATH = "/v1/templates"
STARTER = starter("pdf").source or ""
MARKED = STARTER.replace("// Title.", "// Title.\n#text(size: 8pt)[Own layout]")
MAIL: dict[str, Any] = {
    "default_language": "en",
    "languages": {
        "en": {
            "subject": "Own mail {{ data.document.number }}",
            "text": "Dear {{ data.buyer.name }}, pay {{ mail.amount }}.",
            "html": '<p onclick="x()">Dear {{ data.buyer.name }}, <a href="{{ mail.page_url }}">open</a></p>',
        },
        "de": {"subject": "Eigene Mail {{ data.document.number }}", "text": "Guten Tag {{ data.buyer.name }}"},
    },
}


async def make(tenant: Tenant, expected: int = 201, **changes: Any) -> dict[str, Any]:
    body = {"kind": "pdf", "name": "Own", "source": MARKED, **changes}
    body = {name: value for name, value in body.items() if value is not None}
    return answered(await tenant.http.post(PATH, json=body), expected)


async def activate(tenant: Tenant, template: dict[str, Any], **body: Any) -> dict[str, Any]:
    return answered(await tenant.http.post(f"{PATH}/{template['id']}/activate", json=body))


def text_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


async def pdf_of(tenant: Tenant, invoice: dict[str, Any]) -> bytes:
    await tenant.drain()
    response = await tenant.http.get(f"/v1/invoices/{invoice['id']}/pdf")
    assert response.status_code == 200, response.text
    return response.content


async def test_a_template_is_stored_read_and_listed(tenant: Tenant) -> None:
    response = await tenant.http.post(PATH, json={"kind": "pdf", "name": "Own", "source": MARKED, "note": "first"})
    made = answered(response, 201)
    assert response.headers["location"] == f"{PATH}/{made['id']}"
    assert response.headers["etag"].startswith('"1-')
    assert (made["version"], made["active_version"], made["findings"]) == (1, None, [])
    assert made["sha256"] == hashlib.sha256(MARKED.encode()).hexdigest()
    read = await tenant.http.get(f"{PATH}/{made['id']}")
    assert (answered(read), read.headers["etag"]) == (made, response.headers["etag"])
    mail = await make(tenant, kind="mail", source=None, mail=MAIL)
    page = answered(await tenant.http.get(PATH))
    assert [each["id"] for each in page["data"]] == [mail["id"], made["id"]]
    assert "source" not in page["data"][0]
    only = answered(await tenant.http.get(PATH, params={"kind": "pdf", "limit": 1}))
    assert [each["id"] for each in only["data"]] == [made["id"]]
    refused(await tenant.http.get(PATH, params={"kind": "html"}), 422, "query_invalid")


async def test_each_change_of_the_content_is_a_version_and_old_ones_stay(tenant: Tenant) -> None:
    made = await make(tenant)
    path = f"{PATH}/{made['id']}"
    named = answered(await tenant.http.patch(path, json={"name": "New name"}))
    assert (named["name"], named["version"]) == ("New name", 1)
    same = answered(await tenant.http.patch(path, json={"source": MARKED}))
    assert same["version"] == 1
    changed = answered(await tenant.http.patch(path, json={"source": STARTER, "note": "plain again"}))
    assert (changed["version"], changed["source"]) == (2, STARTER)
    versions = answered(await tenant.http.get(f"{path}/versions"))["data"]
    assert [(each["version"], each["note"]) for each in versions] == [(2, "plain again"), (1, "")]
    assert answered(await tenant.http.get(f"{path}/versions/1"))["source"] == MARKED
    first = answered(await tenant.http.get(f"{path}/versions", params={"limit": 1}))
    assert (first["has_more"], first["next_cursor"]) == (True, "2")
    rest = answered(await tenant.http.get(f"{path}/versions", params={"cursor": "2"}))["data"]
    assert [each["version"] for each in rest] == [1]
    for wrong in ("3", "x", "0", "-1", "99999999999"):
        refused(await tenant.http.get(f"{path}/versions/{wrong}"), 404, "template_not_found")
    refused(await tenant.http.get(f"{path}/versions", params={"cursor": "x"}), 422, "query_invalid")


async def test_a_change_meets_the_version_that_it_was_based_on(tenant: Tenant) -> None:
    made = await make(tenant)
    path = f"{PATH}/{made['id']}"
    answered(await tenant.http.patch(path, json={"source": STARTER}, headers={"If-Match": '"1"'}))
    late = await tenant.http.patch(path, json={"source": MARKED}, headers={"If-Match": '"1"'})
    refused(late, 412, "template_changed")


async def test_what_is_no_template_is_refused_with_everything_at_once(tenant: Tenant) -> None:
    async def wrong(**body: Any) -> dict[str, str]:
        return found(refused(await tenant.http.post(PATH, json={"name": "x", **body}), 422, "template_invalid"))

    assert await wrong(kind="html") == {"/kind": "kind_unknown"}
    assert await wrong(kind="pdf") == {"/source": "field_missing"}
    both = await wrong(kind="mail", source="x")
    assert both == {"/mail": "field_missing", "/source": "field_unknown"}
    texts = {"subject": "x", "text": "x"}
    languages = {"kind": "mail", "mail": {"default_language": "it", "languages": {"xx": texts}}}
    assert await wrong(**languages) == {
        "/mail/languages/xx": "language_unknown",
        "/mail/default_language": "language_missing",
    }
    assert await wrong(kind="pdf", source="a\x01b") == {"/source": "text_unwritable"}
    assert await wrong(kind="pdf", source="ä" * (SOURCE_BYTES_MAX // 2 + 1)) == {"/source": "template_too_large"}
    long = {"default_language": "en", "languages": {"en": {**texts, "text": "x" * (MAIL_PART_LENGTH_MAX + 1)}}}
    refused(await tenant.http.post(PATH, json={"kind": "mail", "name": "x", "mail": long}), 422, "invalid")
    long_source = {"kind": "pdf", "name": "x", "source": "x" * (SOURCE_BYTES_MAX + 1)}
    refused(await tenant.http.post(PATH, json=long_source), 422, "invalid")


async def test_there_are_not_too_many(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    assert TEMPLATES_MAX == 100
    monkeypatch.setattr("faktura.templates.create.TEMPLATES_MAX", 1)
    made = await make(tenant)
    problem = refused(
        await tenant.http.post(PATH, json={"kind": "pdf", "name": "x", "source": "x"}), 422, "template_invalid"
    )
    assert found(problem) == {"": "templates_too_many"}
    assert (await tenant.http.delete(f"{PATH}/{made['id']}")).status_code == 204
    await make(tenant)
    monkeypatch.setattr("faktura.templates.change.VERSIONS_MAX", 1)
    other = answered(await tenant.http.get(PATH))["data"][0]
    problem = refused(await tenant.http.patch(f"{PATH}/{other['id']}", json={"source": "x"}), 422, "template_invalid")
    assert found(problem) == {"": "versions_too_many"}


async def test_a_broken_template_is_stored_with_its_findings_and_can_not_be_used(tenant: Tenant) -> None:
    made = await make(tenant, source="= Hello\n#nobody\n")
    assert [(each["code"], each["line"], each["column"], each["sample"]) for each in made["findings"]] == [
        ("template_error", 2, 1, "invoice")
    ]
    problem = refused(await tenant.http.post(f"{PATH}/{made['id']}/activate"), 422, "template_invalid")
    assert problem["errors"][0]["location"] == "line 2, column 1"
    assert problem["errors"][0]["pointer"] == "/source"
    assert answered(await tenant.http.get(f"{PATH}/{made['id']}"))["active_version"] is None


async def test_what_leaves_out_what_the_law_wants_is_not_used(tenant: Tenant) -> None:
    made = await make(tenant, source=STARTER.replace("(..texts.exemptions, ..texts.legal)", "()"))
    # The plainest document doesn't show it; the others do.
    assert made["findings"] == []
    problem = refused(await tenant.http.post(f"{PATH}/{made['id']}/activate"), 422, "template_invalid")
    assert {error["code"] for error in problem["errors"]} == {"template_omits_required"}
    assert "texts.legal" in problem["errors"][-1]["message"] + problem["errors"][0]["message"]


async def test_one_template_of_a_kind_is_active_and_its_version_stays(tenant: Tenant) -> None:
    one, other = await make(tenant), await make(tenant, source=STARTER)
    mail = await make(tenant, kind="mail", source=None, mail=MAIL)
    assert (await activate(tenant, one))["active_version"] == 1
    assert (await activate(tenant, mail))["active_version"] == 1
    assert (await activate(tenant, other))["active_version"] == 1
    assert answered(await tenant.http.get(f"{PATH}/{one['id']}"))["active_version"] is None
    assert answered(await tenant.http.get(f"{PATH}/{mail['id']}"))["active_version"] == 1
    answered(await tenant.http.patch(f"{PATH}/{other['id']}", json={"source": MARKED}))
    assert answered(await tenant.http.get(f"{PATH}/{other['id']}"))["active_version"] == 1
    assert (await activate(tenant, other))["active_version"] == 2
    assert (await activate(tenant, other, version=1))["active_version"] == 1
    refused(await tenant.http.post(f"{PATH}/{other['id']}/activate", json={"version": 9}), 404, "template_not_found")
    assert answered(await tenant.http.post(f"{PATH}/{other['id']}/deactivate"))["active_version"] is None


async def test_two_that_are_activated_at_once_come_one_after_the_other(tenant: Tenant) -> None:
    made = [await make(tenant), await make(tenant, source=STARTER)]
    await asyncio.gather(*(activate(tenant, each) for each in made))
    listed = answered(await tenant.http.get(PATH))["data"]
    assert sorted(each["active_version"] is not None for each in listed) == [False, True]


async def test_an_archived_template_is_used_no_more_and_its_versions_stay(tenant: Tenant) -> None:
    made = await make(tenant)
    await activate(tenant, made)
    path = f"{PATH}/{made['id']}"
    assert (await tenant.http.delete(path)).status_code == 204
    assert (await tenant.http.delete(path)).status_code == 204
    assert answered(await tenant.http.get(PATH))["data"] == []
    shown = answered(await tenant.http.get(path))
    assert (shown["active_version"], shown["archived_at"] is not None) == (None, True)
    assert answered(await tenant.http.get(f"{path}/versions/1"))["source"] == MARKED
    refused(await tenant.http.patch(path, json={"name": "x"}), 409, "template_archived")
    refused(await tenant.http.post(f"{path}/activate"), 409, "template_archived")


async def test_issuing_freezes_the_version_and_the_pdf_is_drawn_with_it(tenant: Tenant) -> None:
    before = await tenant.issue()
    made = await make(tenant)
    await activate(tenant, made)
    issued = await tenant.issue()
    # What is changed now is not for this document any more.
    answered(await tenant.http.patch(f"{PATH}/{made['id']}", json={"source": STARTER}))
    await activate(tenant, made)
    sealed = answered(await tenant.http.get(f"/v1/invoices/{issued['id']}/files/json"))
    assert sealed["template"] == {"id": made["id"], "version": 1, "sha256": hashlib.sha256(MARKED.encode()).hexdigest()}
    assert "template" not in answered(await tenant.http.get(f"/v1/invoices/{before['id']}/files/json"))
    pdf = await pdf_of(tenant, issued)
    assert "Own layout" in text_of(pdf)
    assert b"pdfaid:part" in pdf
    assert "Own layout" not in text_of(await pdf_of(tenant, before))
    again = await tenant.issue()
    assert "Own layout" not in text_of(await pdf_of(tenant, again))
    assert answered(await tenant.http.post("/v1/archive/verify"))["problems"] == []


async def test_the_hybrid_is_drawn_with_it_too(tenant: Tenant) -> None:
    # Places that are linked give the catalog names of its own.
    await activate(tenant, await make(tenant, source=MARKED + "\n#link(<end>)[End]\n#block[The end] <end>"))
    issued = await tenant.issue()
    await tenant.drain()
    response = await tenant.http.get(f"/v1/invoices/{issued['id']}/pdf", params={"format": "facturx"})
    assert response.status_code == 200, response.text
    reader = PdfReader(io.BytesIO(response.content))
    assert "Own layout" in " ".join(page.extract_text() for page in reader.pages)
    assert list(reader.attachments) == ["factur-x.xml"]
    checked = await tenant.http.post("/v1/check", content=response.content, headers={"Content-Type": "application/pdf"})
    assert answered(checked)["valid"], checked.text


async def replace_content(tenant: Tenant, template: dict[str, Any], content: dict[str, Any]) -> None:
    """Make a version that was never tried active: what a template does with documents that no sample is like."""
    named = read_id("tpl", template["id"])
    assert named is not None
    async with open_unit(tenant.floor, tenant.id, actor="test") as unit:
        await store.insert_version(unit, named, 2, bytes(32), content, [], "")
        await store.update_template(unit, named, template["name"], 2)
        await store.activate(unit, template["kind"], named, 2)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ('#panic("never")', "template_error"),
        ("Nothing of what must be there", "template_omits_required"),
        ("#lorem(90000000)", "template_too_large"),
        (
            "#assert(json(bytes(sys.inputs.data)).lines.len() != 1)\n" + MARKED,
            "template_error",
        ),
    ],
)
async def test_a_template_that_fails_never_stops_a_document(tenant: Tenant, source: str, code: str) -> None:
    made = await make(tenant)
    await replace_content(tenant, made, {"source": source})
    issued = await tenant.issue()
    pdf = await pdf_of(tenant, issued)
    assert issued["number"] in text_of(pdf)
    assert "Own layout" not in text_of(pdf)
    events = answered(await tenant.http.get(f"/v1/invoices/{issued['id']}/events"))["data"]
    told = [event for event in events if event["type"] == TEMPLATE_FAILED]
    assert len(told) == 1
    assert told[0]["data"]["template"] == {"id": made["id"], "version": 2, "sha256": "0" * 64}
    assert told[0]["data"]["kind"] == "pdf"
    assert {reason["code"] for reason in told[0]["data"]["reasons"]} == {code}
    response = await tenant.http.get(f"/v1/invoices/{issued['id']}/pdf", params={"format": "facturx"})
    assert response.status_code == 200


async def sent_mail(tenant: Tenant, issued: dict[str, Any]) -> Any:
    await tenant.drain()
    deliveries = answered(await tenant.http.get(f"/v1/invoices/{issued['id']}/deliveries"))["data"]
    assert [each["state"] for each in deliveries] == ["delivered"]
    entries = answered(await tenant.http.get("/v1/archive", params={"invoice": issued["id"]}))["data"]
    kept = next(each for each in entries if each["media_type"] == "message/rfc822")
    raw = await tenant.http.get(f"/v1/archive/{kept['id']}/content")
    return email.message_from_bytes(raw.content, policy=email.policy.default)


SEND = {"channels": ["email"], "email": {"note": "A note."}}


async def test_mail_is_written_with_the_active_template(tenant: Tenant) -> None:
    made = await make(tenant, kind="mail", source=None, mail=MAIL)
    assert {each["code"] for each in made["findings"]} == {"html_removed"}
    await activate(tenant, made)
    english = await tenant.issue(language="fr", send=SEND)
    message = await sent_mail(tenant, english)
    assert message["Subject"] == f"Own mail {english['number']}"
    assert message["Content-Language"] == "en"
    text = message.get_body(("plain",)).get_content()
    assert text.startswith("Dear Buyer AG, pay €120.00."), text  # in the template's language, whatever the document's
    html = message.get_body(("html",)).get_content()
    assert "onclick" not in html
    assert 'href="http' in html  # the buyer's own page is kept, also where it has no https
    german = await tenant.issue(language="de", send=SEND)
    message = await sent_mail(tenant, german)
    assert message["Subject"] == f"Eigene Mail {german['number']}"
    assert message.get_body(("html",)) is None


async def test_every_attempt_of_a_delivery_uses_the_same_version(tenant: Tenant) -> None:
    made = await make(tenant, kind="mail", source=None, mail=MAIL)
    await activate(tenant, made)
    issued = await tenant.issue(language="de", send=SEND)
    answered(await tenant.http.post(f"{PATH}/{made['id']}/deactivate"))
    assert (await sent_mail(tenant, issued))["Subject"] == f"Eigene Mail {issued['number']}"


async def test_a_mail_template_that_fails_never_stops_a_mail(tenant: Tenant) -> None:
    made = await make(tenant, kind="mail", source=None, mail=MAIL)
    broken = {"default_language": "en", "languages": {"en": {"subject": "x", "text": "{{ nothing.at.all }}"}}}
    await replace_content(tenant, made, {"mail": broken})
    issued = await tenant.issue(language="en", send=SEND)
    message = await sent_mail(tenant, issued)
    assert message["Subject"].startswith(f"Invoice {issued['number']}")
    assert "A note." in message.get_body(("plain",)).get_content()
    events = answered(await tenant.http.get(f"/v1/invoices/{issued['id']}/events"))["data"]
    assert [event["data"]["kind"] for event in events if event["type"] == TEMPLATE_FAILED] == ["mail"]


async def test_a_preview_answers_findings_pdf_and_pictures(tenant: Tenant) -> None:
    body = {"kind": "pdf", "source": MARKED}
    shown = answered(await tenant.http.post(f"{PATH}/preview", json=body))
    assert (shown["valid"], shown["findings"], shown["pages"], shown["accessible"]) == (True, [], 1, True)
    assert "Own layout" in text_of(base64.b64decode(shown["content"]))
    pdf = await tenant.http.post(f"{PATH}/preview", json=body, headers={"Accept": "application/pdf"})
    assert (pdf.status_code, pdf.headers["content-type"]) == (200, "application/pdf")
    assert pdf.content.startswith(b"%PDF-")
    png = await tenant.http.post(f"{PATH}/preview", json=body, headers={"Accept": "image/png"})
    assert (png.headers["content-type"], png.headers["faktura-pages"]) == ("image/png", "1")
    assert png.content.startswith(b"\x89PNG")
    many = {**body, "sample": "many_lines"}
    third = await tenant.http.post(f"{PATH}/preview?page=3", json=many, headers={"Accept": "image/png"})
    assert third.content.startswith(b"\x89PNG")
    fourth = await tenant.http.post(f"{PATH}/preview?page=4", json=many, headers={"Accept": "image/png"})
    refused(fourth, 422, "template_invalid")
    for page in ("0", "21", "x"):
        refused(await tenant.http.post(f"{PATH}/preview?page={page}", json=body), 422, "query_invalid")


async def test_a_preview_tells_what_is_wrong_and_what_is_missing(tenant: Tenant) -> None:
    broken = {"kind": "pdf", "source": "= x\n#nobody"}
    shown = answered(await tenant.http.post(f"{PATH}/preview", json=broken))
    assert (shown["valid"], shown["content"]) == (False, "")
    assert [(each["line"], each["column"]) for each in shown["findings"]] == [(2, 1)]
    pdf = await tenant.http.post(f"{PATH}/preview", json=broken, headers={"Accept": "application/pdf"})
    refused(pdf, 422, "template_invalid")
    bare = {"kind": "pdf", "source": "= Only a title"}
    shown = answered(await tenant.http.post(f"{PATH}/preview", json=bare))
    assert not shown["valid"]
    assert {each["code"] for each in shown["findings"]} == {"template_omits_required"}
    assert all(each["hint"].startswith("Print data.") for each in shown["findings"])
    # It is shown all the same: somebody is working at it.
    pdf = await tenant.http.post(f"{PATH}/preview", json=bare, headers={"Accept": "application/pdf"})
    assert pdf.status_code == 200
    for wrong, pointer in (
        ({"sample": "nothing"}, "/sample"),
        ({"sample": "invoice", "request": request()}, "/sample"),
        ({"language": "xx"}, "/language"),
    ):
        problem = refused(await tenant.http.post(f"{PATH}/preview", json={**bare, **wrong}), 422, "template_invalid")
        assert list(found(problem)) == [pointer]


async def test_a_preview_shows_documents_of_ones_own(tenant: Tenant, other: Tenant) -> None:
    issued, draft = await tenant.issue(), await tenant.create()
    stored = await make(tenant)
    path = f"{PATH}/{stored['id']}/preview"
    for body, said in (
        ({"invoice": issued["id"]}, issued["number"]),
        ({"invoice": draft["id"]}, "DRAFT"),
        ({"request": request(language="en")}, "DRAFT"),
        ({"sample": "credit_note", "language": "it"}, "Nota di credito"),
        ({"version": 1}, "Rechnung 2026-00042"),
        (None, "Rechnung 2026-00042"),
    ):
        response = await tenant.http.post(path, json=body) if body else await tenant.http.post(path)
        assert said in text_of(base64.b64decode(answered(response)["content"]))
    theirs = await other.issue()
    for named in (theirs["id"], "inv_x"):
        refused(await tenant.http.post(path, json={"invoice": named}), 404, "invoice_not_found")


async def test_a_preview_of_a_mail(tenant: Tenant) -> None:
    body = {"kind": "mail", "mail": MAIL, "language": "en"}
    shown = answered(await tenant.http.post(f"{PATH}/preview", json=body))
    assert shown["valid"]
    assert shown["mail"]["subject"] == "Own mail 2026-00042"
    assert [each["pointer"] for each in shown["findings"]] == ["/mail/languages/en/html"]
    html = await tenant.http.post(f"{PATH}/preview", json=body, headers={"Accept": "text/html"})
    assert html.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in html.headers["content-security-policy"]
    assert b"Dear Musterwerk AG" in html.content


async def test_the_contract_and_the_starters(tenant: Tenant) -> None:
    contract = answered(await tenant.http.get(f"{PATH}/contract"))
    assert contract["contract"] == "faktura.template/1" == contract["sample"]["contract"]
    names = {part["name"] for part in contract["parts"]}
    assert {"TemplateData", "LineData", "MailData"} <= names
    top = next(part for part in contract["parts"] if part["name"] == "TemplateData")
    assert [value["name"] for value in top["values"]] == list(contract["sample"])
    pdf = answered(await tenant.http.get(f"{PATH}/starter"))
    assert pdf["source"] == STARTER
    made = await make(tenant, source=pdf["source"])
    assert made["findings"] == []
    assert (await activate(tenant, made))["active_version"] == 1
    mail = answered(await tenant.http.get(f"{PATH}/starter", params={"kind": "mail"}))
    made = await make(tenant, kind="mail", source=None, mail=mail["mail"])
    assert made["findings"] == []
    assert (await activate(tenant, made))["active_version"] == 1


async def test_nobody_sees_or_uses_the_templates_of_others(tenant: Tenant, other: Tenant) -> None:
    made = await make(tenant)
    await activate(tenant, made)
    path = f"{PATH}/{made['id']}"
    assert answered(await other.http.get(PATH))["data"] == []
    for response in (
        await other.http.get(path),
        await other.http.get(f"{path}/versions"),
        await other.http.get(f"{path}/versions/1"),
        await other.http.patch(path, json={"name": "x"}),
        await other.http.post(f"{path}/activate"),
        await other.http.post(f"{path}/deactivate"),
        await other.http.post(f"{path}/preview"),
        await other.http.delete(path),
    ):
        refused(response, 404, "template_not_found")
    issued = await other.issue()
    assert "template" not in answered(await other.http.get(f"/v1/invoices/{issued['id']}/files/json"))
    assert "Own layout" not in text_of(await pdf_of(other, issued))
    assert answered(await tenant.http.get(path))["active_version"] == 1


async def test_the_preview_of_a_document_uses_the_active_template(tenant: Tenant) -> None:
    await activate(tenant, await make(tenant))
    response = await tenant.http.post("/v1/invoices/preview", json=request(), headers={"Accept": "application/pdf"})
    assert "Own layout" in text_of(response.content)


async def test_a_version_can_not_be_changed_by_anybody(tenant: Tenant, floor: Floor, app: Starlette) -> None:
    made = await make(tenant)
    named = read_id("tpl", made["id"])
    assert isinstance(named, UUID)
    async with open_unit(floor, tenant.id, actor="test") as unit:
        with pytest.raises(Exception, match="permission denied"):
            await unit.execute("update template_versions set content = '{}' where tenant = $1", tenant.id)


async def test_who_tries_too_many_at_once_is_turned_away(tenant: Tenant) -> None:
    slow = {"kind": "pdf", "source": "#lorem(50000000)"}
    count = PROCESSES_MAX + WAITING_MAX + 6
    answers = await asyncio.gather(*(tenant.http.post(f"{PATH}/preview", json=slow) for _ in range(count)))
    turned_away = [answer for answer in answers if answer.status_code == 503]
    assert len(turned_away) >= 1
    refused(turned_away[0], 503, "templates_busy")
    assert turned_away[0].headers["retry-after"]
    others = [answer.json() for answer in answers if answer.status_code == 200]
    assert len(others) + len(turned_away) == count
    assert {each["findings"][0]["code"] for each in others} == {"template_too_large"}
