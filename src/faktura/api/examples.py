"""Example requests by the operation's name, for OpenAPI and everything that is made from it. Pure."""

import functools
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Example:
    """What an example request sends: a JSON body (None for none) and query parameters."""

    body: Any = None
    query: Mapping[str, str] = field(default_factory=dict)


@functools.cache
def read_examples() -> Mapping[str, Example]:
    """The examples of ``examples.toml``; amounts in them are strings, so JSON's numbers lose nothing."""
    text = files(__package__).joinpath("examples.toml").read_text(encoding="utf-8")
    return {
        name: Example(json.loads(each["body"]) if "body" in each else None, each.get("query", {}))
        for name, each in tomllib.loads(text).items()
    }
