"""Writes the Python client's generated modules: models, requests, resources, codes and events. Pure."""

import keyword
import re
import textwrap
from collections.abc import Iterator, Mapping

from generator.contract import Contract, Kind, Operation, Parameter, Problem, Resource, Shape

_WIDTH = 112
_NOTICE = (
    '"""{0}\n\nThis file is generated from the API\'s description by ``clients/generate.py``; don\'t edit it.\n"""\n'
)
_PLAIN = {"integer": "int", "number": "Decimal", "boolean": "bool", "any": "Any", "text": "str"}
_ANSWERED = {"decimal": "Decimal", "date": "_dt.date", "time": "_dt.datetime"}
_SENT = {"decimal": "Decimal | str", "date": "_dt.date | str", "time": "_dt.datetime | str"}
# Names that a method uses itself.
_TAKEN = frozenset({"self", "body", "content", "content_type", "accept", "options"})
# What every answer has by itself.
_MODEL_TAKEN = frozenset({"to_dict"})
_BY_STATUS = {
    304: "NotModified",
    400: "BadRequest", 401: "Unauthorized", 403: "Forbidden", 404: "NotFound", 409: "Conflict", 410: "Gone",
    412: "PreconditionFailed", 413: "TooLarge", 415: "MediaTypeUnsupported", 422: "Invalid", 429: "TooManyRequests",
    503: "Unavailable",
}  # fmt: skip


def word(name: str, taken: frozenset[str] = frozenset()) -> str:
    """A name of the API as a name in Python: ``issue_date[gte]`` is ``issue_date_gte``, ``import`` ``import_``."""
    found = re.sub(r"\W+", "_", name.replace("-", "_")).strip("_").lower() or "value"
    if found[0].isdigit():
        found = f"_{found}"
    return f"{found}_" if keyword.iskeyword(found) or found in taken else found


def class_name(*parts: str) -> str:
    """Names joined as a name of a class."""
    return "".join(piece[:1].upper() + piece[1:] for part in parts for piece in re.split(r"\W|_", part))


def _doc(text: str, indent: str, more: str = "") -> str:
    """A docstring."""
    width = _WIDTH - len(indent)
    paragraphs = [" ".join(each.split()) for each in _quotable(text).split("\n\n") if each.strip()]
    lines: list[str] = []
    for each in [*paragraphs, more]:
        if each:
            lines += ([""] if lines else []) + textwrap.wrap(
                each, width - 3, break_on_hyphens=False, break_long_words=False
            )
    if not lines:
        lines = ["A part of the API."]
    if len(lines) == 1 and len(lines[0]) + 6 <= width and not lines[0].endswith('"'):
        return f'{indent}"""{lines[0]}"""'
    body = "\n".join(f"{indent}{line}".rstrip() for line in lines)
    return f'{indent}"""{body.lstrip()}\n{indent}"""'


def _quotable(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"""', "'''")


class _Types:
    """How kinds are written as types."""

    def __init__(self, shapes: Mapping[str, Shape]) -> None:
        self._shapes = shapes

    def answered(self, kind: Kind) -> str:
        """The type of a value that is answered."""
        return self._written(kind, "answered", _ANSWERED, "tuple[{}, ...]")

    def sent(self, kind: Kind) -> str:
        """The type of a value that is sent: what was answered may be sent again."""
        return self._written(kind, "sent", _SENT, "Sequence[{}]")

    def request_name(self, shape: Shape) -> str:
        """The name of the dictionary that is sent: apart from the answer's, where a shape travels both ways."""
        return f"{shape.name}Input" if shape.answered and not shape.choices else shape.name

    def _written(self, kind: Kind, way: str, scalars: Mapping[str, str], listed: str) -> str:
        if kind.name == "shape":
            shape = self._shapes[kind.shape]
            found = shape.name
            if way == "sent" and not shape.choices:
                found = self.request_name(shape)
                found = f"{shape.name} | {found}" if shape.answered else found
        elif kind.name == "choice":
            found = f"Literal[{', '.join(map(_quoted, kind.choices))}]"
        elif kind.name == "list":
            found = listed.format(self._written(kind.of[0], way, scalars, listed))
        elif kind.name == "map":
            found = f"Mapping[str, {self._written(kind.of[0], way, scalars, listed)}]"
        elif kind.name == "union":
            found = " | ".join(dict.fromkeys(self._written(each, way, scalars, listed) for each in kind.of))
        else:
            found = {**_PLAIN, **scalars}[kind.name]
        return f"{found} | None" if kind.nullable and kind.name != "any" else found


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _choices(shape: Shape) -> str:
    words = [f"    {_quoted(each)}," for each in shape.choices]
    return "\n".join([f"{shape.name} = Literal[", *words, "]", _doc(shape.text, "")])


def _model(shape: Shape, types: _Types) -> str:
    lines = [f"class {shape.name}(Model):", _doc(shape.text, "    "), ""]
    # What is not null in the description is answered, though it need not be sent.
    lines += [f"    {word(each.name, _MODEL_TAKEN)}: {types.answered(each.kind)}" for each in shape.fields]
    return "\n".join(lines)


def _typed_dict(shape: Shape, types: _Types) -> str:
    name = types.request_name(shape)
    fields = [(each.name, types.sent(each.kind), each.required) for each in shape.fields]
    marked = [(each, f"Required[{kind}]" if required else kind) for each, kind, required in fields]
    if all(each.isidentifier() and not keyword.iskeyword(each) for each, _ in marked):
        lines = [f"class {name}(TypedDict, total=False):", _doc(shape.text, "    "), ""]
        lines += [f"    {each}: {kind}" for each, kind in marked]
        return "\n".join(lines)
    inside = ", ".join(f"{_quoted(each)}: {_quoted(kind)}" for each, kind in marked)
    return f"{name} = TypedDict({_quoted(name)}, {{{inside}}}, total=False)\n{_doc(shape.text, '')}"


def _imports(*more: str) -> str:
    """The imports of a module; what it does not use is taken out when its text is formatted."""
    return "\n".join(
        [
            "from __future__ import annotations",
            "import datetime as _dt",
            "from collections.abc import Mapping, Sequence",
            "from decimal import Decimal",
            "from typing import Any, Literal, Required, TypedDict, Unpack, cast",
            *more,
        ]
    )


def models(contract: Contract) -> str:
    """``models.py``: what is answered."""
    types = _Types(contract.shapes)
    shapes = [each for each in contract.shapes.values() if each.answered or each.choices]
    parts = [_choices(each) for each in shapes if each.choices]
    parts += [_model(each, types) for each in shapes if not each.choices]
    body = "\n\n\n".join(parts) + "\n"
    return (
        _NOTICE.format("What the API answers.") + _imports("from faktura_client._model import Model") + "\n\n\n" + body
    )


def requests(contract: Contract) -> str:
    """``requests.py``: what is sent."""
    types = _Types(contract.shapes)
    body = "\n\n\n".join(
        _typed_dict(each, types) for each in contract.shapes.values() if each.sent and not each.choices
    )
    answered = [each.name for each in contract.shapes.values() if each.answered or each.choices]
    known = f"from faktura_client.models import {', '.join(answered)}"
    return (
        _NOTICE.format("What the API is sent: dictionaries, as their JSON.") + _imports(known) + "\n\n\n" + body + "\n"
    )


def events(contract: Contract) -> str:
    """``events.py``: the types of events."""
    words = "".join(f"    {_quoted(each)},\n" for each in contract.events)
    told = "".join(f"    {_quoted(each)}: {_quoted(text)},\n" for each, text in contract.events.items())
    return (
        _NOTICE.format("The types of events, and what each says happened.")
        + "from collections.abc import Mapping\nfrom typing import Literal\n\n"
        + f"EventType = Literal[\n{words}]\n\nEVENTS: Mapping[str, str] = {{\n{told}}}\n"
    )


def _codes(problems: tuple[Problem, ...]) -> Iterator[tuple[str, str, Problem]]:
    """Class, base, problem; a code that is a status' own word is that status' class."""
    for each in problems:
        base = _BY_STATUS.get(each.status, "ServerFault" if each.status >= 500 else "Problem")
        yield class_name(each.code), base, each


def codes(contract: Contract) -> str:
    """``_codes.py``: an exception for each code."""
    fixed = {*_BY_STATUS.values(), "ServerFault", "Problem"}
    bases: set[str] = set()
    classes = []
    table = []
    for name, base, each in _codes(contract.problems):
        bases.add(base)
        table.append(f"    {_quoted(each.code)}: {name if name not in fixed else base},")
        if name not in fixed:
            classes.append(f"class {name}({base}):\n{_doc(f'{each.status}: {each.text}', '    ')}")
    exported = [name for name, _, _ in _codes(contract.problems) if name not in fixed]
    names = sorted([*exported, "API_VERSION", "BY_CODE"])
    version = _quoted(contract.api_version)
    return (
        _NOTICE.format("An exception for each code that a refusal may carry.")
        + "from collections.abc import Mapping\n\n"
        + f"from faktura_client.problems import {', '.join(sorted(bases | {'Problem'}))}\n\n"
        + "__all__ = [\n" + "".join(f"    {_quoted(name)},\n" for name in names) + "]\n\n\n"
        + "\n\n\n".join(classes)
        + f"\n\n\n# What this client was made for; it asks for it in every call.\nAPI_VERSION = {version}"
        + "\n\nBY_CODE: Mapping[str, type[Problem]] = {\n" + "\n".join(table) + "\n}\n"
    )  # fmt: skip


class _Method:
    """One method of a resource, for one of the two clients."""

    def __init__(self, operation: Operation, types: _Types, name: str, *, asynchronous: bool) -> None:
        self._operation = operation
        self._words = _arguments(operation)
        self._types = types
        self._name = name
        self._asynchronous = asynchronous

    def write(self) -> Iterator[str]:
        """The method, and a second one for the bytes of an operation that also answers JSON."""
        operation = self._operation
        if operation.item is not None:
            yield self._one("pages")
        elif operation.answer is not None:
            yield self._one("answer")
        elif not operation.files:
            yield self._one("nothing")
        if operation.files:
            yield self._one("file", suffix="_file" if operation.answer is not None else "")

    def _one(self, way: str, suffix: str = "") -> str:
        operation = self._operation
        positional = [f"{self._words[each]}: str" for each in operation.in_path]
        arguments = [f"{_quoted(operation.method)}", self._path()]
        named: list[str] = []
        if operation.body is not None:
            positional, named, arguments = self._with_body(positional, named, arguments)
        named += self._parameters()
        if way == "file":
            kinds = ", ".join(map(_quoted, operation.files))
            choice = f"Literal[{kinds}]"
            if len(operation.files) > 1 and suffix:
                named.append(f"accept: {choice} = {_quoted(operation.files[0])}")
                arguments.append("accept=accept")
            else:
                arguments.append(f"accept={_quoted(', '.join(operation.files))}")
        if operation.query:
            pairs = ", ".join(f"{_quoted(each.name)}: {self._words[each]}" for each in operation.query)
            arguments.append(f"query={{{pairs}}}")
        if operation.headers:
            pairs = ", ".join(f"{_quoted(each.name)}: {self._words[each]}" for each in operation.headers)
            arguments.append(f"headers={{{pairs}}}")
        arguments += [f"{flag}=True" for flag in ("keyed", "open") if getattr(operation, flag)]
        arguments.append("options=options")
        call = f"Call({', '.join(arguments)})"
        parameters = ["self", *positional, *(["*", *named] if named else []), "**options: Unpack[Options]"]
        answered, expression = self._answered(way, call)
        awaited = self._asynchronous and way != "pages"
        kept = "return " if way != "nothing" else ""
        text = _doc(operation.text or f"{operation.method} {operation.path}.", "        ", self._details(way))
        return "\n".join(
            [
                f"    {'async ' if awaited else ''}def {self._name}{suffix}({', '.join(parameters)}) -> {answered}:",
                text,
                f"        {kept}{'await ' if awaited else ''}{expression}",
            ]
        )

    def _with_body(
        self, positional: list[str], named: list[str], arguments: list[str]
    ) -> tuple[list[str], list[str], list[str]]:
        body = self._operation.body
        assert body is not None
        if body.kind is None:
            types = ", ".join(map(_quoted, body.media_types))
            usual = "application/octet-stream"
            default = usual if usual in body.media_types else body.media_types[0]
            return (
                [*positional, "content: bytes"],
                [*named, f"content_type: Literal[{types}] = {_quoted(default)}"],
                [*arguments, "content=content", "content_type=content_type"],
            )
        kind = self._types.sent(body.kind)
        arguments = [*arguments, "body=body"]
        if body.media_types[0] != "application/json":
            arguments.append(f"content_type={_quoted(body.media_types[0])}")
        return [*positional, f"body: {kind}" + ("" if body.required else " | None = None")], named, arguments

    def _parameters(self) -> list[str]:
        found = []
        for each in sorted((*self._operation.query, *self._operation.headers), key=lambda each: not each.required):
            kind = self._types.sent(each.kind)
            found.append(f"{self._words[each]}: {kind}" + ("" if each.required else _or_none(kind)))
        return found

    def _path(self) -> str:
        path = self._operation.path
        for each in self._operation.in_path:
            path = path.replace(f"{{{each.name}}}", f"{{segment({self._words[each]})}}")
        return f"f{_quoted(path)}" if self._operation.in_path else _quoted(path)

    def _answered(self, way: str, call: str) -> tuple[str, str]:
        operation = self._operation
        if way == "pages":
            assert operation.item is not None
            kind = self._types.answered(operation.item)
            return f"{'Async' if self._asynchronous else ''}Paged[{kind}]", (
                f"self._core.pages({_type_argument(operation.item, kind)}, {call}, {_quoted(operation.cursor)})"
            )
        if way == "answer":
            assert operation.answer is not None
            # An object of JSON as it is: what stands for the class must be one.
            kind = self._types.answered(operation.answer).replace("Mapping[", "dict[", 1)
            return kind, f"self._core.answer({_type_argument(operation.answer, kind)}, {call})"
        return ("File", f"self._core.file({call})") if way == "file" else ("None", f"self._core.nothing({call})")

    def _details(self, way: str) -> str:
        texts = [f"`{self._words[each]}`: {each.text}" for each in self._operation.query if each.text]
        if way == "pages" and self._operation.cursor:
            texts.append("Iterate over it for everything; `limit` is the size of a page.")
        return " ".join(texts)


def _type_argument(kind: Kind, written: str) -> str:
    """A type as an argument; what is no class is one for the type checker only by a cast."""
    is_class = kind.name not in ("union", "any", "choice") and not kind.nullable
    return written if is_class else f"cast(type[{written}], {written})"


def _or_none(kind: str) -> str:
    return " = None" if kind.endswith("| None") or kind == "Any" else " | None = None"


def _arguments(operation: Operation) -> dict[Parameter, str]:
    """A name for each parameter; two that would have the same differ by an underscore."""
    taken = set(_TAKEN) | {"timeout", "wait", "idempotency_key", "fields", "headers"}
    found = {}
    for each in (*operation.in_path, *operation.query, *operation.headers):
        found[each] = name = word(each.name, frozenset(taken))
        while name in taken:
            found[each] = name = name + "_"
        taken.add(name)
    return found


def _resource(resource: Resource, types: _Types, *, asynchronous: bool) -> str:
    core = "AsyncCore" if asynchronous else "Core"
    name = _resource_name(resource, asynchronous)
    told = ".".join(resource.path) or "the API"
    lines = [f"class {name}:", _doc(f"The operations of {told}.", "    "), ""]
    lines += [f"    def __init__(self, core: {core}) -> None:", "        self._core = core"]
    for each in resource.inner.values():
        lines.append(f"        self.{word(each.name)} = {_resource_name(each, asynchronous)}(core)")
    taken = frozenset(resource.inner)
    for operation in resource.operations:
        # A resource of the same name is reached by it; the operation steps aside.
        method = word(operation.word, taken | {"close", "with_options"} if not resource.path else taken)
        lines += ["\n" + each for each in _Method(operation, types, method, asynchronous=asynchronous).write()]
    return "\n".join(lines)


def _resource_name(resource: Resource, asynchronous: bool) -> str:
    return f"{'Async' if asynchronous else ''}{class_name(*resource.path)}Resource{'' if resource.path else 's'}"


def resources(contract: Contract, *, asynchronous: bool) -> str:
    """``resources.py`` and ``async_resources.py``: a method for each operation."""
    types = _Types(contract.shapes)
    body = "\n\n\n".join(_resource(each, types, asynchronous=asynchronous) for each in contract.root.walk()) + "\n"
    answered = [each.name for each in contract.shapes.values() if each.answered or each.choices]
    sent = [types.request_name(each) for each in contract.shapes.values() if each.sent and not each.choices]
    core, paged = ("AsyncCore", "AsyncPaged") if asynchronous else ("Core", "Paged")
    # What is not used is taken out when the text is formatted.
    lines = [
        "from faktura_client._calls import Call, Options, segment",
        f"from faktura_client._core import {core}",
        "from faktura_client.files import File",
        f"from faktura_client.models import {', '.join(answered)}",
        f"from faktura_client.pages import {paged}",
        f"from faktura_client.requests import {', '.join(sent)}",
    ]
    title = "The operations of the API, for code that " + ("awaits." if asynchronous else "waits.")
    return _NOTICE.format(title) + _imports(*lines) + "\n\n\n" + body


def package(contract: Contract) -> str:
    """``__init__.py``: what users import."""
    fixed = {*_BY_STATUS.values(), "ServerFault", "Problem"}
    named = sorted(name for name, _, _ in _codes(contract.problems) if name not in fixed)
    problems = sorted({*fixed, "FakturaError", "ConnectionFailed", "AnswerUnreadable"})
    exported = sorted([*named, *problems, "AsyncFaktura", "Faktura", "File", "Page"])
    return (
        _NOTICE.format("A typed client of Faktura: `Faktura` waits for answers, `AsyncFaktura` awaits them.")
                + f"from faktura_client._codes import {', '.join(named)}\n"
        + "from faktura_client.client import AsyncFaktura, Faktura\nfrom faktura_client.files import File\n"
        + f"from faktura_client.pages import Page\nfrom faktura_client.problems import {', '.join(problems)}\n\n"
        + "__all__ = [\n" + "".join(f"    {_quoted(name)},\n" for name in exported) + "]\n"
    )  # fmt: skip
