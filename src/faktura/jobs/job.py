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


def reactions_of(jobs: tuple[Job, ...]) -> dict[str, tuple[str, ...]]:
    """Event type -> names of the jobs that react to it."""
    found: dict[str, tuple[str, ...]] = {}
    for job in jobs:
        for event_type in job.reacts_to:
            found[event_type] = (*found.get(event_type, ()), job.name)
    return found
