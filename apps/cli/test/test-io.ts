import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../src/cli.js";
import { Interrupted } from "../src/interruption.js";
import type { Io } from "../src/io.js";
import { nodeFiles } from "../src/node/node-files.js";

export interface TestIo extends Io {
  readonly out: () => string;
  readonly err: () => string;
  readonly questions: string[];
  readonly interrupt: (reason: unknown) => void;
  /** Sends SIGHUP. */
  readonly hangUp: () => void;
}

export interface TestIoOptions extends Partial<Omit<Io, "stdin" | "stdout" | "stderr">> {
  readonly input?: string | Uint8Array;
  /** Both outputs and stdin are a terminal. */
  readonly tty?: boolean;
  readonly columns?: number;
  /** The replies of the person at the terminal. */
  readonly replies?: readonly (boolean | string)[];
}

/** A world in which the test decides everything; files are real, in a temporary folder. */
export function createTestIo(options: TestIoOptions = {}): TestIo {
  const { input = "", tty = false, columns = 100, replies = [], ...rest } = options;
  const folder = mkdtempSync(join(tmpdir(), "nh-cli-"));
  const written = { out: "", err: "" };
  const questions: string[] = [];
  const remaining = [...replies];
  const reply = (question: string) => {
    questions.push(question);
    const next = remaining.shift();
    if (next === undefined) throw new Error(`nobody replies to "${question}"`);
    return next;
  };
  const controller = new AbortController();
  let onHangup = () => controller.abort(new Interrupted("SIGHUP"));
  const output = (name: "out" | "err") => ({
    isTTY: tty,
    columns,
    write: async (text: string) => {
      written[name] += text;
    },
  });
  return {
    env: {},
    cwd: folder,
    configDirectory: join(folder, "config"),
    stdin: {
      isTTY: tty,
      async *chunks() {
        yield typeof input === "string" ? new TextEncoder().encode(input) : input;
      },
    },
    stdout: output("out"),
    stderr: output("err"),
    process: { pid: 4711, host: "test-machine" },
    now: () => Date.parse("2031-05-06T07:08:09Z"),
    sleep: async (_milliseconds, signal) => signal?.throwIfAborted(),
    signal: controller.signal,
    onHangup(listener) {
      onHangup = listener;
      return () => {};
    },
    files: nodeFiles,
    prompts: {
      confirm: async (question) => Boolean(reply(question)),
      text: async (question) => String(reply(question)),
      select: async (question) => String(reply(question)),
    },
    network: {
      resolve: async () => ["127.0.0.1"],
      handshake: async () => ({ protocol: "TLSv1.3", validTo: "Jan  1 00:00:00 2040 GMT" }),
    },
    runProgram: async () => 0,
    out: () => written.out,
    err: () => written.err,
    questions,
    interrupt: (reason) => controller.abort(reason),
    hangUp: () => onHangup(),
    ...rest,
  };
}

export interface RunResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly io: TestIo;
  /** stdout as one JSON document. */
  readonly json: <T = Record<string, unknown>>() => T;
}

/** Runs one command line, given as words, in a new world or in the given one. */
export async function runCli(words: readonly string[], options: TestIoOptions | TestIo = {}): Promise<RunResult> {
  const io = "out" in options ? (options as TestIo) : createTestIo(options);
  const [outBefore, errBefore] = [io.out().length, io.err().length];
  const code = await run(words, io);
  const out = io.out().slice(outBefore);
  return { code, out, err: io.err().slice(errBefore), io, json: <T>() => JSON.parse(out) as T };
}
