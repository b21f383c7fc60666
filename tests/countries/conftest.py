"""Every test with a `country` argument runs once for each country folder, found by scanning the package."""

import importlib
import pkgutil

import pytest

import faktura.countries

FOLDERS = sorted(found.name for found in pkgutil.iter_modules(faktura.countries.__path__) if found.ispkg)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "country" in metafunc.fixturenames:
        metafunc.parametrize("folder", FOLDERS, ids=FOLDERS)


@pytest.fixture
def country(folder):
    module = importlib.import_module(f"faktura.countries.{folder}")
    assert hasattr(module, "COUNTRY"), f"countries/{folder}/__init__.py must export COUNTRY = Country(...)"
    return module.COUNTRY
