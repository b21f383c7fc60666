"""The webhooks' work in the background."""

from faktura.events import (
    ORGANIZATION_ERASED,
    WEBHOOK_ENDPOINT_DISABLED,
    WEBHOOK_ENDPOINT_FAILING,
    WEBHOOK_ENDPOINT_RECOVERED,
)
from faktura.jobs import Job, Watch
from faktura.webhooks.fan_out import LANE_JOB
from faktura.webhooks.forget import FORGET_JOB, PRUNE_JOB, forget_endpoints, plan_to_forget, prune
from faktura.webhooks.lanes.run import run_lane
from faktura.webhooks.stream.advance import advance_all
from faktura.webhooks.tell import tell_owner

LANES_AT_ONCE = 32
"""How many endpoints are worked on at the same time, by all workers together; each gets its turn."""

JOBS = (
    # It is never held: what waits for an endpoint waits until somebody comes.
    Job(name=LANE_JOB, run=run_lane, concurrency_max=LANES_AT_ONCE, attempts_max=1_000_000),
    Job(
        name="webhooks.tell_owner",
        run=tell_owner,
        reacts_to=(WEBHOOK_ENDPOINT_FAILING, WEBHOOK_ENDPOINT_RECOVERED, WEBHOOK_ENDPOINT_DISABLED),
    ),
    Job(name=PRUNE_JOB, run=prune),
    Job(name="webhooks.plan_to_forget", run=plan_to_forget, reacts_to=(ORGANIZATION_ERASED,)),
    Job(name=FORGET_JOB, run=forget_endpoints),
)
WATCHES = (Watch(name="webhooks.advance", look=advance_all, pause_seconds=0.3),)
