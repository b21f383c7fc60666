"""Turns: whoever has much to ask waits for itself."""

import asyncio

import pytest

from faktura.storage.database import Database, places_of
from faktura.storage.errors import Crowded
from faktura.storage.turns import ACTIVE_SECONDS, PATIENCE_SECONDS, Turns

pytestmark = pytest.mark.anyio


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def start(turns: Turns, lane: str, order: list[str]) -> "asyncio.Task[None]":
    async def wait() -> None:
        await turns.take(lane)
        order.append(lane)

    return asyncio.create_task(wait())


async def test_alone_a_lane_has_half_of_the_places() -> None:
    turns, order = Turns(8), []
    tasks = [start(turns, "a", order) for _ in range(6)]
    await settle()
    assert len(order) == 4
    assert turns.waiting == 2
    turns.give("a")
    await settle()
    assert len(order) == 5
    for task in tasks:
        task.cancel()


async def test_one_with_a_queue_leaves_the_others_their_places() -> None:
    turns, order = Turns(4), []
    hogs = [start(turns, "hog", order) for _ in range(50)]
    await settle()
    assert order == ["hog", "hog"]
    for name in "ab":
        await asyncio.wait_for(turns.take(name), 0.1)
    # Both places are taken now; the next of the others comes before the fifty.
    waiting = start(turns, "c", order)
    await settle()
    turns.give("hog")
    await settle()
    assert order[2:] == ["c"]
    for task in (*hogs, waiting):
        task.cancel()


async def test_lanes_with_queues_take_turns() -> None:
    clock = Clock()
    turns, order = Turns(2, clock), []
    tasks = [start(turns, lane, order) for lane in ("a",) * 6 + ("b",) * 6 + ("c",) * 6]
    await settle()
    for given in range(12):
        turns.give(order[given])
        clock.now += 2 * PATIENCE_SECONDS
        turns._ring()
        await settle()
    # As long as all of them wait, nobody is far ahead of anybody.
    assert len(order) >= 12
    for number in range(3, 13):
        counts = [order[:number].count(lane) for lane in "abc"]
        assert max(counts) - min(counts) <= 2, order
    for task in tasks:
        task.cancel()


async def test_while_others_without_a_queue_are_served_a_queue_stands_still_for_a_moment() -> None:
    clock = Clock()
    turns, order = Turns(8, clock), []
    tasks = [start(turns, "hog", order) for _ in range(20)]
    await settle()
    assert len(order) == 4
    await turns.take("quiet")
    for _ in range(4):
        turns.give("hog")
    await settle()
    assert len(order) == 4
    clock.now += PATIENCE_SECONDS
    await asyncio.sleep(PATIENCE_SECONDS + 0.05)
    assert len(order) > 4
    served = len(order)
    turns.give("quiet")
    await settle()
    assert len(order) >= served
    for task in tasks:
        task.cancel()


async def test_with_others_about_a_queue_rests_after_each_turn_as_long_as_it_took() -> None:
    clock = Clock()
    turns, order = Turns(8, clock), []
    await turns.take("quiet")
    turns.give("quiet")
    tasks = [start(turns, "hog", order) for _ in range(20)]
    await settle()
    began = len(order)
    clock.now += 0.1
    turns.give("hog")
    await settle()
    assert len(order) == began
    clock.now += 0.1
    await asyncio.sleep(0.15)
    assert len(order) == began + 1
    # Alone it needs no rest.
    clock.now += 2 * ACTIVE_SECONDS
    turns.give("hog")
    await settle()
    assert len(order) == began + 2
    for task in tasks:
        task.cancel()


async def test_a_lane_that_is_gone_does_not_count() -> None:
    clock = Clock()
    turns = Turns(8, clock)
    for name in "abcdefgh":
        await turns.take(name)
        turns.give(name)
    assert turns.share() == 1
    clock.now += ACTIVE_SECONDS
    await turns.take("a")
    assert turns.share() == 4


async def test_too_many_in_one_lane_are_refused_and_others_are_not() -> None:
    turns, order = Turns(2), []
    tasks = [start(turns, "a", order) for _ in range(3)]
    await settle()
    with pytest.raises(Crowded) as crowd:
        await turns.take("a", waiting_max=2)
    assert crowd.value.of_one
    await turns.take("b", waiting_max=0)
    for task in tasks:
        task.cancel()


async def test_who_waits_too_long_is_refused_and_leaves_no_trace() -> None:
    turns = Turns(1)
    await turns.take("a")
    with pytest.raises(Crowded) as crowd:
        await turns.take("b", seconds=0.02)
    assert not crowd.value.of_one
    assert turns.waiting == 0
    turns.give("a")
    await asyncio.wait_for(turns.take("b"), 1)


async def test_who_is_cancelled_takes_no_place_with_it() -> None:
    turns, order = Turns(1), []
    await turns.take("a")
    tasks = [start(turns, "b", order), start(turns, "b", order)]
    await settle()
    tasks[0].cancel()
    await settle()
    turns.give("a")
    await settle()
    assert order == ["b"]
    # One that is cancelled in the moment in which it was its turn gives it back.
    third = start(turns, "c", order)
    await settle()
    turns.give("b")
    third.cancel()
    await settle()
    await asyncio.wait_for(turns.take("d"), 1)


async def test_some_connections_are_for_what_can_not_wait(database: Database) -> None:
    assert [places_of(size) for size in (1, 2, 5, 10, 100)] == [1, 1, 4, 8, 80]
    held = [database.acquire(number) for number in range(places_of(10))]
    for each in held:
        await each.__aenter__()
        # Each stands for a task of its own.
        _others_turn()
    with pytest.raises(Crowded):
        async with database.acquire("late", seconds=0.05):
            pass
    async with database.acquire() as connection:
        assert await connection.fetchval("select 1") == 1
    for each in held:
        await each.__aexit__()


def _others_turn() -> None:
    from faktura.storage import database

    database._HAS_TURN.set(False)


async def test_who_has_a_turn_does_not_wait_for_itself(database: Database) -> None:
    async def nested(depth: int) -> int:
        async with database.acquire("a") as connection:
            if depth:
                return await nested(depth - 1)
            found: int = await connection.fetchval("select 1")
            return found

    assert await asyncio.wait_for(asyncio.gather(*(nested(1) for _ in range(4))), 5) == [1] * 4
    assert database.turns.waiting == 0
