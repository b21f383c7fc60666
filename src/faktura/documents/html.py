"""Pages of HTML: complete in themselves, every text escaped, nothing to run and nothing to fetch."""

import functools
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from faktura.documents.terminal import harmless
from faktura.documents.view import Grid, View


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(__package__, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.tests["grid"] = lambda section: isinstance(section, Grid)
    environment.filters["harmless"] = harmless
    return environment


def render(template: str, **values: Any) -> bytes:
    """A template with its values."""
    style = files(__package__).joinpath("templates", "page.css").read_text(encoding="utf-8")
    page = _environment().get_template(template).render(style=Markup(style), **values)  # noqa: S704 - our own file
    return page.encode()


def show_html(view: View) -> bytes:
    """A document as a page."""
    return render("invoice.html", view=view)
