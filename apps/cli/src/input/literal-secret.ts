import type { Output } from "../output/output.js";
import { isReference } from "./secret-reference.js";

/** Notes that a secret on the command line, in place of a reference to it, does not stay secret. */
export async function noteLiteralSecret(what: string, given: string, output: Output): Promise<void> {
  if (isReference(given)) return;
  await output.note(
    `${what} on the command line stays in the history of the shell. Use env:NAME, file:PATH or - instead.`,
  );
}
