"""The archive over HTTP."""

from faktura.api import parameters
from faktura.api.answers import Answer
from faktura.api.archive_shapes import ArchiveEntryAnswer, ArchiveList, VerificationAnswer
from faktura.api.operation import Call, Operations
from faktura.api.paging import exact, make_cursor, public_id, read_page, text
from faktura.archive.read import list_entries, read_entry, read_entry_content
from faktura.archive.verify import verify_tenant

OPERATIONS = Operations("archive")

_ONE = "/v1/archive/{entry}"


@OPERATIONS.declare(
    "GET",
    "/v1/archive",
    "archive.search",
    "List what the archive keeps, newest first.",
    answers={200: ArchiveList},
    parameters=(*parameters.PAGING, *parameters.ids("invoice"), *parameters.texts("kind")),
)
async def search(call: Call) -> Answer:
    """List entries."""
    page = read_page(call.query, filters={"invoice": public_id("inv"), "kind": text})
    asked = exact(page)
    found = await list_entries(
        call.unit, invoice=asked.get("invoice"), kind=asked.get("kind"), after=page.after, limit=page.limit + 1
    )
    shown = found[: page.limit]
    more = len(found) > page.limit
    cursor = make_cursor(shown[-1].created_at, shown[-1].id) if more else None
    return Answer(body={"data": [each.to_plain() for each in shown], "has_more": more, "next_cursor": cursor})


@OPERATIONS.declare("GET", _ONE, "archive.get", "Get an entry.", answers={200: ArchiveEntryAnswer})
async def get(call: Call) -> Answer:
    """Get an entry."""
    return Answer(body=(await read_entry(call.unit, call.path_id("arc", "entry"))).to_plain())


@OPERATIONS.declare(
    "GET",
    f"{_ONE}/content",
    "archive.content",
    "The bytes of an entry, verified against their hash.",
    answers={200: None},
    media_types=("application/pdf", "application/xml", "application/json", "message/rfc822"),
)
async def content(call: Call) -> Answer:
    """Get the bytes of an entry."""
    entry, held = await read_entry_content(call.unit, call.path_id("arc", "entry"))
    headers = {"Content-Disposition": f'attachment; filename="{entry.name}"', "ETag": f'"{entry.sha256}"'}
    return Answer(body=held, media_type=entry.media_type, headers=headers)


@OPERATIONS.declare(
    "POST",
    "/v1/archive/verify",
    "archive.verify",
    "Recompute every hash and every chain of the organization, and name what does not fit.",
    scope="archive:read",
    reads_only=True,
    answers={200: VerificationAnswer},
)
async def verify(call: Call) -> Answer:
    """Verify the organization's archive."""
    floor, tenant = call.floor, call.unit.tenant

    async def verified() -> Answer:
        return Answer(body=(await verify_tenant(floor, tenant)).to_plain())

    # It reads page by page in transactions of its own; the one of this request ends first.
    return Answer(later=verified)
