"""What transfers refuse."""

from faktura.errors import Invalid, NotFound, Refusal


class BatchRefused(Invalid):
    """An atomic batch holds something wrong; `findings` tell all of it, with the place of each document."""

    code = "batch_refused"
    title = "The batch was refused as a whole."


class BatchUnsettled(Refusal):
    """The series were changed again and again while the batch was made ready."""

    code = "batch_unsettled"
    title = "The series keep changing."


class ItemKeyReused(Invalid):
    """The same key of an item came with another document."""

    code = "idempotency_key_reused"
    title = "The Idempotency-Key belongs to another request."


class ItemKeyRepeated(Invalid):
    """Two items of one batch have the same key."""

    code = "idempotency_key_repeated"
    title = "The key stands in the batch twice."


class ImportInvalid(Invalid):
    """What was asked of an import is wrong; `findings` hold everything at once."""

    code = "import_invalid"
    title = "The import is not right."


class ImportNotFound(NotFound):
    """No such import in this organization."""

    code = "import_not_found"
    title = "There is no such import."


class ImportEnded(Refusal):
    """An import that has ended can't be cancelled."""

    code = "import_ended"
    title = "The import has ended."


class FileUnreadable(Invalid):
    """A file can't be read as what it is said to be."""

    code = "file_unreadable"
    title = "The file can't be read."


class TransferFileGone(Refusal):
    """The bytes of an import or an export were deleted after their time."""

    status = 410
    code = "file_gone"
    title = "The file is not kept any more."


class ExportNotFound(NotFound):
    """No such export in this organization."""

    code = "export_not_found"
    title = "There is no such export."


class ExportNotReady(Refusal):
    """An export that is not done has no file."""

    code = "export_not_ready"
    title = "The export is not done."


class ExportEnded(Refusal):
    """An export that has ended can't be cancelled."""

    code = "export_ended"
    title = "The export has ended."


class TemplateNotFound(NotFound):
    """There is no template of this name."""

    code = "template_not_found"
    title = "There is no such template."
