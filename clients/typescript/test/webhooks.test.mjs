import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";

import { webhooks } from "../dist/index.js";

const RAW = Buffer.from(Array.from({ length: 24 }, (_, index) => index));
const SECRET = `whsec_${RAW.toString("base64")}`;
const PAYLOAD = '{"type": "invoice.issued", "timestamp": "2026-11-23T10:00:00Z", "data": {"amount": "1.10"}}';
const now = () => Math.floor(Date.now() / 1000);

// Written down from the specification (Standard Webhooks 1.0), apart from the code under test.
const signature = (payload, timestamp, raw = RAW) =>
  `v1,${createHmac("sha256", raw).update(`msg_1.${timestamp}.${payload}`).digest("base64")}`;
const headers = (timestamp = now(), payload = PAYLOAD, raw = RAW) => ({
  "Webhook-Id": "msg_1",
  "webhook-timestamp": String(timestamp),
  "WEBHOOK-SIGNATURE": signature(payload, timestamp, raw),
});

test("a signed message is an event", async () => {
  const event = await webhooks.verify(Buffer.from(PAYLOAD), headers(), SECRET);
  assert.equal(event.id, "msg_1");
  assert.equal(event.type, "invoice.issued");
  assert.equal(event.data.amount, "1.10");
  assert.equal(event.occurredAt, "2026-11-23T10:00:00Z");
  await webhooks.verify(PAYLOAD, new Headers(headers()), SECRET);
});

test("what we sign is what the specification says", async () => {
  assert.equal(await webhooks.sign(PAYLOAD, SECRET, { id: "msg_1", timestamp: 1700000000 }), signature(PAYLOAD, 1700000000));
});

test("either secret and either signature will do", async () => {
  const other = Buffer.alloc(24, 7);
  await webhooks.verify(PAYLOAD, headers(now(), PAYLOAD, other), [SECRET, `whsec_${other.toString("base64")}`]);
  const both = headers();
  both["WEBHOOK-SIGNATURE"] = `v1a,abc v1,!!! ${signature(PAYLOAD, now(), other)} ${both["WEBHOOK-SIGNATURE"]}`;
  await webhooks.verify(PAYLOAD, both, SECRET);
});

test("what is changed, foreign, old or no event is refused", async () => {
  const refused = (payload, given, secret = SECRET) =>
    assert.rejects(webhooks.verify(payload, given, secret), { name: "WebhookInvalid" });
  await refused(`${PAYLOAD} `, headers());
  await refused(PAYLOAD, { ...headers(), "Webhook-Id": "msg_2" });
  await refused(PAYLOAD, { ...headers(), "WEBHOOK-SIGNATURE": "v1,AAAA" });
  await refused(PAYLOAD, {});
  await refused(PAYLOAD, headers(), `whsec_${Buffer.alloc(24, 7).toString("base64")}`);
  await refused(PAYLOAD, headers(now() - 301));
  await refused(PAYLOAD, headers(now() + 302));
  await refused("[]", headers(now(), "[]"));
  await refused("no json", headers(now(), "no json"));
  await webhooks.verify(PAYLOAD, headers(now() - 301), SECRET, { tolerance: 600 });
  await assert.rejects(webhooks.verify(PAYLOAD, headers(), "not base64!"), TypeError);
});
