import { inputError } from "../../cli-error.js";
import type { AnyCall } from "../../program/command.js";

/** The name of a clean copy in the container of the results, by the time of the job. */
export const cleanCopyName = (now: number): string =>
  `nh-import-${new Date(now).toISOString().replace(/\.\d+|[-:]/g, "")}.txt`;

/** The address of a blob in a container. The signature of the container covers it. */
export function blobIn(container: string, name: string): string {
  const url = new URL(container);
  url.pathname = `${url.pathname.replace(/\/$/, "")}/${name}`;
  return url.href;
}

/**
 * Writes a blob of a known length from its pieces, however long it is (Azure Storage, "Put Blob").
 *
 * @throws {CliError} when the storage does not take it.
 */
export async function putBlob(
  { io }: AnyCall,
  uri: string,
  pieces: AsyncIterable<Uint8Array>,
  bytes: number,
): Promise<void> {
  const put = io.fetch ?? ((url: string, init: RequestInit) => globalThis.fetch(url, init));
  const init = {
    method: "PUT",
    headers: { "Content-Length": String(bytes), "Content-Type": "text/plain", "x-ms-blob-type": "BlockBlob" },
    body: ReadableStream.from(pieces),
    duplex: "half",
    signal: io.signal,
  };
  const response = await put(uri, init as unknown as RequestInit).catch((error: unknown) => {
    io.signal.throwIfAborted();
    throw refused("the storage cannot be reached", error);
  });
  if (!response.ok) throw refused(`the response has the status ${response.status}`);
}

const refused = (why: string, cause?: unknown) =>
  inputError(
    `A clean copy of the import file could not be written to the output container: ${why}.`,
    "Allow writing to the container, or clean the file and upload it again. --unchecked submits it as it is.",
    cause,
  );
