import { resolve } from "node:path";
import { type Hub, isArgumentError } from "@nh/hub";
import { inputError, usageError } from "../../cli-error.js";
import type { Io } from "../../io.js";
import { flag, type OptionValues, text } from "../../program/option.js";

/** The options of `nh hub start` for a state in one file. */
export const snapshotOptions = {
  snapshot: text("file", "begin with the state in this file, which nh hub snapshot save or --save-on-exit wrote"),
  saveOnExit: flag("write the state back to the file of --snapshot at the end; the file may not exist yet"),
};

/** The file of a hub's state, loaded at its start and written at its end. */
export interface SnapshotFile {
  load(hub: Hub): Promise<void>;
  save(hub: Hub): Promise<void>;
}

/**
 * The file that the options name; undefined without one.
 *
 * @throws {CliError} when the options exclude each other.
 */
export function snapshotFileOf(
  { snapshot, saveOnExit }: OptionValues<typeof snapshotOptions>,
  dataDir: string | undefined,
  io: Io,
): SnapshotFile | undefined {
  if (snapshot === undefined) {
    if (saveOnExit) throw usageError("--save-on-exit needs the file to write.", "Name it with --snapshot.");
    return undefined;
  }
  if (dataDir !== undefined) {
    throw usageError(
      "--snapshot and --data-dir cannot be combined, since both hold the whole state.",
      "Pass one of them. nh hub snapshot load brings a snapshot into a running hub.",
    );
  }
  const path = resolve(io.cwd, snapshot);
  return {
    async load(hub) {
      if (saveOnExit && !(await io.files.exists(path))) return;
      try {
        await hub.snapshot.import(streamOf(io.files.readChunks(path)));
      } catch (error) {
        if (!isArgumentError(error)) throw error;
        throw inputError(`${snapshot} cannot be loaded. ${error.message}`, undefined, error);
      }
    },
    async save(hub) {
      if (!saveOnExit) return;
      // Private, since credentials, keys and payloads are in it.
      await io.files.writeText(path, await new Response(hub.snapshot.export()).text(), 0o600);
    },
  };
}

function streamOf(chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
