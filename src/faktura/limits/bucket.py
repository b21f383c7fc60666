"""One bucket as a process sees it: what the shared one held when it was last asked, and what was used here since.

Requests are answered from this alone. What was used is told to the shared bucket afterwards, many at once, so no
request waits for it. A process may owe only so much before it must ask, so all processes together let through no more
than the limit and this allowance for each. What was let through too much is paid back; what is told late to a full
bucket may cost what would have been refilled meanwhile, the allowance at most. Pure; the clock comes as an
argument.
"""

from dataclasses import dataclass

from faktura.limits.rates import Rate

ALLOWANCE_PART = 40
"""A process may owe one part in so many of the burst, and at least one."""


@dataclass(slots=True)
class Bucket:
    """The view of one process: `level` was left when it was `seen`. `owed` was used and not told yet; `telling` is on
    its way to the shared bucket."""

    rate: Rate
    level: float
    seen: float
    owed: float = 0.0
    telling: float = 0.0
    touched: float = 0.0
    refused: int = 0
    refused_at: float = 0.0

    def left(self, now: float) -> float:
        """What is left to use, as far as this process knows."""
        return min(float(self.rate.burst), self.level + max(0.0, now - self.seen) * self.rate.per_second)

    def wait(self, now: float) -> float:
        """Seconds until one more may be used; 0: now."""
        missing = 1.0 - self.left(now)
        return missing / self.rate.per_second if missing > 0 else 0.0

    def must_ask(self) -> bool:
        """Whether so much is owed that the shared bucket must be asked before more is used."""
        return self.owed + self.telling >= allowance_of(self.rate)

    def should_tell(self) -> bool:
        """Whether it is time to tell, so that nobody has to wait for it."""
        return self.owed >= max(1.0, allowance_of(self.rate) / 2)

    def use(self, amount: float, now: float) -> None:
        """Use some; a debt is fine, whoever comes next waits for it."""
        self.level, self.seen = self.left(now) - amount, now
        self.owed += amount
        self.touched = now

    def tell(self) -> float:
        """What is to be told now."""
        self.telling, self.owed = self.telling + self.owed, 0.0
        return self.telling

    def told(self, level: float, rate: Rate, now: float) -> None:
        """The shared bucket holds `level` after what was told; `rate` is what holds for it today."""
        self.level, self.rate, self.seen, self.telling = level - self.owed, rate, now, 0.0

    def not_told(self) -> None:
        """It could not be told: it is still owed."""
        self.owed, self.telling = self.owed + self.telling, 0.0


def allowance_of(rate: Rate) -> int:
    """What a process may owe."""
    return max(1, rate.burst // ALLOWANCE_PART)
