"""JSON shapes of members and of the rules for signing in."""

from typing import Annotated, Literal

from annotated_types import MaxLen
from pydantic import StrictBool

from faktura.model.terms import part
from faktura.model.values import Code, Name

MEMBER_SCOPES_MAX = 100

Role = Literal["owner", "admin", "accountant", "viewer", "custom"]
Scopes = Annotated[tuple[Code, ...], MaxLen(MEMBER_SCOPES_MAX)]


@part
class MemberRequest:
    """Somebody to invite. `scopes` belong to the role `custom`, and to no other."""

    email: Annotated[str, MaxLen(254)]
    role: Role
    name: Name | None = None
    scopes: Scopes = ()


@part
class MemberPatch:
    """A change of a member: absent stays."""

    role: Role | None = None
    scopes: Scopes | None = None
    name: Name | None = None


@part
class SignInPolicyRequest:
    """How members sign in.

    `second_factor`: whether everybody must show two. `issuer`, `client_id`, `client_secret`: the organization's own
    OpenID provider; absent means none. A secret that is left out stays as it is for the same issuer and client.
    """

    second_factor: StrictBool = False
    issuer: Annotated[str, MaxLen(500)] | None = None
    client_id: Annotated[str, MaxLen(500)] | None = None
    client_secret: Annotated[str, MaxLen(2000)] | None = None
