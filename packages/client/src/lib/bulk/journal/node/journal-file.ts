import { closeSync, fstatSync, fsyncSync, openSync, writeSync } from "node:fs";
import { JournalError } from "../journal-error.js";
import { unusable } from "./unusable.js";

/** The lines of a journal, which grow at the end. */
export class JournalFile {
  readonly #descriptor: number;
  readonly #path: string;
  #size: number;
  /** Why nothing more is written: what follows half a line could not be read. */
  #failure: JournalError | undefined;

  /** @param path An existing file, which this process has locked. */
  constructor(path: string) {
    this.#path = path;
    this.#descriptor = openSync(path, "a");
    this.#size = fstatSync(this.#descriptor).size;
  }

  /**
   * Synchronous on purpose: nothing can happen between what a line says and the line.
   *
   * @throws {JournalError} when the file cannot be written, or somebody else has written to it.
   */
  append(line: string): void {
    if (this.#failure !== undefined) throw this.#failure;
    try {
      this.#refuseStranger();
      const bytes = Buffer.from(`${line}\n`);
      for (let written = 0; written < bytes.length; ) written += writeSync(this.#descriptor, bytes, written);
      this.#size += bytes.length;
    } catch (error) {
      this.#failure = error instanceof JournalError ? error : unusable(this.#path, "be written", error);
      throw this.#failure;
    }
  }

  /** Returns when all lines are on the disk: they survive a crash of the machine as well. */
  sync(): void {
    try {
      fsyncSync(this.#descriptor);
    } catch (error) {
      this.#failure ??= unusable(this.#path, "be written", error);
      throw this.#failure;
    }
  }

  close(): void {
    try {
      if (this.#failure === undefined) this.sync();
    } finally {
      closeSync(this.#descriptor);
    }
  }

  /**
   * The lock holds on this machine, and in this container. On a drive that others share it does
   * not, and a run there would be noticed only here: the file has lines that this run did not
   * write.
   */
  #refuseStranger(): void {
    if (fstatSync(this.#descriptor).size === this.#size) return;
    throw new JournalError(
      "NH_JOURNAL_LOCKED",
      this.#path,
      `${this.#path} is being written to by another run, on another machine or in another container. Stop that run. Then run this one again to continue.`,
    );
  }
}
