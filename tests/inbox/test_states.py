"""The table of moves, whole."""

import pytest

from faktura.channels.peppol.invoice_response import STATUS_REASONS
from faktura.inbox.reasons import IN_WORDS, REASONS
from faktura.inbox.schemas import ReasonCode
from faktura.inbox.states import WAYS, Move, State, allowed, end_of, may, refusal

EXPECTED = {
    State.RECEIVED: {Move.ASSIGN, Move.QUERY, Move.APPROVE, Move.REJECT, Move.ARCHIVE},
    State.IN_REVIEW: {Move.ASSIGN, Move.QUERY, Move.APPROVE, Move.REJECT, Move.ARCHIVE},
    State.QUERY: {Move.ASSIGN, Move.QUERY, Move.APPROVE, Move.REJECT, Move.REOPEN},
    State.APPROVED: {Move.REJECT, Move.PAY, Move.ARCHIVE, Move.REOPEN},
    State.REJECTED: {Move.ARCHIVE, Move.REOPEN},
    State.PAID: {Move.ARCHIVE},
    State.ARCHIVED: {Move.REOPEN},
}


@pytest.mark.parametrize("state", State)
def test_what_is_allowed(state: State) -> None:
    assert set(allowed(state)) == EXPECTED[state]


def test_nobody_asks_for_what_receiving_writes() -> None:
    assert not any(may(state, move) for state in State for move in (Move.RECEIVE, Move.DUPLICATE))


def test_a_refusal_says_what_is_and_what_to_do() -> None:
    assert refusal(State.RECEIVED, Move.PAY) == "What is received can't be paid. Approve it first."
    assert "in review" in refusal(State.IN_REVIEW, Move.REOPEN)


def test_what_was_archived_goes_back_to_where_it_was() -> None:
    assert end_of(State.ARCHIVED, Move.REOPEN, "paid") is State.PAID
    assert end_of(State.REJECTED, Move.REOPEN) is State.IN_REVIEW
    assert {way.ends for way in WAYS.values()} == set(State) - {State.RECEIVED}


def test_the_reason_codes_are_those_of_the_answer_on_the_network() -> None:
    assert dict(REASONS) == STATUS_REASONS
    assert set(ReasonCode.__args__) == set(REASONS)
    assert set(IN_WORDS) <= set(REASONS)
