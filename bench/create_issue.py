"""Creating and issuing a 10-line invoice over HTTP, beside the same statements sent by pgbench.

Both work on the same durable database, over the same organizations, with as many connections, one after the other,
several times; the medians are compared. The jobs are enqueued and not worked.
"""

import asyncio
import json
import statistics

from bench.floor import Script, lay_out, record, run_pgbench
from bench.load import Measured, Order, drive
from bench.stage import Stage, Tenant, api_processes, client, invoice, new_stage, new_tenants

TENANTS = 100
CONNECTIONS = 16
PROCESSES = 2
SECONDS = 10
WARM_UP_SECONDS = 3
REPEATS = 3


async def _prepare(stage: Stage) -> tuple[list[Tenant], Script]:
    async with stage.floor() as floor:
        tenants = await new_tenants(floor, TENANTS)
        async with client(floor) as http:
            for tenant in tenants:
                headers = {"Authorization": f"Bearer {tenant.key}"}
                (await http.post("/v1/invoices", json=invoice(), headers=headers)).raise_for_status()
        script = await record(floor, tenants[0], invoice())
    await lay_out(stage, tenants)
    return tenants, script


def run() -> dict[str, object]:
    """Requests a second, their latency, the floor's transactions a second, and the ratio of the two."""
    ours: list[Measured] = []
    floors: list[float] = []
    with new_stage() as stage:
        tenants, script = asyncio.run(_prepare(stage))

        def order(port: int, seconds: float) -> Order:
            keys = [tenant.key for tenant in tenants]
            return Order(port, "/v1/invoices", json.dumps(invoice()), keys, CONNECTIONS, seconds)

        for _ in range(REPEATS):
            with api_processes(stage, PROCESSES) as port:
                drive(order(port, WARM_UP_SECONDS))
                ours.append(drive(order(port, SECONDS)))
            floors.append(run_pgbench(stage, script, tenants=TENANTS, connections=CONNECTIONS, seconds=SECONDS))
    rate = statistics.median(measured.rate for measured in ours)
    floor = statistics.median(floors)
    p50 = statistics.median(measured.p50 for measured in ours)
    p99 = statistics.median(measured.p99 for measured in ours)
    return {
        "requests_a_second": round(rate, 1),
        "floor_transactions_a_second": round(floor, 1),
        "ratio": round(rate / floor, 3),
        "p50_ms": round(p50, 2),
        "p99_ms": round(p99, 2),
        "p99_to_p50": round(p99 / p50, 2),
        "statements_a_request": script.statements,
        "each_requests_a_second": [round(measured.rate, 1) for measured in ours],
        "each_floor": [round(each, 1) for each in floors],
    }
