"""The request log over HTTP."""

from faktura.api import parameters
from faktura.api.answers import Answer
from faktura.api.audit_shapes import RequestAnswer, RequestList
from faktura.api.operation import Call, Operations
from faktura.api.paging import make_cursor, moment, read_page, text, whole
from faktura.audit.request_log import list_requests, read_request

OPERATIONS = Operations("request log")

_PATH = "/v1/request-log"
_TEXTS = ("method", "operation", "code", "actor", "address", "request_id", "idempotency_key")
_WHOLE = ("status", "milliseconds")


@OPERATIONS.declare(
    "GET",
    _PATH,
    "request_log.list",
    "What was asked and how it was answered, newest first: no bodies, and no values that could name somebody.",
    needs="either",
    answers={200: RequestList},
    parameters=(
        *parameters.PAGING,
        *parameters.texts(*_TEXTS),
        *parameters.wholes(*_WHOLE),
        *parameters.times("occurred_at"),
    ),
)
async def list_all(call: Call) -> Answer:
    """List requests."""
    page = read_page(
        call.query,
        filters={**dict.fromkeys(_TEXTS, text), **dict.fromkeys(_WHOLE, whole), "occurred_at": moment},
        comparable=frozenset({"occurred_at", *_WHOLE}),
        several=frozenset({*_TEXTS, *_WHOLE}),
    )
    found = await list_requests(call.unit, page.conditions, after=page.after, limit=page.limit + 1)
    shown = found[: page.limit]
    more = len(found) > page.limit
    cursor = make_cursor(*shown[-1][:2]) if more else None
    return Answer(body={"data": [plain for _, _, plain in shown], "has_more": more, "next_cursor": cursor})


@OPERATIONS.declare(
    "GET",
    f"{_PATH}/{{request_id}}",
    "request_log.get",
    "Get a request by the id that its answer carried.",
    needs="either",
    answers={200: RequestAnswer},
)
async def get(call: Call) -> Answer:
    """Get a request."""
    return Answer(body=await read_request(call.unit, call.request.path_params["request_id"]))
