/** What can go wrong. */

import type { ProblemCode } from "./codes.js";
import type { FindingAnswer } from "./types.js";

/** Everything that this package throws of itself. */
export class FakturaError extends Error {
  override name = "FakturaError";
}

/**
 * The server can't be reached, or does not answer in time, after all retries.
 *
 * Whether the request was carried out is not known; send it again with `sentKey`, and it is carried out once.
 */
export class ConnectionFailed extends FakturaError {
  override name = "ConnectionFailed";

  constructor(
    message: string,
    readonly sentKey: string | undefined,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** What was answered is not the API's: there is something else at this address. */
export class AnswerUnreadable extends FakturaError {
  override name = "AnswerUnreadable";
}

/**
 * A refusal (RFC 9457).
 *
 * `code` never changes its meaning, so decide by it. `findings` hold everything that is wrong, each with a JSON pointer
 * into what was sent. `retryAfter`: seconds that the server asks to wait.
 */
export class Problem<Code extends string = ProblemCode | (string & {})> extends FakturaError {
  override name = "Problem";
  readonly code: Code;
  readonly title: string;
  readonly detail: string;
  readonly requestId: string;
  readonly findings: readonly FindingAnswer[];

  constructor(
    readonly plain: Readonly<Record<string, unknown>>,
    readonly status: number,
    readonly retryAfter: number | undefined,
  ) {
    const text = (name: string): string => (typeof plain[name] === "string" ? (plain[name] as string) : "");
    const findings = (Array.isArray(plain.errors) ? plain.errors : []) as FindingAnswer[];
    const told = findings.map((each) => `\n  ${each.pointer || "/"}: ${each.message} (${each.code})`);
    super(`${status} ${text("code")}: ${text("title")} ${text("detail")}`.trim() + told.join(""));
    this.code = text("code") as Code;
    this.title = text("title");
    this.detail = text("detail");
    this.requestId = text("request_id");
    this.findings = findings;
  }
}

/** Whether an error is a refusal, and with one of these codes if any are named. */
export function isProblem<Code extends ProblemCode>(error: unknown, ...codes: Code[]): error is Problem<Code> {
  return error instanceof Problem && (codes.length === 0 || (codes as string[]).includes(error.code));
}
