"""Real processes that share one bucket: together they let through the limit, neither much more nor much less."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from faktura.limits.bucket import allowance_of
from faktura.limits.rates import Rate
from faktura.storage.ids import new_id

pytestmark = pytest.mark.server

PROCESSES = 4
SECONDS = 4
HAMMER = Path(__file__).with_name("hammer.py")


@pytest.mark.parametrize("rate", [Rate(100, 200), Rate(5, 10), Rate(400, 100)], ids=str)
def test_processes_together_keep_the_limit(database_url: str, rate: Rate) -> None:
    arguments = [database_url, str(new_id()), str(SECONDS), str(rate.burst), str(rate.per_second)]
    started = [
        subprocess.Popen(
            [sys.executable, str(HAMMER), *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(PROCESSES)
    ]
    try:
        for process in started:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in started:
            assert process.stdin is not None
            process.stdin.write("\n")
            process.stdin.flush()
        told = [json.loads(process.communicate(timeout=60)[0]) for process in started]
    finally:
        for process in started:
            process.kill()
            process.wait()
    passed = sum(each["passed"] for each in told)
    longest, shortest = (pick(each["seconds"] for each in told) for pick in (max, min))
    print(f"{rate}: {passed} passed of {sum(each['asked'] for each in told)} in {longest:.2f} s: {told}")
    # They don't begin and end in the same instant: that is a little of the rate, and no part of the error.
    apart = (longest - shortest + 0.1) * rate.per_second
    assert passed <= rate.burst + rate.per_second * longest + PROCESSES * allowance_of(rate) + apart
    # A machine that is too slow to ask for all of it refuses nothing.
    refused = sum(each["asked"] for each in told) - passed
    assert passed >= (rate.burst + rate.per_second * shortest) * 0.95 - apart or not refused
    # Nobody was starved of its part by the others.
    assert min(each["passed"] for each in told) >= passed / PROCESSES / 4
