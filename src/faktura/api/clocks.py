"""Test clocks over HTTP."""

from faktura.api.answers import Answer
from faktura.api.operation import Call, Operations
from faktura.api.shapes import ClockAnswer, ClockList
from faktura.clocks.clock import advance_clock, read_clock, remove_clock, set_clock
from faktura.clocks.errors import ClockNotFound
from faktura.clocks.schemas import AdvanceRequest, ClockRequest

OPERATIONS = Operations("test-clocks")

_PATH = "/v1/test-clocks"
_ONE = _PATH + "/{clock}"


@OPERATIONS.declare(
    "POST",
    _PATH,
    "test_clocks.create",
    "Let the test organization live in a time of its own, which stands still until it is moved.",
    shape=ClockRequest,
    answers={201: ClockAnswer},
    refusals=(409,),
)
async def create(call: Call) -> Answer:
    """Set a clock."""
    body = (await set_clock(call.unit, call.body)).to_plain()
    return Answer(body=body, status=201, headers={"Location": f"{_PATH}/{body['id']}"})


@OPERATIONS.declare("GET", _PATH, "test_clocks.list", "The organization's clock, if any.", answers={200: ClockList})
async def list_all(call: Call) -> Answer:
    """List clocks: one at most."""
    try:
        found = [(await read_clock(call.unit)).to_plain()]
    except ClockNotFound:
        found = []
    return Answer(body={"data": found, "has_more": False, "next_cursor": None})


@OPERATIONS.declare("GET", _ONE, "test_clocks.get", "Get a clock.", answers={200: ClockAnswer})
async def get(call: Call) -> Answer:
    """Get a clock."""
    return Answer(body=(await read_clock(call.unit, call.path_id("clk", "clock"))).to_plain())


@OPERATIONS.declare(
    "POST",
    f"{_ONE}/advance",
    "test_clocks.advance",
    "Move a clock on.",
    shape=AdvanceRequest,
    when_closed=True,
    answers={200: ClockAnswer},
)
async def advance(call: Call) -> Answer:
    """Move a clock on."""
    return Answer(body=(await advance_clock(call.unit, call.path_id("clk", "clock"), call.body)).to_plain())


@OPERATIONS.declare(
    "DELETE",
    _ONE,
    "test_clocks.delete",
    "Remove a clock: the organization lives in the real time again.",
    answers={204: None},
)
async def delete(call: Call) -> Answer:
    """Remove a clock."""
    await remove_clock(call.unit, call.path_id("clk", "clock"))
    return Answer(status=204)
