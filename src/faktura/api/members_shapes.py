"""The shapes of what is answered about members and signing in, for OpenAPI."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from faktura.members.schemas import Role
from faktura.model.terms import part


@part
class InvitationAnswer:
    """The link of an invitation that waits.

    `state`: ``waiting`` to be mailed, ``sent``, ``failed`` (see `failure`), ``shown`` (no mail can reach the address:
    `url` is answered, in test mode only) or ``expired``.
    """

    state: Literal["waiting", "sent", "failed", "shown", "expired"]
    expires_at: datetime
    sent_at: datetime | None
    failure: str | None
    url: str | None


@part
class MemberAnswer:
    """A member. `scopes` are what the member may do, whatever the role is called."""

    id: Annotated[str, Field(pattern="^usr_")]
    object: Literal["member"]
    email: str
    name: str
    role: Role
    scopes: list[str]
    state: Literal["invited", "active"]
    invited_by: str
    invitation: InvitationAnswer | None
    created_at: datetime
    updated_at: datetime
    joined_at: datetime | None
    last_seen_at: datetime | None


@part
class MemberListAnswer:
    """A page of members."""

    data: list[MemberAnswer]
    has_more: bool
    next_cursor: str | None


@part
class SignInPolicyAnswer:
    """How members sign in. `sign_in_url` leads to the organization's own provider, `redirect_uri` is to be registered
    there."""

    object: Literal["sign_in_policy"]
    second_factor: bool
    issuer: str | None
    client_id: str | None
    has_client_secret: bool
    sign_in_url: str | None
    redirect_uri: str
