"""Invitations, and where one is a member."""

from starlette.responses import Response

from faktura.members.accept import accept_as_new, accept_signed_in, open_invitation
from faktura.members.errors import PasswordInvalid
from faktura.members.own import Membership, leave, list_memberships
from faktura.members.persons import read_person
from faktura.storage.unit import open_unit
from faktura.web.people.rendering import notice, show, told_of
from faktura.web.people.signing_in import provider_name
from faktura.web.people.visit import Visit

_NAME_LENGTH_MAX = 200


async def person_name(visit: Visit) -> str:
    """How the head of the page calls who is signed in."""
    assert visit.session is not None
    async with open_unit(visit.floor, visit.session.person, actor="session") as unit:
        person = await read_person(unit)
    return (person.name or person.email) if person is not None else "You"


async def invitation(visit: Visit) -> Response:
    """The page behind the link: shown, and answered by who is new here."""
    link = visit.request.path_params["token"]
    found = await open_invitation(visit.floor, link)
    session = visit.session if visit.session is not None and visit.session.state == "open" else None
    if session is not None and session.bound_to in (None, found.owner):
        way = "accept" if session.person == found.person else "other"
    else:
        way = "sign_in" if found.known else "new"
    shown = {"invitation": found, "link": link, "way": way, "provider": provider_name(visit)}
    if way in ("accept", "other"):
        return show(visit, "invitation", person=await person_name(visit), **shown)
    if visit.request.method != "POST":
        return show(visit, "invitation", name=found.name, **shown)
    name = visit.form.get("name", "").strip()[:_NAME_LENGTH_MAX]
    if not name:
        wrong = frozenset(["name"])
        return show(visit, "invitation", wrong="Type your name.", wrong_fields=wrong, status=422, **shown)
    try:
        opened = await accept_as_new(visit.floor, link, name, visit.form.get("password", ""), visit.visitor)
    except PasswordInvalid as refusal:
        return show(visit, "invitation", name=name, **told_of(refusal), **shown)
    visit.cookies = {"session": opened.token, "visit": None}
    return visit.go("/home")


async def accept(visit: Visit) -> Response:
    """Accept as who is signed in."""
    assert visit.session is not None
    await accept_signed_in(visit.floor, visit.request.path_params["token"], visit.session, visit.visitor)
    return visit.go("/home")


async def _memberships(visit: Visit) -> list[Membership]:
    assert visit.session is not None
    async with open_unit(visit.floor, visit.session.person, actor="session") as unit:
        return await list_memberships(unit, visit.session)


async def home(visit: Visit) -> Response:
    """Where the person is a member."""
    memberships = await _memberships(visit)
    return show(visit, "home", narrow=False, person=await person_name(visit), memberships=memberships)


async def leave_post(visit: Visit) -> Response:
    """Leave an organization or account, after one more question."""
    assert visit.session is not None
    named = (visit.form.get("owner"), visit.form.get("mode"))
    found = next((each for each in await _memberships(visit) if (each.public_id, each.mode) == named), None)
    if found is None:
        return notice(visit, "Nothing to leave", "You are no member there.", status=404, link="/home", link_text="Back")
    if visit.form.get("sure") != "yes":
        return show(visit, "leave", person=await person_name(visit), membership=found)
    await leave(visit.floor, visit.session, found.owner, visit.visitor)
    return visit.go("/home")
