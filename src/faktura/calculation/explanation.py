"""The explanation of a value: what was done, by which rule, from which numbers."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One derived value.

    `pointer` and `term` say which; `value` is the result as in the JSON; `formula` shows the numbers
    (``12.5 x 80.00 = 1000.00``); `why` says by which rule or setting, with its source.
    """

    pointer: str
    term: str
    value: str
    formula: str
    why: str

    def to_plain(self) -> dict[str, Any]:
        """The step as JSON-ready data."""
        return {
            "pointer": self.pointer,
            "term": self.term,
            "value": self.value,
            "formula": self.formula,
            "why": self.why,
        }
