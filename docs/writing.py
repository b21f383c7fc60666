"""What the generators of the pages share: Markdown tables, sentences from docstrings, the source as syntax trees."""

import ast
import inspect
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
REFERENCE = Path(__file__).parent / "reference"
SOURCE = ROOT / "src" / "faktura"


def cell(text: str) -> str:
    """A text as the content of a table's cell."""
    return " ".join(text.replace("|", "\\|").split())


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The lines of a Markdown table, with an empty line after it."""
    yield "| " + " | ".join(header) + " |"
    yield "|" + " --- |" * len(header)
    for row in rows:
        yield "| " + " | ".join(cell(each) for each in row) + " |"
    yield ""


def code(text: str) -> str:
    """A text in code type; nothing for nothing."""
    return f"`{text}`" if text else ""


def sentences(thing: object) -> str:
    """The docstring of a thing as one paragraph of Markdown each, without its sections (Raises)."""
    text = (inspect.getdoc(thing) or "").partition("\nRaises:")[0]
    return "\n\n".join(" ".join(part.split()) for part in plain_marks(text).split("\n\n")).strip()


def plain_marks(text: str) -> str:
    """Code marks of docstrings (two backticks) as Markdown's one."""
    return text.replace("``", "`")


def modules() -> Iterator[tuple[Path, ast.Module]]:
    """Every Python file of the product, by path, as a syntax tree."""
    for path in sorted(SOURCE.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def literal(node: ast.expr | None) -> str | None:
    """The text of an expression: of a string as it is, of an f-string with … for its values; None for the rest."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = [literal(value) if isinstance(value, ast.Constant) else "…" for value in node.values]
        return re.sub("…+", "…", "".join(part or "" for part in parts))
    return None


def page(*lines: str | Iterator[str]) -> str:
    """Lines and groups of lines as the text of a page."""
    flat = [line for group in lines for line in ([group] if isinstance(group, str) else group)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(flat)).rstrip() + "\n"
