"""What templates refuse."""

from faktura.errors import Invalid, NotFound, Refusal


class TemplateNotFound(NotFound):
    """No such template, or no such version of it."""

    code = "template_not_found"
    title = "There is no such template."


class TemplateInvalid(Invalid):
    """A template can't be stored, used or shown; `findings` say where and why."""

    code = "template_invalid"
    title = "The template is not right."


class TemplateArchived(Refusal):
    """An archived template stays as it is."""

    code = "template_archived"
    title = "The template is archived."


class TemplateChanged(Refusal):
    """Somebody else changed the template in between."""

    status = 412
    code = "template_changed"
    title = "The template was changed in between."


class TemplatesBusy(Refusal):
    """Too many templates are being tried at this moment."""

    status = 503
    code = "templates_busy"
    title = "Too many templates are being tried."
