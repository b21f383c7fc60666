"""Calculating and checking an invoice, without network and database: ten lines, and as many as a telephone bill has."""

import json
import statistics
import time
from dataclasses import replace
from datetime import date

from bench.stage import invoice
from faktura.calculation import calculate
from faktura.checks import Ruleset, check
from faktura.documents import check_written
from faktura.drafts.complete import Surroundings, complete
from faktura.drafts.schemas import InvoiceRequest
from faktura.model import Invoice
from faktura.model.json import adapter
from faktura.organizations.sample import sample_profile
from faktura.registry import countries, specifications

# Lines of the invoice -> how often it is measured.
SIZES = {10: 300, 10_000: 7}


def _document(lines: int) -> tuple[Invoice, tuple[Ruleset, ...]]:
    """A complete document without its sums, and the rules that it is checked by: its specification's, its country's."""
    germany = countries()["DE"]
    around = Surroundings(
        profile=sample_profile("Example GmbH", germany),
        country=germany,
        customer=None,
        today=date(2026, 11, 23),
        countries=countries(),
        specifications=specifications(),
        check_written=check_written,
    )
    request = adapter(InvoiceRequest).validate_json(json.dumps(invoice(lines)))
    completed = complete(request, around, number_mark="2026-00001")
    rules = [completed.specification.rules, germany.rules]
    bare = tuple(replace(line, net_amount=None) for line in completed.invoice.lines)
    return replace(completed.invoice, lines=bare, vat_breakdown=(), totals=None), tuple(
        each for each in rules if each is not None
    )


def run() -> dict[str, float]:
    """Median milliseconds of calculating and of checking, for each size."""
    results = {}
    for lines, repeats in SIZES.items():
        document, rules = _document(lines)
        taken: dict[str, list[float]] = {"calculate": [], "check": []}
        for _ in range(repeats):
            begin = time.perf_counter()
            calculated = calculate(document).invoice
            middle = time.perf_counter()
            for each in rules:
                check(calculated, each)
            taken["calculate"].append(middle - begin)
            taken["check"].append(time.perf_counter() - middle)
        for step, times in taken.items():
            results[f"{step}_{lines}_lines_ms"] = round(statistics.median(times) * 1000, 3)
    return results
