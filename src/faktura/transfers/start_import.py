"""Beginning and ending an import: the bytes are kept first, then the row that names them and its job, together."""

from datetime import timedelta
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from faktura.checks import Finding
from faktura.jobs import enqueue
from faktura.model.json import to_plain
from faktura.organizations.checks import finding
from faktura.storage.errors import ObjectMissing
from faktura.storage.ids import new_id
from faktura.storage.unit import Unit
from faktura.transfers import store
from faktura.transfers.columns import NOT_TAKEN, canonical, kind_at
from faktura.transfers.errors import ImportEnded, ImportInvalid, TransferFileGone
from faktura.transfers.limits import FILE_DAYS
from faktura.transfers.read import ENDED, Import, files_of, read_import
from faktura.transfers.schemas import ImportOptions
from faktura.transfers.tell import end_import

IMPORT_JOB = "transfers.run_import"
EXPIRE_IMPORT_JOB = "transfers.expire_import"
NAME_LENGTH_MAX = 200


def check_options(kind: str, options: ImportOptions) -> list[Finding]:
    """Everything that is wrong with what was asked for, before the file is looked at."""
    wrong = []
    for heading, path in (options.mapping or {}).items():
        if path is None:
            continue
        if kind_at(kind, canonical(path)) is None or path.split(".")[0] in NOT_TAKEN:
            message = f"{path} is no field of {kind} that a column can be taken for."
            wrong.append(finding("path_unknown", f"/mapping/{heading}", message))
    if options.issue and kind != "invoices":
        wrong.append(finding("issue_not_possible", "/issue", f"Only invoices are issued; this imports {kind}."))
    return wrong


async def start_import(
    unit: Unit, *, kind: str, form: str, name: str, content: bytes, options: ImportOptions
) -> Import:
    """Keep a file and enqueue the work on it.

    Raises:
        ImportInvalid: with everything that is wrong.
    """
    wrong = check_options(kind, options)
    if not content:
        wrong.append(finding("file_empty", "", "Send the bytes of the file as the body."))
    if wrong:
        raise ImportInvalid("The import was not begun.", wrong)
    identifier = new_id()
    # First the bytes: what a crash leaves behind here is a file that nobody names, never a row without its file.
    await files_of(unit.floor).put(unit.tenant, identifier, content)
    return await _insert(unit, identifier, kind, form, name, identifier, len(content), options)


async def repeat_import(unit: Unit, before: UUID, options: ImportOptions) -> Import:
    """Import the same file again with other options: in earnest after a dry run.

    Raises:
        ImportNotFound, ImportInvalid.
        TransferFileGone: the file was deleted after its time.
    """
    earlier = await read_import(unit, before)
    if wrong := check_options(earlier.kind, options):
        raise ImportInvalid("The import was not begun.", wrong)
    try:
        files_of(unit.floor).path(unit.tenant, earlier.file)
    except ObjectMissing:
        raise TransferFileGone(f"Files are kept for {FILE_DAYS} days. Send it again.") from None
    return await _insert(
        unit, new_id(), earlier.kind, earlier.format, earlier.name, earlier.file, earlier.size, options
    )


async def cancel_import(unit: Unit, identifier: UUID) -> Import:
    """Stop an import; what was written stays written.

    Raises:
        ImportNotFound, ImportEnded.
    """
    current = await read_import(unit, identifier, lock=True)
    if current.state in ENDED:
        raise ImportEnded(f"The import is {current.state} already.")
    await end_import(unit, identifier, "cancelled")
    await store.drop_pending(unit, identifier)
    return await read_import(unit, identifier)


async def _insert(
    unit: Unit, identifier: UUID, kind: str, form: str, name: str, file: UUID, size: int, options: ImportOptions
) -> Import:
    kept = timedelta(days=FILE_DAYS)
    held: dict[str, Any] = {**to_plain(options), "dry_run": options.dry_run, "issue": options.issue}
    await store.insert_import(
        unit,
        identifier,
        kind=kind,
        form=form,
        options=held,
        name=PurePosixPath(name.replace("\\", "/")).name[:NAME_LENGTH_MAX],
        file=file,
        size=size,
        expires_at=unit.wall + kept,
    )
    await enqueue(unit, [IMPORT_JOB], identifier)
    await enqueue(unit, [EXPIRE_IMPORT_JOB], identifier, after=kept)
    return await read_import(unit, identifier)
