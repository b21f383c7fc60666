"""Work in the background: enqueued in the transaction of the write, done at least once, safe to repeat."""

from faktura.jobs.arrivals import arrive
from faktura.jobs.job import Job, Watch
from faktura.jobs.outbox import publish, publish_many, react
from faktura.jobs.queue import enqueue, enqueue_many

__all__ = ["Job", "Watch", "arrive", "enqueue", "enqueue_many", "publish", "publish_many", "react"]
