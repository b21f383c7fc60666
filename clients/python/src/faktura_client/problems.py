"""What can go wrong, as exceptions. A class for each code is in `faktura_client` itself (`DraftNotIssuable`)."""

from collections.abc import Mapping
from typing import Any

from faktura_client.models import FindingAnswer


class FakturaError(Exception):
    """Everything that this package raises of itself."""


class ConnectionFailed(FakturaError):
    """The server can't be reached, or does not answer in time, after all retries.

    `sent_key`: the Idempotency-Key of the request, if it had one. Whether the request was carried out is not known;
    send it again with this key, and it is carried out once.
    """

    def __init__(self, message: str, sent_key: str | None = None) -> None:
        super().__init__(message)
        self.sent_key = sent_key


class AnswerUnreadable(FakturaError):
    """What was answered is not the API's: there is something else at this address."""


class Problem(FakturaError):
    """A refusal (RFC 9457).

    `code` never changes its meaning, so decide by it, or by the class that is named after it. `findings` hold
    everything that is wrong, each with a JSON pointer into what was sent. `retry_after`: seconds that the server asks
    to wait.
    """

    def __init__(self, plain: Mapping[str, Any], status: int, retry_after: float | None = None) -> None:
        self.status: int = status
        self.code: str = str(plain.get("code", ""))
        self.title: str = str(plain.get("title", ""))
        self.detail: str = str(plain.get("detail", ""))
        self.request_id: str = str(plain.get("request_id", ""))
        self.findings: tuple[FindingAnswer, ...] = tuple(map(FindingAnswer, plain.get("errors", ())))
        self.retry_after = retry_after
        self._plain = dict(plain)
        super().__init__(plain, status, retry_after)

    def __str__(self) -> str:
        lines = [f"{self.status} {self.code}: {self.title} {self.detail}".strip()]
        lines += [f"  {each.pointer or '/'}: {each.message} ({each.code})" for each in self.findings]
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """The problem as it was answered."""
        return dict(self._plain)


class NotModified(Problem):
    """304: what you have, and named with If-None-Match, is still right."""


class BadRequest(Problem):
    """400: the body or a header can't be read."""


class Unauthorized(Problem):
    """401: no right key."""


class Forbidden(Problem):
    """403: this key may not do that."""


class NotFound(Problem):
    """404: there is no such thing, or it is another tenant's."""


class Conflict(Problem):
    """409: the state does not allow it."""


class Gone(Problem):
    """410: it was there, and is not kept any more."""


class PreconditionFailed(Problem):
    """412: somebody else changed it in between."""


class TooLarge(Problem):
    """413: the body is too long."""


class MediaTypeUnsupported(Problem):
    """415: the body is of a kind that is not read there."""


class Invalid(Problem):
    """422: what was sent is not right; `findings` say everything at once."""


class TooManyRequests(Problem):
    """429: slower, please; `retry_after` says how long to wait."""


class ServerFault(Problem):
    """5xx: something went wrong on the server's side."""


class Unavailable(ServerFault):
    """503: not ready, or the database does not answer."""


BY_STATUS: Mapping[int, type[Problem]] = {
    304: NotModified,
    400: BadRequest,
    401: Unauthorized,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    410: Gone,
    412: PreconditionFailed,
    413: TooLarge,
    415: MediaTypeUnsupported,
    422: Invalid,
    429: TooManyRequests,
    503: Unavailable,
}
