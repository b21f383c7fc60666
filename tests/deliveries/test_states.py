from datetime import timedelta

import pytest

from faktura.deliveries.states import ATTEMPTS_MAX, MOVES, WAITS, DeliveryState, may_move, wait_after

ALLOWED = {
    ("waiting", "waiting"),
    ("waiting", "delivered"),
    ("waiting", "refused"),
    ("waiting", "given_up"),
    ("waiting", "cancelled"),
    ("refused", "waiting"),
    ("given_up", "waiting"),
    ("cancelled", "waiting"),
}


@pytest.mark.parametrize("target", DeliveryState)
@pytest.mark.parametrize("current", DeliveryState)
def test_every_pair_of_states(current: DeliveryState, target: DeliveryState) -> None:
    assert may_move(current, target) is ((current.value, target.value) in ALLOWED)


def test_every_state_has_its_moves_and_what_was_delivered_stays_so() -> None:
    assert set(MOVES) == set(DeliveryState)
    assert MOVES[DeliveryState.DELIVERED] == frozenset()
    assert {state for state in DeliveryState if may_move(state, DeliveryState.WAITING)} == {
        DeliveryState.WAITING,
        DeliveryState.REFUSED,
        DeliveryState.GIVEN_UP,
        DeliveryState.CANCELLED,
    }


def test_waits_grow_and_end_after_three_days() -> None:
    waits = [wait_after(attempts, timedelta(minutes=1)) for attempts in range(1, ATTEMPTS_MAX + 1)]
    assert waits[-1] is None
    grown = [wait for wait in waits if wait is not None]
    assert len(grown) == len(WAITS) == ATTEMPTS_MAX - 1
    assert grown == sorted(grown)
    assert grown[0] == timedelta(minutes=1)
    assert timedelta(days=2.5) < sum(grown, timedelta()) < timedelta(days=4)
    assert wait_after(ATTEMPTS_MAX + 1, timedelta(minutes=1)) is None
    assert wait_after(3, timedelta(seconds=1)) == timedelta(seconds=15)
