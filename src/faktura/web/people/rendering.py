"""From a visit to a page: what all templates of people read, and the endpoints around them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from faktura.errors import Refusal
from faktura.members.cookies import may_sign_in
from faktura.members.errors import LinkInvalid, PeopleBusy, TooManyGuesses
from faktura.members.passwords import PASSWORD_LENGTH_MIN
from faktura.members.sessions import find_session
from faktura.storage.floor import Floor
from faktura.storage.unit import open_unit
from faktura.web.people.visit import FormRefused, Visit
from faktura.web.rendering import default_shades, read_script, render_html

_SHEETS = ("base", "people")

Work = Callable[[Visit], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What every template of people reads. `wrong` and `told` are sentences at the top of the form."""

    base: str
    form_token: str
    person: str
    narrow: bool
    next: str = ""
    wrong: str = ""
    told: str = ""
    wrong_fields: frozenset[str] = field(default_factory=frozenset)
    email: str = ""
    name: str = ""
    password_length: int = PASSWORD_LENGTH_MIN


def show(
    visit: Visit, template: str, *, status: int = 200, person: str = "", narrow: bool = True, scripted: bool = False,
    wrong: str = "", told: str = "", wrong_fields: frozenset[str] = frozenset(), email: str = "", name: str = "",
    **values: Any,
) -> Response:  # fmt: skip
    """A page as a response."""
    page = Page(
        base=visit.base,
        form_token=visit.form_token,
        person=person,
        narrow=narrow,
        next=visit.next,
        wrong=wrong,
        told=told,
        wrong_fields=wrong_fields,
        email=email,
        name=name,
    )
    script = read_script("passkey") if scripted else ""
    html = render_html(
        f"people/{template}.html.jinja", _SHEETS, default_shades(), script=script, forms=True, page=page, **values
    )
    response = Response(html.content, status, dict(html.headers))
    if visit.request.method == "HEAD":
        response.body = b""
    return visit.finished(response)


def notice(
    visit: Visit, heading: str, text: str, *, status: int = 200, link: str = "/sign-in", link_text: str = "Sign in"
) -> Response:
    """A page that only says something."""
    return show(visit, "notice", status=status, heading=heading, text=text, link=link, link_text=link_text)


def told_of(refusal: Refusal) -> dict[str, Any]:
    """A refusal as a form tells it."""
    fields = frozenset(finding.pointer.lstrip("/") for finding in refusal.findings)
    return {"wrong": refusal.detail, "wrong_fields": fields, "status": refusal.status}


def _refused(visit: Visit, refusal: Refusal) -> Response:
    response = notice(visit, refusal.title, refusal.detail, status=refusal.status)
    return with_wait(response, refusal)


def with_wait(response: Response, refusal: Refusal) -> Response:
    """The answer with Retry-After, where waiting helps."""
    if isinstance(refusal, TooManyGuesses):
        response.headers["retry-after"] = str(refusal.seconds)
    if isinstance(refusal, PeopleBusy):
        response.headers["retry-after"] = "2"
    return response


def endpoint(floor: Floor, operation: str, work: Work) -> Endpoint:
    """An endpoint of people: it finds the session, reads the form of a POST, and tells refusals in a page."""

    async def answer(request: Request) -> Response:
        request.scope["faktura.operation"] = operation
        visit = Visit(floor, request)
        if not may_sign_in(floor.settings.public_url):
            return notice(
                visit, "Not over plain HTTP", "Passwords and sessions travel over TLS only. Put a proxy with TLS in "
                "front, and set FAKTURA_PUBLIC_URL to its https:// address.", status=403, link="",
            )  # fmt: skip
        try:
            visit.session = await find_session(floor, visit.cookie("session"))
            if request.method == "POST":
                await visit.read_form()
            return await work(visit)
        except FormRefused:
            return notice(
                visit, "Please try again", "This form was too old, or did not come from this installation. Open the "
                f"page again at {floor.settings.public_url}, and send it once more.", status=403, link="/home",
                link_text="Begin anew",
            )  # fmt: skip
        except LinkInvalid as refusal:
            # The cookies of a visitor with a link that does not work stay as they are.
            visit.cookies.clear()
            return _refused(visit, refusal)
        except Refusal as refusal:
            return _refused(visit, refusal)

    return answer


def signed_in(work: Work) -> Work:
    """A page for who is signed in; everybody else is led to the page for that."""

    async def answer(visit: Visit) -> Response:
        if visit.session is None or visit.session.state != "open":
            wanted = visit.request.url.path.removeprefix(visit.base)
            return visit.go(f"/sign-in?next={wanted}" if visit.request.method != "POST" else "/sign-in")
        visit.request.scope["faktura.tenant"] = str(visit.session.person)
        return await work(visit)

    return answer


def own_settings(work: Work) -> Work:
    """A page about one's own ways to sign in, closed to a session that an organization's provider vouched for."""

    async def answer(visit: Visit) -> Response:
        assert visit.session is not None
        if visit.session.bound_to is not None:
            return notice(
                visit, "Your organization signs you in", "You are signed in through your organization's own provider, "
                "which looks after your password. Your own settings open with a password or passkey of your own.",
                link="/home", link_text="To your organizations",
            )  # fmt: skip
        return await work(visit)

    return signed_in(answer)


def fresh(work: Work) -> Work:
    """A change of the ways to sign in: it asks for who signed in a moment ago."""

    async def answer(visit: Visit) -> Response:
        assert visit.session is not None
        async with open_unit(visit.floor, visit.session.person, actor="session") as unit:
            now = unit.wall
        if not visit.session.is_fresh(now):
            return visit.go("/sign-in?again=yes&next=/me")
        return await work(visit)

    return own_settings(answer)
