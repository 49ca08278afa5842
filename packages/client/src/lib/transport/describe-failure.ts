import type { Redactor } from "@nh/wire";
import { causesOf } from "./classify-failure.js";
import { isMarkedNeverSent, markNeverSent } from "./failures.js";
import { oneLine } from "./redact.js";

/**
 * The innermost reason of a failure, for a message: `fetch failed` says nothing, its cause does.
 * Transports quote addresses and headers.
 */
export function describeFailure(failure: unknown, redact: Redactor): string {
  return oneLine(redact(reasonOf(failure)));
}

function reasonOf(failure: unknown): string {
  const reason = causesOf(failure).at(-1);
  if (reason === undefined) return String(failure);
  const { code } = reason as { code?: unknown };
  const message = reason.message.replace(/[.\s]+$/, "");
  if (typeof code !== "string" || message.includes(code)) return message === "" ? reason.name : message;
  return message === "" ? code : `${message} (${code})`;
}

/** How deep causes are copied. */
const MAX_DEPTH = 8;

/**
 * What an error keeps as its cause: a copy with masked texts and nothing else, since a transport
 * may hang the whole request on its error. The error itself belongs to the caller and is not
 * changed.
 */
export function redactedCause(failure: unknown, redact: Redactor): unknown {
  return copyOf(failure, redact, new Map(), 0);
}

function copyOf(failure: unknown, redact: Redactor, copies: Map<Error, Error>, depth: number): unknown {
  if (typeof failure === "string") return redact(failure);
  if (typeof failure !== "object" || failure === null) return failure;
  if (!(failure instanceof Error)) return new Error(redact(String(failure)));
  const known = copies.get(failure);
  if (known !== undefined) return known;
  const copy = emptyCopy(failure, redact(String(failure.message)));
  copies.set(failure, copy);
  const { name, stack, cause } = failure;
  const { code, syscall } = failure as { code?: unknown; syscall?: unknown };
  const hidden = { configurable: true, writable: true };
  Object.defineProperty(copy, "name", { ...hidden, value: redact(String(name)) });
  Object.defineProperty(copy, "stack", { ...hidden, value: typeof stack === "string" ? redact(stack) : undefined });
  if (typeof code === "string" || typeof code === "number") Object.assign(copy, { code });
  if (typeof syscall === "string") Object.assign(copy, { syscall });
  if (isMarkedNeverSent(failure)) markNeverSent(copy);
  if (depth === MAX_DEPTH) return copy;
  const next = (inner: unknown) => copyOf(inner, redact, copies, depth + 1);
  if (cause !== undefined) Object.defineProperty(copy, "cause", { ...hidden, value: next(cause) });
  if (copy instanceof AggregateError) copy.errors = (failure as AggregateError).errors.map(next);
  return copy;
}

function emptyCopy(failure: Error, message: string): Error {
  if (failure instanceof AggregateError) return new AggregateError([], message);
  return failure instanceof TypeError ? new TypeError(message) : new Error(message);
}
