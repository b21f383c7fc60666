"""Turns: who gets the next connection. Whoever has hundreds of requests waits for itself, not others for it."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from faktura.storage.errors import Crowded

ACTIVE_SECONDS = 1.0
"""How long a lane counts among those that share the places, after its last turn."""
PATIENCE_SECONDS = 0.25
"""How long a lane that queues lets those that don't go before it."""


@dataclass(slots=True)
class _Lane:
    """What one tenant has and waits for."""

    held: int = 0
    waiting: "deque[asyncio.Future[None]]" = field(default_factory=deque)
    in_line: bool = False
    seen: float = 0.0
    had: float = 0.0
    rests_until: float = 0.0


class Turns:
    """Places that lanes take in turn, round robin.

    A lane is whoever must not stand in another's way: a tenant. Alone it may hold half of the places; with others
    about it holds no more than its part. So a lane whose turns take long (they wait for one row, say) fills its own
    part and not the whole, and a lane that comes anew is served after at most one turn of each other lane. While a lane
    without a queue is served, lanes with a queue begin no further turn, for a moment at most, and after each turn they
    rest as long as it took: whoever asks for little has the process nearly for itself, and the processors, too.
    """

    def __init__(self, places: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._free = self._places = places
        self._most = max(1, places // 2)
        self._clock = clock
        self._lanes: dict[Hashable, _Lane] = {}
        self._line: deque[Hashable] = deque()
        self._swept = 0.0
        self._alarm: asyncio.TimerHandle | None = None

    @property
    def waiting(self) -> int:
        """How many wait, in all lanes."""
        return sum(len(lane.waiting) for lane in self._lanes.values())

    def share(self) -> int:
        """How many places one lane may hold now."""
        return max(1, min(self._most, self._places // max(1, len(self._lanes))))

    def _share_without_queue(self) -> int:
        # A page that asks for five things at once is no hog, as long as there is room.
        return self._most if self._free > self._places // 2 else self.share()

    async def take(self, name: Hashable, *, waiting_max: int | None = None, seconds: float | None = None) -> None:
        """Wait for a turn of the lane `name`; `give` must follow.

        Raises:
            Crowded: `waiting_max` wait in this lane already, or none came within `seconds`.
        """
        now = self._clock()
        self._sweep(now)
        lane = self._lanes.setdefault(name, _Lane())
        lane.seen = now
        if not lane.waiting and self._free > 0 and lane.held < self._share_without_queue():
            self._grant(lane, now)
            return
        if waiting_max is not None and len(lane.waiting) >= waiting_max:
            raise Crowded("Too many requests of one tenant wait for a connection.", of_one=True)
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        lane.waiting.append(turn)
        if not lane.in_line:
            lane.in_line = True
            self._line.append(name)
        try:
            async with asyncio.timeout(seconds):
                await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():
                self.give(name)
            elif turn in lane.waiting:
                lane.waiting.remove(turn)
            if isinstance(error, TimeoutError):
                raise Crowded("No connection became free in time.", of_one=False) from None
            raise

    def give(self, name: Hashable) -> None:
        """Give a place back; the next lane in line takes it."""
        lane = self._lanes[name]
        lane.held -= 1
        now = lane.seen = self._clock()
        self._free += 1
        self._sweep(now)
        if len(self._lanes) > 1:
            lane.rests_until = now + min(now - lane.had, PATIENCE_SECONDS)
        self._serve(now)

    def _serve(self, now: float) -> None:
        """Give the free places to those in line."""
        share = self.share()
        others_first = any(each.held and not each.in_line for each in self._lanes.values())
        for _ in range(len(self._line)):
            if self._free == 0:
                return
            name = self._line.popleft()
            lane = self._lanes[name]
            while lane.waiting and lane.waiting[0].done():
                lane.waiting.popleft()
            patient = now < lane.rests_until or (others_first and now - lane.had < PATIENCE_SECONDS)
            if lane.waiting and lane.held < share and not patient:
                self._grant(lane, now)
                lane.waiting.popleft().set_result(None)
            lane.in_line = bool(lane.waiting)
            if lane.in_line:
                self._line.append(name)
        if self._free:
            self._wind(now, share, others_first)

    def _wind(self, now: float, share: int, others_first: bool) -> None:
        """Look again when the next of those in line that may have more has been patient for long enough."""
        ends = [
            max(lane.rests_until, lane.had + PATIENCE_SECONDS if others_first else now)
            for lane in (self._lanes[name] for name in self._line)
            if lane.held < share
        ]
        if not ends:
            return
        wait = max(0.001, min(ends) - now)
        loop = asyncio.get_running_loop()
        if self._alarm is not None:
            if self._alarm.when() <= loop.time() + wait:
                return
            self._alarm.cancel()
        self._alarm = loop.call_later(wait, self._ring)

    def _ring(self) -> None:
        self._alarm = None
        self._serve(self._clock())

    def _grant(self, lane: _Lane, now: float) -> None:
        self._free -= 1
        lane.held += 1
        lane.had = now

    def _sweep(self, now: float) -> None:
        # Forgetting who is gone costs a walk, so it is not done with every turn.
        if now - self._swept < ACTIVE_SECONDS / 4:
            return
        self._swept = now
        gone = [
            name
            for name, lane in self._lanes.items()
            if not lane.held and not lane.in_line and now - lane.seen >= ACTIVE_SECONDS
        ]
        for name in gone:
            del self._lanes[name]
