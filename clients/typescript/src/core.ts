/** How a call travels: its address, headers and body, and when it is sent again. */

import { API_VERSION } from "./codes.js";
import { Paged, type Page } from "./pages.js";
import { AnswerUnreadable, ConnectionFailed, Problem } from "./problems.js";

const WAIT_SECONDS_MORE = 15;
const WAIT_FIRST_SECONDS = 0.5;
const WAIT_SECONDS_MAX = 8;
const RETRY_AFTER_SECONDS_MAX = 60;
const UNSURE = new Set([502, 503, 504]);

/** How one call is made. */
export interface CallOptions {
  /** Seconds for one attempt. */
  readonly timeout?: number | undefined;
  /** Seconds that the server may wait for background work (Prefer: wait). */
  readonly wait?: number | undefined;
  /** Your own Idempotency-Key instead of a new one. */
  readonly idempotencyKey?: string | undefined;
  /** Answer a reading with these fields only: ["id", "totals.amount_due"]. */
  readonly fields?: readonly string[] | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Gives the call up, between attempts as well. */
  readonly signal?: AbortSignal | undefined;
}

/** How all calls of a client are made. */
export interface Setting {
  /** An organization's key (fo_…), or an account's (fk_…), which needs `organization` as well. */
  readonly key: string;
  /** The address of the server: http://127.0.0.1:8080 unless given. */
  readonly url?: string | undefined;
  /** The organization that an account's key acts for. */
  readonly organization?: string | undefined;
  /** Seconds for one attempt: 30 unless given. */
  readonly timeout?: number | undefined;
  /** Attempts after the first, after a lost connection, 429 or 503: 5 unless given. */
  readonly retries?: number | undefined;
  readonly wait?: number | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** A fetch of your own, with its proxies and certificates. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** A file as it was answered. `name` is what it wants to be called, `etag` the hash that names its content. */
export interface File {
  readonly content: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
  readonly name: string;
  readonly etag: string;
}

/** A call as a method makes it. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  readonly body?: unknown;
  readonly content?: Uint8Array<ArrayBuffer> | string | undefined;
  readonly contentType?: string;
  readonly accept?: string;
  readonly keyed?: boolean;
  readonly open?: boolean;
  readonly options?: CallOptions | undefined;
}

/** A part of a path; what is empty or dots would lead elsewhere. */
export function segment(value: string): string {
  if (value === "" || /^\.+$/.test(value)) {
    throw new TypeError("an id is needed here");
  }
  return encodeURIComponent(value);
}

/** JSON of what is sent. A number with a fraction is refused: it changes amounts in silence. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => {
    if (typeof each === "number" && !Number.isSafeInteger(each)) {
      throw new TypeError(`numbers change amounts in silence: send the string "${each}"`);
    }
    return typeof each === "bigint" ? each.toString() : each;
  });
}

function queryOf(query: Readonly<Record<string, unknown>> | undefined): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== null) {
        pairs.append(name, String(each));
      }
    }
  }
  const text = pairs.toString();
  return text === "" ? "" : `?${text}`;
}

function retryAfter(response: Response): number | undefined {
  const given = response.headers.get("retry-after")?.trim();
  if (!given) {
    return undefined;
  }
  const seconds = /^[0-9.]+$/.test(given) ? Number(given) : (Date.parse(given) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text();
  let plain: Record<string, unknown> = { title: response.statusText, detail: text.slice(0, 500) };
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === "object" && read !== null && !Array.isArray(read)) {
      plain = read as Record<string, unknown>;
    }
  } catch {
    // Not the API's own answer: told as it is.
  }
  return new Problem(plain, response.status, retryAfter(response));
}

function fileName(disposition: string): string {
  const extended = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  if (extended !== undefined) {
    return decodeURIComponent(extended);
  }
  return /filename="((?:[^"\\]|\\.)*)"/.exec(disposition)?.[1]?.replace(/\\(.)/g, "$1") ?? "";
}

function pause(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, seconds * 1000);
    signal?.addEventListener("abort", stop, { once: true });
    if (signal?.aborted) {
      stop();
    }
  });
}

/** Sends calls and gives their answers. */
export class Core {
  constructor(readonly setting: Setting) {
    if (setting.key === "") {
      throw new TypeError("a key is needed: `faktura keys create` makes one");
    }
  }

  #headers(call: Call, sentKey: string | undefined): Record<string, string> {
    const { setting } = this;
    const options = call.options ?? {};
    const headers: Record<string, string> = { accept: call.accept ?? "application/json" };
    if (API_VERSION) {
      headers["faktura-version"] = API_VERSION;
    }
    for (const [name, value] of Object.entries(setting.headers ?? {})) {
      headers[name.toLowerCase()] = value;
    }
    if (!call.open) {
      headers.authorization = `Bearer ${setting.key}`;
      if (setting.organization !== undefined) {
        headers["faktura-organization"] = setting.organization;
      }
    }
    const wait = options.wait ?? setting.wait;
    if (wait) {
      headers.prefer = `wait=${wait}`;
    }
    if (sentKey !== undefined) {
      headers["idempotency-key"] = sentKey;
    }
    if (call.content !== undefined || call.body !== undefined) {
      headers["content-type"] = call.contentType ?? "application/json";
    }
    for (const [name, value] of Object.entries({ ...call.headers, ...options.headers })) {
      if (value !== undefined) {
        headers[name.toLowerCase()] = value;
      }
    }
    return headers;
  }

  #waitSeconds(attempt: number, safe: boolean, problem: Problem | undefined): number | undefined {
    if (attempt >= (this.setting.retries ?? 5)) {
      return undefined;
    }
    const refused = problem?.status === 429 || problem?.code === "idempotency_busy";
    if (!refused && !(safe && (problem === undefined || UNSURE.has(problem.status)))) {
      return undefined;
    }
    const asked = problem?.retryAfter;
    if (asked === undefined) {
      const most = Math.min(WAIT_SECONDS_MAX, WAIT_FIRST_SECONDS * 2 ** attempt);
      return most / 2 + (Math.random() * most) / 2;
    }
    // Who is asked to wait long is told, rather than left hanging.
    return asked > RETRY_AFTER_SECONDS_MAX ? undefined : asked + (Math.random() * WAIT_FIRST_SECONDS) / 2;
  }

  /** The answer to a call, after as many attempts as it takes. */
  async send(call: Call): Promise<Response> {
    const { setting } = this;
    const options = call.options ?? {};
    const sentKey = call.keyed ? (options.idempotencyKey ?? crypto.randomUUID()) : undefined;
    const wait = options.wait ?? setting.wait ?? 0;
    const patience = options.timeout ?? setting.timeout ?? 30;
    const timeout = wait > 0 ? Math.max(patience, wait + WAIT_SECONDS_MORE) : patience;
    const query = options.fields === undefined ? call.query : { ...call.query, fields: options.fields.join(",") };
    const url = (setting.url ?? "http://127.0.0.1:8080").replace(/\/+$/, "") + call.path + queryOf(query);
    const body = call.content ?? (call.body === undefined ? undefined : toJson(call.body));
    const headers = this.#headers(call, sentKey);
    const safe = call.method === "GET" || sentKey !== undefined;
    const fetch = setting.fetch ?? globalThis.fetch;
    for (let attempt = 0; ; attempt += 1) {
      options.signal?.throwIfAborted();
      let failure: Error;
      let problem: Problem | undefined;
      try {
        const limit = AbortSignal.timeout(timeout * 1000);
        const signal = options.signal === undefined ? limit : AbortSignal.any([limit, options.signal]);
        const response = await fetch(url, { method: call.method, headers, body: body ?? null, signal, redirect: "manual" });
        // The body may be cut off as well, so it belongs to the attempt.
        const whole = new Response([204, 304].includes(response.status) ? null : await response.arrayBuffer(), response);
        if (response.ok) {
          return whole;
        }
        failure = problem = await problemOf(whole);
      } catch (error) {
        options.signal?.throwIfAborted();
        const told = error instanceof Error ? error.message : String(error);
        failure = new ConnectionFailed(`${call.method} ${url} got no answer: ${told}`, sentKey, { cause: error });
      }
      const seconds = this.#waitSeconds(attempt, safe, problem);
      if (seconds === undefined) {
        throw failure;
      }
      await pause(seconds, options.signal);
    }
  }

  /** The answer as an object. */
  async answer<T>(call: Call): Promise<T> {
    const response = await this.send(call);
    if (response.status === 204) {
      // Some operations have something to tell only sometimes.
      return null as T;
    }
    const text = await response.text();
    try {
      const found: unknown = JSON.parse(text);
      if (typeof found === "object" && found !== null && !Array.isArray(found)) {
        return found as T;
      }
    } catch {
      // Told below.
    }
    throw new AnswerUnreadable(
      `${call.method} ${call.path} was answered without the API's JSON: is this the address of Faktura?`,
    );
  }

  /** No answer but that it is done. */
  async nothing(call: Call): Promise<void> {
    await this.send(call);
  }

  /** The answer as bytes. */
  async file(call: Call): Promise<File> {
    const response = await this.send(call);
    const header = (name: string): string => response.headers.get(name) ?? "";
    return {
      content: new Uint8Array(await response.arrayBuffer()),
      mediaType: header("content-type").split(";")[0] ?? "",
      name: fileName(header("content-disposition")),
      etag: header("etag").replace(/^W\//, "").replaceAll('"', ""),
    };
  }

  /** The answer as a list of pages; `cursor` is the parameter that continues it. */
  pages<T>(call: Call, cursor: string): Paged<T> {
    return new Paged<T>(async (place): Promise<Page<T>> => {
      const query = place === undefined ? call.query : { ...call.query, [cursor || "cursor"]: place };
      const raw = await this.answer<Record<string, unknown>>({ ...call, query });
      return {
        items: (raw.data ?? []) as T[],
        hasMore: Boolean(raw.has_more),
        nextCursor: (raw.next_cursor ?? null) as string | null,
        raw,
      };
    });
  }
}
