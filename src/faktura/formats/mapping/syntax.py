"""A syntax: its namespaces, and how its elements are named to people."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree


@dataclass(frozen=True, slots=True, kw_only=True)
class Syntax:
    """The names of an XML syntax.

    `name` stands before the codes of findings (``ubl_unknown_element``), `title` in their sentences. `prefixes`
    (prefix -> namespace) are the usual ones, for declarations and for documents that are written. `also_shown`
    (namespace -> prefix with its colon) are further namespaces that `shown` may meet.
    """

    name: str
    title: str
    prefixes: Mapping[str, str]
    also_shown: Mapping[str, str] = field(default_factory=dict)

    def clark(self, name: str) -> str:
        """``cbc:ID`` as lxml wants it: ``{urn:...}ID``."""
        prefix, _, local = name.rpartition(":")
        return f"{{{self.prefixes[prefix]}}}{local}" if prefix else local

    def shown(self, element: etree._Element) -> str:
        """The element's name in the usual prefixes: ``cac:Party``; a foreign one with its namespace in braces."""
        name = etree.QName(element)
        for prefix, namespace in self.prefixes.items():
            if namespace == name.namespace:
                return f"{prefix}:{name.localname}"
        found = self.also_shown.get(name.namespace or "")
        return f"{found}{name.localname}" if found is not None else str(element.tag)

    def location(self, element: etree._Element) -> str:
        """Where the element stands: its XPath in the usual prefixes, and its line."""
        steps = []
        step: etree._Element | None = element
        while step is not None:
            position = sum(1 for _ in step.itersiblings(step.tag, preceding=True)) + 1
            repeated = position > 1 or next(step.itersiblings(step.tag), None) is not None
            steps.append(f"{self.shown(step)}[{position}]" if repeated else self.shown(step))
            step = step.getparent()
        return f"/{'/'.join(reversed(steps))} (line {element.sourceline})"
