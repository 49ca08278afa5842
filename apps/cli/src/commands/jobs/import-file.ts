import { inputError } from "../../cli-error.js";
import { numberedLines } from "../../input/numbered-lines.js";
import type { AnyCall } from "../../program/command.js";

/**
 * The address of a container or a blob.
 *
 * @throws {CliError} for anything else, such as the path of a file. It does not quote the value,
 * which may hold a signature.
 */
export function blobAddress(value: string, option: string): string {
  if (/^https?:\/\/[^/\s]+\/\S+$/i.test(value)) return value;
  throw inputError(
    `${option} must be the URL of Azure Blob Storage, such as https://account.blob.core.windows.net/…, not a path or a name.`,
    "Upload the file, and pass its URL with a signature. A path after file: names a file that holds the URL.",
  );
}

/**
 * What the service refuses in a line with "BadRequest,Bad Format"
 * (Azure/azure-notificationhubs-dotnet#322).
 */
const refusedParts: readonly (readonly [part: string, pattern: RegExp])[] = [
  ["an ExpirationTime, which the service sets itself", /<ExpirationTime>[^<]/],
  ["the tag $InstallationId, which the service sets itself", /<Tags>[^<]*\$InstallationId:/i],
  ["the tag $UserId, which the service sets itself", /<Tags>[^<]*\$UserId:/i],
];

/** A line of an import file is the XML of one registration, so no comment and no row of CSV. */
const xml = /^\s*</;

const maxShown = 5;

/**
 * Reads the file of an import before the job begins: the job itself reports a refused line minutes
 * later, in a file of its own, without a reason. A file that cannot be read from here may still be
 * readable for the service, and is only warned about.
 *
 * @throws {CliError} with the lines that the service would refuse.
 */
export async function checkImportFile({ io, output }: AnyCall, uri: string): Promise<void> {
  const get = io.fetch ?? ((url: string, init: RequestInit) => globalThis.fetch(url, init));
  const response = await get(uri, { method: "GET", signal: io.signal }).catch((error: unknown) => {
    io.signal.throwIfAborted();
    return error instanceof Error ? error : new Error(String(error));
  });
  if (response instanceof Error || !response.ok || response.body === null) {
    const why = response instanceof Error ? "it cannot be reached" : `the response has the status ${response.status}`;
    await output.warn(`the import file was not checked: ${why}`);
    return;
  }
  const problems: string[] = [];
  let count = 0;
  for await (const { text, number } of numberedLines(response.body, "The import file")) {
    const found = refusedParts.filter(([, pattern]) => pattern.test(text)).map(([part]) => part);
    const isXml = xml.test(text);
    if (isXml && found.length === 0) continue;
    count += 1;
    const problem = isXml ? `has ${found.join(" and ")}` : "is not the XML of a registration";
    if (problems.length < maxShown) problems.push(`line ${number} ${problem}`);
  }
  if (count === 0) return;
  const more = count > problems.length ? `; ${count - problems.length} more lines` : "";
  throw inputError(
    `The service would refuse lines of the import file: ${problems.join("; ")}${more}.`,
    "Remove these lines, elements and tags from the file, and upload it again.",
  );
}
