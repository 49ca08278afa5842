import { redactText } from "@nh/wire";
import { causesOf } from "./classify-failure.js";
import { oneLine } from "./redact.js";

/**
 * The innermost reason of a failure, for a message: `fetch failed` says nothing, its cause does.
 * Transports quote addresses and headers.
 */
export function describeFailure(failure: unknown): string {
  return oneLine(redactText(reasonOf(failure)));
}

/**
 * What an error keeps as its cause: the failure itself, unless something that must not be shown
 * stands in it.
 */
export function redactedCause(failure: unknown): unknown {
  const errors = causesOf(failure);
  const all = errors
    .map((error) => [error.message, error.stack, (error as { path?: unknown }).path].join("\n"))
    .join("\n");
  if (errors.length === 0 || redactText(all) === all) return failure;
  const { name, code } = errors.at(-1) as Error & { code?: unknown };
  return Object.assign(new Error(describeFailure(failure)), { name }, code === undefined ? {} : { code });
}

function reasonOf(failure: unknown): string {
  const reason = causesOf(failure).at(-1);
  if (reason === undefined) return String(failure);
  const { code } = reason as { code?: unknown };
  const message = reason.message.replace(/[.\s]+$/, "");
  if (typeof code !== "string" || message.includes(code)) return message === "" ? reason.name : message;
  return message === "" ? code : `${message} (${code})`;
}
