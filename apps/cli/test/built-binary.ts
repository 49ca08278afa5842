import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The built command line. */
export const binary = fileURLToPath(new URL("../dist/bin.js", import.meta.url));
export const isBuilt = existsSync(binary);
export const whyNotBuilt = isBuilt ? "" : " (skipped: there is no build, run pnpm build first)";

/** A new folder, and an environment that touches nothing outside of it. */
export function createPlace(): { readonly folder: string; readonly env: NodeJS.ProcessEnv } {
  const folder = mkdtempSync(join(tmpdir(), "nh-binary-"));
  const { PATH, SystemRoot } = process.env;
  return { folder, env: { PATH, SystemRoot, HOME: folder, NH_CONFIG_DIR: join(folder, "config") } };
}

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
  /** Resolves when the text is on stdout. */
  readonly shows: (text: string) => Promise<void>;
  readonly out: () => string;
}

/** Starts a program and collects what it writes. */
export function start(command: string, words: readonly string[], options: SpawnOptions = {}): Running {
  const child = spawn(command, words, { ...options, stdio: ["pipe", "pipe", "pipe"] });
  let out = "";
  let err = "";
  const watchers: (() => void)[] = [];
  child.stdout?.on("data", (data: Buffer) => {
    out += data.toString();
    for (const watcher of watchers) watcher();
  });
  child.stderr?.on("data", (data: Buffer) => {
    err += data.toString();
  });
  const finished = new Promise<Finished>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal, out, err }));
  });
  const shows = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (out.includes(text)) resolve();
      };
      watchers.push(look);
      look();
      finished.then(
        (result) => reject(new Error(`the program ended without "${text}": ${JSON.stringify(result)}`)),
        reject,
      );
    });
  return { child, finished, shows, out: () => out };
}

/** Runs the built command line to its end. */
export function nh(
  words: readonly string[],
  options: SpawnOptions & { readonly input?: string } = {},
): Promise<Finished> {
  const { input = "", ...rest } = options;
  const { child, finished } = start(process.execPath, [binary, ...words], rest);
  child.stdin?.end(input);
  return finished;
}

export interface LocalHub {
  readonly url: string;
  readonly env: NodeJS.ProcessEnv;
  readonly running: Running;
}

/** Starts a hub with the built command line. */
export async function startLocalHub(
  words: readonly string[] = ["--no-https"],
): Promise<LocalHub & { readonly folder: string }> {
  const { folder, env } = createPlace();
  const running = start(process.execPath, [binary, "hub", "start", "--port", "0", "--json", ...words], {
    cwd: folder,
    env,
  });
  await running.shows("\n");
  const { url, connectionString, hub } = JSON.parse(running.out()) as {
    url: string;
    connectionString: string;
    hub: string;
  };
  return { url, running, folder, env: { ...env, NH_CONNECTION_STRING: connectionString, NH_HUB: hub } };
}

export const hasPython =
  spawnSync("python3", ["-c", "import pty, termios, os; os.waitstatus_to_exitcode"]).status === 0;
export const whyNoTerminal = hasPython ? "" : " (skipped: a pseudo-terminal needs python3 with its pty module)";

export interface TerminalStep {
  /** Types once this is shown. */
  readonly wait: string;
  /** What is typed then. Without it, the terminal is closed. */
  readonly type?: string;
}

/** Runs the built command line in a pseudo-terminal. */
export async function nhInTerminal(
  words: readonly string[],
  {
    cwd,
    env,
    steps = [],
  }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv; readonly steps?: readonly TerminalStep[] },
): Promise<{ readonly shown: string; readonly code: number; readonly stepsLeft: number }> {
  const helper = fileURLToPath(new URL("./pseudo-terminal.py", import.meta.url));
  const defined = Object.fromEntries(
    Object.entries({ TERM: "xterm-256color", ...env }).filter(([, value]) => value !== undefined),
  );
  const request = { argv: [process.execPath, binary, ...words], cwd, env: defined, steps, timeoutSeconds: 40 };
  const { out, err } = await start("python3", [helper, JSON.stringify(request)]).finished;
  if (out === "") throw new Error(err);
  return JSON.parse(out) as { shown: string; code: number; stepsLeft: number };
}
