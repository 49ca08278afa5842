import { Interrupted } from "../interruption.js";
import type { Prompts } from "../io.js";

/** Prompts go to stderr, so that stdout stays data. */
const onStderr = { output: process.stderr };

async function prompt<T>(ask: (clack: typeof import("@clack/prompts")) => Promise<T | symbol>): Promise<T> {
  const clack = await import("@clack/prompts");
  const value = await ask(clack);
  if (clack.isCancel(value)) throw new Interrupted("SIGINT");
  return value as T;
}

export const nodePrompts: Prompts = {
  confirm: (message) => prompt<boolean>((clack) => clack.confirm({ message, initialValue: false, ...onStderr })),

  text: (message, { initial, secret } = {}) =>
    prompt<string>((clack) =>
      secret
        ? clack.password({ message, ...onStderr })
        : clack.text({ message, ...(initial === undefined ? {} : { initialValue: initial }), ...onStderr }),
    ),

  select: (message, choices) =>
    prompt<string>((clack) =>
      clack.select({ message, options: choices.map((choice) => ({ ...choice })), ...onStderr }),
    ),
};
