"""The bucket of a process, against a shared one that is counted exactly: whatever happens in which order."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.limits.bucket import Bucket, allowance_of
from faktura.limits.rates import Kind, Rate, Subject, address_subject
from faktura.organizations.tenants import new_owner_id

RATES = st.builds(Rate, per_second=st.integers(1, 1000), burst=st.integers(1, 2000))


class Shared:
    """The bucket in the database, in exact numbers."""

    def __init__(self, rate: Rate) -> None:
        self.rate = rate
        self.level = float(rate.burst)
        self.counted_at = 0.0

    def settle(self, amount: float, now: float) -> float:
        refilled = self.level + (now - self.counted_at) * self.rate.per_second
        self.level = min(float(self.rate.burst), refilled) - amount
        self.counted_at = now
        return self.level


def fresh(rate: Rate) -> Bucket:
    return Bucket(rate, float(rate.burst), 0.0)


def ask(bucket: Bucket, shared: Shared, now: float) -> None:
    bucket.told(shared.settle(bucket.tell(), now), shared.rate, now)


def try_one(bucket: Bucket, shared: Shared, now: float) -> bool:
    """One request, as the limiter does it."""
    if bucket.wait(now) > 0:
        return False
    if bucket.must_ask():
        ask(bucket, shared, now)
        if bucket.wait(now) > 0:
            return False
    bucket.use(1, now)
    return True


STEPS = st.lists(st.tuples(st.integers(0, 3), st.floats(0, 0.2), st.booleans()), max_size=400)


@given(rate=RATES, steps=STEPS)
def test_processes_together_let_through_the_limit_and_an_allowance_each_at_most(
    rate: Rate, steps: Sequence[tuple[int, float, bool]]
) -> None:
    shared, buckets, now, passed = Shared(rate), [fresh(rate) for _ in range(4)], 0.0, 0
    for process, pause, tells in steps:
        now += pause
        passed += try_one(buckets[process], shared, now)
        if tells:
            ask(buckets[process], shared, now)
        assert passed <= rate.burst + now * rate.per_second + len(buckets) * allowance_of(rate) + 1e-6


@given(rate=RATES, steps=STEPS)
def test_nobody_is_refused_while_something_is_left(rate: Rate, steps: Sequence[tuple[int, float, bool]]) -> None:
    """What one process alone is refused, an exact bucket with no more than the allowance less refuses as well: a full
    bucket that is told late was not refilled meanwhile."""
    shared, bucket, exact, now = Shared(rate), fresh(rate), Shared(rate), 0.0
    for _, pause, tells in steps:
        now += pause
        level = exact.settle(0, now)
        if try_one(bucket, shared, now):
            exact.settle(1, now)
        else:
            assert level < 1 + allowance_of(rate) + 1e-6
        if tells:
            ask(bucket, shared, now)


@given(rate=st.builds(Rate, per_second=st.integers(1, 50), burst=st.integers(1, 100)), seconds=st.integers(2, 6))
def test_whoever_asks_all_the_time_gets_the_whole_rate(rate: Rate, seconds: int) -> None:
    shared, buckets = Shared(rate), [fresh(rate), fresh(rate)]
    passed, tries = 0, 20 * rate.per_second * seconds + rate.burst
    for nth in range(tries):
        passed += try_one(buckets[nth % 2], shared, seconds * nth / tries)
    assert passed >= rate.burst + rate.per_second * seconds * 0.9 - 2 * allowance_of(rate) - 1 or passed == tries


def test_a_wait_is_told_and_is_enough() -> None:
    rate = Rate(10, 5)
    bucket, shared = fresh(rate), Shared(rate)
    while try_one(bucket, shared, 0.0):
        pass
    wait = bucket.wait(0.0)
    assert 0 < wait <= 0.1
    assert not try_one(bucket, shared, wait * 0.9)
    assert try_one(bucket, shared, wait + 1e-9)


def test_a_debt_is_paid_back_before_more_is_given() -> None:
    rate = Rate(100, 200)
    bucket, shared = fresh(rate), Shared(rate)
    assert try_one(bucket, shared, 0.0)
    bucket.use(999, 0.0)
    assert bucket.wait(0.0) == pytest.approx(8.01)
    ask(bucket, shared, 0.0)
    # Another process learns of it with its first question.
    other = fresh(rate)
    ask(other, shared, 4.0)
    assert other.wait(4.0) == pytest.approx(4.01)
    assert try_one(other, shared, 8.02)


def test_what_could_not_be_told_is_still_owed() -> None:
    bucket = fresh(Rate(10, 100))
    bucket.use(3, 0.0)
    assert bucket.tell() == 3
    bucket.use(1, 0.0)
    bucket.not_told()
    assert (bucket.owed, bucket.telling, bucket.left(0.0)) == (4, 0, 96)


def test_a_lower_limit_counts_from_the_next_answer() -> None:
    bucket = fresh(Rate(100, 200))
    bucket.told(150.0, Rate(1, 2), 1.0)
    assert bucket.left(1.0) == 2
    bucket.use(2, 1.0)
    assert bucket.wait(1.0) == pytest.approx(1.0)


def test_an_address_is_kept_as_a_keyed_hash_and_ipv6_counts_by_network() -> None:
    one, two = bytes(32), bytes(range(32))
    subject = address_subject(one, "203.0.113.7", "failures")
    assert "203.0.113.7" not in subject.bucket
    assert subject.bucket != address_subject(two, "203.0.113.7", "failures").bucket
    assert subject.bucket != address_subject(one, "203.0.113.8", "failures").bucket
    near, far = "2001:db8::1", "2001:db8:0:1::1"
    assert address_subject(one, near, "x") == address_subject(one, "2001:db8::ffff", "x")
    assert address_subject(one, near, "x") != address_subject(one, far, "x")
    assert address_subject(one, "", "x") == address_subject(one, "", "x")


def test_reads_and_writes_are_counted_apart() -> None:
    owner = new_owner_id()
    reads, writes = (Subject(Kind.KEY, owner, owner, of) for of in ("reads", "writes"))
    assert reads.bucket != writes.bucket
    assert (reads.policy, writes.policy) == ("key-reads", "key-writes")
    assert Rate(100, 200).window == 2
    assert Rate(100, 10).window == 1
