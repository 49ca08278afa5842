import { randomUUID } from "node:crypto";
import { type CliError, inputError } from "../../cli-error.js";
import { fetchOf } from "../../io.js";
import { count } from "../../output/numbers.js";
import type { AnyCall } from "../../program/command.js";

/**
 * The name of a clean copy in the container of the results: the time of the job, to find it, and
 * chance, so that two jobs in one second do not share a copy.
 */
export const cleanCopyName = (now: number): string =>
  `nh-import-${new Date(now).toISOString().replace(/\.\d+|[-:]/g, "")}-${randomUUID().slice(0, 8)}.txt`;

/** The address of a blob in a container. The signature of the container covers it. */
export function blobIn(container: string, name: string): string {
  const url = new URL(container);
  url.pathname = `${url.pathname.replace(/\/$/, "")}/${name}`;
  return url.href;
}

/**
 * The version of the storage's API that writes a copy. Without one, the storage takes that of the
 * signature, whose limit may be 256 or 64 MiB.
 */
const apiVersion = "2019-12-12";

/**
 * Bytes that a single "Put Blob" of this version can have: 5,000 MiB (Azure Storage, "Scalability
 * and performance targets for Blob storage").
 */
export const MAX_COPY_BYTES = 5_000 * 1_048_576;

/** @throws {CliError} for a copy that one request cannot write. */
export function checkCopySize(bytes: number): void {
  if (bytes <= MAX_COPY_BYTES) return;
  throw inputError(
    `The clean copy of the import file would have ${count(bytes)} bytes. Azure Storage takes at most ${count(MAX_COPY_BYTES)} bytes (5,000 MiB) in one request.`,
    "Split the file, or clean it and upload it again. --unchecked submits it as it is.",
  );
}

/**
 * Writes a blob of a known length from its pieces, in one request, and never over another one
 * (Azure Storage, "Put Blob").
 *
 * @throws {CliError} when the storage does not take it.
 * @throws what the pieces throw. `fetch` would only say that it failed.
 */
export async function putBlob(
  { io }: AnyCall,
  uri: string,
  pieces: AsyncIterable<Uint8Array>,
  bytes: number,
): Promise<void> {
  const source = new Source(pieces);
  const init = {
    method: "PUT",
    headers: {
      "Content-Length": String(bytes),
      "Content-Type": "text/plain",
      "If-None-Match": "*",
      "x-ms-blob-type": "BlockBlob",
      "x-ms-version": apiVersion,
    },
    body: ReadableStream.from(source.pieces()),
    duplex: "half",
    signal: io.signal,
  };
  const response = await fetchOf(io)(uri, init as unknown as RequestInit).catch((error: unknown) => {
    io.signal.throwIfAborted();
    throw source.failure === undefined ? refused("the storage cannot be reached", allowWriting, error) : source.failure;
  });
  if (response.ok) return;
  const status = statusText(response);
  if (response.status !== 409 && response.status !== 412) throw refused(status, allowWriting);
  throw refused(
    `${status}: it already has a blob of this name, or something else holds it`,
    "Run the command again. Each copy gets a name of its own.",
  );
}

/** Pieces that remember why they ended early. */
class Source {
  failure: unknown;
  readonly #pieces: AsyncIterable<Uint8Array>;

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#pieces = pieces;
  }

  async *pieces(): AsyncGenerator<Uint8Array> {
    try {
      yield* this.#pieces;
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }
}

/** The status of the storage, with its own word for the reason. */
export function statusText({ status, headers }: Response): string {
  const reason = headers.get("x-ms-error-code");
  const known = reason !== null && /^\w{1,64}$/.test(reason) ? ` (${reason})` : "";
  return `the response has the status ${status}${known}`;
}

const allowWriting =
  "Allow writing to the container, or clean the file and upload it again. --unchecked submits it as it is.";

const refused = (why: string, fix: string, cause?: unknown): CliError =>
  inputError(`A clean copy of the import file could not be written to the output container: ${why}.`, fix, cause);
