/** Against a running server, which the environment names: FAKTURA_URL, FAKTURA_KEY, FAKTURA_ACCOUNT_KEY. */

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";

import { Faktura, isProblem } from "../dist/index.js";

const { FAKTURA_URL: url, FAKTURA_KEY: key, FAKTURA_ACCOUNT_KEY: accountKey } = process.env;
assert.ok(url && key && accountKey, "name a running server");

const client = new Faktura({ key, url });
const INVOICE = {
  issue: true,
  customer: {
    name: "Buyer AG",
    email: "ap@example.com",
    address: { line1: "Weg 1", city: "Berlin", postal_code: "10115", country: "DE" },
  },
  lines: [
    { description: "Consulting", quantity: "12.5", unit: "hour", unit_price: "80.00", vat: { category: "S", rate: "20" } },
  ],
};

test("an invoice from draft to payment", async () => {
  const draft = await client.invoices.create({ ...INVOICE, issue: false });
  assert.equal(draft.state, "draft");
  const changed = await client.invoices.change(draft.id, { buyer_reference: "42", due_date: null }, { "If-Match": '"1"' });
  assert.equal(changed.buyer_reference, "42");
  const issued = await client.invoices.issue(draft.id, undefined, undefined, { wait: 20 });
  assert.equal(issued.totals.total_with_vat, "1200.00");
  const pdf = await client.invoices.pdf(issued.id);
  assert.equal(pdf.mediaType, "application/pdf");
  assert.equal(Buffer.from(pdf.content.subarray(0, 4)).toString(), "%PDF");
  assert.match(pdf.name, /\.pdf$/);
  const payment = await client.payments.record(issued.id, { amount: "200.00" });
  assert.equal(payment.amount, "200.00");
  assert.equal((await client.invoices.status(issued.id)).payment.open_amount, "1000.00");
  const again = await client.invoices.create({ customer: INVOICE.customer, lines: issued.lines });
  await client.invoices.delete(again.id);
  await assert.rejects(client.invoices.get(again.id), (error) => isProblem(error, "invoice_not_found"));
  await assert.rejects(client.invoices.delete(issued.id), (error) => isProblem(error, "invoice_frozen"));
  const xml = await client.invoices.xml(issued.id);
  assert.ok((await client.documents.check(xml.content)).valid);
  assert.equal((await client.documents.convert(xml.content, { to: "cii" })).media_type, "application/xml");
});

test("refusals name everything at once", async () => {
  const error = await client.invoices.create({ issue: true, currency: "EUR" }).catch((each) => each);
  assert.ok(isProblem(error, "draft_not_issuable"));
  assert.ok(error.findings.some((each) => each.rule === "BR-16" && each.pointer === "/lines"));
  const stranger = new Faktura({ key: "fo_test_wrong", url });
  await assert.rejects(stranger.customers.list().page(), (each) => isProblem(each, "unauthorized"));
});

test("everything of a long list is iterated over", async () => {
  const organization = { name: `Many ${randomUUID()}`, country: "AT" };
  const signed = await new Faktura({ key: "none", url }).accounts.create({ name: "Many", organization });
  const own = new Faktura({ key: signed.key, url });
  const made = new Set();
  for (let number = 0; number < 125; number += 1) {
    made.add((await own.customers.create({ name: `Customer ${number}` })).id);
  }
  const found = [];
  for await (const each of own.customers.list({ limit: 50 })) {
    found.push(each.id);
  }
  assert.equal(found.length, 125);
  assert.deepEqual(new Set(found), made);
  assert.deepEqual((await own.customers.list({ limit: 1 }, { fields: ["id"] }).page()).items, [{ id: found[0] }]);
  const sizes = [];
  for await (const page of own.customers.list({ limit: 50 }).pages()) {
    sizes.push(page.items.length);
  }
  assert.deepEqual(sizes, [50, 50, 25]);
});

test("a write with a key of one's own is carried out once", async () => {
  const idempotencyKey = randomUUID();
  const first = await client.customers.create({ name: "Once" }, { idempotencyKey });
  assert.deepEqual(await client.customers.create({ name: "Once" }, { idempotencyKey }), first);
});

test("an account acts for its organizations", async () => {
  const account = new Faktura({ key: accountKey, url });
  const made = await account.organizations.create({ name: "Second GmbH", country: "DE" });
  const second = account.withOptions({ organization: made.id });
  assert.equal((await second.organizations.get(made.id)).name, "Second GmbH");
  assert.equal((await second.organizations.emailSender.get(made.id)).address, null);
  assert.deepEqual((await second.customers.list().page()).items, []);
});
