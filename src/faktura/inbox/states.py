"""What may become of a received document: the table of moves. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a received document stands."""

    RECEIVED = "received"
    IN_REVIEW = "in_review"
    QUERY = "query"
    APPROVED = "approved"
    REJECTED = "rejected"
    PAID = "paid"
    ARCHIVED = "archived"


class Move(StrEnum):
    """What can be done with one. `RECEIVE` and `DUPLICATE` are written by receiving, and asked for by nobody."""

    RECEIVE = "receive"
    DUPLICATE = "duplicate"
    ASSIGN = "assign"
    QUERY = "query"
    APPROVE = "approve"
    REJECT = "reject"
    PAY = "pay"
    ARCHIVE = "archive"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Way:
    """A move: the states that it starts from, and where it leads. `advice` says how one gets there from elsewhere."""

    done: str
    starts: frozenset[State]
    ends: State
    advice: str


_OPEN = frozenset({State.RECEIVED, State.IN_REVIEW, State.QUERY})

WAYS: Mapping[Move, Way] = {
    Move.ASSIGN: Way("assigned", _OPEN, State.IN_REVIEW, "Reopen it first."),
    Move.QUERY: Way("put in question", _OPEN, State.QUERY, "Reopen it first."),
    Move.APPROVE: Way("approved", _OPEN, State.APPROVED, "Reopen it first."),
    Move.REJECT: Way("rejected", _OPEN | {State.APPROVED}, State.REJECTED, "What was paid is settled otherwise."),
    Move.PAY: Way("paid", frozenset({State.APPROVED}), State.PAID, "Approve it first."),
    Move.ARCHIVE: Way(
        "archived", frozenset(State) - {State.QUERY, State.ARCHIVED}, State.ARCHIVED, "Answer the question first."
    ),
    # Where an archived one goes back to is where it came from.
    Move.REOPEN: Way(
        "reopened",
        frozenset({State.QUERY, State.APPROVED, State.REJECTED, State.ARCHIVED}),
        State.IN_REVIEW,
        "Only what is in question, approved, rejected or archived can be reopened.",
    ),
}


def may(state: State, move: Move) -> bool:
    """Whether a move is possible in a state."""
    return move in WAYS and state in WAYS[move].starts


def allowed(state: State) -> tuple[Move, ...]:
    """The moves that are possible in a state."""
    return tuple(move for move in WAYS if may(state, move))


def refusal(state: State, move: Move) -> str:
    """The sentence that refuses a move in a state."""
    way = WAYS[move]
    return f"What is {state.value.replace('_', ' ')} can't be {way.done}. {way.advice}"


def end_of(state: State, move: Move, before: str = "") -> State:
    """Where a move leads; `before` is the state in which an archived one was archived."""
    if move is Move.REOPEN and state is State.ARCHIVED and before:
        return State(before)
    return WAYS[move].ends
