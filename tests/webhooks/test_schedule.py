from datetime import UTC, datetime, timedelta

import pytest

from faktura.webhooks.schedule import (
    ATTEMPTS_MAX,
    FAILING_MAX,
    FAILURES_MAX,
    FAILURES_WITHOUT_SUCCESS_MAX,
    FIRST_WAIT,
    PAUSES,
    QUIET,
    RETRY_AFTER_MAX,
    WAITS,
    Health,
    after_failure,
    after_success,
    is_hopeless,
    read_retry_after,
    wait_after,
)

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def never() -> float:
    return 0.0


def test_an_event_is_tried_for_three_days() -> None:
    waits = [wait_after(attempts, FIRST_WAIT, None, never) for attempts in range(1, ATTEMPTS_MAX)]
    assert waits[:4] == [timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=3), timedelta(minutes=15)]
    total = sum((wait for wait in waits if wait is not None), timedelta())
    assert timedelta(hours=72) <= total <= timedelta(hours=73)
    assert wait_after(ATTEMPTS_MAX, FIRST_WAIT, None) is None
    assert len(WAITS) == ATTEMPTS_MAX - 1


def test_waits_differ_by_up_to_a_tenth() -> None:
    found = {wait_after(3, FIRST_WAIT, None) for _ in range(50)}
    assert len(found) > 10
    assert all(wait is not None and timedelta(minutes=3) <= wait <= timedelta(minutes=3.3) for wait in found)


def test_what_was_asked_for_makes_a_wait_longer_within_a_day_and_never_shorter() -> None:
    assert wait_after(1, FIRST_WAIT, timedelta(minutes=2), never) == timedelta(minutes=2)
    assert wait_after(3, FIRST_WAIT, timedelta(seconds=1), never) == timedelta(minutes=3)
    assert wait_after(1, FIRST_WAIT, timedelta(days=30), never) == RETRY_AFTER_MAX


def failed(health: Health, times: int, now: datetime = NOW) -> Health:
    for _ in range(times):
        health = after_failure(health, now, "no", FIRST_WAIT, never)
    return health


def test_who_never_took_anything_is_failing_after_a_few() -> None:
    assert not failed(Health(), FAILURES_WITHOUT_SUCCESS_MAX - 1).failing
    health = failed(Health(), FAILURES_WITHOUT_SUCCESS_MAX)
    assert health.failing
    assert health.paused_until == NOW + FIRST_WAIT * PAUSES[0]


def test_who_took_something_just_now_is_given_more() -> None:
    good = after_success(Health(), NOW - QUIET + timedelta(seconds=1))
    assert not failed(good, FAILURES_MAX - 1).failing
    assert failed(good, FAILURES_MAX).failing
    long_ago = after_success(Health(), NOW - QUIET)
    assert failed(long_ago, FAILURES_WITHOUT_SUCCESS_MAX).failing


def test_pauses_grow_up_to_an_hour_and_only_by_who_came_after_the_last_one() -> None:
    health, now, pauses = failed(Health(), FAILURES_WITHOUT_SUCCESS_MAX), NOW, []
    assert failed(health, 5).paused_until == health.paused_until
    for _ in range(12):
        assert health.paused_until is not None
        pauses.append(health.paused_until - now)
        now = health.paused_until
        health = failed(health, 1, now)
    assert pauses[:3] == [timedelta(seconds=10), timedelta(seconds=30), timedelta(minutes=1)]
    assert pauses[-1] == timedelta(hours=1)
    assert sorted(pauses) == pauses
    assert health.failing_since == NOW


def test_one_success_forgives_everything() -> None:
    health = after_success(failed(Health(), 50), NOW)
    assert (health.failures, health.pauses, health.paused_until, health.failing) == (0, 0, None, False)
    assert health.last_failure == "no"


def test_who_fails_for_days_is_hopeless() -> None:
    health = failed(Health(), FAILURES_MAX)
    assert not is_hopeless(health, NOW + FAILING_MAX - timedelta(seconds=1))
    assert is_hopeless(health, NOW + FAILING_MAX)
    assert not is_hopeless(Health(), NOW)


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(minutes=2)),
        (" 0 ", timedelta(0)),
        ("Mon, 01 Jun 2026 12:05:00 GMT", timedelta(minutes=5)),
        ("Mon, 01 Jun 2026 11:00:00 GMT", timedelta(0)),
        ("99999999999999", timedelta(seconds=999999999)),
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("²", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_a_date(value: str | None, wait: timedelta | None) -> None:
    assert read_retry_after(value, NOW) == wait
