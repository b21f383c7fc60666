"""Brands: what they say instead of their organization, what they can't say, and what documents keep of them."""

import base64
import io
from typing import Any

import orjson
import pytest
from lxml import etree
from PIL import Image
from pypdf import PdfReader

from .stage import Tenant, answered, found, refused

pytestmark = pytest.mark.anyio

GARDEN: dict[str, Any] = {
    "name": "Garden shop",
    "external_id": "garden",
    "trading_name": "Grünwerk",
    "address": {"line1": "Gartenweg 7", "city": "Linz", "postal_code": "4020", "country": "AT"},
    "contact": {"name": "Lea Grün", "email": "hallo@garden.example"},
    "bank_accounts": [{"account": "DE89370400440532013000"}],
    "payment_days": 7,
    "language": "de",
    "branding": {
        "colour": "#2F6B3A",
        "secondary_colour": "#e0a526",
        "font": "source-serif",
        "texts": {"footer": {"de": "Fuß", "default": "Foot"}, "payment_note": {"default": "Please name the number."}},
    },
}


def logo(colour: str = "#aa0011") -> str:
    content = io.BytesIO()
    Image.new("RGB", (40, 20), colour).save(content, "PNG")
    return base64.b64encode(content.getvalue()).decode()


async def make(tenant: Tenant, **changes: Any) -> dict[str, Any]:
    made: dict[str, Any] = answered(await tenant.http.post(f"{tenant.path}/brands", json={**GARDEN, **changes}), 201)
    return made


def path_of(tenant: Tenant, brand: dict[str, Any]) -> str:
    return f"{tenant.path}/brands/{brand['id']}"


async def test_a_brand_is_made_read_listed_changed_and_archived(tenant: Tenant) -> None:
    brand = await make(tenant)
    assert brand["object"] == "brand"
    assert brand["branding"]["colour"] == "#2f6b3a"
    path = path_of(tenant, brand)
    assert answered(await tenant.http.get(path)) == brand
    other = await make(tenant, name="Other", external_id=None)
    listed = answered(await tenant.http.get(f"{tenant.path}/brands?limit=1"))
    assert [each["id"] for each in listed["data"]] == [other["id"]]
    assert listed["has_more"]
    rest = answered(await tenant.http.get(f"{tenant.path}/brands?limit=1&cursor={listed['next_cursor']}"))
    assert [each["id"] for each in rest["data"]] == [brand["id"]]
    changed = answered(await tenant.http.patch(path, json={"trading_name": None, "branding": {"colour": "#000000"}}))
    assert "trading_name" not in changed
    assert changed["branding"] == {**brand["branding"], "colour": "#000000"}
    assert changed["version"] == 2
    assert answered(await tenant.http.patch(path, json={"branding": None}))["branding"] == {}
    answered(await tenant.http.delete(path), 204)
    assert answered(await tenant.http.get(f"{tenant.path}/brands?external_id=garden"))["data"] == []
    archived = answered(await tenant.http.get(f"{tenant.path}/brands?external_id=garden&archived=true"))["data"]
    assert archived[0]["archived_at"] is not None


async def test_what_the_law_asks_of_the_seller_a_brand_can_not_say(tenant: Tenant) -> None:
    wrong = {"vat_id": "ATU33803501", "legal_name": "X", "legal_registration": {"value": "1"}, "small_business": True}
    problem = refused(
        await tenant.http.post(f"{tenant.path}/brands", json={"name": "A", **wrong}), 422, "brand_invalid"
    )
    assert found(problem) == {f"/{name}": "legal_data_fixed" for name in wrong}
    assert "BT-31" in str(problem["errors"])
    brand = await make(tenant)
    refused(await tenant.http.patch(path_of(tenant, brand), json={"vat_id": "ATU33803501"}), 422, "brand_invalid")


async def test_everything_that_is_wrong_is_told_at_once(tenant: Tenant) -> None:
    wrong = {
        "name": "A",
        "currency": "EUX",
        "language": "xx",
        "series": {"bill": "a"},
        "bank_accounts": [{"account": "DE00370400440532013000", "bic": "?"}],
        "sender": {"address": "nobody", "reply_to": "a@b@c"},
        "address": {"country": "ZZ"},
        "branding": {"colour": "red", "font": "comic", "texts": {"footer": {"xx": "A"}}},
    }
    problem = refused(await tenant.http.post(f"{tenant.path}/brands", json=wrong), 422, "brand_invalid")
    assert found(problem) == {
        "/currency": "currency_unknown",
        "/language": "language_unknown",
        "/series/bill": "document_type_unknown",
        "/bank_accounts/0/account": "iban_invalid",
        "/bank_accounts/0/bic": "bic_invalid",
        "/sender/address": "address_invalid",
        "/sender/reply_to": "address_invalid",
        "/address/country": "country_unknown",
        "/branding/colour": "colour_invalid",
        "/branding/font": "font_unknown",
        "/branding/texts/footer/xx": "language_unknown",
    }
    bad_logo = {"name": "A", "branding": {"logo": base64.b64encode(b"<svg onload='x'/>").decode()}}
    problem = refused(await tenant.http.post(f"{tenant.path}/brands", json=bad_logo), 422, "logo_invalid")
    assert found(problem) == {"/branding/logo": "logo_invalid"}


async def test_external_ids_and_names_stay(tenant: Tenant) -> None:
    brand = await make(tenant)
    refused(await tenant.http.post(f"{tenant.path}/brands", json=GARDEN), 409, "external_id_taken")
    problem = refused(
        await tenant.http.patch(path_of(tenant, brand), json={"external_id": "b", "name": None}), 422, "brand_invalid"
    )
    assert found(problem) == {"/external_id": "external_id_fixed", "/name": "name_missing"}


@pytest.mark.parametrize("by", ["id", "external_id"])
async def test_a_document_takes_what_the_brand_says_and_the_legal_person_stays(tenant: Tenant, by: str) -> None:
    brand = await make(tenant)
    own = answered(await tenant.http.get(tenant.path))
    document = await tenant.issue(brand=brand[by], due_date=None)
    seller = document["seller"]
    assert (seller["name"], seller["vat_id"], seller["address"]) == (own["name"], own["vat_id"], own["address"])
    assert seller["trading_name"] == "Grünwerk"
    assert seller["contact"] == GARDEN["contact"]
    assert document["brand"] == brand["id"]
    assert document["due_date"] == "2026-06-08"
    assert document["payment_instructions"][0]["credit_transfers"][0]["account"] == "DE89370400440532013000"
    sealed = orjson.loads((await tenant.http.get(f"/v1/invoices/{document['id']}/files/json")).content)
    assert sealed["brand"] == {"id": brand["id"], "name": "Garden shop", "external_id": "garden"}
    looks = sealed["branding"]
    assert (looks["colour"], looks["font"], looks["payment_note"]) == (
        "#2f6b3a", "source-serif", "Please name the number."
    )  # fmt: skip
    assert looks["address"]["line1"] == "Gartenweg 7"


async def test_a_document_without_a_brand_is_sealed_as_before(tenant: Tenant) -> None:
    document = await tenant.issue()
    assert document["brand"] is None
    sealed = orjson.loads((await tenant.http.get(f"/v1/invoices/{document['id']}/files/json")).content)
    assert "brand" not in sealed
    assert sealed["branding"] == {"colour": "#1f3a5f", "footer": ""}


async def test_an_issued_document_keeps_the_brand_as_it_was(tenant: Tenant) -> None:
    brand = await make(tenant)
    document = await tenant.issue(brand="garden", language="de")
    answered(
        await tenant.http.patch(
            path_of(tenant, brand), json={"trading_name": "Anders", "branding": {"colour": "#000000"}}
        )
    )
    await tenant.drain()
    pdf = (await tenant.http.get(f"/v1/invoices/{document['id']}/pdf")).content
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert "Grünwerk" in text
    assert "Anders" not in text
    # The letterhead has the brand's address, the foot the legal one.
    own = answered(await tenant.http.get(tenant.path))
    assert "Gartenweg 7" in text
    assert own["address"]["line1"] in text
    assert own["vat_id"] in text
    assert "Fuß" in text
    assert "Please name the number." in text
    xml = etree.fromstring((await tenant.http.get(f"/v1/invoices/{document['id']}/xml?format=ubl")).content)
    names = {"cac": xml.nsmap["cac"], "cbc": xml.nsmap["cbc"]}
    (seller,) = xml.findall("cac:AccountingSupplierParty/cac:Party", names)
    assert seller.findtext("cac:PartyName/cbc:Name", None, names) == "Grünwerk"
    assert seller.findtext("cac:PartyLegalEntity/cbc:RegistrationName", None, names) == own["name"]
    assert seller.findtext("cac:PostalAddress/cbc:StreetName", None, names) == own["address"]["line1"]


async def test_the_brands_series_number_its_documents(tenant: Tenant) -> None:
    body = {"name": "garden", "pattern": "G-{yyyy}-{n:3}"}
    answered(await tenant.http.post(f"{tenant.path}/series", json=body), 201)
    await make(tenant, series={"invoice": "garden"})
    assert (await tenant.issue(brand="garden"))["number"] == "G-2026-001"
    assert (await tenant.issue())["number"] == "2026-00001"
    assert (await tenant.issue(brand="garden"))["number"] == "G-2026-002"
    # What the request says goes before what the brand says.
    assert (await tenant.issue(brand="garden", series="default"))["number"] == "2026-00002"


async def test_a_series_that_is_not_there_is_told_when_issuing(tenant: Tenant) -> None:
    await make(tenant, series={"invoice": "nowhere"})
    problem = refused(
        await tenant.http.post("/v1/invoices", json={**_document(), "brand": "garden"}), 422, "series_invalid"
    )
    assert found(problem) == {"/series": "series_not_found"}


def _document() -> dict[str, Any]:
    return {
        "issue": True,
        "customer": {"name": "B", "address": {"country": "AT", "city": "Wien", "postal_code": "1010"}},
        "lines": [{"name": "Work", "quantity": "1", "unit_price": "10.00", "vat": {"category": "S", "rate": "20"}}],
    }


async def test_an_unknown_brand_is_refused_and_an_archived_one_for_new_documents(tenant: Tenant, other: Tenant) -> None:
    brand = await make(tenant)
    for reference in ("nowhere", "brd_" + "0" * 26, path_of(tenant, brand)):
        problem = refused(
            await tenant.http.post("/v1/invoices", json={**_document(), "brand": reference}), 422, "draft_not_issuable"
        )
        assert found(problem)["/brand"] == "brand_not_found"
    # Another tenant's brand is like one that does not exist, by whichever name.
    for reference in (brand["id"], "garden"):
        problem = refused(
            await other.http.post("/v1/invoices", json={**_document(), "issue": False, "brand": reference}),
            422,
            "draft_invalid",
        )
        assert found(problem)["/brand"] == "brand_not_found"
    issued = await tenant.issue(brand="garden")
    draft = await tenant.create(brand="garden")
    answered(await tenant.http.delete(path_of(tenant, brand)), 204)
    problem = refused(await tenant.http.post(f"/v1/invoices/{draft['id']}/issue"), 422, "draft_not_issuable")
    assert found(problem) == {"/brand": "brand_archived"}
    # What corrects a document keeps its brand.
    note = answered(await tenant.http.post(f"/v1/invoices/{issued['id']}/credit", json={"issue": True}), 201)
    assert (note["brand"], note["seller"]["trading_name"]) == (brand["id"], "Grünwerk")


async def test_copies_keep_the_brand_and_lists_filter_by_it(tenant: Tenant) -> None:
    brand, plain = await make(tenant), await tenant.issue()
    other = await make(tenant, name="Other", external_id="other")
    issued = await tenant.issue(brand="garden")
    await tenant.issue(brand="other")
    copy = answered(await tenant.http.post(f"/v1/invoices/{issued['id']}/duplicate"), 201)
    assert copy["brand"] == brand["id"]
    listed = answered(await tenant.http.get(f"/v1/invoices?brand={brand['id']}"))["data"]
    assert {each["id"] for each in listed} == {issued["id"], copy["id"]}
    assert {each["brand"] for each in listed} == {brand["id"]}
    listed = answered(await tenant.http.get(f"/v1/invoices?brand={other['id']}&status=draft"))["data"]
    assert listed == []
    every = answered(await tenant.http.get("/v1/invoices"))["data"]
    assert {each["id"]: each["brand"] for each in every}[plain["id"]] is None
    # A draft that leaves its brand is not found by it any more.
    answered(await tenant.http.patch(f"/v1/invoices/{copy['id']}", json={"brand": None}))
    listed = answered(await tenant.http.get(f"/v1/invoices?brand={brand['id']}"))["data"]
    assert {each["id"] for each in listed} == {issued["id"]}


async def test_the_organizations_looks_stand_where_the_brand_says_nothing(tenant: Tenant) -> None:
    body = {"colour": "#112233", "footer": "House", "logo": logo(), "texts": {"mail_signature": {"default": "Us"}}}
    house = answered(await tenant.http.patch(f"{tenant.path}/branding", json=body))
    await make(tenant, branding={"colour": "#445566"})
    document = await tenant.issue(brand="garden")
    sealed = orjson.loads((await tenant.http.get(f"/v1/invoices/{document['id']}/files/json")).content)
    looks = sealed["branding"]
    assert looks["colour"] == "#445566"
    assert (looks["footer"], looks["mail_signature"], looks["logo_sha256"]) == ("House", "Us", house["logo_sha256"])


async def test_a_footer_of_the_brand_goes_before_all_of_the_organizations(tenant: Tenant) -> None:
    house = {"texts": {"footer": {"de": "Haus", "default": "House"}}}
    answered(await tenant.http.patch(f"{tenant.path}/branding", json=house))
    await make(tenant, branding={"footer": "Garden"})
    document = await tenant.issue(brand="garden", language="de")
    sealed = orjson.loads((await tenant.http.get(f"/v1/invoices/{document['id']}/files/json")).content)
    assert sealed["branding"]["footer"] == "Garden"


async def test_the_branding_says_how_well_its_colour_can_be_read(tenant: Tenant) -> None:
    shown = answered(await tenant.http.patch(f"{tenant.path}/branding", json={"colour": "#ffd400"}))
    assert shown["font"] == "source-sans"
    assert shown["contrast"]["text_on_colour"] == "#16202c"
    assert shown["contrast"]["readable_on_white"] is False
    shown = answered(await tenant.http.patch(f"{tenant.path}/branding", json={"colour": "#0b4f4a", "font": "manrope"}))
    assert (shown["font"], shown["contrast"]["readable_on_white"]) == ("manrope", True)
    assert answered(await tenant.http.get(f"{tenant.path}/branding")) == shown
    answered(await tenant.http.patch(f"{tenant.path}/branding", json={"font": None, "secondary_colour": "#000000"}))
    shown = answered(await tenant.http.get(f"{tenant.path}/branding"))
    assert (shown["font"], shown["secondary_colour"]) == ("source-sans", "#000000")


async def test_texts_are_chosen_by_the_documents_language(tenant: Tenant) -> None:
    texts = {"footer": {"de": "Auf Deutsch", "default": "In any"}}
    answered(await tenant.http.patch(f"{tenant.path}/branding", json={"texts": texts, "footer": "Old"}))
    for language, footer in (("de", "Auf Deutsch"), ("fr", "In any")):
        document = await tenant.issue(language=language)
        sealed = orjson.loads((await tenant.http.get(f"/v1/invoices/{document['id']}/files/json")).content)
        assert sealed["branding"]["footer"] == footer


async def test_previews_show_the_brand(tenant: Tenant) -> None:
    await make(tenant)
    body = {**_document(), "issue": False, "brand": "garden"}
    shown = await tenant.http.post("/v1/invoices/preview", json=body, headers={"Accept": "application/pdf"})
    assert "Grünwerk" in PdfReader(io.BytesIO(shown.content)).pages[0].extract_text()


async def test_brands_of_another_organization_are_not_there(tenant: Tenant, other: Tenant) -> None:
    brand = await make(tenant)
    assert answered(await other.http.get(f"{other.path}/brands"))["data"] == []
    refused(await other.http.get(f"{other.path}/brands/{brand['id']}"), 404, "brand_not_found")
    refused(await other.http.get(f"{tenant.path}/brands"), 404, "organization_not_found")
    await tenant.issue(brand="garden")
    assert answered(await other.http.get(f"/v1/invoices?brand={brand['id']}"))["data"] == []
    # The other one may use the same external id.
    assert (await make(other))["external_id"] == "garden"
