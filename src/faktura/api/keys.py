"""Keys over HTTP: those of an organization, and those of the account itself."""

from typing import Any
from uuid import UUID

from faktura.api import parameters
from faktura.api.answers import Answer, Problem
from faktura.api.body import read_object
from faktura.api.key_shapes import KeyAnswer, KeyList, NewKeyAnswer, RevocationAnswer, ScopesAnswer
from faktura.api.operation import Call, Operations
from faktura.api.paging import make_cursor, read_page
from faktura.checks import Finding, Severity
from faktura.organizations.change_key import change_key
from faktura.organizations.errors import OrganizationNotFound
from faktura.organizations.keys import NewKey, list_keys, read_stored_key
from faktura.organizations.make_key import make_key
from faktura.organizations.revoke_key import note_key_made, revoke_key, revoke_with_descendants
from faktura.organizations.rotate_key import rotate_key
from faktura.organizations.schemas import KeyPatch, KeyRequest, RotationRequest
from faktura.organizations.scopes import ROLES, VERBS
from faktura.organizations.tenants import owner_of
from faktura.storage.ids import read_id, show_id

OPERATIONS = Operations("keys")

_OF_ORGANIZATION = "/v1/organizations/{organization}/api-keys"
_OF_ACCOUNT = "/v1/account/api-keys"
_FLAGS = {"true": True, "false": False}
_ACTIVE = parameters.query(
    "active", {"type": "string", "enum": ["true", "false"]}, "Only those that are taken, or not."
)
_DESCENDANTS = parameters.query(
    "descendants",
    {"type": "string", "enum": ["true", "false"]},
    "Also revoke what took its place, and every key that any of them made.",
)


def check_version(call: Call, version: str | None, pointer: str) -> None:
    """Refuse a version of the API that a key is to remember, and that there is not.

    Raises:
        Problem: 422.
    """
    known = call.history.versions
    if version is not None and version not in known:
        message = f"Send one of the versions that there are: {', '.join(known)}."
        wrong = [Finding(rule="version_unknown", severity=Severity.FATAL, message=message, pointer=pointer)]
        raise Problem(422, "invalid", "What was sent is not right.", message, findings=wrong)


def _own(call: Call) -> None:
    """The organization of the path must be the one that the key stands for.

    Raises:
        OrganizationNotFound: it is not.
    """
    if "organization" in call.request.path_params and (
        call.path_id("org", "organization") != owner_of(call.unit.tenant)
    ):
        raise OrganizationNotFound("There is no such organization for this key.")


async def note_maker(call: Call, made: NewKey, organization: UUID) -> None:
    """Let the account know which of its keys made a key of an organization."""
    assert call.access is not None
    maker = read_id("key", call.unit.actor)
    if maker is not None and call.access.kind == "account":
        async with call.access.acting_for(call.access.owner_tenant) as own:
            await note_key_made(own, maker, made.id, organization)


async def _made(call: Call, made: NewKey, path: str) -> Answer:
    key = await read_stored_key(call.unit, made.id)
    if key.kind == "organization":
        await note_maker(call, made, owner_of(call.unit.tenant))
    body = {**key.to_plain(call.unit.wall), "key": made.text}
    return Answer(body=body, status=201, headers={"Location": f"{path}/{body['id']}"})


async def _list(call: Call) -> Answer:
    """List keys."""
    _own(call)
    page = read_page(call.query, filters={}, options={"active": _FLAGS.__contains__})
    active = _FLAGS.get(page.options.get("active", ""))
    found = await list_keys(call.unit, active=active, after=page.after, limit=page.limit + 1)
    shown = found[: page.limit]
    more = len(found) > page.limit
    cursor = make_cursor(shown[-1].created_at, shown[-1].id) if more else None
    data = [key.to_plain(call.unit.wall) for key in shown]
    return Answer(body={"data": data, "has_more": more, "next_cursor": cursor})


async def _get(call: Call) -> Answer:
    """Get a key."""
    _own(call)
    return Answer(body=(await read_stored_key(call.unit, call.path_id("key", "key"))).to_plain(call.unit.wall))


async def _create(call: Call, kind: str) -> Answer:
    """Make a key."""
    assert call.access is not None
    _own(call)
    check_version(call, call.body.api_version, "/api_version")
    made = await make_key(call.unit, call.access.rights, kind, call.body)
    return await _made(call, made, call.request.url.path)


async def _change(call: Call) -> Answer:
    """Change a key."""
    assert call.access is not None
    _own(call)
    check_version(call, call.body.api_version, "/api_version")
    given = set(read_object(call.raw))
    key = await change_key(call.unit, call.access.rights, call.path_id("key", "key"), call.body, given)
    return Answer(body=key.to_plain(call.unit.wall))


async def _rotate(call: Call) -> Answer:
    """Rotate a key."""
    assert call.access is not None
    _own(call)
    made = await rotate_key(call.unit, call.access.rights, call.path_id("key", "key"), call.body)
    return await _made(call, made, call.request.url.path.rsplit("/", 2)[0])


async def _revoke(call: Call) -> Answer:
    """Revoke a key."""
    assert call.access is not None
    _own(call)
    page = read_page(call.query, filters={}, options={"descendants": _FLAGS.__contains__})
    key = call.path_id("key", "key")
    if _FLAGS.get(page.options.get("descendants", "")):
        revoked = await revoke_with_descendants(call.unit, key, address=call.access.address)
        return Answer(body={"object": "revocation", "revoked": [show_id("key", each) for each in revoked]})
    await revoke_key(call.unit, key)
    return Answer(status=204)


def _declare(path: str, name: str, whose: str, kind: str) -> None:
    """The same operations for both kinds of keys."""
    needs: dict[str, Any] = {"needs": kind}
    reads, writes = {**needs, "scope": "api-keys:read"}, {**needs, "scope": "api-keys:write"}
    one = f"{path}/{{key}}"

    async def create(call: Call) -> Answer:
        """Make a key."""
        return await _create(call, kind)

    def declare(method: str, route: str, verb: str, summary: str, **more: Any) -> Any:
        return OPERATIONS.declare(method, route, f"{name}.{verb}", summary, **more)

    declare(
        "GET", path, "list", f"The keys of the {whose}, without their secrets, newest first.",
        answers={200: KeyList}, parameters=(*parameters.PAGING, _ACTIVE), **reads,
    )(_list)  # fmt: skip
    declare(
        "POST", path, "create", f"Make a key of the {whose}; its text is shown this once.",
        shape=KeyRequest, body_optional=True, answers={201: NewKeyAnswer}, answers_secret=True, refusals=(409,),
        **writes,
    )(create)  # fmt: skip
    declare("GET", one, "get", f"Get a key of the {whose}.", answers={200: KeyAnswer}, **reads)(_get)
    declare(
        "PATCH", one, "change", "Change a key's name, scopes, networks, pages, end or version (JSON Merge Patch).",
        shape=KeyPatch, merge_patch=True, answers={200: KeyAnswer}, refusals=(409,), **writes,
    )(_change)  # fmt: skip
    declare(
        "POST", f"{one}/rotate", "rotate", "Make a key with the same rights; the old one ends after the overlap.",
        shape=RotationRequest, body_optional=True, answers={201: NewKeyAnswer}, answers_secret=True, refusals=(409,),
        **writes,
    )(_rotate)  # fmt: skip
    declare(
        "DELETE", one, "revoke", "Revoke a key at once; with descendants=true also the keys that it made.",
        answers={204: None, 200: RevocationAnswer}, parameters=(_DESCENDANTS,), when_closed=True, **writes,
    )(_revoke)  # fmt: skip


_declare(_OF_ORGANIZATION, "organizations.keys", "organization", "organization")
_declare(_OF_ACCOUNT, "account.keys", "account", "account")


@OPERATIONS.declare(
    "GET", "/v1/scopes", "scopes.list", "What keys and people can be allowed.", needs="", answers={200: ScopesAnswer}
)
async def scopes_list(call: Call) -> Answer:
    """List scopes and roles."""
    body = {
        "object": "scopes",
        "scopes": [{"resource": resource, "verbs": list(verbs)} for resource, verbs in VERBS.items()],
        "roles": [{"role": role, "scopes": list(scopes)} for role, scopes in ROLES.items()],
    }
    return Answer(body=body)
