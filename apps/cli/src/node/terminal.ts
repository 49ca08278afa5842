import { closeSync } from "node:fs";
import { isatty } from "node:tty";

const descriptors = [0, 1, 2];
/** The standard streams that were a terminal when the process began. */
const terminals = descriptors.filter((descriptor) => isatty(descriptor));

/** Whether the terminal of this process was closed. */
export function hasLostTerminal(): boolean {
  return terminals.length > 0 && !descriptors.some((descriptor) => isatty(descriptor));
}

/**
 * Closes the standard streams of a terminal that is gone. At its end, Node sets the mode of each
 * terminal back, and aborts with a core dump when that fails (`ResetStdio` in src/node.cc). It
 * skips a descriptor that is closed.
 */
export function closeLostTerminal(): void {
  for (const descriptor of terminals) if (!isatty(descriptor)) closeSync(descriptor);
}
