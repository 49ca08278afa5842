import { homedir, hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { isatty } from "node:tty";
import { Interrupted } from "../interruption.js";
import type { Io, TextInput } from "../io.js";
import { nodeFiles } from "./node-files.js";
import { nodeOutput } from "./node-output.js";
import { hasLostTerminal } from "./terminal.js";

/**
 * The real process as an {@link Io}. Prompts, sockets and child processes load when a command first
 * needs them.
 */
export function createNodeIo(onSecondInterrupt: () => void): Io {
  // First of all, since an earlier signal ends the process in the system's own way.
  const signal = interruptSignal(onSecondInterrupt);
  return {
    env: process.env,
    cwd: process.cwd(),
    configDirectory: configDirectory(process.env),
    stdin: nodeInput,
    stdout: nodeOutput(process.stdout),
    stderr: nodeOutput(process.stderr),
    process: { pid: process.pid, host: hostname() },
    now: Date.now,
    sleep: async (milliseconds, signal) => {
      try {
        await delay(milliseconds, undefined, signal === undefined ? undefined : { signal });
      } catch (error) {
        signal?.throwIfAborted();
        throw error;
      }
    },
    signal,
    onHangup,
    files: nodeFiles,
    prompts: {
      confirm: async (question) => (await import("./node-prompts.js")).nodePrompts.confirm(question),
      text: async (question, options) => (await import("./node-prompts.js")).nodePrompts.text(question, options),
      select: async (question, choices) => (await import("./node-prompts.js")).nodePrompts.select(question, choices),
    },
    network: {
      resolve: async (host) => (await import("./node-network.js")).nodeNetwork.resolve(host),
      handshake: async (host, port) => (await import("./node-network.js")).nodeNetwork.handshake(host, port),
    },
    runProgram: async (program) => (await import("./node-network.js")).runNodeProgram(program),
  };
}

function configDirectory(env: NodeJS.ProcessEnv): string {
  if (env.NH_CONFIG_DIR) return env.NH_CONFIG_DIR;
  if (env.XDG_CONFIG_HOME) return join(env.XDG_CONFIG_HOME, "nh");
  if (process.platform === "win32" && env.APPDATA) return join(env.APPDATA, "nh");
  return join(homedir(), ".config", "nh");
}

/** Opening stdin takes time and keeps the process alive, so it happens on first use. */
const nodeInput: TextInput = {
  get isTTY() {
    return isatty(0);
  },
  chunks: () => process.stdin as AsyncIterable<Uint8Array>,
};

/** Who wants to hear of SIGHUP. */
let hangupListener: (() => void) | undefined;

function onHangup(listener: () => void): () => void {
  hangupListener = listener;
  return () => {
    hangupListener = undefined;
  };
}

function interruptSignal(onSecondInterrupt: () => void): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(name, () => {
      if (name === "SIGHUP" && hangupListener !== undefined && !hasLostTerminal()) hangupListener();
      else if (controller.signal.aborted) onSecondInterrupt();
      else controller.abort(new Interrupted(name));
    });
  }
  return controller.signal;
}
