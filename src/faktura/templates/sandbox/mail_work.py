"""Work in the locked process: a mail's templates and their data -> subject, text and HTML.

The language is Jinja's, cut down to what puts data into a text: values, conditions, loops, macros, and the filters
below. There is no calling of methods, no attribute of a Python object, no reckoning with texts, no other template.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

import jinja2
import jinja2.debug  # would be loaded with the first error, and then it is too late
from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from faktura.templates.sandbox.clean_html import clean_html

PART_LENGTH_MAX = 200_000
"""Characters that a part of a mail may come out with."""
SUBJECT_LENGTH_MAX = 250

FILTERS = (
    "abs", "capitalize", "default", "d", "e", "escape", "first", "join", "last", "length", "count", "list", "lower",
    "reverse", "title", "trim", "truncate", "unique", "upper", "wordcount",
)  # fmt: skip
TESTS = (
    "defined",
    "undefined",
    "none",
    "string",
    "number",
    "odd",
    "even",
    "in",
    "eq",
    "ne",
    "equalto",
    "true",
    "false",
)
_FORBIDDEN: tuple[tuple[type[nodes.Node], str], ...] = (
    (nodes.Include, "Other templates can't be included."),
    (nodes.Import, "Other templates can't be imported."),
    (nodes.FromImport, "Other templates can't be imported."),
    (nodes.Extends, "Other templates can't be extended."),
    (nodes.EvalContextModifier, "Escaping can't be turned off: what the buyer is called must never become markup."),
    (nodes.Mul, "Texts and numbers can't be multiplied here; amounts come finished."),
    (nodes.Pow, "Numbers can't be raised to a power here; amounts come finished."),
    (nodes.Mod, "The sign % does not work here."),
    (nodes.Concat, "Put texts one behind the other instead of joining them with ~."),
)
_BLANK = re.compile(r"\s+")
_NOT_SEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


class _TooLong(Exception):  # noqa: N818 - a finding about the template
    pass


class _Environment(ImmutableSandboxedEnvironment):
    """Only plain data: items of objects and lists, never what Python keeps behind them."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """``data.number`` is the item."""
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """The item of plain data; anything else is undefined."""
        if isinstance(obj, LoopContext) and argument in ("index", "index0", "first", "last", "length", "revindex"):
            return getattr(obj, argument)
        if isinstance(obj, jinja2.Undefined):
            return obj
        plain = isinstance(obj, dict) or (isinstance(obj, list) and isinstance(argument, int))
        try:
            return obj[argument] if plain else self.undefined(obj=obj, name=argument)
        except (LookupError, TypeError):
            return self.undefined(obj=obj, name=argument)

    def is_safe_callable(self, obj: Any) -> bool:
        """Only the template's own macros."""
        return isinstance(obj, Macro)


def _environment(*, escapes: bool) -> _Environment:
    made = _Environment(
        autoescape=escapes, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, cache_size=0
    )
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in FILTERS}
    made.tests = {name: made.tests[name] for name in TESTS}
    return made


def _fault(part: str, message: str, line: int | None, code: str = "template_error") -> dict[str, Any]:
    return {"code": code, "part": part, "message": message, "line": line, "column": None, "hint": ""}


def _forbidden(part: str, tree: nodes.Template) -> list[dict[str, Any]]:
    return [
        _fault(part, sentence, node.lineno, "template_forbidden")
        for kind, sentence in _FORBIDDEN
        for node in tree.find_all(kind)
    ]


def _line_of(error: BaseException) -> int | None:
    """The last line of the template that was at work."""
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _joined(pieces: Iterable[str]) -> str:
    found, length = [], 0
    for piece in pieces:
        length += len(piece)
        if length > PART_LENGTH_MAX:
            raise _TooLong
        found.append(piece)
    return "".join(found)


def _rendered(part: str, source: str, data: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """A part of the mail, or what is wrong with its template."""
    environment = _environment(escapes=part == "html")
    try:
        tree = environment.parse(source)
        if wrong := _forbidden(part, tree):
            return "", wrong
        return _joined(environment.from_string(source).generate(data)), []
    except jinja2.TemplateSyntaxError as error:
        return "", [_fault(part, error.message or "The template can't be read.", error.lineno)]
    except SecurityError as error:
        return "", [
            _fault(part, "Only the template's own macros can be called.", _line_of(error), "template_forbidden")
        ]
    except jinja2.UndefinedError as error:
        return "", [_fault(part, f"There is no such value: {error.message}.", _line_of(error))]
    except _TooLong:
        return "", [
            _fault(part, f"It comes out with more than {PART_LENGTH_MAX} characters.", None, "template_too_large")
        ]
    except RecursionError:
        return "", [_fault(part, "It calls itself without an end, or is nested too deeply.", None)]
    except (TypeError, ValueError, LookupError, ArithmeticError, AttributeError) as error:
        return "", [_fault(part, f"This does not work with these values: {error}.", _line_of(error))]


def one_line(text: str) -> str:
    """A subject: one line of visible text, so that it can't begin a header of its own."""
    return _BLANK.sub(" ", _NOT_SEEN.sub(" ", text)).strip()[:SUBJECT_LENGTH_MAX]


def work(_ready: None, job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Render ``parts`` (subject, text, html) with ``data``; `own_link` is the buyer's page.

    The answer: ``outcome`` is ``made`` or ``refused``; ``errors``, ``warnings``, and the finished ``parts``.
    """
    parts: dict[str, str] = {}
    errors: list[dict[str, Any]] = []
    told: list[dict[str, Any]] = []
    finish: dict[str, Callable[[str], str]] = {"subject": one_line, "text": str.strip}
    for part, source in job["parts"].items():
        text, wrong = _rendered(part, source, job["data"])
        errors += wrong
        if wrong:
            continue
        if part == "html":
            text, removed = clean_html(text, str(job.get("own_link", "")))
            told += [_fault(part, sentence, line, "html_removed") for sentence, line in removed]
        else:
            text = finish[part](text)
        if not text:
            errors.append(_fault(part, f"The {part} comes out empty.", None))
        parts[part] = text
    header = {"outcome": "refused" if errors else "made", "errors": errors, "warnings": told, "parts": parts}
    return header, b""
