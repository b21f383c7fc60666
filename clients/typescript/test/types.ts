/** What the compiler must take, and what it must find. Never run. */

import { Faktura, isProblem, webhooks, type DocumentAnswer, type EventType, type Paged } from "../src/index.js";
import type { DocumentSummary, Line } from "../src/types.js";

export async function good(client: Faktura): Promise<void> {
  const invoice = await client.invoices.create(
    {
      issue: true,
      customer: { name: "Buyer AG", address: { city: "Berlin", country: "DE" } },
      lines: [{ description: "Consulting", quantity: "12.5", unit: "hour", unit_price: "80.00" }],
    },
    { wait: 10 },
  );
  const due: string | null | undefined = invoice.totals?.amount_due;
  const id: string = invoice.id;
  const lines: readonly Line[] | undefined = invoice.lines;
  const list: Paged<DocumentSummary> = client.invoices.list({ "issue_date[gte]": "2026-01-01", limit: 5 });
  for await (const each of list) {
    const number: string | null = each.number;
    console.log(number, due, id);
  }
  await client.invoices.create({ lines: lines ?? [] });
  const changed: DocumentAnswer = await client.invoices.change(id, { due_date: null }, { "If-Match": '"1"' });
  await client.organizations.emailSender.get("org_1");
  await client.withOptions({ organization: "org_1" }).invoices.pdf(changed.id, { format: "facturx" });
  const event = await webhooks.verify("{}", new Headers(), ["whsec_a"]);
  const type: EventType | (string & {}) = event.type;
  console.log(type);
}

export function refused(error: unknown): string {
  if (isProblem(error, "draft_not_issuable", "invoice_frozen")) {
    const code: "draft_not_issuable" | "invoice_frozen" = error.code;
    return code + error.findings.map((each) => each.pointer).join();
  }
  return "";
}

export async function bad(client: Faktura): Promise<void> {
  // @ts-expect-error no such field
  await client.invoices.create({ colour: "red" });
  // @ts-expect-error amounts are strings
  await client.invoices.create({ lines: [{ quantity: 1.5 }] });
  // @ts-expect-error not one of the words
  client.invoices.list({ status: "paid" });
  // @ts-expect-error no such field
  console.log((await client.invoices.get("inv_1")).nubmer);
  // @ts-expect-error a field is missing
  await client.accounts.create({ name: "A" });
  // @ts-expect-error no such code
  isProblem(undefined, "no_such_code");
  // @ts-expect-error no such option
  await client.invoices.get("inv_1", { patience: 1 });
  // @ts-expect-error an answer never changes
  (await client.invoices.get("inv_1")).number = "1";
}
