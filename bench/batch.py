"""Issuing 10-line invoices of one organization in batches of 1,000 over HTTP, beside single calls on the same database.

Single calls are measured twice: as one client sends them, one after the other, and as eight connections send them at
once, which is the most that one organization reaches that way. All take turns, several times; the medians are compared.
The jobs are enqueued and not worked. At the end the whole chain is verified.
"""

import asyncio
import json
import statistics
import time

import httpx

from bench.load import Order, drive
from bench.stage import Stage, Tenant, api_processes, invoice, new_stage, new_tenants
from faktura.archive.verify import verify_tenant

DOCUMENTS = 1_000
CONNECTIONS = 8
PROCESSES = 1
SECONDS = 4
REPEATS = 5


async def _prepare(stage: Stage) -> Tenant:
    async with stage.floor() as floor:
        return (await new_tenants(floor, 1))[0]


async def _verify(stage: Stage, tenant: Tenant) -> list[str]:
    async with stage.floor() as floor:
        report = await verify_tenant(floor, tenant.id)
    # The archive's jobs are not worked here.
    return sorted({problem.kind for problem in report.problems} - {"not_archived"})


def _batch(http: httpx.Client, body: bytes, prefer: str) -> float:
    """Documents a second of one batch."""
    began = time.perf_counter()
    headers = {"Content-Type": "application/json", "Prefer": prefer, "Idempotency-Key": str(began)}
    response = http.post("/v1/invoices/batch", content=body, headers=headers)
    seconds = time.perf_counter() - began
    if response.status_code != 200 or response.json()["counts"]["issued"] != DOCUMENTS:
        raise RuntimeError(response.text[:1000])
    return DOCUMENTS / seconds


def run() -> dict[str, object]:
    """Documents a second in each way, and the ratios."""
    body = json.dumps({"documents": [invoice() for _ in range(DOCUMENTS)]}).encode()
    rates: dict[str, list[float]] = {"one_by_one": [], "at_once": [], "batch": [], "batch_minimal": []}
    with new_stage() as stage:
        tenant = asyncio.run(_prepare(stage))
        with api_processes(stage, PROCESSES) as port:

            def singles(connections: int, seconds: float) -> float:
                order = Order(port, "/v1/invoices", json.dumps(invoice()), [tenant.key], connections, seconds)
                return drive(order).rate

            headers = {"Authorization": f"Bearer {tenant.key}"}
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=300) as http:
                singles(1, 1)
                _batch(http, body, "")
                for _ in range(REPEATS):
                    rates["one_by_one"].append(singles(1, SECONDS))
                    rates["batch"].append(_batch(http, body, ""))
                    rates["at_once"].append(singles(CONNECTIONS, SECONDS))
                    rates["batch_minimal"].append(_batch(http, body, "return=minimal"))
        problems = asyncio.run(_verify(stage, tenant))
    medians = {name: statistics.median(each) for name, each in rates.items()}
    return {
        **{f"{name}_documents_a_second": round(rate, 1) for name, rate in medians.items()},
        "batch_to_one_by_one": round(medians["batch"] / medians["one_by_one"], 2),
        "batch_minimal_to_one_by_one": round(medians["batch_minimal"] / medians["one_by_one"], 2),
        "batch_to_at_once": round(medians["batch"] / medians["at_once"], 2),
        "batch_minimal_to_at_once": round(medians["batch_minimal"] / medians["at_once"], 2),
        "problems_of_the_chain": problems,
        **{f"each_{name}": [round(rate, 1) for rate in each] for name, each in rates.items()},
    }
