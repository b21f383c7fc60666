/** A typed client of Faktura. */

export { Faktura, type Changes } from "./client.js";
export type { EventType, ProblemCode } from "./codes.js";
export type { CallOptions, File, Setting } from "./core.js";
export { Paged, type Page } from "./pages.js";
export { AnswerUnreadable, ConnectionFailed, FakturaError, isProblem, Problem } from "./problems.js";
export type * from "./types.js";
export * as webhooks from "./webhooks.js";
