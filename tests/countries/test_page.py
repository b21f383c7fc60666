"""docs/reference/countries.md says what the code says."""

import importlib.util
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def _generator():
    spec = importlib.util.spec_from_file_location("generate_countries", DOCS / "generate_countries.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_has_not_drifted():
    generator = _generator()
    written = (DOCS / "reference" / "countries.md").read_text(encoding="utf-8")
    assert generator.render() == written, "run: python docs/generate_countries.py"


def test_the_page_shows_every_country_and_every_doubt(country):
    page = _generator().render()
    assert f"## {country.name} ({country.code})" in page
    doubts = [rate for rates in country.vat_rates.values() for rate in rates if rate.unverified]
    assert all(f"{rate.rate:f} % †" in page for rate in doubts)
    assert all(text.text + " †" in page for text in country.printed_texts if text.unverified)
