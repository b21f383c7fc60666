"""Brands over HTTP."""

from typing import Any

from faktura.api import parameters
from faktura.api.answers import Answer
from faktura.api.body import read_object, read_plain_shape
from faktura.api.brand_shapes import BrandAnswer, BrandList
from faktura.api.operation import Call, Operations
from faktura.api.own import PATH, own_organization
from faktura.api.paging import exact, make_cursor, read_page, text
from faktura.brands.create import archive_brand, change_brand, create_brand
from faktura.brands.page_domains import list_page_domains
from faktura.brands.read import Brand, list_brands, read_brand
from faktura.brands.record import BrandPatch, BrandRecord, BrandRequest
from faktura.model.json import to_plain
from faktura.organizations.change import merge_patch

OPERATIONS = Operations("brands")

_ALL = f"{PATH}/brands"
_ONE = f"{_ALL}/{{brand}}"


async def _show(call: Call, brands: list[Brand]) -> list[dict[str, Any]]:
    """Brands with the host of their pages, where they have one that is verified."""
    hosts = {each.brand: each.host for each in await list_page_domains(call.unit) if each.state == "verified"}
    return [{**brand.to_plain(), "page_domain": hosts.get(brand.id)} for brand in brands]


@OPERATIONS.declare(
    "POST",
    _ALL,
    "brands.create",
    "Make a brand: a business unit with a name, looks, series, bank accounts and a sender of its own.",
    shape=BrandRequest,
    answers={201: BrandAnswer},
    refusals=(409,),
)
async def create(call: Call) -> Answer:
    """Create a brand."""
    organization = await own_organization(call)
    looks = read_object(call.raw).get("branding") or {}
    brand = await create_brand(call.unit, call.body, set(looks))
    (body,) = await _show(call, [brand])
    location = f"/v1/organizations/{organization.public_id}/brands/{brand.public_id}"
    return Answer(body=body, status=201, headers={"Location": location})


@OPERATIONS.declare(
    "GET",
    _ALL,
    "brands.list",
    "List brands, newest first; those that are archived only with archived=true.",
    answers={200: BrandList},
    parameters=(
        *parameters.PAGING,
        *parameters.texts("external_id"),
        parameters.words("archived", "true", "false"),
    ),
)
async def list_all(call: Call) -> Answer:
    """List brands."""
    await own_organization(call)
    page = read_page(
        call.query, filters={"external_id": text}, options={"archived": lambda value: value in ("true", "false")}
    )
    asked = exact(page)
    found = await list_brands(
        call.unit,
        external_id=asked.get("external_id"),
        archived=page.options.get("archived") == "true",
        after=page.after,
        limit=page.limit + 1,
    )
    shown = found[: page.limit]
    more = len(found) > page.limit
    cursor = make_cursor(shown[-1].created_at, shown[-1].id) if more else None
    return Answer(body={"data": await _show(call, shown), "has_more": more, "next_cursor": cursor})


@OPERATIONS.declare("GET", _ONE, "brands.get", "Get a brand.", answers={200: BrandAnswer})
async def get(call: Call) -> Answer:
    """Get a brand."""
    await own_organization(call)
    (body,) = await _show(call, [await read_brand(call.unit, call.path_id("brd", "brand"))])
    return Answer(body=body)


@OPERATIONS.declare(
    "PATCH",
    _ONE,
    "brands.change",
    "Change a brand (JSON Merge Patch). Issued documents keep what they froze.",
    shape=dict,
    changes=BrandPatch,
    merge_patch=True,
    answers={200: BrandAnswer},
)
async def change(call: Call) -> Answer:
    """Change a brand."""
    await own_organization(call)
    brand = call.path_id("brd", "brand")
    given = {name: value for name, value in call.body.items() if value is not None}
    if isinstance(given.get("series"), dict):
        # Here, too, null removes.
        given["series"] = {kind: name for kind, name in given["series"].items() if name is not None}
    request = read_plain_shape(BrandPatch, given)
    current = await read_brand(call.unit, brand)
    said = {name: value for name, value in call.body.items() if name in BrandRecord.__dataclass_fields__}
    read_plain_shape(BrandRecord, merge_patch(to_plain(current.record), said))
    (body,) = await _show(call, [await change_brand(call.unit, brand, call.body, request)])
    return Answer(body=body)


@OPERATIONS.declare(
    "DELETE",
    _ONE,
    "brands.archive",
    "Archive a brand: no new document takes it; those that have it keep it.",
    answers={204: None},
)
async def archive(call: Call) -> Answer:
    """Archive a brand."""
    await own_organization(call)
    await archive_brand(call.unit, call.path_id("brd", "brand"))
    return Answer(status=204)
