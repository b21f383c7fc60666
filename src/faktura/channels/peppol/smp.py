"""Asking an SMP: requests, one redirect, and what its answers mean.

Source: Peppol SMP 1.4.0. SMPs are asked over https only since 2026-02-01.
"""

from dataclasses import dataclass

from faktura.channels.peppol.identifiers import DocumentTypeId, ParticipantId, encoded
from faktura.channels.peppol.metadata import (
    Redirect,
    ServiceGroup,
    ServiceMetadata,
    UnreadableMetadata,
    read_service_group,
    read_signed_metadata,
)
from faktura.outgoing.errors import AddressRefused, ReplyTooLong, Unsent
from faktura.outgoing.http import Http, Reply

ANSWER_BYTES_MAX = 2_000_000
SECONDS_MAX = 10.0
_HEADERS = {"accept": "application/xml, text/xml", "user-agent": "faktura"}


@dataclass(frozen=True, slots=True)
class NotThere:
    """The SMP does not know the participant, or not this document type."""

    url: str


@dataclass(frozen=True, slots=True)
class SmpFailed:
    """The SMP gave no answer that can be used. With `again`, asking later may help.

    `code` is ``refused_address``, ``unreachable``, ``status``, ``too_long``, ``xml``, ``structure``, ``signature``,
    ``another`` (the answer is about another participant or document type) or ``redirect``.
    """

    code: str
    why: str
    again: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """Signed metadata. `redirect` is the answer that led to it, when another SMP gave it.

    Whether its `certificate_uid` names the certificate of that SMP is not checked: SMPs fill it in different ways, and
    both certificates must be vouched for anyway.
    """

    metadata: ServiceMetadata
    redirect: Redirect | None = None


class Smp:
    """Asks SMPs through a guarded client.

    `private` is for networks of tests: it lets requests go to addresses that are not public, and over http.
    `sha1` takes signatures of the years before SMP 1.3.
    """

    def __init__(self, http: Http, *, private: bool = False, sha1: bool = False) -> None:
        self._http = http
        self._private = private
        self._sha1 = sha1

    async def service_group(self, base: str, participant: ParticipantId) -> ServiceGroup | NotThere | SmpFailed:
        """What a participant has registered at the SMP with the address `base`. The answer is signed by nobody."""
        reply = await self._get(f"{base.rstrip('/')}/{encoded(str(participant))}")
        if not isinstance(reply, Reply):
            return reply
        try:
            group = read_service_group(reply.content)
        except UnreadableMetadata as error:
            return SmpFailed(error.code, str(error), again=False)
        if group.participant != participant:
            return _another("participant")
        return group

    async def service_metadata(
        self, base: str, participant: ParticipantId, document_type: DocumentTypeId
    ) -> Answered | NotThere | SmpFailed:
        """How a document type reaches a participant, with its signature checked. One redirect is followed."""
        answer = await self._metadata(
            f"{base.rstrip('/')}/{encoded(str(participant))}/services/{encoded(str(document_type))}"
        )
        redirect = None
        if isinstance(answer, Redirect):
            redirect = answer
            answer = await self._metadata(redirect.url)
            if isinstance(answer, Redirect):
                return SmpFailed("redirect", "The SMP redirects to one that redirects again.", again=False)
        if not isinstance(answer, ServiceMetadata):
            return answer
        if answer.participant != participant:
            return _another("participant")
        if answer.document_type != document_type:
            return _another("document type")
        return Answered(answer, redirect)

    async def _metadata(self, url: str) -> ServiceMetadata | Redirect | NotThere | SmpFailed:
        reply = await self._get(url)
        if not isinstance(reply, Reply):
            return reply
        try:
            return read_signed_metadata(reply.content, sha1=self._sha1)
        except UnreadableMetadata as error:
            return SmpFailed(error.code, str(error), again=False)

    async def _get(self, url: str) -> Reply | NotThere | SmpFailed:
        try:
            reply = await self._http.request(
                "GET", url, headers=_HEADERS, seconds=SECONDS_MAX, bytes_max=ANSWER_BYTES_MAX, private=self._private
            )
        except AddressRefused as error:
            return SmpFailed("refused_address", str(error), again=False)
        except ReplyTooLong as error:
            return SmpFailed("too_long", str(error), again=False)
        except Unsent as error:
            return SmpFailed("unreachable", str(error), again=True)
        if reply.status == 404:
            return NotThere(url)
        if reply.status != 200:
            again = reply.status >= 500 or reply.status in (408, 425, 429)
            return SmpFailed("status", f"The SMP answered with status {reply.status}.", again=again)
        return reply


def _another(what: str) -> SmpFailed:
    return SmpFailed("another", f"The SMP's answer is about another {what} than was asked for.", again=False)
