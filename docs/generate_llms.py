"""Writes docs/llms.txt and docs/llms-full.txt: what ``/llms.txt`` of a running server answers."""

from pathlib import Path

from faktura.api.app import describe_api
from faktura.web.llms import full, index

INDEX = Path(__file__).parent / "llms.txt"
FULL = Path(__file__).parent / "llms-full.txt"
_URL = "http://127.0.0.1:8080"


def render() -> str:
    """The index."""
    return index(describe_api(_URL))


def render_full() -> str:
    """Everything in one text."""
    return full(describe_api(_URL))
