"""What stands in for a bundled font where none is sent along: on pages and in mails. Pure."""

from collections.abc import Mapping

STACKS: Mapping[str, str] = {
    "source-serif": "'Source Serif 4', 'Source Serif Pro', Charter, Georgia, Cambria, 'Times New Roman', serif",
    "manrope": "Manrope, 'Avenir Next', Avenir, 'Century Gothic', 'Segoe UI', system-ui, sans-serif",
}
"""Name of a font -> fonts of the reader's machine, best first, as CSS; a font that is missing has the page's usual."""


def stack_of(name: str, usual: str) -> str:
    """The fonts of a branding's name for one, as CSS."""
    return STACKS.get(name, usual)
