"""The work of the audit trail and the request log in the background."""

from faktura.audit.request_log import PRUNE_JOB, prune
from faktura.audit.seal import SEAL_JOB, run_seal
from faktura.jobs import Job

JOBS = (Job(name=SEAL_JOB, run=run_seal), Job(name=PRUNE_JOB, run=prune))
