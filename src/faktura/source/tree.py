"""A document's elements in a light tree: what rules on a syntax are held against.

An element that holds others is a `Group`: a dict from the name of a child (``cbc:ID``, in the usual prefixes, whatever
the document's own are) to all children of that name, in order. An element that holds a text is lxml's own. Rules ask
`Document.paths` and `Document.named` for elements wherever they stand.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from typing import Any

from lxml import etree

from faktura.source.safe_xml import DEPTH_MAX, UnreadableDocument

Leaf = etree._Element
"""An element with a text and attributes."""

STEPS_MAX = 20_000
PATHS_MAX = 10_000
"""So many different paths of elements one document may have; real ones have some hundreds."""
PATH_LENGTH_MAX = 4_000


class Group(dict[str, list[Any]]):
    """An element that holds others: name of a child -> the children of that name (groups or leaves).

    `element` is lxml's; `name` the element's own name with prefix; `parent` the group it stands in, None for the
    root.
    """

    __slots__ = ("element", "name", "parent")

    element: etree._Element
    name: str
    parent: "Group | None"

    # A group is itself, not what stands in it; so it can be a key and a member of a set.
    __hash__ = object.__hash__  # type: ignore[assignment]  # dict takes its hash away
    __eq__ = object.__eq__
    __ne__ = object.__ne__


Node = Group | Leaf


class _State(dict[str, "_Step"]):
    """What may stand below elements at one path, as far as it was seen in any document: tag -> step."""

    __slots__ = ("depth", "path")

    def __init__(self, path: str, depth: int) -> None:
        super().__init__()
        self.path = path
        self.depth = depth


_Step = tuple[str, bool, _State, str, bool]
"""Name of the element, whether it is a leaf, what stands below it, its path, whether its name is watched."""


class Names:
    """How a syntax names its elements.

    `prefixes`: prefix -> namespace. `is_leaf` tells from a name (``cbc:ID``) whether such an element holds a text.
    `watched`: the names by which rules want to find elements wherever they stand.

    The steps from an element to its children are remembered over documents, so that names and paths are made once;
    at most `STEPS_MAX` of them, then all are forgotten, so that no sender can fill the memory.
    """

    def __init__(self, prefixes: Mapping[str, str], is_leaf: Callable[[str], bool], watched: Collection[str]) -> None:
        self.prefixes = dict(prefixes)
        self._prefix_of = {namespace: prefix for prefix, namespace in prefixes.items()}
        self._is_leaf = is_leaf
        self.watched = frozenset(watched)
        self._roots = _State("", 0)
        self._known = 0

    def name(self, tag: str) -> str:
        """``cbc:ID`` for lxml's ``{urn:...}ID``; a foreign namespace stays in braces."""
        namespace, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
        prefix = self._prefix_of.get(namespace)
        return f"{prefix}:{local}" if prefix is not None else tag

    def tag(self, name: str) -> str:
        """lxml's ``{urn:...}ID`` for ``cbc:ID``."""
        prefix, _, local = name.rpartition(":")
        return f"{{{self.prefixes[prefix]}}}{local}"

    def root_step(self, tag: str) -> _Step:
        """The step to a root element; its path is empty, so that paths are the same for invoices and credit notes."""
        name = self.name(tag)
        return self._roots.get(tag) or self._keep(self._roots, tag, (name, False, _State("", 1), "", False))

    def step(self, state: _State, tag: str) -> _Step:
        """A step that `state` does not know yet."""
        if state.depth > DEPTH_MAX:
            raise UnreadableDocument(f"The document's elements are nested deeper than {DEPTH_MAX} levels.")
        name = self.name(tag)
        path = f"{state.path}/{name}"
        if len(path) > PATH_LENGTH_MAX:
            raise UnreadableDocument(f"The names of nested elements are longer than {PATH_LENGTH_MAX} characters.")
        return self._keep(
            state, tag, (name, self._is_leaf(name), _State(path, state.depth + 1), path, name in self.watched)
        )

    def _keep(self, state: _State, tag: str, step: _Step) -> _Step:
        if self._known >= STEPS_MAX:
            # Steps that documents on their way still hold are theirs; new ones begin at the roots again.
            self._roots.clear()
            self._known = 0
        self._known += 1
        state[tag] = step
        return step


def _group(element: etree._Element, name: str, parent: Group | None) -> Group:
    group = Group()
    group.element = element
    group.name = name
    group.parent = parent
    return group


class Document:
    """A document as its sender wrote it.

    `root` is the outermost group, `names` its syntax. `paths` holds every element by its path below the root
    (``/cac:InvoiceLine/cbc:ID``), `named` those whose name the syntax watches, wherever they stand; both in the
    order of the document.
    """

    __slots__ = ("_groups", "named", "names", "paths", "root")

    def __init__(self, root: etree._Element, names: Names) -> None:
        self.names = names
        self.paths: defaultdict[str, list[Any]] = defaultdict(list)
        # Every watched name has its list from the start, so that asking for one that is not watched fails.
        self.named: dict[str, list[Any]] = {name: [] for name in names.watched}
        self._groups: list[Group] = []
        name, _, state, _, _ = names.root_step(root.tag)
        self.root = _group(root, name, None)
        self._fill(self.root, root, state)

    def _fill(self, group: Group, element: etree._Element, state: _State) -> None:
        """Put what stands in an element into its group; this is run for every element of every document."""
        paths, named = self.paths, self.named
        self._groups.append(group)
        for child in element:
            try:
                name, leaf, inner, path, watched = state[child.tag]
            except KeyError:
                name, leaf, inner, path, watched = self._step(state, child.tag)
            node: Node = child if leaf else _group(child, name, group)
            paths[path].append(node)
            if watched:
                named[name].append(node)
            if name in group:
                group[name].append(node)
            else:
                group[name] = [node]
            if not leaf:
                self._fill(node, child, inner)  # type: ignore[arg-type]  # a group, as it is no leaf
            elif len(child):
                # What was put into a text by mistake is found where rules ask for it wherever it stands.
                self._fill(_group(child, name, group), child, inner)

    def _step(self, state: _State, tag: str) -> _Step:
        if len(self.paths) >= PATHS_MAX:
            raise UnreadableDocument(f"The document has more than {PATHS_MAX} different kinds of elements.")
        return self.names.step(state, tag)

    def release(self) -> None:
        """Let groups forget in which others they stand, so that the tree is freed at once when nobody holds it."""
        for group in self._groups:
            group.parent = None


def document(root: etree._Element, names: Names) -> Document:
    """The tree of a document that was read with `parse`.

    Raises:
        UnreadableDocument: nested too deeply, or too many different elements.
    """
    return Document(root, names)


def shown(node: Node, names: Names) -> str:
    """The element's name in the usual prefixes."""
    element = node.element if isinstance(node, Group) else node
    return names.name(str(element.tag))


class Places:
    """Says where elements of one document stand; siblings are counted once, however many of them are asked for."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._steps: dict[etree._Element, dict[etree._Element, str]] = {}

    def of(self, node: Node) -> str:
        """Where an element stands: its XPath in the usual prefixes, and its line: ``/ubl:Invoice/cbc:ID (line 4)``."""
        element = node.element if isinstance(node, Group) else node
        line = element.sourceline
        steps: list[str] = []
        while (parent := element.getparent()) is not None:
            steps.append(self._step(parent, element))
            element = parent
        steps.append(self._names.name(str(element.tag)))
        return f"/{'/'.join(reversed(steps))} (line {line})"

    def _step(self, parent: etree._Element, element: etree._Element) -> str:
        """The element's name below its parent, with its position where there are several of the name."""
        steps = self._steps.get(parent)
        if steps is None:
            alike: defaultdict[str, list[etree._Element]] = defaultdict(list)
            for child in parent:
                alike[str(child.tag)].append(child)
            steps = self._steps[parent] = {}
            for tag, children in alike.items():
                name = self._names.name(tag)
                for position, child in enumerate(children, 1):
                    steps[child] = f"{name}[{position}]" if len(children) > 1 else name
        return steps[element]
