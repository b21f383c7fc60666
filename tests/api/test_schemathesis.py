"""Schemathesis reads the description and asks the running server what it finds in it, right and wrong."""

import os
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from brands.name_server import name_server_apart

from .process import serving
from .stage import answered, request

pytestmark = pytest.mark.server

# A look at each operation; the long run of the same (20,000 cases and more) is asked for by these two.
SECONDS_MAX = int(os.environ.get("FAKTURA_SCHEMATHESIS_SECONDS", "60"))
EXAMPLES = os.environ.get("FAKTURA_SCHEMATHESIS_EXAMPLES", "3")

# What a schema can't say, a business rule says: a right shape may still be refused, so positive_data_acceptance
# is not asked. What is too long is refused with 413, which the check of wrong data does not expect by itself.
CONFIGURATION = """
[parameters]
{parameters}

[[operations]]
include-operation-id = "organizations.close"
enabled = false  # what is closed answers nothing else any more

[checks]
negative_data_rejection.expected-statuses = [400, 401, 403, 404, 405, 409, 412, 413, 415, 422]
"""
CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "negative_data_rejection", "missing_required_header", "unsupported_method",
    "ignored_auth",
)  # fmt: skip


DOMAIN, HOST = {"domain": "mail.fuzz.example"}, {"host": "pages.fuzz.example"}


def things(http: httpx.Client, organization: str) -> dict[str, str]:
    """Ids of things that exist, so that requests get past «not found»."""
    body = request(issue=True, send={})
    issued = answered(http.post("/v1/invoices", json=body, headers={"Prefer": "wait=20"}), 201)
    path = f"/v1/invoices/{issued['id']}"
    organization_path = f"/v1/organizations/{organization}"
    series = {"name": "web", "pattern": "W{n}", "restart": "never"}
    answered(http.post("/v1/audit-trail/verify"))
    template = {"kind": "pdf", "name": "A", "source": "= A"}
    received = {"content": b'{"seller": {"name": "A"}}', "headers": {"Content-Type": "application/json"}}
    item = answered(http.post("/v1/inbox", **received), 201)
    order = {"number": "A", "currency": "EUR", "total_without_vat": "1.00"}
    condition = {"field": "number", "operator": "is_empty"}
    rule = {"name": "A", "conditions": [condition], "actions": [{"action": "notify"}]}
    return {
        "organization": organization,
        "audit_entry": answered(http.get("/v1/audit-trail"))["data"][0]["id"],
        "number": "1",
        "invoice": issued["id"],
        "customer": answered(http.post("/v1/customers", json={"name": "A"}), 201)["id"],
        "payment": answered(http.post(f"{path}/payments", json={"amount": "1"}), 201)["id"],
        "delivery": issued["deliveries"][0]["id"],
        "link": answered(http.post(f"{path}/links"), 201)["id"],
        "series": answered(http.post(f"{organization_path}/series", json=series), 201)["id"],
        "key": answered(http.post(f"{organization_path}/api-keys"), 201)["id"],
        "entry": answered(http.get("/v1/archive"))["data"][0]["id"],
        "brand": answered(http.post(f"{organization_path}/brands", json={"name": "A"}), 201)["id"],
        "email_domain": answered(http.post(f"{organization_path}/email-domains", json=DOMAIN), 201)["id"],
        "page_domain": answered(http.post(f"{organization_path}/page-domains", json=HOST), 201)["id"],
        "template": answered(http.post("/v1/templates", json=template), 201)["id"],
        "version": "1",
        "inbox_item": item["id"],
        "supplier": item["supplier"],
        "purchase_order": answered(http.post("/v1/purchase-orders", json=order), 201)["id"],
        "inbox_rule": answered(http.post("/v1/inbox-rules", json=rule), 201)["id"],
    }


@pytest.mark.timeout(SECONDS_MAX + 300)
def test_answers_are_what_is_described_whatever_is_asked(tmp_path: Path, database_url: str) -> None:
    with (
        name_server_apart() as names,
        serving(
            tmp_path / "home", database_url=database_url, dns_servers=f"127.0.0.1:{names.port}", rate_limits="off"
        ) as server,  # hundreds of wrong keys from one address would be told to wait
        httpx.Client(base_url=server.url, timeout=60) as http,
    ):
        body = {"name": "Platform", "organization": {"name": "Seller GmbH", "country": "AT"}}
        access = answered(http.post("/v1/accounts", json=body), 201)
        http.headers["Authorization"] = f"Bearer {access['key']}"
        known = things(http, access["organization"])
        configuration = tmp_path / "schemathesis.toml"
        lines = [f'"path.{name}" = "{value}"' for name, value in known.items()]
        configuration.write_text(CONFIGURATION.format(parameters="\n".join(lines)))
        # The account's key may do everything that an organization's may, and more.
        keys = ["-H", f"Authorization: Bearer {access['account_key']}"]
        keys += ["-H", f"Faktura-Organization: {access['organization']}"]
        run = subprocess.run(
            [
                Path(sys.executable).with_name("schemathesis"), "--config-file", configuration, "run",
                f"{server.url}/openapi.json", *keys, "--checks", ",".join(CHECKS),
                "--phases", "coverage,fuzzing,stateful",
                "--max-examples", EXAMPLES, "--seed", "1", "--max-time", str(SECONDS_MAX), "--no-color",
                "--generation-database", "none",
            ],
            capture_output=True,
            text=True,
            cwd=tmp_path,
        )  # fmt: skip
    print(run.stdout[-5_000:])
    assert run.returncode == 0, run.stdout[-20_000:] + run.stderr[-2_000:]
    assert "request_failed" not in server.log
    # Something was asked: an empty run would pass as well.
    generated = re.search(r"([0-9]+) generated", run.stdout)
    assert generated is not None
    assert int(generated[1]) > 500
