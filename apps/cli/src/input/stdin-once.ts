import { usageError } from "../cli-error.js";
import type { TextInput } from "../io.js";

/** Stdin that refuses a second reader: it would find nothing, and complain about that instead of the command line. */
export function stdinOnce(input: TextInput): TextInput {
  let isTaken = false;
  return {
    get isTTY() {
      return input.isTTY;
    },
    chunks() {
      if (isTaken) throw usageError("Stdin is asked for twice.", "Write - only once, and name files for the rest.");
      isTaken = true;
      return input.chunks();
    },
  };
}
