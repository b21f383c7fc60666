"""Any document in, over HTTP: findings, or another form of it. Nothing is kept."""

import base64
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Literal

from faktura.api import parameters
from faktura.api.answers import Answer, Problem
from faktura.api.apart import CREW, SECONDS_MAX, Busy, GaveUp
from faktura.api.operation import Call, Operations
from faktura.api.paging import problem
from faktura.api.shapes import FindingAnswer
from faktura.checks import Finding, Severity
from faktura.documents import Converted, NotConvertible, check, convert, find_target, must_exist, targets
from faktura.model import Invoice
from faktura.model.terms import part
from faktura.model.values import parse_date

OPERATIONS = Operations("documents")

_WITH_WRAPPER = "application/json"


@part
class CheckFinding:
    """What a rule says of a document: `location` is the place in it (XPath and line), `pointer` that in our model."""

    rule: str
    severity: Literal["fatal", "warning", "information"]
    message: str
    pointer: str
    term: str
    location: str


@part
class CheckAnswer:
    """What a check found. `format` and `specification` are empty where the document could not be read that far."""

    file: str
    format: str
    specification: str
    valid: bool
    findings: list[CheckFinding]


@part
class ConvertAnswer:
    """A document in another form, as base64, with what was lost on the way and what its own check says."""

    media_type: str
    file_extension: str
    content: str
    good: bool
    findings: list[FindingAnswer]


def _day(value: str) -> date:
    return parse_date(value)


def _text(value: str) -> str:
    return value


def _query(call: Call, known: Mapping[str, Callable[[str], Any]]) -> dict[str, Any]:
    """The query's parameters.

    Raises:
        Problem: 422 with everything that is unknown or wrong.
    """
    found: dict[str, Any] = {}
    wrong = []
    for name, value in call.query:
        if name not in known:
            wrong.append(
                _refused(name, "parameter_unknown", f"There is no such parameter; there are: {', '.join(known)}.")
            )
            continue
        try:
            found[name] = known[name](value)
        except ValueError as error:
            wrong.append(_refused(name, "value_invalid", str(error)))
    if wrong:
        raise problem(wrong)
    return found


def _refused(name: str, code: str, message: str) -> Finding:
    return Finding(rule=code, severity=Severity.FATAL, message=message, pointer=f"/{name}")


async def _apart(work: Callable[..., Any], *arguments: Any) -> Any:
    try:
        return await CREW.run(work, *arguments)
    except Busy:
        raise Problem(
            503,
            "documents_busy",
            "Too many documents are waiting.",
            "Ask again in a moment.",
            headers={"Retry-After": "5"},
        ) from None


@OPERATIONS.declare(
    "POST",
    "/v1/check",
    "documents.check",
    "Check a document by the official rules: UBL, CII, a hybrid PDF or our JSON.",
    scope="documents:check",
    reads_only=True,
    shape=bytes,
    answers={200: CheckAnswer},
    parameters=(
        parameters.query(
            "specification",
            {"type": "string", "minLength": 1, "maxLength": 100, "default": "auto"},
            "By name; auto takes what the document names (BT-24).",
        ),
        parameters.query("on", parameters.DATE, "The day whose rules count; else the document's day of issue."),
    ),
)
async def check_document(call: Call) -> Answer:
    """Check a document."""
    asked = _query(call, {"specification": _text, "on": _day})
    specification = asked.get("specification", "auto")
    try:
        must_exist(specification)
    except LookupError as error:
        raise problem([_refused("specification", "value_invalid", str(error.args[0]))]) from None
    content, on = call.raw, asked.get("on")

    async def checked() -> Answer:
        try:
            plain = await _apart(check_plainly, content, specification, on)
        except GaveUp:
            plain = _given_up()
        return Answer(body={"file": "", **plain})

    return Answer(later=checked)


def check_plainly(content: bytes, specification: str, on: date | None) -> dict[str, Any]:
    """The report as JSON-ready data, which travels quicker than the report itself."""
    return check(content, specification, on).to_plain()


def _given_up() -> dict[str, Any]:
    message = f"The document takes more than {SECONDS_MAX} seconds, or too much memory, so that it was not checked."
    finding = {"rule": "document_unreadable", "severity": "fatal", "message": message}
    return {
        "format": "",
        "specification": "",
        "valid": False,
        "findings": [{**finding, "pointer": "", "term": "", "location": ""}],
    }


@OPERATIONS.declare(
    "POST",
    "/v1/convert",
    "documents.convert",
    "Write a document in another form; with Accept: application/json the answer names what was lost.",
    scope="documents:check",
    reads_only=True,
    shape=bytes,
    answers={200: ConvertAnswer | Invoice},  # the document itself, to=json without Accept: application/json
    media_types=("application/json", "application/xml", "application/pdf"),
    parameters=(
        parameters.query("to", {"type": "string", "enum": list(targets())}, "The form to write; needed."),
        parameters.query("profile", {"type": "string", "maxLength": 40}, "For facturx: minimum, basic-wl, basic, …"),
        parameters.query("language", {"type": "string", "pattern": "^[a-z]{2}$", "default": "en"}, "Of a PDF's page."),
    ),
)
async def convert_document(call: Call) -> Answer:
    """Convert a document."""
    asked = _query(call, {"to": _text, "profile": _text, "language": _text})
    to, profile = asked.get("to", ""), asked.get("profile", "")
    try:
        find_target(to, profile)
    except LookupError as error:
        raise problem([_refused("profile" if to in targets() else "to", "value_invalid", str(error.args[0]))]) from None
    content, language = call.raw, asked.get("language", "en")
    wants_findings = _WITH_WRAPPER in call.request.headers.get("accept", "")

    async def converted() -> Answer:
        try:
            found = await _apart(convert_plainly, content, to, profile, language)
        except GaveUp as error:
            raise _not_convertible(str(error)) from None
        except NotConvertible as error:
            raise _not_convertible(str(error), error.findings) from None
        return _answer(found, wants_findings)

    return Answer(later=converted)


def convert_plainly(content: bytes, to: str, profile: str, language: str) -> Converted:
    """`convert`, as it is called from another process."""
    return convert(content, to, profile=profile, language=language)


def _not_convertible(detail: str, findings: tuple[Finding, ...] = ()) -> Problem:
    return Problem(
        422, "document_not_convertible", "The document can't be brought into that form.", detail, findings=findings
    )


def _answer(found: Converted, wants_findings: bool) -> Answer:
    findings = found.findings
    if wants_findings:
        return Answer(
            body={
                "media_type": found.media_type,
                "file_extension": found.file_extension,
                "content": base64.b64encode(found.content).decode(),
                "good": found.good,
                "findings": [finding.to_plain() for finding in findings],
            }
        )
    counts = [f"{grave.value}={sum(each.severity is grave for each in findings)}" for grave in Severity]
    return Answer(body=found.content, media_type=found.media_type, headers={"Faktura-Findings": ", ".join(counts)})
