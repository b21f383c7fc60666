import assert from "node:assert/strict";
import { test } from "node:test";

import { AnswerUnreadable, ConnectionFailed, Faktura, isProblem, Problem } from "../dist/index.js";
import { problem, scripted } from "./scripted.mjs";

const GOOD = { status: 201, body: { id: "cus_1", object: "customer", name: "A" } };
const at = (url, more = {}) => new Faktura({ key: "fo_test_x", url, ...more });

for (const [name, first] of Object.entries({
  429: problem(429, "too_many_requests"),
  503: problem(503, "database_unavailable"),
  502: { status: 502 },
  lost: { lost: true },
  busy: problem(409, "idempotency_busy"),
})) {
  test(`a write is sent again with the same key after ${name}`, async () => {
    await scripted([first, first, GOOD], async (url, asked) => {
      assert.equal((await at(url).customers.create({ name: "A" })).id, "cus_1");
      assert.equal(asked.length, 3);
      assert.equal(new Set(asked.map((each) => each.headers["idempotency-key"])).size, 1);
      assert.deepEqual(new Set(asked.map((each) => each.body)), new Set(['{"name":"A"}']));
    });
  });
}

test("two writes have two keys, and a given key is kept", async () => {
  await scripted([GOOD], async (url, asked) => {
    await at(url).customers.create({ name: "A" });
    await at(url).customers.create({ name: "A" });
    await at(url).customers.create({ name: "A" }, { idempotencyKey: "mine" });
    const keys = asked.map((each) => each.headers["idempotency-key"]);
    assert.equal(new Set(keys).size, 3);
    assert.equal(keys[2], "mine");
  });
});

test("Retry-After is honoured, and a long one is told at once", async () => {
  await scripted([problem(429, "slow", { "retry-after": "1" }), GOOD], async (url) => {
    const begin = Date.now();
    await at(url).customers.get("cus_1");
    assert.ok(Date.now() - begin >= 1000);
  });
  await scripted([problem(429, "slow", { "retry-after": "3600" })], async (url, asked) => {
    await assert.rejects(at(url).customers.get("cus_1"), (error) => error.retryAfter === 3600);
    assert.equal(asked.length, 1);
  });
});

test("attempts end, and a lost write names its key", async () => {
  await scripted([{ lost: true }], async (url, asked) => {
    await assert.rejects(at(url, { retries: 1 }).customers.create({ name: "A" }), (error) => {
      assert.ok(error instanceof ConnectionFailed);
      assert.equal(error.sentKey, asked[0].headers["idempotency-key"]);
      return true;
    });
    assert.equal(asked.length, 2);
  });
});

test("a write without a key is sent once", async () => {
  await scripted([{ lost: true }], async (url, asked) => {
    const body = { name: "P", organization: { name: "A", country: "AT" } };
    await assert.rejects(at(url).accounts.create(body), ConnectionFailed);
    assert.equal(asked.length, 1);
    assert.equal(asked[0].headers.authorization, undefined);
  });
});

test("what will not get better is not sent again", async () => {
  for (const status of [400, 401, 403, 404, 409, 412, 422, 500]) {
    await scripted([problem(status, "some_new_code")], async (url, asked) => {
      await assert.rejects(at(url).customers.create({ name: "A" }), (error) => {
        assert.ok(error instanceof Problem);
        assert.equal(error.status, status);
        return error.code === "some_new_code";
      });
      assert.equal(asked.length, 1);
    });
  }
});

test("a refusal has typed findings", async () => {
  const finding = { pointer: "/lines/0", code: "BR-16", rule: "BR-16", term: "BG-25", severity: "fatal", message: "M.", location: "" };
  await scripted([problem(422, "draft_not_issuable", {}, [finding])], async (url) => {
    const error = await at(url).invoices.issue("inv_1").catch((each) => each);
    assert.ok(isProblem(error, "draft_not_issuable"));
    assert.ok(!isProblem(error, "invoice_frozen"));
    assert.equal(error.findings[0].pointer, "/lines/0");
    assert.match(error.message, /\/lines\/0: M\. \(BR-16\)/);
    assert.equal(error.requestId, "req_1");
  });
});

test("a call can be given up, and another server is named as one", async () => {
  await scripted([problem(503, "x", { "retry-after": "50" })], async (url) => {
    const begin = Date.now();
    await assert.rejects(at(url).customers.get("cus_1", { signal: AbortSignal.timeout(100) }), { name: "TimeoutError" });
    assert.ok(Date.now() - begin < 5000);
  });
  await scripted([{ body: ["not", "ours"] }], async (url) => {
    await assert.rejects(at(url).customers.get("cus_1"), AnswerUnreadable);
  });
});

test("headers, paths and queries are written as the API reads them", async () => {
  await scripted([{ body: { data: [], has_more: false, next_cursor: null } }], async (url, asked) => {
    const client = new Faktura({ key: "fk_test_x", url: `${url}/`, organization: "org_1" });
    await client.withOptions({ wait: 7, organization: "org_2" }).invoices.list({ "issue_date[gte]": "2026-01-02", limit: 5 }).page();
    assert.equal(asked[0].url, "/v1/invoices?limit=5&issue_date%5Bgte%5D=2026-01-02");
    assert.equal(asked[0].headers.prefer, "wait=7");
    assert.equal(asked[0].headers["faktura-organization"], "org_2");
    await client.customers.get("a/../b");
    assert.equal(asked[1].url, "/v1/customers/a%2F..%2Fb");
    assert.equal(asked[1].headers["faktura-organization"], "org_1");
    assert.throws(() => client.customers.get(".."), TypeError);
    await assert.rejects(client.invoices.create({ lines: [{ quantity: 1.5 }] }), /send the string "1.5"/);
  });
});
