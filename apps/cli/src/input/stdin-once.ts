import { usageError } from "../cli-error.js";
import type { TextInput } from "../io.js";

/** Stdin that refuses a second reader, which would find nothing and report a misleading error. */
export function stdinOnce(input: TextInput): TextInput {
  let isTaken = false;
  return {
    get isTTY() {
      return input.isTTY;
    },
    chunks() {
      if (isTaken) throw usageError("Stdin can be read only once.", "Use - for one of them, and files for the others.");
      isTaken = true;
      return input.chunks();
    },
  };
}
