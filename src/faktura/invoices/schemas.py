"""JSON shapes of series, credits and links."""

from typing import Annotated

from annotated_types import Ge, Le, MaxLen
from pydantic import StrictBool

from faktura.drafts.schemas import SendRequest
from faktura.invoices.links import LINK_DAYS, LINK_DAYS_MAX
from faktura.model import Line
from faktura.model.terms import part
from faktura.model.values import LINES_MAX, Code, Day, Name, Text


@part
class SeriesRequest:
    """A new numbering series."""

    document_type: Code = "invoice"
    name: Name
    pattern: Name
    restart: Code = "yearly"
    is_default: StrictBool = False


@part
class SeriesPatch:
    """A change of a series that has not numbered anything yet."""

    pattern: Name | None = None
    restart: Code | None = None


@part
class CreditRequest:
    """A credit note for an issued document: the whole of it, or the given lines."""

    issue: StrictBool = False
    issue_date: Day | None = None
    reason: Text | None = None
    lines: Annotated[tuple[Line, ...], MaxLen(LINES_MAX)] = ()
    send: SendRequest | None = None


@part
class LinkRequest:
    """A new link for the buyer."""

    expires_in_days: Annotated[int, Ge(1), Le(LINK_DAYS_MAX)] = LINK_DAYS


@part
class IssueRequest:
    """Issuing a draft, and the roads to take then (instead of the draft's own)."""

    send: SendRequest | None = None
