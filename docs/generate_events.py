"""Writes docs/reference/events.md from the events and the jobs that react to them."""

from writing import REFERENCE, code, page, sentences, table

from faktura.events import EVENT_TYPES, subject_of
from faktura.jobs import Job
from faktura.worker import JOBS

PAGE = REFERENCE / "events.md"

HEAD = """\
# Events and jobs

This page is generated from the source by `python docs/generate.py`; a test compares the two.

An event is written in the same transaction as what it tells, with who did it and for which request. It is never changed
or deleted. `GET /v1/invoices/{id}/events` answers those of one document, `GET /v1/events` all of them in order, and
[webhooks](../webhooks.md) push them.
"""

JOBS_HEAD = """\
## Jobs

A job is enqueued in the transaction of the event that it reacts to, so it exists exactly when its cause does. It gets
ids only and is safe to run twice. A job that crashes is tried again with growing waits; after the last try it is held
in the queue for a person to look at.
"""


def _row(job: Job) -> tuple[str, str, str, str]:
    what = sentences(job.run).partition("\n")[0]
    at_once = str(job.concurrency_max) if job.concurrency_max else "any number"
    reacts_to = ", ".join(map(code, job.reacts_to)) or "when something is due"
    return code(job.name), reacts_to, what, f"{at_once} at once, {job.attempts_max} tries"


def render() -> str:
    """The whole page."""
    return page(
        HEAD,
        table(
            ("event", "about", "what happened"),
            [(code(name), code(f"{subject_of(name)[1]}_…"), text) for name, text in sorted(EVENT_TYPES.items())],
        ),
        JOBS_HEAD,
        table(("job", "after", "what it does", "limits"), [_row(job) for job in JOBS]),
    )
