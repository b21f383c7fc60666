"""What a job is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from faktura.storage.floor import Floor

Handler = Callable[[Floor, UUID, UUID], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A kind of background work; each station exports its own in `jobs.JOBS`.

    `run(floor, tenant, object)` gets ids only, opens its own units, and is safe to run twice. `reacts_to`: event
    types after which it is enqueued with the event's object. `attempts_max`: how often a crash of the code is
    repeated before the job is held for a person to look at.
    """

    name: str
    run: Handler
    reacts_to: tuple[str, ...] = ()
    concurrency_max: int = 0
    attempts_max: int = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Work that no single write can enqueue, because it is about what many writes left behind.

    `look(floor)` does what is to be done and answers whether there was anything; it is called again at once then, else
    after `pause_seconds`. Several workers may look at the same time.
    """

    name: str
    look: Callable[[Floor], Awaitable[bool]]
    pause_seconds: float


def reactions_of(jobs: tuple[Job, ...]) -> dict[str, tuple[str, ...]]:
    """Event type -> names of the jobs that react to it."""
    found: dict[str, tuple[str, ...]] = {}
    for job in jobs:
        for event_type in job.reacts_to:
            found[event_type] = (*found.get(event_type, ()), job.name)
    return found
