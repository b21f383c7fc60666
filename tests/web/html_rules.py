"""What must hold in every page that we send: accessible, inert, self-contained."""

from itertools import pairwise
from typing import Any


def breaches(tree: Any) -> list[str]:
    """Everything in a page that breaks the rules, as sentences."""
    found = []
    if not tree.get("lang"):
        found.append("the page does not say its language")
    if len(tree.xpath("//title[normalize-space()]")) != 1:
        found.append("the page needs one title")
    if len(tree.xpath("//main")) != 1:
        found.append("the page needs one main part")
    levels = [int(element.tag[1]) for element in tree.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    if levels.count(1) != 1 or levels[0] != 1:
        found.append("the page needs one first heading, before all others")
    if any(after - before > 1 for before, after in pairwise(levels)):
        found.append(f"a level of headings is skipped: {levels}")
    ids = tree.xpath("//@id")
    found += [f"the id {name} is there twice" for name in set(ids) if ids.count(name) > 1]
    for attribute in ("aria-labelledby",):
        found += [f"{attribute} points to nothing: {name}" for name in tree.xpath(f"//@{attribute}") if name not in ids]
    found += ["a table's column has no header" for _ in tree.xpath("//table[not(.//th[@scope='col' or @scope='row'])]")]
    found += ["a header has no scope" for _ in tree.xpath("//th[not(@scope)]")]
    found += ["a picture has no words" for _ in tree.xpath("//img[not(@alt)]|//*[@role='img'][not(@aria-label)]")]
    found += [
        f"<{element.tag}> may run or load"
        for element in tree.xpath("//script|//iframe|//object|//embed|//form|//base|//noscript|//template")
    ]
    for element in tree.iter():
        for name, value in element.attrib.items():
            if name.startswith("on") or name in ("style", "srcdoc", "formaction", "action"):
                found.append(f"<{element.tag} {name}> is not inert")
            if name in ("src", "srcset", "background", "poster") and not value.startswith("data:image/png;base64,"):
                found.append(f"<{element.tag} {name}> loads {value[:60]}")
            if name == "href" and element.tag == "link" and not value.startswith("data:image/svg+xml,"):
                found.append(f"<link> loads {value[:60]}")
            if name in ("href", "xlink:href") and element.tag != "link":
                scheme = value.split(":", 1)[0] if ":" in value.split("/", 1)[0] else ""
                if scheme not in ("", "mailto") or value.startswith("//"):
                    found.append(f"<{element.tag}> leads away: {value[:60]}")
                if value.startswith("#") and value[1:] not in ids:
                    found.append(f"the address {value} leads nowhere")
    return found
