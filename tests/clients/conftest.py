from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from api.process import serving


@dataclass(frozen=True, slots=True)
class Running:
    """A server, and the keys of an account with an organization on it."""

    url: str
    key: str
    organization: str
    account_key: str


def sign_up(url: str, country: str = "AT") -> Running:
    body = {"name": "Platform", "organization": {"name": "Seller GmbH", "country": country}}
    answer = httpx.post(f"{url}/v1/accounts", json=body, timeout=60)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    return Running(url, made["key"], made["organization"], made["account_key"])


@pytest.fixture(scope="module")
def running(module_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server as users start it, for all tests of a module."""
    with serving(tmp_path_factory.mktemp("home"), database_url=module_database_url) as server:
        yield sign_up(server.url)
