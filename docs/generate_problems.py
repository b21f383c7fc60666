"""Writes docs/reference/problems.md: every code that a refusal or a finding of ours may carry, read from the source."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from writing import REFERENCE, code, literal, modules, page, table

from faktura.registry import specifications

PAGE = REFERENCE / "problems.md"

HEAD = """\
# Problem codes

This page is read from the source by `python docs/generate.py`; a test compares the two. A code never changes its
meaning.

A refusal is `application/problem+json` (RFC 9457):

```json
{
  "type": "urn:faktura:problem:draft_not_issuable",
  "title": "The document breaks rules and was not issued.",
  "status": 422,
  "detail": "1 rules are broken; no number was taken.",
  "code": "draft_not_issuable",
  "request_id": "req_01m83v2ewyew0sx8jjpw1rk7da",
  "errors": [
    {
      "pointer": "/lines",
      "code": "BR-16",
      "rule": "BR-16",
      "term": "BG-25",
      "severity": "fatal",
      "message": "BR_16",
      "location": ""
    }
  ]
}
```

`errors` hold everything that is wrong, at once. `pointer` is a JSON pointer (RFC 6901) into what was sent, `rule` the
official id of the rule (see [Rules](rules.md) and [Countries](countries.md)) or a code of ours, `term` the business
term of EN 16931.
"""

PYDANTIC = """\
Codes of a value that has the wrong form and is not named here (such as `string_too_long`, `too_long` or `enum`) are
those of the library pydantic; the message says what to send. The rules of the standard and of the countries use their
official ids as codes. `…_amount_mismatch` begins with `allowance` or `charge`.
"""

_DOOR = ("Problem", "problem_response", "problem_body")
_FINDERS = {"finding": 0, "_finding": 0, "refuse": 0, "fault": 0, "PydanticCustomError": 0, "_refuse": 1}


@dataclass(frozen=True, slots=True, order=True)
class Refused:
    """A code of a refusal: HTTP status, and what it means."""

    status: int
    code: str
    title: str
    meaning: str


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _fixed(body: list[ast.stmt], name: str) -> object:
    """The constant that a class body gives to a name."""
    for each in body:
        targets = [each.target] if isinstance(each, ast.AnnAssign) else getattr(each, "targets", [])
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            value = getattr(each, "value", None)
            return value.value if isinstance(value, ast.Constant) else None
    return None


def refusals() -> set[Refused]:
    """The refusals of the stations (classes) and of the door (calls)."""
    classes: dict[str, ast.ClassDef] = {}
    found: set[Refused] = set()
    for _, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                classes[node.name] = node
            elif isinstance(node, ast.Call) and _called(node) in _DOOR and len(node.args) > 2:
                status, name, title = node.args[:3]
                if isinstance(status, ast.Constant) and isinstance(status.value, int):
                    found.add(Refused(status.value, literal(name) or "", literal(title) or "", literal_detail(node)))
    for node in classes.values():
        if (known := _refusal(node, classes)) is not None:
            found.add(known)
    return found


def literal_detail(node: ast.Call) -> str:
    """The detail of a problem, where it is written out."""
    return (literal(node.args[3]) or "") if len(node.args) > 3 else ""


def _refusal(node: ast.ClassDef, classes: dict[str, ast.ClassDef]) -> Refused | None:
    """A class as a refusal, with what it inherits; None when it is none, or has no code of its own."""
    line = [node]
    while line[-1].name != "Refusal":
        bases = [classes[base.id] for base in line[-1].bases if isinstance(base, ast.Name) and base.id in classes]
        if not bases:
            return None
        line.append(bases[0])
    name = _fixed(node.body, "code")
    if not isinstance(name, str):
        return None
    status = next(value for each in line if isinstance(value := _fixed(each.body, "status"), int))
    title = next(value for each in line if isinstance(value := _fixed(each.body, "title"), str))
    return Refused(status, name, title, " ".join((ast.get_docstring(node) or "").split()))


def _assigned(tree: ast.Module, name: str, before: int) -> str | None:
    """The text that was last given to a name before a line, in the same function."""
    around = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.lineno < before <= (node.end_lineno or 0)
    ]
    innermost = max(around, key=lambda node: node.lineno)
    texts = [
        (node.lineno, text)
        for node in ast.walk(innermost)
        if isinstance(node, ast.Assign)
        and node.lineno < before
        and any(isinstance(target, ast.Name) and target.id == name for target in node.targets)
        and (text := literal(node.value)) is not None
    ]
    return max(texts)[1] if texts else None


def _message(node: ast.Call, tree: ast.Module) -> str:
    for argument in reversed(node.args):
        text = literal(argument)
        if text is None and isinstance(argument, ast.Name):
            text = _assigned(tree, argument.id, node.lineno)
        if text is not None and " " in text:
            return text
    return ""


def findings() -> dict[str, str]:
    """Codes of findings that no standard defines, with the sentence that says what to do, where it is fixed."""
    found: dict[str, str] = {}
    for path, tree in modules():
        if path.match("specifications/*/*") or path.match("countries/*/*"):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (place := _FINDERS.get(_called(node))) is not None:
                name = literal(node.args[place]) if len(node.args) > place else None
                if name is not None and " " not in name:
                    found[name] = found.get(name) or _message(node, tree)
            elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "_SENTENCES":
                assert isinstance(node.value, ast.Dict)
                found |= {ast.literal_eval(each)[0]: ast.literal_eval(each)[1] for each in node.value.values}
    return found


def verifications() -> dict[str, str]:
    """The kinds of problems that a verification of the archive names."""
    return {
        name: _message(node, tree) or "The bytes of the entry are not what they were, or are gone."
        for path, tree in modules()
        if path.parent.name == "archive"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _called(node) == "Problem" and (name := literal(node.args[0])) is not None
    }


def _refused_rows() -> Iterator[tuple[str, str, str, str]]:
    merged: dict[tuple[int, str], list[Refused]] = {}
    for each in sorted(refusals()):
        merged.setdefault((each.status, each.code), []).append(each)
    for (status, name), group in merged.items():
        titles = dict.fromkeys(each.title for each in group if each.title)
        meanings = dict.fromkeys(each.meaning for each in group if each.meaning)
        yield str(status), code(name), " ".join(titles), " ".join(meanings)


def _message_of(rule_id: str) -> str:
    return next(rule.message for rule in specifications()["en16931"].rules.rules if rule.id == rule_id)


def render() -> str:
    """The whole page."""
    rows = [
        (code(name), message or "(the sentence depends on the case)") for name, message in sorted(findings().items())
    ]
    kinds = [(code(name), message) for name, message in sorted(verifications().items())]
    return page(
        HEAD.replace("BR_16", _message_of("BR-16")),
        "## Codes of refusals\n",
        table(("status", "code", "title", "when, or what to do"), list(_refused_rows())),
        "## Codes of findings\n",
        PYDANTIC,
        table(("code", "what it says (… stands for a value)"), rows),
        "## Problems that a verification names\n",
        "`POST /v1/archive/verify` and `faktura verify` name each thing that does not fit by one of these kinds.\n",
        table(("kind", "what it says (… stands for a value)"), kinds),
    )
