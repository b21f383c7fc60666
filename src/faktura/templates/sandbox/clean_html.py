"""HTML of a mail, made safe to show: known elements and attributes only, links to the web only by https.

Whatever is not on the lists goes, and is told: scripts, forms, frames, event handlers, addresses of other kinds.
"""

import re
from typing import Any
from urllib.parse import urlsplit

from lxml import etree, html

REMOVED_MAX = 20
DEPTH_MAX = 100

ELEMENTS = frozenset(
    [
        "html", "head", "title", "meta", "body", "style", "div", "span", "p", "br", "hr", "h1", "h2", "h3",
        "h4", "h5", "h6", "a", "b", "strong", "i", "em", "u", "s", "small", "sub", "sup", "center", "font",
        "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "col", "colgroup", "ul", "ol", "li",
        "dl", "dt", "dd", "blockquote", "pre", "code", "img",
    ]
)  # fmt: skip
ATTRIBUTES = frozenset(
    [
        "align", "alt", "aria-hidden", "aria-label", "bgcolor", "border", "cellpadding", "cellspacing", "class",
        "color", "colspan", "dir", "face", "height", "id", "lang", "name", "rel", "role", "rowspan", "scope", "size",
        "start", "style", "title", "type", "valign", "width", "charset", "content",
    ]
)  # fmt: skip
_LINKS = {"a": "href", "img": "src"}
_SCHEMES = {"a": ("https", "mailto", "tel"), "img": ("https",)}
_WITH_CONTENT = frozenset(
    [
        "script", "style", "noscript", "iframe", "object", "embed", "template", "svg", "math", "textarea",
        "select",
    ]
)  # fmt: skip
_META_NAMES = frozenset(["viewport", "color-scheme", "supported-color-schemes", "format-detection"])
# What lets a style sheet load, move over the reader's own page, or run something.
_STYLE = re.compile(
    r"url\s*\(|@import|expression\s*\(|-moz-binding|behavior\s*:|javascript:|position\s*:|\\", re.IGNORECASE
)


def _is_safe_link(element: str, address: str, own_link: str) -> bool:
    if own_link and address == own_link:
        return True
    try:
        parts = urlsplit("".join(address.split()))
    except ValueError:
        return False
    return parts.scheme in _SCHEMES[element] and (
        parts.scheme != "https" or (bool(parts.netloc) and "@" not in parts.netloc)
    )


def _unwrap(element: Any) -> None:
    """Take an element away; what it says stays, unless it is nothing that is read."""
    if element.tag in _WITH_CONTENT:
        element.drop_tree()
    else:
        element.drop_tag()


def _clean_attributes(element: Any, own_link: str) -> list[str]:
    removed = []
    tag = element.tag
    for name, value in list(element.attrib.items()):
        if name == _LINKS.get(tag):
            if _is_safe_link(tag, value, own_link):
                continue
            removed.append(
                f"The address of <{tag}> is removed: only https addresses are kept (and mailto: and tel: in links)."
            )
        elif name not in ATTRIBUTES:
            removed.append(f"The attribute {name[:40]} of <{tag}> is removed.")
        elif name == "style" and _STYLE.search(value):
            removed.append(f"The style of <{tag}> is removed: it loads something, or leaves its place.")
        else:
            continue
        del element.attrib[name]
    return removed


def _is_known(element: Any) -> bool:
    if element.tag == "meta":
        return "charset" in element.attrib or element.get("name", "").lower() in _META_NAMES
    if element.tag == "style":
        return not _STYLE.search("".join(element.itertext()))
    return element.tag in ELEMENTS


def _depth(root: Any) -> int:
    deepest, waiting = 0, [(root, 1)]
    while waiting:
        element, deep = waiting.pop()
        deepest = max(deepest, deep)
        waiting += [(child, deep + 1) for child in element]
    return deepest


def clean_html(text: str, own_link: str = "") -> tuple[str, list[tuple[str, int | None]]]:
    """The HTML that is left, and a sentence for each thing that is not, with its line in what was given.

    `own_link` is the buyer's page, which is kept whatever its scheme.
    """
    if not text.strip():
        return "", []
    try:
        root = html.document_fromstring(text)
    except (etree.ParserError, ValueError):
        return "", []
    removed: list[tuple[str, int | None]] = []
    if _depth(root) > DEPTH_MAX:
        return "", [(f"The elements are nested more than {DEPTH_MAX} deep.", None)]
    elements: list[Any] = list(root.iter())
    for element in elements:
        if not isinstance(element.tag, str):
            # Comments (some mail programs read them as markup) and processing instructions.
            if element.getparent() is not None:
                element.drop_tree()
            continue
        line = element.sourceline
        if not _is_known(element) and element.getparent() is not None:
            removed.append((f"The element <{element.tag[:40]}> is removed.", line))
            _unwrap(element)
            continue
        removed += [(sentence, line) for sentence in _clean_attributes(element, own_link)]
        if element.tag == "a" and element.get("href"):
            element.set("rel", "noopener noreferrer")
    cleaned = html.tostring(root, encoding="unicode", doctype="<!doctype html>")
    return cleaned, list(dict.fromkeys(removed))[:REMOVED_MAX]
