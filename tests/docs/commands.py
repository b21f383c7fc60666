"""The commands of a page: fenced blocks behind a comment ``<!-- run: NAME -->``, and what they must print."""

import re
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]

_BLOCK = re.compile(r"^<!-- (run|output): ([a-z-]+) -->\n```(?:sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(slots=True)
class Story:
    """Blocks of one name, in order: they are one script. `printed` are lines that must come out, in this order."""

    script: str = ""
    printed: list[str] = field(default_factory=list)


def stories(page: Path) -> dict[str, Story]:
    """The stories of a page by name."""
    found: dict[str, Story] = {}
    for kind, name, text in _BLOCK.findall(page.read_text(encoding="utf-8")):
        story = found.setdefault(name, Story())
        if kind == "run":
            story.script += text
        else:
            story.printed += text.splitlines()
    return found


def marked(page: Path) -> int:
    """How many comments of this kind there are, so that none is lost by a typing error."""
    return len(re.findall(r"<!-- (?:run|output):", page.read_text(encoding="utf-8")))


def recognized(page: Path) -> int:
    """How many of them stand before a block."""
    return len(_BLOCK.findall(page.read_text(encoding="utf-8")))
