/**
 * All of the outside world that a command may touch. `run(argv, io)` receives it as a value, so
 * that a test decides what the terminal, the environment, the network and the clock are.
 * `node/node-io.ts` builds the one of a real process.
 */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  /** Where the user's profiles live, for example `~/.config/nh`. */
  readonly configDirectory: string;
  readonly stdin: TextInput;
  readonly stdout: TextOutput;
  readonly stderr: TextOutput;
  /**
   * Replaces HTTP in tests. Without it the client's own transport and the global `fetch` do the
   * work.
   */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  /** This process, as other processes know it. */
  readonly process: { readonly pid: number; readonly host: string };
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Waits; rejects with the signal's reason when `signal` is aborted first. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Aborted with an `Interrupted` when the user presses Ctrl-C or the system sends SIGTERM. */
  readonly signal: AbortSignal;
  /**
   * Calls the listener at each SIGHUP, which otherwise ends the process, until the returned
   * function is called. The SIGHUP of a terminal that closes ends the process in any case.
   */
  readonly onHangup: (listener: () => void) => () => void;
  readonly files: Files;
  readonly prompts: Prompts;
  readonly network: Network;
  /**
   * Runs another program on the same terminal and returns its exit code, 128 + number after a
   * signal.
   */
  readonly runProgram: (program: ProgramCall) => Promise<number>;
}

/** Sends a request: by the replacement, or by the global `fetch` as it is at that time. */
export const fetchOf = ({ fetch }: Pick<Io, "fetch">): NonNullable<Io["fetch"]> =>
  fetch ?? ((url, init) => globalThis.fetch(url, init));

export interface TextOutput {
  readonly isTTY: boolean;
  /** Width of the terminal; 80 when unknown. */
  readonly columns: number;
  /**
   * Resolves when the text was handed over; rejects with `OutputClosed` when the reader has gone.
   */
  write(text: string): Promise<void>;
}

export interface TextInput {
  readonly isTTY: boolean;
  chunks(): AsyncIterable<Uint8Array>;
}

export interface Files {
  readText(path: string): Promise<string>;
  readChunks(path: string): AsyncIterable<Uint8Array>;
  exists(path: string): Promise<boolean>;
  /** What is at the path, with links followed; `other` is a pipe, a device or a socket. */
  kindOf(path: string): Promise<"file" | "folder" | "other" | undefined>;
  /** The path with all links followed, even where nothing exists yet. */
  realPath(path: string): Promise<string>;
  /**
   * Replaces the file in one step and creates its folder. Anything else at the path, such as
   * `/dev/stdout`, is written to. `mode` is that of the file, for example 0o600.
   */
  writeText(path: string, text: string, mode?: number): Promise<void>;
  /**
   * Takes the lock of this name, a file of its own, for this process alone. Undefined when somebody
   * else holds it after `waitMs`.
   */
  lock(path: string, waitMs: number): Promise<FileLock | undefined>;
  /** Keeps what can be read only once, such as a pipe, to be read again. */
  spool(chunks: AsyncIterable<Uint8Array>): Promise<Spool>;
  /** Why the file must not decide what this user's commands do; undefined for a trusted one. */
  untrusted(path: string): Promise<Untrusted | undefined>;
}

export interface Spool {
  /** All of it, from the beginning. */
  chunks(): AsyncIterable<Uint8Array>;
  /** Removes it. */
  close(): Promise<void>;
}

export interface FileLock {
  release(): void;
}

export interface Untrusted {
  /** The file or the folder that is not trusted. */
  readonly path: string;
  /** It belongs to another user, or other users can write to it. */
  readonly reason: "owner" | "writable";
}

export interface Prompts {
  /** Rejects with `Interrupted` when the user presses Ctrl-C. */
  confirm(question: string): Promise<boolean>;
  text(question: string, options?: { readonly initial?: string; readonly secret?: boolean }): Promise<string>;
  select(question: string, choices: readonly { readonly value: string; readonly label: string }[]): Promise<string>;
}

export interface Network {
  /** The addresses of a host name; rejects with the system's error when the host has none. */
  resolve(host: string): Promise<readonly string[]>;
  /** A TLS handshake without a request. */
  handshake(host: string, port: number): Promise<{ readonly protocol: string; readonly validTo: string }>;
}

export interface ProgramCall {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}
