"""Writes the generated pages. ``python docs/generate.py`` after a change; ``--check`` only names what is stale."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import generate_countries
import generate_events
import generate_formats
import generate_http
import generate_limits
import generate_llms
import generate_problems
import generate_rules
import generate_settings
import generate_specifications
import generate_templates
import generate_terms

PAGES: Mapping[Path, Callable[[], str]] = {
    generate_countries.PAGE: generate_countries.render,
    generate_events.PAGE: generate_events.render,
    generate_formats.PAGE: generate_formats.render,
    generate_http.PAGE: generate_http.render,
    generate_http.BODIES: generate_http.render_bodies,
    generate_limits.PAGE: generate_limits.render,
    generate_llms.INDEX: generate_llms.render,
    generate_llms.FULL: generate_llms.render_full,
    generate_problems.PAGE: generate_problems.render,
    generate_rules.PAGE: generate_rules.render,
    generate_settings.PAGE: generate_settings.render,
    generate_specifications.PAGE: generate_specifications.render,
    generate_specifications.RULES: generate_specifications.render_rules,
    generate_templates.PAGE: generate_templates.render,
    generate_terms.PAGE: generate_terms.render,
}


def main(*, only_check: bool) -> int:
    """Write what is stale, or only name it; 1 when something was stale and was not written."""
    stale = []
    for path, render in PAGES.items():
        text = render()
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(path.name)
            if not only_check:
                path.write_text(text, encoding="utf-8")
    for name in stale:
        print(f"{name} is stale: run python docs/generate.py" if only_check else f"wrote {name}")
    return 1 if stale and only_check else 0


if __name__ == "__main__":
    sys.exit(main(only_check="--check" in sys.argv[1:]))
