"""Lists of invoices over HTTP: an organization with a thousand beside one with a hundred thousand.

The rows are written by SQL from one document that was really issued; the requests to both come in turns, so that a
busy machine slows both.
"""

import asyncio
import statistics
import time

import asyncpg
import httpx

from bench.stage import Stage, Tenant, api_processes, client, invoice, new_stage, new_tenants
from faktura.storage.ids import show_id

SIZES = (1_000, 100_000)
REPEATS = 40
INVOICES_A_CUSTOMER = 20
DAYS = 1_000

# Issued evenly over the days before the first document, each customer in turn.
_FILL = """
    insert into invoices (
      tenant, id, series, period, sequence, position, number, number_period, document_type, type_code, specification,
      issue_date, due_date, currency, total_with_vat, amount_due, buyer_name, customer, external_id, corrects,
      language, document, hash, previous_hash, findings, derivations, created_by, created_at, issued_at
    )
    select i.tenant, uuidv7(age.days), i.series, 'bench', n, n + 1, 'B-' || lpad(n::text, 6, '0'), i.number_period,
      i.document_type, i.type_code, i.specification, i.issue_date + age.days, i.due_date + age.days, i.currency,
      i.total_with_vat + n, i.amount_due + n, 'Customer ' || n % $2, md5((n % $2)::text)::uuid, 'bench-' || n, null,
      i.language, replace(i.document, i.number, 'B-' || lpad(n::text, 6, '0')), sha256(n::text::bytea), i.hash,
      i.findings, i.derivations, i.created_by, i.created_at + age.days, i.issued_at + age.days
    from (select * from invoices where tenant = $1 limit 1) i, generate_series(1, $3::integer) n,
      lateral (select make_interval(days => ((n - $3) * $4::bigint / $3)::integer)) age (days)
"""


async def _prepare(stage: Stage) -> list[Tenant]:
    async with stage.floor() as floor:
        tenants = await new_tenants(floor, len(SIZES))
        async with client(floor) as http:
            for tenant in tenants:
                headers = {"Authorization": f"Bearer {tenant.key}"}
                (await http.post("/v1/invoices", json=invoice(), headers=headers)).raise_for_status()
    owner = await asyncpg.connect(stage.url)
    try:
        # Without triggers, and so without looking up each foreign key.
        await owner.execute("set session_replication_role = replica")
        for tenant, size in zip(tenants, SIZES, strict=True):
            await owner.execute(_FILL, tenant.id, size // INVOICES_A_CUSTOMER, size, DAYS)
        await owner.execute("vacuum analyze")
    finally:
        await owner.close()
    return tenants


async def _questions(stage: Stage, tenant: Tenant, size: int) -> dict[str, str]:
    owner = await asyncpg.connect(stage.url)
    try:
        row = await owner.fetchrow(
            "select customer, number, issue_date from invoices "
            "where tenant = $1 and period = 'bench' and sequence = $2",
            tenant.id,
            size * 97 // 100,
        )
    finally:
        await owner.close()
    return {
        "first_page": "",
        "by_customer": f"?customer={show_id('cus', row['customer'])}",
        "by_date_and_status": f"?issue_date[gte]={row['issue_date']}&status=issued",
        "by_number": f"?number={row['number']}",
    }


def _ask(http: httpx.Client, tenant: Tenant, question: str) -> float:
    begin = time.perf_counter()
    answer = http.get(f"/v1/invoices{question}", headers={"Authorization": f"Bearer {tenant.key}"})
    seconds = time.perf_counter() - begin
    answer.raise_for_status()
    if not answer.json()["data"]:
        raise RuntimeError(f"{question} found nothing")
    return seconds


def run() -> dict[str, float]:
    """Median milliseconds of each page for both sizes, and how many times as long the greater one takes."""
    with new_stage() as stage:
        tenants = asyncio.run(_prepare(stage))
        asked = [
            (tenant, asyncio.run(_questions(stage, tenant, size))) for tenant, size in zip(tenants, SIZES, strict=True)
        ]
        taken: dict[tuple[str, int], list[float]] = {}
        with api_processes(stage, 1) as port, httpx.Client(base_url=f"http://127.0.0.1:{port}") as http:
            for repeat in range(-5, REPEATS):
                for question in asked[0][1]:
                    for place, (tenant, questions) in enumerate(asked):
                        seconds = _ask(http, tenant, questions[question])
                        if repeat >= 0:
                            taken.setdefault((question, place), []).append(seconds)
    results = {}
    for question in asked[0][1]:
        small, great = (statistics.median(taken[question, place]) * 1000 for place in range(len(SIZES)))
        results[f"{question}_{SIZES[0]}_ms"] = round(small, 2)
        results[f"{question}_{SIZES[1]}_ms"] = round(great, 2)
        results[f"{question}_ratio"] = round(great / small, 2)
    return results
