"""A smaller document that still shows the same: subtrees are taken away as long as it does."""

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

TRIES_MAX = 400


def smaller(content: bytes, still: Callable[[bytes], bool]) -> bytes:
    """The document without every subtree that it does not need for `still` to hold. `content` is one that it holds of.

    Large subtrees go first; a round is repeated as long as it takes something away, within `TRIES_MAX` tries.
    """
    root = etree.fromstring(content)
    tries = 0
    changed = True
    while changed and tries < TRIES_MAX:
        changed = False
        waiting = [root]
        while waiting and tries < TRIES_MAX:
            parent = waiting.pop(0)
            for child in sorted(parent, key=lambda one: -sum(1 for _ in one.iter())):
                copy = deepcopy(root)
                twin = _at(copy, _place(child))
                above = twin.getparent()
                if above is None:
                    continue
                above.remove(twin)
                tries += 1
                if still(etree.tostring(copy)):
                    parent.remove(child)
                    changed = True
                elif len(child):
                    waiting.append(child)
                if tries >= TRIES_MAX:
                    break
    _indent(root)
    pretty = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return pretty if still(pretty) else content


def _place(element: etree._Element) -> list[int]:
    steps = []
    while (parent := element.getparent()) is not None:
        steps.append(parent.index(element))
        element = parent
    return steps[::-1]


def _at(root: etree._Element, place: list[int]) -> etree._Element:
    for position in place:
        root = root[position]
    return root


def _indent(root: etree._Element) -> None:
    etree.indent(root)
    etree.cleanup_namespaces(root)
