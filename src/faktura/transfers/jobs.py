"""The transfers' work in the background."""

from faktura.jobs import Job
from faktura.transfers.expire import expire_export, expire_import
from faktura.transfers.run_export import run_export
from faktura.transfers.run_import import run_import
from faktura.transfers.start_export import EXPIRE_EXPORT_JOB, EXPORT_JOB
from faktura.transfers.start_import import EXPIRE_IMPORT_JOB, IMPORT_JOB

AT_ONCE = 2
"""Imports, and exports, that one installation works on at a time."""

JOBS = (
    Job(name=IMPORT_JOB, run=run_import, concurrency_max=AT_ONCE),
    Job(name=EXPORT_JOB, run=run_export, concurrency_max=AT_ONCE),
    Job(name=EXPIRE_IMPORT_JOB, run=expire_import),
    Job(name=EXPIRE_EXPORT_JOB, run=expire_export),
)
