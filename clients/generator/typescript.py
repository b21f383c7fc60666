"""Writes the TypeScript client's generated modules: types, resources and codes. Pure."""

import json
import re
import textwrap
from collections.abc import Iterator

from generator.contract import Contract, Kind, Operation, Parameter, Resource, Shape

_WIDTH = 112
_LINE = 80
_NOTICE = """\
/**
 * {0}
 *
 * This file is generated from the API's description by clients/generate.py; don't edit it.
 */

"""
_SCALARS = {
    "decimal": "Decimal", "date": "Day", "time": "Time", "integer": "number", "number": "number", "boolean": "boolean",
    "any": "unknown", "text": "string",
}  # fmt: skip
_RESERVED = frozenset(
    [
        "arguments",
        "await",
        "break",
        "case",
        "catch",
        "class",
        "const",
        "continue",
        "debugger",
        "default",
        "delete",
        "do",
        "else",
        "enum",
        "eval",
        "export",
        "extends",
        "false",
        "finally",
        "for",
        "function",
        "if",
        "implements",
        "import",
        "in",
        "instanceof",
        "interface",
        "let",
        "new",
        "null",
        "package",
        "private",
        "protected",
        "public",
        "return",
        "static",
        "super",
        "switch",
        "this",
        "throw",
        "true",
        "try",
        "typeof",
        "var",
        "void",
        "while",
        "with",
        "yield",
        "body",
        "content",
        "parameters",
        "options",
    ]
)
_MEMBERS = frozenset({"constructor", "core", "withOptions"})

_SCALAR_TYPES = """\
/** An exact decimal as a string: "1234.50". Never a number. */
export type Decimal = string;

/** A day: "2026-11-23". */
export type Day = string;

/** A moment: "2026-11-23T10:00:00Z". */
export type Time = string;

"""


def camel(name: str) -> str:
    """A name of the API as a name in TypeScript: ``email_sender`` is ``emailSender``."""
    first, *rest = [part for part in re.split(r"\W|_", name) if part] or ["value"]
    return first + "".join(part[:1].upper() + part[1:] for part in rest)


def _class_name(path: tuple[str, ...]) -> str:
    return "".join(camel(part)[:1].upper() + camel(part)[1:] for part in path)


def _doc(text: str, indent: str) -> str:
    paragraphs = [" ".join(each.split()).replace("*/", "* /") for each in text.split("\n\n") if each.strip()]
    lines: list[str] = []
    for each in paragraphs:
        lines += ([""] if lines else []) + textwrap.wrap(
            each, _WIDTH - len(indent), break_on_hyphens=False, break_long_words=False
        )
    if len(lines) <= 1:
        return f"{indent}/** {lines[0] if lines else 'A part of the API.'} */"
    return "\n".join([f"{indent}/**", *(f"{indent} * {line}".rstrip() for line in lines), f"{indent} */"])


def _kind(kind: Kind, prefix: str = "") -> str:
    if kind.name == "shape":
        found = prefix + kind.shape
    elif kind.name == "choice":
        found = " | ".join(map(json.dumps, kind.choices))
    elif kind.name == "list":
        inner = _kind(kind.of[0], prefix)
        found = f"readonly ({inner})[]" if " | " in inner or inner.startswith("readonly ") else f"readonly {inner}[]"
    elif kind.name == "map":
        found = f"Readonly<Record<string, {_kind(kind.of[0], prefix)}>>"
    elif kind.name == "union":
        found = " | ".join(dict.fromkeys(_kind(each, prefix) for each in kind.of))
    else:
        found = prefix + _SCALARS[kind.name] if _SCALARS[kind.name][0].isupper() else _SCALARS[kind.name]
    return f"{found} | null" if kind.nullable and kind.name != "any" else found


def _property(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z_]\w*", name) else json.dumps(name)


def _shape(shape: Shape) -> str:
    if shape.choices:
        words = "\n".join(f"  | {json.dumps(each)}" for each in shape.choices)
        return f"{_doc(shape.text, '')}\nexport type {shape.name} =\n{words};"
    lines = [_doc(shape.text, ""), f"export interface {shape.name} {{"]
    for each in shape.fields:
        if each.text:
            lines.append(_doc(each.text, "  "))
        # What is only answered is always there, unless it may be empty: absent fields are left out of documents.
        there = each.required or (not shape.sent and not each.kind.nullable and each.kind.name not in ("list", "map"))
        lines.append(f"  readonly {_property(each.name)}{'' if there else '?'}: {_kind(each.kind)};")
    return "\n".join([*lines, "}"])


def types(contract: Contract) -> str:
    """``types.ts``: what is sent and answered."""
    shapes = "\n\n".join(map(_shape, contract.shapes.values()))
    return _NOTICE.format("What the API is sent and what it answers.") + _SCALAR_TYPES + shapes + "\n"


def codes(contract: Contract) -> str:
    """``codes.ts``: the codes of refusals and the types of events."""
    problems = "\n".join(f"  | {json.dumps(each.code)}" for each in contract.problems)
    events = "\n".join(f"  | {json.dumps(each)}" for each in contract.events)
    return (
        _NOTICE.format("The codes of refusals and the types of events.")
        + "/** What a refusal is called; a code never changes its meaning. */\n"
        + f"export type ProblemCode =\n{problems};\n\n"
        + "/** What this client was made for; it asks for it in every call. */\n"
        + f"export const API_VERSION = {json.dumps(contract.api_version)};\n\n"
        + f"/** What happened. */\nexport type EventType =\n{events};\n"
    )


class _Method:
    """The methods of one operation."""

    def __init__(self, operation: Operation, name: str) -> None:
        self._operation = operation
        self._name = name

    def write(self) -> Iterator[str]:
        """The method, and a second one for the bytes of an operation that also answers JSON."""
        operation = self._operation
        if operation.item is not None:
            item = _kind(operation.item, "T.")
            yield self._one(f"Paged<{item}>", f"pages<{item}>", extra=f", {json.dumps(operation.cursor)}")
        elif operation.answer is not None:
            answer = _kind(operation.answer, "T.")
            yield self._one(f"Promise<{answer}>", f"answer<{answer}>")
        elif not operation.files:
            yield self._one("Promise<void>", "nothing")
        if operation.files:
            yield self._one("Promise<File>", "file", suffix="File" if operation.answer is not None else "")

    def _one(self, answered: str, way: str, suffix: str = "", extra: str = "") -> str:
        operation = self._operation
        places = {each.name: _argument(each.name) for each in operation.in_path}
        needed = [f"{word}: string" for word in places.values()]
        optional: list[str] = []
        fields = [f"method: {json.dumps(operation.method)}", f"path: {self._path(places)}"]
        body = operation.body
        if body is not None and body.kind is None:
            needed.append("content: Uint8Array<ArrayBuffer> | string")
            fields.append("content")
        elif body is not None and body.kind is not None:
            kind = _kind(body.kind, "T.")
            (needed if body.required else optional).append(f"body{'' if body.required else '?'}: {kind}")
            fields.append("body")
            if body.media_types[0] != "application/json":
                fields.append(f"contentType: {json.dumps(body.media_types[0])}")
        fields += self._parameters(needed, optional, way, suffix)
        fields += [f"{flag}: true" for flag in ("keyed", "open") if getattr(operation, flag)]
        fields.append("options")
        arguments = _listed([*needed, *optional, "options?: CallOptions"])
        text = _doc(operation.text or f"{operation.method} {operation.path}", "  ")
        call = "{\n" + "".join(f"      {each},\n" for each in fields) + "    }"
        return (
            f"{text}\n  {self._name}{suffix}({arguments}): {answered} {{\n"
            f"    return this.core.{way}({call}{extra});\n  }}"
        )

    def _parameters(self, needed: list[str], optional: list[str], way: str, suffix: str) -> Iterator[str]:
        operation, body = self._operation, self._operation.body
        shown = [_field(each) for each in (*operation.query, *operation.headers)]
        must = any(each.required for each in (*operation.query, *operation.headers))
        if body is not None and body.kind is None:
            shown.append(f'"Content-Type"?: {" | ".join(map(json.dumps, body.media_types))}')
            usual = "application/octet-stream"
            usual = usual if usual in body.media_types else body.media_types[0]
            yield f'contentType: parameters?.["Content-Type"] ?? {json.dumps(usual)}'
        if way == "file" and suffix and len(operation.files) > 1:
            shown.append(f'"Accept"?: {" | ".join(map(json.dumps, operation.files))}')
            yield f'accept: parameters?.["Accept"] ?? {json.dumps(operation.files[0])}'
        elif way == "file":
            yield f"accept: {json.dumps(', '.join(operation.files))}"
        for name, group in (("query", operation.query), ("headers", operation.headers)):
            if group:
                names = [json.dumps(each.name) for each in group]
                yield f"{name}: {_object([f'{each}: parameters?.[{each}]' for each in names], ',', '      ')}"
        if shown:
            # A needed argument can't follow one that is not.
            must = must and not optional
            (needed if must else optional).append(f"parameters{'' if must else '?'}: {_object(shown, ';', '    ')}")

    def _path(self, places: dict[str, str]) -> str:
        if not places:
            return json.dumps(self._operation.path)
        path = self._operation.path
        for name, word in places.items():
            path = path.replace(f"{{{name}}}", f"${{segment({word})}}")
        return f"`{path}`"


def _object(fields: list[str], mark: str, indent: str) -> str:
    """Fields in braces: on one line where they fit."""
    line = f"{{ {f'{mark} '.join(fields)} }}"
    if len(line) <= _LINE:
        return line
    return "{\n" + "".join(f"{indent}  {each}{mark}\n" for each in fields) + f"{indent}}}"


def _listed(arguments: list[str]) -> str:
    """Arguments: on one line where they fit."""
    line = ", ".join(arguments)
    if len(line) <= _LINE and "\n" not in line:
        return line
    return "\n" + "".join(f"    {each},\n" for each in arguments) + "  "


def _field(parameter: Parameter) -> str:
    kind = _kind(parameter.kind, "T.")
    name = _property(parameter.name)
    return f"{name}: {kind}" if parameter.required else f"{name}?: {kind} | undefined"


def _argument(name: str) -> str:
    word = camel(name)
    return f"{word}_" if word in _RESERVED else word


def _resource(resource: Resource) -> str:
    name = f"{_class_name(resource.path)}Resource{'' if resource.path else 's'}"
    told = f"The operations of {'.'.join(resource.path) or 'the API'}."
    members = [f"  readonly {camel(each.name)}: {_class_name(each.path)}Resource;" for each in resource.inner.values()]
    made = [
        f"    this.{camel(each.name)} = new {_class_name(each.path)}Resource(core);" for each in resource.inner.values()
    ]
    start = "  /** @internal */\n  constructor(protected readonly core: Core) {"
    lines = [_doc(told, ""), f"export class {name} {{", *members, *([""] if members else [])]
    lines += [start, *made, "  }"] if made else [f"{start}}}"]
    taken = {camel(each) for each in resource.inner} | _MEMBERS
    for operation in resource.operations:
        word = camel(operation.word)
        method = f"{word}_" if word in taken else word
        lines += ["\n" + each for each in _Method(operation, method).write()]
    return "\n".join([*lines, "}"])


def resources(contract: Contract) -> str:
    """``resources.ts``: a method for each operation."""
    body = "\n\n".join(_resource(each) for each in contract.root.walk()) + "\n"
    core = ["Core", "type CallOptions", *(["type File"] if "<File>" in body else [])]
    core += ["segment"] if "segment(" in body else []
    lines = [f'import {{ {", ".join(core).replace("Core,", "type Core,", 1)} }} from "./core.js";']
    if "Paged<" in body:
        lines.append('import type { Paged } from "./pages.js";')
    if "T." in body:
        lines.append('import type * as T from "./types.js";')
    return _NOTICE.format("The operations of the API.") + "\n".join(lines) + "\n\n" + body
