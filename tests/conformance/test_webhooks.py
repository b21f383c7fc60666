"""Our signatures, verified by the Standard Webhooks library for Node."""

import json
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from faktura.webhooks.signature import headers_of, show_secret

from . import official

pytestmark = pytest.mark.conformance

_VERIFY = """\
import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";

for (const { secret, headers, body } of JSON.parse(readFileSync(0, "utf-8"))) {
  try {
    console.log(JSON.stringify({ taken: new Webhook(secret).verify(body, headers) }));
  } catch (error) {
    console.log(JSON.stringify({ refused: error.constructor.name }));
  }
}
"""


def test_the_library_for_node_takes_our_signatures_and_refuses_changes(tmp_path: Path) -> None:
    if shutil.which("node") is None or shutil.which("npm") is None:
        sentence = "Node is not on this machine: our webhooks were not verified by its library."
        official.note(sentence)
        pytest.skip(sentence)
    subprocess.run(
        ["npm", "install", "--no-audit", "--no-fund", "--prefix", tmp_path, "standardwebhooks@1"],
        check=True,
        capture_output=True,
        timeout=200,
    )
    (tmp_path / "verify.mjs").write_text(_VERIFY, "utf-8")
    old, new, now = bytes(range(32)), bytes(range(32, 64)), datetime.now(UTC)
    event = {"id": "evt_1", "type": "invoice.issued", "data": {"facts": {"number": "2026-00042"}, "name": "Grüße €"}}
    body = json.dumps(event, ensure_ascii=False)
    headers = headers_of("evt_1", now, body.encode(), [new, old])
    late = headers_of("evt_1", now - timedelta(minutes=6), body.encode(), [new])
    cases = [
        {"secret": show_secret(new), "headers": headers, "body": body},
        {"secret": show_secret(old), "headers": headers, "body": body},
        {"secret": show_secret(bytes(32)), "headers": headers, "body": body},
        {"secret": show_secret(new), "headers": headers, "body": body + " "},
        {"secret": show_secret(new), "headers": {**headers, "webhook-id": "evt_2"}, "body": body},
        {"secret": show_secret(new), "headers": late, "body": body},
    ]
    done = subprocess.run(
        ["node", "verify.mjs"], cwd=tmp_path, input=json.dumps(cases), capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert answers[:2] == [{"taken": event}] * 2
    assert answers[2:] == [{"refused": "WebhookVerificationError"}] * 4
