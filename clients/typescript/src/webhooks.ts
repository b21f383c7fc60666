/** Webhooks: whether a message is really Faktura's (Standard Webhooks), and what it says. */

import type { EventType } from "./codes.js";
import { FakturaError } from "./problems.js";

const TOLERANCE_SECONDS = 300;

/** The message is not signed by this secret, or too old: answer 400 and do nothing. */
export class WebhookInvalid extends FakturaError {
  override name = "WebhookInvalid";
}

/**
 * What happened.
 *
 * `id` is the message's: the same event comes with the same id when it comes again, so remember those you have seen.
 * `type` may be one that this version does not know. `data` is what the event tells, `raw` the whole message.
 */
export interface Event {
  readonly id: string;
  readonly type: EventType | (string & {});
  readonly occurredAt: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly raw: Readonly<Record<string, unknown>>;
}

type HeadersLike = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

async function keyOf(secret: string): Promise<CryptoKey> {
  let raw: Uint8Array<ArrayBuffer>;
  try {
    raw = bytesOf(secret.replace(/^whsec_/, ""));
  } catch {
    throw new TypeError("the secret is not one of an endpoint (whsec_…)");
  }
  return crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
}

function contentOf(payload: string | Uint8Array, id: string, timestamp: string): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const head = encoder.encode(`${id}.${timestamp}.`);
  const body = typeof payload === "string" ? encoder.encode(payload) : payload;
  const whole = new Uint8Array(head.length + body.length);
  whole.set(head);
  whole.set(body, head.length);
  return whole;
}

function headerOf(headers: HeadersLike, name: string): string {
  if (headers instanceof Headers) {
    return headers.get(name)?.trim() ?? "";
  }
  const found = Object.entries(headers).find(([each]) => each.toLowerCase() === name)?.[1];
  return (typeof found === "string" ? found : found?.join(" "))?.trim() ?? "";
}

/** The signature of a message, as `webhook-signature` holds it. For tests of your own receiver. */
export async function sign(
  payload: string | Uint8Array,
  secret: string,
  message: { id: string; timestamp: number },
): Promise<string> {
  const content = contentOf(payload, message.id, String(message.timestamp));
  const signature = await crypto.subtle.sign("HMAC", await keyOf(secret), content);
  return `v1,${btoa(String.fromCharCode(...new Uint8Array(signature)))}`;
}

/**
 * The event of a message that is signed by the secret, or by one of several while it is exchanged.
 *
 * `payload` is the body as it arrived, byte for byte: what was parsed and written anew has another signature.
 */
export async function verify(
  payload: string | Uint8Array,
  headers: HeadersLike,
  secret: string | readonly string[],
  options: { tolerance?: number; now?: number } = {},
): Promise<Event> {
  const [id, timestamp, signatures] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) =>
    headerOf(headers, name),
  ) as [string, string, string];
  if (!id || !timestamp || !signatures) {
    throw new WebhookInvalid("webhook-id, webhook-timestamp or webhook-signature is missing");
  }
  const content = contentOf(payload, id, timestamp);
  let good = false;
  for (const each of typeof secret === "string" ? [secret] : secret) {
    const key = await keyOf(each);
    for (const word of signatures.split(/\s+/)) {
      const comma = word.indexOf(",");
      if (word.slice(0, comma) !== "v1") {
        continue;
      }
      try {
        // WebCrypto compares in constant time.
        good = (await crypto.subtle.verify("HMAC", key, bytesOf(word.slice(comma + 1)), content)) || good;
      } catch {
        // Not base64: no signature.
      }
    }
  }
  if (!good) {
    throw new WebhookInvalid("no signature fits the secret");
  }
  if (!/^[0-9]+$/.test(timestamp)) {
    throw new WebhookInvalid("webhook-timestamp is no time");
  }
  const now = options.now ?? Date.now() / 1000;
  if (Math.abs(now - Number(timestamp)) > (options.tolerance ?? TOLERANCE_SECONDS)) {
    throw new WebhookInvalid("the message is too old, or this machine's clock is wrong");
  }
  return eventOf(id, typeof payload === "string" ? payload : new TextDecoder().decode(payload));
}

function eventOf(id: string, text: string): Event {
  let plain: unknown;
  try {
    plain = JSON.parse(text);
  } catch {
    plain = undefined;
  }
  if (typeof plain !== "object" || plain === null || Array.isArray(plain)) {
    throw new WebhookInvalid("the message is signed, but is no event");
  }
  const raw = plain as Record<string, unknown>;
  if (typeof raw.type !== "string") {
    throw new WebhookInvalid("the message is signed, but is no event");
  }
  const data = typeof raw.data === "object" && raw.data !== null ? (raw.data as Record<string, unknown>) : {};
  const moment = [raw.occurred_at, raw.timestamp, raw.created_at].find((each) => typeof each === "string");
  return { id, type: raw.type, occurredAt: (moment as string | undefined) ?? null, data, raw };
}
