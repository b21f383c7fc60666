"""Members over HTTP: of an organization, and of an account; and how they sign in."""

from collections.abc import Callable
from typing import Any

from faktura.api import parameters
from faktura.api.answers import Answer
from faktura.api.members_shapes import MemberAnswer, MemberListAnswer, SignInPolicyAnswer
from faktura.api.operation import Call, Handler, Operations
from faktura.api.paging import make_cursor, one_of, read_page
from faktura.members.change import change_member, remove_member
from faktura.members.invite import invite_member, resend_invitation, shown_link
from faktura.members.links import redirect_uri, sign_in_url
from faktura.members.policy import SignInPolicy, change_policy, read_policy
from faktura.members.read import Member, list_members, read_member
from faktura.members.schemas import MemberPatch, MemberRequest, SignInPolicyRequest
from faktura.organizations.errors import OrganizationNotFound
from faktura.organizations.scopes import ALL
from faktura.organizations.tenants import owner_of
from faktura.storage.unit import Unit

OPERATIONS = Operations("members")

_ORGANIZATION = "/v1/organizations/{organization}"
_ACCOUNT = "/v1/account"


def _invitation(unit: Unit, member: Member) -> dict[str, Any] | None:
    invitation = member.invitation
    if invitation is None or member.state != "invited":
        return None
    url = shown_link(unit, member)
    if invitation.expires_at <= unit.wall:
        state = "expired"
    elif url is not None:
        state = "shown"
    elif invitation.sent_at is not None:
        state = "sent"
    else:
        state = "failed" if invitation.failure else "waiting"
    return {
        "state": state,
        "expires_at": invitation.expires_at,
        "sent_at": invitation.sent_at,
        "failure": invitation.failure or None,
        "url": url,
    }


def _show(unit: Unit, member: Member) -> dict[str, Any]:
    return {
        "id": member.public_id,
        "object": "member",
        "email": member.email,
        "name": member.name,
        "role": member.role,
        "scopes": list(member.scopes),
        "state": member.state,
        "invited_by": member.invited_by,
        "invitation": _invitation(unit, member),
        "created_at": member.created_at,
        "updated_at": member.updated_at,
        "joined_at": member.joined_at,
        "last_seen_at": member.last_seen_at,
    }


def _check_path(call: Call) -> None:
    """The organization of the path must be the one of the key or session."""
    if "organization" in call.request.path_params and call.path_id("org", "organization") != owner_of(call.unit.tenant):
        raise OrganizationNotFound("There is no such organization for this key.")


def _held(call: Call) -> frozenset[str]:
    assert call.access is not None
    return call.access.scopes


async def list_all(call: Call) -> Answer:
    """List members."""
    _check_path(call)
    page = read_page(call.query, filters={"state": one_of("invited", "active")})
    state = next((condition.value for condition in page.conditions), None)
    found = await list_members(call.unit, page.after, state, page.limit + 1)
    shown = found[: page.limit]
    more = len(found) > page.limit
    cursor = make_cursor(shown[-1].created_at, shown[-1].id) if more else None
    data = [_show(call.unit, each) for each in shown]
    return Answer(body={"data": data, "has_more": more, "next_cursor": cursor})


def _create(kind: str) -> Handler:
    async def create(call: Call) -> Answer:
        """Invite a member."""
        _check_path(call)
        request: MemberRequest = call.body
        member = await invite_member(call.unit, kind, request, _held(call))
        location = {"Location": f"{call.request.url.path}/{member.public_id}"}
        return Answer(body=_show(call.unit, member), status=201, headers=location)

    return create


async def get(call: Call) -> Answer:
    """Get a member."""
    _check_path(call)
    return Answer(body=_show(call.unit, await read_member(call.unit, call.path_id("usr", "member"))))


async def change(call: Call) -> Answer:
    """Change a member."""
    _check_path(call)
    patch: MemberPatch = call.body
    return Answer(
        body=_show(call.unit, await change_member(call.unit, call.path_id("usr", "member"), patch, _held(call)))
    )


async def remove(call: Call) -> Answer:
    """Remove a member."""
    _check_path(call)
    await remove_member(call.unit, call.path_id("usr", "member"), _held(call))
    return Answer(status=204)


async def resend(call: Call) -> Answer:
    """Send a new link."""
    _check_path(call)
    member = await resend_invitation(call.unit, call.path_id("usr", "member"), _held(call))
    return Answer(body=_show(call.unit, member))


def _show_policy(unit: Unit, policy: SignInPolicy) -> dict[str, Any]:
    settings = unit.floor.settings
    return {
        "object": "sign_in_policy",
        "second_factor": policy.second_factor,
        "issuer": policy.issuer or None,
        "client_id": policy.client_id or None,
        "has_client_secret": policy.has_secret,
        "sign_in_url": sign_in_url(settings, unit.tenant) if policy.issuer else None,
        "redirect_uri": redirect_uri(settings, unit.tenant),
    }


async def policy_get(call: Call) -> Answer:
    """Get the rules for signing in."""
    _check_path(call)
    return Answer(body=_show_policy(call.unit, await read_policy(call.unit)))


async def policy_put(call: Call) -> Answer:
    """Set the rules for signing in."""
    _check_path(call)
    # Whoever names the provider can become every member, the owner as well.
    call.require(ALL)
    return Answer(body=_show_policy(call.unit, await change_policy(call.unit, call.body)))


def _declare(kind: str, base: str) -> None:
    """The same operations for both kinds of owner."""
    name = "members" if kind == "organization" else "account.members"
    own = "the organization's" if kind == "organization" else "the account's"
    path, one = f"{base}/members", f"{base}/members/{{member}}"

    def declare(method: str, place: str, verb: str, summary: str, run: Handler, **more: Any) -> None:
        more = {"needs": kind, "scope": "members:read" if method == "GET" else "members:write", **more}
        keep: Callable[[Handler], Handler] = OPERATIONS.declare(method, place, f"{name}.{verb}", summary, **more)
        keep(run)

    declare(
        "GET",
        path,
        "list",
        f"List {own} members, oldest first.",
        list_all,
        answers={200: MemberListAnswer},
        parameters=(*parameters.PAGING, parameters.words("state", "invited", "active")),
    )
    declare(
        "POST",
        path,
        "create",
        f"Invite somebody as one of {own} members; a link is mailed to them.",
        _create(kind),
        shape=MemberRequest,
        answers={201: MemberAnswer},
        refusals=(403, 409),
    )
    declare("GET", one, "get", f"Get one of {own} members.", get, answers={200: MemberAnswer})
    declare(
        "PATCH",
        one,
        "change",
        f"Change the role, scopes or name of one of {own} members; it counts at once.",
        change,
        shape=MemberPatch,
        answers={200: MemberAnswer},
        refusals=(403, 409),
    )
    declare(
        "DELETE",
        one,
        "remove",
        f"Remove one of {own} members, or withdraw an invitation; sessions lead nowhere any more, at once.",
        remove,
        answers={204: None},
        refusals=(403, 409),
    )
    declare(
        "POST",
        f"{one}/invitation",
        "invite_again",
        "Send a new link; the one before works no longer.",
        resend,
        answers={200: MemberAnswer},
        refusals=(403, 409),
    )
    declare(
        "GET",
        f"{base}/sign-in-policy",
        "sign_in_policy.get",
        f"How {own} members sign in.",
        policy_get,
        answers={200: SignInPolicyAnswer},
    )
    declare(
        "PUT",
        f"{base}/sign-in-policy",
        "sign_in_policy.put",
        f"Ask {own} members for a second factor, or let them sign in at your own OpenID provider. Needs the scope *.",
        policy_put,
        shape=SignInPolicyRequest,
        answers={200: SignInPolicyAnswer},
        refusals=(403,),
    )


_declare("organization", _ORGANIZATION)
_declare("account", _ACCOUNT)
